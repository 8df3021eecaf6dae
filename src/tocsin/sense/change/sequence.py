"""When a radar series changed: the sequential omnibus test, pixel by pixel, with limits as stated or as measured where nothing changed.

Conradsen, Nielsen and Skriver 2016, section II.C: of the dates from `l` on, Q asks whether any differs; where it does, R_2, R_3, ...
ask which is the first to differ from those before it; the change is dated there and the search goes on from it. A change that
Q tells and no single date bears is dated where R is least likely, and the search ends (there the paper dates none). So one rate, that of Q,
holds for the whole series, whatever its length.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from tocsin.sense.change import wishart
from tocsin.sense.change.arrays import Bools, Floats, Stack
from tocsin.sense.change.wishart import Form


class Limits(NamedTuple):
    """What counts as change from each start `l` on: chances at or below `whole[l]` for Q, at or below `step[l, j]` for the date l + j."""

    whole: Floats
    """(dates,)"""
    step: Floats
    """(dates, dates)"""


def nominal(dates: int, alpha: float) -> Limits:
    """Limits that hold where speckle is all that varies and its looks are known."""
    return Limits(np.full(dates, alpha), np.full((dates, dates), alpha))


def measured(control: Stack, form: Form, looks: float, alpha: float) -> Limits:
    """Limits below which a share `alpha` of control pixels (dates, channels, n) lies, each test by itself.

    A limit is the k-th smallest chance with k = floor(alpha (n + 1)): a pixel that is exchangeable with the controls lies at or below it
    with a probability of at most alpha (Vovk, Gammerman and Shafer, Algorithmic Learning in a Random World, 2005, 2.2).
    """
    dates = control.shape[0]
    limits = nominal(dates, alpha)
    for start in range(dates - 1):
        rest = control[start:]
        limits.whole[start] = lower(wishart.omnibus(rest, form, looks), alpha)
        for j, chance in enumerate(_steps(rest, form, looks), 1):
            limits.step[start, j] = lower(chance, alpha)
    return limits


def lower(chance: Floats, alpha: float) -> float:
    """The k-th smallest of the values, k = floor(alpha (n + 1)); -1, which nothing lies below, where there are too few."""
    sound = np.sort(chance[np.isfinite(chance)])
    k = int(alpha * (sound.size + 1) + 1e-9)
    return float(sound[k - 1]) if k >= 1 else -1.0


def changes(stack: Stack, form: Form, looks: float, limits: Limits) -> Bools:
    """Which pixels changed between date i and date i + 1: (dates, channels, n) in, (dates - 1, n) out; never where a date has no value."""
    dates, _, pixels = stack.shape
    found = np.zeros((dates - 1, pixels), dtype=bool)
    begin = np.zeros(pixels, dtype=np.int64)
    for start in range(dates - 1):
        here = np.flatnonzero(begin == start)
        if not here.size:
            continue
        # From the second start on, only the few pixels that changed before are looked at.
        whole = wishart.omnibus(stack[start:] if here.size == pixels else stack[start:, :, here], form, looks)
        here = here[whole <= limits.whole[start]]
        rest = stack[start:, :, here]
        steps = np.stack(list(_steps(rest, form, looks))) if here.size else np.empty((dates - 1 - start, 0))
        hits = steps <= limits.step[start, 1 : dates - start, None]
        dated = hits.any(axis=0)
        at = np.where(dated, hits.argmax(axis=0), np.where(np.isnan(steps), np.inf, steps).argmin(axis=0))
        found[start + at, here] = True
        begin[here[dated]] = start + at[dated] + 1
    return found


def _steps(stack: Stack, form: Form, looks: float) -> Iterator[Floats]:
    """The chances of R_2, R_3, ..., each of the date beside all before it."""
    before = np.asarray(stack[0], dtype=np.float64).copy()
    for j in range(1, stack.shape[0]):
        yield wishart.step(before, j, stack[j], form, looks)
        before += stack[j]
