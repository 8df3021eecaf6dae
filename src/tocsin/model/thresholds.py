"""What a rule would have rung: in quiet years, before events, and of a hundred alarms how many come before one."""

from tocsin.model.base import Record, Time, Tlp


class Estimate(Record, frozen=True, kw_only=True):
    """A number from simulated worlds, with its standard error over worlds."""

    value: float
    error: float


class OfHundred(Record, frozen=True, kw_only=True):
    """Of 100 alarms, how many come before the event, where its rate is `factor` times the declared one."""

    factor: float
    a_year: float
    """chance of the event in a year"""
    before: float
    low: float
    high: float
    """over the declared ranges"""
    error: float
    """standard error over worlds"""


class CurvePoint(Record, frozen=True, kw_only=True):
    """One threshold: what is seen, what is rung for nothing, how early."""

    at: float
    off: float
    """an alarm goes on until the number is below this"""
    seen: Estimate
    """share of events before which it rang, within the horizon"""
    false_alarms: Estimate
    """alarms that begin in a quiet year, one that is on already as its first"""
    false_days: Estimate
    """days in alarm in a quiet year"""
    lead_days: float | None
    """median, among events seen, of days from the first day in alarm within the horizon to the event"""
    lead_low: float | None = None
    lead_high: float | None = None
    """90% interval of that median, by ranks"""
    of_hundred: tuple[OfHundred, ...] = ()


class Replayed(Record, frozen=True, kw_only=True):
    """What the rule would have rung over the workspace's own past."""

    since: Time
    until: Time
    steps: int
    alarms: int
    days: float
    a_year: float
    low: float
    high: float
    """90% range of alarms a year, where alarms come at a constant rate (Jeffreys' prior)"""
    at: float
    hindsight: tuple[str, ...] = ()


class Thresholds(Record, frozen=True, kw_only=True):
    """The curve on which a threshold is picked. From simulated worlds: SYNTHETIC, and only as good as the declared ranges."""

    problem: str
    problem_version: str
    process: str
    hypothesis: str
    indicator: str | None
    """the rule follows the chance that this indicator is on; None: the chance of the hypothesis within the horizon"""
    lit: tuple[str, ...] = ()
    """the rule rings while any of these stands as lit on the board; none: it follows a number"""
    horizon: int
    bound: str
    """which number of a range is followed: mean, low, high"""
    down: float
    """off is this share of on"""
    a_year: tuple[float, float, float]
    """chance of the event in a year by the declared ranges: mean, 5%, 95%"""
    worlds: int
    """quiet years, and as many that end in the event"""
    draws: int
    seed: int
    sources: int
    reliability: str
    looked: float
    curve: tuple[CurvePoint, ...]
    asked: tuple[CurvePoint, ...] = ()
    """at the thresholds that were asked for"""
    replayed: Replayed | None = None
    assumes: tuple[str, ...] = ()
    """what the worlds rest on, in English"""
    tlp: Tlp = "clear"
    synthetic: bool = True
