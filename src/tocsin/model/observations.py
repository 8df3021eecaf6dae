"""What was seen of an indicator, whether anybody was looking, and where a satellite could have looked."""

from typing import Literal

from tocsin.model.base import Kept, Record, Time


class Place(Record, frozen=True, kw_only=True):
    """A published place. Coordinates are kept at 0.1 degree, never finer."""

    id: str
    name: str
    lat: float | None = None
    lon: float | None = None
    precision_km: float = 11.0
    """0.1 degree of latitude"""


class Observation(Kept, frozen=True, kw_only=True, tag="observation"):
    """What an origin or an instrument says of an indicator at a time. `value` 1 says "on", 0 says "not so"."""

    id: str
    indicator: str
    source: str
    """who could originate it: a source id, an entity id, or `unlisted`"""
    origin: str | None = None
    """id of the origin, for observations that were read"""
    kind: Literal["report", "denial", "look"]
    value: float = 1.0
    interested: bool = False
    access: bool = False
    """the speaker says how he can know"""
    t_start: Time | None = None
    t_end: Time | None = None
    t_known: Time
    t_sigma: float | None = None
    """seconds"""
    place: Place | None = None
    unit: str | None = None
    baseline: float | None = None
    p_null: float | None = None
    method: str
    method_version: str
    raw: str | None = None
    licence: str | None = None
    statements: tuple[str, ...] = ()
    upstream: str | None = None
    reliability: str | None = None
    by: str | None = None
    """who entered it by hand, and `why`: on what it rests"""
    why: str | None = None


class Coverage(Kept, frozen=True, kw_only=True, tag="coverage"):
    """Whether `source` was looking at `indicator` from t_start to t_end, and with what chance of looking and publishing."""

    id: str
    indicator: str
    source: str
    t_start: Time
    t_end: Time
    t_known: Time
    status: Literal["watched", "not-watched", "broken"]
    looked: float = 1.0
    """P(looked) on one day"""
    published: float = 1.0
    """P(published in time, given looked) on one day"""
    place: Place | None = None
    method: str
    method_version: str
    why: str | None = None
    by: str | None = None
    """who entered it by hand"""
    licence: str | None = None


class Look(Kept, frozen=True, kw_only=True, tag="look"):
    """One opportunity of one satellite to see one place: an opportunity, not a tasking."""

    id: str
    satellite: str
    sensor: str
    place: Place
    t: Time
    t_sigma: float
    """seconds"""
    off_nadir_deg: float
    elevation_deg: float
    sun_elevation_deg: float | None = None
    p_clear: float | None = None
    refused: str | None = None
    """why this look must not be used, a stable word first: `stale: ...` (elements too old), `night: ...`; usable looks have none"""
    kind: Literal["optical", "radar"] = "optical"
    t_start: Time | None = None
    t_end: Time | None = None
    """from when to when the place is inside the sensor's limits; `t` is the best geometry between them"""
    catalogue: int | None = None
    """the satellite's catalogue number"""
    side: Literal["left", "right"] | None = None
    """of the satellite's track the place lies on"""
    p_clear_range: tuple[float, float] | None = None
    """the declared range, or twice the measured value; `p_clear` is its middle"""
    elements: str | None = None
    """id of the element set that it was computed from"""
    elements_age_days: float | None = None
