"""How horizons are worded, by language, beside a lexicon's months and numbers."""

from functools import cache
from typing import Literal

from tocsin.library.paths import root
from tocsin.model.base import Record

Season = Literal["spring", "summer", "autumn", "winter"]
Unit = Literal["day", "week", "fortnight", "month", "year"]
Terms = tuple[str, ...]


class Wording(Record, frozen=True, kw_only=True):
    """Terms of one language."""

    before: Terms
    end: Terms
    middle: Terms
    start: Terms
    one: Terms
    this: Terms
    new_year: Terms
    seasons: dict[Season, Terms]
    singular: dict[Unit, Terms]
    plural: dict[Unit, Terms]


class Horizons(Record, frozen=True, kw_only=True):
    """All of it: the month in which each season begins, and terms by language code."""

    seasons_begin: dict[Season, int]
    languages: dict[str, Wording]


@cache
def load() -> Horizons:
    """The wordings. Raises ConfigError where the file is wrong."""
    import msgspec
    from pydantic import BaseModel, ConfigDict

    from tocsin.library.problem_schema import Terms as TermsFile
    from tocsin.library.yaml_files import read_model

    class WordingFile(BaseModel):
        model_config = ConfigDict(extra="forbid")

        before: TermsFile
        end: TermsFile
        middle: TermsFile
        start: TermsFile
        one: TermsFile
        this: TermsFile
        new_year: TermsFile
        seasons: dict[Season, TermsFile]
        singular: dict[Unit, TermsFile]
        plural: dict[Unit, TermsFile]

    class HorizonsFile(BaseModel):
        model_config = ConfigDict(extra="forbid")

        seasons_begin: dict[Season, int]
        languages: dict[str, WordingFile]

    return msgspec.convert(read_model(root() / "horizons.yml", HorizonsFile).model_dump(), Horizons)
