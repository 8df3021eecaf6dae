"""Does a day bring it, and on how many of the next days? Beta posteriors that forget, after a day with and after one without.

For what may be true of most days (half the country on alert), where counts of rare events don't fit. Candidates differ in their life and
in whether yesterday matters; they are weighed by the likelihood of what was seen, as in `counts`.
"""

import itertools
import math
from typing import NamedTuple

import numpy as np

from tocsin.judge.counts import LIVES, Forecasts
from tocsin.judge.scores import Floats, Given

JEFFREYS = 0.5


class DayCandidate(NamedTuple):
    """How long a day counts, and whether what the day before brought matters."""

    life: float
    lasting: bool


CANDIDATES = tuple(DayCandidate(*one) for one in itertools.product(LIVES, (False, True)))


def forecast(
    days: Given,
    horizon: int,
    first: int,
    last: int | None = None,
    *,
    candidates: tuple[DayCandidate, ...] = CANDIDATES,
    weighed: bool = True,
) -> Forecasts:
    """Chances (m, horizon + 1) that 0, 1, ..., all of the next days bring it, after `first` to `last` days (T,) of 1 and 0.

    A day not recorded is not a number, and the day after it has no yesterday.
    """
    y = np.asarray(days, float)
    last = len(y) if last is None else last
    keeps = np.exp([0.0 if math.isinf(one.life) else -1 / one.life for one in candidates])
    lasting = np.array([one.lasting for one in candidates])
    # (c, 2, 2): by candidate, what yesterday brought, what today brings.
    held = np.zeros((len(candidates), 2, 2))
    likelihood = np.zeros(len(candidates))
    waiting: dict[int, Floats] = {}
    rows, shares = [], []
    for t in range(last + 1):
        if t:
            due = waiting.pop(t, None)
            window = y[max(0, t - horizon) : t]
            if due is not None and np.isfinite(window).all():
                likelihood += np.log(due[:, int(window.sum())]) / horizon
            held *= keeps[:, None, None]
            if np.isfinite(y[t - 1]):
                before = int(y[t - 2]) if t > 1 and np.isfinite(y[t - 2]) else 0
                held[:, before, int(y[t - 1])] += 1
        chances = _days_ahead(horizon, held, lasting, int(y[t - 1]) if t and np.isfinite(y[t - 1]) else 0)
        waiting[t + horizon] = chances
        if t >= first:
            share = np.exp(likelihood - likelihood.max()) if weighed else np.ones(len(candidates))
            share /= share.sum()
            rows.append(share @ chances)
            shares.append(share)
    return Forecasts(chances=np.stack(rows), weights=np.stack(shares))


def _days_ahead(horizon: int, held: Floats, lasting: Floats, today: int) -> Floats:
    """(c, horizon + 1) chances of how many of the next days bring it: beta-binomial, or a chain of days that remember one."""
    both = held.sum(1)
    out = beta_binomial(horizon, both[:, 1] + JEFFREYS, both[:, 0] + JEFFREYS)
    after = (held[:, :, 1] + JEFFREYS) / (held.sum(2) + 2 * JEFFREYS)
    # (c, 2, horizon + 1): what the last day brought, how many did so far.
    state = np.zeros((len(held), 2, horizon + 1))
    state[:, today, 0] = 1.0
    for _ in range(horizon):
        new = np.zeros_like(state)
        for before in (0, 1):
            p = after[:, before, None]
            new[:, 0] += state[:, before] * (1 - p)
            new[:, 1, 1:] += state[:, before, :-1] * p
        state = new
    return np.where(np.asarray(lasting)[:, None], state.sum(1), out)


def beta_binomial(n: int, a: Floats, b: Floats) -> Floats:
    """(c, n + 1) chances of 0 to n of n days, each with a chance drawn once from Beta(a, b), by recursion."""
    out = np.empty((len(a), n + 1))
    out[:, 0] = np.exp(np.log((b[:, None] + np.arange(n)) / (a[:, None] + b[:, None] + np.arange(n))).sum(1))
    for k in range(n):
        out[:, k + 1] = out[:, k] * (n - k) / (k + 1) * (a + k) / (b + n - k - 1)
    return out
