"""The weights by which a report is taken for a free retelling of another: beside its other candidates, by rare things both tell."""

from functools import cache
from pathlib import Path

from tocsin.library.meaning import FOLDER
from tocsin.model.base import Record

FILE: Path = FOLDER / "weights" / "retelling.yml"


class Retelling(Record, frozen=True, kw_only=True):
    """Of the decision, in log-odds."""

    threshold: float
    """probability from which a report is taken for a retelling"""
    free: float
    """nearness of sentences from which a report renders another one by one: what differs is meant then, and nothing here counts"""
    rare: float
    """the most that one thing in common counts, in log rarity"""
    typical: float
    """nearness of sentences of two reports on one subject"""
    imagined: int
    """typical candidates imagined beside those at hand"""
    weights: dict[str, float]
    bias: float


@cache
def load() -> Retelling:
    """The fitted weights. Raises ConfigError where the file is wrong."""
    from pydantic import BaseModel, ConfigDict

    from tocsin.library.yaml_files import read_model

    class RetellingFile(BaseModel):
        model_config = ConfigDict(extra="forbid")

        fitted: dict[str, str]
        threshold: float
        free: float
        rare: float
        typical: float
        imagined: int
        weights: dict[str, float]
        bias: float

    return Retelling(**read_model(FILE, RetellingFile).model_dump(exclude={"fitted"}))
