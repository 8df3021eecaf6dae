"""Every opportunity of many satellites over many places, as arrays, block by block: memory does not grow with their number."""

import math
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import numpy as np

from tocsin.model.sensors import Sensor
from tocsin.sense.orbits import nodes as way
from tocsin.sense.orbits.earth import DAY, LOWEST_RADIUS, Floats, on_ground
from tocsin.sense.orbits.limits import Limits, Parts, Passes, parts
from tocsin.sense.orbits.satellites import Carrier, satrec
from tocsin.sense.orbits.scan import Intervals, intervals

BLOCK_BYTES = 24_000_000
"""of states in memory at once"""
CROSSINGS = 8
"""of an elevation over one place a day, as many as a low satellite makes"""
SLACK_DEG = 0.5
"""the horizon that is first looked for lies so much below the one that the limits imply"""


class Block(NamedTuple):
    """Some carriers' looks: their number of the first carrier, the passes, and the parts of them in which all limits hold."""

    first: int
    found: Intervals
    parts: Parts

    @property
    def carrier(self) -> Any:
        """(q,) index of the carrier of each look"""
        return self.first + self.found.satellite[self.parts.interval]

    @property
    def place(self) -> Any:
        """(q,) index of the place of each look"""
        return self.found.place[self.parts.interval]


def passes(
    satellites: Sequence[Any], lat: Floats, lon: Floats, start: datetime, seconds: float, sines: Floats, step: float = way.STEP
) -> Iterator[tuple[int, way.Nodes, Intervals]]:
    """Blocks of satellites (sgp4's Satrec), each with its number of the first, its nodes and when they stand higher than `sines` (s,) says.

    Places in degrees, (m,) each; times in seconds from `start`.
    """
    at, up = on_ground(lat, lon)
    count = way.count(seconds, step)
    # Of a satellite its nodes are held, and over each place some crossings a day.
    some = max(1, int(BLOCK_BYTES / max(count * 6 * 8, len(lat) * (seconds / DAY) * CROSSINGS * 4 * 8)))
    for first in range(0, len(satellites), some):
        block = satellites[first : first + some]
        nodes = way.propagate(block, start, count, step, len(block) * len(lat) * count)
        apogee, rate = way.rates(block)
        far = way.reach(apogee, sines[first : first + some])
        yield first, nodes, intervals(nodes, at, up, sines[first : first + some], far, rate, seconds)


def opportunities(carriers: Sequence[Carrier], lat: Floats, lon: Floats, start: datetime, seconds: float) -> Iterator[Block]:
    """The looks of carriers at places, block by block; within one by carrier, place and time."""
    satellites = [satrec(carrier.elements) for carrier in carriers]
    bounds = [limits_of(carrier.sensor) for carrier in carriers]
    if not carriers:
        return
    apogee, _ = way.rates(satellites)
    lowest = np.array([horizon(carrier.sensor, float(height)) for carrier, height in zip(carriers, apogee, strict=True)])
    at, up = on_ground(lat, lon)
    every = Limits(*(np.array([bound[k] for bound in bounds]) for k in range(len(Limits._fields))))
    for first, nodes, found in passes(satellites, lat, lon, start, seconds, np.sin(np.radians(lowest))):
        limits = every.of(first + found.satellite)
        yield Block(first, found, parts(Passes(nodes, found, at, up), limits))


def limits_of(sensor: Sensor) -> tuple[float, float, float, float, float, bool]:
    """The limits of a sensor as `limits.Limits` has them."""
    steepest, flattest = sensor.incidence_min_deg, sensor.incidence_max_deg
    return (
        _cosine(flattest.at) if flattest is not None else 0.0,
        _cosine(steepest.at) if steepest is not None else 1.1,
        _cosine(sensor.off_nadir_deg.at) if sensor.off_nadir_deg is not None else -1.0,
        math.sin(math.radians(sensor.along_track_deg.at)),
        {"left": 1.0, "right": -1.0, "both": 0.0}[sensor.side],
        sensor.kind == "radar",
    )


def horizon(sensor: Sensor, apogee: float) -> float:
    """An elevation in degrees below which no place is within the sensor's limits, for a satellite that is nowhere farther out, km."""
    lowest = 0.0
    if sensor.incidence_max_deg is not None:
        lowest = 90.0 - sensor.incidence_max_deg.at
    if sensor.off_nadir_deg is not None:
        # From where the line of sight grazes the Earth on, the angle off nadir tells nothing of the elevation.
        across = apogee / LOWEST_RADIUS * math.sin(math.radians(sensor.off_nadir_deg.at))
        lowest = max(lowest, math.degrees(math.acos(across)) if across < 1.0 else 0.0)
    return max(0.0, lowest - SLACK_DEG)


def _cosine(degrees: float) -> float:
    return math.cos(math.radians(degrees))
