"""Loops that find when satellites rise above and sink below an elevation: plain Python, compiled where numba is installed.

For one satellite after the other and each place: nodes from which the place cannot be reached are jumped over (the angle at the Earth's
centre changes no faster than `rate`); between two nodes the elevation's sine crosses its limit where its sign changes, or twice where it
has an extremum beyond the limit between them. Roots are found by Illinois' variant of false position on the cubic.
"""

import math
from typing import Any


def elevation(x: Any, k: int, u: float, h: float, at: Any, up: Any, m: int) -> tuple[float, float]:
    """The sine of the elevation and its derivative by seconds over place `m`, `u` of the way from node `k` to the next."""
    u2 = u * u
    u3 = u2 * u
    a, b, c, d = 2 * u3 - 3 * u2 + 1, (u3 - 2 * u2 + u) * h, 3 * u2 - 2 * u3, (u3 - u2) * h
    da, db, dd = (6 * u2 - 6 * u) / h, 3 * u2 - 4 * u + 1, 3 * u2 - 2 * u
    px = a * x[k, 0] + b * x[k, 3] + c * x[k + 1, 0] + d * x[k + 1, 3] - at[m, 0]
    py = a * x[k, 1] + b * x[k, 4] + c * x[k + 1, 1] + d * x[k + 1, 4] - at[m, 1]
    pz = a * x[k, 2] + b * x[k, 5] + c * x[k + 1, 2] + d * x[k + 1, 5] - at[m, 2]
    vx = da * (x[k, 0] - x[k + 1, 0]) + db * x[k, 3] + dd * x[k + 1, 3]
    vy = da * (x[k, 1] - x[k + 1, 1]) + db * x[k, 4] + dd * x[k + 1, 4]
    vz = da * (x[k, 2] - x[k + 1, 2]) + db * x[k, 5] + dd * x[k + 1, 5]
    r = math.sqrt(px * px + py * py + pz * pz)
    s = (px * up[m, 0] + py * up[m, 1] + pz * up[m, 2]) / r
    closing = (px * vx + py * vy + pz * vz) / r
    return s, (vx * up[m, 0] + vy * up[m, 1] + vz * up[m, 2] - s * closing) / r


def at_node(x: Any, k: int, at: Any, up: Any, m: int) -> tuple[float, float]:
    """The same at node `k` itself."""
    px, py, pz = x[k, 0] - at[m, 0], x[k, 1] - at[m, 1], x[k, 2] - at[m, 2]
    vx, vy, vz = x[k, 3], x[k, 4], x[k, 5]
    r = 1.0 / math.sqrt(px * px + py * py + pz * pz)
    s = (px * up[m, 0] + py * up[m, 1] + pz * up[m, 2]) * r
    closing = (px * vx + py * vy + pz * vz) * r
    return s, (vx * up[m, 0] + vy * up[m, 1] + vz * up[m, 2] - s * closing) * r


def root(x: Any, k: int, h: float, at: Any, up: Any, m: int, limit: float, slope: bool, a: float, b: float, fa: float, fb: float) -> float:
    """Where between `a` and `b` the sine less `limit`, or the slope, is nought; `fa` and `fb` are its values there, of unlike signs."""
    side = 0
    u = 0.5 * (a + b)
    for _ in range(60):
        u = (a * fb - b * fa) / (fb - fa)
        s, d = elevation(x, k, u, h, at, up, m)
        f = d if slope else s - limit
        if (f > 0.0) == (fa > 0.0):
            a, fa = u, f
            if side == 1:
                fb *= 0.5
            side = 1
        else:
            b, fb = u, f
            if side == -1:
                fa *= 0.5
            side = -1
        if (b - a) * h < 1e-5 or abs(f) < (1e-10 if slope else 1e-9):
            break
    return u


def crossings(
    x: Any, alive: Any, h: float, at: Any, up: Any, centre: Any, limits: Any, far: Any, rate: Any, out: Any, jumps: Any, inverse: Any
) -> int:
    """How many crossings there are; the first of them stand in `out`: (satellite, place, seconds from the first node, +1 up or -1 down).

    `x` (s, n, 6) states; `at`, `up`, `centre` (m, 3) positions, verticals, directions from the Earth's centre; of each satellite `alive`
    nodes count, `limits` the sine, `far` the angle beyond which nothing is seen, `rate` rad/s; `jumps` (any number of ints) and `inverse`
    (n) are room to work in. A place that is in view at the first node begins with +1 at time 0, one that is still in view at the last
    living node ends with -1 there.
    """
    found = 0
    bins = jumps.shape[0]
    half = 0.5 * bins
    for i in range(x.shape[0]):
        y, n, limit = x[i], alive[i], limits[i]
        near, stride = far[i] + 0.5 * rate[i] * h, rate[i] * h
        nearest = math.cos(near) if near < math.pi else -2.0
        # How many nodes may be jumped over, by the cosine of the angle: each bin by its nearest edge, so never too many.
        for k in range(bins):
            jumps[k] = int((math.acos(min(1.0, (k + 1) / half - 1.0)) - near) / stride)
        for k in range(n):
            inverse[k] = 1.0 / math.sqrt(y[k, 0] * y[k, 0] + y[k, 1] * y[k, 1] + y[k, 2] * y[k, 2])
        for m in range(at.shape[0]):
            k = 0
            known = -1
            s0 = d0 = 0.0
            while k < n:
                c = (y[k, 0] * centre[m, 0] + y[k, 1] * centre[m, 1] + y[k, 2] * centre[m, 2]) * inverse[k]
                if c < nearest:
                    jump = jumps[min(int((c + 1.0) * half), bins - 1)]
                    if jump > 1:
                        k += jump
                        continue
                    if k + 1 >= n:
                        break
                    z = k + 1
                    if (y[z, 0] * centre[m, 0] + y[z, 1] * centre[m, 1] + y[z, 2] * centre[m, 2]) * inverse[z] < nearest:
                        k += 1
                        continue
                if k + 1 >= n:
                    if n == 1:
                        break
                    if known != k:
                        s0, d0 = at_node(y, k, at, up, m)
                    if s0 >= limit:
                        if found < out.shape[0]:
                            out[found, 0], out[found, 1], out[found, 2], out[found, 3] = i, m, k * h, -1.0
                        found += 1
                    break
                if known != k:
                    s0, d0 = at_node(y, k, at, up, m)
                s1, d1 = at_node(y, k + 1, at, up, m)
                if k == 0 and s0 >= limit:
                    if found < out.shape[0]:
                        out[found, 0], out[found, 1], out[found, 2], out[found, 3] = i, m, 0.0, 1.0
                    found += 1
                above0, above1 = s0 >= limit, s1 >= limit
                if above0 != above1:
                    u = root(y, k, h, at, up, m, limit, False, 0.0, 1.0, s0 - limit, s1 - limit)
                    if found < out.shape[0]:
                        out[found, 0], out[found, 1], out[found, 2], out[found, 3] = i, m, (k + u) * h, 1.0 if above1 else -1.0
                    found += 1
                elif (d0 > 0.0) != (d1 > 0.0) and (d0 > 0.0) != above0:
                    w = root(y, k, h, at, up, m, limit, True, 0.0, 1.0, d0, d1)
                    s, _ = elevation(y, k, w, h, at, up, m)
                    if (s >= limit) != above0:
                        u = root(y, k, h, at, up, m, limit, False, 0.0, w, s0 - limit, s - limit)
                        v = root(y, k, h, at, up, m, limit, False, w, 1.0, s - limit, s1 - limit)
                        first = -1.0 if above0 else 1.0
                        if found + 1 < out.shape[0]:
                            out[found, 0], out[found, 1], out[found, 2], out[found, 3] = i, m, (k + u) * h, first
                            out[found + 1, 0], out[found + 1, 1], out[found + 1, 2], out[found + 1, 3] = i, m, (k + v) * h, -first
                        found += 2
                s0, d0 = s1, d1
                k += 1
                known = k
    return found


def fill(r: Any, v: Any, cosines: Any, sines: Any, weights: Any, mu: float, flat: float, turn: float, out: Any) -> None:
    """Nodes `out` (s, n, 6) in the turning frame from sparse TEME states `r`, `v` (s, k, 3): what `nodes` does over whole arrays.

    `cosines`, `sines` (n,) of sidereal time; `weights` of `nodes.quintic`; `mu` and `flat`, 1.5 J2 times the equator's radius squared, of
    the pull; `turn` rad/s.
    """
    nodes, between = out.shape[1], weights.shape[0]
    for i in range(r.shape[0]):
        ax = ay = az = bx = by = bz = 0.0
        for k in range(r.shape[1]):
            x, y, z = r[i, k, 0], r[i, k, 1], r[i, k, 2]
            square = x * x + y * y + z * z
            main, bulge, height = -mu / (square * math.sqrt(square)), flat / square, 5.0 * z * z / square
            bx, by = main * (1.0 + bulge * (1.0 - height)) * x, main * (1.0 + bulge * (1.0 - height)) * y
            bz = main * (1.0 + bulge * (3.0 - height)) * z
            for j in range(between + 1 if k > 0 else 1):
                # The last of each stretch is the sparse state itself.
                n = k * (between + 1) if j == between or k == 0 else (k - 1) * (between + 1) + j + 1
                if n >= nodes:
                    continue
                px, py, pz, vx, vy, vz = x, y, z, v[i, k, 0], v[i, k, 1], v[i, k, 2]
                if k > 0 and j < between:
                    w, p = weights[j], k - 1
                    px = w[0] * r[i, p, 0] + w[1] * v[i, p, 0] + w[2] * ax + w[3] * x + w[4] * v[i, k, 0] + w[5] * bx
                    py = w[0] * r[i, p, 1] + w[1] * v[i, p, 1] + w[2] * ay + w[3] * y + w[4] * v[i, k, 1] + w[5] * by
                    pz = w[0] * r[i, p, 2] + w[1] * v[i, p, 2] + w[2] * az + w[3] * z + w[4] * v[i, k, 2] + w[5] * bz
                    vx = w[6] * r[i, p, 0] + w[7] * v[i, p, 0] + w[8] * ax + w[9] * x + w[10] * v[i, k, 0] + w[11] * bx
                    vy = w[6] * r[i, p, 1] + w[7] * v[i, p, 1] + w[8] * ay + w[9] * y + w[10] * v[i, k, 1] + w[11] * by
                    vz = w[6] * r[i, p, 2] + w[7] * v[i, p, 2] + w[8] * az + w[9] * z + w[10] * v[i, k, 2] + w[11] * bz
                c, s = cosines[n], sines[n]
                out[i, n, 0], out[i, n, 1], out[i, n, 2] = c * px + s * py, c * py - s * px, pz
                out[i, n, 3] = c * vx + s * vy + turn * out[i, n, 1]
                out[i, n, 4] = c * vy - s * vx - turn * out[i, n, 0]
                out[i, n, 5] = vz
            ax, ay, az = bx, by, bz
