"""Yardsticks: what estimative words mean, by who speaks and in which language."""

from functools import cache

import msgspec

from tocsin.errors import ConfigError
from tocsin.library import likelihood
from tocsin.library.paths import root
from tocsin.model.declared import Yardstick


@cache
def load() -> tuple[Yardstick, ...]:
    """The shipped yardsticks: first those for speakers whose own is not known, then by id. ConfigError with every mistake."""
    from tocsin.library.profile_schema import YardstickFile
    from tocsin.library.yaml_files import parse, validate

    found: list[Yardstick] = []
    mistakes: list[str] = []
    for path in sorted((root() / "yardsticks").glob("*.yml")):
        document = parse(path, mistakes)
        read = validate(document, YardstickFile, mistakes) if document is not None else None
        if read is not None:
            found.append(msgspec.convert(read.model_dump(), Yardstick))
    known = likelihood.load().senses
    mistakes += [
        f"{yardstick.id}: no sense {sense!r}"
        for yardstick in found
        for sense in sorted({sense for term in yardstick.terms for sense in term.senses} - known.keys())
    ]
    if mistakes:
        raise ConfigError(mistakes)
    return tuple(sorted(found, key=lambda yardstick: (not yardstick.default, yardstick.id)))
