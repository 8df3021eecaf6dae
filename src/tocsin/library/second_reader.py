"""The optional reader's instructions, and the words by which a text addresses a language model."""

import re
from functools import cache

from tocsin.library.paths import root
from tocsin.model.base import Record


class SecondReaderWords(Record, frozen=True, kw_only=True):
    """`instructions`, `question` and `rules` are templates with names in braces; `addresses` are regular expressions over small letters."""

    instructions: str
    question: str
    rules: str
    addresses: tuple[str, ...]

    def fill(self, template: str, **values: str) -> str:
        """`template` with `{name}` replaced once: braces inside the values stay what they are."""
        return re.sub(r"\{(\w+)\}", lambda found: values.get(found[1], found[0]), template)


@cache
def load() -> SecondReaderWords:
    """The words. Raises ConfigError where the file is wrong."""
    from pydantic import BaseModel, ConfigDict, field_validator

    from tocsin.library.yaml_files import read_model

    class SecondReaderFile(BaseModel):
        model_config = ConfigDict(extra="forbid")

        instructions: str
        question: str
        rules: str
        addresses: dict[str, tuple[str, ...]]

        @field_validator("addresses")
        @classmethod
        def compiles(cls, value: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
            for pattern in (one for group in value.values() for one in group):
                try:
                    re.compile(pattern)
                except re.error as error:
                    raise ValueError(f"{pattern!r} is no regular expression: {error}") from error
            return value

    file = read_model(root() / "second_reader.yml", SecondReaderFile)
    return SecondReaderWords(
        instructions=file.instructions,
        question=file.question,
        rules=file.rules,
        addresses=tuple(one for group in file.addresses.values() for one in group),
    )
