"""How many equivalent looks a radar series has, from how much its logarithms scatter over dates that should be equal.

The logarithm of an intensity of n looks has variance psi'(n), whatever its mean (Oliver and Quegan, Understanding Synthetic Aperture Radar
Images, 2004, 4.4). What nature adds between the dates counts as speckle: looks found here are those that the series behaves as if it had.
"""

import math

import numpy as np

from tocsin.sense.change.arrays import Stack

FEWEST, MOST = 1.0, 1000.0
_HALVINGS = 60


def trigamma(x: float) -> float:
    """psi'(x) for x > 0: recurrence up to 10, then the asymptotic series (Abramowitz and Stegun 6.4.6 and 6.4.12)."""
    total = 0.0
    while x < 10:
        total += 1 / (x * x)
        x += 1
    square = 1 / (x * x)
    return total + 1 / x + square / 2 + square / x * (1 / 6 - square * (1 / 30 - square * (1 / 42 - square / 30)))


def equivalent(stack: Stack) -> float:
    """Looks of intensities (dates, channels, ...) that do not change: at least 1, at most 1,000.

    The variance over dates is taken pixel by pixel after each date's own level (weather) is taken out, and averaged. ValueError where
    fewer than two dates have a value anywhere.
    """
    dates = stack.shape[0]
    if dates < 2:
        raise ValueError("looks are found from at least two dates")
    with np.errstate(divide="ignore", invalid="ignore"):
        logs = np.log(np.asarray(stack, dtype=np.float64)).reshape(dates, stack.shape[1], -1)
    whole = np.isfinite(logs).all(axis=(0, 1))
    if not whole.any():
        raise ValueError("no pixel has a value on every date")
    logs = logs[:, :, whole]
    logs = logs - logs.mean(axis=2, keepdims=True) + logs.mean(axis=(0, 2), keepdims=True)
    variance = float(logs.var(axis=0, ddof=1).mean())
    return _looks_of(variance)


def _looks_of(variance: float) -> float:
    """The n with psi'(n) = variance, by bisection: psi' falls."""
    low, high = FEWEST, MOST
    if variance >= trigamma(low):
        return low
    if variance <= trigamma(high):
        return high
    for _ in range(_HALVINGS):
        middle = math.sqrt(low * high)
        low, high = (middle, high) if trigamma(middle) > variance else (low, middle)
    return math.sqrt(low * high)
