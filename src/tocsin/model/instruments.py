"""What is declared of instruments: what each measures and may pass on, and how its measures bear on the indicators of a problem."""

from datetime import date as Day
from typing import Literal

from tocsin.model.base import Record
from tocsin.model.ranges import Labels, Range

Need = Literal["daylight", "clear-sky", "radar", "receivers"]
"""what must hold for a look to be one"""


class Measure(Record, frozen=True, kw_only=True):
    """One scalar that an instrument gives for an area and a time."""

    id: str
    name: Labels
    unit: str
    low: float
    high: float
    """sanity bounds: a value outside them is refused, for it says that the feed or its units have changed"""
    daily: Literal["sum", "max", "mean"] = "max"
    """what several values of one day and place come to"""


class Instrument(Record, frozen=True, kw_only=True):
    """One kind of feed: what it is, what it can and cannot tell, and what may be done with it."""

    id: str
    name: Labels
    what: Labels
    can: Labels
    """what it can tell of an indicator"""
    cannot: Labels
    measures: tuple[Measure, ...]
    shapes: tuple[str, ...] = ()
    """the formats that are read, in words"""
    licence: str
    pass_on: bool
    """whether values of single places may leave in an export"""
    rhythm_minutes: int
    """how often it is worth asking"""
    delay_minutes: int
    """how long after the fact a value is known at the earliest; for moving things a delay of ours is in it"""
    delay_source: str
    needs: tuple[Need, ...] = ()
    within_km: float = 100.0
    """radius around a watched place, where a problem declares none"""
    keeps_raw: bool = True
    """whether the bytes are kept; those that name single aircraft or ships are not"""
    never_strike: bool = False
    """its observations never bear on a strike or on damage"""
    source: str
    checked: Day | None = None
    """when its shape was compared with the provider's description; null: written from memory"""
    settings: dict[str, object] = {}
    """what its parser goes by: lists and thresholds, each with who says so"""

    def measure(self, name: str) -> Measure:
        """The measure of that id. KeyError where there is none."""
        return {one.id: one for one in self.measures}[name]


class Area(Record, frozen=True, kw_only=True):
    """What an instrument is asked about: a watched place with a radius, or a region by its codes (`RU`, a county's name)."""

    id: str
    name: str
    lat: float | None = None
    lon: float | None = None
    within_km: float = 0.0
    codes: tuple[str, ...] = ()


class Lit(Record, frozen=True, kw_only=True):
    """When a value counts as a sign. Both limits hold where both are given."""

    at_least: float | None = None
    p_null: float | None = None
    """at most so likely without anything unusual, by the series' own past"""


class InstrumentLink(Record, frozen=True, kw_only=True):
    """How one instrument bears on one indicator."""

    instrument: str
    indicator: str
    measures: dict[str, Lit]
    """by measure: when it is a sign; any of them makes the indicator lit"""
    places: tuple[str, ...] = ()
    regions: dict[str, str] = {}
    """code -> name, for instruments that count by country or county"""
    within_km: float | None = None
    hit: Range
    """chance that an episode of the indicator makes the sign, given that the instrument works and nothing is hidden"""
    false_alarm: Range
    """chance that, without an episode, noise makes the sign within the life of an error"""
    concealed: Range
    """share of episodes hidden from this instrument by intent"""
    dual_use: Range
    """chance that, without an episode, conventional activity looks just the same to this instrument: it stands on the false-alarm side"""
    shows: Range
    """chance that one watched day makes the sign, while an episode (or whatever looks like it) can be seen: a silent day weighs by it"""
    needs: tuple[Need, ...] = ()
    sun_above_deg: float = 0.0
    """for `daylight`: the sun's least elevation"""
    why: Labels
