"""How many in the next days? A gamma-Poisson level that forgets, with overdispersion; candidates are weighed by what was seen.

A candidate has a life (days after which a day counts 1/e), a shape (how much days scatter beyond Poisson; infinite: not at all) and says
whether weekdays differ. Its level is a gamma posterior from Jeffreys' prior; the sum over the horizon is negative binomial (West and
Harrison, "Bayesian Forecasting and Dynamic Models", 1997, ch. 10 on discounting). As the filter weighs error lives, candidates are
weighed by the likelihood of the sums seen so far, each day of a window counted once: where every day begins one of h days, it weighs 1/h.
"""

import itertools
import math
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from tocsin.judge.scores import Floats, Given

LIVES = (7.0, 14.0, 30.0, 60.0, 120.0, 365.0, math.inf)
SHAPES = (0.5, 1.0, 2.0, 5.0, 10.0, 20.0, math.inf)
JEFFREYS = 0.5
"""a Poisson rate's shape before anything is counted"""
WEEKDAY_STRENGTH = 10.0
"""days with which a weekday's factor is drawn towards 1"""
UNSEEN_DAYS = 1.0
"""exposure before anything is counted: the prior's mean is half an event a day, forgotten at once"""
WEEK = 7
WINDOWS = 10
"""windows a horizon that weigh candidates: those between say the same again"""


class Candidate(NamedTuple):
    """One way the counts may run."""

    life: float
    shape: float
    weekly: bool


CANDIDATES = tuple(Candidate(*one) for one in itertools.product(LIVES, SHAPES, (False, True)))
RARE = tuple(Candidate(life, math.inf, False) for life in (730.0, 1825.0, math.inf))
"""for what happens a few times a year: no weekdays, no scatter to learn"""


class Forecasts(NamedTuple):
    """Chances (m, k) of 0, 1, 2, ... within the horizon, by origin; weights (m, c) of the candidates."""

    chances: Floats
    weights: Floats


def forecast(
    counts: Given,
    horizon: int,
    first: int,
    last: int | None = None,
    *,
    candidates: tuple[Candidate, ...] = CANDIDATES,
    most: int | None = None,
    weighed: bool = True,
) -> Forecasts:
    """What is forecast after `first`, `first` + 1, ..., `last` days of counts (T,), one a day, for the `horizon` days after each.

    A day not recorded is not a number: it counts neither as none nor as some. Nothing of a later day enters an earlier forecast. most:
    the largest sum that gets a chance of its own; twice the largest seen, and 30 more, where it is not given.
    """
    y = np.asarray(counts, float)
    last = len(y) if last is None else last
    seen = y[np.isfinite(y)]
    stride = max(1, horizon // WINDOWS)
    top = int(2 * seen.max(initial=0) * horizon + 30) if most is None else most
    decay = np.array([0.0 if math.isinf(one.life) else 1 / one.life for one in candidates])
    keeps = np.exp(-decay)
    shape = np.array([one.shape for one in candidates])
    weekly, ones = np.array([one.weekly for one in candidates]), np.ones(len(candidates))
    some_weekly = bool(weekly.any())
    total, days = np.zeros(len(candidates)), np.zeros(len(candidates))
    by_weekday, of_weekday = np.zeros(WEEK), np.zeros(WEEK)
    likelihood = np.zeros(len(candidates))
    waiting: dict[int, Floats] = {}
    rows, shares = [], []
    for t in range(last + 1):
        if t:
            due = waiting.pop(t, None)
            window = y[max(0, t - horizon) : t]
            if due is not None and np.isfinite(window).all():
                likelihood += due[:, min(int(window.sum()), top)] * stride / horizon
            total, days = keeps * total, keeps * days
            if np.isfinite(y[t - 1]):
                factor = np.where(weekly, _factors(by_weekday, of_weekday)[(t - 1) % WEEK], 1.0) if some_weekly else ones
                total, days = total + y[t - 1] / factor, days + 1
                by_weekday[(t - 1) % WEEK] += y[t - 1]
                of_weekday[(t - 1) % WEEK] += 1
        weighs = weighed and t % stride == 0
        if t < first and not weighs:
            continue
        season = ones
        if some_weekly:
            season = np.where(weekly, _factors(by_weekday, of_weekday)[(t + np.arange(horizon)) % WEEK].mean(), 1.0)
        mean, size = _sum_over(horizon, total, days, decay, shape, season)
        chances = log_negative_binomial(size, mean, top)
        if weighs:
            waiting[t + horizon] = chances
        if t >= first:
            share = np.exp(likelihood - likelihood.max()) if weighed else np.ones(len(candidates))
            share /= share.sum()
            rows.append(share @ np.exp(chances))
            shares.append(share)
    return Forecasts(chances=np.stack(rows), weights=np.stack(shares))


def alike(total: float, days: float, horizon: int, top: int) -> Floats:
    """(top + 1,) chances of the sum over the horizon where every day so far counts alike: Jeffreys' posterior of a Poisson rate."""
    level = (total + JEFFREYS) / max(days, UNSEEN_DAYS)
    return np.asarray(np.exp(log_negative_binomial(np.array([total + JEFFREYS]), np.array([level * horizon]), top)[0]))


def at_least(chances: Floats, count: float) -> Floats:
    """(m,) chance of `count` or more, from chances (m, k) of 0, 1, 2, ..."""
    return np.asarray(1 - np.minimum(chances[:, : max(math.ceil(count), 0)].sum(1), 1.0))


def none_within(counts: Given, days: int, candidates: tuple[Candidate, ...], shares: Floats | None = None) -> Floats:
    """(days,) chance of none in the next 1, 2, ..., `days` days, the candidates weighed by single days, or by `shares` (c,)."""
    y = np.asarray(counts, float)
    share = forecast(y, 1, len(y), candidates=candidates).weights[0] if shares is None else shares
    out = np.zeros(days)
    for weight, one in zip(share, candidates, strict=True):
        decay = 0.0 if math.isinf(one.life) else 1 / one.life
        recorded = np.isfinite(y)
        ages = np.arange(len(y))[::-1]
        fading = np.exp(-decay * ages) * recorded
        total, exposure = float((fading * np.where(recorded, y, 0.0)).sum()), max(float(fading.sum()), UNSEEN_DAYS)
        ahead = np.arange(1, days + 1)
        known = (total + JEFFREYS) / (1 + (total + JEFFREYS) / exposure / one.shape) / (1 + decay * (ahead + 1) / 2)
        mean = (total + JEFFREYS) / exposure * ahead
        size = 1 / (1 / (ahead * one.shape) + 1 / known)
        out += weight * (size / (size + mean)) ** size
    return out


def log_negative_binomial(size: Floats, mean: Floats, top: int) -> Floats:
    """(c, top + 1) logarithms of the chances of 0 to `top` at shapes `size` and means `mean` (c,), by recursion."""
    k = np.arange(top)
    steps = np.log((k + size[:, None]) / (k + 1)) + np.log(mean / (size + mean))[:, None]
    start = size * np.log(size / (size + mean))
    return np.concatenate([start[:, None], start[:, None] + np.cumsum(steps, 1)], 1)


def _sum_over(horizon: int, total: Floats, days: Floats, decay: Floats, shape: Floats, season: Floats) -> tuple[Floats, Floats]:
    """Mean and shape of the sum over the horizon: what days scatter and what is not known of the level, as one negative binomial."""
    exposure = np.maximum(days, UNSEEN_DAYS)
    level = (total + JEFFREYS) / exposure
    # Overdispersed days tell less of the level. One that is forgotten wanders: what is not known of it grows by 1/life a day, to the
    # middle of the horizon.
    known = (total + JEFFREYS) / (1 + level / shape) / (1 + decay * (horizon + 1) / 2)
    return level * season * horizon, 1 / (1 / (horizon * shape) + 1 / known)


def _factors(by_weekday: Floats, of_weekday: npt.NDArray[np.float64]) -> Floats:
    """(7,) how a weekday differs from the mean day, drawn towards 1."""
    days = of_weekday.sum()
    mean = by_weekday.sum() / days if days else 0.0
    if mean <= 0:
        return np.ones(WEEK)
    return np.asarray((by_weekday / mean + WEEKDAY_STRENGTH) / (of_weekday + WEEKDAY_STRENGTH))
