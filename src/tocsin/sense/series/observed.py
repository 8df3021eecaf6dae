"""A judged series as Observations of an indicator: the count, what was expected, and its p-value under the null."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from datetime import date as Day

from tocsin.model import Observation, digest
from tocsin.model.observations import Place
from tocsin.model.series import Series


def end_of(day: Day) -> datetime:
    """The end of a day: when its count can be known at the earliest."""
    return datetime.combine(day + timedelta(1), time(), UTC)


def observations(
    series: Series,
    *,
    indicator: str,
    source: str,
    since: Day | None = None,
    until: Day | None = None,
    place: Place | None = None,
    licence: str | None = None,
    known: Callable[[Day], datetime] = end_of,
) -> list[Observation]:
    """One for each day that was looked at and has a p-value. `known`: when the count of a day became known."""
    return [
        Observation(
            id=digest("series", series.name, source, indicator, day.day.isoformat(), day.value, series.method, series.method_version),
            indicator=indicator,
            source=source,
            kind="look",
            value=day.value,
            t_start=end_of(day.day - timedelta(1)),
            t_end=end_of(day.day),
            t_known=known(day.day),
            place=place,
            unit=series.unit,
            baseline=day.expected,
            p_null=day.p,
            method=series.method,
            method_version=series.method_version,
            licence=licence,
            tlp=series.tlp,
            synthetic=series.synthetic,
        )
        for day in series.days
        if day.value is not None and day.p is not None and (since is None or day.day >= since) and (until is None or day.day <= until)
    ]
