"""How dark it is over a place within a window, and between which days of the season the sun never stands high enough for optics."""

import math
from datetime import UTC, datetime, timedelta
from datetime import date as Day

import numpy as np

from tocsin.model.observations import Place
from tocsin.model.orbits import Daylight
from tocsin.sense.orbits.earth import DAY, julian, sun_elevation

MINUTES = 5
HALF_YEAR = 183


def daylight(place: Place, start: datetime, end: datetime, limit: float) -> Daylight:
    """Dark hours a day and the highest sun within [start, end), and the season around `start` in which the sun never reaches `limit`
    degrees."""
    lat, lon = place.lat or 0.0, place.lon or 0.0
    seconds = max(60.0, (end - start).total_seconds())
    day, fraction = julian(start)
    times = np.arange(0.0, seconds, MINUTES * 60.0)
    suns = sun_elevation(day + fraction + times / DAY, np.array(lat), np.array(lon))
    blind = _season(lat, lon, start.date(), limit)
    return Daylight(
        place=place,
        dark_hours_a_day=round(float((suns < limit).mean() * 24), 2),
        limit_deg=limit,
        highest_sun_deg=round(float(suns.max()), 2),
        blind_from=blind[0].isoformat() if blind is not None else None,
        blind_to=blind[1].isoformat() if blind is not None else None,
    )


def nights(place: Place, start: datetime, end: datetime, limit: float) -> list[tuple[datetime, datetime]]:
    """The stretches within [start, end) in which the sun stands below `limit` degrees over a place, to five minutes."""
    day, fraction = julian(start)
    times = np.arange(0.0, max(60.0, (end - start).total_seconds()), MINUTES * 60.0)
    dark = sun_elevation(day + fraction + times / DAY, np.array(place.lat or 0.0), np.array(place.lon or 0.0)) < limit
    edges = np.flatnonzero(np.diff(np.concatenate(([False], dark, [False])).astype(int)))
    return [
        (start + timedelta(minutes=MINUTES * int(first)), min(end, start + timedelta(minutes=MINUTES * int(last))))
        for first, last in zip(edges[::2], edges[1::2], strict=True)
    ]


def _season(lat: float, lon: float, around: Day, limit: float) -> tuple[Day, Day] | None:
    """The run of days, nearest to a day within half a year, on which the sun never reaches the limit; None where there is none."""
    days = [around + timedelta(days=k) for k in range(-HALF_YEAR, HALF_YEAR + 1)]
    noon = timedelta(hours=12 - lon / 15)
    midday = np.array([sum(julian(datetime(d.year, d.month, d.day, tzinfo=UTC) + noon)) for d in days])
    # Around local noon, for the sun culminates up to 16 minutes from it (the equation of time).
    offsets = np.arange(-20, 21, 4) / 1440.0
    highest = sun_elevation(midday[:, None] + offsets, np.array(lat), np.array(lon)).max(axis=1)
    dark = [math.isfinite(h) and h < limit for h in highest.tolist()]
    if not any(dark):
        return None
    at = min((abs(k - HALF_YEAR), k) for k, is_dark in enumerate(dark) if is_dark)[1]
    first = last = at
    while first > 0 and dark[first - 1]:
        first -= 1
    while last + 1 < len(dark) and dark[last + 1]:
        last += 1
    return days[first], days[last]
