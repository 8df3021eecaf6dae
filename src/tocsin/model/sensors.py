"""Imaging satellites as declared: families of sensors with what each may look at, and what of it is assumed."""

from datetime import date as Day
from typing import Literal

from tocsin.model.base import Record
from tocsin.model.orbits import SensorKind
from tocsin.model.ranges import Labels


class Limit(Record, frozen=True, kw_only=True):
    """One declared number of a sensor: the value that looks are computed with, its range, and who says so."""

    at: float
    low: float
    high: float
    source: str | None = None
    assumption: bool = False
    note: str | None = None


class Craft(Record, frozen=True, kw_only=True):
    """Which satellites carry it: a catalogue number, or a pattern that whole names match, from one day to another."""

    catalogue: int | None = None
    name: str | None = None
    """a regular expression for the whole name as catalogues write it, capitals"""
    since: Day | None = None
    until: Day | None = None


class Sensor(Record, frozen=True, kw_only=True):
    """One family of imaging satellites with one kind of sensor."""

    id: str
    name: Labels
    kind: SensorKind
    access: Literal["tasked", "systematic"]
    """somebody orders each image, or it images wherever it passes by plan"""
    operator: str
    resolution_m: Limit
    swath_km: Limit
    off_nadir_deg: Limit | None = None
    """the farthest that it looks away from the point beneath it"""
    incidence_min_deg: Limit | None = None
    incidence_max_deg: Limit | None = None
    """between the line of sight and the vertical at the place"""
    along_track_deg: Limit
    """how far ahead of and behind the satellite's flank it looks"""
    side: Literal["left", "right", "both"] = "both"
    sun_min_deg: Limit | None = None
    """elevation of the sun that an image needs; None: it needs none"""
    altitude_km: tuple[float, float]
    """elements outside are not this satellite, or it has left its orbit"""
    drift: Literal["kept", "drag", "low"]
    """how the orbit ages: kept by frequent manoeuvres, left to drag, low and left to drag; see `ages.yml`"""
    satellites: tuple[Craft, ...]
    sources: tuple[str, ...]
    known_since: Day
    checked: bool = False
    """whether somebody has compared the numbers with the sources"""
    note: str | None = None


class Ageing(Record, frozen=True, kw_only=True):
    """Seconds of along-track error, one sigma: the root of `floor_s` squared plus (`per_day2_s` x days squared) squared."""

    floor_s: Limit
    per_day2_s: Limit


class Ages(Record, frozen=True, kw_only=True):
    """How the time of a look grows uncertain, and when it is refused."""

    drift: dict[str, Ageing]
    stale_s: Limit
    """a look whose time is less certain is refused"""
    stale_days: Limit


class Sky(Record, frozen=True, kw_only=True):
    """How often the sky over a region is clear enough for an image that serves, month by month (low, high)."""

    id: str
    name: Labels
    lat: tuple[float, float]
    lon: tuple[float, float] | None = None
    clear: tuple[tuple[float, float], ...]
    source: str | None = None
    assumption: bool = False
    note: str | None = None


class Skies(Record, frozen=True, kw_only=True):
    """The table of clouds; the first region that a place lies in counts."""

    minutes: Limit
    """how far in time a measured cloud cover may lie from a look"""
    same_day: Limit
    """how far the chance of a clear look may be from the share that was clear at another hour of the day"""
    regions: tuple[Sky, ...]
