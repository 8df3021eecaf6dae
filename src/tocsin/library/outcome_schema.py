"""What a problem's outcomes.yml may say: questions on what happens again and again, and the cited occurrences that base rates count."""

from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from tocsin.library.problem_schema import Date, Labels, Named, Slug, Strict, Text

LONGEST = 3650


def _slugs(value: Any) -> Any:
    return tuple(part for piece in value.split(",") if (part := piece.strip())) if isinstance(value, str) else value


class Happened(Strict):
    """An occurrence that the chronology does not tell."""

    date: Date
    known_since: Date | None = None
    what: Labels
    source: Text

    @model_validator(mode="after")
    def in_order(self) -> Self:
        if self.known_since is not None and self.known_since < self.date:
            raise ValueError(f"known since {self.known_since}, before it happened on {self.date}")
        return self


class Counted(Strict):
    """From when to when occurrences were counted, which they are, and who says that none is missing."""

    since: Date
    until: Date
    entries: Annotated[tuple[Slug, ...], BeforeValidator(_slugs)] = ()
    more: tuple[Happened, ...] = ()
    source: Text | None = None
    assumption: bool | None = None
    note: Text | None = None

    @model_validator(mode="after")
    def vouched(self) -> Self:
        if self.until < self.since:
            raise ValueError(f"until {self.until} is before since {self.since}")
        if self.source is None and not self.assumption:
            raise ValueError("that none is missing needs a `source`, or `assumption: true`")
        if self.source is None and self.note is None:
            raise ValueError("an assumption that none is missing needs a `note`: from what it was counted")
        for one in self.more:
            if not self.since <= one.date <= self.until:
                raise ValueError(f"{one.date} lies outside {self.since} to {self.until}")
        return self


class Asked(Named):
    """One question."""

    id: Slug
    kind: Literal["yes-no", "count", "time"]
    definition: Labels
    resolves: Text
    horizons: tuple[Annotated[int, Field(ge=1, le=LONGEST)], ...] = Field(min_length=1)
    at_least: Annotated[float, Field(gt=0)] | None = None
    counted: Counted | None = None
    same_as: Slug | None = None

    @model_validator(mode="after")
    def one_count(self) -> Self:
        if self.counted is not None and self.same_as is not None:
            raise ValueError("`counted` and `same_as` both say what is counted: leave one out")
        if self.at_least is not None and self.kind != "yes-no":
            raise ValueError(f"`at_least` makes a number a yes or no, and this is asked as {self.kind}")
        if "en" not in self.definition:
            raise ValueError("the definition needs an English form (en)")
        return self


class OutcomesFile(Strict):
    """outcomes.yml"""

    questions: tuple[Asked, ...] = ()
