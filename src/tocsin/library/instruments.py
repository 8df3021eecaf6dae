"""The instruments that come with Tocsin, one file each, and the checks of a problem's links to them."""

from collections.abc import Mapping, Sequence
from datetime import date as Day
from functools import cache
from typing import TYPE_CHECKING, Any

import msgspec

from tocsin.errors import ConfigError, UsageError
from tocsin.library import combat
from tocsin.library.paths import root
from tocsin.model.declared import Problem
from tocsin.model.instruments import Area, Instrument, InstrumentLink

if TYPE_CHECKING:
    from tocsin.library.instrument_schema import LinksFile
    from tocsin.library.yaml_files import Declared

BY_REGION = frozenset({"outages", "alerts"})
"""instruments that count by country or county"""
STRIKE = "strike"
"""the kind of indicator that no instrument marked `never_strike` may bear on"""


@cache
def load() -> dict[str, Instrument]:
    """Every instrument by id, in order. ConfigError with every mistake of every file."""
    from tocsin.library.instrument_schema import InstrumentFile
    from tocsin.library.yaml_files import parse, validate

    found: dict[str, Instrument] = {}
    mistakes: list[str] = []
    for path in sorted((root() / "instruments").glob("*.yml")):
        document = parse(path, mistakes)
        read = validate(document, InstrumentFile, mistakes) if document is not None else None
        if read is not None:
            found[read.id] = msgspec.convert(read.model_dump(), Instrument)
    if mistakes:
        raise ConfigError(mistakes)
    return dict(sorted(found.items()))


def read_from_feeds() -> tuple[str, ...]:
    """Ids of the instruments that come as feeds: those that say which shapes are read."""
    return tuple(name for name, one in load().items() if one.shapes)


def areas(problem: Problem, about: Instrument) -> tuple[Area, ...]:
    """What an instrument is asked about: the places and regions of the problem's links to it, else all its places; none at war.

    Regions are taken as a feed tells them where nothing is declared for an instrument that counts by region.
    """
    linked = [link for link in problem.instruments if link.instrument == about.id]
    radius = {place: link.within_km or about.within_km for link in linked for place in link.places}
    if not linked and about.id not in BY_REGION:
        radius = {place.id: about.within_km for place in problem.places}
    found = [
        Area(id=one.id, name=one.name.get("en", one.id), lat=one.lat, lon=one.lon, within_km=radius[one.id])
        for one in problem.places
        if one.id in radius and combat.refusal(one.lat, one.lon, Day.max) is None
    ]
    regions = {code: name for link in linked for code, name in link.regions.items()}
    return (*found, *(Area(id=code.casefold(), name=name, codes=(code,)) for code, name in sorted(regions.items())))


def get(name: str) -> Instrument:
    """The instrument of that id. UsageError where there is none."""
    known = load()
    if name not in known:
        from tocsin.library.yaml_files import did_you_mean

        raise UsageError(f"there is no instrument '{name}'{did_you_mean(name, list(known))}", todo=f"there are: {', '.join(known)}")
    return known[name]


def links(content: "LinksFile | None") -> tuple[InstrumentLink, ...]:
    """The records of a problem's links."""
    if content is None:
        return ()
    return tuple(msgspec.convert(_told(one.model_dump()), InstrumentLink) for one in content.instruments)


def _told(data: Any) -> Any:
    """Where a source is given and nothing else said, a range is no assumption."""
    if isinstance(data, dict):
        made = {key: _told(value) for key, value in data.items()}
        if "low" in made and "assumption" in made:
            made["assumption"] = bool(made["assumption"])
        return made
    return [_told(item) for item in data] if isinstance(data, list | tuple) else data


def check(
    document: "Declared",
    content: "LinksFile",
    indicators: Mapping[str, Sequence[str]],
    places: Mapping[str, tuple[float, float] | None],
    mistakes: list[str],
) -> None:
    """Adds what is wrong in a problem's links: unknown names, a pair told twice, a strike told by what never tells one, a place at war.

    indicators: id -> the kinds it reads as, empty kinds for plain ones. places: id -> (lat, lon), null where
    its entry is broken.
    """
    known = load()
    seen: set[tuple[str, str]] = set()
    radii: dict[tuple[str, str], float] = {}
    for index, link in enumerate(content.instruments):
        at: tuple[str | int, ...] = ("instruments", index)
        about = known.get(link.instrument)
        if about is None:
            mistakes.append(document.mistake((*at, "instrument"), f"no instrument {link.instrument!r}; there are {', '.join(known)}"))
            continue
        if link.indicator not in indicators:
            mistakes.append(document.mistake((*at, "indicator"), f"no indicator {link.indicator!r} in this problem"))
        elif about.never_strike and STRIKE in indicators[link.indicator]:
            what = f"{about.id} never tells of a strike or of damage, and {link.indicator} is one"
            mistakes.append(document.mistake((*at, "indicator"), what))
        if (link.instrument, link.indicator) in seen:
            what = f"{link.instrument} on {link.indicator} is declared twice: one instrument is one source of an indicator"
            mistakes.append(document.mistake((*at, "indicator"), what))
        seen.add((link.instrument, link.indicator))
        measures = [measure.id for measure in about.measures]
        mistakes += [
            document.mistake((*at, "measures", name), f"{about.id} has no measure {name!r}; it has {', '.join(measures)}")
            for name in link.measures
            if name not in measures
        ]
        radius = link.within_km or about.within_km
        for number, place in enumerate(link.places):
            if radii.setdefault((about.id, place), radius) != radius:
                what = (
                    f"{about.id} counts within {radii[about.id, place]:g} km of {place} in another link, not {radius:g}: one circle a place"
                )
                mistakes.append(document.mistake((*at, "places", number), what))
            if place not in places:
                mistakes.append(document.mistake((*at, "places", number), f"no place {place!r} in places.yml"))
            elif (where := places[place]) is not None and (why := combat.refusal(*where, Day.max)) is not None:
                mistakes.append(document.mistake((*at, "places", number), why))
