"""Who was looking at one indicator, day by day: what the board's coverage and the judge's silences rest on."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from datetime import date as Day

from tocsin.judge.board import WINDOW_DAYS as WINDOW_DAYS
from tocsin.judge.timeline import coverage_by_day, watched_days
from tocsin.model import Coverage, Record


class Watching(Record, frozen=True, kw_only=True):
    """One source's coverage of one indicator over the window."""

    source: str
    days: tuple[float | None, ...]
    """chance that a look of that day was taken and told; 0: on record as not looked at, or broken; null: no record at all"""
    watched: int
    """days with a chance over 0"""
    status: str
    """of the latest record"""
    last_look: datetime | None
    why: str
    by: str
    """who entered the latest record by hand; empty for collectors"""


class Window(Record, frozen=True, kw_only=True):
    """The days that the board speaks of."""

    first: Day
    days: int
    sources: tuple[Watching, ...]
    """in order of name"""
    watched: int
    """days on which anybody looked: the board's coverage times its days"""


def of(coverage: Sequence[Coverage], indicator: str, as_of: datetime, days: int = WINDOW_DAYS) -> Window:
    """The coverage of an indicator on the last days up to as-of, from records known by then; a day as the judge counts it."""
    known = [one for one in coverage if one.indicator == indicator and one.t_known <= as_of]
    first = as_of.astimezone(UTC).date() - timedelta(days=days - 1)
    looked = coverage_by_day(known, first, days - 1)
    recorded: dict[str, set[int]] = {}
    for one in known:
        recorded.setdefault(one.source, set()).update(watched_days(one, first, days - 1))
    latest: dict[str, Coverage] = {}
    for one in sorted(known, key=lambda each: (each.t_end, each.t_known, each.id)):
        latest[one.source] = one
    sources = []
    for source, touched in sorted(recorded.items()):
        chances = tuple(_chance(looked.get((indicator, source, day)), day in touched) for day in range(days))
        looks = [min(one.t_end, as_of) for one in known if one.source == source and one.status == "watched" and one.looked > 0]
        sources.append(
            Watching(
                source=source,
                days=chances,
                watched=sum(1 for one in chances if one),
                status=latest[source].status,
                last_look=max(looks, default=None),
                why=latest[source].why or "",
                by=latest[source].by or "",
            )
        )
    watched = len({day for name, _, day in looked if name == indicator})
    return Window(first=first, days=days, sources=tuple(sources), watched=watched)


def _chance(found: tuple[float, float] | None, recorded: bool) -> float | None:
    if found is not None:
        return found[0] * found[1]
    return 0.0 if recorded else None
