"""When a place is inside a sensor's limits: the parts of a pass in which every one of them holds, and the best moment of each.

A limit is a function that is at least nought where it holds. Each is followed along the pass by itself: samples, refined where it may touch
nought between two of them, then roots; between two neighbouring roots of all of them nothing changes, so the middle tells. So a look abeam
of a second is found beside a pass of a quarter of an hour.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from tocsin.sense.orbits.earth import TURN, Floats
from tocsin.sense.orbits.nodes import Nodes, between
from tocsin.sense.orbits.scan import Intervals, roots

SAMPLES = 13
"""along one pass: under a minute apart in the longest of a satellite at 700 km; 9 and 25 find the same looks"""
SHORTEST = 1e-3
"""seconds; what is shorter is a touch"""
GOLDEN = 0.6180339887498949


class Limits(NamedTuple):
    """Of each interval, (q,) each: sines of the elevation from `low` to `high`, cosine of the angle off nadir, sine of the angle along the
    track, and the side: 1 left of the track, -1 right, 0 both."""

    low: Floats
    high: Floats
    off_nadir: Floats
    along: Floats
    side: Floats
    broadside: Any
    """bool: the best moment is when the place is abeam; else when the satellite stands highest"""

    def of(self, which: Any) -> "Limits":
        """Those of some intervals."""
        return Limits(*(field[which] for field in self))


class Geometry(NamedTuple):
    """How a satellite sees a place, (q,) each."""

    elevation: Floats
    """its sine"""
    off_nadir: Floats
    """cosine of the angle at the satellite between the Earth's centre and the place"""
    along: Floats
    """sine of the angle ahead (positive) of the plane across its way among the stars"""
    left: Floats
    """sine of the angle left of its way"""
    slope: Floats
    """of the sine of the elevation, per second"""


class Parts(NamedTuple):
    """Looks: index of the interval, first, last and best moment in seconds, and how the place is seen at the best."""

    interval: Any
    start: Floats
    end: Floats
    best: Floats
    seen: Geometry


class Passes:
    """The passes of one block of satellites over places, for what is asked of many of their moments at once."""

    def __init__(self, nodes: Nodes, found: Intervals, at: Floats, up: Floats) -> None:
        self.nodes, self.found, self.at, self.up = nodes, found, at, up
        self.last = nodes.alive[found.satellite] - 2

    def geometry(self, which: Any, t: Floats) -> Geometry:
        """Of passes `which` (q,) at seconds `t` (q,)."""
        i, m = self.found.satellite[which], self.found.place[which]
        k = np.clip((t / self.nodes.step).astype(np.int64), 0, self.last[which])
        state = between(self.nodes.states[i, k], self.nodes.states[i, k + 1], t / self.nodes.step - k, self.nodes.step)
        r, v, up = state[:, :3], state[:, 3:], self.up[m]
        line = r - self.at[m]
        distance = np.sqrt(np.einsum("qj,qj->q", line, line))
        height = np.sqrt(np.einsum("qj,qj->q", r, r))
        # Its way among the stars, not over the turning ground, is what a satellite flies along.
        w = v.copy()
        w[:, 0] -= TURN * r[:, 1]
        w[:, 1] += TURN * r[:, 0]
        speed = np.sqrt(np.einsum("qj,qj->q", w, w))
        left = np.cross(r, w)
        sine = np.einsum("qj,qj->q", line, up) / distance
        closing = np.einsum("qj,qj->q", line, v) / distance
        return Geometry(
            sine,
            np.einsum("qj,qj->q", line, r) / (distance * height),
            -np.einsum("qj,qj->q", line, w) / (distance * speed),
            -np.einsum("qj,qj->q", line, left) / (distance * np.sqrt(np.einsum("qj,qj->q", left, left))),
            (np.einsum("qj,qj->q", v, up) - sine * closing) / distance,
        )


def _rules(geometry: Geometry, limits: Limits) -> tuple[Floats, ...]:
    """Each limit as a function that is at least nought where it holds."""
    return (
        geometry.elevation - limits.low,
        limits.high - geometry.elevation,
        geometry.off_nadir - limits.off_nadir,
        limits.along - geometry.along,
        limits.along + geometry.along,
        np.where(limits.side == 0, 1.0, limits.side * geometry.left),
    )


def parts(passes: Passes, limits: Limits) -> Parts:
    """Every part of every pass in which all limits hold, by pass and time."""
    found = passes.found
    count = len(found.rise)
    share = np.linspace(0.0, 1.0, SAMPLES)
    times = found.rise[:, None] + (found.fall - found.rise)[:, None] * share
    each = np.repeat(np.arange(count), SAMPLES)
    sampled = _rules(passes.geometry(each, times.ravel()), limits.of(each))
    changes_of: list[Any] = []
    changes_at: list[Floats] = []
    for rule, values in enumerate(sampled):
        g = values.reshape(count, SAMPLES)
        if (g > 0).all():
            continue
        for which, a, b in _brackets(passes, limits, rule, times, g):
            value = _rule_of(passes, limits, which, rule)
            everything = np.arange(len(which))
            fa, fb = value(a, everything), value(b, everything)
            (unlike,) = np.nonzero((fa > 0) != (fb > 0))
            which = which[unlike]
            changes_of.append(which)
            changes_at.append(roots(_rule_of(passes, limits, which, rule), a[unlike], b[unlike], fa[unlike], fb[unlike], 1.0))
    return _assembled(passes, limits, changes_of, changes_at)


def _rule_of(passes: Passes, limits: Limits, which: Any, rule: int) -> Callable[[Floats, Any], Floats]:
    """One limit of passes `which`, as a function of seconds and of which of them are asked."""
    some = limits.of(which)
    return lambda t, kept: _rules(passes.geometry(which[kept], t), some.of(kept))[rule]


def _brackets(passes: Passes, limits: Limits, rule: int, times: Floats, g: Floats) -> list[tuple[Any, Floats, Floats]]:
    """Where one limit may change: (passes, from, to) of neighbouring samples of unlike signs, and around extremes that may reach nought."""
    q, k = np.nonzero((g[:, :-1] > 0) != (g[:, 1:] > 0))
    found = [(q, times[q, k], times[q, k + 1])]
    before, here, after = g[:, :-2], g[:, 1:-1], g[:, 2:]
    like = ((before > 0) == (here > 0)) & ((here > 0) == (after > 0))
    top = like & (here <= 0) & (here >= before) & (here >= after)
    bottom = like & (here > 0) & (here <= before) & (here <= after)
    # A smooth curve goes beyond its highest sample by no more than about a quarter of what it bends there.
    bend = np.abs(before - 2 * here + after)
    q, k = np.nonzero((top | bottom) & (np.abs(here) <= bend))
    if len(q):
        sign, everything, value = np.where(top[q, k], 1.0, -1.0), np.arange(len(q)), _rule_of(passes, limits, q, rule)
        low, high = times[q, k], times[q, k + 2]
        peak = _highest(lambda t: sign * value(t, everything), low, high)
        found += [(q, low, peak), (q, peak, high)]
    return found


def _highest(value: Callable[[Floats], Floats], a: Floats, b: Floats) -> Floats:
    """Where functions with one maximum between `a` and `b` are highest, by golden section, to some 1e-4 s."""
    a, b = a.copy(), b.copy()
    c, d = b - GOLDEN * (b - a), a + GOLDEN * (b - a)
    fc, fd = value(c), value(d)
    for _ in range(32):
        left = fc >= fd
        b, a = np.where(left, d, b), np.where(left, a, c)
        fresh = np.where(left, b - GOLDEN * (b - a), a + GOLDEN * (b - a))
        c, d = np.where(left, fresh, d), np.where(left, c, fresh)
        new = value(fresh)
        fc, fd = np.where(left, new, fd), np.where(left, fc, new)
    return np.asarray(0.5 * (a + b))


def _assembled(passes: Passes, limits: Limits, changes_of: list[Any], changes_at: list[Floats]) -> Parts:
    """The parts between changes in whose middle all limits hold, neighbours joined, with their best moments."""
    found = passes.found
    count = len(found.rise)
    of = np.concatenate([np.arange(count), np.arange(count), *changes_of]).astype(np.int64)
    moments = np.concatenate([found.rise, found.fall, *changes_at])
    order = np.lexsort((moments, of))
    of, moments = of[order], moments[order]
    (k,) = np.nonzero(of[1:] == of[:-1])
    which, start, end = of[k], moments[k], moments[k + 1]
    holds = np.full(len(which), True)
    for rule in _rules(passes.geometry(which, 0.5 * (start + end)), limits.of(which)):
        holds &= rule >= 0
    which, start, end = which[holds], start[holds], end[holds]
    new = np.ones(len(which), dtype=bool)
    new[1:] = (which[1:] != which[:-1]) | (start[1:] > end[:-1])
    firsts = np.flatnonzero(new)
    lasts = np.append(firsts[1:], len(which)) - 1 if len(which) else firsts
    which, start, end = which[firsts], start[firsts], end[lasts]
    long = end - start >= SHORTEST
    which, start, end = which[long], start[long], end[long]
    best = _best(passes, limits, which, start, end)
    return Parts(which, start, end, best, passes.geometry(which, best))


def _best(passes: Passes, limits: Limits, which: Any, start: Floats, end: Floats) -> Floats:
    """The moment abeam, or of the highest elevation, within each part; else the end that is nearer to it."""
    broadside = limits.broadside[which]

    def value(t: Floats, kept: Any) -> Floats:
        geometry = passes.geometry(which[kept], t)
        return np.asarray(np.where(broadside[kept], geometry.along, geometry.slope))

    everything = np.arange(len(which))
    first, last = value(start, everything), value(end, everything)
    # Both fall along a pass: from ahead to behind, from rising to sinking.
    inside = (first > 0) & (last < 0)
    out = np.where(first <= 0, start, end)
    (some,) = np.nonzero(inside)
    out[some] = roots(lambda t, kept: value(t, some[kept]), start[some], end[some], first[some], last[some], 1.0)
    return np.asarray(out)
