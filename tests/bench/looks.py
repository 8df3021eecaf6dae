"""Looks: 300 satellites x 60 places x 7 days beside skyfield and brahe on a sample of pairs in the same run; growth to 600 x 6,000.

Invented orbits of the kinds that imaging satellites fly; times are of one process (`process_time`), on a machine that others use too.
`--quick`: fewer pairs for the peers, one day of the large run. `--past FOLDER`: measure a past week instead, from catalogues there.
"""

import importlib
import os
import resource
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np

from tests.bench import looks_past
from tocsin.model.orbits import Elements
from tocsin.sense.orbits import kernel
from tocsin.sense.orbits.earth import Floats
from tocsin.sense.orbits.opportunities import opportunities, passes
from tocsin.sense.orbits.satellites import Carrier, satrec

START = datetime(2022, 10, 20, tzinfo=UTC)
DAYS, SATELLITES, PLACES = 7, 300, 60
HORIZON = 30.0
"""degrees; what skyfield and brahe are asked for as well"""
PAIRS = 60
LARGE = 600, 6000


def invented(count: int, seed: int = 0) -> list[Elements]:
    """Sun-synchronous satellites of 450 to 800 km, every eighth on an inclined orbit."""
    rng = np.random.default_rng(seed)
    found = []
    for k in range(count):
        motion = float(rng.uniform(14.2, 15.4))
        axis = (398600.8 / (motion * 2 * np.pi / 86400) ** 2) ** (1 / 3)
        inclined = k % 8 == 7
        found.append(
            Elements(
                id=f"{k}", catalogue=799_510_000 + k, name=f"EXAMPLE {k}", kind="payload", epoch=START - timedelta(hours=9), t_known=START,
                mean_motion=motion, eccentricity=float(rng.uniform(0.0001, 0.002)),
                inclination_deg=float(rng.uniform(40, 70)) if inclined else float(np.degrees(np.arccos(-((axis / 12352.0) ** 3.5)))),
                raan_deg=float(rng.uniform(0, 360)), arg_perigee_deg=float(rng.uniform(0, 360)),
                mean_anomaly_deg=float(rng.uniform(0, 360)), bstar=1e-4,
            )
        )  # fmt: skip
    return found


def places(count: int) -> tuple[Floats, Floats]:
    """Places from 45 to 70 degrees north, spread over Europe and Asia."""
    rng = np.random.default_rng(1)
    return np.round(rng.uniform(45, 70, count), 1), np.round(rng.uniform(20, 160, count), 1)


def run(
    sets: Sequence[Elements], lat: Floats, lon: Floats, days: float
) -> tuple[float, int, dict[tuple[int, int], list[tuple[float, float]]]]:
    """Seconds of CPU, passes, and the passes of the first pairs."""
    satellites = [satrec(one) for one in sets]
    kept: dict[tuple[int, int], list[tuple[float, float]]] = {}
    took, count = 0.0, 0
    blocks = passes(satellites, lat, lon, START, days * 86_400, np.full(len(sets), np.sin(np.radians(HORIZON))))
    while True:
        begin = time.process_time()
        given = next(blocks, None)
        took += time.process_time() - begin
        if given is None:
            return took, count, kept
        first, _, block = given
        count += len(block.rise)
        if len(lat) <= PLACES:
            for i, m, rise, fall in zip(block.satellite, block.place, block.rise, block.fall, strict=True):
                kept.setdefault((first + int(i), int(m)), []).append((float(rise), float(fall)))


def skyfield(sets: Sequence[Elements], lat: Floats, lon: Floats, pairs: Sequence[tuple[int, int]], ours: Any) -> float:
    """Seconds of CPU a pair, after saying how far the two are apart."""
    from skyfield.api import EarthSatellite, load, wgs84

    clock = load.timescale(builtin=True)
    t0, t1 = clock.from_datetime(START), clock.from_datetime(START + timedelta(days=DAYS))
    took, apart, missing, extra, compared = 0.0, [], 0, 0, 0
    for i, m in pairs:
        satellite, place = EarthSatellite.from_satrec(satrec(sets[i]), clock), wgs84.latlon(lat[m], lon[m])
        begin = time.process_time()
        times, events = satellite.find_events(place, t0, t1, altitude_degrees=HORIZON)
        took += time.process_time() - begin
        seconds = [(t.utc_datetime() - START).total_seconds() for t in times]
        theirs = [(a, b) for a, e, b, f in zip(seconds, events, seconds[2:], events[2:], strict=False) if e == 0 and f == 2 and b - a >= 1]
        mine = [(a, b) for a, b in ours.get((i, m), []) if b - a >= 1 and a > 0 and b < DAYS * 86_400]
        missing += sum(not any(a < d and c < b for c, d in mine) for a, b in theirs)
        extra += sum(not any(a < d and c < b for c, d in theirs) for a, b in mine)
        for a, b in theirs:
            near = next(((c, d) for c, d in mine if a < d and c < b), None)
            if near is not None:
                apart += [abs(near[0] - a), abs(near[1] - b)]
                compared += 1
    print(f"  beside skyfield's find_events on {len(pairs)} pairs: {compared} passes in both, {missing} only there, {extra} only here;")
    print(f"  rises and falls apart by {np.median(apart):.3f} s in the middle, {max(apart):.2f} s at most (its tolerance: .5 s)")
    return took / len(pairs)


def brahe(sets: Sequence[Elements], lat: Floats, lon: Floats, pairs: Sequence[tuple[int, int]]) -> float | None:
    """Seconds of CPU a pair; None where it is not installed."""
    try:
        bh: Any = importlib.import_module("brahe")
    except ImportError:
        print("  brahe is not installed (pip install brahe)")
        return None
    from sgp4.exporter import export_tle

    bh.initialize_eop()
    constraint = bh.ElevationConstraint(min_elevation_deg=HORIZON)
    t0 = bh.Epoch.from_datetime(START.year, START.month, START.day, 0, 0, 0.0, 0.0, bh.TimeSystem.UTC)
    t1 = t0 + DAYS * 86_400.0
    took = 0.0
    for i, m in pairs:
        model = satrec(sets[i])
        model.satnum_str = "00001"
        propagator = bh.SGPPropagator.from_tle(*export_tle(model), 60.0)
        place = bh.PointLocation(float(lon[m]), float(lat[m]), 0.0)
        begin = time.process_time()
        bh.location_accesses(place, propagator, t0, t1, constraint)
        took += time.process_time() - begin
    return took / len(pairs)


def with_limits(sets: Sequence[Elements], lat: Floats, lon: Floats, days: float) -> None:
    """The same satellites as carriers of the catalogue's sensors: all limits, not the elevation alone."""
    from tocsin.library import sensors

    families = sensors.load()
    carriers = [Carrier(one, families[k % len(families)]) for k, one in enumerate(sets)]
    begin = time.process_time()
    count = sum(len(block.parts.start) for block in opportunities(carriers, lat, lon, START, days * 86_400))
    took = time.process_time() - begin
    print(f"with all limits of the catalogue's {len(families)} families, best moments and angles: {count:,} looks in {took:.1f} s")


def large(days: float) -> None:
    """Growth: 600 satellites over 6,000 places."""
    sets, (lat, lon) = invented(LARGE[0]), places(LARGE[1])
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    took, count, _ = run(sets, lat, lon, days)
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    each = 1e6 * took / (LARGE[0] * LARGE[1] * days)
    print(f"{LARGE[0]} satellites x {LARGE[1]:,} places x {days:g} days: {count:,} passes in {took:.1f} s, {each:.2f} us a pair and day")
    print(f"  memory at most {after / 1024:.0f} MiB, {(after - before) / 1024:.0f} more than before")


def main(flags: Sequence[str] = ()) -> None:
    if "--past" in flags:
        looks_past.main(flags[flags.index("--past") + 1])
        return
    quick = "--quick" in flags
    sets, (lat, lon) = invented(SATELLITES), places(PLACES)
    print(f"{SATELLITES} satellites x {PLACES} places x {DAYS} days, elevation over {HORIZON:g} degrees:")
    took = {}
    for name in ("numpy", "numba"):
        os.environ[kernel.VARIABLE] = name
        run(sets[:2], lat[:2], lon[:2], 1)  # compiles, loads
        took[name], count, ours = min((run(sets, lat, lon, DAYS) for _ in range(1 if quick else 3)), key=lambda one: one[0])
        each = 1e6 * took[name] / (SATELLITES * PLACES)
        print(f"  {name}: {count:,} passes in {took[name]:.2f} s, {each:.0f} us a pair")
    rng = np.random.default_rng(2)
    pairs = [(int(rng.integers(SATELLITES)), int(rng.integers(PLACES))) for _ in range(20 if quick else PAIRS)]
    theirs = skyfield(sets, lat, lon, pairs, ours)
    print(f"  skyfield takes {1000 * theirs:.1f} ms a pair, {theirs * SATELLITES * PLACES:.0f} s for all; " + _ratio(theirs, took))
    other = brahe(sets, lat, lon, pairs)
    if other is not None:
        print(f"  brahe takes {1000 * other:.1f} ms a pair; " + _ratio(other, took))
    with_limits(sets, lat, lon, DAYS)
    large(0.25 if quick else 1)


def _ratio(theirs: float, took: dict[str, float]) -> str:
    said = [f"{theirs * SATELLITES * PLACES / one:,.0f} times as long as ours with {name}" for name, one in took.items()]
    return " and ".join(said)
