"""Proper scores of forecasts of what happened: Brier, logarithmic, CRPS, interval; negatively oriented, zero is perfect.

Every function takes arrays of n forecasts and n outcomes and returns (n,) scores. Brier 1950; Good 1952; Matheson and Winkler 1976;
Gneiting and Raftery, "Strictly Proper Scoring Rules, Prediction, and Estimation", JASA 102 (2007).
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Given = npt.ArrayLike


def brier(p: Given, y: Given) -> Floats:
    """(n,) squared distance of probabilities p from outcomes y, 0 or 1."""
    forecast, outcome = _pair(p, y)
    return np.asarray((forecast - outcome) ** 2)


def logarithmic(p: Given, y: Given) -> Floats:
    """(n,) minus the natural logarithm of the probability given to what happened; infinite where that was none."""
    forecast, outcome = _pair(p, y)
    with np.errstate(divide="ignore"):
        return np.asarray(-np.log(np.where(outcome == 1, forecast, 1 - forecast)))


def crps_sample(samples: Given, y: Given) -> Floats:
    """(n,) CRPS of the empirical distributions of samples (n, m): E|X - y| - E|X - X'| / 2."""
    drawn = np.sort(np.atleast_2d(np.asarray(samples, float)), axis=1)
    outcome = _outcomes(y, len(drawn))
    size = drawn.shape[1]
    spread = (drawn * (2 * np.arange(size) - size + 1)).sum(1) / size**2
    return np.asarray(np.abs(drawn - outcome[:, None]).mean(1) - spread)


def crps_quantiles(values: Given, levels: Sequence[float], y: Given) -> Floats:
    """(n,) twice the mean pinball loss of quantiles (n, q) at `levels`: the CRPS seen through these levels, proper for each of them."""
    quantile = np.atleast_2d(np.asarray(values, float))
    level, outcome = np.asarray(levels, float), _outcomes(y, len(quantile))
    if quantile.shape[1] != len(level) or not ((level > 0) & (level < 1)).all():
        raise ValueError(f"{quantile.shape[1]} quantiles at {len(level)} levels between 0 and 1")
    below = (outcome[:, None] < quantile).astype(float)
    return np.asarray(2 * ((below - level) * (quantile - outcome[:, None])).mean(1))


def crps_counts(chances: Given, y: Given) -> Floats:
    """(n,) CRPS of distributions over 0, 1, 2, ...: chances (n, k), what lies beyond the last counted as lying at k."""
    chance = np.atleast_2d(np.asarray(chances, float))
    outcome = _outcomes(y, len(chance))
    # Beyond the last count the distribution is 1 and the outcome may still lie ahead: each count on the way costs 1.
    steps = (outcome[:, None] <= np.arange(chance.shape[1])).astype(float)
    inside = ((np.minimum(np.cumsum(chance, 1), 1.0) - steps) ** 2).sum(1)
    return np.asarray(inside + np.maximum(outcome - chance.shape[1], 0.0))


def logarithmic_counts(chances: Given, y: Given) -> Floats:
    """(n,) minus the logarithm of the probability that distributions over 0, 1, 2, ... (n, k) gave to what was counted."""
    chance = np.atleast_2d(np.asarray(chances, float))
    outcome = _outcomes(y, len(chance)).astype(int)
    inside = (outcome >= 0) & (outcome < chance.shape[1])
    given = np.where(inside, chance[np.arange(len(chance)), np.where(inside, outcome, 0)], 0.0)
    with np.errstate(divide="ignore"):
        return np.asarray(-np.log(given))


def interval(low: Given, high: Given, y: Given, alpha: float = 0.1) -> Floats:
    """(n,) score of central (1 - alpha) intervals: width, and 2/alpha times how far the outcome lies outside (Winkler 1972)."""
    lower, upper = np.atleast_1d(np.asarray(low, float)), np.atleast_1d(np.asarray(high, float))
    outcome = _outcomes(y, len(lower))
    outside = np.maximum(lower - outcome, 0) + np.maximum(outcome - upper, 0)
    return np.asarray(upper - lower + 2 / alpha * outside)


def skill(score: Given, reference: Given) -> float:
    """How much of the reference's mean score is saved: 1 perfect, 0 no better, below 0 worse. No number where the reference is perfect."""
    mean, other = float(np.mean(np.asarray(score, float))), float(np.mean(np.asarray(reference, float)))
    return 1 - mean / other if other > 0 else float("nan")


def _pair(p: Given, y: Given) -> tuple[Floats, Floats]:
    forecast = np.atleast_1d(np.asarray(p, float))
    outcome = _outcomes(y, len(forecast))
    if not ((forecast >= 0) & (forecast <= 1)).all():
        raise ValueError("probabilities lie between 0 and 1")
    if not np.isin(outcome, (0.0, 1.0)).all():
        raise ValueError("what was asked yes or no has the outcome 0 or 1")
    return forecast, outcome


def _outcomes(y: Given, count: int) -> Floats:
    outcome = np.atleast_1d(np.asarray(y, float))
    if outcome.shape != (count,):
        raise ValueError(f"{count} forecasts and {outcome.size} outcomes")
    return outcome
