"""The matrix of competing hypotheses: what each piece of evidence says of each, for the model and by hand (`tocsin ach --json`)."""

from datetime import date as Day
from typing import Literal

from tocsin.model.base import Record, Time, Tlp


class HandCell(Record, frozen=True, kw_only=True):
    """A person's own entry for one cell, beside the model's."""

    evidence: str
    """a row: its id, or the beginning of one"""
    hypothesis: str
    factor: float
    """how many times likelier the evidence is if the hypothesis holds than if not"""
    rating: str | None = None
    by: str
    reason: str
    date: Day | None = None


class AchCell(Record, frozen=True, kw_only=True):
    """What one row says of one column: logarithms of a likelihood ratio, the column against all the others together."""

    hypothesis: str
    alone: float
    """if it were all that is known"""
    weight: float
    """what it adds beside the rest, on average over the orders in which it could have come: rows that rest on one thing share one weight"""
    error: float | None = None
    hand: tuple[HandCell, ...] = ()


class AchRow(Record, frozen=True, kw_only=True):
    """One piece of evidence: what an origin says of an indicator, or an indicator's silence where somebody looked."""

    id: str
    process: str
    origin: str | None = None
    publisher: str | None = None
    indicator: str
    reliability: str | None = None
    credibility: int | None = None
    day: Day | None = None
    statements: tuple[str, ...] = ()
    diagnosticity: float
    """largest less smallest logarithm over the hypotheses: 0 tells nothing apart"""
    discount: float
    """weight over alone, summed without sign: 1 independent of the rest, 0 all said already"""
    shares_with: tuple[str, ...] = ()
    """other rows of the same upstream, or of the same activity"""
    cells: tuple[AchCell, ...]


class AchColumn(Record, frozen=True, kw_only=True):
    """One hypothesis, none of them (`none`), or one state of the process."""

    id: str
    process: str
    kind: Literal["hypothesis", "none", "state"]
    before: float
    """probability without evidence"""
    after: float
    support: float
    """sum of the weights that speak for it"""
    inconsistency: float
    """sum, without sign, of those that speak against: Heuer's score, weighted by grade through the likelihood and by dependence"""
    inconsistency_by_hand: float | None = None
    """with persons' cells in place of the model's where there are any"""


class Ach(Record, frozen=True, kw_only=True):
    """Competing hypotheses of a problem as of a moment, process by process."""

    problem: str
    as_of: Time
    horizon: int
    columns: tuple[AchColumn, ...]
    """hypotheses the least contradicted first, then states"""
    rows: tuple[AchRow, ...]
    """the most telling first"""
    exact: bool
    """whether every order was worked out, or some were drawn (`error`)"""
    draws: int
    seed: int
    tlp: Tlp = "clear"
    synthetic: bool = False
