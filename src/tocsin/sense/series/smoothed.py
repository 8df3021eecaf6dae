"""The smoothed count of the last days against what was expected of them: an EWMA chart whose tail is a negative binomial.

An exponential average of weight w carries as much noise as a plain sum of n = (2 - w) / w days (Lucas and Saccucci, 1990), so n times the
average is read as a count, with the mean and variance that the expectations of those same days add up to.
"""

import numpy as np

from tocsin.model.series import Side
from tocsin.sense.series.baseline import Baseline
from tocsin.sense.series.tails import Floats, middle, normal_above

LAGS = 7
"""days over which errors of forecasts may go together: beyond, an average of four days holds next to nothing"""
MEMORY, PRIOR = 180.0, 60.0
"""days that their correlation remembers, and days beside them that say "none" (assumptions)"""
CLIP = 6.0
"""the largest product of two standardised errors: one great day and the next are no correlation"""
MOST = 4.0
"""how many times the variance may be raised"""
LEAST = 1e-3
"""a sum is never taken to scatter less than this much above a Poisson count's"""


def sided(above: Floats, side: Side) -> Floats:
    """The p-value asked for, from the chance of more than was seen (half of "as much" counted)."""
    if side == "up":
        return above
    return 1 - above if side == "down" else np.minimum(1.0, 2 * np.minimum(above, 1 - above))


class Lasting:
    """How much more an average scatters because days go together: 1 + 2 sum of (1 - w)^k c_k.

    c_k: the correlation of errors of forecasts k days apart, as counted so far beside `PRIOR` days that say "none"."""

    def __init__(self, many: int, weight: float) -> None:
        self.recent = np.full((LAGS, many), np.nan)
        self.sums, self.counts = np.zeros((LAGS, many)), np.zeros((LAGS, many))
        self.share = 2 * (1 - weight) ** np.arange(1, LAGS + 1)[:, None]
        self.keep = np.exp(-1 / MEMORY)

    def factor(self) -> Floats:
        """(K,) for the next day."""
        return np.asarray(np.clip(1 + (self.share * self.sums / (self.counts + PRIOR)).sum(0), 1.0, MOST))

    def learn(self, error: Floats) -> None:
        """Take in a day's standardised error (K,), NaN where nobody looked."""
        pairs = error * self.recent
        both = ~np.isnan(pairs)
        pairs = np.clip(np.where(both, pairs, 0.0), -CLIP, CLIP)
        fade = np.where(both, self.keep, 1.0)
        self.sums = self.sums * fade + pairs
        self.counts = self.counts * fade + both
        self.recent = np.concatenate([error[None], self.recent[:-1]])


def by_day(values: Floats, base: Baseline, counts: bool, share: Floats | float = 0.5) -> Floats:
    """(T, K) chance of more than this day's value, NaN where nobody looked; `share` of a tie counts."""
    looked = ~np.isnan(values)
    y, mean, scatter = values[looked], base.mean[looked], base.alpha[looked]
    part = share[looked] if isinstance(share, np.ndarray) else share
    out = np.full(values.shape, np.nan)
    out[looked] = middle(y, mean, scatter, part) if counts else normal_above((y - mean) / np.sqrt(scatter))
    return out


def smoothed(values: Floats, base: Baseline, weight: float, counts: bool) -> Floats:
    """(T, K) chance of a smoothed value above this day's. A day not looked at fades what came before and adds nothing."""
    days, many = values.shape
    n = (2 - weight) / weight
    total, mean, variance = np.zeros(many), np.zeros(many), np.zeros(many)
    spread = base.mean + base.alpha * base.mean**2 if counts else base.alpha
    sums = np.zeros((3, days, many))
    lasting = Lasting(many, weight)
    looked = ~np.isnan(values)
    seen = np.where(looked, values, 0.0)
    for t in range(days):
        use = looked[t]
        total = (1 - weight) * total + weight * seen[t]
        mean = (1 - weight) * mean + weight * use * base.mean[t]
        variance = (1 - weight) ** 2 * variance + weight**2 * use * spread[t]
        sums[:, t] = total, mean, variance * lasting.factor()
        lasting.learn(np.where(use, (seen[t] - base.mean[t]) / np.sqrt(spread[t]), np.nan))
    out = np.full(values.shape, np.nan)
    y, m, v = n * sums[0][looked], n * sums[1][looked], n * n * sums[2][looked]
    if counts:
        alpha = np.maximum(v - m, LEAST * m) / m**2
        out[looked] = middle(np.maximum(y, 0), m, alpha)
    else:
        out[looked] = normal_above((y - m) / np.sqrt(v))
    return out
