"""The chance of not being warned in time where it is rare, with its error: schedules that leave little time drawn more often, and weighed.

Detection is in closed form, so what is left to sample is how long the steps last; where almost every schedule is seen, the few hurried ones
carry the chance. Durations' normal quantiles are drawn from a mixture of shifted normals, the plain one among them, each weighed by the
plain density over the mixture's (multiple importance sampling, balance heuristic; Veach and Guibas 1995): weights stay below the number of
components, so a wrong guess of what matters costs time, never truth. The error is that of independent shifts of the lattice.
"""

from dataclasses import replace
from typing import NamedTuple

import numpy as np

from tocsin.judge.parameters import Floats
from tocsin.model.pathways import Path, Strategy
from tocsin.warn.margin.plans import Setting, with_quantiles
from tocsin.warn.margin.points import lattice
from tocsin.warn.margin.quantiles import normal
from tocsin.warn.margin.schedules import dimensions

REPLICATES = 16
FEWEST, MOST = 64, 8192
"""points of each replicate: doubled until the error is small enough"""
PILOTS, PILOT = 3, 128
"""rounds, and points of each replicate, by which the mixture is put where the chance lies"""
SCALES = (1.0, 0.6, 1.4)
"""of the shift to where the chance lies"""
TOGETHER, ALONE = (1.0, 2.0, 3.0), 2.5
"""standard deviations by which all steps are hurried together, and each alone"""


class Tail(NamedTuple):
    """P(not in time), its standard error, and how many schedules were worked through."""

    value: float
    error: float
    schedules: int


def tail(setting: Setting, path: Path, strategy: Strategy, needs: float, relative: float = 0.05, most: int = MOST) -> Tail:
    """P(not in time) of one strategy with every declared number in the middle of its range, to a relative standard error where it can."""
    steps = len(path.steps)
    shifts = np.vstack([np.zeros((1, steps)), *(np.full((1, steps), s) for s in TOGETHER), ALONE * np.eye(steps)])
    asked = _Asked(replace(setting, draws=REPLICATES, fixed={}), path, strategy, needs)
    spent = 0
    for turn in range(PILOTS):
        z, values = asked.weighed(shifts, PILOT, f"pilot {turn}")
        spent += values.size
        if values.sum() <= 0:
            break
        # Where the chance lies: each step's mean quantile among schedules that carry it (cross-entropy; Rubinstein and Kroese 2004).
        centre = -(z * values).sum((1, 2)) / values.sum()
        shifts = np.vstack([np.zeros(steps), *(scale * centre for scale in SCALES), shifts[1 : 1 + len(TOGETHER)]])
    n, found = FEWEST, Tail(0.0, np.inf, spent)
    while n <= most:
        _, values = asked.weighed(shifts, n, str(n))
        spent += values.size
        means = values.mean(1)
        found = Tail(float(means.mean()), float(means.std(ddof=1) / np.sqrt(REPLICATES)), spent)
        if found.error <= relative * found.value:
            return found
        n *= 2
    return found


class _Asked(NamedTuple):
    """One strategy and the hours needed."""

    setting: Setting
    path: Path
    strategy: Strategy
    needs: float

    def weighed(self, shifts: Floats, n: int, name: str) -> tuple[Floats, Floats]:
        """Quantiles (steps, D, n) drawn from the mixture, and P(not in time) of each schedule times its weight (D, n)."""
        steps = len(self.path.steps)
        points = lattice(self.setting.seed, f"tail/{self.path.id}/{self.strategy.id}/{name}", REPLICATES, n, dimensions(self.path) + 1)
        u = np.moveaxis(points, -1, 0)
        which = np.minimum((u[-1] * len(shifts)).astype(np.intp), len(shifts) - 1)
        z = normal(u[:steps]) - np.moveaxis(shifts[which], -1, 0)
        plan = with_quantiles(self.setting, self.path, self.strategy, z, u[steps:-1])
        return z, weights(z, shifts) * plan.not_in_time(self.needs)


def weights(z: Floats, shifts: Floats) -> Floats:
    """(D, n) plain density of z (steps, D, n) over that of the even mixture of normals around -shifts (K, steps)."""
    exponents = np.stack([-np.tensordot(shift, z, (0, 0)) - (shift @ shift) / 2 for shift in shifts])
    return np.asarray(1 / np.exp(exponents).mean(0))
