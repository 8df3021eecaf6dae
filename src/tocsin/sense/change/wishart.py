"""Tests for equal covariance matrices in a series of radar images: the omnibus test Q and its factors R_j.

K. Conradsen, A. A. Nielsen and H. Skriver, Determining the points of change in time series of polarimetric SAR data, IEEE Transactions on
Geoscience and Remote Sensing 54(5), 2016, equations 1 to 10. A date's pixel is one or more independent blocks: an intensity (1 x 1), or the
covariance of two channels (2 x 2), each Wishart with the same number of looks. Where blocks are several, Box's constants add up as in
T. W. Anderson, An Introduction to Multivariate Statistical Analysis, 8.5: f = sum f_b, rho = sum f_b rho_b / f,
w2 = sum p_b^2 (p_b^2 - 1) (...) / (24 rho^2) - f (1 - 1 / rho)^2 / 4.
"""

import math
from typing import NamedTuple

import numpy as np

from tocsin.sense.change import chi2
from tocsin.sense.change.arrays import Floats, Stack

_TOGETHER = 16
"""ratios multiplied before a logarithm is taken: sixteen of 1e-15 still lie within a double"""
_ROWS = 4096
"""pixels worked on at a time: they stay in the processor's cache"""


class Form(NamedTuple):
    """How the channels of a date make its blocks: one of size 1 takes one channel, one of size 2 four (C11, C22, Re C12, Im C12)."""

    sizes: tuple[int, ...]

    @property
    def channels(self) -> int:
        """How many channels a date has."""
        return sum(size * size for size in self.sizes)

    @property
    def degrees(self) -> int:
        """Free parameters of a date."""
        return self.channels


def intensities(number: int) -> Form:
    """`number` intensities whose cross terms are not used, as in ground-range detected products."""
    return Form((1,) * number)


COVARIANCE = Form((2,))
"""the full covariance of two channels"""


class Constants(NamedTuple):
    """Box's constants: -2 rho ln(Q) is nearly chi-square with f degrees of freedom, the second order weighed by w2."""

    degrees: int
    rho: float
    weight: float


def omnibus_constants(form: Form, dates: int, looks: float) -> Constants:
    """Of the test that all of `dates` dates are equal. ValueError for fewer than two."""
    if dates < 2:
        raise ValueError(f"{dates} dates; at least 2 are needed")
    once, twice = dates / looks - 1 / (looks * dates), dates / looks**2 - 1 / (looks * dates) ** 2
    return _constants(form, dates - 1, [(2 * p * p - 1) / (6 * (dates - 1) * p) * once for p in form.sizes], twice)


def step_constants(form: Form, j: int, looks: float) -> Constants:
    """Of the test that date j (from 2) equals the j - 1 dates before it, which are equal among themselves."""
    once = (1 + 1 / (j * (j - 1))) / looks
    twice = (1 + (2 * j - 1) / (j * (j - 1)) ** 2) / looks**2
    return _constants(form, 1, [(2 * p * p - 1) / (6 * p) * once for p in form.sizes], twice)


def _constants(form: Form, times: int, lost: list[float], twice: float) -> Constants:
    degrees = times * form.degrees
    rho = 1 - sum(p * p * part for p, part in zip(form.sizes, lost, strict=True)) / form.degrees
    if rho <= 0:
        raise ValueError("too few looks for this test")
    weight = sum(p * p * (p * p - 1) for p in form.sizes) * twice / (24 * rho**2) - degrees * (1 - 1 / rho) ** 2 / 4
    return Constants(degrees, rho, weight)


def log_omnibus(stack: Stack, form: Form) -> Floats:
    """ln(Q) / looks of (dates, channels, ...): at most 0, and 0 where all dates are the same; NaN where a date has no value above 0."""
    dates, flat, shape = _flat(stack, form)
    out = np.empty(flat.shape[2])
    constant = sum(form.sizes) * dates * math.log(dates)
    with np.errstate(divide="ignore", invalid="ignore"):
        for start in range(0, out.size, _ROWS):
            piece = flat[:, :, start : start + _ROWS]
            out[start : start + _ROWS] = constant + _log_ratios(piece, form)
    return _told(out).reshape(shape)


def _log_ratios(piece: Floats | Stack, form: Form) -> Floats:
    """Sum over blocks and dates of ln(|X_i| / |sum of X|)."""
    total = piece.sum(axis=0, dtype=np.float64)
    found = np.zeros(total.shape[1])
    for block, size in _blocks(form):
        whole = 1 / determinant(total[block], size)
        if size == 1:
            whole[~(piece[:, block.start].min(axis=0) > 0)] = np.nan
        product = np.ones_like(whole)
        for date in range(piece.shape[0]):
            product *= (piece[date, block.start] if size == 1 else determinant(piece[date, block], size)) * whole
            if date % _TOGETHER == _TOGETHER - 1:
                found += np.log(product)
                product[:] = 1
        found += np.log(product)
    return found


def log_step(before: Stack, number: int, after: Stack, form: Form) -> Floats:
    """ln(R_j) / looks for j = number + 1: `before` is the sum of `number` dates (channels, ...), `after` the date that is tested."""
    j = number + 1
    constant = sum(form.sizes) * (j * math.log(j) - number * math.log(number))
    first, then = np.asarray(before, dtype=np.float64), np.asarray(after, dtype=np.float64)
    found = np.full(first.shape[1:], constant)
    with np.errstate(divide="ignore", invalid="ignore"):
        for block, size in _blocks(form):
            whole, old, new = determinant(first[block] + then[block], size), determinant(first[block], size), determinant(then[block], size)
            found += number * np.log(old / whole) + np.log(new / whole)
    return _told(found)


def determinant(block: Stack, size: int) -> Floats:
    """Of each pixel's block: (size * size, ...) channels in, (...) out; NaN where it is no covariance, that is, not positive definite."""
    first = np.asarray(block[0], dtype=np.float64)
    if size == 1:
        return np.where(first > 0, first, np.nan)
    second, real, imaginary = (np.asarray(channel, dtype=np.float64) for channel in block[1:])
    found = first * second - real * real - imaginary * imaginary
    return np.where((found > 0) & (first > 0), found, np.nan)


def omnibus(stack: Stack, form: Form, looks: float) -> Floats:
    """The chance, were all dates equal and the speckle as stated, of a Q at least as small: (dates, channels, ...) in, (...) out."""
    constants = omnibus_constants(form, stack.shape[0], looks)
    return chi2.mixture(-2 * constants.rho * looks * log_omnibus(stack, form), constants.degrees, constants.weight)


def step(before: Stack, number: int, after: Stack, form: Form, looks: float) -> Floats:
    """The chance, were date `after` equal to the `number` dates summed in `before`, of an R at least as small."""
    constants = step_constants(form, number + 1, looks)
    return chi2.mixture(-2 * constants.rho * looks * log_step(before, number, after, form), constants.degrees, constants.weight)


def _blocks(form: Form) -> list[tuple[slice, int]]:
    found, start = [], 0
    for size in form.sizes:
        found.append((slice(start, start + size * size), size))
        start += size * size
    return found


def _flat(stack: Stack, form: Form) -> tuple[int, Stack, tuple[int, ...]]:
    dates, channels, *rest = stack.shape
    if dates < 2 or channels != form.channels:
        raise ValueError(f"{dates} dates of {channels} channels; at least 2 of {form.channels} are needed")
    return dates, stack.reshape(dates, channels, -1), tuple(rest)


def _told(found: Floats) -> Floats:
    """Rounding may leave a hair above 0; what is not finite has no value."""
    return np.where(np.isfinite(found), np.minimum(found, 0.0), np.nan)
