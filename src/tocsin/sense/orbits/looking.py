"""Looks as records: which satellite of the catalogue could see which place when, how, how clearly, and how sure the time is."""

import math
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

import numpy as np

from tocsin.model.base import digest
from tocsin.model.observations import Look, Place
from tocsin.model.orbits import Elements
from tocsin.model.sensors import Sensor
from tocsin.sense.orbits import ageing, sky
from tocsin.sense.orbits.earth import DAY, julian, sun_elevation
from tocsin.sense.orbits.opportunities import Block, opportunities
from tocsin.sense.orbits.satellites import Carrier, carriers


def looks(
    elements: Iterable[Elements],
    sensors: Sequence[Sensor],
    places: Sequence[Place],
    start: datetime,
    end: datetime,
    *,
    as_of: datetime | None = None,
    covers: Sequence[sky.Cover] = (),
) -> tuple[Look, ...]:
    """Every opportunity within [start, end), by time; those with `refused` must not be used: too dark, elements too old.

    Only elements that could have been known at `as_of` (by default `start`) are used. Opportunities, not tasking. Raises CannotFinish where
    sgp4 is not installed.
    """
    return of_carriers(carriers(elements, sensors, as_of or start, start), places, start, end, covers)


def of_carriers(
    some: Sequence[Carrier], places: Sequence[Place], start: datetime, end: datetime, covers: Sequence[sky.Cover] = ()
) -> tuple[Look, ...]:
    """The looks of chosen carriers, by time."""
    if not places or not some:
        return ()
    lat, lon = np.array([place.lat for place in places], float), np.array([place.lon for place in places], float)
    seconds = (end - start).total_seconds()
    found = [look for block in opportunities(some, lat, lon, start, seconds) for look in _records(block, some, places, start, covers)]
    return tuple(sorted(found, key=lambda look: (look.t, look.satellite, look.sensor, look.place.id)))


def _records(block: Block, some: Sequence[Carrier], places: Sequence[Place], start: datetime, covers: Sequence[sky.Cover]) -> list[Look]:
    parts, seen = block.parts, block.parts.seen
    day, fraction = julian(start)
    lat, lon = np.array([place.lat for place in places], float), np.array([place.lon for place in places], float)
    suns = sun_elevation(day + fraction + parts.best / DAY, lat[block.place], lon[block.place])
    made = []
    for k, (carrier_at, place_at) in enumerate(zip(block.carrier.tolist(), block.place.tolist(), strict=True)):
        carrier, place = some[carrier_at], places[place_at]
        sensor, elements = carrier.sensor, carrier.elements
        begin, stop, t = (start + timedelta(seconds=round(float(x[k]), 3)) for x in (parts.start, parts.end, parts.best))
        age = abs((t - elements.epoch).total_seconds()) / DAY
        sun = round(float(suns[k]), 3)
        odds = sky.clear(place, t, covers) if sensor.kind == "optical" else None
        made.append(
            Look(
                id=digest("look", elements.catalogue, sensor.id, place.id, t.isoformat(), elements.id),
                satellite=elements.name or str(elements.catalogue),
                catalogue=elements.catalogue,
                sensor=sensor.id,
                kind=sensor.kind,
                place=place,
                t=t,
                t_start=begin,
                t_end=stop,
                t_sigma=round(ageing.sigma(sensor, age), 3),
                off_nadir_deg=_degrees(math.acos(min(1.0, float(seen.off_nadir[k])))),
                elevation_deg=_degrees(math.asin(min(1.0, float(seen.elevation[k])))),
                side="left" if seen.left[k] > 0 else "right",
                sun_elevation_deg=sun,
                p_clear=1.0 if odds is None else round(0.5 * (odds[0] + odds[1]), 3),
                p_clear_range=odds,
                refused=_night(sensor, sun) or ageing.stale(sensor, age),
                elements=elements.id,
                elements_age_days=round(age, 3),
                synthetic=elements.synthetic,
            )
        )
    return made


def _degrees(radians: float) -> float:
    return round(math.degrees(radians), 3)


def _night(sensor: Sensor, sun: float) -> str | None:
    if sensor.sun_min_deg is None or sun >= sensor.sun_min_deg.at:
        return None
    return f"night: the sun stands at {sun:.0f} degrees, {sensor.sun_min_deg.at:g} are needed"
