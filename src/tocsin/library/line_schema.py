"""What the files of red lines, doctrine, decisions and the calendar may say: schemas that mirror `tocsin.model.lines`.

Whatever is dated has a source, and nothing is known before it happened unless it was announced.
"""

import re
from datetime import date as Day
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from tocsin.library.problem_schema import Code, Date, EntityId, IndicatorId, Labels, Named, Slug, Strict, Terms, Text

CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d[+-]([01]\d):[0-5]\d")


def _clock(value: str) -> str:
    if not CLOCK.fullmatch(value):
        raise ValueError(f"'{value}' is no time of day with its offset, e.g. 03:25+03:00")
    return value


Clock = Annotated[str, AfterValidator(_clock)]
TermForms = dict[Code, Terms]
TermGroups = dict[Code, tuple[Terms, ...]]


class Dated(Strict):
    """Something that happened on a day and is cited; known since that day where nothing else is said."""

    date: Date
    source: Text
    known_since: Date | None = None

    @model_validator(mode="after")
    def known_after(self) -> Self:
        if self.known_since is not None and self.known_since < self.date:
            raise ValueError(f"known since {self.known_since}, before it happened on {self.date}")
        return self


class Consequence(Named):
    """A kind of consequence."""

    id: Slug
    rank: int = Field(ge=0, le=100)
    act: bool = True
    open: bool = False
    words: TermForms = {}
    hints: TermForms = {}


class Theme(Named):
    """What conditions are about."""

    id: Slug
    words: TermForms = {}
    crossed: TermGroups = {}


class Saying(Dated):
    """A line said again."""

    change: Literal["repeated", "hardened", "softened"]
    what: Labels


class Answer(Dated):
    """What followed a crossing."""

    clock: Clock | None = None
    what: Labels
    kind: Slug
    told_as_answer: bool = False


class Crossing(Dated):
    """An act that crossed the line."""

    id: Slug
    clock: Clock | None = None
    what: Labels
    says: tuple[EntityId, ...] = Field(min_length=1)
    disputed: Text | None = None
    answers: tuple[Answer, ...] = ()

    @model_validator(mode="after")
    def answered_afterwards(self) -> Self:
        for answer in self.answers:
            if answer.date < self.date:
                raise ValueError(f"an answer of {answer.date} is before the crossing on {self.date}")
        return self


class Line(Dated):
    """A red line."""

    id: Slug
    speaker: EntityId
    theme: Slug
    condition: Labels
    threatened: Labels
    consequence: Slug
    vague: tuple[Literal["condition", "consequence"], ...] = ()
    note: Text | None = None
    said: tuple[Saying, ...] = ()
    crossings: tuple[Crossing, ...] = ()

    @model_validator(mode="after")
    def said_first(self) -> Self:
        for later in (*self.said, *self.crossings):
            if later.date < self.date:
                raise ValueError(f"something of {later.date} is before the line was first said on {self.date}")
        return self


class RedLinesFile(Strict):
    """red_lines.yml"""

    checked: Text
    answer_days: int = Field(default=30, ge=1, le=365)
    answering: TermForms = {}
    consequences: tuple[Consequence, ...] = Field(min_length=1)
    themes: tuple[Theme, ...] = Field(min_length=1)
    red_lines: tuple[Line, ...] = ()


class Element(Named):
    """A part of conditions."""

    id: Slug
    words: TermForms = {}


class Condition(Strict):
    """One condition, in our words."""

    matter: Slug
    article: Text
    what: Labels
    elements: tuple[Slug, ...] = Field(min_length=1)
    core: tuple[Slug, ...] = Field(min_length=1)
    claimed: TermGroups = {}

    @model_validator(mode="after")
    def core_is_part(self) -> Self:
        strange = [name for name in self.core if name not in self.elements]
        if strange:
            raise ValueError(f"core names {', '.join(strange)}, which is none of its elements")
        return self


class DoctrineText(Dated, Named):
    """A version, or what was announced of one."""

    id: Slug
    entity: EntityId | None = None
    kind: Literal["text", "announcement"]
    replaces: Slug | None = None
    in_force: bool = True
    conditions: tuple[Condition, ...] = Field(min_length=1)
    note: dict[Code, Text] = {}

    @model_validator(mode="after")
    def each_matter_once(self) -> Self:
        seen: set[str] = set()
        for condition in self.conditions:
            if condition.matter in seen:
                raise ValueError(f"two conditions of one matter, {condition.matter}")
            seen.add(condition.matter)
        return self


class Holding(Dated):
    """Somebody's word on a condition."""

    matter: Slug
    by: EntityId
    stance: Literal["holds", "denies", "disputes"]
    what: Labels


class TermReading(Dated):
    """What a party counts under a term."""

    term: Labels
    by: EntityId
    what: Labels
    disputed: Text | None = None


class DoctrineFile(Strict):
    """doctrine.yml"""

    checked: Text
    elements: tuple[Element, ...] = Field(min_length=1)
    texts: tuple[DoctrineText, ...] = Field(min_length=1)
    holdings: tuple[Holding, ...] = ()
    terms: tuple[TermReading, ...] = ()


class OthersView(Dated):
    """Somebody's judgement around a decision."""

    by: EntityId
    hypothesis: Slug
    what: Labels
    sense: Text | None = None
    given: bool | None = None
    change: Literal["none", "up", "down"] | None = None


class HazardRatio(Strict):
    """A multiplier of a chance per day."""

    hypothesis: Slug
    low: float = Field(gt=0, le=1000)
    high: float = Field(gt=0, le=1000)
    source: Text | None = None
    assumption: bool | None = None
    note: Text | None = None

    @model_validator(mode="after")
    def ordered_and_vouched(self) -> Self:
        if self.low > self.high:
            raise ValueError(f"low {self.low:g} is above high {self.high:g}")
        if self.source is None and not self.assumption:
            raise ValueError("a number needs a `source`, or `assumption: true`")
        return self


class Decision(Dated):
    """A decision."""

    id: Slug
    by: EntityId
    what: Labels
    hypotheses: tuple[Slug, ...] = Field(min_length=1)
    words: TermGroups = {}
    ratios: tuple[HazardRatio, ...] = ()
    judgements: tuple[OthersView, ...] = ()


class DecisionsFile(Strict):
    """decisions.yml"""

    checked: Text
    absent: TermForms = {}
    decisions: tuple[Decision, ...] = ()


class Due(Strict):
    """Something on the calendar."""

    id: Slug
    date: Date | None = None
    until: Date | None = None
    kind: Literal["exercise", "test-window", "decision", "expiry", "known-unknown"]
    what: Labels
    shows: Labels
    indicators: tuple[IndicatorId, ...] = ()
    by: EntityId | None = None
    outcome: dict[Code, Text] = {}
    outcome_known: Date | None = None
    source: Text
    known_since: Date

    @model_validator(mode="after")
    def in_order(self) -> Self:
        if self.until is not None and (self.date is None or self.until < self.date):
            raise ValueError(f"until {self.until} is before its date")
        if (self.date is None) != (self.kind == "known-unknown"):
            raise ValueError("a known-unknown has no date, and everything else has one")
        if bool(self.outcome) != (self.outcome_known is not None):
            raise ValueError("an `outcome` needs `outcome_known`: since when it could be known")
        begins: Day | None = self.date
        if self.outcome_known is not None and begins is not None and self.outcome_known < self.known_since:
            raise ValueError(f"its outcome is known on {self.outcome_known}, before the entry itself on {self.known_since}")
        return self


class CalendarFile(Strict):
    """calendar.yml"""

    checked: Text
    calendar: tuple[Due, ...] = ()
