"""How unusual an instrument's days are beside their own past: what its links to indicators ask for (`daily_values.Past`)."""

from collections.abc import Mapping, Sequence
from datetime import date as Day

from tocsin.model.series import Count
from tocsin.sense.daily_values import Key, Unusual
from tocsin.sense.series.judging import judged_all


def by_past(series: Mapping[Key, Sequence[tuple[Day, float | None]]]) -> Mapping[Key, Mapping[Day, Unusual]]:
    """By measure and place, by day: what was expected, and the calibrated p-value of the smoothed count; None before there is a past."""
    named = {"\n".join(key): key for key in series}
    counts = {name: [Count(day=day, value=value) for day, value in series[key]] for name, key in named.items()}
    return {
        named[one.name]: {day.day: Unusual(day.expected, day.p) for day in one.days} for one in judged_all(counts, side="up", second=False)
    }
