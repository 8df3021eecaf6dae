"""What an Admiralty letter is taken to mean as a chance, before outcomes are known."""

from functools import cache
from typing import Literal

from tocsin.library.paths import root
from tocsin.model.base import Record

Letter = Literal["A", "B", "C", "D", "E", "F"]


class LetterRange(Record, frozen=True, kw_only=True):
    """Central 90% of the chance that what a source of one letter tells turns out right."""

    low: float
    high: float


class ReliabilityPriors(Record, frozen=True, kw_only=True):
    """Ranges by letter, with who says so, and how outcomes count."""

    source: str
    grades: dict[Letter, LetterRange]
    fewest: int
    corrected: float


@cache
def load() -> ReliabilityPriors:
    """The priors. Raises ConfigError where the file is wrong."""
    import msgspec
    from pydantic import BaseModel, ConfigDict, model_validator

    from tocsin.library.yaml_files import read_model

    class RangeFile(BaseModel):
        model_config = ConfigDict(extra="forbid")

        low: float
        high: float

    class ReliabilityFile(BaseModel):
        model_config = ConfigDict(extra="forbid")

        source: str
        grades: dict[Letter, RangeFile]
        fewest: int
        corrected: float

        @model_validator(mode="after")
        def ordered(self) -> "ReliabilityFile":
            if any(not 0 < grade.low < grade.high < 1 for grade in self.grades.values()):
                raise ValueError("a range must ascend inside 0 and 1")
            return self

    return msgspec.convert(read_model(root() / "reliability.yml", ReliabilityFile).model_dump(), ReliabilityPriors)
