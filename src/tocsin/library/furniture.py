"""The declared words of furniture: what surrounds an article without being it, by language."""

from functools import cache

from tocsin.library.paths import root
from tocsin.model.base import Record


class FurnitureWords(Record, frozen=True, kw_only=True):
    """Phrases of one language, in small letters. Where each kind counts is said in `furniture/fr.yml`."""

    language: str
    anywhere: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    edge: tuple[str, ...] = ()
    credit: tuple[str, ...] = ()
    together: tuple[tuple[tuple[str, ...], ...], ...] = ()


@cache
def load() -> tuple[FurnitureWords, ...]:
    """The words of every language, in the order of their files. Raises ConfigError where a file is wrong."""
    from pydantic import BaseModel, ConfigDict

    from tocsin.library.yaml_files import read_model

    class FurnitureFile(BaseModel):
        model_config = ConfigDict(extra="forbid")

        language: str
        anywhere: tuple[str, ...] = ()
        whole: tuple[str, ...] = ()
        edge: tuple[str, ...] = ()
        credit: tuple[str, ...] = ()
        together: tuple[tuple[tuple[str, ...], ...], ...] = ()

    files = sorted((root() / "furniture").glob("*.yml"))
    return tuple(FurnitureWords(**read_model(path, FurnitureFile).model_dump()) for path in files)
