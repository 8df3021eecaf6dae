"""Several experts' answers to one question become one distribution that keeps their disagreement.

Each answer is a split normal on the logit scale (a probability) or the log scale (a positive quantity): `best` its median, `low` and
`high` at the ends of its stated coverage. Pooled is the weighted mixture of the answers, so that experts who disagree widen it and experts
who agree do not. Probabilities are extremised (Satopaa, Baron, Foster, Mellers, Tetlock and Ungar 2014, "Combining multiple probability
predictions using a simple logit model", International Journal of Forecasting 30): the whole mixture is moved so that its mean log-odds are
`a` times the experts'. The factor is fitted to questions whose answers are known, never chosen; without such questions it is 1.
"""

import math
from collections.abc import Callable, Sequence
from statistics import NormalDist
from typing import NamedTuple

from tocsin.model.numbers import SHAPE

NORMAL = NormalDist()
EDGE = 1e-9
"""nearest to 0 and 1 that an answer on the logit scale is taken"""
LEAST_SPREAD = 1e-6
"""of an answer without a range, on its scale"""
PRIOR_SPREAD = 0.5
"""standard deviation of the log of the factor before any question is seen: holds a handful of questions back from certainty"""
FACTORS = (0.2, 5.0)
STEPS = 80


class Answer(NamedTuple):
    """One expert's range with its weight; `best` where it was given, `coverage` what the range is said to hold."""

    low: float
    best: float | None
    high: float
    coverage: float = 0.9
    weight: float = 1.0


class Seed(NamedTuple):
    """One question with a known answer: the experts' probabilities with their weights, and what happened."""

    answers: tuple[tuple[float, float], ...]
    """(probability, weight) of each expert who answered"""
    outcome: bool


class Part(NamedTuple):
    """One answer on its scale: median and the two spreads."""

    weight: float
    median: float
    below: float
    above: float


def _logit(p: float) -> float:
    p = min(max(p, EDGE), 1 - EDGE)
    return math.log(p / (1 - p))


def _expit(x: float) -> float:
    return 1 / (1 + math.exp(-x)) if x > -700 else 0.0


SCALES: dict[str, tuple[Callable[[float], float], Callable[[float], float]]] = {
    "logit": (_logit, _expit),
    "log": (lambda x: math.log(max(x, 1e-12)), math.exp),
}


def factor(seeds: Sequence[Seed]) -> float:
    """The extremising factor of the mean log-odds: most probable given the seed questions; 1 where there are none.

    Penalised likelihood of the outcomes under expit(a * mean log-odds), its logarithm normal about 0.
    """
    means = []
    for seed in seeds:
        total = sum(weight for _, weight in seed.answers)
        if total > 0:
            means.append((sum(weight * _logit(p) for p, weight in seed.answers) / total, seed.outcome))
    if not means:
        return 1.0

    def loss(log_a: float) -> float:
        a = math.exp(log_a)
        return (log_a / PRIOR_SPREAD) ** 2 / 2 + sum(_softplus(-a * x if happened else a * x) for x, happened in means)

    low, high = (math.log(end) for end in FACTORS)
    golden = (math.sqrt(5) - 1) / 2
    for _ in range(STEPS):
        left, right = high - golden * (high - low), low + golden * (high - low)
        low, high = (low, right) if loss(left) < loss(right) else (left, high)
    return math.exp((low + high) / 2)


def _softplus(x: float) -> float:
    return x + math.log1p(math.exp(-x)) if x > 0 else math.log1p(math.exp(x))


def _part(answer: Answer, scale: str, total: float) -> Part:
    to = SCALES[scale][0]
    low, high = to(answer.low), to(answer.high)
    median = to(answer.best) if answer.best is not None else (low + high) / 2
    z = NORMAL.inv_cdf((1 + answer.coverage) / 2)
    return Part(answer.weight / total, median, max((median - low) / z, LEAST_SPREAD), max((high - median) / z, LEAST_SPREAD))


def pool(answers: Sequence[Answer], scale: str, extremised: float = 1.0) -> tuple[float, ...]:
    """The pooled distribution: its values at the probabilities SHAPE, rising. `extremised` moves probabilities alone.

    Raises ValueError for no answer, or weights that are all 0.
    """
    total = sum(answer.weight for answer in answers)
    if total <= 0:
        raise ValueError("nobody's answer counts")
    parts = [_part(answer, scale, total) for answer in answers]
    centre = sum(part.weight * part.median for part in parts)
    shift = (extremised - 1) * centre if scale == "logit" else 0.0
    widest = 12 * max(max(part.below, part.above) for part in parts)
    ends = min(part.median for part in parts) - widest, max(part.median for part in parts) + widest
    back = SCALES[scale][1]
    out: list[float] = []
    for share in SHAPE:
        value = back(_quantile(parts, share, *ends) + shift)
        out.append(max(value, out[-1]) if out else value)
    return tuple(out)


def _quantile(parts: Sequence[Part], share: float, low: float, high: float) -> float:
    for _ in range(STEPS):
        middle = (low + high) / 2
        below = sum(p.weight * NORMAL.cdf((middle - p.median) / (p.below if middle < p.median else p.above)) for p in parts)
        low, high = (middle, high) if below < share else (low, middle)
    return (low + high) / 2
