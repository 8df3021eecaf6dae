"""Persons' own cells for the matrix of competing hypotheses: a YAML file in, records out, or every mistake in it at once."""

from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from tocsin.library.problem_schema import Date, Slug, Strict, Text
from tocsin.model.competing import HandCell

RATINGS = {"++": 5.0, "+": 2.0, "0": 1.0, "-": 0.5, "--": 0.2}
"""what a sign stands for: how many times likelier the evidence is under the hypothesis. A convention; who means a number writes `factor`"""
Rating = Literal["++", "+", "0", "-", "--"]


class CellFile(Strict):
    """One cell: of which row and column, how much, by whom and why."""

    evidence: Text
    hypothesis: Slug
    rating: Rating | None = None
    factor: Annotated[float, Field(gt=0, le=1000)] | None = None
    by: Text
    reason: Text
    date: Date | None = None

    @model_validator(mode="after")
    def one_way(self) -> Self:
        if (self.rating is None) == (self.factor is None):
            raise ValueError("needs a `rating` (++, +, 0, -, --) or a `factor`, and not both")
        return self


class CellsFile(Strict):
    """Several cells."""

    cells: tuple[CellFile, ...] = Field(min_length=1)


def load(file: Path) -> tuple[HandCell, ...]:
    """The cells of a file. ConfigError with every mistake in it."""
    from tocsin.library.yaml_files import read_model

    return tuple(
        HandCell(
            evidence=cell.evidence,
            hypothesis=cell.hypothesis,
            factor=cell.factor if cell.factor is not None else RATINGS[cell.rating or "0"],
            rating=cell.rating,
            by=cell.by,
            reason=cell.reason,
            date=cell.date,
        )
        for cell in read_model(file, CellsFile).cells
    )
