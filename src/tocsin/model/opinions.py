"""What the register of other people's judgements comes to: each assessor's views in time, and pools."""

from datetime import date as Day
from typing import Literal

from tocsin.model.base import Record, Time
from tocsin.model.judgements import Probability
from tocsin.model.registers import Marked, Words

Status = Literal["first", "re-report", "unchanged", "said-again", "raised", "lowered", "differs"]


class View(Record, frozen=True, kw_only=True):
    """One judgement of an assessor in time. Only `first`, `raised`, `lowered` and `differs` are new."""

    date: Day
    status: Status
    why: str
    phrase: str
    sense: str | None
    low: float | None
    median: float | None
    high: float | None
    horizon: str
    until: Day | None = None
    """the end of the horizon, where it can be read"""
    conditional_on: str | None = None
    because: str | None = None
    dissent: bool = False
    words: Words


class Assessor(Record, frozen=True, kw_only=True):
    """All that one assessor judged of one event, in time."""

    by: str
    entity: str | None
    hypothesis: str
    condition: str
    """`unstated` where none is; a judgement on a condition is another event"""
    views: tuple[View, ...]
    new: int
    consistent: bool | None
    """whether all its new views fall into one band; null for a single one"""


class Pool(Record, frozen=True, kw_only=True):
    """Equal weights on the log-odds scale, the latest view of each assessor who states event and horizon; never in our number."""

    hypothesis: str
    until: Day
    n: int
    who: tuple[str, ...]
    median: float
    low: float
    high: float
    ours: Probability | None = None
    ours_days: int | None = None


class Others(Marked, frozen=True, kw_only=True):
    """Other people's judgements as of a moment."""

    as_of: Time
    assessors: tuple[Assessor, ...]
    pools: tuple[Pool, ...]
    not_pooled: dict[str, int]
    """reason -> how many assessors"""
