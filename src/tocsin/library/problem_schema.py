"""What the files of a warning problem may say: pydantic schemas that mirror `tocsin.model.declared`."""

from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from tocsin.library.dynamics_schema import Covariate, Duration
from tocsin.library.field_schema import (
    Chance,
    Code,
    Date,
    Ends,
    EntityId,
    Forms,
    IndicatorId,
    Labels,
    Latitude,
    Longitude,
    Named,
    Range,
    Side,
    Slug,
    Strict,
    Terms,
    Text,
    split_words,
    vouched,
)

__all__ = [
    "Chance",
    "Code",
    "Date",
    "Ends",
    "EntityId",
    "Forms",
    "IndicatorId",
    "Labels",
    "Named",
    "Range",
    "Side",
    "Slug",
    "Strict",
    "Terms",
    "Text",
]
"""of `field_schema`, for the schemas of other files"""


class Ladder(Strict):
    """P(on) along one process: [low, high] by state; one source or assumption for the ladder."""

    states: dict[Slug, Ends]
    source: Text | None = None
    assumption: bool | None = None
    note: Text | None = None
    since: Date | None = None

    @model_validator(mode="after")
    def vouched(self) -> Self:
        vouched(self.source, self.assumption)
        return self


class Transition(Strict):
    """`from` one state `to` another or to an absorbing event: chance per day."""

    source_state: Slug = Field(alias="from")
    target: Slug = Field(alias="to")
    per_day: Chance


class State(Named):
    """One living state."""

    id: Slug


class Process(Named):
    """A ladder of living states, lowest first."""

    id: Slug
    states: tuple[State, ...] = Field(min_length=2)
    absorbing: tuple[Slug, ...] = Field(min_length=1)
    prior: dict[Slug, Annotated[float, Field(ge=0, le=1)]]
    prior_note: Text
    transitions: tuple[Transition, ...] = Field(min_length=1)
    durations: dict[Slug, Duration] = {}
    restarts: dict[Slug, Slug] = {}

    @model_validator(mode="after")
    def prior_sums_to_one(self) -> Self:
        total = sum(self.prior.values())
        if abs(total - 1) > 1e-6:
            raise ValueError(f"the prior sums to {total:g}, not to 1")
        return self


class Hypothesis(Named):
    """One thing that may happen; without a process it has a flat rate."""

    id: Slug
    definition: Labels
    process: Slug | None = None
    rate_per_day: Chance | None = None
    expected_30_days: Chance | None = None

    @model_validator(mode="after")
    def one_way(self) -> Self:
        if (self.process is None) == (self.rate_per_day is None):
            raise ValueError("needs a `process`, or a `rate_per_day`, and not both")
        return self


class Rates(Strict):
    """How a source of one reliability errs."""

    reliability: Literal["A", "B", "C", "D", "E", "F"]
    hit: Chance
    false_alarm: Chance


class Observing(Strict):
    """How sources err, for all indicators."""

    rates: tuple[Rates, ...] = Field(min_length=1)
    cheap_rates: Rates
    error_life_days: tuple[Annotated[float, Field(gt=0)], ...] = Field(min_length=1)
    denial_bound: float = Field(ge=1, le=100)
    shared_upstream: Chance


Trait = Literal[
    "assessment", "threat", "warning", "commitment", "denial", "disclosure", "report", "criticism", "doctrine", "event",
    "adversary", "own", "third", "conditional", "estimate", "quiet",
]  # fmt: skip


Kind = Literal[
    "activity", "open", "exercise", "channel", "words", "judgement", "watch", "strike", "protection", "leaders", "line", "notice", "text"
]


class Indicator(Named):
    """What to look for."""

    id: IndicatorId
    what: Labels
    side: Side
    role: Literal["evidence", "coverage", "opinion", "outcome"]
    direction: Literal["raises", "lowers"] = "raises"
    prevalence: dict[Slug, Ladder] = {}
    staged: dict[Slug, Ladder] = {}
    episode_days: Range | None = None
    concealed: Chance | None = None
    published: Chance | None = None
    cheap: bool = False
    preparation_step: Text | None = None
    leans: dict[Trait, Annotated[float, Field(ge=-3, le=3)]] = {}
    reads_as: tuple[Kind, ...] = ()
    listed: bool = False

    @model_validator(mode="after")
    def role_fits(self) -> Self:
        if self.role == "evidence" and not self.prevalence:
            raise ValueError("an indicator of role evidence needs a `prevalence` on at least one process")
        if self.role != "evidence" and self.prevalence:
            raise ValueError(f"role {self.role} never enters the filter: leave `prevalence` out")
        return self


class Place(Named):
    """A watched place at 0.1 degree."""

    id: Slug
    lat: Latitude
    lon: Longitude
    why: Text
    source: Text
    known_since: Date


class Entry(Strict):
    """A dated public fact."""

    id: Slug
    date: Date
    until: Date | None = None
    what: Labels
    kind: Literal["speech", "attack", "decision", "text", "exercise", "talks", "deployment", "assessment", "test", "incident", "history"]
    source: Text
    known_since: Date | None = None
    entities: tuple[EntityId, ...] = ()
    cues: Forms = {}
    history: bool = False
    indicator: IndicatorId | None = None
    checked: Date | None = None
    happened: Slug | None = None

    @model_validator(mode="after")
    def in_order(self) -> Self:
        if self.until is not None and self.until < self.date:
            raise ValueError(f"until {self.until} is before {self.date}")
        if self.known_since is not None and self.known_since < self.date and self.kind not in ("exercise", "talks"):
            raise ValueError(f"known since {self.known_since}, before it happened on {self.date}")
        return self


class Entity(Named):
    """One name of the subject with every form it takes."""

    id: EntityId
    type: Literal["person", "office", "institution", "country", "place", "system", "organisation", "text", "exercise"] | None = None
    forms: Forms = {}
    adjectives: Forms = {}
    country: EntityId | None = None
    language: Code | None = None
    party: Side | None = None
    speaks_as: Literal["named", "office", "institution", "outlet", "text"] | None = None
    aliases_of: EntityId | None = None
    known_since: Date | None = None
    source: Text | None = None
    nato_name: Text | None = None
    system_class: Text | None = None
    range_class: Text | None = None
    dual_capable: Literal["yes", "no", "disputed", "unknown"] | None = None
    dual_capable_says: Text | None = None
    nuclear_signs: Text | None = None

    @model_validator(mode="after")
    def complete(self) -> Self:
        if self.type is not None and self.id.split(":")[0] != self.type:
            raise ValueError(f"id begins with '{self.id.split(':')[0]}:' where type is {self.type}")
        if self.dual_capable in ("yes", "disputed") and self.dual_capable_says is None:
            raise ValueError("dual_capable needs `dual_capable_says`: who says so, and where")
        if not self.forms and not self.adjectives:
            raise ValueError("needs `forms`: how it is written")
        return self


class Homonym(Strict):
    """When a form of an entity is that entity, and when something else of the same name."""

    of: Annotated[tuple[EntityId, ...], BeforeValidator(split_words)] = Field(min_length=1)
    forms: Terms = ()
    needs: Terms = ()
    not_with: Terms = ()
    beside_names: bool = False

    @model_validator(mode="after")
    def says_when(self) -> Self:
        if not self.needs and not self.not_with and not self.beside_names:
            raise ValueError("needs `needs`, `not_with` or `beside_names: true`: when the form is the entity, or is not")
        return self


class Cue(Strict):
    """One term of every group within one sentence, and none of `none_of`."""

    all_of: tuple[Terms, ...] = Field(min_length=1)
    none_of: Terms = ()
    weight: float = Field(default=1.0, gt=0, le=10)

    @model_validator(mode="after")
    def groups_hold_words(self) -> Self:
        if not all(self.all_of):
            raise ValueError("a group of `all_of` is empty")
        return self


class ProblemFile(Strict):
    """problem.yml"""

    id: Slug
    name: Labels
    question: Labels
    authors: tuple[Text, ...] = Field(min_length=1)
    own: tuple[EntityId, ...] = ()
    start_days: int = Field(default=180, ge=1, le=3650)
    declared_on: Date | None = None
    hindsight: Text | None = None
    hypotheses: tuple[Hypothesis, ...] = Field(min_length=1)
    processes: tuple[Process, ...] = Field(min_length=1)
    conditions: tuple[Covariate, ...] = ()
    observing: Observing


class IndicatorsFile(Strict):
    """indicators.yml"""

    indicators: tuple[Indicator, ...] = Field(min_length=1)


class PlacesFile(Strict):
    """places.yml"""

    places: tuple[Place, ...] = ()


class ChronologyFile(Strict):
    """chronology.yml"""

    entries: tuple[Entry, ...] = ()


class GazetteerFile(Strict):
    """gazetteer/*.yml; what stands at the top holds for every entity of the file that does not say otherwise."""

    type: Literal["person", "office", "institution", "country", "place", "system", "organisation", "text", "exercise"] | None = None
    speaks_as: Literal["named", "office", "institution", "outlet", "text"] | None = None
    source: Text | None = None
    known_since: Date | None = None
    entities: tuple[Entity, ...] = ()
    homonyms: tuple[Homonym, ...] = ()


class CuesFile(Strict):
    """cues/xx.yml"""

    language: Code
    relevant: Terms = Field(min_length=1)
    raises: Terms = ()
    lowers: Terms = ()
    unrelated: Terms = ()
    strong: Terms = ()
    theatre: Terms = ()
    nothing: Terms = ()
    indicators: dict[IndicatorId, tuple[Cue, ...]] = {}
    hypotheses: dict[Slug, tuple[Cue, ...]] = {}
