"""Counts against their own past: what goes in, and what is said of each day."""

from datetime import date as Day
from typing import Literal

from tocsin.model.base import Record, Tlp

Side = Literal["up", "down", "either"]


class Count(Record, frozen=True, kw_only=True):
    """What was counted or measured on one day. `value` None: nobody looked, or the collector was broken; that is not zero."""

    day: Day
    value: float | None


class SeriesSettings(Record, frozen=True, kw_only=True):
    """The declared numbers of `library/series.yml`, which says what each is."""

    weight: float
    level_days: float
    guard_days: int
    dispersion_days: float
    season_weeks: float
    season_prior: float
    begin_days: int
    short_days: int
    calibration_days: float
    calibration_prior: float
    gap_variance: float
    alarm: float
    hazard: float
    recent_days: int
    agree: float


class Judged(Record, frozen=True, kw_only=True):
    """One day beside what the days before it made likely. Nothing of a later day enters."""

    day: Day
    value: float | None
    expected: float | None = None
    low: float | None = None
    high: float | None = None
    """90% range of this day's value, were all as before"""
    p_day: float | None = None
    """chance of a day at least so unusual, were all as before"""
    p: float | None = None
    """the same for the smoothed count of the last days: the p-value under the null, calibrated on the series' own past"""
    change: float | None = None
    """second opinion: chance that the level changed within the last days, and in the direction asked for"""
    since: Day | None = None
    """second opinion: since when the present level holds, most likely; None: for longer than it remembers"""
    level: float | None = None
    """second opinion: that level, weekdays and holidays apart"""
    flags: tuple[str, ...] = ()
    """`alarm`, `agrees`, `level-shift` (a change has held for all the days called recent), `gap`, `after-gap`, `short-history`, `holiday`,
    `trend-up`, `trend-down`"""


class Series(Record, frozen=True, kw_only=True):
    """A series judged, day by day."""

    name: str
    kind: Literal["counts", "measures"]
    side: Side
    unit: str | None = None
    country: str | None = None
    """whose holidays were known"""
    days: tuple[Judged, ...]
    settings: SeriesSettings
    method: str
    method_version: str
    tlp: Tlp = "clear"
    synthetic: bool = False
