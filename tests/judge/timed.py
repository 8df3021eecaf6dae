"""Small invented problems whose states last declared times, and their ladders as dense matrices."""

import itertools

import msgspec
import numpy as np

from tests.judge.worlds import STATES, between, problem
from tocsin.judge.ladders import Floats, Ladder
from tocsin.model.declared import Duration, Indicator, Problem
from tocsin.model.dynamics import Gamma, Hazards, Lognormal

DURATIONS: dict[str, Duration] = {
    "gamma": Gamma(mean_days=between(4, 9), shape=between(2, 6), cap_days=12),
    "lognormal": Lognormal(median_days=between(3, 8), sigma=between(0.3, 0.7), cap_days=9, initial="new"),
    "hazards": Hazards(per_day=(between(0.05, 0.1), between(0.2, 0.3), between(0.4, 0.5)), initial="declared", initial_days=between(1, 3)),
}


def timed(kinds: tuple[str, ...], *indicators: Indicator) -> Problem:
    """The invented problem with durations of these kinds on its second, third and fourth state."""
    declared = problem(*indicators)
    process = declared.processes[0]
    durations = {state: DURATIONS[kind] for state, kind in zip(STATES[1:], kinds, strict=False)}
    return msgspec.structs.replace(declared, processes=(msgspec.structs.replace(process, durations=durations),))


def dense(ladder: Ladder, lane: int) -> Floats:
    """(R, R) matrix between the living rows of one lane."""
    A = np.zeros((len(ladder.rows), len(ladder.rows)))
    for g, h, rate in ladder.flows():
        A[g, h] += rate[lane]
    return A


def segments(pmf: list[Floats | None], stay: Floats, go: Floats, prior: Floats, days: int) -> dict[tuple[int, ...], float]:
    """Chance of every path of states over `days` days: a hidden semi-Markov model by whole stays, written apart from any row or hazard.

    pmf[s]: chance of lasting 1, 2, ... days (None: geometric, staying with chance stay[s]); go (S, S): where a stay that ends leads, rows
    short of 1 by what ends in an event. A run starts inside a stay met at a random moment: n more days with chance P(T >= n) / mean.
    """

    def lasts(s: int, n: int, first: bool) -> float:
        """A stay of exactly n days."""
        law = pmf[s]
        if law is None:
            return float(stay[s] ** (n - 1) * (1 - stay[s]))
        tail = float(law[n - 1 :].sum())
        return tail / float((law * np.arange(1, len(law) + 1)).sum()) if first else (float(law[n - 1]) if n <= len(law) else 0.0)

    def at_least(s: int, n: int, first: bool) -> float:
        """A stay of n days or more."""
        law = pmf[s]
        if law is None:
            return float(stay[s] ** (n - 1))
        if not first:
            return float(law[n - 1 :].sum())
        tails = np.array([law[m:].sum() for m in range(len(law))])
        return float(tails[n - 1 :].sum() / tails.sum())

    out = {}
    for path in itertools.product(range(len(prior)), repeat=days):
        stays = [(s, len(list(run))) for s, run in itertools.groupby(path)]
        weight = float(prior[path[0]])
        for i, (s, n) in enumerate(stays):
            if i == len(stays) - 1:
                weight *= at_least(s, n, i == 0)
            else:
                weight *= lasts(s, n, i == 0) * float(go[s, stays[i + 1][0]])
        out[path] = weight
    return out
