"""How a judgement went: a hypothesis's chance on each of the last days, by what was known on each, and what moved it then."""

from datetime import date as Day

from tocsin.model.base import Record, Time, Tlp
from tocsin.model.judgements import Probability


class TrendMove(Record, frozen=True, kw_only=True):
    """What became known on one day and moved the chance of it: an origin's word on an indicator, or silence where somebody was looking."""

    observation: str
    """as in influences: an observation's id, `silence:INDICATOR`"""
    origin: str | None = None
    publisher: str | None = None
    indicator: str | None = None
    delta: float
    """on the probability scale: with it less without it, on that day"""


class TrendDay(Record, frozen=True, kw_only=True):
    """One day: the chance within the horizon from its end on, given what was known by then."""

    day: Day
    probability: Probability
    moves: tuple[TrendMove, ...] = ()
    """where it jumped: what became known that day and moved it, most first"""


class Trend(Record, frozen=True, kw_only=True):
    """A hypothesis over the last days, worked out in one run of the filter; reports are grouped, and numbers declared, as today."""

    hypothesis: str
    horizon: int
    as_of: Time
    draws: int
    base_rate: Probability
    days: tuple[TrendDay, ...]
    hindsight: tuple[str, ...] = ()
    """what of it may know how things went, one English sentence each"""
    tlp: Tlp = "clear"
    synthetic: bool = False
