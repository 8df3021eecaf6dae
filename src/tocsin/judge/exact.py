"""The reference: the joint of state and every indicator's cell by plain enumeration, one parameter set, dense matrices.

Written apart from `cells` and `filter` on purpose, to hold them to it: equal to 1e-12 where factoring is exact, and the yardstick of its
error where it is not. Method: prototypes' PERSISTENT.md, `exact`. Cost grows as S * prod(3 * 2^k): up to about five indicators.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tocsin.judge.parameters import Floats


@dataclass(frozen=True)
class ExactIndicator:
    """One parameter set: prevalence p (R,), mean episode in days, concealed share, (hit, false alarm, redraw rate) of each source.

    staged (R,): chance that it is off and shown all the same. R: states, or rows of an aged ladder. relays: by source, the source before
    it whose claim it copies, and with what chance at each redraw; it is redrawn when that claim changes.
    """

    p: Floats
    life: float
    concealed: float
    sources: tuple[tuple[float, float, float], ...]
    staged: Floats | None = None
    relays: tuple[tuple[int, float] | None, ...] = ()

    def says(self, j: int, x: int, z: Sequence[int]) -> float:
        """Chance that source j's claim, drawn while the indicator is x and the claims before it are z, says "on"."""
        hit, false, _ = self.sources[j]
        own = hit if x in SHOWN else false
        relay = self.relays[j] if self.relays else None
        return own if relay is None else relay[1] * z[relay[0]] + (1 - relay[1]) * own


SHOWN = (1, 3)
"""values of x that a source can see: on and observable, and off but staged"""


def states_of(indicator: ExactIndicator) -> list[tuple[int, ...]]:
    """The cell's values: (x, z_1, ..., z_k), x 0 off, 1 on and observable, 2 on and concealed, 3 off but staged."""
    return list(itertools.product(range(3 if indicator.staged is None else 4), *[range(2)] * len(indicator.sources)))


def _bernoulli(q: float, z: int) -> float:
    return q if z else 1 - q


def transition(indicator: ExactIndicator) -> Floats:
    """(S, K, K) day-to-day matrix of the cell, by the rates of the state arrived in."""
    values, k, d = states_of(indicator), indicator.concealed, 1 / indicator.life
    M = np.zeros((len(indicator.p), len(values), len(values)))
    for s, p in enumerate(indicator.p):
        g = 0.0 if indicator.staged is None else float(indicator.staged[s])
        u = min(d * p / (1 - p - g), 1.0)
        f = d * g / (1 - p - g)
        X = np.array([[1 - u - f, u * (1 - k), u * k, f], [d, 1 - d, 0, 0], [d, 0, 1 - d, 0], [d, 0, 0, 1 - d]])
        for (i, (x, *z)), (j, (x2, *z2)) in itertools.product(enumerate(values), enumerate(values)):
            weight = X[x, x2]
            for n, ((_, _, eps), old, new) in enumerate(zip(indicator.sources, z, z2, strict=True)):
                t = _bernoulli(indicator.says(n, x2, z2), new)
                relay = indicator.relays[n] if indicator.relays else None
                flips = (x in SHOWN) != (x2 in SHOWN) or (relay is not None and z[relay[0]] != z2[relay[0]])
                weight *= t if flips else (1 - eps) * (old == new) + eps * t
            M[s, i, j] = weight
    return M


def start(indicator: ExactIndicator) -> Floats:
    """(S, K) stationary distribution of the cell in each state."""
    values = states_of(indicator)
    out = np.zeros((len(indicator.p), len(values)))
    for s, p in enumerate(indicator.p):
        for i, (x, *z) in enumerate(values):
            g = 0.0 if indicator.staged is None else float(indicator.staged[s])
            weight = (1 - p - g, p * (1 - indicator.concealed), p * indicator.concealed, g)[x]
            for n, claim in enumerate(z):
                weight *= _bernoulli(indicator.says(n, x, z), claim)
            out[s, i] = weight
    return out


def enumerate_posteriors(
    A: Floats, prior: Floats, indicators: Sequence[ExactIndicator], evidence: Sequence[Sequence[Floats | None]], coordinates: int = 26
) -> tuple[Floats, Floats]:
    """(T, R) posteriors of the living rows and (T,) log evidence. evidence[t][i] is (K_i,) or None.

    A (R, R) leaks into events; (T - 1, R, R) where nights differ. Raises ValueError where there are more indicators than letters to name
    their axes.
    """
    if len(indicators) + 2 > coordinates:
        raise ValueError(f"{len(indicators)} indicators are too many to enumerate")
    J = _beginning(prior, indicators)
    moves = [transition(indicator) for indicator in indicators]
    out, logs, log = [], [], 0.0
    for t, today in enumerate(evidence):
        J = _moved(J, A, t - 1, moves) if t else J
        J = J / J.sum()
        J = _seen(J, today)
        log += float(np.log(J.sum()))
        J = J / J.sum()
        out.append(J.reshape(len(prior), -1).sum(1))
        logs.append(log)
    return np.array(out), np.array(logs)


def _beginning(prior: Floats, indicators: Sequence[ExactIndicator]) -> Floats:
    J = np.asarray(prior, float)
    for indicator in indicators:
        J = J[..., None] * start(indicator).reshape(len(prior), *[1] * (J.ndim - 1), -1)
    return J


def _moved(J: Floats, A: Floats, night: int, moves: Sequence[Floats]) -> Floats:
    """The joint one night on."""
    J = np.tensordot(_night(A, night).T, J, 1)
    for i, M in enumerate(moves):
        F = np.moveaxis(J, i + 1, -1)
        J = np.moveaxis((F.reshape(len(J), -1, M.shape[1]) @ M).reshape(F.shape), -1, i + 1)
    return J


def _night(A: Floats, night: int) -> Floats:
    return A if A.ndim == 2 else np.asarray(A[night])


def _seen(J: Floats, today: Sequence[Floats | None]) -> Floats:
    """The joint times the likelihood of one day's evidence."""
    for i, likelihood in enumerate(today):
        if likelihood is not None:
            shape = [1] * J.ndim
            shape[i + 1] = -1
            J = J * likelihood.reshape(shape)
    return J


def enumerate_smoothed(
    A: Floats, prior: Floats, indicators: Sequence[ExactIndicator], evidence: Sequence[Sequence[Floats | None]]
) -> Floats:
    """(T, R) rows on each day given the evidence of all days: the joint up to that day, times what is still to come, backward."""
    moves = [transition(indicator) for indicator in indicators]
    J, upto = _beginning(prior, indicators), []
    for t, today in enumerate(evidence):
        J = _seen(_moved(J, A, t - 1, moves) if t else J, today)
        J = J / J.sum()
        upto.append(J)
    ahead, out = np.ones_like(J), []
    for t in range(len(evidence) - 1, -1, -1):
        both = (upto[t] * ahead).reshape(len(prior), -1).sum(1)
        out.append(both / both.sum())
        if t:
            ahead = _seen(ahead, evidence[t])
            for i, M in enumerate(moves):
                F = np.moveaxis(ahead, i + 1, -1)
                back = np.einsum("slk,smk->slm", F.reshape(len(prior), -1, M.shape[1]), M).reshape(F.shape)
                ahead = np.moveaxis(back, -1, i + 1)
            ahead = np.tensordot(_night(A, t - 1), ahead, 1)
            ahead = ahead / ahead.max()
    return np.array(out[::-1])
