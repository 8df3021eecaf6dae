"""Who said what through whom: the origins that matter, each with the words as reported, the chain, and what drifted on the way."""

from tocsin.model import BriefSentence, Drift, Link, Origin, Speaker, Statement
from tocsin.warn.neutral import line, shortened
from tocsin.warn.view import Sentences, View, quotable
from tocsin.warn.words import day

QUOTE = 110
"""characters of a quotation"""
HOP = 34
"""characters of a hop's name within a chain"""
NAME = 60
"""characters of a speaker's or outlet's name"""
PRONOUN = 5
"""an anonymous speaker's words shorter than this ("il", "elle") describe nobody"""
EXAMPLES = 3
"""references of a line that only counts what is not shown"""
PER_ORIGIN = 2
"""statements shown under one origin"""
ARROW = " ← "


def fits(view: View, budget: int) -> int:
    """How many origins fit into `budget` words, one at the least. Asked of the English view, so that both languages show the same."""
    used = shown = 0
    quoted: set[str] = set()
    for origin, own in _speaking(view):
        used += sum(len(sentence.text.split(" ")) for sentence in _origin(view, origin, own, quoted))
        if shown and used > budget:
            break
        shown += 1
    return shown


def said(view: View, most: int) -> Sentences:
    """The `most` weightiest origins, then a count of what was left out."""
    speaking = _speaking(view)
    silent = [origin for origin in ranked(view) if not statements(view, origin)]
    found: Sentences = []
    quoted: set[str] = set()
    for origin, own in speaking[:most]:
        found += _origin(view, origin, own, quoted)
    if not speaking:
        return [BriefSentence(section="said", text=view.say("said.none"), references=(view.judged("as_of"),))]
    left = {s.id for _, own in speaking for s in own} - quoted
    if left:
        hidden = tuple(reference for origin, own in speaking if any(s.id in left for s in own) for reference in view.of_origin(origin))
        text = view.say("said.more", statements=view.count("statement", len(left)))
        found.append(BriefSentence(section="said", role="caveat", text=text, references=hidden[:EXAMPLES]))
    if silent:
        text = view.say("said.irrelevant", origins=view.count("origin", len(silent)))
        every = tuple(reference for origin in silent for reference in view.of_origin(origin))
        found.append(BriefSentence(section="said", role="caveat", text=text, references=every[:EXAMPLES]))
    return found


def _speaking(view: View) -> list[tuple[Origin, list[Statement]]]:
    """Origins that say something on the problem, in order, with what they say."""
    return [(origin, own) for origin in ranked(view) if (own := statements(view, origin))]


def ranked(view: View) -> list[Origin]:
    """Origins, those that moved the main hypothesis most first, then the newest."""
    weight: dict[str, float] = {}
    for influence in view.assessment.influences:
        if influence.origin and influence.hypothesis == view.main().id:
            weight[influence.origin] = weight.get(influence.origin, 0.0) + abs(influence.delta)
    return sorted(view.origins, key=lambda o: (-weight.get(o.id, 0.0), -o.first_seen.timestamp(), o.id))


def statements(view: View, origin: Origin) -> list[Statement]:
    """An origin's statements, those that bear most on the problem first; the same words in copies once."""
    mine = [view.statement[id] for id in origin.statements if id in view.statement]
    links = {found.id: found for found in origin.reports}
    first = sorted(mine, key=lambda s: (not _original(links.get(s.report)), s.t_known, s.report, s.span))
    once: dict[str, Statement] = {}
    for statement in first:
        once.setdefault(shortened(_content(view, statement), QUOTE).casefold(), statement)
    return sorted(once.values(), key=lambda s: -bearing(s))


def bearing(statement: Statement) -> int:
    """How much a statement bears on the problem, for the order of showing only: never a weight of evidence."""
    return (
        2 * bool(statement.hypotheses)
        + 2 * (statement.estimate is not None and statement.estimate.low is not None)
        + 2 * (statement.polarity != "neutral")
        + bool(statement.indicators)
        + 2 * (statement.act in ("threat", "denial"))
        + bool(statement.red_line)
        - (statement.act == "event")
    )


def best_statement(view: View, origin: Origin, indicator: str | None) -> Statement | None:
    """The statement of an origin that bears most on an indicator, if any."""
    own = statements(view, origin)
    return next((s for s in own if indicator in s.indicators), own[0] if own else None)


def told(view: View, origin: Origin, statement: Statement | None) -> str:
    """`Politico: un responsable américain (anonymous), disclosure`: publisher, speaker, act."""
    publisher = _publisher(view, origin)
    if statement is None:
        return publisher
    speaker = person(view, statement.speaker)
    act = view.say(f"act.{statement.act}")
    return f"{speaker}, {act}" if publisher == speaker else f"{publisher} ({speaker}, {act})"


def person(view: View, speaker: Speaker) -> str:
    """A speaker in the report's words. Anonymous ones are marked so and never named, whatever else the record holds."""
    text = shortened(speaker.text or "", NAME)
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
        named.append(person(view, statement.told_by))
    if statement.speaker.kind != "text":
        named.append(person(view, statement.speaker))
    return [hop for n, hop in enumerate(named) if hop.casefold() not in {other.casefold() for other in named[:n]}]


def _origin(view: View, origin: Origin, own: list[Statement], quoted: set[str]) -> Sentences:
    """One origin: a heading, its chief statements, interested denials said to be so, drift."""
    count = len({found.id for found in origin.reports})
    reports = view.count("report", count)
    heading = view.say("said.origin", publisher=_publisher(view, origin), reports=reports, day=day(origin.first_seen, view.lang))
    found = [BriefSentence(section="said", role="heading", text=heading, references=view.of_origin(origin))]
    for statement in own[:PER_ORIGIN]:
        if statement.id in quoted:  # it stands under two origins: quoted under the first
            continue
        quoted.add(statement.id)
        found += _statement(view, statement, origin)
    for link in origin.reports:
        for drift in link.drift[:1]:
            found.append(_drift(view, link, drift, origin))
    return found


def _statement(view: View, statement: Statement, origin: Origin) -> Sentences:
    hops = chain(view, statement)
    text = view.say(
        "said.statement",
        speaker=person(view, statement.speaker),
        act=view.say(f"act.{statement.act}"),
        words=shortened(_content(view, statement), QUOTE),
        chain=view.say("said.chain", chain=ARROW.join([shortened(hop, HOP) for hop in hops])) if len(hops) > 1 else "",
    )
    references = (view.rests_on(statement, origin.id),)
    found = [BriefSentence(section="said", text=text, references=references)]
    if statement.act == "denial" and statement.interested:
        found.append(BriefSentence(section="said", role="caveat", text=view.say("said.denial"), references=references))
    return found


def _drift(view: View, link: Link, drift: Drift, origin: Origin) -> BriefSentence:
    held = view.report.get(link.id)
    inside = held is not None and drift.was in held.text
    text = view.say(
        "said.drift-inside" if inside else "said.drift",
        kind=view.say(f"drift.{drift.kind}"),
        outlet=view.outlet(link.id),
        words=shortened(drift.words, NAME),
        was=shortened(drift.was, NAME),
    )
    return BriefSentence(section="said", role="caveat", text=text, references=(view.drifted(link, drift, origin.id),))


def _content(view: View, statement: Statement) -> str:
    held = view.report.get(statement.report)
    start, end = quotable(statement)
    return held.text[start:end] if held and 0 <= start < end <= len(held.text) else statement.text


def _publisher(view: View, origin: Origin) -> str:
    return shortened(line(origin.publisher), NAME) if origin.publisher else view.say("unknown-publisher")


def _original(link: Link | None) -> bool:
    return link is not None and link.link == "original"
