"""What a file of elicitation/ may say: experts, their answers to declared numbers, and questions with known answers."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from tocsin.library.problem_schema import Date, Slug, Strict, Text

Weight = Annotated[float, Field(gt=0, le=100, allow_inf_nan=False)]
Probability = Annotated[float, Field(ge=0, le=1)]


class Expert(Strict):
    """Who was asked: by an id, never a private person's name; what for; when."""

    id: Slug
    expertise: Text
    date: Date
    weight: Weight = 1.0


class Judgement(Strict):
    """One expert's range for one number: `low` and `high` hold it with probability `coverage`, `best` is the middle."""

    expert: Slug
    low: float = Field(ge=0, allow_inf_nan=False)
    best: float | None = Field(default=None, ge=0, allow_inf_nan=False)
    high: float = Field(ge=0, allow_inf_nan=False)
    coverage: float = Field(default=0.9, ge=0.5, le=0.99)
    reasoning: Text

    @model_validator(mode="after")
    def ordered(self) -> Self:
        best = self.best if self.best is not None else self.low
        if not self.low <= best <= self.high:
            raise ValueError(f"{self.low:g}, {best:g}, {self.high:g} do not rise from low to high")
        return self


class Asked(Strict):
    """One declared number, by its address, with everybody's answer."""

    path: Text
    judgements: tuple[Judgement, ...] = Field(min_length=1)


class SeedQuestion(Strict):
    """A question whose answer is known by now, and what each expert said before it was."""

    id: Slug
    question: Text
    outcome: bool
    source: Text
    judgements: dict[Slug, Probability] = Field(min_length=1)


class ElicitationFile(Strict):
    """elicitation/*.yml"""

    experts: tuple[Expert, ...] = Field(min_length=1)
    seeds: tuple[SeedQuestion, ...] = ()
    numbers: tuple[Asked, ...] = Field(min_length=1)
