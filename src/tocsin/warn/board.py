"""The indicator board and the blind spots: what is lit, quiet while watched, broken; and where nobody looked, which is never calm."""

from collections.abc import Callable, Sequence

from tocsin.judge.sentences import say, translated
from tocsin.library.looking import METHOD
from tocsin.model import BlindSpot, BriefSentence, Coverage, IndicatorJudgement, Reference
from tocsin.warn.neutral import shortened
from tocsin.warn.view import Sentences, View
from tocsin.warn.words import day, percent, semicolons, sentence_case

ARRIVED = say("arrived")
NOBODY = say("nobody")
"""the judge's word for plain lack of coverage; it comes first"""
REASON = 80
"""characters of a recorded reason"""


def board(view: View, coverage: Sequence[Coverage] = ()) -> Sentences:
    """One sentence for each status that some evidence indicator has, then what was reported but is no evidence.

    coverage: what is held; where it rests on what kinds of sources are assumed to look at, that is said.
    """
    rows = view.evidence()
    found: Sentences = []
    status_of = {row.id: "unseen" if row.status == "quiet" and not row.coverage else row.status for row in rows}  # unseen is not calm
    tellers: tuple[tuple[str, Callable[[View, IndicatorJudgement], str]], ...] = (
        ("lit", _reported),
        ("contested", _reported),
        ("broken", _watched),
        ("quiet", _watched),
        ("unseen", _watched),
    )
    for status, tell in tellers:
        chosen = [row for row in rows if status_of[row.id] == status]
        if chosen:
            if status == "unseen":
                text = view.say("board.unseen", count=len(chosen))
            else:
                text = view.say(f"board.{status}", list=semicolons([tell(view, row) for row in chosen], view.lang))
            found.append(BriefSentence(section="board", text=text, references=_refers(view, chosen)))
        elif status == "lit":
            found.append(BriefSentence(section="board", text=view.say("board.none"), references=(view.judged("indicators"),)))
    if any(row.coverage for row in rows) and any(one.method == METHOD and one.status == "watched" for one in coverage):
        text = view.say("board.assumed")
        found.append(BriefSentence(section="board", role="caveat", text=text, references=(Reference(declared="looking.yml"),)))
    beside = [row for row in view.assessment.indicators if row.role != "evidence" and row.origins]
    if beside:
        text = view.say("board.beside", list=semicolons([_reported(view, row) for row in beside], view.lang))
        found.append(BriefSentence(section="board", text=text, references=_refers(view, beside)))
    return found


NOT_READ = "language-not-read"
"""the reader's flag of a report in a language that it does not know"""


def blind(view: View) -> Sentences:
    """What we do not see: reports that were not read, and evidence indicators that nobody watched, grouped by reason."""
    return _unread(view) + _unwatched(view)


def _unread(view: View) -> Sentences:
    """Reports in a language that the reader does not know: whatever they say is missing from all that stands above."""
    unread = [reading for reading in view.readings if NOT_READ in reading.flags]
    if not unread:
        return []
    languages = ", ".join(sorted({reading.language or "?" for reading in unread}))
    text = view.say("blind.unread", reports=view.count("report", len(unread)), languages=languages)
    references = tuple(Reference(report=reading.report, path=view.where(reading.report)) for reading in unread)
    return [BriefSentence(section="blind", role="caveat", text=text, references=references)]


def _unwatched(view: View) -> Sentences:
    evidence = {row.id for row in view.evidence()}
    spots = [spot for spot in view.assessment.blind if not evidence or spot.indicator in evidence]
    if not spots:
        none = view.say("blind.none") if not any(row.status in ("unseen", "broken") for row in view.evidence()) else None
        return [BriefSentence(section="blind", text=none, references=(view.judged("blind"),))] if none else _closing(view)
    found: Sentences = []
    named = {row.id for row in view.evidence() if row.status in ("lit", "contested")}
    arrived = [spot for spot in spots if _kind(spot) == ARRIVED and spot.indicator in named]
    if arrived:  # the board has just named them
        references = tuple(view.judged(f"blind.{spot.indicator}") for spot in arrived)
        text = view.say("blind.arrived", count=len(arrived))
        found.append(BriefSentence(section="blind", text=text, references=references))
    spots = [spot for spot in spots if spot not in arrived]
    for why in sorted({_kind(spot) for spot in spots}, key=lambda why: (why != NOBODY, why)):
        chosen = [spot for spot in spots if _kind(spot) == why]
        references = tuple(view.judged(f"blind.{spot.indicator}") for spot in chosen)
        told = sentence_case(translated(why, view.lang))
        text = view.say("blind.why", why=shortened(told, REASON), list=semicolons([_spot(view, spot) for spot in chosen], view.lang))
        found.append(BriefSentence(section="blind", text=text, references=references))
    return found + _closing(view)


def _kind(spot: BlindSpot) -> str:
    """The judge's reason, without what the collector added to it."""
    return spot.why.partition("; ")[0]


def _spot(view: View, spot: BlindSpot) -> str:
    added = spot.why.partition("; ")[2]
    said = [view.say("blind.since", day=day(spot.since, view.lang))] if spot.since else []
    reason = translated(added, view.lang)
    if added and (view.lang == "en" or reason != added):  # what a collector wrote is in English
        said.append(view.say("blind.reason", reason=shortened(reason, REASON)))
    return view.indicator(spot.indicator) + (f" ({', '.join(said)})" if said else "")


def _closing(view: View) -> Sentences:
    return [BriefSentence(section="blind", role="caveat", text=view.say("blind.not-calm"), references=(view.judged("blind"),))]


def _reported(view: View, row: IndicatorJudgement) -> str:
    return view.say("board.origins", name=view.indicator(row.id), origins=row.origins, reports=row.reports)


def _watched(view: View, row: IndicatorJudgement) -> str:
    return view.say("board.coverage", name=view.indicator(row.id), coverage=percent(row.coverage, view.lang))


def _refers(view: View, rows: list[IndicatorJudgement]) -> tuple[Reference, ...]:
    return tuple(view.judged(f"indicators.{row.id}") for row in rows)
