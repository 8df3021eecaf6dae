"""What the register of decisions comes to: judgements before and after each, others' and ours, and what it would change."""

from datetime import date as Day
from typing import Literal

from tocsin.model.base import Record, Time
from tocsin.model.judgements import Probability
from tocsin.model.registers import Labels, Marked, Words


class Beside(Record, frozen=True, kw_only=True):
    """Somebody's judgement around a decision."""

    by: str
    entity: str | None
    date: Day
    when: Literal["before", "after"]
    hypothesis: str
    given: bool | None
    change: str | None
    sense: str | None
    low: float | None
    median: float | None
    high: float | None
    new: bool = True
    what: Labels = {}
    source: str | None = None
    words: Words | None = None


class OurView(Record, frozen=True, kw_only=True):
    """Our own judgement of one hypothesis, 30 days ahead unless said, the day before and the day after."""

    hypothesis: str
    horizon: int
    before: Probability
    after: Probability
    without: Probability | None = None
    """of the day after, by the filter without what the problem declares that the decision does to it; null where it declares nothing"""


class Given(Record, frozen=True, kw_only=True):
    """P(hypothesis | decision) beside P(hypothesis | not), and where each comes from. Others' and ours are never mixed."""

    hypothesis: str
    basis: Literal["others", "hazard-ratio", "filter"]
    horizon: str
    given: Probability | None
    given_not: Probability | None
    n_given: int = 0
    n_not: int = 0
    why: str


class DecisionRow(Record, frozen=True, kw_only=True):
    """One decision."""

    id: str
    date: Day
    by: str
    what: Labels
    source: str
    ours: tuple[OurView, ...]
    ours_missing: str | None
    others: tuple[Beside, ...]
    given: tuple[Given, ...]


class Decisions(Marked, frozen=True, kw_only=True):
    """The register of decisions as of a moment."""

    as_of: Time
    checked: str | None
    decisions: tuple[DecisionRow, ...]
