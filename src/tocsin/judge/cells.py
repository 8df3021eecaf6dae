"""One indicator in one process: its exact joint with the ladder state and with what up to three sources hold of it.

A cell is state x {off, on and observable, on and concealed} x 2^k claims (prototype PERSISTENT.md). It is kept as a joint mass, so that a
day without evidence is one linear step, the same for every number of indicators. Two exact shortcuts: before the first evidence on an
indicator a claim depends on nothing but whether the indicator can be seen now, and the concealed share of the "on" mass is the declared
one, so state x {off, on} is all that need be carried; and a source enters its cell when it is first heard of.
More than three sources are held in further cells, factored given (state, indicator).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from tocsin.judge.parameters import Chain, Floats, Ladder

EXACT_SOURCES = 3
FLOOR = 1e-300
OFF, SEEN, HIDDEN = 0, 1, 2


@dataclass(frozen=True)
class SourceDraw:
    """One source's hit rate, false-alarm rate and redraw rate of its claims, each (D,)."""

    id: str
    hit: Floats
    false: Floats
    eps: Floats


def spread(ladder: Ladder, J: Floats) -> Floats:
    """J (S, ..., D) one day on along the ladder; what leaks into absorbing events is left out."""
    out = np.zeros_like(J)
    for g, h in ladder.pairs:
        out[h] += ladder.A[g, h] * J[g]
    return out


@dataclass
class Leaf:
    """Joint mass (S, 3, 2^k, D) of state, indicator and the claims of k <= 3 sources; source j is bit k-1-j of the claim index."""

    J: Floats
    sources: list[SourceDraw] = field(default_factory=list)

    def enter(self, source: SourceDraw) -> None:
        """A source is heard of for the first time: until now its claim was Bernoulli(hit if seen else false), whatever happened."""
        t = np.stack([source.false, source.hit, source.false])[None, :, None]
        self.J = np.stack([self.J * (1 - t), self.J * t], 3).reshape(*self.J.shape[:2], -1, self.J.shape[-1])
        self.sources.append(source)

    def _axes(self, J: Floats) -> Floats:
        return J.reshape(J.shape[0], *[2] * len(self.sources), J.shape[-1])

    def _keep(self, J: Floats, seen: bool) -> Floats:
        """Claims inside an episode: each drawn anew at rate eps. J (S, 2^k, D)."""
        K = self._axes(J)
        for j, source in enumerate(self.sources):
            rate = source.eps * (source.hit if seen else source.false)
            total = K.sum(j + 1)
            up = K.take(1, j + 1)
            up = up - up * source.eps + rate * total
            K = np.stack([total - up, up], j + 1)
        return K.reshape(J.shape)

    def _fresh(self, mass: Floats, seen: bool) -> Floats:
        """Claims of a new episode, or after one: drawn anew. mass (S, D) -> (S, 2^k, D)."""
        out = mass[:, None]
        for source in self.sources:
            t = source.hit if seen else source.false
            out = np.stack([out * (1 - t), out * t], 2).reshape(mass.shape[0], -1, mass.shape[-1])
        return out

    def move(self, chain: Chain, ladder: Ladder) -> None:
        """One day on: the ladder first, then the indicator at the rates of the new state, then the claims."""
        J = spread(ladder, self.J)
        u, d, k = chain.u[:, None], chain.d, chain.concealed
        off, seen, hidden = J[:, OFF], J[:, SEEN], J[:, HIDDEN]
        out = np.empty_like(J)
        out[:, OFF] = self._keep(off * (1 - u) + hidden * d, False) + self._fresh(seen.sum(1) * d, False)
        out[:, SEEN] = self._keep(seen * (1 - d), True) + self._fresh(off.sum(1) * (chain.u * (1 - k)), True)
        out[:, HIDDEN] = self._keep(hidden * (1 - d) + off * (u * k), False)
        self.J = out

    def column(self, source: str) -> int:
        return next((j for j, one in enumerate(self.sources) if one.id == source), -1)

    def weighed(self, factors: dict[int, tuple[Floats, Floats]]) -> Floats:
        """J times the likelihood of one day's evidence: for source j a pair (z = 0, z = 1), each (D,)."""
        J = self.J.reshape(*self.J.shape[:2], *[2] * len(self.sources), self.J.shape[-1])
        for j, pair in sorted(factors.items()):
            shape = [1] * J.ndim
            shape[j + 2], shape[-1] = 2, J.shape[-1]
            J = J * np.stack(pair).reshape(shape)
        return J.reshape(self.J.shape)


Pairs = dict[str, tuple[Floats, Floats]]
"""by source id: the day's likelihood given that the source holds "not on", and "on", each (D,)"""


@dataclass
class Cell:
    """One indicator in one process. `J` (S, 2, D), off and on, until its first evidence; `leaves` from then on."""

    chain: Chain
    J: Floats
    leaves: list[Leaf] = field(default_factory=list)

    @staticmethod
    def start(chain: Chain, alpha: Floats) -> "Cell":
        """Stationary in each state, alpha (S, D): on with the state's prevalence."""
        return Cell(chain, np.stack([alpha * (1 - chain.p), alpha * chain.p], 1))

    def move(self, ladder: Ladder) -> None:
        """One day on without evidence."""
        if self.leaves:
            for leaf in self.leaves:
                leaf.move(self.chain, ladder)
            return
        J = spread(ladder, self.J)
        on = J[:, 1] * (1 - self.chain.d) + J[:, 0] * self.chain.u
        self.J = np.stack([J[:, 0] + J[:, 1] - on, on], 1)

    def _open(self) -> None:
        k = self.chain.concealed
        self.leaves = [Leaf(np.stack([self.J[:, 0], self.J[:, 1] * (1 - k), self.J[:, 1] * k], 1)[:, :, None])]

    def _leaf_of(self, source: SourceDraw) -> tuple[int, int]:
        for n, leaf in enumerate(self.leaves):
            if (column := leaf.column(source.id)) >= 0:
                return n, column
        if len(self.leaves[-1].sources) >= EXACT_SOURCES:
            self.leaves.append(Leaf(self.leaves[0].J.sum(2, keepdims=True)))
        self.leaves[-1].enter(source)
        return len(self.leaves) - 1, len(self.leaves[-1].sources) - 1

    def weigh(self, sources: Mapping[str, SourceDraw], pairs: Pairs, stance: Floats | None) -> Floats:
        """One day's evidence taken in; returns L (S, D), its likelihood given the state. `stance` (D,) weighs "on and observable"."""
        if not self.leaves:
            self._open()
        before = self.leaves[0].J.sum((1, 2))
        by_leaf: dict[int, dict[int, tuple[Floats, Floats]]] = {}
        for name in sorted(pairs):
            n, column = self._leaf_of(sources[name])
            by_leaf.setdefault(n, {})[column] = pairs[name]
        ratio = np.ones(self.leaves[0].J.shape[:2] + self.leaves[0].J.shape[-1:])
        own: dict[int, Floats] = {}
        for n, factors in by_leaf.items():
            leaf = self.leaves[n]
            margin = leaf.J.sum(2)
            leaf.J = leaf.weighed(factors)
            own[n] = leaf.J.sum(2) / np.maximum(margin, FLOOR)
            ratio *= own[n]
        if stance is not None:
            ratio[:, SEEN] *= stance
        for n, leaf in enumerate(self.leaves):
            alone = n in own and len(self.leaves) == 1 and stance is None
            if not alone:
                leaf.J = leaf.J * (ratio / np.maximum(own.get(n, np.ones(1)), FLOOR))[:, :, None]
        return np.asarray(self.leaves[0].J.sum((1, 2)) / np.maximum(before, FLOOR))

    def scale(self, factor: Floats) -> None:
        """Every mass of state s times factor (S, D): what the other indicators said of the state."""
        if self.leaves:
            for leaf in self.leaves:
                leaf.J = leaf.J * factor[:, None, None]
        else:
            self.J = self.J * factor[:, None]

    def on(self) -> Floats:
        """(D,) probability that the indicator is on, concealed or not."""
        if not self.leaves:
            return np.asarray(self.J[:, 1].sum(0) / self.J.sum((0, 1)))
        J = self.leaves[0].J
        return np.asarray(J[:, SEEN:].sum((0, 1, 2)) / J.sum((0, 1, 2)))
