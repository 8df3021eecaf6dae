"""Forecasts of what has happened since, each made from its own past alone, with their scores (CONTRACT: `replay --outcomes --json`)."""

import msgspec

from tocsin.model.base import Record, Time
from tocsin.model.judgements import Probability


class Forecast(Record, frozen=True, kw_only=True):
    """What was foretold of one hypothesis at one moment, beside what happened."""

    as_of: Time
    probability: Probability
    """draws weighed by the likelihood of the past"""
    declared: float
    """by the declared ranges as they stand: the same filter, nothing learned of rates"""
    climatology: float
    """by all past counts"""
    recent: float
    """by the counts of the last two years"""
    on: tuple[str, ...] = ()
    """listed indicators that were on"""
    happened: bool


class Scored(Record, frozen=True, kw_only=True):
    """Mean scores of one way of forecasting, over the same n forecasts. Smaller is better; skill is against climatology."""

    by: str
    brier: float
    logarithmic: float
    skill: float | None
    """1 - Brier / climatology's Brier"""
    skill_range: tuple[float, float] | None
    """90%, by a bootstrap of blocks of days; null where there are too few"""
    log_skill: float | None


class Foretold(Record, frozen=True, kw_only=True):
    """All forecasts of one hypothesis."""

    hypothesis: str
    n: int
    happened: int
    """windows in which it happened"""
    events: tuple[str, ...]
    """days on which it happened, in the time replayed"""
    unchecked: int
    """of these, how many were written from memory and not looked up yet"""
    scores: tuple[Scored, ...]
    forecasts: tuple[Forecast, ...]


class Rolling(Record, frozen=True, kw_only=True):
    """A problem replayed over its own outcomes."""

    problem: str
    problem_version: str
    since: Time = msgspec.field(name="from")
    until: Time = msgspec.field(name="to")
    step: str
    horizon: int
    learned_from: str
    """first day of the past that is learned from"""
    draws: int
    seed: int
    hindsight: tuple[str, ...] = ()
    hypotheses: tuple[Foretold, ...]
