"""From where a process stands to what may happen: absorbing events within 7, 30, 90 days, competing, by one backward recursion."""

from collections.abc import Sequence

import numpy as np

from tocsin.judge.cells import spread
from tocsin.judge.parameters import Floats, Ladder


def reach(ladder: Ladder, horizons: Sequence[int]) -> dict[int, Floats]:
    """By horizon n in days: (S, K, D), chance that event k is the one that ends the process within n days, from living state s.

    h(0) = 0, h(n + 1, s) = H(s) + sum over s' of A(s, s') h(n, s').
    """
    h = np.zeros_like(ladder.H)
    out = {}
    for n in range(1, max(horizons, default=0) + 1):
        new = ladder.H.copy()
        for g, s in ladder.pairs:
            new[g] += ladder.A[g, s] * h[s]
        h = new
        if n in horizons:
            out[n] = h
    return out


def outlook(alpha: Floats, reached: dict[int, Floats]) -> dict[int, Floats]:
    """By horizon: (K, D) chance of each absorbing event, from the state probabilities alpha (S, D)."""
    return {n: np.asarray((alpha[:, None] * h).sum(0)) for n, h in reached.items()}


def without_evidence(ladder: Ladder, days: int) -> Floats:
    """(S, D): the prior run on for `days`, conditioned on no event and on nothing else."""
    alpha = np.repeat(ladder.prior[:, None], ladder.A.shape[-1], 1)
    for _ in range(days):
        alpha = spread(ladder, alpha)
    return np.asarray(alpha / alpha.sum(0))


def flat(rate_per_day: Floats, horizons: Sequence[int]) -> dict[int, Floats]:
    """By horizon: (D,) chance of an event at a flat daily rate, for the remainder that no process models."""
    return {n: 1 - (1 - np.minimum(rate_per_day, 1.0)) ** n for n in horizons}
