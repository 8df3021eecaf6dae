"""Do the probabilities mean what they say? CORP: reliability by isotonic regression, the score in three parts, consistency bands; AUC.

Dimitriadis, Gneiting, Jordan, "Stable reliability diagrams for probabilistic classifiers", PNAS 118 (2021): no bins to choose.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from tocsin.judge.scores import Floats, Given, brier

RESAMPLES = 300
FEWEST_RESAMPLES, MOST_STEPS = 60, 300_000
"""of the band: with very many distinct forecasts, fewer resamples"""


def isotonic(p: Given, y: Given, weights: Given | None = None) -> Floats:
    """(n,) rising frequencies of y along p, equal where p is equal: pool adjacent violators (Ayer et al. 1955)."""
    forecast, outcome = np.asarray(p, float), np.asarray(y, float)
    weight = np.ones_like(forecast) if weights is None else np.asarray(weights, float)
    _, where = np.unique(forecast, return_inverse=True)
    totals, sums = (np.bincount(where, some).astype(np.float64) for some in (weight, weight * outcome))
    return np.asarray(pooled(totals, sums)[where])


def pooled(totals: Floats, sums: Floats) -> Floats:
    """(g,) rising means of groups in order of their forecast, from their weights and weighted sums; a group without weight takes the one
    before it."""
    blocks: list[tuple[float, float, int]] = []
    for total, of in zip(totals.tolist(), sums.tolist(), strict=True):
        size = 1
        while blocks and blocks[-1][1] * total >= of * blocks[-1][0]:
            weight, some, many = blocks.pop()
            total, of, size = total + weight, of + some, size + many
        blocks.append((total, of, size))
    return np.repeat([of / total if total > 0 else 0.0 for total, of, _ in blocks], [size for _, _, size in blocks])


@dataclass(frozen=True)
class Parts:
    """Mean score = miscalibration - discrimination + uncertainty."""

    score: float
    miscalibration: float
    discrimination: float
    uncertainty: float


def parts(p: Given, y: Given, rule: Callable[[Given, Given], Floats] = brier) -> Parts:
    """The mean score of p taken apart: what recalibration would save, what the forecast knows beyond the base rate, the base rate's own."""
    forecast, outcome = np.asarray(p, float), np.asarray(y, float)
    mean = float(rule(forecast, outcome).mean())
    recalibrated = float(rule(isotonic(forecast, outcome), outcome).mean())
    flat = float(rule(np.full_like(forecast, outcome.mean()), outcome).mean())
    return Parts(score=mean, miscalibration=mean - recalibrated, discrimination=flat - recalibrated, uncertainty=flat)


@dataclass(frozen=True)
class Reliability:
    """By distinct forecast, rising: how many there were, the recalibrated frequency, and where 90% of calibrated forecasts would lie."""

    forecast: Floats
    n: Floats
    frequency: Floats
    low: Floats
    high: Floats

    @property
    def outside(self) -> float:
        """Share of the forecasts that lie outside their band."""
        out = (self.frequency < self.low - 1e-12) | (self.frequency > self.high + 1e-12)
        return float((self.n * out).sum() / self.n.sum())


def reliability(p: Given, y: Given, seed: int = 0, resamples: int = RESAMPLES) -> Reliability:
    """The reliability diagram with its consistency band: outcomes redrawn as if every forecast were right, recalibrated alike.

    The band takes outcomes to be independent: with overlapping horizons it is too narrow.
    """
    forecast, outcome = np.asarray(p, float), np.asarray(y, float)
    at, where = np.unique(forecast, return_inverse=True)
    totals, sums = np.bincount(where).astype(np.float64), np.bincount(where, outcome).astype(np.float64)
    rng = np.random.Generator(np.random.PCG64(seed))
    resamples = min(resamples, max(FEWEST_RESAMPLES, MOST_STEPS // len(at)))
    drawn = rng.binomial(totals.astype(int), at, (resamples, len(at))).astype(float)
    curves = np.stack([pooled(totals, some) for some in drawn])
    low, high = np.quantile(curves, (0.05, 0.95), axis=0)
    return Reliability(forecast=at, n=totals, frequency=pooled(totals, sums), low=low, high=high)


def auc(p: Given, y: Given, weights: Given | None = None) -> Floats:
    """(b,) chance that a case that happened had a higher forecast than one that did not, ties counting half; weights (b, n) or none.

    Not a number where all happened, or none did.
    """
    forecast, outcome = np.asarray(p, float), np.asarray(y, float)
    weight = np.atleast_2d(np.ones_like(forecast) if weights is None else np.asarray(weights, float))
    order = np.argsort(forecast, kind="stable")
    starts = np.flatnonzero(np.concatenate(([True], np.diff(forecast[order]) > 0)))
    happened = np.add.reduceat((weight * outcome)[:, order], starts, axis=1)
    not_so = np.add.reduceat((weight * (1 - outcome))[:, order], starts, axis=1)
    below = np.cumsum(not_so, 1) - not_so
    pairs = happened.sum(1) * not_so.sum(1)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray((happened * (below + not_so / 2)).sum(1) / pairs)
