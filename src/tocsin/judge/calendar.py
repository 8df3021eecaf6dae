"""What is due: announced exercises, test windows, decisions, expiries, known unknowns; and what statements foretell, on whose word.

Entries carry since when they could be known, so that a replay hides the rest; what came of them is hidden until it was known.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta

from msgspec.structs import replace

from tocsin.judge.heard import Heard, hear, words
from tocsin.judge.opinions import UNSTATED
from tocsin.judge.until import until
from tocsin.model import Origin, Reading
from tocsin.model.calendars import Calendar, DueRow
from tocsin.model.declared import Problem
from tocsin.model.lines import Due
from tocsin.model.registers import marks

BEHIND, AHEAD = 30, 120
"""days around the moment asked that are shown where no dates are given"""
ANNOUNCED_KINDS = frozenset({"exercise", "talks"})
"""kinds of the chronology that are announced before they begin"""
NEAR = 1
"""days between two tellings of one date"""


def register(
    problem: Problem,
    readings: Sequence[Reading],
    origins: Sequence[Origin],
    *,
    as_of: datetime,
    begin: date | None = None,
    end: date | None = None,
) -> Calendar:
    """Every entry that was known by `as_of` and falls between `begin` and `end`, by date; what has no date comes last."""
    today = as_of.astimezone(UTC).date()
    begin, end = begin or today - timedelta(days=BEHIND), end or today + timedelta(days=AHEAD)
    declared = [*_entries(problem, today), *_announced(problem, today)]
    known = _merged(declared, list(_foretold(hear(readings, origins, as_of), today)))
    inside = [one for one in known if one.date is None or (one.date <= end and (one.until or one.date) >= begin)]
    entries = tuple(sorted(inside, key=lambda one: (one.date or date.max, one.until or one.date or date.max, one.id)))
    tlp, synthetic = marks(one.words for one in entries if one.words is not None)
    return Calendar(
        as_of=as_of,
        checked=problem.lines.checked,
        begin=begin,
        end=end,
        entries=entries,
        tlp=tlp,
        synthetic=synthetic,
    )


def state(begins: date | None, until: date | None, today: date) -> str:
    """`due`, `on` or `past` as of a day; `undated` where it has no date."""
    if begins is None:
        return "undated"
    return "due" if today < begins else "on" if today <= (until or begins) else "past"


def _entries(problem: Problem, today: date) -> Iterator[DueRow]:
    for one in problem.lines.calendar:
        if one.known_since <= today:
            yield _row(one, today)


def _row(one: Due, today: date) -> DueRow:
    known = one.outcome_known is not None and one.outcome_known <= today
    return DueRow(
        id=one.id,
        basis="declared",
        kind=one.kind,
        date=one.date,
        until=one.until,
        days=(one.date - today).days if one.date is not None else None,
        state=state(one.date, one.until, today),  # type: ignore[arg-type]  # one of the four
        what=one.what,
        shows=one.shows,
        indicators=one.indicators,
        on_whose_word=one.by or one.source,
        outcome=one.outcome if known else {},
        source=one.source,
    )


def _announced(problem: Problem, today: date) -> Iterator[DueRow]:
    """Entries of the chronology that were known before they began, where the calendar itself has none of that kind and time."""
    listed = [one for one in problem.lines.calendar if one.date is not None]
    for entry in problem.chronology:
        if entry.history or entry.kind not in ANNOUNCED_KINDS or not entry.known_since <= today or entry.known_since >= entry.date:
            continue
        if any(one.kind == entry.kind and one.date == entry.date for one in listed):
            continue
        yield DueRow(
            id=entry.id,
            basis="declared",
            kind=entry.kind,
            date=entry.date,
            until=entry.until,
            days=(entry.date - today).days,
            state=state(entry.date, entry.until, today),  # type: ignore[arg-type]  # one of the four
            what=entry.what,
            on_whose_word=entry.source,
            source=entry.source,
        )


def _foretold(heard: Sequence[Heard], today: date) -> Iterator[DueRow]:
    """Statements about a day ahead, or expected by one, when they became known: one entry an indicator and day, the first to say it."""
    seen: list[tuple[date, str]] = []
    for one in heard:
        begins, last = _ahead(one)
        if begins is None or not one.said.indicators or one.said.negated or one.said.act == "denial":
            continue
        name = one.said.indicators[0]
        if any(other == name and abs((day - begins).days) <= NEAR for day, other in seen):
            continue
        seen.append((begins, name))
        told = words(one)
        yield DueRow(
            id=f"foretold-{one.said.id[:8]}",
            basis="statement",
            kind="foretold",
            date=begins,
            until=last,
            days=(begins - today).days,
            state=state(begins, last, today),  # type: ignore[arg-type]  # one of the four
            what={one.language or "und": one.said.text},
            indicators=one.said.indicators,
            on_whose_word=told.speaker,
            words=told,
            foretold=True,
        )


def _merged(declared: Sequence[DueRow], foretold: Sequence[DueRow]) -> list[DueRow]:
    """Both, where a declared entry of the day bears on the same indicator with the words of the statement that foretells it too."""
    kept, merged = [], list(declared)
    for one in foretold:
        place = next((n for n, other in enumerate(merged) if _same(one, other)), None)
        if place is None:
            kept.append(one)
        elif merged[place].words is None:
            merged[place] = replace(merged[place], words=one.words)
    return [*merged, *kept]


def _same(one: DueRow, other: DueRow) -> bool:
    near = one.date is not None and other.date is not None and abs((one.date - other.date).days) <= NEAR
    return near and bool(set(one.indicators) & set(other.indicators))


def _ahead(one: Heard) -> tuple[date | None, date | None]:
    """The first and last day that a statement's date means, where all of it lay ahead, or the day by which something is expected."""
    told, estimate = one.said.date, one.said.estimate
    if estimate is not None and estimate.horizon != UNSTATED and not estimate.negated and one.said.polarity != "lowers":
        end = until(estimate.horizon, one.language, one.day)
        return (end, None) if end is not None and end > one.known else (None, None)
    if told is None:
        return None, None
    parts = [int(part) for part in told.split("-")]
    first = date(*[*parts, 1, 1][:3])
    if first <= one.known:
        return None, None
    if len(parts) == 3:
        return first, None
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1) if len(parts) == 2 else date(first.year + 1, 1, 1)
    return first, following - timedelta(days=1)
