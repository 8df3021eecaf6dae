"""Places to look at as people name them: ids of a problem, or names with coordinates at 0.1 degree; none in an area of active combat."""

from datetime import datetime
from typing import NamedTuple

from tocsin.errors import UsageError
from tocsin.model import Place
from tocsin.model.declared import Problem
from tocsin.sense.imagery import cells
from tocsin.sense.imagery.cells import Cell

COARSE = 1e-9
"""of a tenth of a degree: what rounding leaves"""


class Site(NamedTuple):
    """A place to look at. own: named by its coordinates, not by a published place's id."""

    place: Place
    own: bool = False

    @property
    def cell(self) -> Cell:
        """The area that is said something of."""
        return cells.of(self.place.lat or 0.0, self.place.lon or 0.0)


def site(text: str, problem: Problem) -> Site:
    """A place by its id, or as NAME=LAT,LON. UsageError where it is neither, or finer than 0.1 degree."""
    name, sign, point = text.partition("=")
    if not sign:
        known = next((place for place in problem.places if place.id == text), None)
        if known is None:
            raise UsageError(f"there is no place {text!r} in {problem.id}", todo="tocsin problem show lists them; or write NAME=LAT,LON")
        return Site(published(known.id, known.name["en"], known.lat, known.lon))
    if not name or not name.replace("-", "").isalnum() or name[0].isdigit():
        raise UsageError(f"{name!r} is no name for a place", todo="letters, digits and hyphens, a letter first")
    lat, lon = _point(point, text)
    return Site(published(name, name, lat, lon), own=True)


def published(identity: str, name: str, lat: float, lon: float) -> Place:
    """A place at the precision that is kept."""
    cell = cells.of(lat, lon)
    return Place(id=identity, name=name, lat=cell.lat, lon=cell.lon)


def control(text: str) -> Cell:
    """A control area, as LAT,LON. UsageError as for `site`."""
    return cells.of(*_point(text, f"--control {text}"))


def _point(text: str, where: str) -> tuple[float, float]:
    parts = text.split(",")
    try:
        lat, lon = (float(part) for part in parts)
    except ValueError:
        raise UsageError(f"{text!r} is no point", where=where, todo="write LAT,LON in degrees, e.g. 54.6,20.4") from None
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise UsageError(f"{text} lies on no globe", where=where, todo="latitude -90 to 90, longitude -180 to 180")
    if any(abs(value * 10 - round(value * 10)) > COARSE for value in (lat, lon)):
        raise UsageError(
            f"{text} is finer than 0.1 degree",
            where=where,
            todo=f"write {round(lat, 1):g},{round(lon, 1):g}: nothing finer is taken or told",
        )
    return lat, lon


def combat(cell: Cell, *moments: datetime) -> str | None:
    """Why a cell may not be looked at: on the day of the run, or on the last that is judged."""
    from tocsin.library import combat as areas

    return next((why for moment in moments if (why := areas.refusal(cell.lat, cell.lon, moment.date())) is not None), None)
