"""What the register of red lines comes to: who said each, what crossed it, what followed, how often."""

from datetime import date as Day
from typing import Literal

from tocsin.model.base import Record, Time
from tocsin.model.registers import Basis, Labels, Marked, Words

Placed = Literal["first", "after", "later-day", "unknown"]


class Said(Record, frozen=True, kw_only=True):
    """One occasion on which a line was said: declared in paraphrase, read in exact words, or both."""

    date: Day
    change: Literal["first", "repeated", "hardened", "softened"]
    what: Labels = {}
    source: str | None = None
    words: tuple[Words, ...] = ()
    """of every statement read that tells this occasion; one saying, however many tell it"""


class Followed(Record, frozen=True, kw_only=True):
    """What followed a crossing. `placed`: `first` of what is known of its day; `unknown` where nobody tells the order."""

    date: Day
    clock: str | None = None
    placed: Placed
    kind: str
    what: Labels = {}
    told_as_answer: bool = False
    counts: bool = False
    """it is an act, and was called the answer"""
    source: str | None = None
    words: Words | None = None


class Crossed(Record, frozen=True, kw_only=True):
    """One crossing of one line."""

    id: str
    date: Day
    t_known: Time
    clock: str | None = None
    basis: Basis
    what: Labels = {}
    on_whose_word: tuple[str, ...]
    disputed: str | None = None
    source: str | None = None
    words: tuple[Words, ...] = ()
    followed: tuple[Followed, ...] = ()
    answered: bool | None
    """at all, by an act; null where that cannot be told: the window is open, or it was only read and nobody entered what followed"""
    as_threatened: bool | None
    """null also where the line threatens nothing in particular"""
    why: Literal["too-early", "act", "no-act", "only-read"]


class LineRow(Record, frozen=True, kw_only=True):
    """One red line with everything about it that was known."""

    id: str
    basis: Basis
    speaker: str
    side: str | None
    theme: str | None
    condition: Labels
    """by language: in our words where declared, else in exact words"""
    threatened: Labels
    consequence: str
    vague: tuple[str, ...]
    first_said: Day
    last_said: Day
    said: tuple[Said, ...]
    crossings: tuple[Crossed, ...]
    source: str | None = None
    note: str | None = None


class FollowThrough(Record, frozen=True, kw_only=True):
    """How often crossings were answered: a Beta posterior from Jeffreys' prior, or a bound where there is no case on one side."""

    by: Literal["all", "speaker", "side", "consequence"]
    key: str
    question: Literal["answered", "as-threatened"]
    cases: int
    """crossings whose time for an answer is over"""
    yes: int
    mean: float | None
    """null where there was none or only such: then `bound` is all that can be said"""
    low: float | None
    high: float | None
    """5% and 95% of the posterior"""
    bound: Literal["upper", "lower"] | None = None
    """where `yes` is 0 the 95% posterior bound stands in `high`, and is no rate; where all, the 5% one in `low`"""
    disputed: int = 0
    firm_yes: int = 0
    firm_cases: int = 0
    """without the disputed ones"""


class RedLines(Marked, frozen=True, kw_only=True):
    """The register of red lines as of a moment."""

    as_of: Time
    prior: str
    answer_days: int
    checked: str | None
    lines: tuple[LineRow, ...]
    follow_through: tuple[FollowThrough, ...]
    too_early: int = 0
    """crossings that are not counted: the time for an answer is not over"""
    only_read: int = 0
    """crossings that are not counted: nobody has entered what followed"""
