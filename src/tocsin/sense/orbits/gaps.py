"""How often each family can look at each place, the longest time that nobody can, and why those who cannot cannot."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from statistics import median

from tocsin.model.observations import Look, Place
from tocsin.model.orbits import Cause, Gap
from tocsin.model.sensors import Sensor
from tocsin.sense.orbits import sky

LIKELY_COVERED = 0.1
"""a family none of whose looks is clear with more than this chance, at the best of the range, is blind to cloud"""
TOGETHER = ("optical", "radar", "any")


def gaps(
    looks: Sequence[Look], sensors: Sequence[Sensor], places: Sequence[Place], start: datetime, end: datetime, held: Mapping[str, int]
) -> tuple[Gap, ...]:
    """For every place, each kind and all together, then each family, in the order given.

    `held`: satellites of each family that have elements.
    """
    by: dict[tuple[str, str], list[Look]] = defaultdict(list)
    for look in looks:
        by[look.place.id, look.sensor].append(look)
    found = []
    for place in places:
        for name in TOGETHER:
            some = [sensor for sensor in sensors if name in ("any", sensor.kind)]
            if some:
                mine = [look for sensor in some for look in by[place.id, sensor.id]]
                found.append(_gap(place, name, mine, start, end, sum(held.get(sensor.id, 0) for sensor in some)))
        found += [_gap(place, sensor.id, by[place.id, sensor.id], start, end, held.get(sensor.id, 0)) for sensor in sensors]
    return tuple(found)


def _gap(place: Place, name: str, mine: Sequence[Look], start: datetime, end: datetime, held: int) -> Gap:
    good = sorted((look for look in mine if look.refused is None), key=lambda look: look.t)
    times = [look.t for look in good]
    edges = [start, *times, end]
    spans = list(pairwise(edges))
    worst = max(spans, key=lambda span: (span[1] - span[0], -span[0].timestamp()))
    refused = Counter((look.refused or "").partition(":")[0] for look in mine if look.refused is not None)
    blind, why = _blind(good, mine, refused, held)
    between = [(b - a).total_seconds() / 3600 for a, b in pairwise(times)]
    return Gap(
        place=place,
        sensor=name,
        looks=len(good),
        first=times[0] if times else None,
        last=times[-1] if times else None,
        median_hours=round(median(between), 3) if between else None,
        worst_hours=round((worst[1] - worst[0]).total_seconds() / 3600, 3),
        worst_start=worst[0],
        worst_end=worst[1],
        p_clear_one=sky.one_clear([(f"{look.t.date()}", look.p_clear_range or (1.0, 1.0)) for look in good]),
        refused=dict(sorted(refused.items())),
        blind=blind,
        why=why,
    )


def _blind(good: Sequence[Look], mine: Sequence[Look], refused: Mapping[str, int], held: int) -> tuple[Cause, str | None]:
    if good:
        if all(look.p_clear_range is not None and look.p_clear_range[1] <= LIKELY_COVERED for look in good):
            return "cloud", f"none of {len(good)} looks is clear with a chance above {LIKELY_COVERED:.0%}"
        return "none", None
    if not held:
        return "no-elements", "no elements of its satellites are held"
    if not mine:
        return "no-pass", f"none of {held} satellites passes within its limits"
    dark, old = refused.get("night", 0), refused.get("stale", 0)
    if not old:
        sun = max(look.sun_elevation_deg or -90.0 for look in mine)
        return "night", f"all {len(mine)} passes come too dark; the sun stands at most {sun:.0f} degrees high"
    return "stale", f"of {len(mine)} passes {dark} come too dark, and of {old} the elements are too old"
