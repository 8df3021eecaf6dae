"""Series judged day by day: what was expected, how unusual each day is, whether a second opinion agrees, and since when."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date as Day
from datetime import timedelta
from typing import Literal

import numpy as np
import numpy.typing as npt

from tocsin.errors import UsageError
from tocsin.library import holidays as public_holidays
from tocsin.library import series as declared
from tocsin.model.series import Count, Judged, Series, SeriesSettings, Side
from tocsin.sense.series.baseline import HOLIDAY, Baseline, baseline
from tocsin.sense.series.calibrated import calibrated
from tocsin.sense.series.changepoints import Changes, changes
from tocsin.sense.series.smoothed import by_day, sided, smoothed
from tocsin.sense.series.tables import MOST_DAYS
from tocsin.sense.series.tails import Floats, normal_quantile, quantile
from tocsin.sense.series.telling import Numbers, told

METHOD, VERSION = "series-ewma", "1"
LOW, HIGH = 0.05, 0.95
MOST_COUNTED = 1_000_000
"""a day; beyond, a count is as good as a measure, and its tail takes long to work out"""
TOGETHER = 256
"""series that go through at once"""
TREND_ERRORS = 3.0
"""standard errors from which a trend is told"""
Kind = Literal["counts", "measures"]


def judged(
    counts: Sequence[Count],
    *,
    name: str = "",
    side: Side = "up",
    country: str | None = None,
    days_off: Iterable[Day] = (),
    unit: str | None = None,
    settings: SeriesSettings | None = None,
    second: bool = True,
) -> Series:
    """One series; see `judged_all`."""
    return judged_all({name: counts}, side=side, country=country, days_off=days_off, unit=unit, settings=settings, second=second)[0]


def judged_all(
    series: Mapping[str, Sequence[Count]],
    *,
    side: Side = "up",
    country: str | None = None,
    days_off: Iterable[Day] = (),
    unit: str | None = None,
    settings: SeriesSettings | None = None,
    second: bool = True,
    kind: Kind | None = None,
) -> list[Series]:
    """Every series on every day from its first count to its last; days that are not listed were not looked at.

    A series of whole numbers from 0 to a million is one of counts, any other of measures, unless `kind` says: the one thing that is told
    from the whole series, later days included. `second`: with the second opinion (counts only). UsageError for two counts of one day, an
    unknown country, or dates too far apart.
    """
    given = settings or declared.load()
    made: dict[str, Series] = {}
    kinds = {name: kind or kind_of(counts) for name, counts in series.items() if counts}
    for each_kind in ("counts", "measures"):
        names = [name for name, found in kinds.items() if found == each_kind]
        for at in range(0, len(names), TOGETHER):
            some = names[at : at + TOGETHER]
            days = _days([series[name] for name in some])
            holidays = set(public_holidays.holidays(country, range(days[0].year, days[-1].year + 1))) | set(days_off)
            values = np.stack([_values(name, series[name], days[0], len(days)) for name in some], 1)
            for name, each in zip(some, _judged(values, days, holidays, given, side, each_kind == "counts", second), strict=True):
                own = [count.day for count in series[name]]
                first, last = (min(own) - days[0]).days, (max(own) - days[0]).days
                made[name] = Series(
                    name=name, kind=kinds[name], side=side, unit=unit, country=country, days=each[first : last + 1],
                    settings=given, method=METHOD, method_version=VERSION,
                )  # fmt: skip
    return [made[name] for name in series if name in made]


def kind_of(counts: Sequence[Count]) -> Kind:
    """Counts where every value is a whole number from 0 to a million."""
    return "counts" if all(c.value is None or (0 <= c.value <= MOST_COUNTED and c.value == int(c.value)) for c in counts) else "measures"


def _days(series: Sequence[Sequence[Count]]) -> list[Day]:
    """Every day from the first to the last of any of the series: they go through together, each from its own first looked-at day."""
    first, last = min(c.day for counts in series for c in counts), max(c.day for counts in series for c in counts)
    if (last - first).days >= MOST_DAYS:
        raise UsageError(f"{first} to {last} are {(last - first).days + 1:,} days, more than {MOST_DAYS:,}", todo="look at the dates")
    return [first + timedelta(n) for n in range((last - first).days + 1)]


def _values(name: str, counts: Sequence[Count], first: Day, many: int) -> Floats:
    out = np.full(many, np.nan)
    held: set[Day] = set()
    for count in counts:
        if count.day in held:
            raise UsageError(
                f"{name}: two counts for {count.day}", todo="one value a day; add them up, or name a column that tells the series apart"
            )
        held.add(count.day)
        if count.value is not None:
            out[(count.day - first).days] = count.value
    return out


def _judged(
    values: Floats, days: Sequence[Day], holidays: set[Day], given: SeriesSettings, side: Side, counts: bool, second: bool
) -> list[tuple[Judged, ...]]:
    classes = np.array([HOLIDAY if day in holidays else day.weekday() for day in days], dtype=np.int64)
    base = baseline(values, classes, given, counts)
    ready = base.seen >= (given.begin_days if counts else 2 * given.begin_days) + given.guard_days
    hidden = np.where(ready, values, np.nan)
    p_day, p = (
        calibrated(sided(raw, side), given.calibration_days, given.calibration_prior)
        for raw in (by_day(hidden, base, counts), smoothed(hidden, base, given.weight, counts))
    )
    found = changes(values, base, given.hazard, given.recent_days, side) if second and counts else None
    low, high = _range(base, counts)
    return [told(days, values[:, k], _numbers(k, base, ready, p_day, p, low, high, found), holidays, given) for k in range(values.shape[1])]


def _numbers(
    k: int, base: Baseline, ready: npt.NDArray[np.bool_], p_day: Floats, p: Floats, low: Floats, high: Floats, found: Changes | None
) -> Numbers:
    """One series' numbers as plain lists: a record a day is made of them."""
    rising = np.where(np.abs(base.trend) > TREND_ERRORS * base.trend_error, np.sign(base.trend), 0.0) * (base.trend_error > 0)
    columns = (base.mean, low, high, p_day, p, base.missed, base.seen, rising)
    second = (found.chance, found.length, found.level) if found is not None else None
    kept = None if second is None else [one[:, k].tolist() for one in second]
    mean, below, above, by_itself, smooth, missed, seen, sign = (one[:, k].tolist() for one in columns)
    return Numbers(ready[:, k].tolist(), mean, below, above, by_itself, smooth, missed, seen, sign, kept)


def _range(base: Baseline, counts: bool) -> tuple[Floats, Floats]:
    if counts:
        return quantile(LOW, base.mean, base.alpha), quantile(HIGH, base.mean, base.alpha)
    half = normal_quantile(HIGH) * np.sqrt(base.alpha)
    return base.mean - half, base.mean + half
