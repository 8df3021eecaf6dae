"""How high the sun gets at a place on a day, and until when it stays too low for an optical look: the polar night, without satellites.

Declination after Spencer (1971), Fourier series representation of the position of the sun, Search 2(5): within .04 degree; geometric, at
local noon, without refraction.
"""

import math
from datetime import date as Day
from datetime import timedelta

YEAR = 366


def declination(day: Day) -> float:
    """The sun's declination in degrees on a day."""
    g = 2 * math.pi * (day.timetuple().tm_yday - 1) / 365
    radians = (
        0.006918
        - 0.399912 * math.cos(g)
        + 0.070257 * math.sin(g)
        - 0.006758 * math.cos(2 * g)
        + 0.000907 * math.sin(2 * g)
        - 0.002697 * math.cos(3 * g)
        + 0.00148 * math.sin(3 * g)
    )
    return math.degrees(radians)


def noon_elevation(lat: float, day: Day) -> float:
    """The sun's highest elevation of a day in degrees, negative where it stays below the horizon."""
    return 90 - abs(lat - declination(day))


def dark(lat: float, day: Day, above: float = 0.0) -> bool:
    """Whether the sun does not reach an elevation on that day."""
    return noon_elevation(lat, day) < above


def light_again(lat: float, day: Day, above: float = 0.0) -> Day | None:
    """The first day, from a dark one on, on which the sun reaches an elevation; None where it never does within a year."""
    return next((later for n in range(YEAR) if not dark(lat, later := day + timedelta(days=n), above)), None)
