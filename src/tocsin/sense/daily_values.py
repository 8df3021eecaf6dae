"""What instruments told, by measure, place and day: one value, and how much of the day somebody was looking.

Several values of one interval are versions of it: the largest stands, for a day told before it was over only grows. Values of different
intervals of one day come together as their measure says (sum, largest, mean). A day of which one interval was broken has lost that one.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from datetime import date as Day
from typing import NamedTuple

from tocsin.library import instruments
from tocsin.model import Coverage, Observation

DAY = timedelta(days=1)
Key = tuple[str, str]
"""(measure, place): `adsb/military`, `kulikovo`"""


class Told(NamedTuple):
    """One day of a measure at a place."""

    value: float
    """0 where nothing was seen"""
    looked: float
    """share of the day watched; 0: nobody looked"""
    known: datetime
    of: Observation | None
    """the record that the value rests on most"""
    why: str | None = None
    """why nobody looked"""
    broken: bool = False


class Unusual(NamedTuple):
    """A day beside its own past."""

    baseline: float | None
    p_null: float | None


Past = Callable[[Mapping[Key, Sequence[tuple[Day, float | None]]]], Mapping[Key, Mapping[Day, Unusual]]]
"""what is expected of each day by the days before it; None for a day on which nobody looked"""


def days_of(start: datetime, end: datetime) -> list[Day]:
    """The days in UTC that a time touches; an end at midnight does not touch the day it begins."""
    first, last = (
        start.astimezone(UTC).date(),
        (max(end, start + timedelta(microseconds=1)) - timedelta(microseconds=1)).astimezone(UTC).date(),
    )
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def told(observations: Sequence[Observation], coverage: Sequence[Coverage]) -> dict[Key, dict[Day, Told]]:
    """Every day of every measure and place that is told of."""
    values: dict[tuple[Key, Day], dict[tuple[datetime, datetime], Observation]] = {}
    for one in sorted(observations, key=lambda o: o.id):
        if one.place is None or one.t_start is None or one.t_end is None:
            continue
        day = one.t_start.astimezone(UTC).date()
        held = values.setdefault(((one.indicator, one.place.id), day), {})
        before = held.get((one.t_start, one.t_end))
        if before is None or one.value > before.value:
            held[one.t_start, one.t_end] = one
    watching: dict[tuple[Key, Day], dict[tuple[datetime, datetime], list[Coverage]]] = {}
    for record in sorted(coverage, key=lambda c: c.id):
        if record.place is None:
            continue
        for day in days_of(record.t_start, record.t_end):
            at = ((record.indicator, record.place.id), day)
            watching.setdefault(at, {}).setdefault((record.t_start, record.t_end), []).append(record)
    found: dict[Key, dict[Day, Told]] = {}
    for at in sorted({*values, *watching}):
        key, day = at[0], at[1]
        found.setdefault(key, {})[day] = _one(key[0], day, values.get(at, {}), watching.get(at, {}))
    return found


def _one(
    measure: str,
    day: Day,
    values: Mapping[tuple[datetime, datetime], Observation],
    watching: Mapping[tuple[datetime, datetime], Sequence[Coverage]],
) -> Told:
    looked, why, broken = 0.0, None, False
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
    known = [one.t_known for one in values.values()]
    for (start, end), records in sorted(watching.items()):
        share = max(timedelta(0), min(end, midnight + DAY) - max(start, midnight)) / DAY
        known.append(min(record.t_known for record in records))
        if any(record.status == "broken" for record in records):
            broken, why = True, next((r.why for r in records if r.status == "broken" and r.why), why)
        elif seen := [record.looked for record in records if record.status == "watched"]:
            looked += max(seen) * share
        else:
            why = next((record.why for record in records if record.why), why)
    most = max(values.values(), key=lambda one: (one.value, one.id), default=None)
    return Told(_joined(measure, [one.value for one in values.values()]), min(1.0, looked), max(known), most, why, broken)


def _joined(measure: str, values: Sequence[float]) -> float:
    """Values of different intervals of one day as their measure puts them together."""
    if not values:
        return 0.0
    about = instruments.load().get(measure.partition("/")[0])
    how = next((m.daily for m in about.measures if m.id == measure.partition("/")[2]), "max") if about is not None else "max"
    return sum(values) if how == "sum" else max(values) if how == "max" else sum(values) / len(values)


def counts(days: Mapping[Day, Told]) -> list[tuple[Day, float | None]]:
    """Every day from the first to the last told of; None where nobody looked and nothing was seen."""
    first, last = min(days), max(days)
    every = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [(day, one.value if (one := days.get(day)) is not None and (one.looked > 0 or one.of is not None) else None) for day in every]


def by_nothing(series: Mapping[Key, Sequence[tuple[Day, float | None]]]) -> Mapping[Key, Mapping[Day, Unusual]]:
    """No past: nothing is called unusual by it."""
    return {key: {} for key in series}
