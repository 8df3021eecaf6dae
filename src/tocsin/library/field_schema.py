"""What fields of declared files may hold: ids, words, dates, and numbers as ranges that say where they come from.

Lists of words may be written as one scalar separated by commas (`forms: {fr: "Poutine, V. Poutine"}`): short to read, quick to load.
No number stands without a source or `assumption: true`.
"""

import re
from datetime import date as Day
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

Side = Literal["adversary", "own", "third"]
Code = Annotated[str, Field(pattern=r"^[a-z]{2}$")]
"""a language code"""
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
IndicatorId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$")]
EntityId = Annotated[str, Field(pattern=r"^[a-z]+:[a-z0-9]+(-[a-z0-9]+)*$")]
Text = Annotated[str, Field(min_length=1)]
FIRST_DAY, LAST_DAY = Day(1900, 1, 1), Day(2100, 1, 1)


def split_words(value: Any) -> Any:
    if isinstance(value, str):
        return tuple(part for piece in value.split(",") if (part := " ".join(piece.split())))
    return value


def _straight(value: tuple[str, ...]) -> tuple[str, ...]:
    """Straight apostrophes, each word once: texts are matched after the same change."""
    return tuple(dict.fromkeys(word.replace("\u2019", "'") for word in value))


def _coarse(value: float) -> float:
    if abs(value * 10 - round(value * 10)) > 1e-9:
        raise ValueError("is finer than 0.1 degree: places are kept at the precision that the open literature prints")
    return value


def _plausible(value: Day) -> Day:
    if not FIRST_DAY <= value <= LAST_DAY:
        raise ValueError(f"lies outside {FIRST_DAY} to {LAST_DAY}")
    return value


def _ends(value: tuple[float, float]) -> tuple[float, float]:
    low, high = value
    if not 0 <= low <= high <= 1:
        raise ValueError(f"[{low:g}, {high:g}] is no range of probabilities, low first")
    return value


Ends = Annotated[tuple[float, float], AfterValidator(_ends)]
Words = Annotated[tuple[Text, ...], BeforeValidator(split_words), AfterValidator(_straight)]
Labels = Annotated[dict[Code, Text], Field(min_length=1)]
Forms = dict[Code, Words]
Date = Annotated[Day, AfterValidator(_plausible)]
Latitude = Annotated[float, Field(ge=-90, le=90), AfterValidator(_coarse)]
Longitude = Annotated[float, Field(ge=-180, le=180), AfterValidator(_coarse)]


TERM = re.compile(r"[^\s*]+\*?( [^\s*]+\*?)*")


def _terms(value: tuple[str, ...]) -> tuple[str, ...]:
    for word in value:
        if not TERM.fullmatch(word):
            raise ValueError(f"'{word}': a term is words with single spaces, `*` only at the end of a word")
    return value


Terms = Annotated[Words, AfterValidator(_terms)]


class Strict(BaseModel):
    """A mapping that knows its fields: an unknown one is a mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Named(Strict):
    """A mapping with names in every language that the problem is told in."""

    name: Labels

    @model_validator(mode="after")
    def english(self) -> Self:
        if "en" not in self.name:
            raise ValueError("the name needs an English form (en)")
        return self


def vouched(source: str | None, assumption: bool | None) -> None:
    if source is None and not assumption:
        raise ValueError("a number needs a `source`, or `assumption: true`")


class Range(Strict):
    """A number with its range, and who says so."""

    low: float = Field(ge=0, allow_inf_nan=False)
    high: float = Field(ge=0, allow_inf_nan=False)
    source: Text | None = None
    assumption: bool | None = None
    note: Text | None = None
    since: Date | None = None

    @model_validator(mode="after")
    def ordered(self) -> Self:
        if self.low > self.high:
            raise ValueError(f"low {self.low:g} is above high {self.high:g}")
        vouched(self.source, self.assumption)
        return self


class Chance(Range):
    """A probability with its range."""

    low: float = Field(ge=0, le=1)
    high: float = Field(ge=0, le=1)
