"""A past week over Kaliningrad from public catalogues in a folder (YYYYMMDD.tle; none is part of Tocsin): looks, gaps, errors of time."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import numpy as np

from tocsin.engine import elements
from tocsin.library import sensors
from tocsin.model import Place
from tocsin.model.orbits import Elements
from tocsin.model.sensors import Sensor
from tocsin.sense.orbits import ageing
from tocsin.sense.orbits.earth import julian
from tocsin.sense.orbits.looking import looks
from tocsin.sense.orbits.overhead import overhead
from tocsin.sense.orbits.satellites import carriers, satrec

KALININGRAD = Place(id="kaliningrad", name="Kaliningrad", lat=54.7, lon=20.5)
START = datetime(2022, 10, 16, tzinfo=UTC)
OLD, FRESH = "20220926", "20221015"
"""catalogues whose looks are compared"""
SINCE = "2022"
"""from this year on every second pair of neighbouring catalogues is what the growth of errors in ages.yml was declared from"""
ONE_SIGMA, THREE_OF_FOUR = 0.6827, 0.75
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def held(folder: Path, name: str) -> tuple[Elements, ...]:
    """The catalogue's sets of imaging satellites."""
    return elements.read(folder / f"{name}.tle", NOW)[1]


def week(folder: Path) -> None:
    """Looks of a week, from elements of its first day and before."""
    found = overhead(held(folder, "20221015"), sensors.load(), [KALININGRAD], START, START + timedelta(days=7), as_of=START)
    print(f"Kaliningrad, {START.date()} and six days more, {found.elements} satellites, elements of {found.newest_epoch:%d %B} and before:")
    for gap in found.gaps:
        every = "-" if gap.median_hours is None else f"{gap.median_hours:.1f}"
        refused = ", ".join(f"{word} {count}" for word, count in gap.refused.items()) or "-"
        print(f"  {gap.sensor}: {gap.looks} looks, mostly every {every} h, longest without {gap.worst_hours:.1f} h; refused: {refused}")


def pairs(folder: Path) -> list[tuple[str, str]]:
    """Neighbouring catalogues."""
    names = sorted(path.stem for path in folder.glob("20*.tle") if path.stat().st_size)
    return list(pairwise(names))


def declaring(folder: Path) -> frozenset[tuple[str, str]]:
    """The pairs that the growth of errors was declared from."""
    return frozenset([pair for pair in pairs(folder) if pair[0] >= SINCE][::2])


def errors(old: Iterable[Elements], new: Iterable[Elements], families: Iterable[Sensor]) -> dict[str, list[tuple[float, float, float]]]:
    """(age in days, seconds along the track, the declared sigma) of each satellite, by how its family's orbits age."""
    newer = {one.catalogue: one for one in new}
    found: dict[str, list[tuple[float, float, float]]] = defaultdict(list)
    for carrier in carriers(old, list(families), NOW, START):
        later = newer.get(carrier.elements.catalogue)
        if later is None:
            continue
        day, fraction = julian(later.epoch)
        (e1, r1, _), (e2, r2, v2) = (satrec(one).sgp4(day, fraction) for one in (carrier.elements, later))
        if e1 or e2:
            continue
        apart, way = np.array(r1) - np.array(r2), np.array(v2)
        # Along a circle, not along its chord: half a turn is as far as it goes.
        radius, chord, speed = (float(np.linalg.norm(x)) for x in (np.array(r2), apart, way))
        late = 2 * float(np.arcsin(min(1.0, chord / (2 * radius)))) * radius / speed
        age = (later.epoch - carrier.elements.epoch) / timedelta(days=1)
        found[carrier.sensor.drift].append((age, late, ageing.sigma(carrier.sensor, age)))
    return found


def ages(folder: Path) -> None:
    """How late old elements come out at the time of new ones, beside what is declared; what declares it, and how it holds elsewhere."""
    print("seconds along the track, old elements carried on to the next catalogue's; share within one and two declared sigma:")
    from_these = declaring(folder)
    growth: dict[str, list[float]] = defaultdict(list)
    held_by: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    for old, new in pairs(folder):
        by = errors(held(folder, old), held(folder, new), sensors.load())
        for drift, rows in sorted(by.items()):
            age, late, sigma = np.array(rows).T
            one, two = float(np.mean(late <= sigma)), float(np.mean(late <= 2 * sigma))
            told = " (declared from these)" if (old, new) in from_these else ""
            print(
                f"  {old} to {new}, {drift}: {len(rows)} satellites, {np.median(age):.0f} days: middle {np.median(late):.1f} s, "
                f"nine tenths under {np.quantile(late, 0.9):.0f} s, declared {np.median(sigma):.1f} s; {one:.2f} and {two:.2f}{told}"
            )
            if told:
                growth[drift].append(float(np.quantile(late / age**2, ONE_SIGMA)))
            else:
                held_by[drift, old[:4]].append((one, two))
    print("growth in s/day^2 that holds 68%, of the pairs that it was declared from: least, three of four below, most")
    for drift, found in sorted(growth.items()):
        print(f"  {drift}: {min(found):.3f}, {np.quantile(found, THREE_OF_FOUR):.3f}, {max(found):.3f} ({len(found)} pairs)")
    print("on the other pairs: share within one and two declared sigma, mean over pairs (least to most)")
    for (drift, year), shares in sorted(held_by.items()):
        one_s, two_s = np.array(shares).T
        print(
            f"  {drift}, {year}: {one_s.mean():.2f} ({one_s.min():.2f} to {one_s.max():.2f}), "
            f"{two_s.mean():.2f} ({two_s.min():.2f} to {two_s.max():.2f}); {len(shares)} pairs"
        )


def looks_of_old(folder: Path) -> None:
    """Looks of two days from elements of 19 days before, beside those from fresh ones: how many are found again, and how far apart."""
    families = sensors.load()
    window = (START, START + timedelta(days=2))
    fresh = looks(held(folder, FRESH), families, [KALININGRAD], *window, as_of=START)
    old = looks(held(folder, OLD), families, [KALININGRAD], *window, as_of=START)
    drift = {sensor.id: sensor.drift for sensor in families}
    for name in ("kept", "drag", "low"):
        mine = [look for look in fresh if drift[look.sensor] == name]
        theirs = defaultdict(list)
        for look in old:
            theirs[look.catalogue, look.sensor].append(look)
        apart, refused = [], 0
        for look in mine:
            others = theirs[look.catalogue, look.sensor]
            near = min(others, key=lambda other, at=look.t: abs(other.t - at), default=None)  # type: ignore[misc]
            if near is not None and abs(near.t - look.t) < timedelta(minutes=20):
                apart.append(abs((near.t - look.t).total_seconds()))
                refused += (near.refused or "").startswith("stale")
        if apart:
            print(
                f"  {name}: {len(apart)} of {len(mine)} looks found again from elements 19 days older, {np.median(apart):.1f} s apart "
                f"in the middle, {np.quantile(apart, 0.9):.0f} s in nine tenths; {refused} of them refused as stale"
            )


def main(folder: str) -> None:
    """Everything that the folder has catalogues for."""
    place = Path(folder)
    week(place)
    ages(place)
    looks_of_old(place)
