"""Intervals of mean scores of forecasts that depend on their neighbours: a circular block bootstrap over the days they were made on.

Politis and Romano, "A circular block-resampling procedure for stationary data" (1992). Daily forecasts with a horizon of a week share six
days of seven, so a block is at least one horizon long.
"""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from tocsin.judge.scores import Floats, Given

RESAMPLES = 1000
MOST_NUMBERS = 20_000_000
"""weights held at once: with very many forecasts, fewer resamples"""
FEWEST_RESAMPLES = 200
FEWEST_BLOCKS = 8
"""fewer blocks than this resample a handful of things: no interval is given"""


def block_length(days: npt.NDArray[np.int64], horizon: int) -> int:
    """How many distinct days make a block: as many as one horizon usually spans, and the cube root of their number at least."""
    distinct = np.unique(days)
    within = np.searchsorted(distinct, distinct + horizon, side="left") - np.arange(len(distinct))
    root = int(np.rint(np.cbrt(len(distinct))))
    return max(int(np.median(within)), root, 1)


def weights(days: Given, horizon: int, resamples: int = RESAMPLES, seed: int = 0) -> Floats | None:
    """(resamples, n) how often each forecast comes in each resample, by the day (a whole number) it was made on.

    None where there are fewer than `FEWEST_BLOCKS` blocks. The order of the forecasts is irrelevant.
    """
    made = np.asarray(days, np.int64)
    if not len(made):
        return None
    distinct, slot = np.unique(made, return_inverse=True)
    length, count = block_length(made, horizon), len(distinct)
    if count / length < FEWEST_BLOCKS:
        return None
    resamples = min(resamples, max(FEWEST_RESAMPLES, MOST_NUMBERS // len(made)))
    blocks = -(-count // length)
    rng = np.random.Generator(np.random.PCG64(seed))
    starts = rng.integers(0, count, (resamples, blocks))
    covered = (starts[:, :, None] + np.arange(length)).reshape(resamples, -1)[:, :count] % count
    counts = np.zeros((resamples, count))
    np.add.at(counts, (np.arange(resamples)[:, None], covered), 1.0)
    return np.asarray(counts[:, slot])


def of_mean(scores: Given, weight: Floats) -> tuple[float, float]:
    """90% interval of the mean of (n,) scores."""
    return _ends((weight * np.asarray(scores, float)).sum(1) / weight.sum(1))


def of_skill(scores: Given, reference: Given, weight: Floats) -> tuple[float, float]:
    """90% interval of the skill of scores against those of a reference on the same cases."""
    mean, other = (weight * np.asarray(scores, float)).sum(1), (weight * np.asarray(reference, float)).sum(1)
    with np.errstate(invalid="ignore", divide="ignore"):
        return _ends(1 - mean / other)


def of_statistic(statistic: Callable[[Floats], Floats], weight: Floats) -> tuple[float, float]:
    """90% interval of a statistic of weights (b, n) -> (b,)."""
    return _ends(statistic(weight))


def _ends(values: Floats) -> tuple[float, float]:
    found = values[np.isfinite(values)]
    if not len(found):
        return float("nan"), float("nan")
    low, high = np.quantile(found, (0.05, 0.95))
    return float(low), float(high)
