"""How well a filter did: accuracy, log score, false-alarm days at equal detection, calibration, coverage, with intervals over worlds."""

from dataclasses import dataclass

import numpy as np

from tests.bench.worlds.filters import Run
from tests.bench.worlds.generator import STATES, Floats, Ints, Mask, Worlds

BURN_IN = 20
"""days left out at the start, when nothing was heard yet"""
SEEN_SHARE = 0.6
LEAST_SPELL = 3
RESAMPLES = 200


@dataclass(frozen=True)
class Spells:
    """Stretches of the top state of LEAST_SPELL days or more: world, first day, end."""

    world: Ints
    first: Ints
    end: Ints


def spells(worlds: Worlds) -> Spells:
    found = []
    for w, row in enumerate(worlds.state[:, BURN_IN:] == STATES - 1):
        edges = np.flatnonzero(np.diff(np.concatenate([[False], row, [False]]).astype(int)))
        found += [(w, a, b) for a, b in edges.reshape(-1, 2) if b - a >= LEAST_SPELL]
    return Spells(*np.array(found, np.int64).reshape(-1, 3).T)


@dataclass(frozen=True)
class Score:
    """Each with its 90% interval over worlds, drawn anew RESAMPLES times."""

    accuracy: tuple[float, float, float]
    log: tuple[float, float, float]
    false_days: tuple[float, float, float]
    slope: float
    covered: float | None
    width: float | None


def score(run: Run, worlds: Worlds, known: Spells, truth: Run | None, seed: int = 0) -> Score:
    """`truth`: the filter with the true parameters, which the range of draws should cover."""
    state = worlds.state[:, BURN_IN:]
    mean = np.asarray(run.mean[:, BURN_IN:])
    right = (mean.argmax(2) == state).mean(1)
    log = -np.log(np.maximum(np.take_along_axis(mean, state[..., None], 2)[..., 0], 1e-9)).mean(1)
    top = mean[..., -1]
    best = np.array([top[w, a:b].max() for w, a, b in zip(known.world, known.first, known.end, strict=True)])
    rng = np.random.default_rng(seed)
    count = len(state)
    years = count * state.shape[1] / 365.25
    calm = np.where(state == STATES - 1, -1.0, top)

    def false_days(weights: Floats) -> float:
        order = np.argsort(-best)
        mass = np.cumsum(weights[known.world][order])
        if not len(mass) or mass[-1] == 0:
            return float("nan")
        threshold = best[order][min(np.searchsorted(mass, SEEN_SHARE * mass[-1]), len(best) - 1)]
        return float(((calm >= threshold).sum(1) * weights).sum() / years)

    many = [rng.multinomial(count, np.full(count, 1 / count)).astype(float) for _ in range(RESAMPLES)]

    def interval(values: list[float], whole: float) -> tuple[float, float, float]:
        low, high = np.nanquantile(values, [0.05, 0.95])
        return whole, float(low), float(high)

    covered = width = None
    if run.low is not None and run.high is not None and truth is not None:
        held = np.asarray(truth.mean[:, BURN_IN:, -1])
        low, high = run.low[:, BURN_IN:], run.high[:, BURN_IN:]
        covered, width = float(((held >= low) & (held <= high)).mean()), float((high - low).mean())
    return Score(
        accuracy=interval([float(right @ w) / count for w in many], float(right.mean())),
        log=interval([float(log @ w) / count for w in many], float(log.mean())),
        false_days=interval([false_days(w) for w in many], false_days(np.ones(count))),
        slope=_slope(top.ravel(), (state == STATES - 1).ravel()),
        covered=covered,
        width=width,
    )


def _slope(p: Floats, happened: Mask) -> float:
    """Of a logistic regression of what was on logit p, by Newton's steps: 1 where the probabilities mean what they say (Cox 1958)."""
    z = np.log(np.clip(p, 1e-6, 1 - 1e-6) / (1 - np.clip(p, 1e-6, 1 - 1e-6)))
    if np.ptp(z) < 1e-9:
        return float("nan")
    X, beta = np.stack([np.ones_like(z), z], 1), np.array([0.0, 1.0])
    for _ in range(25):
        q = 1 / (1 + np.exp(-(X @ beta)))
        beta = beta + np.linalg.solve((X * (q * (1 - q) + 1e-9)[:, None]).T @ X, X.T @ (happened - q))
    return float(beta[1])
