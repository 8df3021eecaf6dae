"""Scores of change between optical images: robust change vectors, and iteratively reweighted multivariate alteration (IR-MAD).

A. A. Nielsen, The regularized iteratively reweighted MAD method for change detection in multi- and hyperspectral data, IEEE Transactions
on Image Processing 16(2), 2007. What counts as a false alarm is settled afterwards, by ranks among controls
(`calibration`): scores need no scale. Pixels under cloud are NaN and stay so.
"""

import numpy as np

from tocsin.sense.change import chi2
from tocsin.sense.change.arrays import Bools, Floats, finite

TO_SIGMA = 1.4826
"""a normal's standard deviation over its median absolute deviation"""
FITTED = 100_000
"""pixels that the transformation of IR-MAD is fitted on, evenly spread"""
ROUNDS, SETTLED = 50, 1e-6
RIDGE = 1e-9
"""added to covariances, in parts of their mean variance: bands that repeat one another stay solvable"""


class Baseline:
    """What a place looked like: each pixel's median and scatter over the reference dates. values: (dates, bands, n), NaN under cloud."""

    def __init__(self, values: Floats, fewest: int = 2) -> None:
        seen = finite(values, 1)
        sound = seen.sum(axis=0) >= fewest
        self.median = np.full(values.shape[1:], np.nan)
        self.scatter = np.full(values.shape[1:], np.nan)
        if sound.any():
            kept = np.where(seen[:, None], values, np.nan)[:, :, sound]
            self.median[:, sound] = np.nanmedian(kept, axis=0)
            self.scatter[:, sound] = TO_SIGMA * np.nanmedian(np.abs(kept - self.median[:, sound]), axis=0)
        with np.errstate(invalid="ignore"):
            floor = np.nanmedian(self.scatter, axis=1) if sound.any() else np.full(values.shape[1], np.nan)
        self.floor = np.where(floor > 0, floor, 1.0)
        """(bands,) the usual scatter: a pixel that happened to hold still on a few dates is not held to that"""


def change_vectors(base: Baseline, date: Floats) -> Floats:
    """How far (bands, n) lies from the baseline in units of each pixel's scatter, squared and summed over bands: (n,).

    Each band's own shift on that date (haze, sun) is taken out as the median over all pixels.
    """
    off = date - base.median
    with np.errstate(invalid="ignore"):
        sound = np.isfinite(off).all(axis=0)
        if not sound.any():
            return np.full(date.shape[1], np.nan)
        off = off - np.median(off[:, sound], axis=1)[:, None]
        score: Floats = (off**2 / (base.scatter**2 + base.floor[:, None] ** 2)).sum(axis=0)
    return np.where(sound, score, np.nan)


def alteration(before: Floats, after: Floats) -> Floats:
    """IR-MAD's sum of squared, standardised variates between two images (bands, n): (n,), NaN where either has no value.

    It does not see changes of scale or offset of any band, nor another mixing of the bands of an image, unless one nearly vanishes in it.
    """
    sound = np.isfinite(before).all(axis=0) & np.isfinite(after).all(axis=0)
    found = np.full(before.shape[1], np.nan)
    bands = before.shape[0]
    if sound.sum() <= 4 * bands:
        return found
    pair = np.vstack([before[:, sound], after[:, sound]])
    pair = pair - pair.mean(axis=1, keepdims=True)
    spread = pair.std(axis=1, keepdims=True)
    pair /= np.where(spread > 0, spread, 1.0)
    sample = pair[:, :: max(1, pair.shape[1] // FITTED)]
    weights, last = np.ones(sample.shape[1]), np.full(bands, -1.0)
    for _ in range(ROUNDS):
        total = weights.sum()
        if total < 4 * bands:
            break
        mean = sample @ weights / total
        left, right, correlation = _canonical(sample - mean[:, None], weights / total, bands)
        scores = _variates(sample - mean[:, None], left, right, correlation, bands)
        weights = chi2.survival(scores, bands)
        fitted = mean, left, right, correlation
        if np.abs(correlation - last).max() < SETTLED:
            break
        last = correlation
    mean, left, right, correlation = fitted
    found[sound] = _variates(pair - mean[:, None], left, right, correlation, bands)
    return found


def _canonical(centred: Floats, weights: Floats, bands: int) -> tuple[Floats, Floats, Floats]:
    """Vectors (columns) and correlations of the canonical analysis between the two halves of (2 bands, n)."""
    covariance = (centred * weights) @ centred.T
    covariance[np.diag_indices_from(covariance)] += RIDGE * max(float(np.trace(covariance)) / (2 * bands), 1e-300)
    first, second, cross = covariance[:bands, :bands], covariance[bands:, bands:], covariance[:bands, bands:]
    root_first, root_second = np.linalg.cholesky(first), np.linalg.cholesky(second)
    whitened = np.linalg.solve(root_first, np.linalg.solve(root_second, cross.T).T)
    left, correlation, right = np.linalg.svd(whitened)
    return np.linalg.solve(root_first.T, left), np.linalg.solve(root_second.T, right.T), np.clip(correlation, 0.0, 1.0)


def _variates(centred: Floats, left: Floats, right: Floats, correlation: Floats, bands: int) -> Floats:
    difference = left.T @ centred[:bands] - right.T @ centred[bands:]
    scores: Floats = (difference**2 / np.maximum(2 * (1 - correlation), 1e-12)[:, None]).sum(axis=0)
    return scores


def clear(mask: Floats, values: tuple[float, ...]) -> Bools:
    """Where a mask of classes holds one of the clear ones."""
    return np.isin(mask, np.asarray(values))
