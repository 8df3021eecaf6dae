"""Invented orbits for tests, skyfield's answer to when they can be seen, and what SGP4 itself says at a moment."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any

import numpy as np
from skyfield.api import EarthSatellite, load, wgs84

from tocsin.model.orbits import Elements
from tocsin.sense.orbits.earth import Floats, julian
from tocsin.sense.orbits.opportunities import passes
from tocsin.sense.orbits.satellites import satrec

EPOCH = datetime(2022, 10, 15, 6, 0, tzinfo=UTC)


def orbit(
    motion: float = 15.0,
    eccentricity: float = 0.001,
    inclination: float = 97.5,
    node: float = 120.0,
    perigee: float = 80.0,
    anomaly: float = 10.0,
    *,
    catalogue: int = 799_500_900,
    name: str | None = "EXAMPLE",
    epoch: datetime = EPOCH,
    drag: float = 1e-4,
) -> Elements:
    """An element set; revolutions a day, degrees."""
    return Elements(
        id=f"{catalogue}/{epoch.isoformat()}/{motion}/{anomaly}",
        catalogue=catalogue,
        name=name,
        kind="payload",
        epoch=epoch,
        t_known=epoch,
        mean_motion=motion,
        eccentricity=eccentricity,
        inclination_deg=inclination,
        raan_deg=node,
        arg_perigee_deg=perigee,
        mean_anomaly_deg=anomaly,
        bstar=drag,
    )


@cache
def timescale() -> Any:
    """Skyfield's clock, from what it carries with it."""
    return load.timescale(builtin=True)


def skyfield_passes(
    elements: Elements, lat: float, lon: float, start: datetime, end: datetime, degrees: float
) -> list[tuple[float, float]]:
    """(rise, fall) of each pass, seconds from `start`, cut to the window, by skyfield's find_events."""
    satellite = EarthSatellite.from_satrec(satrec(elements), timescale())
    place = wgs84.latlon(lat, lon)
    times, events = satellite.find_events(place, timescale().from_datetime(start), timescale().from_datetime(end), altitude_degrees=degrees)
    seconds = [(t.utc_datetime() - start).total_seconds() for t in times]
    up = altitude(elements, lat, lon, start) > degrees
    found: list[tuple[float, float]] = []
    rise = 0.0 if up else None
    for at, event in zip(seconds, events.tolist(), strict=True):
        if event == 0:
            rise = at
        elif event == 2 and rise is not None:
            found.append((rise, at))
            rise = None
    if rise is not None:
        found.append((rise, (end - start).total_seconds()))
    return found


def altitude(elements: Elements, lat: float, lon: float, moment: datetime) -> float:
    """Elevation in degrees, by skyfield."""
    satellite = EarthSatellite.from_satrec(satrec(elements), timescale())
    degrees: float = (satellite - wgs84.latlon(lat, lon)).at(timescale().from_datetime(moment)).altaz()[0].degrees
    return degrees


def our_passes(
    some: Sequence[Elements], lat: Sequence[float], lon: Sequence[float], start: datetime, seconds: float, degrees: float
) -> dict[tuple[int, int], list[tuple[float, float]]]:
    """(rise, fall) by satellite and place, seconds from `start`."""
    sines = np.full(len(some), np.sin(np.radians(degrees)))
    found: dict[tuple[int, int], list[tuple[float, float]]] = {}
    blocks = passes([satrec(one) for one in some], np.array(lat, float), np.array(lon, float), start, seconds, sines)
    for first, _, block in blocks:
        for i, m, rise, fall in zip(block.satellite, block.place, block.rise, block.fall, strict=True):
            found.setdefault((first + int(i), int(m)), []).append((float(rise), float(fall)))
    return found


def states(elements: Elements, start: datetime, seconds: Floats) -> tuple[Floats, Floats]:
    """TEME positions and velocities of SGP4 itself at seconds from `start`."""
    day, fraction = julian(start)
    _, r, v = satrec(elements).sgp4_array(np.full(len(seconds), day), fraction + seconds / 86_400)
    return np.asarray(r), np.asarray(v)
