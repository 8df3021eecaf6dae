"""The smoothed count of the last days against what was expected of them: an EWMA chart whose tail is a negative binomial.

An exponential average of weight w carries as much noise as a plain sum of n = (2 - w) / w days (Lucas and Saccucci, 1990), so n times the
average is read as a count, with the mean and variance that the expectations of those same days add up to.
"""

import numpy as np

from tocsin.model.series import Side
from tocsin.sense.series.baseline import Baseline
from tocsin.sense.series.tails import Floats, middle, normal_above

LEAST = 1e-3
"""a sum is never taken to scatter less than this much above a Poisson count's"""


def sided(above: Floats, side: Side) -> Floats:
    """The p-value asked for, from the chance of more than was seen (half of "as much" counted)."""
    if side == "up":
        return above
    return 1 - above if side == "down" else np.minimum(1.0, 2 * np.minimum(above, 1 - above))


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
    looked = ~np.isnan(values)
    seen = np.where(looked, values, 0.0)
    for t in range(days):
        use = looked[t]
        total = (1 - weight) * total + weight * seen[t]
        mean = (1 - weight) * mean + weight * use * base.mean[t]
        variance = (1 - weight) ** 2 * variance + weight**2 * use * spread[t]
        sums[:, t] = total, mean, variance
    out = np.full(values.shape, np.nan)
    y, m, v = n * sums[0][looked], n * sums[1][looked], n * n * sums[2][looked]
    if counts:
        alpha = np.maximum(v - m, LEAST * m) / m**2
        out[looked] = middle(np.maximum(y, 0), m, alpha)
    else:
        out[looked] = normal_above((y - m) / np.sqrt(v))
    return out
