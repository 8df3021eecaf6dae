"""How a brief calls those who speak and those who carry: anonymous ones never by a name, every hop of a chain once."""

import re

from tocsin.model import Speaker, Statement
from tocsin.warn.neutral import shortened
from tocsin.warn.view import View

NAME = 60
"""characters of a speaker's or outlet's name"""
PRONOUN = 5
"""an anonymous speaker's words shorter than this ("il", "elle") describe nobody"""
ARTICLE = re.compile(r"^(?:l['’]|les? |la |the |an? |une? )", re.IGNORECASE)


def person(view: View, speaker: Speaker, report: str | None = None) -> str:
    """A speaker in the report's words. Anonymous ones are marked so and never named, whatever else the record holds.

    An outlet that says "we" in its own `report` goes by its name.
    """
    text = shortened(speaker.text or "", NAME)
    if speaker.kind == "outlet" and not speaker.name and len(text) < PRONOUN and report in view.report:
        return view.publisher(view.outlet(report))
    if speaker.kind == "anonymous":
        if len(text) < PRONOUN:
            return view.say("anonymous.someone")
        many = speaker.count is not None and speaker.count > 1
        mark = view.say("anonymous.count", count=speaker.count) if many else view.say("anonymous")
        return f"{text} ({mark})"
    return shortened(speaker.name or "", NAME) or text or view.say("narration")


def chain(view: View, statement: Statement) -> list[str]:
    """From the outlet nearest the reader to the one who speaks: every hop once."""
    reading = view.reading.get(statement.report)
    held = view.report.get(statement.report)
    hops = [held.site] if held and held.site else []
    hops += [*(reading.chain if reading else ()), *statement.via]
    named = [shortened(view.publisher(hop), NAME) for hop in hops if hop]
    if statement.told_by is not None:
        named.append(person(view, statement.told_by, statement.report))
    if statement.speaker.kind != "text":
        named.append(person(view, statement.speaker, statement.report))
    return [hop for n, hop in enumerate(named) if not any(same_name(hop, other) for other in named[:n])]


def same_name(one: str, other: str) -> bool:
    """Whether two names differ by case or a leading article only: `l'Agence Lémanique`, `Agence Lémanique`."""
    return ARTICLE.sub("", one).casefold() == ARTICLE.sub("", other).casefold()
