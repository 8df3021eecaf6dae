"""How likely a look at a place is clear: a cloud cover measured near the time, else the declared table by region and month."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from tocsin.library.sensors import skies, sky
from tocsin.model.base import Record, Time
from tocsin.model.observations import Coverage, Place

OPTICAL = "optical"
"""the source of what optical images showed"""
NEAR = 0.15
"""degrees around a place for which its sky counts"""
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
    whole_day: bool = False
    """only the day of `t` is known, not the hour: it tells less, and of that day alone"""


def clear(place: Place, t: datetime, covers: Sequence[Cover] = ()) -> tuple[float, float]:
    """(low, high) P(clear) of a look at a place.

    A cover that was measured within the declared minutes takes the table's place; else one of the same day, within wider bounds.
    """
    lat, lon = place.lat or 0.0, place.lon or 0.0
    near = [
        (cover.whole_day, abs(cover.t - t), cover.source, cover.share)
        for cover in covers
        if cover.south <= lat <= cover.north and cover.west <= lon <= cover.east and _tells(cover, t)
    ]
    if near:
        whole_day, _, _, share = min(near)
        apart = skies().same_day.at if whole_day else MEASURED
        return max(0.0, 1 - share - apart), min(1.0, 1 - share + apart)
    return sky(lat, lon).clear[t.month - 1]


def _tells(cover: Cover, t: datetime) -> bool:
    """Whether a cover says something of the sky at a moment."""
    if cover.whole_day:
        return cover.t.date() == t.date()
    return abs(cover.t - t) <= timedelta(minutes=skies().minutes.at)


def covered(coverage: Iterable[Coverage], known: datetime) -> Iterator[Cover]:
    """Covers of days from what optical images showed of their places, by then known: an image half under cloud saw half."""
    for one in coverage:
        where = one.place
        if (
            one.source != OPTICAL
            or one.status == "broken"
            or one.t_known > known
            or where is None
            or where.lat is None
            or where.lon is None
        ):
            continue
        edges = where.lon - NEAR, where.lat - NEAR, where.lon + NEAR, where.lat + NEAR
        middle = one.t_start + (one.t_end - one.t_start) / 2
        share = 1 - one.looked if one.status == "watched" else 1.0
        yield Cover(t=middle, west=edges[0], south=edges[1], east=edges[2], north=edges[3], share=share, source=one.id, whole_day=True)


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
