"""Second opinion: Bayesian online change points (Adams and MacKay, 2007), with a negative binomial that knows the scatter.

Each run length carries a gamma posterior of its level; the predictive of a day is a negative binomial whose variance is that of the
posterior and of the scatter together, and a day counts for the posterior as much as its scatter leaves of it (quasi-likelihood). The
hazard is declared.
"""

from typing import NamedTuple

import numpy as np

from tocsin.model.series import Side
from tocsin.sense.series.baseline import FLOOR, Baseline
from tocsin.sense.series.tails import Floats, log_gamma

RUNS = 91
"""run lengths kept apart, in looked-at days; the last one is "longer\""""
MEMORY = 60.0
"""days that the longest run remembers, so that it follows a drift"""
LEAST = 1e-300
"""of a run's chance, so that no logarithm is of zero"""
PRIOR_SHAPE = 0.7
"""of the gamma prior of a new run's level around the usual one: 5% to 95% are about .02 to 3.5 times it (an assumption, wide)"""


class Changes(NamedTuple):
    """All (T, K): chance that a run began within the last `recent` looked-at days with a level to the side asked for, and how many
    looked-at days long the likeliest run is (0 on its first day)."""

    chance: Floats
    length: Floats
    level: Floats


def changes(values: Floats, base: Baseline, hazard: float, recent: int, side: Side) -> Changes:
    """values (T, K) counts, NaN where nobody looked: then nothing moves. Row t rests on rows up to t."""
    days, many = values.shape
    runs = np.zeros((RUNS, many))
    runs[-1] = 1.0
    shape = np.full((RUNS, many), PRIOR_SHAPE)
    rate = np.full((RUNS, many), PRIOR_SHAPE)
    begun = np.zeros(many, dtype=bool)
    out = Changes(*(np.zeros((days, many)) for _ in range(3)))
    looked = ~np.isnan(values)
    for t in range(days):
        use = looked[t]
        y = np.where(use, values[t], 0.0)
        usual = np.maximum(base.mean[t], FLOOR)
        alpha = base.alpha[t]
        first = use & ~begun
        if first.any():
            start = np.where(first, np.maximum(y, 0.5), 1.0)
            rate = np.where(first, PRIOR_SHAPE / start, rate)
            begun |= first
        shape_new = np.full(many, PRIOR_SHAPE)
        rate_new = np.where(base.seen[t] > 0, PRIOR_SHAPE / usual, rate[-1])
        # A run that begins today has its prior; the others have what they learnt.
        grown_shape = np.concatenate([shape_new[None], shape])
        grown_rate = np.concatenate([rate_new[None], rate])
        before = np.concatenate([(hazard * runs.sum(0))[None], (1 - hazard) * runs])
        mean = np.maximum(grown_shape / grown_rate, FLOOR / 10)
        log = _predictive(y, mean, 1 / (1 / grown_shape + alpha)) + np.log(np.maximum(before, LEAST))
        weight = np.exp(log - log.max(0))
        weight = weight / weight.sum(0)
        worth = 1 / (1 + alpha * mean)
        grown_shape, grown_rate = grown_shape + y * worth, grown_rate + worth
        shut = np.minimum(1.0, MEMORY / np.maximum(grown_rate[-2:], 1e-9))
        new_runs = np.concatenate([weight[:-2], weight[-2:].sum(0)[None]])
        oldest = weight[-2:].sum(0)
        split = np.where(oldest > LEAST, weight[-2:] / np.maximum(oldest, LEAST), 0.5)
        last_shape, last_rate = (split * grown_shape[-2:] * shut).sum(0), (split * grown_rate[-2:] * shut).sum(0)
        runs = np.where(use, new_runs, runs)
        shape = np.where(use, np.concatenate([grown_shape[:-2], last_shape[None]]), shape)
        rate = np.where(use, np.concatenate([grown_rate[:-2], last_rate[None]]), rate)
        level = shape / rate
        if side == "up":
            fits = level[:recent] > usual
        elif side == "down":
            fits = level[:recent] < usual
        else:
            fits = np.ones_like(level[:recent], dtype=bool)
        out.chance[t] = np.minimum(1.0, (runs[:recent] * fits).sum(0))
        longest = runs.argmax(0)
        out.length[t] = longest
        out.level[t] = level[longest, np.arange(many)]
    return out


def _predictive(y: Floats, mean: Floats, size: Floats) -> Floats:
    """Log chance of y under negative binomials of this mean and size, without the term of y alone (the same for every run)."""
    return log_gamma(y + size) - log_gamma(size) - size * np.log1p(mean / size) + y * np.log(mean / (mean + size))
