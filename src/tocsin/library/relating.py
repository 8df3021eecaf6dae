"""The declared words that tell how one report stands to another: hedges, access, withdrawals, carriers without a name, frames."""

from functools import cache
from pathlib import Path

from tocsin.library.paths import root
from tocsin.model.base import Record


class RelatingWords(Record, frozen=True, kw_only=True):
    """Lists of one language, in small letters; `*` stands for any ending. What each is for is said in `relating/en.yml`."""

    language: str
    words: dict[str, tuple[str, ...]]
    relative: dict[str, int]
    """days that a word lies from the day of the report"""
    frames: dict[str, tuple[str, ...]]
    units: dict[str, tuple[str, ...]]
    """what is measured by a number, and not counted"""
    tongues: dict[str, tuple[str, ...]]
    """adjectives that say in which language somebody writes"""


@cache
def load(folder: Path | None = None) -> dict[str, RelatingWords]:
    """The words of every language that has a file, by its code. Raises ConfigError where a file is wrong."""
    from pydantic import BaseModel, ConfigDict

    from tocsin.library.yaml_files import read_model

    class RelatingFile(BaseModel):
        model_config = ConfigDict(extra="forbid")

        language: str
        words: dict[str, str]
        relative: dict[str, int] = {}
        frames: dict[str, str] = {}
        units: dict[str, str] = {}
        tongues: dict[str, str] = {}

    found = {}
    for path in sorted((folder or root() / "relating").glob("*.yml")):
        read = read_model(path, RelatingFile)
        found[read.language] = RelatingWords(
            language=read.language,
            words={name: _listed(text) for name, text in read.words.items()},
            relative=read.relative,
            frames={name: _listed(text) for name, text in read.frames.items()},
            units={name: _listed(text) for name, text in read.units.items()},
            tongues={name: _listed(text) for name, text in read.tongues.items()},
        )
    return found


@cache
def steps() -> dict[str, float]:
    """The step of likelihood that each sense stands on. Raises ConfigError where the file is wrong."""
    from pydantic import BaseModel, ConfigDict

    from tocsin.library.yaml_files import read_model

    class StepsFile(BaseModel):
        model_config = ConfigDict(extra="forbid")

        steps: dict[float, str]

    read = read_model(root() / "steps.yml", StepsFile)
    return {sense: middle for middle, senses in read.steps.items() for sense in _listed(senses)}


def _listed(text: str) -> tuple[str, ...]:
    return tuple(item for part in text.split(",") if (item := part.strip()))
