"""Images as records: who looked at which place and when, and what changed there, as shares of the place's pixels. No pixel leaves."""

from typing import Literal

from tocsin.model.base import Record, Time
from tocsin.model.observations import Place

Imaging = Literal["radar", "optical"]


class Acquisition(Record, frozen=True, kw_only=True):
    """One image that shows a place: a look that was taken, not an opportunity."""

    id: str
    collection: str
    catalogue: str
    """the folder's name, or the id of the service"""
    kind: Imaging
    platform: str | None = None
    track: str | None = None
    """radar: the orbit that it was seen from, e.g. `ascending 29`; only images of one track are compared"""
    t: Time
    """when it was taken: the middle of it"""
    t_known: Time
    """when it was published, or else listed, where the catalogue says so; else a day after it was taken (an assumption)"""
    cloud: float | None = None
    """share of the whole image under cloud, as published"""
    licence: str | None = None
    synthetic: bool = False


class MeasuredRate(Record, frozen=True, kw_only=True):
    """A false-alarm rate, on pixels that had no part in setting it."""

    mean: float
    low: float
    high: float
    """the lowest and highest part: a control area, or a reference date"""
    pixels: int
    parts: int


class Calibration(Record, frozen=True, kw_only=True):
    """What the stated rate rests on."""

    control_pixels: int
    control_cells: int
    reference_dates: int
    """dates of the site itself, after the baseline, on which nothing is held to have changed"""
    reference_pixels: int
    smallest: float
    """the smallest rate that these pixels resolve"""
    on_control: MeasuredRate | None = None
    """each control area taken for the site, with limits from the others, on every monitored date"""
    on_reference: MeasuredRate | None = None
    """the site on each reference date with limits from the others"""
    nominal: float | None = None
    """share of control pixels that the test alone, not recalibrated, would flag at the stated rate"""


class DateChange(Record, frozen=True, kw_only=True):
    """What one date shows of a site, beside its baseline."""

    acquisition: Acquisition
    reference: bool = False
    """one of the dates that the rates were set on: nothing is held to have changed"""
    clear: float
    """share of the site's pixels that could be seen"""
    pixels: int
    changed: float | None = None
    """share of the seen pixels flagged at the stated rate; None where too little could be seen"""
    began: float | None = None
    """radar: share of the site's pixels whose change over the whole series is dated to here (since the date before)"""
    p_null: float | None = None
    """how unusual the share is among those of strips of the control areas, each area taken for the site, on the watched dates"""
    nulls: int = 0
    """how many those are: p_null is never below 1 / (1 + nulls)"""


class SiteChange(Record, frozen=True, kw_only=True):
    """What changed at one place between images of one kind."""

    place: Place
    kind: Imaging
    bands: tuple[str, ...]
    method: str
    method_version: str
    alpha: float
    """false alarms a pixel and date, as stated"""
    baseline: tuple[Time, ...]
    """the dates that say how it was before"""
    dates: tuple[DateChange, ...]
    calibration: Calibration
    looks: float | None = None
    """radar: equivalent looks, estimated on the control areas' baseline or given"""
    series_alpha: float | None = None
    """radar: false alarms a pixel over the whole series, of `began`"""
    series_measured: MeasuredRate | None = None
    """the same on each half of the control areas with limits from the other"""
    series_changed: float | None = None
    """radar: share of the site's pixels with any change over the whole series"""
    at_least_once: float | None = None
    """share of control pixels flagged on at least one monitored date: what many dates cost"""
    images: tuple[str, ...] = ()
    """names of quick-looks written"""
    synthetic: bool = False


class RefusedImage(Record, frozen=True, kw_only=True):
    """An item or file of a catalogue that could not be used."""

    reason: str
    what: str
    where: str
    todo: str


class SkippedPlace(Record, frozen=True, kw_only=True):
    """A place of which nothing is told, and why."""

    place: Place
    why: str


class Changes(Record, frozen=True, kw_only=True):
    """What `tocsin change` found."""

    catalogue: str
    sites: tuple[SiteChange, ...]
    skipped: tuple[SkippedPlace, ...] = ()
    refused: tuple[RefusedImage, ...] = ()


class PlaceAcquired(Record, frozen=True, kw_only=True):
    """The images of one place that a service lists, in order."""

    place: Place
    acquisitions: tuple[Acquisition, ...]


class Acquired(Record, frozen=True, kw_only=True):
    """Which images a service lists: who looked, not what they show."""

    service: str
    begin: Time
    end: Time
    places: tuple[PlaceAcquired, ...]
    brought: tuple[str, ...] = ()
    """items whose files were brought"""
    skipped: tuple[SkippedPlace, ...] = ()
    refused: tuple[RefusedImage, ...] = ()
