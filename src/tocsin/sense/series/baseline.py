"""What is expected of each day from the days before it: level, weekday and holiday factors, scatter; gaps are not zeros.

All series advance together, one day at a time. The level is an exponential average (a plain mean until that is the longer one), the factors
are ratios of exponential sums shrunk to 1 (those of holidays to Sunday's), and the scatter alpha (variance = mean + alpha mean^2) is an
exponential moment estimate from the errors of one day's forecast, so that it holds whatever makes forecasts err.
"""

from dataclasses import dataclass

import numpy as np

from tocsin.model.series import SeriesSettings
from tocsin.sense.series.tails import Floats

HOLIDAY = 7
"""class of days beside the seven weekdays"""
CLASSES = 8
FLOOR = 0.02
"""counts a day; expecting less than one in 50 days would make each single count a wonder"""
OUTLIER = 4.0
"""standard deviations at which one day's error stops adding to the scatter: one strike is not a new scatter"""
ALPHA_BEGIN, PHI_BEGIN = 0.1, 1.5
"""before any error is seen: alpha .1, or variance 1.5 times the mean where that is less (assumptions; `SCATTER_PRIOR` days strong)"""
SCATTER_PRIOR = 20.0
ALPHA_LEAST, ALPHA_MOST = 1e-5, 10.0
FAST_DAYS, SLOW_DAYS = 10.0, 56.0
"""two averages whose difference tells a trend"""
LONGEST_GAP = 60
"""days: a longer gap widens no further"""


@dataclass(frozen=True)
class Baseline:
    """All (T, K): mean and alpha of what is expected of the day, level without the day's factor, how many days in a row before it were not
    looked at, how many days were looked at so far; trend as a share a week with its standard error."""

    mean: Floats
    alpha: Floats
    missed: Floats
    seen: Floats
    trend: Floats
    trend_error: Floats


def baseline(values: Floats, classes: np.ndarray[tuple[int], np.dtype[np.int64]], given: SeriesSettings, counts: bool = True) -> Baseline:
    """values (T, K), NaN where nobody looked; classes (T,): weekday, or HOLIDAY. Row t of the result rests on rows before t only.

    For measures (`counts` False) alpha is the variance itself.
    """
    days, many = values.shape
    out = Baseline(*(np.zeros((days, many)) for _ in range(6)))
    level, fast, slow = np.zeros(many), np.zeros(many), np.zeros(many)
    taken, seen, missed = np.zeros(many), np.zeros(many), np.zeros(many)
    sums, weights = np.zeros((CLASSES, many)), np.zeros((CLASSES, many))
    scatter, scatter_weight = np.zeros(many), np.zeros(many)
    keep_season, keep_scatter = np.exp(-1 / (7 * given.season_weeks)), np.exp(-1 / given.dispersion_days)
    factors = np.ones((days, many))
    for t in range(days):
        factor = _factors(sums, weights, given.season_prior)[classes[t]] if counts else np.ones(many)
        factors[t] = factor
        mean = np.maximum(level * factor, FLOOR) if counts else level
        variance, alpha = _scatter(mean, scatter, scatter_weight, counts)
        gap = 1 + given.gap_variance * np.minimum(missed, LONGEST_GAP)
        unsure = 1 / np.maximum(np.minimum(taken, given.level_days), 1)
        out.mean[t] = mean
        if counts:
            # Not looked at: the level may have moved. Few days: the level itself is not well known.
            out.alpha[t] = np.minimum(alpha + (gap - 1) + unsure * (1 / np.maximum(mean, 1) + alpha), ALPHA_MOST)
        else:
            out.alpha[t] = variance * (gap + (gap - 1) * given.level_days + unsure)
        out.missed[t], out.seen[t] = missed, seen
        out.trend[t], out.trend_error[t] = _trend(fast, slow, level, variance, taken)
        today = values[t]
        looked = ~np.isnan(today)
        error = np.where(looked & (taken >= given.begin_days), today - mean, 0.0)
        known = looked & (taken >= given.begin_days)
        squared = np.minimum(error**2, OUTLIER**2 * variance)
        weight = known / (1 + mean) ** 2 if counts else known.astype(float)
        scatter = np.where(known, scatter * keep_scatter, scatter) + weight * (squared - mean if counts else squared)
        scatter_weight = np.where(known, scatter_weight * keep_scatter, scatter_weight) + weight * (mean**2 if counts else 1)
        missed = np.where(looked | (seen == 0), 0, missed + 1)  # before its first day a series misses nothing
        seen = seen + looked
        if (s := t - given.guard_days) < 0:
            continue
        old = values[s]
        use = ~np.isnan(old)
        level_old = np.where(use, old / factors[s], level)
        lost = 1 + np.minimum(out.missed[s], LONGEST_GAP)
        taken = taken + use
        level = level + use * _gain(given.level_days, taken, lost) * (level_old - level)
        fast = fast + use * _gain(FAST_DAYS, taken, lost) * (level_old - fast)
        slow = slow + use * _gain(SLOW_DAYS, taken, lost) * (level_old - slow)
        if counts:
            sums, weights = sums * keep_season, weights * keep_season
            sums[classes[s]] += np.where(use, old, 0)
            weights[classes[s]] += np.where(use, np.maximum(level, FLOOR), 0)
    return out


def _gain(memory: float, taken: Floats, lost: Floats) -> Floats:
    return np.maximum(1 - (1 - 1 / memory) ** lost, 1 / np.maximum(taken, 1))


def _factors(sums: Floats, weights: Floats, prior: float) -> Floats:
    """(CLASSES, K), mean 1 over the weekdays."""
    found = (sums + prior) / (weights + prior)
    found[HOLIDAY] = (sums[HOLIDAY] + prior * found[6]) / (weights[HOLIDAY] + prior)
    return np.asarray(found / found[:HOLIDAY].mean(0))


def _scatter(mean: Floats, scatter: Floats, weight: Floats, counts: bool) -> tuple[Floats, Floats]:
    """Variance and alpha of one day."""
    if not counts:
        variance = np.maximum(scatter / np.maximum(weight, 1), 1e-12)
        return variance, variance
    before = SCATTER_PRIOR * (mean / (1 + mean)) ** 2
    begin = np.minimum(ALPHA_BEGIN, (PHI_BEGIN - 1) / mean)
    alpha = np.clip((scatter + begin * before) / (weight + before), ALPHA_LEAST, ALPHA_MOST)
    return mean + alpha * mean**2, alpha


def _trend(fast: Floats, slow: Floats, level: Floats, variance: Floats, taken: Floats) -> tuple[Floats, Floats]:
    """Share a week, and its standard error, from the lag of two averages behind a straight line."""
    apart = SLOW_DAYS - FAST_DAYS
    f, s = 1 / FAST_DAYS, 1 / SLOW_DAYS
    spread = f / (2 - f) + s / (2 - s) - 2 * f * s / (f + s - f * s)
    scale = 7 / apart / np.maximum(np.abs(level), FLOOR)
    ready = taken >= 2 * SLOW_DAYS
    return np.where(ready, (fast - slow) * scale, 0.0), np.sqrt(variance * spread) * scale
