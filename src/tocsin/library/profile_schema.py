"""What the files of sources and yardsticks may say: pydantic schemas that mirror `tocsin.model.declared`."""

from datetime import date as Day
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from tocsin.library import keys
from tocsin.library.field_schema import Code, EntityId, Forms, Side, Slug, Strict, Text, Words

Header = Annotated[str, Field(pattern=r"^[A-Za-z0-9-]{1,60}$")]
Likelihood = Annotated[float, Field(ge=0, le=1)]


class PollFile(Strict):
    """One address of a source, and how it is asked."""

    url: Annotated[str, Field(pattern=r"^https?://[^\s]+$", max_length=2048)]
    form: Annotated[str, Field(pattern=r"^[a-z][a-z-]*$")] | None = None
    every_minutes: Annotated[int, Field(ge=5, le=10_080)] = 60
    per_day: tuple[Annotated[float, Field(ge=0)], Annotated[float, Field(ge=0, le=1e6)]] = (0.0, 1e6)
    instrument: Slug | None = None
    pages: bool = False
    headers: Annotated[dict[Header, Annotated[str, Field(pattern=r"^[ -~]{1,500}$")]], Field(max_length=4)] = {}
    language: Code | None = None
    note: Text | None = None

    @model_validator(mode="after")
    def fewest_first(self) -> Self:
        if self.per_day[0] > self.per_day[1]:
            raise ValueError(f"per_day [{self.per_day[0]:g}, {self.per_day[1]:g}]: the fewest come first")
        if wrong := keys.mistake(self.url, instrument=self.instrument is not None) or keys.mistake_of_headers(self.headers):
            raise ValueError(wrong)
        if self.instrument is not None and self.pages:
            raise ValueError("a feed of an instrument has no pages")
        if self.instrument is not None:
            from tocsin.library import instruments

            if self.instrument not in (known := instruments.read_from_feeds()):
                raise ValueError(f"no instrument {self.instrument!r} is read from a feed; there are {', '.join(known)}")
        return self


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
    collect: tuple[PollFile, ...] = ()
    licence: Text | None = None
    terms: Text | None = None
    network: Slug | None = None


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
