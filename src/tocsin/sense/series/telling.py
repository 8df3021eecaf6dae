"""What was worked out of one series, told day by day: numbers where they mean something, and flags."""

from collections.abc import Sequence
from datetime import date as Day
from typing import NamedTuple

import numpy as np

from tocsin.model.series import Judged, SeriesSettings
from tocsin.sense.series.changepoints import RUNS
from tocsin.sense.series.tails import Floats

AFTER_GAP = 7
"""days in a row not looked at, after which the first day is marked"""


class Numbers(NamedTuple):
    """By day: whether a p-value is given; mean, low, high of what is expected; p of the day and of the smoothed count; days not looked at
    right before; days looked at before; 1 or -1 where it rises or falls; the second opinion's chance, run length and level, if asked."""

    ready: list[bool]
    mean: list[float]
    low: list[float]
    high: list[float]
    p_day: list[float]
    p: list[float]
    missed: list[float]
    seen: list[float]
    rising: list[float]
    second: list[list[float]] | None


def told(days: Sequence[Day], values: Floats, numbers: Numbers, holidays: set[Day], given: SeriesSettings) -> tuple[Judged, ...]:
    """A record for each day; values (T,), NaN where nobody looked."""
    looked = (~np.isnan(values)).tolist()
    kept = np.flatnonzero(~np.isnan(values)).tolist()
    place = (np.cumsum(~np.isnan(values)) - 1).tolist()
    plain = values.tolist()
    out = []
    for t, day in enumerate(days):
        ready, seen_today = numbers.ready[t], looked[t]
        flags: list[str] = []
        change = since = level = None
        p = numbers.p[t] if ready and seen_today else None
        if p is not None and p <= given.alarm:
            flags.append("alarm")
        if numbers.second is not None and ready:
            change, length, level = (one[t] for one in numbers.second)
            if length < RUNS - 1 and (at := place[t] - int(length)) >= 0:
                since = days[kept[at]]
            if change >= given.agree:
                flags.append("agrees")
                if seen_today and since is not None and length == given.recent_days - 1:
                    flags.append("level-shift")
        if not seen_today:
            flags.append("gap")
        elif numbers.missed[t] >= AFTER_GAP:
            flags.append("after-gap")
        if numbers.seen[t] < given.short_days:
            flags.append("short-history")
        if day in holidays:
            flags.append("holiday")
        if ready and numbers.rising[t]:
            flags.append("trend-up" if numbers.rising[t] > 0 else "trend-down")
        out.append(
            Judged(
                day=day,
                value=plain[t] if seen_today else None,
                expected=numbers.mean[t] if ready else None,
                low=numbers.low[t] if ready else None,
                high=numbers.high[t] if ready else None,
                p_day=numbers.p_day[t] if p is not None else None,
                p=p,
                change=change,
                since=since,
                level=level,
                flags=tuple(flags),
            )
        )
    return tuple(out)
