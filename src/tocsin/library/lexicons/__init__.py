"""Lexicons: one folder of YAML a language, merged into one record."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from tocsin.errors import ConfigError
from tocsin.model.lexicon import Lexicon

FOLDER = Path(__file__).parent
OFFSETS = re.compile(r"(?:day|week|month|year|eve)[+-]?\d+|\d\d:\d\d-\d\d:\d\d")
"""values of `relative` and `hours`: all other text is a list, separated by commas (one scalar a list: short files, quick to load)"""


def shipped() -> tuple[str, ...]:
    """Codes of the languages that have a lexicon."""
    return tuple(sorted(entry.name for entry in FOLDER.iterdir() if entry.is_dir() and any(entry.glob("*.yml"))))


@cache
def load(language: str) -> Lexicon:
    """The lexicon of `language` (two letters). Raises ConfigError where there is none or a file is wrong."""
    return read(FOLDER / language)


def lists(folder: Path) -> dict[str, dict[str, tuple[str, ...]]]:
    """Lists in the YAML files of `folder`, two levels of names over them. Raises ConfigError where a file is wrong."""
    try:
        return msgspec.convert(_joined(folder), dict[str, dict[str, tuple[str, ...]]])
    except msgspec.ValidationError as error:
        raise ConfigError([f"{folder}: {error}"]) from error


def read(folder: Path) -> Lexicon:
    """The lexicon in `folder`: its YAML files in order of name; mappings of the same name are joined, lists appended."""
    try:
        return msgspec.convert({"language": folder.name, **_joined(folder)}, Lexicon, strict=False)
    except msgspec.ValidationError as error:
        raise ConfigError([f"{folder}: {error}"]) from error


def _joined(folder: Path) -> dict[str, Any]:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    merged: dict[str, Any] = {}
    files = sorted(folder.glob("*.yml"))
    if not files:
        raise ConfigError([f"{folder}: no lexicon here, expected *.yml"])
    for file in files:
        try:
            content = YAML(typ="safe", pure=False).load(file.read_text(encoding="utf-8"))
        except YAMLError as error:
            raise ConfigError([f"{file}: {error}"]) from error
        _merge(merged, content or {}, file)
    return merged


def _merge(into: dict[str, Any], more: object, file: Path) -> None:
    if not isinstance(more, dict):
        raise ConfigError([f"{file}:1:1 expected a mapping at the top"])
    for key, value in more.items():
        if isinstance(value, str) and not OFFSETS.fullmatch(value):
            value = [item for part in value.split(",") if (item := part.strip())]
        if isinstance(value, dict):
            _merge(into.setdefault(key, {}), value, file)
        elif isinstance(value, list) and isinstance(into.get(key), list):
            into[key] = [*into[key], *value]
        else:
            into[key] = value
