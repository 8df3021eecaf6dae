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
    """One parameter set: prevalence p (S,), mean episode in days, concealed share, and (hit, false alarm, redraw rate) of each source."""

    p: Floats
    life: float
    concealed: float
    sources: tuple[tuple[float, float, float], ...]


def states_of(indicator: ExactIndicator) -> list[tuple[int, ...]]:
    """The cell's values: (x, z_1, ..., z_k), x 0 off, 1 on and observable, 2 on and concealed."""
    return list(itertools.product(range(3), *[range(2)] * len(indicator.sources)))


def _bernoulli(q: float, z: int) -> float:
    return q if z else 1 - q


def transition(indicator: ExactIndicator) -> Floats:
    """(S, K, K) day-to-day matrix of the cell, by the rates of the state arrived in."""
    values, k, d = states_of(indicator), indicator.concealed, 1 / indicator.life
    M = np.zeros((len(indicator.p), len(values), len(values)))
    for s, p in enumerate(indicator.p):
        u = min(d * p / (1 - p), 1.0)
        X = np.array([[1 - u, u * (1 - k), u * k], [d, 1 - d, 0], [d, 0, 1 - d]])
        for (i, (x, *z)), (j, (x2, *z2)) in itertools.product(enumerate(values), enumerate(values)):
            weight = X[x, x2]
            for (hit, false, eps), old, new in zip(indicator.sources, z, z2, strict=True):
                t = _bernoulli(hit if x2 == 1 else false, new)
                weight *= t if (x == 1) != (x2 == 1) else (1 - eps) * (old == new) + eps * t
            M[s, i, j] = weight
    return M


def start(indicator: ExactIndicator) -> Floats:
    """(S, K) stationary distribution of the cell in each state."""
    values = states_of(indicator)
    out = np.zeros((len(indicator.p), len(values)))
    for s, p in enumerate(indicator.p):
        for i, (x, *z) in enumerate(values):
            weight = (1 - p, p * (1 - indicator.concealed), p * indicator.concealed)[x]
            for (hit, false, _), claim in zip(indicator.sources, z, strict=True):
                weight *= _bernoulli(hit if x == 1 else false, claim)
            out[s, i] = weight
    return out


def enumerate_posteriors(
    A: Floats, prior: Floats, indicators: Sequence[ExactIndicator], evidence: Sequence[Sequence[Floats | None]], coordinates: int = 26
) -> tuple[Floats, Floats]:
    """(T, S) posteriors of the living states and (T,) log evidence. A (S, S) leaks into events; evidence[t][i] is (K_i,) or None.

    Raises ValueError where there are more indicators than letters to name their axes.
    """
    if len(indicators) + 2 > coordinates:
        raise ValueError(f"{len(indicators)} indicators are too many to enumerate")
    J = np.asarray(prior, float)
    for indicator in indicators:
        J = J[..., None] * start(indicator).reshape(len(prior), *[1] * (J.ndim - 1), -1)
    moves = [transition(indicator) for indicator in indicators]
    out, logs, log = [], [], 0.0
    for t, today in enumerate(evidence):
        if t:
            J = np.tensordot(A.T, J, 1)
            for i, M in enumerate(moves):
                F = np.moveaxis(J, i + 1, -1)
                J = np.moveaxis((F.reshape(len(A), -1, M.shape[1]) @ M).reshape(F.shape), -1, i + 1)
        J = J / J.sum()
        for i, likelihood in enumerate(today):
            if likelihood is not None:
                shape = [1] * J.ndim
                shape[i + 1] = -1
                J = J * likelihood.reshape(shape)
        log += float(np.log(J.sum()))
        J = J / J.sum()
        out.append(J.reshape(len(A), -1).sum(1))
        logs.append(log)
    return np.array(out), np.array(logs)
