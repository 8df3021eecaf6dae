"""Upper tails of chi-square distributions with whole degrees of freedom, and of the mixture that Box's expansion ends in.

Closed forms: Abramowitz and Stegun, Handbook of Mathematical Functions, 26.4.4 (odd) and 26.4.5 (even).
"""

import math

import numpy as np

from tocsin.sense.change.arrays import Floats

_IN_LOGS = 600
"""degrees of freedom from which the terms are added in logarithms: exp(-z / 2) would underflow before its factors come"""
_AT_ONCE = 16_384
"""values worked on at a time: they stay in the processor's cache"""
_erfc = np.frompyfunc(math.erfc, 1, 1)


def survival(z: Floats, degrees: int) -> Floats:
    """P(X >= z) for X chi-square with `degrees` of freedom, in the shape of `z`; 1 where z <= 0, NaN where z is."""
    return mixture(z, degrees, 0.0)


def mixture(z: Floats, degrees: int, weight: float) -> Floats:
    """P(Z >= z) where P(Z <= z) is F_f(z) + w (F_{f+4}(z) - F_f(z)): Box's second order, held within 0 and 1."""
    if degrees < 1:
        raise ValueError(f"{degrees} degrees of freedom")
    flat = np.asarray(z, dtype=np.float64).ravel()
    out = np.empty(flat.size)
    with np.errstate(divide="ignore", invalid="ignore", under="ignore"):
        for start in range(0, flat.size, _AT_ONCE):
            half = np.maximum(flat[start : start + _AT_ONCE], 0.0) / 2
            out[start : start + _AT_ONCE] = _tail(half, degrees) + (weight * _beyond(half, degrees) if weight else 0.0)
        np.clip(out, 0.0, 1.0, out=out)
        out[flat <= 0] = 1.0
    return out.reshape(np.shape(z))


def _tail(half: Floats, degrees: int) -> Floats:
    """P(X >= 2 half), by its finite sum."""
    odd = degrees % 2
    powers = [i + odd / 2 for i in range((degrees - odd) // 2)]
    total = np.asarray(_erfc(np.sqrt(half)), dtype=float) if odd else np.zeros_like(half)
    if degrees >= _IN_LOGS:
        logs = np.log(half)
        for power in powers:
            total += np.exp(power * logs - half - math.lgamma(power + 1)) if power else np.exp(-half)
    elif powers:
        term = np.exp(-half) * (np.sqrt(half) / math.gamma(1.5) if odd else 1.0)
        total += term
        for power in powers[1:]:
            term *= half / power
            total += term
    return total


def _beyond(half: Floats, degrees: int) -> Floats:
    """What four more degrees of freedom add to the tail: two more terms of the sum."""
    power = degrees / 2
    return np.asarray(np.exp(power * np.log(half) - half - math.lgamma(power + 1)) * (1 + half / (power + 1)))
