"""What the calendar comes to: what is due, on whose word, and what it would show."""

from datetime import date as Day
from typing import Literal

from tocsin.model.base import Record, Time
from tocsin.model.registers import Basis, Labels, Marked, Words


class DueRow(Record, frozen=True, kw_only=True):
    """One entry of the calendar."""

    id: str
    basis: Basis
    kind: str
    date: Day | None
    until: Day | None
    days: int | None
    """until it begins; negative once begun; null for what has no date"""
    state: Literal["due", "on", "past", "undated"]
    what: Labels
    shows: Labels = {}
    indicators: tuple[str, ...] = ()
    on_whose_word: str
    outcome: Labels = {}
    source: str | None = None
    words: Words | None = None
    foretold: bool = False
    """said to come, not seen"""


class Calendar(Marked, frozen=True, kw_only=True):
    """What is due as of a moment."""

    as_of: Time
    checked: str | None
    begin: Day
    end: Day
    entries: tuple[DueRow, ...]
