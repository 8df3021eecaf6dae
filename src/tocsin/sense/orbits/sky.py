"""How likely a look at a place is clear: a cloud cover measured near the time, else the declared table by region and month."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from tocsin.library.sensors import skies, sky
from tocsin.model.base import Record, Time
from tocsin.model.observations import Place

MEASURED = 0.05
"""each way: a cover over a scene is not the cover over a place"""


class Cover(Record, frozen=True, kw_only=True):
    """A cloud cover that was measured over a box at a moment, e.g. of an image's item in a STAC catalogue."""

    t: Time
    west: float
    south: float
    east: float
    north: float
    share: float
    """0 clear to 1 covered"""
    source: str


def clear(place: Place, t: datetime, covers: Sequence[Cover] = ()) -> tuple[float, float]:
    """(low, high) P(clear) of a look at a place; a measured cover within the declared minutes takes the table's place."""
    lat, lon = place.lat or 0.0, place.lon or 0.0
    near = [
        (abs(cover.t - t), cover.source, cover.share)
        for cover in covers
        if cover.south <= lat <= cover.north and cover.west <= lon <= cover.east
        and abs(cover.t - t) <= timedelta(minutes=skies().minutes.at)
    ]  # fmt: skip
    if near:
        share = min(near)[2]
        return max(0.0, 1 - share - MEASURED), min(1.0, 1 - share + MEASURED)
    return sky(lat, lon).clear[t.month - 1]


def one_clear(each: Sequence[tuple[str, tuple[float, float]]]) -> tuple[float, float] | None:
    """That at least one of some looks (day, (low, high)) is clear: low as if one sky lay over all of them, high as if each day had its own.

    Looks of one day share its sky either way. None where there is no look.
    """
    if not each:
        return None
    by_day: dict[str, tuple[float, float]] = {}
    for day, (low, high) in each:
        held = by_day.get(day, (0.0, 0.0))
        by_day[day] = max(held[0], low), max(held[1], high)
    none = 1.0
    for _, high in by_day.values():
        none *= 1 - high
    return max(low for low, _ in by_day.values()), 1 - none
