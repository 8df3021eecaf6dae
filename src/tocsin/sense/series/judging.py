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
from tocsin.sense.series.tails import Floats, normal_quantile, quantile
from tocsin.sense.series.telling import Numbers, told

METHOD, VERSION = "series-ewma", "1"
LOW, HIGH = 0.05, 0.95
MOST_DAYS = 400_000
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
) -> list[Series]:
    """Every series on every day from its first count to its last; days that are not listed were not looked at.

    Whole numbers from 0 on are counts, anything else is a measure. `second`: with the second opinion (counts only). UsageError for two
    counts of one day, an unknown country, or more days than a person lives.
    """
    given = settings or declared.load()
    made: dict[str, Series] = {}
    for kind in ("counts", "measures"):
        some = {name: counts for name, counts in series.items() if counts and kind_of(counts) == kind}
        for span, names in _spans(some).items():
            days = [span[0] + timedelta(n) for n in range((span[1] - span[0]).days + 1)]
            holidays = set(public_holidays.holidays(country, range(days[0].year, days[-1].year + 1))) | set(days_off)
            values = np.stack([_values(name, some[name], days[0], len(days)) for name in names], 1)
            for name, each in zip(names, _judged(values, days, holidays, given, side, kind == "counts", second), strict=True):
                made[name] = Series(
                    name=name, kind=kind, side=side, unit=unit, country=country, days=each,
                    settings=given, method=METHOD, method_version=VERSION,
                )  # fmt: skip
    return [made[name] for name in series if name in made]


def kind_of(counts: Sequence[Count]) -> Kind:
    """Counts where every value is a whole number from 0 on."""
    return "counts" if all(c.value is None or (c.value >= 0 and c.value == int(c.value)) for c in counts) else "measures"


def _spans(series: Mapping[str, Sequence[Count]]) -> dict[tuple[Day, Day], list[str]]:
    """Series that begin and end on the same days go through together."""
    found: dict[tuple[Day, Day], list[str]] = {}
    for name, counts in series.items():
        first, last = min(c.day for c in counts), max(c.day for c in counts)
        if (last - first).days >= MOST_DAYS:
            raise UsageError(f"{name}: {(last - first).days + 1:,} days are more than {MOST_DAYS:,}", todo="look at the dates")
        found.setdefault((first, last), []).append(name)
    return found


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
