"""States of satellites at even times, in the turning Earth's frame, and what lies between two of them.

SGP4 is asked for every fourth node; those between are filled in by quintic Hermite polynomials whose second derivatives are the pull of a
flattened Earth (two bodies and J2). A test holds how near that is to SGP4; it costs a quarter.
"""

import math
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

import numpy as np

from tocsin.sense.orbits import kernel
from tocsin.sense.orbits.earth import DAY, EQUATOR_KM, TURN, Floats, julian, sidereal, turned

STEP = 60.0
"""seconds between nodes: a cubic between them is within a metre of the orbit"""
FARTHEST_KM = 1e6
AT_ONCE = 4
"""satellites that are filled in together: their nodes stay in the processor's cache"""
FILLED = 4
"""SGP4 is asked for every so many"""
MU, J2 = 398600.8, 1.082616e-3
"""of WGS 72, which SGP4 uses"""
LATITUDE_SLACK = math.radians(0.3)
"""the vertical and the line to the Earth's centre differ by at most .2 degree"""


class Nodes(NamedTuple):
    """`states`: (s, n, 6) kilometres and kilometres a second, `step` seconds apart; of each satellite `alive` nodes count."""

    states: Floats
    alive: Any
    """(s,) int: nodes before the first that SGP4 gives an error for"""
    step: float


def count(seconds: float, step: float = STEP) -> int:
    """How many nodes cover a window."""
    return math.ceil(seconds / step - 1e-9) + 1


def propagate(satellites: Sequence[Any], start: datetime, nodes: int, step: float = STEP, work: int = 0) -> Nodes:
    """`nodes` nodes from `start` on of satellites (sgp4's Satrec); `work` is what there is to do with them, by which `kernel` chooses."""
    from sgp4.api import SatrecArray

    day, fraction = julian(start)
    sparse = max(2, math.ceil((nodes - 1) / FILLED) + 1)
    fractions = np.asarray(fraction + np.arange(sparse) * (step * FILLED / DAY))
    errors, r, v = SatrecArray(list(satellites)).sgp4(np.full(sparse, day), fractions)
    height = np.sqrt(np.einsum("...j,...j->...", r, r))
    # Close to its end SGP4 gives places under the ground or beyond the moon without an error.
    failed = (errors != 0) | ~((height > EQUATOR_KM - 22.0) & (height < FARTHEST_KM))
    alive = np.where(failed.any(axis=1), failed.argmax(axis=1), sparse)
    # Of a satellite that decays, the way is known up to its last sound state.
    alive = np.clip((alive - 1) * FILLED + 1, 0, nodes)
    angle = sidereal(day, np.asarray(fraction + np.arange(nodes) * (step / DAY)))
    states = np.empty((len(r), nodes, 6))
    if (loops := kernel.compiled(work)) is not None:
        loops.fill(r, v, np.cos(angle), np.sin(angle), quintic(step * FILLED), MU, 1.5 * J2 * EQUATOR_KM**2, TURN, states)
        return Nodes(states, alive, step)
    for first in range(0, len(r), AT_ONCE):
        some = slice(first, first + AT_ONCE)
        there, speed = _filled(r[some], v[some], step * FILLED)
        turned(there[:, :nodes], speed[:, :nodes], angle, states[some])
    return Nodes(states, alive, step)


def _filled(r: Floats, v: Floats, span: float) -> tuple[Floats, Floats]:
    """States (s, n, 3) `span` seconds apart with `FILLED` - 1 between each two: quintic Hermite polynomials."""
    rows, sparse, _ = r.shape
    a = pull(r)
    out_r, out_v = np.empty((rows, (sparse - 1) * FILLED + 1, 3)), np.empty((rows, (sparse - 1) * FILLED + 1, 3))
    out_r[:, ::FILLED], out_v[:, ::FILLED] = r, v
    for k, weights in enumerate(quintic(span), 1):
        out_r[:, k::FILLED] = _mixed(r, v, a, *weights[:6])
        out_v[:, k::FILLED] = _mixed(r, v, a, *weights[6:])
    return out_r, out_v


def quintic(span: float) -> Floats:
    """(FILLED - 1, 12) weights of position, velocity and acceleration before, then after: six for the position, six for the velocity."""
    t = np.arange(1, FILLED) / FILLED
    h0 = 1 - 10 * t**3 + 15 * t**4 - 6 * t**5
    h1, g1 = t - 6 * t**3 + 8 * t**4 - 3 * t**5, -4 * t**3 + 7 * t**4 - 3 * t**5
    h2, g2 = 0.5 * t**2 - 1.5 * t**3 + 1.5 * t**4 - 0.5 * t**5, 0.5 * t**3 - t**4 + 0.5 * t**5
    d0 = -30 * t**2 + 60 * t**3 - 30 * t**4
    d1, e1 = 1 - 18 * t**2 + 32 * t**3 - 15 * t**4, -12 * t**2 + 28 * t**3 - 15 * t**4
    d2, e2 = t - 4.5 * t**2 + 6 * t**3 - 2.5 * t**4, 1.5 * t**2 - 4 * t**3 + 2.5 * t**4
    place = [h0, h1 * span, h2 * span**2, 1 - h0, g1 * span, g2 * span**2]
    return np.stack([*place, d0 / span, d1, d2 * span, -d0 / span, e1, e2 * span], axis=1)


def _mixed(r: Floats, v: Floats, a: Floats, r0: float, v0: float, a0: float, r1: float, v1: float, a1: float) -> Floats:
    left, right = slice(None, -1), slice(1, None)
    return np.asarray(r0 * r[:, left] + v0 * v[:, left] + a0 * a[:, left] + r1 * r[:, right] + v1 * v[:, right] + a1 * a[:, right])


def pull(r: Floats) -> Floats:
    """Accelerations (..., 3) in kilometres a second squared at positions (..., 3): two bodies and J2."""
    square = np.einsum("...j,...j->...", r, r)
    flat = 1.5 * J2 * EQUATOR_KM**2 / square
    z = 5 * r[..., 2] ** 2 / square
    main = -MU / (square * np.sqrt(square))
    out = np.empty_like(r)
    out[..., 0] = main * (1 + flat * (1 - z)) * r[..., 0]
    out[..., 1] = main * (1 + flat * (1 - z)) * r[..., 1]
    out[..., 2] = main * (1 + flat * (3 - z)) * r[..., 2]
    return out


def rates(satellites: Sequence[Any]) -> tuple[Floats, Floats]:
    """Of each satellite the radius of its apogee in kilometres and the fastest that its place on the ground can move, rad/s."""
    e = np.array([s.ecco for s in satellites])
    motion = np.array([s.no_kozai for s in satellites]) / 60.0
    axis = np.cbrt(MU / motion**2)
    # 2% and 60 km more: what drag, periodic terms and J2 add within the weeks that elements are used for.
    return axis * (1 + e) + 60.0, 1.02 * motion * np.sqrt((1 + e) / (1 - e) ** 3) + TURN


def reach(apogee: Floats, sin_elevation: Floats) -> Floats:
    """The largest angle at the Earth's centre, in radians, at which a satellite stands at the elevation or higher."""
    elevation = np.arcsin(np.clip(sin_elevation, -1.0, 1.0))
    inside = np.clip((EQUATOR_KM - 22.0) * np.cos(elevation) / apogee, -1.0, 1.0)
    return np.asarray(np.minimum(np.pi, np.arccos(inside) - elevation + LATITUDE_SLACK))


def between(left: Floats, right: Floats, u: Floats, step: float) -> Floats:
    """States (q, 6) at `u` (q,), from 0 to 1, of the ways from states `left` to `right` (q, 6): a cubic Hermite polynomial and its
    slope."""
    u = u[:, None]
    u2 = u * u
    u3 = u2 * u
    p0, v0, p1, v1 = left[:, :3], left[:, 3:], right[:, :3], right[:, 3:]
    out = np.empty_like(left)
    out[:, :3] = (2 * u3 - 3 * u2 + 1) * p0 + (u3 - 2 * u2 + u) * step * v0 + (3 * u2 - 2 * u3) * p1 + (u3 - u2) * step * v1
    out[:, 3:] = (6 * u2 - 6 * u) / step * (p0 - p1) + (3 * u2 - 4 * u + 1) * v0 + (3 * u2 - 2 * u) * v1
    return out
