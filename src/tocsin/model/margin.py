"""Warning time: whether a preparation would be seen, confirmed and acknowledged in time (`tocsin margin --json`)."""

from datetime import date as Day

from tocsin.model.base import Record, Time, Tlp
from tocsin.model.judgements import Probability
from tocsin.model.ranges import Labels

CONDITION = "if these step rates hold"
ALL = "all"
"""the pathway of a margin over every declared way"""


class Worst(Record, frozen=True, kw_only=True):
    """The strategy under which warning comes too late most often."""

    strategy: str
    """`pathway/strategy`"""
    pathway: str
    not_in_time: float
    low: float
    high: float


class NextLook(Record, frozen=True, kw_only=True):
    """A look not yet taken, and by how much it lowers the chance of not being warned in time."""

    site: str
    sensor: str
    at: Time
    gain: float
    channel: str
    look: str
    """id of the opportunity"""


class StrategyMargin(Record, frozen=True, kw_only=True):
    """One strategy of one way."""

    strategy: str
    pathway: str
    name: Labels
    way: Labels
    share: Probability
    never_seen: Probability
    too_late: Probability
    in_time: Probability
    hours: dict[str, float | None]
    takes_hours: dict[str, float]
    """how long the preparation itself takes: p05, p50, p95"""


class DayMargin(Record, frozen=True, kw_only=True):
    """The same where the preparation begins on another day."""

    date: Day
    never_seen: Probability
    too_late: Probability
    in_time: Probability
    median: float | None
    worst: str


class Blind(Record, frozen=True, kw_only=True):
    """A channel that sees nothing here, and why."""

    channel: str
    why: Labels


class Sensitive(Record, frozen=True, kw_only=True):
    """What one declared range does to P(not in time) by itself, all other numbers in the middle of theirs."""

    path: str
    at_low: float
    at_high: float
    at: str | None = None
    """where to narrow it: `pathways.yml:88`"""


class FalseConfirmations(Record, frozen=True, kw_only=True):
    """How often, a year, false sightings alone would be confirmed by this rule."""

    per_year: Probability
    """mean, low, high: a count a year, which may pass 1"""


class Margin(Record, frozen=True, kw_only=True):
    """Warning time over the declared ways, every number of it under the condition that the declared step rates hold.

    `hours`: quantiles of the time between acknowledgement and event, of the cases that are confirmed at all (negative: after the event);
    null where nothing is ever confirmed. The ranges are the central 90% over draws of the declared numbers.
    """

    problem: str
    pathway: str
    as_of: Time
    scenarios: int
    draws: int
    seed: int
    needs_hours: float
    never_seen: Probability
    too_late: Probability
    in_time: Probability
    error: float
    """standard error of the mean of in_time from sampling alone"""
    worst: Worst
    hours: dict[str, float | None]
    first_seen_by: dict[str, float]
    """share of all cases in which a channel's word is known first; what is left is never known"""
    next_looks: tuple[NextLook, ...] = ()
    strategies: tuple[StrategyMargin, ...] = ()
    by_date: tuple[DayMargin, ...] = ()
    by_needs: tuple[tuple[float, float], ...] = ()
    """(hours needed, P(in time))"""
    blind: tuple[Blind, ...] = ()
    without: tuple[str, ...] = ()
    """channels left out by the call"""
    looks: str = "none"
    """where looks come from: `elements`, `assumed`, `none`"""
    false_confirmations: FalseConfirmations | None = None
    sensitive: tuple[Sensitive, ...] = ()
    assumes: tuple[str, ...] = ()
    condition: str = CONDITION
    tlp: Tlp = "clear"
    synthetic: bool = False
