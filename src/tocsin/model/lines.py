"""Red lines, doctrine, decisions and what is due, declared, dated and cited; and crossings that a person entered."""

from datetime import date as Day
from typing import Literal

from tocsin.model.base import Kept, Record, Time

Labels = dict[str, str]
"""the same words by language code"""
Forms = dict[str, tuple[str, ...]]
"""terms by language code, `x*` a stem"""
Groups = dict[str, tuple[tuple[str, ...], ...]]
"""by language code: one term of every group within one statement"""


class Consequence(Record, frozen=True, kw_only=True):
    """A kind of consequence, threatened or taken."""

    id: str
    name: Labels
    rank: int
    """how grave; a line whose next saying has a higher one is hardened"""
    act: bool = True
    """False for what only words are: it answers nothing"""
    open: bool = False
    """names no consequence: whether it was done as threatened cannot be told"""
    words: Forms = {}
    """what a statement calls it"""
    hints: Forms = {}
    """what hints at it without saying so"""


class Theme(Record, frozen=True, kw_only=True):
    """What conditions of red lines are about, and by which words a report tells that it came to pass."""

    id: str
    name: Labels
    words: Forms = {}
    crossed: Groups = {}


class Saying(Record, frozen=True, kw_only=True):
    """One occasion on which a line was said again."""

    date: Day
    change: Literal["repeated", "hardened", "softened"]
    what: Labels
    source: str
    known_since: Day


class Answer(Record, frozen=True, kw_only=True):
    """What followed a crossing. `clock` is HH:MM with its offset, where known."""

    date: Day
    clock: str | None = None
    what: Labels
    kind: str
    """id of a consequence"""
    told_as_answer: bool = False
    """who did it, or spoke for it, called it the answer"""
    source: str
    known_since: Day


class Crossing(Record, frozen=True, kw_only=True):
    """A dated act that crossed a line, on somebody's word."""

    id: str
    date: Day
    clock: str | None = None
    what: Labels
    says: tuple[str, ...]
    """entity ids: on whose word"""
    disputed: str | None = None
    """who disputes that it was a crossing, and how"""
    source: str
    known_since: Day
    answers: tuple[Answer, ...] = ()


class Line(Record, frozen=True, kw_only=True):
    """A red line as its speaker stated it, in paraphrase."""

    id: str
    speaker: str
    date: Day
    theme: str
    condition: Labels
    threatened: Labels
    consequence: str
    """id of a consequence"""
    vague: tuple[Literal["condition", "consequence"], ...] = ()
    source: str
    known_since: Day
    note: str | None = None
    said: tuple[Saying, ...] = ()
    crossings: tuple[Crossing, ...] = ()


class Element(Record, frozen=True, kw_only=True):
    """A part of which conditions of doctrine are made, with the words by which a press text tells it."""

    id: str
    name: Labels
    words: Forms = {}


class DoctrineCondition(Record, frozen=True, kw_only=True):
    """One condition of a doctrine text, in our words. `matter` is the same in every version that treats it."""

    matter: str
    article: str
    what: Labels
    elements: tuple[str, ...]
    core: tuple[str, ...]
    """a press text that tells one of these tells the condition"""
    claimed: Groups = {}
    """words by which somebody says that it holds"""


class DoctrineText(Record, frozen=True, kw_only=True):
    """One version of a doctrine, or what was said about it in between."""

    id: str
    entity: str | None = None
    """of the gazetteer"""
    name: Labels
    kind: Literal["text", "announcement"]
    date: Day
    replaces: str | None = None
    in_force: bool = True
    conditions: tuple[DoctrineCondition, ...]
    note: Labels = {}
    source: str
    known_since: Day


class Holding(Record, frozen=True, kw_only=True):
    """Somebody's word that a condition holds, or does not."""

    matter: str
    date: Day
    by: str
    stance: Literal["holds", "denies", "disputes"]
    what: Labels
    source: str
    known_since: Day


class TermReading(Record, frozen=True, kw_only=True):
    """What a party counts under a term of the doctrine."""

    term: Labels
    date: Day
    by: str
    what: Labels
    disputed: str | None = None
    source: str
    known_since: Day


class OthersView(Record, frozen=True, kw_only=True):
    """Somebody's judgement around a decision, in paraphrase; `given` says whether it is conditional on the decision, or on its absence."""

    by: str
    date: Day
    hypothesis: str
    what: Labels
    sense: str | None = None
    """a sense of library/likelihood.yml"""
    given: bool | None = None
    change: Literal["none", "up", "down"] | None = None
    source: str
    known_since: Day


class HazardRatio(Record, frozen=True, kw_only=True):
    """How the chance per day of a hypothesis is multiplied while a condition holds."""

    hypothesis: str
    low: float
    high: float
    source: str | None = None
    assumption: bool = True
    note: str | None = None


class Decision(Record, frozen=True, kw_only=True):
    """A dated decision that judgements are told before and after."""

    id: str
    date: Day
    by: str
    what: Labels
    hypotheses: tuple[str, ...]
    words: Groups = {}
    """what a condition of a judgement calls it"""
    ratios: tuple[HazardRatio, ...] = ()
    judgements: tuple[OthersView, ...] = ()
    source: str
    known_since: Day


class Due(Record, frozen=True, kw_only=True):
    """One entry of the calendar. Without `date` it is a known unknown."""

    id: str
    date: Day | None = None
    until: Day | None = None
    kind: Literal["exercise", "test-window", "decision", "expiry", "known-unknown"]
    what: Labels
    shows: Labels
    """what it would show, or what to look for"""
    indicators: tuple[str, ...] = ()
    by: str | None = None
    outcome: Labels = {}
    outcome_known: Day | None = None
    source: str
    known_since: Day


class Lines(Record, frozen=True, kw_only=True):
    """All of it, of one problem."""

    checked: str | None = None
    """against what the entries were checked, or that they could not be"""
    answer_days: int = 30
    """what follows a crossing within so many days is looked at as an answer"""
    answering: Forms = {}
    """words by which something is told as an answer"""
    consequences: tuple[Consequence, ...] = ()
    themes: tuple[Theme, ...] = ()
    red_lines: tuple[Line, ...] = ()
    elements: tuple[Element, ...] = ()
    doctrine: tuple[DoctrineText, ...] = ()
    holdings: tuple[Holding, ...] = ()
    readings: tuple[TermReading, ...] = ()
    absent: Forms = {}
    """words by which a condition is that a decision is not taken (unless, without)"""
    decisions: tuple[Decision, ...] = ()
    calendar: tuple[Due, ...] = ()


class Crossed(Kept, frozen=True, kw_only=True, tag="crossed"):
    """A person's word that a line was crossed, or was not: appended, the latest of two on one line and day counts."""

    id: str
    line: str
    date: Day
    clock: str | None = None
    crossed: bool = True
    what: str | None = None
    answered: str | None = None
    """id of the consequence that followed, where the person says so"""
    by: str
    why: str
    t_known: Time
