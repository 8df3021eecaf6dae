"""Beta distributions of few cases: Jeffreys' posterior with its quantiles, exact to rounding.

The regularised incomplete beta function by its continued fraction (NIST DLMF 8.17.22, evaluated by Lentz's method), inverted by bisection.
"""

from math import exp, lgamma, log, log1p
from typing import NamedTuple

JEFFREYS = 0.5
"""both parameters of Jeffreys' prior of a proportion (Jeffreys, Theory of Probability, 1961)"""
TERMS, STEPS, TINY, CLOSE = 500, 200, 1e-300, 1e-16


class Posterior(NamedTuple):
    """Mean and 5%, 95% quantiles of a proportion after `yes` of `cases`."""

    mean: float
    low: float
    high: float


def posterior(yes: int, cases: int, prior: tuple[float, float] = (JEFFREYS, JEFFREYS)) -> Posterior:
    """The Beta posterior. ValueError where there are more yeses than cases."""
    if not 0 <= yes <= cases:
        raise ValueError(f"{yes} of {cases} is no proportion")
    a, b = prior[0] + yes, prior[1] + cases - yes
    return Posterior(a / (a + b), quantile(0.05, a, b), quantile(0.95, a, b))


def below(x: float, a: float, b: float) -> float:
    """P(X <= x) of Beta(a, b)."""
    if x <= 0:
        return 0.0
    if x >= 1:
        return 1.0
    front = exp(a * log(x) + b * log1p(-x) + lgamma(a + b) - lgamma(a) - lgamma(b))
    if x < (a + 1) / (a + b + 2):
        return front * _fraction(x, a, b) / a
    return 1.0 - front * _fraction(1 - x, b, a) / b


def quantile(share: float, a: float, b: float) -> float:
    """The x with P(X <= x) = share."""
    low, high = 0.0, 1.0
    for _ in range(STEPS):
        middle = (low + high) / 2
        if below(middle, a, b) < share:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _fraction(x: float, a: float, b: float) -> float:
    c, d = 1.0, 1.0 / _away(1.0 - (a + b) * x / (a + 1))
    value = d
    for m in range(1, TERMS):
        for term in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1.0 / _away(1.0 + term * d)
            c = _away(1.0 + term / c)
            value *= c * d
        if abs(c * d - 1.0) < CLOSE:
            break
    return value


def _away(value: float) -> float:
    return value if abs(value) > TINY else TINY
