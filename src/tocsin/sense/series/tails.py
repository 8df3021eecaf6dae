"""Tails of counts without a library of special functions: negative binomial and normal, over whole arrays."""

from math import erfc, sqrt

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

TERMS, TINY, CLOSE = 2000, 1e-300, 1e-14
SHIFT = 8
"""Stirling's series is used so far up: the recursion Gamma(x + 1) = x Gamma(x) leads there"""
STIRLING = (1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360)
"""B(2n) / (2n (2n - 1)) (NIST DLMF 5.11.1)"""
HALF_LOG_2PI = 0.9189385332046727


def log_gamma(x: Floats) -> Floats:
    """log Gamma(x) of positive numbers, to about 1e-13."""
    product = x.copy()
    for n in range(1, SHIFT):
        product *= x + n
    z = x + SHIFT
    inverse = 1 / z
    square, power, series = inverse * inverse, inverse, np.zeros_like(z)
    for coefficient in STIRLING:
        series += coefficient * power
        power = power * square
    return np.asarray((z - 0.5) * np.log(z) - z + HALF_LOG_2PI + series - np.log(product))


def beta_below(x: Floats, a: Floats, b: Floats) -> Floats:
    """P(X <= x) of Beta(a, b), elementwise: the continued fraction NIST DLMF 8.17.22 by Lentz's method."""
    x, a, b = np.broadcast_arrays(*(np.asarray(one, dtype=float) for one in (x, a, b)))
    inside = (x > 0) & (x < 1)
    xs = np.where(inside, x, 0.5)
    front = np.exp(a * np.log(xs) + b * np.log1p(-xs) + log_gamma(a + b) - log_gamma(a) - log_gamma(b))
    swap = xs >= (a + 1) / (a + b + 2)
    value = front * _fraction(np.where(swap, 1 - xs, xs), np.where(swap, b, a), np.where(swap, a, b)) / np.where(swap, b, a)
    return np.where(inside, np.where(swap, 1 - value, value), (x >= 1).astype(float))


def _fraction(x: Floats, a: Floats, b: Floats) -> Floats:
    shape = x.shape
    x, a, b = x.ravel(), a.ravel(), b.ravel()
    out = np.ones_like(x)
    c, d = np.ones_like(x), 1 / _away(1 - (a + b) * x / (a + 1))
    value = d.copy()
    left = np.arange(len(x))
    for m in range(1, TERMS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for term in (even, odd):
            d = 1 / _away(1 + term * d)
            c = _away(1 + term / c)
            value = value * c * d
        going = np.abs(c * d - 1) > CLOSE
        if not going.all():
            out[left[~going]] = value[~going]
            left = left[going]
            x, a, b, c, d, value = (one[going] for one in (x, a, b, c, d, value))
            if not len(left):
                break
    out[left] = value
    return out.reshape(shape)


def _away(value: Floats) -> Floats:
    return np.where(np.abs(value) > TINY, value, TINY)


def at_least(y: Floats, mean: Floats, alpha: Floats) -> Floats:
    """P(Y >= y) of a negative binomial with variance mean + alpha mean^2; between whole numbers, continued through the beta function."""
    size = 1 / alpha
    above = beta_below(mean / (size + mean), np.maximum(y, 1e-9), size)
    return np.where(y > 0, above, 1.0)


def middle(y: Floats, mean: Floats, alpha: Floats, share: Floats | float = 0.5) -> Floats:
    """P(Y > y) + share P(Y = y): the mid p-value; with `share` drawn uniformly, uniform where the law is right (Lancaster, 1961)."""
    above = at_least(y + 1, mean, alpha)
    return np.asarray(above + share * (at_least(y, mean, alpha) - above))


def quantile(share: float, mean: Floats, alpha: Floats) -> Floats:
    """The smallest count with P(Y <= y) >= share: around Wilson and Hilferty's cube, a bracket that is doubled, then halved."""
    k = 1 / (1 / mean + alpha)
    cube = 1 - 1 / (9 * k) + normal_quantile(share) / (3 * np.sqrt(k))
    guess = np.floor(mean * np.maximum(cube, 0) ** 3)
    low, high = np.maximum(guess - 1, -1.0), guess + 1
    width = 2.0
    while (short := ~_holds(high, share, mean, alpha)).any():
        low, high = np.where(short, high, low), np.where(short, high + width, high)
        width *= 2
    width = 2.0
    while (long := (low >= 0) & _holds(low, share, mean, alpha)).any():
        low, high = np.where(long, np.maximum(low - width, -1.0), low), np.where(long, low, high)
        width *= 2
    while (open_ := high - low > 1).any():
        centre = np.where(open_, np.floor((low + high) / 2), high)
        enough = _holds(centre, share, mean, alpha)
        low, high = np.where(open_ & ~enough, centre, low), np.where(open_ & enough, centre, high)
    return np.asarray(high)


def _holds(y: Floats, share: float, mean: Floats, alpha: Floats) -> npt.NDArray[np.bool_]:
    return np.asarray((y >= 0) & (1 - at_least(y + 1, mean, alpha) >= share))


def normal_above(z: Floats) -> Floats:
    """P(Z >= z) of a standard normal."""
    return np.array([0.5 * erfc(one / sqrt(2)) for one in np.ravel(z).tolist()]).reshape(np.shape(z))


def normal_quantile(share: float) -> float:
    """The z with P(Z <= z) = share, by bisection."""
    low, high = -40.0, 40.0
    for _ in range(100):
        centre = (low + high) / 2
        if 0.5 * erfc(-centre / sqrt(2)) < share:
            low = centre
        else:
            high = centre
    return (low + high) / 2
