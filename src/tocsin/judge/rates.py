"""Base rates counted from occurrences: a gamma posterior from Jeffreys' prior, and what it says of the next days."""

import math

from tocsin.model import Probability

JEFFREYS = 0.5
"""Jeffreys' prior of a Poisson rate: half an event in no time"""
TURNS = 200
"""halvings of a bracket: more than a double can tell apart"""


def base_rate(count: int, days: float, horizon: float) -> Probability:
    """Chance of at least one within `horizon` days, after `count` in `days` days (more than none): mean and 90% range."""
    shape = count + JEFFREYS
    low, high = (1 - math.exp(-gamma_quantile(shape, level) / days * horizon) for level in (0.05, 0.95))
    mean = 1 - (days / (days + horizon)) ** shape
    return Probability(mean=mean, low=min(low, mean), high=max(high, mean))


def gamma_quantile(shape: float, level: float) -> float:
    """Where the gamma distribution of that shape, rate 1, reaches `level`."""
    low, high = 0.0, max(1.0, shape)
    while gamma_below(shape, high) < level:
        high *= 2
    for _ in range(TURNS):
        middle = (low + high) / 2
        low, high = (middle, high) if gamma_below(shape, middle) < level else (low, middle)
    return (low + high) / 2


def gamma_below(shape: float, x: float) -> float:
    """The regularised lower incomplete gamma function: a series below shape + 1, else one less a continued fraction (Lentz)."""
    if x <= 0:
        return 0.0
    front = math.exp(shape * math.log(x) - x - math.lgamma(shape))
    if x < shape + 1:
        term = total = 1 / shape
        n = shape
        while term > total * 1e-17:
            n += 1
            term *= x / n
            total += term
        return min(front * total, 1.0)
    b = x + 1 - shape
    c, d = 1e300, 1 / b
    fraction = d
    for i in range(1, 10_000):
        a = -i * (i - shape)
        b += 2
        d = 1 / (a * d + b)
        c = b + a / c
        fraction *= c * d
        if abs(c * d - 1) < 1e-16:
            break
    return 1 - front * fraction
