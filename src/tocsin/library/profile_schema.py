"""What the files of sources and yardsticks may say: pydantic schemas that mirror `tocsin.model.declared`."""

from datetime import date as Day
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from tocsin.library.problem_schema import Code, EntityId, Forms, Side, Slug, Strict, Text, Words

Likelihood = Annotated[float, Field(ge=0, le=1)]


class SourceFile(Strict):
    """One source: an outlet, agency, office or instrument, and what we hold of it beforehand."""

    id: Slug
    name: Text
    names: Forms = {}
    kind: Literal["agency", "outlet", "aggregator", "blog", "channel", "office", "ministry", "institute", "instrument", "official-text"]
    country: EntityId | None = None
    language: tuple[Code, ...] = ()
    owner: Text | None = None
    sites: tuple[Text, ...] = ()
    originates: bool = False
    reliability: Literal["A", "B", "C", "D", "E", "F"] = "F"
    why: Text
    party: Side | None = None
    known_since: Day | None = None
    checked_online: Day | None = None


class SourcesFile(Strict):
    """Several sources in one file, as a sample or a workspace may keep them."""

    sources: tuple[SourceFile, ...]


class TermFile(Strict):
    """One band of a yardstick with its words."""

    phrases: Annotated[Words, Field(min_length=1)]
    senses: tuple[Text, ...] = ()
    low: Likelihood
    high: Likelihood
    quantiles: tuple[Likelihood, Likelihood, Likelihood, Likelihood, Likelihood] | None = None

    @model_validator(mode="after")
    def ordered(self) -> Self:
        if self.low > self.high:
            raise ValueError("low lies above high")
        if self.quantiles is not None and list(self.quantiles) != sorted(self.quantiles):
            raise ValueError("quantiles do not ascend")
        return self


class YardstickFile(Strict):
    """One yardstick, by (issuer, language, range)."""

    id: Slug
    issuer: Text
    language: Code
    source: Text
    checked: Text
    assessors: tuple[EntityId, ...] = ()
    default: bool = False
    terms: Annotated[tuple[TermFile, ...], Field(min_length=1)]


class LikelihoodFile(Strict):
    """The senses of words of likelihood, and what degrees make of them."""

    senses: dict[str, str]
    degrees: dict[Literal["very", "extremely", "somewhat", "almost", "more", "less", "most", "least", "not"], dict[str, str]]
