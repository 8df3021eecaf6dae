"""Forecasts set beside what happened, and how well they did (CONTRACT: `score --json`)."""

from datetime import date as Day
from typing import Literal

from tocsin.model.base import Record, Time, Tlp
from tocsin.model.forecasts import QuestionKind

Realm = Literal["record", "hindsight", "synthetic"]
"""made beforehand; made or informed by what came later; of a sample or simulation. Never scored together"""
Forecaster = Literal["model", "person", "third-party", "pool"]


class Said(Record, frozen=True, kw_only=True):
    """One predictive distribution: a probability, quantiles, or chances of 0, 1, 2, ..."""

    probability: float | None = None
    quantiles: tuple[tuple[float, float], ...] = ()
    """(level, value), both rising"""
    chances: tuple[float, ...] = ()


class Forecast(Record, frozen=True, kw_only=True):
    """What somebody forecast, what became of it, and what simple rules said of the same."""

    source: Forecaster
    by: str
    about: str
    kind: QuestionKind = "yes-no"
    horizon: int
    as_of: Time
    until: Day
    said: Said
    realm: Realm = "record"
    state: Literal["yes", "no", "number", "void", "open"]
    value: float | None = None
    """1 and 0 for yes and no, the number, or the days it took"""
    references: dict[str, Said] = {}
    """by name: climatology, persistence, pool, model"""


class Measured(Record, frozen=True, kw_only=True):
    """A mean with its 90% interval over blocks of days; null where there is too little for one."""

    mean: float
    low: float | None = None
    high: float | None = None
    n: int


class Skill(Record, frozen=True, kw_only=True):
    """How much of a reference's mean score is saved on the n cases that both forecast: 1 perfect, 0 no better, below 0 worse."""

    reference: str
    score: Literal["brier", "crps"]
    skill: float | None
    low: float | None = None
    high: float | None = None
    n: int


class Reliable(Record, frozen=True, kw_only=True):
    """CORP: the mean Brier score as miscalibration - discrimination + uncertainty, and the reliability diagram with its 90% band."""

    miscalibration: float
    discrimination: float
    uncertainty: float
    outside: float
    """share of forecasts outside the band of calibrated ones, which takes outcomes to be independent"""
    curve: tuple[tuple[float, int, float, float, float], ...]
    """(forecast, n, recalibrated frequency, low, high), at 200 forecasts at most"""
    n: int


class Lack(Record, frozen=True, kw_only=True):
    """What the numbers of a row cannot carry."""

    code: Literal["nothing-settled", "too-few", "too-few-blocks", "one-sided", "too-few-for-calibration"]
    n: int
    needed: int | None = None
    text: str
    """in plain English"""


class ScoreRow(Record, frozen=True, kw_only=True):
    """How well one forecaster did: overall, on one hypothesis or question, or at one horizon (days)."""

    realm: Realm
    source: Forecaster
    by: str
    kind: QuestionKind
    about: str | None = None
    horizon: int | None = None
    n: int
    """settled forecasts: what every number below rests on where it says no other n"""
    happened: int | None = None
    """yes-no: how many happened"""
    open: int
    void: int
    brier: Measured | None = None
    log: Measured | None = None
    """natural logarithm; null where something happened that had been given no chance (`refuted` says how often)"""
    refuted: int = 0
    crps: Measured | None = None
    auc: Measured | None = None
    skill: tuple[Skill, ...] = ()
    reliability: Reliable | None = None
    notes: tuple[Lack, ...] = ()


class ScoreReport(Record, frozen=True, kw_only=True):
    """Every forecaster's scores, those made beforehand first."""

    problem: str
    as_of: Time
    rows: tuple[ScoreRow, ...]
    notes: tuple[str, ...] = ()
    tlp: Tlp = "clear"
    synthetic: bool = False
