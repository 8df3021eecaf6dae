"""Evenly spread points for the integrals of warning time: a lattice rule, moved by a random shift of its own for each draw.

Rank-1 lattice, x_i = {i z / n + shift} (Sloan and Joe 1994, "Lattice Methods for Multiple Integration"); z is built here, one component
after the other, so that the mean square error over shifts in a weighted space of smooth functions is least (Kuo 2003, "Component-by-
component constructions achieve the optimal rate of convergence", Journal of Complexity 19), then folded (x -> 1 - |2x - 1|; Hickernell
2002, "Obtaining O(N^-2+e) convergence for lattice quadrature rules"). Every shift gives an unbiased mean.
"""

from functools import cache

import numpy as np

from tocsin.judge.parameters import Floats, stream

DECAY = 0.9
"""weight of each further dimension beside the one before it: the first steps of a way matter most"""


@cache
def generator(n: int, dims: int) -> tuple[int, ...]:
    """(dims,) integers z, odd, for n a power of two."""
    i = np.arange(n)
    candidates = np.arange(1, n, 2) if n > 2 else np.array([1])
    x = np.outer(candidates, i) % n / n
    table = x * x - x + 1 / 6  # the kernel of the space: the second Bernoulli polynomial
    held, found = np.ones(n), []
    for dim in range(dims):
        scores = table @ held
        best = int(np.argmin(np.round(scores, 9)))
        found.append(int(candidates[best]))
        held = held * (1 + DECAY**dim * table[best])
    return tuple(found)


def lattice(seed: int, name: str, draws: int, n: int, dims: int) -> Floats:
    """(draws, n, dims) points strictly between 0 and 1; each draw has a shift of its own. n: a power of two."""
    z = np.array(generator(n, dims))
    base = np.outer(np.arange(n), z) % n / n
    shift = stream(seed, name).random((draws, 1, dims))
    return np.asarray(np.clip(1 - np.abs(2 * ((base[None] + shift) % 1.0) - 1), 1e-12, 1 - 1e-12))
