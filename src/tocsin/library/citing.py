"""The declared words that tell whether an outlet is named as a source or merely spoken of."""

from functools import cache

from tocsin.library.paths import root
from tocsin.model.base import Record


class CitingWords(Record, frozen=True, kw_only=True):
    """Parts of words, in small letters, all languages together."""

    cites: tuple[str, ...]
    about: tuple[str, ...]
    answers: tuple[str, ...]


@cache
def load() -> CitingWords:
    """The words. Raises ConfigError where the file is wrong."""
    from pydantic import BaseModel, ConfigDict

    from tocsin.library.yaml_files import read_model

    class CitingFile(BaseModel):
        model_config = ConfigDict(extra="forbid")

        cites: tuple[str, ...]
        about: tuple[str, ...]
        answers: tuple[str, ...]

    return CitingWords(**read_model(root() / "citing.yml", CitingFile).model_dump())
