"""Words that nearly every report on a subject holds, from `subjects.yml`: weak evidence that two reports are one."""

from functools import cache
from pathlib import Path

from tocsin.library.paths import root


@cache
def common(file: Path | None = None) -> tuple[str, ...]:
    """The words of every subject, each once, in order. Raises ConfigError where the file is wrong."""
    from pydantic import BaseModel, ConfigDict

    from tocsin.library.yaml_files import read_model

    class SubjectsFile(BaseModel):
        model_config = ConfigDict(extra="forbid")

        any: str
        problems: dict[str, str] = {}

    read = read_model(file or root() / "subjects.yml", SubjectsFile)
    listed = [word.strip() for text in (read.any, *read.problems.values()) for word in text.split(",")]
    return tuple(dict.fromkeys(word for word in listed if word))
