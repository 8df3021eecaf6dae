"""When satellites stand above an elevation over places: intervals, by the compiled loops or, saying the same, over whole arrays."""

import math
from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from tocsin.sense.orbits import kernel
from tocsin.sense.orbits.earth import Floats
from tocsin.sense.orbits.nodes import Nodes, between

BINS = 4096
"""of the table of jumps, over the cosine from -1 to 1"""
AT_ONCE = 256
"""places whose angles to all nodes are in memory at once"""


class Intervals(NamedTuple):
    """Each (q,): satellite and place by index, seconds from the first node; open where the window, or the satellite's life, cuts it."""

    satellite: Any
    place: Any
    rise: Floats
    fall: Floats
    cut: Any
    """bool: it began before the window or goes on after it"""


def intervals(nodes: Nodes, at: Floats, up: Floats, sines: Floats, far: Floats, rate: Floats, seconds: float) -> Intervals:
    """All intervals within `seconds` from the first node, by satellite, place and time.

    `at`, `up` (m, 3) of the places; of each satellite (s,) `sines` of the elevation, `far` the widest angle of `nodes.reach`, `rate` rad/s.
    """
    centre = at / np.linalg.norm(at, axis=1)[:, None]
    rows, columns = len(nodes.states), len(at)
    loops = kernel.compiled(rows * columns * nodes.states.shape[1])
    if loops is None:
        return _paired(_crossings(nodes, at, up, centre, sines, far, rate), nodes, seconds)
    room = 1024 + 32 * rows * columns
    while True:
        out = np.empty((room, 4))
        work = np.empty(BINS, np.int64), np.empty(nodes.states.shape[1])
        found = loops.crossings(nodes.states, nodes.alive.astype(np.int64), nodes.step, at, up, centre, sines, far, rate, out, *work)
        if found <= room:
            return _paired(out[:found], nodes, seconds)
        room = found


def _paired(events: Floats, nodes: Nodes, seconds: float) -> Intervals:
    """Ups and downs, which take turns for each satellite and place, as intervals cut to the window."""
    ups, downs = events[events[:, 3] > 0], events[events[:, 3] < 0]
    if len(ups) != len(downs):
        raise AssertionError("a rise without its fall")
    satellite = ups[:, 0].astype(np.int64)
    end = np.minimum((nodes.alive[satellite] - 1) * nodes.step, seconds)
    rise, fall = ups[:, 2], np.minimum(downs[:, 2], end)
    cut = (rise <= 0.0) | (downs[:, 2] >= end)
    kept = fall > rise
    return Intervals(satellite[kept], ups[kept, 1].astype(np.int64), rise[kept], fall[kept], cut[kept])


def _crossings(nodes: Nodes, at: Floats, up: Floats, centre: Floats, sines: Floats, far: Floats, rate: Floats) -> Floats:
    found = [np.empty((0, 4))]
    for i in range(len(nodes.states)):
        alive = int(nodes.alive[i])
        if alive < 2:
            continue
        x = nodes.states[i, :alive]
        unit = x[:, :3] / np.linalg.norm(x[:, :3], axis=1)[:, None]
        near = far[i] + 0.5 * rate[i] * nodes.step
        nearest = math.cos(near) if near < math.pi else -2.0
        for begin in range(0, len(at), AT_ONCE):
            some = slice(begin, begin + AT_ONCE)
            close = centre[some] @ unit.T >= nearest
            m, k = np.nonzero(close[:, :-1] | close[:, 1:])
            for events in _of_one(x, m + begin, k, float(sines[i]), at, up, nodes.step, alive):
                found.append(np.column_stack([np.full(len(events), float(i)), events]))
    events = np.concatenate(found)
    # Of two at one moment, down before up cannot be: a rise at the first node comes first.
    return np.asarray(events[np.lexsort((-events[:, 3], events[:, 2], events[:, 1], events[:, 0]))])


def _of_one(x: Floats, m: Any, k: Any, limit: float, at: Floats, up: Floats, step: float, alive: int) -> Iterator[Floats]:
    """Events (place, seconds, sign) of one satellite between the nodes `k` and `k` + 1 over places `m`."""
    left, right = x[k], x[k + 1]
    s0, d0 = sine(left, at[m], up[m])
    s1, d1 = sine(right, at[m], up[m])
    above0, above1 = s0 >= limit, s1 >= limit

    def solved(which: Any, a: Floats, b: Floats, fa: Floats, fb: Floats, slope: bool = False) -> Floats:
        p, q = at[m[which]], up[m[which]]

        def value(u: Floats, kept: Any) -> Floats:
            state = between(left[which][kept], right[which][kept], u, step)
            s, d = sine(state, p[kept], q[kept])
            return d if slope else s - limit

        return roots(value, a, b, fa, fb, step)

    def told(which: Any, u: Floats, signs: Floats) -> Floats:
        return np.column_stack([m[which].astype(float), (k[which] + u) * step, signs])

    (simple,) = np.nonzero(above0 != above1)
    yield told(
        simple,
        solved(simple, np.zeros(len(simple)), np.ones(len(simple)), s0[simple] - limit, s1[simple] - limit),
        np.where(above1[simple], 1.0, -1.0),
    )
    (twice,) = np.nonzero((above0 == above1) & ((d0 > 0) != (d1 > 0)) & ((d0 > 0) != above0))
    if len(twice):
        w = solved(twice, np.zeros(len(twice)), np.ones(len(twice)), d0[twice], d1[twice], slope=True)
        s, _ = sine(between(left[twice], right[twice], w, step), at[m[twice]], up[m[twice]])
        beyond = (s >= limit) != above0[twice]
        twice, w, s = twice[beyond], w[beyond], s[beyond]
        sign = np.where(above0[twice], -1.0, 1.0)
        yield told(twice, solved(twice, np.zeros(len(twice)), w, s0[twice] - limit, s - limit), sign)
        yield told(twice, solved(twice, w, np.ones(len(twice)), s - limit, s1[twice] - limit), -sign)
    first = (k == 0) & above0
    yield np.column_stack([m[first].astype(float), np.zeros(first.sum()), np.ones(first.sum())])
    last = (k == alive - 2) & above1
    yield np.column_stack([m[last].astype(float), np.full(last.sum(), (alive - 1) * step), -np.ones(last.sum())])


def sine(state: Floats, at: Floats, up: Floats) -> tuple[Floats, Floats]:
    """The sine of the elevation, and its derivative by seconds, of states (q, 6) over places `at` with verticals `up` (q, 3)."""
    line = state[:, :3] - at
    v = state[:, 3:]
    r = np.sqrt(np.einsum("qj,qj->q", line, line))
    s = np.einsum("qj,qj->q", line, up) / r
    closing = np.einsum("qj,qj->q", line, v) / r
    return s, (np.einsum("qj,qj->q", v, up) - s * closing) / r


def roots(value: Any, a: Floats, b: Floats, fa: Floats, fb: Floats, scale: float) -> Floats:
    """Where functions of unlike signs at `a` and `b` are nought, all at once, by Illinois' false position, to 1e-5 / `scale`.

    `value(u, kept)` gives them at `u` for the members `kept` (indices) that are not yet settled.
    """
    a, b, fa, fb = a.copy(), b.copy(), fa.copy(), fb.copy()
    u = np.where(fa == 0, a, b)
    side = np.zeros(len(a), dtype=np.int8)
    (open_,) = np.nonzero((fa != 0) & (fb != 0))
    for _ in range(60):
        if not len(open_):
            break
        there = (a[open_] * fb[open_] - b[open_] * fa[open_]) / (fb[open_] - fa[open_])
        f = value(there, open_)
        u[open_] = there
        same = (f > 0) == (fa[open_] > 0)
        low, high = open_[same], open_[~same]
        a[low], fa[low] = there[same], f[same]
        fb[low[side[low] == 1]] *= 0.5
        side[low] = 1
        b[high], fb[high] = there[~same], f[~same]
        fa[high[side[high] == -1]] *= 0.5
        side[high] = -1
        open_ = open_[((b[open_] - a[open_]) * scale > 1e-5) & (np.abs(f) > 1e-12)]
    return u
