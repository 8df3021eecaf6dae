"""The sensor catalogue: families of imaging satellites, how their orbits age, and how often the sky is clear; `sensors/`."""

from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from tocsin.errors import ConfigError, UsageError
from tocsin.library.paths import root
from tocsin.model.sensors import Ages, Limit, Sensor, Skies, Sky

FOLDER = "sensors"
APART = ("ages.yml", "clouds.yml")


@cache
def load(folder: Path | None = None) -> tuple[Sensor, ...]:
    """All families, by file and order in it. ConfigError with every mistake."""
    from tocsin.library.sensor_schema import SensorsFile
    from tocsin.library.yaml_files import in_order, parse, validate

    mistakes: list[str] = []
    found: dict[str, Sensor] = {}
    for path in sorted((folder or root() / FOLDER).glob("*.yml")):
        document = parse(path, mistakes) if path.name not in APART else None
        content = validate(document, SensorsFile, mistakes) if document is not None else None
        if document is None or content is None:
            continue
        for number, family in enumerate(content.sensors):
            if family.id in found:
                mistakes.append(document.mistake(("sensors", number, "id"), f"'{family.id}' stands twice"))
            found[family.id] = msgspec.convert(family.model_dump(), Sensor)
    if mistakes:
        raise ConfigError(in_order(mistakes))
    return tuple(found.values())


def named(names: tuple[str, ...], some: tuple[Sensor, ...]) -> tuple[Sensor, ...]:
    """The families called so; `optical` and `radar` mean all of a kind. UsageError where there is none."""
    from tocsin.library.yaml_files import did_you_mean

    for name in names:
        if not any(name in (sensor.id, sensor.kind) for sensor in some):
            ids = [sensor.id for sensor in some]
            todo = f"optical, radar, or one of {', '.join(ids)}"
            raise UsageError(f"no sensor '{name}'{did_you_mean(name, ids)}", todo=todo)
    return tuple(sensor for sensor in some if not names or sensor.id in names or sensor.kind in names)


@cache
def ages() -> Ages:
    """How the time of a look grows uncertain as elements age. ConfigError where the file is wrong."""
    from tocsin.library.sensor_schema import AgesFile

    return msgspec.convert(_read("ages.yml", AgesFile), Ages)


@cache
def skies() -> Skies:
    """How often the sky is clear enough, by region and month. ConfigError where the file is wrong."""
    from tocsin.library.sensor_schema import CloudsFile

    return msgspec.convert(_read("clouds.yml", CloudsFile), Skies)


def _read(name: str, schema: Any) -> Any:
    from tocsin.library.yaml_files import read_model

    return read_model(root() / FOLDER / name, schema).model_dump()


def sky(lat: float, lon: float) -> Sky:
    """The first region of the table that the place lies in."""
    for region in skies().regions:
        if region.lat[0] <= lat <= region.lat[1] and (region.lon is None or region.lon[0] <= lon <= region.lon[1]):
            return region
    raise ConfigError([f"{root() / FOLDER / 'clouds.yml'}:1:1 no region holds {lat:g}, {lon:g}"])


__all__ = ["Limit", "ages", "load", "named", "skies", "sky"]
