"""What every instrument's parser is given and hands on, and what holds for all: sanity bounds, delay, coarse places, counts only.

A parser is a module with `ID`, `knows(head)` and `parse(stream, taking)`. `parse` yields observations and coverage that name the
measure (`adsb/military`), never an indicator, and a refusal for each piece that cannot be taken; it raises Refused where nothing of the
whole can. It keeps nothing between calls, asks no clock and no network, and the same bytes give the same records.

A feed that answers with nothing is coverage "watched" without an observation. One that did not answer is "not-watched" (`absent`), one
whose answer makes no sense is "broken": three different records.
"""

import math
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import BinaryIO, Literal, NamedTuple, Protocol

from tocsin.collect.adapters.contract import Taking as Reading
from tocsin.collect.adapters.contract import whole as document
from tocsin.collect.records import Limits, RefusedInput, refused
from tocsin.errors import Refused
from tocsin.model import Coverage, Observation, Place, digest, utc
from tocsin.model.instruments import Area, Instrument

METHOD, VERSION = "sense.instruments", "1"
EARTH_KM = 6371.0
COARSE = 1
"""decimals of a degree that a place keeps"""
SKEW = timedelta(minutes=10)
"""how far a feed's clock may run before ours"""
SINGLE_REFUSALS = 50
"""pieces refused one by one; the rest of one input is told in one refusal, so that a broken million rows stays small"""
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)

Taken = Observation | Coverage | RefusedInput
Status = Literal["watched", "not-watched", "broken"]


class Taking(NamedTuple):
    """What a parser may know beside the bytes."""

    where: str
    """file or address, for refusals"""
    clock: datetime
    """when the bytes were fetched: nothing they tell was known before, nor can lie after"""
    about: Instrument
    areas: tuple[Area, ...] = ()
    """what is watched; regions in the feed are taken as they come where this is empty"""
    raw: str | None = None
    """SHA-256 of the bytes, where these are kept"""
    window: tuple[datetime, datetime] | None = None
    """the time that the feed was asked about; else the time that its rows span"""
    synthetic: bool = False
    limits: Limits = Limits()

    @property
    def kept(self) -> str | None:
        """The hash that records may carry: none where the bytes name single aircraft or ships, and so are not kept."""
        return self.raw if self.about.keeps_raw else None


class Parser(Protocol):
    """One instrument's module."""

    ID: str

    def knows(self, head: str) -> bool:
        """Whether text that begins so is this instrument's."""
        ...

    def parse(self, stream: BinaryIO, taking: Taking) -> Iterator[Taken]:
        """What the stream tells, in a fixed order. Raises Refused where nothing of it can be taken."""
        ...


def coarse(degrees: float) -> float:
    """Degrees at 0.1, never -0.0."""
    return round(degrees, COARSE) + 0.0


def place_of(area: Area) -> Place:
    """The place of an area, at 0.1 degree at the finest, and as imprecise as its radius."""
    if area.lat is None or area.lon is None:
        return Place(id=area.id, name=area.name)
    return Place(id=area.id, name=area.name, lat=coarse(area.lat), lon=coarse(area.lon), precision_km=max(11.0, area.within_km))


def kilometres(lat: float, lon: float, area: Area) -> float:
    """Great-circle distance from an area's centre (haversine); infinite for a region."""
    if area.lat is None or area.lon is None:
        return math.inf
    a, b = math.radians(lat), math.radians(area.lat)
    across = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(area.lon - lon) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(min(1.0, across)))


class Near:
    """Finds the areas that hold a point, quickly: most rows of a feed lie near none."""

    def __init__(self, areas: Sequence[Area]) -> None:
        self._boxes: list[tuple[float, float, Area]] = []
        for area in areas:
            if area.lat is not None and area.lon is not None:
                self._boxes.append((area.lat, math.degrees(area.within_km / EARTH_KM) + 1e-6, area))

    def __call__(self, lat: float, lon: float) -> list[Area]:
        return [area for middle, reach, area in self._boxes if abs(lat - middle) <= reach and kilometres(lat, lon, area) <= area.within_km]


def number(value: object, low: float, high: float, what: str) -> float:
    """A finite number within bounds. Raises ValueError with a sentence: wrong units show themselves here."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise ValueError(f"{what} is no number")
    try:
        found = float(value)
    except (ValueError, OverflowError):
        raise ValueError(f"{what} is no number: {str(value)[:40]!r}") from None
    if not math.isfinite(found) or not low <= found <= high:
        raise ValueError(f"{what} {found:g} lies outside {low:g} to {high:g}: wrong units?")
    return found


def point(lat: object, lon: object) -> tuple[float, float]:
    """Latitude and longitude (0 to 360 is taken too). Raises ValueError outside the globe."""
    where = number(lat, -90, 90, "latitude"), number(lon, -180, 360, "longitude")
    return where[0], where[1] - 360 if where[1] > 180 else where[1]


def moment(seconds: float) -> datetime:
    """A moment from seconds since 1970. Raises ValueError outside 1970 to 2100: milliseconds show themselves here."""
    if not 0 <= seconds < 4_102_444_800:
        raise ValueError(f"a time of {seconds:g} seconds since 1970 lies outside 1970 to 2100: milliseconds?")
    return datetime.fromtimestamp(seconds, UTC)


def not_after(at: datetime, taking: Taking) -> datetime:
    """`at`, where it does not lie after the bytes were fetched. Raises ValueError for a clock that runs ahead."""
    if at > taking.clock + SKEW:
        raise ValueError(f"it is dated {at:%Y-%m-%d %H:%M} UTC, after it was fetched ({taking.clock:%Y-%m-%d %H:%M}): a clock is wrong")
    return at


def hour_of(at: datetime) -> datetime:
    """The hour that a moment lies in."""
    return utc(at).replace(minute=0, second=0, microsecond=0)


def whole_hours(start: datetime, end: datetime) -> tuple[datetime, datetime]:
    """The hours that a time touches, whole: records of one hour that say the same are one."""
    last = hour_of(end)
    return hour_of(start), last if last == utc(end) and last > hour_of(start) else last + HOUR


def day_of(at: datetime) -> datetime:
    """The day, in UTC, that a moment lies in."""
    return utc(at).replace(hour=0, minute=0, second=0, microsecond=0)


def known(end: datetime, taking: Taking) -> datetime:
    """When what ended at `end` can have been known: after the feed's delay, and not before somebody could have fetched it."""
    return utc(end) + timedelta(minutes=taking.about.delay_minutes)


def observation(
    taking: Taking,
    measure: str,
    area: Area,
    value: float,
    start: datetime,
    end: datetime,
    *,
    known_at: datetime | None = None,
    sigma: float | None = None,
) -> Observation:
    """One scalar of an area and a time. Raises ValueError where it lies outside the measure's sanity bounds."""
    declared = taking.about.measure(measure)
    if not declared.low <= value <= declared.high:
        raise ValueError(f"{declared.name['en']} of {value:g} lies outside {declared.low:g} to {declared.high:g}: the feed has changed")
    name = f"{taking.about.id}/{measure}"
    return Observation(
        id=digest("observation", name, area.id, utc(start).isoformat(), utc(end).isoformat(), float(f"{value:.6g}")),
        synthetic=taking.synthetic,
        tlp="clear" if taking.about.pass_on else "amber",
        indicator=name,
        source=taking.about.id,
        kind="look",
        value=float(f"{value:.6g}"),
        t_start=utc(start),
        t_end=utc(end),
        t_known=known_at or known(end, taking),
        t_sigma=sigma,
        place=place_of(area),
        unit=declared.unit,
        method=METHOD,
        method_version=VERSION,
        raw=taking.kept,
        licence=taking.about.licence,
    )


def coverage(
    taking: Taking,
    measure: str,
    area: Area,
    start: datetime,
    end: datetime,
    status: Status = "watched",
    *,
    looked: float = 1.0,
    why: str | None = None,
) -> Coverage:
    """Whether the instrument was looking at an area in a time."""
    name = f"{taking.about.id}/{measure}"
    return Coverage(
        id=digest("coverage", name, area.id, utc(start).isoformat(), utc(end).isoformat(), status, float(f"{looked:.3g}")),
        synthetic=taking.synthetic,
        tlp="clear" if taking.about.pass_on else "amber",
        indicator=name,
        source=taking.about.id,
        t_start=utc(start),
        t_end=utc(end),
        t_known=known(end, taking),
        status=status,
        looked=float(f"{looked:.3g}"),
        place=place_of(area),
        method=METHOD,
        method_version=VERSION,
        why=why,
        licence=taking.about.licence,
    )


def watched(taking: Taking, measures: Sequence[str], start: datetime, end: datetime, looked: float = 1.0) -> Iterator[Coverage]:
    """Coverage of all areas in a time."""
    for area in taking.areas:
        for measure in measures:
            yield coverage(taking, measure, area, start, end, looked=looked)


def days(start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
    """The days in UTC that a time touches, each whole."""
    at = day_of(start)
    while at < end:
        yield at, at + DAY
        at += DAY


def absent(taking: Taking, start: datetime, end: datetime, what: str, *, broken: bool = False) -> Iterator[Coverage]:
    """Coverage of a feed that did not answer (not-watched), or whose answer makes no sense (broken)."""
    status: Status = "broken" if broken else "not-watched"
    for area in taking.areas:
        for measure in taking.about.measures:
            yield coverage(taking, measure.id, area, start, end, status, looked=0.0, why=what)


def setting(taking: Taking, name: str) -> float:
    """A number of the instrument's settings."""
    return number(taking.about.settings[name], -1e12, 1e12, f"settings.{name}")


def listed(taking: Taking, name: str) -> tuple[str, ...]:
    """A list of the instrument's settings, as text."""
    found = taking.about.settings.get(name, ())
    return tuple(str(one) for one in found) if isinstance(found, list | tuple) else ()


def between(taking: Taking, name: str) -> tuple[float, float]:
    """A pair of bounds of the instrument's settings."""
    low, high = listed(taking, name)
    return float(low), float(high)


class Refusals:
    """Refuses pieces one by one up to a number, and tells of the rest together."""

    def __init__(self, taking: Taking) -> None:
        self._taking, self._more, self._first = taking, 0, ""

    def one(self, at: str, reason: str, what: str, todo: str, blob: bytes) -> Iterator[RefusedInput]:
        """The refusal of a piece, or nothing where there were many already."""
        self._more += 1
        if self._more <= SINGLE_REFUSALS:
            yield self._refused(at, reason, what, todo, blob)
        elif not self._first:
            self._first = what

    def rest(self) -> Iterator[RefusedInput]:
        """One refusal for all that were not told one by one."""
        if (left := self._more - SINGLE_REFUSALS) > 0:
            what = f"{left:,} more pieces cannot be taken; the first of them: {self._first}"
            yield self._refused("", "many-refused", what, "look at the first ones: the feed's shape may have changed", b"")

    def _refused(self, at: str, reason: str, what: str, todo: str, blob: bytes) -> RefusedInput:
        taking = self._taking
        held = blob if taking.about.keeps_raw else b""  # the bytes would name an aircraft or a ship
        return refused(
            reason, what[:400], where=taking.where + at, todo=todo, blob=held[: taking.limits.kept], size=len(blob),
            clock=taking.clock, form=taking.about.id,
        )  # fmt: skip


def whole(stream: BinaryIO, taking: Taking) -> bytes:
    """All bytes of a document. Raises Refused `empty` and `too-large`."""
    return document(stream, Reading(taking.where, taking.clock, taking.limits))


def json_of(stream: BinaryIO, taking: Taking) -> object:
    """A whole JSON document. Raises Refused `empty`, `too-large`, `broken-json`."""
    import msgspec

    try:
        return msgspec.json.decode(whole(stream, taking).removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Refused("broken-json", f"it is no JSON: {error}", where=taking.where, todo="fetch it again") from None
