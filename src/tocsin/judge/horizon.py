"""From where a process stands to what may happen: absorbing events within 7, 30, 90 days, competing, by one backward recursion."""

from collections.abc import Sequence

import numpy as np

from tocsin.judge.cells import spread
from tocsin.judge.filter import Model
from tocsin.judge.ladders import Floats, Ladder
from tocsin.judge.pushes import Present, everyone


def reach(ladder: Ladder, horizons: Sequence[int]) -> dict[int, Floats]:
    """By horizon n in days: (R, K, D), chance that event k is the one that ends the process within n days, from each row of the ladder.

    h(0) = 0, h(n + 1, s) = H(s) + sum over s' of A(s, s') h(n, s').
    """
    h = np.zeros_like(ladder.H)
    out = {}
    for n in range(1, max(horizons, default=0) + 1):
        h = ladder.H + ladder.expect(h)
        if n in horizons:
            out[n] = h
    return out


def reach_from(model: Model, night: int, horizons: Sequence[int], present: Present = everyone) -> dict[int, Floats]:
    """The same from the night `night` of a run on, under the conditions that still push rates then."""
    most = max(horizons, default=0)
    if not any(push.acts(n) for push in model.pushes for n in range(night, night + most)):
        return reach(model.ladder, horizons)
    out = {n: np.zeros_like(model.ladder.H) for n in horizons}
    for ahead in range(most - 1, -1, -1):
        tonight = model.on_night(night + ahead, present)
        for n in out:
            if n > ahead:
                out[n] = tonight.H + tonight.expect(out[n])
    return out


def outlook(alpha: Floats, reached: dict[int, Floats]) -> dict[int, Floats]:
    """By horizon: (K, D) chance of each absorbing event, from the row probabilities alpha (R, D)."""
    return {n: np.asarray((alpha[:, None] * h).sum(0)) for n, h in reached.items()}


def without_evidence(ladder: Ladder, days: int) -> Floats:
    """(R, D): the prior run on for `days`, conditioned on no event and on nothing else."""
    alpha = ladder.start
    for _ in range(days):
        alpha = spread(ladder, alpha)
    return np.asarray(alpha / alpha.sum(0))


def flat(rate_per_day: Floats, horizons: Sequence[int]) -> dict[int, Floats]:
    """By horizon: (D,) chance of an event at a flat daily rate, for the remainder that no process models."""
    return {n: 1 - (1 - np.minimum(rate_per_day, 1.0)) ** n for n in horizons}
