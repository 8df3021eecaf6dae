"""How long a state lasts, as declared: drawn as chances of leaving by days lasted, and laid out as the rows of an aged ladder.

A duration is a whole number of days, T = ceil(X) for a gamma or lognormal X: a state that has lasted d days is left that night with
hazard h(d) = 1 - S(d) / S(d - 1), S the survival of X (d = 1 on its first day). The declared daily rates of the ways out then say which way
it goes, in proportion, and the duration says when. Gamma survival by series and continued fraction (Press et al., Numerical Recipes 6.2).
"""

import math
from collections.abc import Mapping

import numpy as np

from tocsin.judge.ladders import TINY, Aged, Floats, Ladder
from tocsin.judge.parameters import Draws, positive, probability
from tocsin.model.declared import Process
from tocsin.model.dynamics import Duration, Gamma, Hazards, Lognormal

LEAST_SURVIVAL = 1e-290
"""below it a ratio of survivals is noise: the hazard stays what it was"""
STEPS = 400
"""of the series and of the continued fraction: ample for shapes up to a few hundred"""

_erfc = np.frompyfunc(math.erfc, 1, 1)
_lgamma = np.frompyfunc(math.lgamma, 1, 1)


def lognormal_survival(x: Floats, median: Floats, sigma: Floats) -> Floats:
    """P(X > x) of a lognormal; broadcasts."""
    z = np.log(np.maximum(x, TINY) / median) / (sigma * math.sqrt(2))
    return np.where(x > 0, np.asarray(_erfc(z), float) / 2, 1.0)


def gamma_survival(x: Floats, shape: Floats, mean: Floats) -> Floats:
    """P(X > x) of a gamma: the regularised upper incomplete gamma function; broadcasts, absolute error below 1e-12."""
    a, y = np.broadcast_arrays(np.asarray(shape, float), np.asarray(x * shape / mean, float))
    out = np.ones(a.shape)
    near, far = (y > 0) & (y < a + 1), (y > 0) & (y >= a + 1)
    out[near] = 1 - _front(a[near], y[near]) * _series(a[near], y[near])
    out[far] = _front(a[far], y[far]) * _fraction(a[far], y[far])
    return np.clip(out, 0.0, 1.0)


def _front(a: Floats, y: Floats) -> Floats:
    return np.asarray(np.exp(a * np.log(y) - y - np.asarray(_lgamma(a), float)))


def _series(a: Floats, y: Floats) -> Floats:
    term = 1 / a
    total = term.copy()
    for n in range(1, STEPS):
        term = term * y / (a + n)
        total = total + term
        if (term < total * 1e-17).all():
            break
    return total


def _fraction(a: Floats, y: Floats) -> Floats:
    """Lentz's evaluation."""
    b = y + 1 - a
    c, d = np.full_like(b, 1 / LEAST_SURVIVAL), 1 / b
    out = d.copy()
    for i in range(1, STEPS):
        an, b = -i * (i - a), b + 2
        d = 1 / _away(an * d + b)
        c = _away(b + an / c)
        out = out * d * c
        if (np.abs(d * c - 1) < 1e-16).all():
            break
    return out


def _away(value: Floats) -> Floats:
    """The same, away from nothing."""
    return np.where(np.abs(value) < LEAST_SURVIVAL, LEAST_SURVIVAL, value)


def hazards(name: str, duration: Duration, draws: Draws) -> Floats:
    """(cap, D) chance of leaving on the night after each day lasted, by row; the last row keeps its chance for ever."""
    if isinstance(duration, Hazards):
        return np.clip(np.stack([probability(day, draws.normals(f"{name}/by day")) for day in duration.per_day]), TINY, 1.0)
    x = np.arange(duration.cap_days + 1.0)[:, None]
    match duration:
        case Gamma():
            shape = positive(duration.shape, draws.normals(f"{name}/shape"))
            S = gamma_survival(x, shape, positive(duration.mean_days, draws.normals(f"{name}/mean")))
        case Lognormal():
            sigma = positive(duration.sigma, draws.normals(f"{name}/sigma"))
            S = lognormal_survival(x, positive(duration.median_days, draws.normals(f"{name}/median")), sigma)
    out = np.empty((duration.cap_days, draws.lanes))
    for d in range(duration.cap_days):
        known = S[d + 1] > LEAST_SURVIVAL
        out[d] = np.where(known, 1 - S[d + 1] / np.maximum(S[d], LEAST_SURVIVAL), out[d - 1] if d else 1.0)
    return np.clip(out, TINY, 1.0)


def ages(hazard: Floats) -> Floats:
    """(rows, D) equilibrium distribution of the days that a running state has lasted: in proportion to the chance of lasting so long."""
    out = np.concatenate([np.ones((1, hazard.shape[1])), np.cumprod(1 - hazard[:-1], 0)])
    out[-1] /= hazard[-1]
    return np.asarray(out / out.sum(0))


def _begun(name: str, duration: Duration, hazard: Floats, draws: Draws) -> Floats:
    """(rows, D) days that the state has lasted where a run starts, given that it starts there."""
    if duration.initial == "equilibrium":
        return ages(hazard)
    at = np.zeros(draws.lanes, int)
    if duration.initial == "declared" and duration.initial_days is not None:
        drawn = positive(duration.initial_days, draws.normals(f"{name}/initial"))
        at = np.clip(np.ceil(drawn).astype(int) - 1, 0, len(hazard) - 1)
    out = np.zeros_like(hazard)
    out[at, np.arange(draws.lanes)] = 1.0
    return out


def aged(ladder: Ladder, process: Process, draws: Draws) -> Ladder:
    """The same ladder with the declared durations; itself where none is declared."""
    if not process.durations:
        return ladder
    by_state: Mapping[int, Floats] = {
        ladder.states.index(state): hazards(f"{process.id}/{state}/duration", duration, draws)
        for state, duration in sorted(process.durations.items())
    }
    sizes = tuple(len(by_state[s]) if s in by_state else 1 for s in range(len(ladder.states)))
    leave: dict[tuple[int, int], Floats] = {}
    H, kept, begun = [], [], []
    for s, size in enumerate(sizes):
        out = np.maximum(1 - ladder.stays[s], TINY)
        hazard = by_state.get(s, out[None])
        share = hazard / out
        for g, h in ladder.pairs:
            if g == s != h:
                leave[g, h] = share * ladder.A[g, h]
        H.append(share[:, None] * ladder.H[s])
        kept.append(1 - hazard)
        own = process.durations.get(ladder.states[s])
        first = np.ones((size, draws.lanes)) if own is None else _begun(f"{process.id}/{ladder.states[s]}/duration", own, hazard, draws)
        begun.append(ladder.prior[s] * first)
    return Aged(
        states=ladder.states,
        events=ladder.events,
        A=np.zeros((0, 0, draws.lanes)),
        H=np.concatenate(H),
        prior=ladder.prior,
        sizes=sizes,
        kept=np.concatenate(kept),
        leave=leave,
        begun=np.concatenate(begun),
    )
