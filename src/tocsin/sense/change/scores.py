"""How much each pixel differs from a baseline of reference dates: a score a date, larger where more has changed, and its nominal chance."""

from typing import Literal, NamedTuple, Protocol

import numpy as np

from tocsin.sense.change import chi2, optical, wishart
from tocsin.sense.change.arrays import Floats, Stack

Method = Literal["omnibus", "cva", "irmad"]


class Scorer(Protocol):
    """Scores (bands, n) of one date beside the baseline that it was made from: (n,) scores and (n,) chances if nothing but noise varies."""

    def __call__(self, date: Stack) -> tuple[Floats, Floats]: ...


class Radar(NamedTuple):
    """The date after `number` equal ones, by R_j: `before` is their sum (channels, n)."""

    before: Floats
    number: int
    looks: float

    def __call__(self, date: Stack) -> tuple[Floats, Floats]:
        form = wishart.intensities(date.shape[0])
        constants = wishart.step_constants(form, self.number + 1, self.looks)
        score = -2 * constants.rho * self.looks * wishart.log_step(self.before, self.number, date, form)
        return score, chi2.mixture(score, constants.degrees, constants.weight)


class Vectors(NamedTuple):
    """Robust change vectors."""

    base: optical.Baseline

    def __call__(self, date: Stack) -> tuple[Floats, Floats]:
        score = optical.change_vectors(self.base, np.asarray(date, dtype=float))
        return score, chi2.survival(score, date.shape[0])


class Alteration(NamedTuple):
    """IR-MAD between the baseline's median and the date."""

    base: optical.Baseline

    def __call__(self, date: Stack) -> tuple[Floats, Floats]:
        score = optical.alteration(self.base.median, np.asarray(date, dtype=float))
        return score, chi2.survival(score, date.shape[0])


def against(baseline: Stack, method: Method, looks: float = 1.0) -> Scorer:
    """A scorer for what follows `baseline` (dates, bands, n). `looks` counts for radar alone."""
    if method == "omnibus":
        return Radar(baseline.sum(axis=0, dtype=np.float64), baseline.shape[0], looks)
    base = optical.Baseline(np.asarray(baseline, dtype=float))
    return Vectors(base) if method == "cva" else Alteration(base)
