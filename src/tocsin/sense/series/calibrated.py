"""p-values corrected by the series' own past ones, so that one day in 20 has p below .05 whatever the law misses.

Of the raw p-values of earlier days the share in each tenth is kept, beside `prior` days that say "uniform"; in the lowest tenth, where past
days are few, a curve p^(1/theta) goes on, theta the mean of log(.1 / p) there (1 where the law is right: Hill's estimate of a tail, 1975),
beside a prior of its own. Only days before enter; monotone, so that a more unusual day never gets a larger p.
"""

import numpy as np

from tocsin.sense.series.tails import Floats

BINS = 10
TAIL_PRIOR = 0.25
"""days in the lowest tenth that say "theta is 1", as a share of the prior in all (a tenth would be the uniform share: tails are few)"""
LEAST = 1e-12
THETA_MOST = 4.0


def calibrated(raw: Floats, memory: float, prior: float) -> Floats:
    """(T, K) from (T, K); NaN stays and is not learnt from."""
    days, many = raw.shape
    held = np.zeros((BINS, many))
    excess, tail = np.zeros(many), np.zeros(many)
    keep = np.exp(-1 / memory)
    looked = ~np.isnan(raw)
    p = np.clip(np.where(looked, raw, 0.5), LEAST, 1.0)
    bins = np.minimum((p * BINS).astype(np.int64), BINS - 1)
    beyond = np.where(bins == 0, -np.log(np.minimum(p * BINS, 1.0)), 0.0)
    out = np.full(raw.shape, np.nan)
    columns = np.arange(many)
    for t in range(days):
        b, use = bins[t], looked[t]
        share = (held + prior / BINS) / (held.sum(0) + prior)
        below = np.cumsum(share, 0) - share
        inside = below[b, columns] + share[b, columns] * (p[t] * BINS - b)
        few = prior * TAIL_PRIOR
        theta = np.minimum((excess + few) / (tail + few), THETA_MOST)
        lowest = share[0] * (p[t] * BINS) ** (1 / theta)
        out[t] = np.where(use, np.where(b == 0, lowest, inside), np.nan)
        fade = np.where(use, keep, 1.0)
        held *= fade
        held[b, columns] += use
        excess, tail = excess * fade + use * beyond[t], tail * fade + use * (b == 0)
    return np.asarray(np.minimum(out, 1.0))
