"""The shipped samples: invented reports around public dates, who was looking meanwhile, and the invented sources. All SYNTHETIC."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from tocsin.errors import ConfigError, UsageError
from tocsin.model import Coverage, Record, Report, utc
from tocsin.model.declared import Labels, SourceProfile

FOLDER = Path(__file__).resolve().parent / "samples"
REPORTS, GOLD, COVERAGE, SOURCES, DESCRIPTION = "reports.jsonl", "gold.jsonl", "coverage.jsonl", "sources.yml", "sample.yml"
ELEMENTS, SENSORS = "elements.json", "sensors"

R = TypeVar("R")


class Description(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a sample says of itself in `sample.yml`."""

    id: str
    synthetic: bool
    problem: str
    as_of: datetime
    since: datetime
    """the brief of the sample tells what changed since then"""
    title: Labels


class SourceList(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The file of a sample's invented sources."""

    sources: tuple[SourceProfile, ...]


@cache
def shipped() -> tuple[str, ...]:
    """Names of the samples that come with Tocsin, in order."""
    return tuple(sorted(folder.name for folder in FOLDER.iterdir() if (folder / DESCRIPTION).is_file()))


def path(name: str) -> Path:
    """The folder of a sample. UsageError where there is none of that name."""
    if name not in shipped():
        raise UsageError(f"no sample {name!r}", todo=f"choose one of: {', '.join(shipped())}")
    return FOLDER / name


def reports(name: str) -> Path:
    """The JSON Lines file of a sample's reports, as `tocsin ingest` takes it."""
    return path(name) / REPORTS


def elements(name: str) -> Path | None:
    """The file of a sample's invented element sets; None where it has none."""
    file = path(name) / ELEMENTS
    return file if file.is_file() else None


def sensors(name: str) -> Path | None:
    """The folder of a sample's invented families of satellites; None where it has none."""
    folder = path(name) / SENSORS
    return folder if folder.is_dir() else None


def gold(name: str) -> Path:
    """The same reports with the reading and the origins that we hold right."""
    return path(name) / GOLD


@cache
def describe(name: str) -> Description:
    """What the sample is, which problem it belongs to and when it is judged. ConfigError where its file is wrong."""
    return _yaml(path(name) / DESCRIPTION, Description)


def as_of(name: str) -> datetime:
    """The moment that a sample is judged at, in UTC."""
    return utc(describe(name).as_of)


def since(name: str) -> datetime:
    """The moment since when the brief of a sample tells what changed, in UTC."""
    return utc(describe(name).since)


@cache
def sources(name: str) -> tuple[SourceProfile, ...]:
    """The invented outlets, agencies, offices and instruments of a sample. ConfigError where their file is wrong."""
    return _yaml(path(name) / SOURCES, SourceList).sources


@cache
def coverage(name: str) -> tuple[Coverage, ...]:
    """Who was looking at what while the sample's reports were written, each record marked synthetic. ConfigError with every wrong line."""
    found, mistakes = [], []
    for number, line in enumerate((path(name) / COVERAGE).read_bytes().splitlines(), 1):
        try:
            found.append(msgspec.json.decode(line, type=Coverage))
        except msgspec.MsgspecError as problem:
            mistakes.append(f"{path(name) / COVERAGE}:{number}:1 {problem}")
    if mistakes:
        raise ConfigError(mistakes)
    return tuple(msgspec.structs.replace(record, synthetic=True) for record in found)


def marked(taken: Iterable[Report]) -> Iterator[Report]:
    """The same reports, marked synthetic: whatever is made of them says so from then on."""
    return (msgspec.structs.replace(report, synthetic=True) for report in taken)


def _yaml(file: Path, kind: type[R]) -> R:
    """`file` as a record of `kind`. ConfigError, with the file's name, where it does not fit."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        data: Any = YAML(typ="safe", pure=True).load(file.read_text(encoding="utf-8"))
        return msgspec.convert(data, kind)
    except (YAMLError, msgspec.ValidationError) as problem:
        raise ConfigError([f"{file}:1:1 {problem}"]) from None
