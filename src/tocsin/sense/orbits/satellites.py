"""From element sets to what SGP4 computes with, and from satellites to the families of the catalogue that they belong to."""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from tocsin.errors import CannotFinish
from tocsin.model.orbits import Elements
from tocsin.model.sensors import Sensor
from tocsin.sense.orbits.earth import julian

if TYPE_CHECKING:
    from sgp4.api import Satrec

MU = 398600.8
"""WGS 72"""
EARTH_KM = 6378.135
TURN = 6.283185307179586


class Carrier(NamedTuple):
    """One satellite with the sensor it carries and the element set that is used for it."""

    elements: Elements
    sensor: Sensor


def satrec(elements: Elements) -> "Satrec":
    """What SGP4 computes with. CannotFinish where sgp4 is not installed."""
    try:
        from sgp4.api import WGS72, Satrec
    except ImportError:
        raise CannotFinish("working out where satellites are needs sgp4", todo="pip install 'tocsin[space]'") from None
    made = Satrec()
    day, fraction = julian(elements.epoch)
    per_minute = TURN / 1440.0
    made.sgp4init(
        WGS72,
        "i",
        min(elements.catalogue, 339_999),
        day + fraction - 2433281.5,
        elements.bstar,
        elements.mean_motion_dot * per_minute / 1440.0,
        elements.mean_motion_ddot * per_minute / 1440.0**2,
        elements.eccentricity,
        _radians(elements.arg_perigee_deg),
        _radians(elements.inclination_deg),
        _radians(elements.mean_anomaly_deg),
        elements.mean_motion * per_minute,
        _radians(elements.raan_deg),
    )
    # The epoch as one number loses microseconds: put it back in two.
    made.jdsatepoch, made.jdsatepochF = day, fraction
    return made


def _radians(degrees: float) -> float:
    return degrees * TURN / 360.0


def altitude(elements: Elements) -> float:
    """Mean altitude in kilometres over the equator's radius, from the mean motion alone."""
    motion = elements.mean_motion * TURN / 86400.0
    return float((MU / motion**2) ** (1 / 3) - EARTH_KM)


def carriers(sets: Iterable[Elements], sensors: Sequence[Sensor], as_of: datetime, moment: datetime) -> list[Carrier]:
    """Each satellite of the families with the newest set that could have been known at `as_of`, nearest to `moment`; by family and number.

    Debris and rocket bodies, what belonged to the family at another time, and what does not fly at its altitude are left out. A satellite
    with two sensors stands twice.
    """
    best: dict[int, Elements] = {}
    for one in sets:
        if one.t_known > as_of or one.kind in ("debris", "rocket-body"):
            continue
        held = best.get(one.catalogue)
        if held is None or _nearness(one, moment) < _nearness(held, moment):
            best[one.catalogue] = one
    return [
        Carrier(best[number], sensor)
        for sensor in sensors
        for number in sorted(best)
        if belongs(best[number], sensor, moment) and sensor.altitude_km[0] <= altitude(best[number]) <= sensor.altitude_km[1]
    ]


def _nearness(one: Elements, moment: datetime) -> tuple[float, str]:
    return abs((one.epoch - moment).total_seconds()), one.id


def belongs(one: Elements, sensor: Sensor, moment: datetime) -> bool:
    """Whether an element set is of a satellite that carries the sensor on that day."""
    day = moment.date()
    name = " ".join((one.name or "").upper().split())
    return any(
        (craft.since is None or craft.since <= day)
        and (craft.until is None or day <= craft.until)
        and (craft.catalogue == one.catalogue if craft.catalogue is not None else bool(_pattern(craft.name or "(?!)").fullmatch(name)))
        for craft in sensor.satellites
    )


def catalogued(sensors: Sequence[Sensor]) -> Callable[[Elements], bool]:
    """What tells whether a set is of a satellite that carries, or ever carried, a sensor of the families."""
    crafts = [craft for sensor in sensors for craft in sensor.satellites]
    numbers = frozenset(craft.catalogue for craft in crafts if craft.catalogue is not None)
    patterns = [_pattern(craft.name) for craft in crafts if craft.name is not None]

    def ours(one: Elements) -> bool:
        if one.kind in ("debris", "rocket-body"):
            return False
        name = " ".join((one.name or "").upper().split())
        return one.catalogue in numbers or any(pattern.fullmatch(name) for pattern in patterns)

    return ours


@cache
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text)
