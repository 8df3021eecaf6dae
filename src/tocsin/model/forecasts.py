"""What persons judge, and what happened: records that are appended, never changed, and scored one by the other."""

from datetime import date as Day
from typing import Literal

from tocsin.model.base import Kept, Time
from tocsin.model.judgements import Probability

QuestionKind = Literal["yes-no", "count", "time"]
"""does it happen within the horizon; how often within it; in how many days"""
Turn = Literal["yes", "no", "void", "number"]


class PersonJudgement(Kept, frozen=True, kw_only=True, tag="judgement"):
    """What one person judges of a hypothesis or question over the days after `as_of`. A later one replaces it and both are kept."""

    id: str
    problem: str
    problem_version: str
    about: str
    """id of a hypothesis or of a declared question"""
    kind: QuestionKind = "yes-no"
    by: str
    probability: Probability | None = None
    """yes-no: its mean is what is scored; a number given alone stands at both ends"""
    quantiles: tuple[tuple[float, float], ...] = ()
    """count, time: (level, value), both rising; e.g. ((0.05, 2), (0.5, 6), (0.95, 15))"""
    phrase: str | None = None
    """the words it was given in, and whose scale reads them"""
    yardstick: str | None = None
    horizon: int
    """days after the day of `as_of`"""
    as_of: Time
    until: Day
    """last day of the horizon"""
    why: str
    dissent: str | None = None
    """from what, and why: kept beside, never averaged away"""
    replaces: str | None = None
    """id of the same person's earlier judgement of the same thing and horizon"""
    t_known: Time
    """when it was written down: later than the day after `as_of`, it is informed by hindsight"""


class MachineForecast(Kept, frozen=True, kw_only=True, tag="forecast"):
    """What the count process forecast of a declared question, kept when it was made."""

    id: str
    problem: str
    problem_version: str
    about: str
    kind: QuestionKind
    probability: float | None = None
    quantiles: tuple[tuple[float, float], ...] = ()
    """count, time: (level, value)"""
    horizon: int
    as_of: Time
    until: Day
    method: str
    t_known: Time
    """when it was worked out: later than the day after `as_of`, it is a replay"""


class Outcome(Kept, frozen=True, kw_only=True, tag="outcome"):
    """What happened, on whose word. `yes`: it happened on `on`. `no`: it did not from `since` (null: ever before) to the end of `on`.

    `number`: `value` of them from `since` (null: that day alone) to `on`. `void`: whether it happened from `since` to `on` cannot be said
    (null: nor of anything asked by then that nothing else settles).
    """

    id: str
    problem: str
    about: str
    """id of a hypothesis or of a declared question"""
    outcome: Turn
    value: float | None = None
    since: Day | None = None
    on: Day
    at: Time | None = None
    """the moment, where it is known: it tells before from after within a day"""
    source: str
    """an address, or a citation"""
    by: str
    why: str
    replaces: tuple[str, ...] = ()
    """ids of the outcomes that it corrects"""
    t_known: Time
    """when it could have been known, never before `on` is over (or `at`): no replay knows it sooner"""
    recorded_at: Time
    """when it was written down"""
