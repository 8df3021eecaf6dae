"""Sources: outlets, agencies, offices and instruments, one file each, with what we hold of them beforehand."""

from functools import cache
from pathlib import Path

import msgspec

from tocsin.errors import ConfigError, UsageError
from tocsin.library import declined
from tocsin.library.paths import root
from tocsin.model.declared import SourceProfile


@cache
def load(extra: Path | None = None) -> tuple[SourceProfile, ...]:
    """The shipped sources and those of a folder of one's own, which stand before a shipped one of the same id.

    A file says one source, or a list under `sources:`. ConfigError with every mistake of every file.
    """
    shipped, mistakes = _read(root() / "sources")
    own, own_mistakes = _read(extra) if extra is not None else ({}, [])
    if mistakes or own_mistakes:
        raise ConfigError(mistakes + own_mistakes)
    return tuple(sorted({**shipped, **own}.values(), key=lambda source: source.id))


def check(folder: Path | None) -> list[str]:
    """Every mistake in a folder of source files (the shipped ones where None). UsageError where there is no such folder."""
    if folder is not None and not folder.is_dir():
        raise UsageError("there is no such folder", where=str(folder), todo="name a folder of source files")
    return _read(folder or root() / "sources")[1]


def own(folder: Path) -> tuple[str, ...]:
    """Ids of the sources that a folder of one's own declares. ConfigError with every mistake of its files."""
    found, mistakes = _read(folder)
    if mistakes:
        raise ConfigError(mistakes)
    return tuple(sorted(found))


def _read(folder: Path) -> tuple[dict[str, SourceProfile], list[str]]:
    """Sources of a folder by id, and what is wrong in its files."""
    from tocsin.library.profile_schema import SourceFile, SourcesFile
    from tocsin.library.yaml_files import parse, validate

    found: dict[str, SourceProfile] = {}
    mistakes: list[str] = []
    more = declined.load(folder)
    for path in sorted(folder.glob("*.yml")):
        document = parse(path, mistakes)
        if document is None:
            continue
        if isinstance(document.data, dict) and "sources" in document.data:
            several = validate(document, SourcesFile, mistakes)
            read = list(several.sources) if several is not None else []
        else:
            one = validate(document, SourceFile, mistakes)
            read = [one] if one is not None else []
        for index, source in enumerate(read):
            if source.id in found:
                loc = ("sources", index, "id") if len(read) > 1 else ("id",)
                mistakes.append(document.mistake(loc, f"{source.id!r} is declared twice"))
            data = source.model_dump()
            found[source.id] = msgspec.convert({**data, "names": declined.joined(data["names"], more.get(source.id, {}))}, SourceProfile)
    return found, mistakes
