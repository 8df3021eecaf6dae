"""Which satellites could look at the places of a workspace, from element sets that were known at the time."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from tocsin.engine import clock, elements, store
from tocsin.errors import UsageError
from tocsin.model import Place, Refusal
from tocsin.model.base import Record
from tocsin.model.orbits import Overhead
from tocsin.model.sensors import Sensor

if TYPE_CHECKING:
    from tocsin.model.declared import Problem
    from tocsin.sense.orbits.sky import Cover

MOST_DAYS = 60
"""elements older than a month are refused anyway"""


class Asked(Record, frozen=True, kw_only=True):
    """What a call found, with what is needed to show it."""

    found: Overhead
    sensors: tuple[Sensor, ...]
    labels: dict[str, dict[str, str]]
    """names of places by id and language"""
    refusals: tuple[Refusal, ...] = ()
    """sets of the files that were named"""
    notes: tuple[str, ...] = ()
    """places that were left out, and why"""

    def names(self, lang: str) -> dict[str, str]:
        """Names of places in one language, English where it has none."""
        return {place: names.get(lang) or names["en"] for place, names in self.labels.items()}


def of_workspace(
    workspace: Path | None,
    places: Sequence[str] = (),
    *,
    start: datetime,
    days: float,
    as_of: datetime | None = None,
    only: Sequence[str] = (),
    files: Sequence[Path] = (),
    clouds: Sequence[Path] = (),
) -> Overhead:
    """Looks at places of a workspace: what `ask` found, alone."""
    return ask(workspace, places, start=start, days=days, as_of=as_of, only=only, files=files, clouds=clouds).found


def ask(
    workspace: Path | None,
    places: Sequence[str] = (),
    *,
    start: datetime,
    days: float,
    as_of: datetime | None = None,
    only: Sequence[str] = (),
    files: Sequence[Path] = (),
    clouds: Sequence[Path] = (),
) -> Asked:
    """Looks of the catalogue's families at places (ids of the problem, or LAT,LON; none: all of the problem's) for `days` from `start`.

    Elements are those of the ledger and of `files` that could have been known at `as_of` (else at `start`, never later than now); `clouds`
    are folders of STAC items. Of sites in active combat a named one is refused (UsageError), others are left out and noted.
    Raises UsageError for a place, family or window that cannot be, CannotFinish where sgp4 is not installed.
    """
    from tocsin.library import sensors
    from tocsin.sense.orbits import sky, stac_covers
    from tocsin.sense.orbits.overhead import overhead

    if not 0 < days <= MOST_DAYS:
        raise UsageError(f"{days:g} days cannot be looked at", where="--days", todo=f"from above 0 to {MOST_DAYS}")
    moment = as_of or min(start, clock.now())
    place = elements.place_of(workspace, bool(files))
    every = tuple(one for one in elements.families(place.sample if place is not None else None) if one.known_since <= moment.date())
    some = sensors.named(tuple(only), every)
    refusals: list[Refusal] = []
    sets = elements.every(place, files, clock.now(), refusals)
    problem = store.declared(workspace).problem
    chosen, notes = _allowed(chosen_places(problem, places, moment), bool(places), start, start + timedelta(days=days))
    covers: list[Cover] = [
        *sky.covered(elements.looked(place), moment),
        *(cover for folder in clouds for cover in stac_covers.read(folder, moment)),
    ]
    found = overhead(sets, some, chosen, start, start + timedelta(days=days), as_of=moment, covers=covers)
    return Asked(
        found=found,
        sensors=some,
        labels={one.id: one.name for one in problem.places if one.id in {p.id for p in chosen}},
        refusals=tuple(refusals),
        notes=notes,
    )


def _allowed(chosen: Sequence[Place], named: bool, start: datetime, end: datetime) -> tuple[tuple[Place, ...], tuple[str, ...]]:
    """The places that may be looked at within a window, and a line for each that may not."""
    from tocsin.library import combat

    allowed, notes = [], []
    for place in chosen:
        days = (start.date(), end.date())
        why = next((told for day in days if (told := combat.refusal(place.lat or 0.0, place.lon or 0.0, day)) is not None), None)
        if why is None:
            allowed.append(place)
        elif named:
            raise UsageError(why, where=place.id, todo="name another place")
        else:
            notes.append(f"{place.id} is left out: {why}")
    return tuple(allowed), tuple(notes)


def chosen_places(problem: "Problem", names: Sequence[str], moment: datetime) -> tuple[Place, ...]:
    """Places of a problem by id, or by LAT,LON at a tenth of a degree; none named: all that were known at `moment`. UsageError for
    others."""
    from tocsin.library.yaml_files import did_you_mean

    known = {place.id: place for place in problem.places if place.known_since <= moment.date()}
    if not names:
        return tuple(_place(one.id, one.name["en"], one.lat, one.lon) for one in known.values())
    found = []
    for name in names:
        if name in known:
            one = known[name]
            found.append(_place(one.id, one.name["en"], one.lat, one.lon))
        elif (pair := _pair(name)) is not None:
            found.append(_place(f"{pair[0]:g},{pair[1]:g}", f"{pair[0]:g}, {pair[1]:g}", *pair))
        else:
            near = did_you_mean(name, known)
            raise UsageError(f"no place '{name}'{near}", todo=f"one of {', '.join(known)}; or LAT,LON; or --all")
    return tuple(found)


def _place(name: str, title: str, lat: float, lon: float) -> Place:
    return Place(id=name, name=title, lat=round(lat, 1), lon=round(lon, 1))


def _pair(text: str) -> tuple[float, float] | None:
    lat, sign, lon = text.partition(",")
    try:
        pair = float(lat), float(lon)
    except ValueError:
        return None
    if not sign or not (-90 <= pair[0] <= 90 and -180 <= pair[1] <= 180):
        raise UsageError(f"{text!r} lies nowhere on Earth", todo="write LAT,LON in degrees, e.g. 54.7,20.5")
    return round(pair[0], 1), round(pair[1], 1)
