"""Where satellites are: element sets; and what is worked out from them: gaps between looks, who is blind and why."""

from typing import Literal

from tocsin.model.base import Kept, Record, Time
from tocsin.model.observations import Look, Place

ObjectKind = Literal["payload", "rocket-body", "debris", "unknown"]
SensorKind = Literal["optical", "radar"]
Cause = Literal["none", "night", "cloud", "no-elements", "stale", "no-pass", "outside-limits"]
"""why nobody of a family looks: nobody is blind; sun too low; cloud likely; no elements held; elements too old; the orbit never passes;
it passes outside the sensor's limits"""
NOT_TASKING = {
    "en": "Opportunities, not tasking: where a satellite could look, not that it does, nor that anybody would see the image.",
    "fr": "Des occasions, pas une programmation : où un satellite pourrait regarder, non qu'il le fait, ni que quelqu'un verrait l'image.",
}


class Elements(Kept, frozen=True, kw_only=True, tag="elements"):
    """One set of mean elements (SGP4) of one catalogued satellite."""

    id: str
    catalogue: int
    """catalogue number, up to nine digits"""
    name: str | None = None
    designator: str | None = None
    """international designator, e.g. 2014-016A"""
    kind: ObjectKind = "unknown"
    epoch: Time
    t_known: Time
    """when it could have been known: its creation where that is said, else its epoch"""
    mean_motion: float
    """revolutions a day (Kozai's, as element sets give it)"""
    eccentricity: float
    inclination_deg: float
    raan_deg: float
    arg_perigee_deg: float
    mean_anomaly_deg: float
    bstar: float = 0.0
    """per Earth radius"""
    mean_motion_dot: float = 0.0
    """half the first derivative, revolutions a day squared, as element sets give it"""
    mean_motion_ddot: float = 0.0
    """a sixth of the second, revolutions a day cubed"""
    licence: str | None = None
    raw: str | None = None
    """SHA-256 of the file that it came in"""


class Gap(Record, frozen=True, kw_only=True):
    """How often one family (or all of one kind) can look at one place within a window; times between looks, in hours."""

    place: Place
    sensor: str
    """family id; `optical`, `radar` or `any` for all of them together"""
    looks: int
    """that may be used"""
    first: Time | None = None
    last: Time | None = None
    median_hours: float | None = None
    worst_hours: float
    """the longest time without a look that may be used, the window's edges counted as looks"""
    worst_start: Time
    worst_end: Time
    p_clear_one: tuple[float, float] | None = None
    """that at least one is clear: low as if one cloud lay over the whole window, high as if each day were drawn anew"""
    refused: dict[str, int] = {}
    """looks that must not be used, by first word of the reason"""
    blind: Cause = "none"
    why: str | None = None


class Daylight(Record, frozen=True, kw_only=True):
    """How dark it is at one place."""

    place: Place
    dark_hours_a_day: float
    """mean hours a day within the window in which the sun stands lower than `limit_deg`"""
    limit_deg: float
    highest_sun_deg: float
    """within the window"""
    blind_from: str | None = None
    blind_to: str | None = None
    """first and last day of the season, around the window's start, in which the sun never reaches the limit; None: there is none"""


class Overhead(Record, frozen=True, kw_only=True):
    """Who could look at which places within a window."""

    start: Time
    end: Time
    as_of: Time
    synthetic: bool = False
    says: str = NOT_TASKING["en"]
    looks: tuple[Look, ...]
    """by time; those with `refused` must not be used"""
    gaps: tuple[Gap, ...]
    daylight: tuple[Daylight, ...]
    satellites: dict[str, int]
    """how many satellites of each family have elements"""
    elements: int
    newest_epoch: Time | None = None
    oldest_epoch: Time | None = None
    assumes: tuple[str, ...] = ()
