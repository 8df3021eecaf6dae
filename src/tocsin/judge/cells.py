"""One indicator in one process: its exact joint with the ladder state and with what up to three sources hold of it.

A cell is state x {off, on and observable, on and concealed} x 2^k claims (prototype PERSISTENT.md). It is kept as a joint mass, so that a
day without evidence is one linear step, the same for every number of indicators. Two exact shortcuts: before the first evidence on an
indicator a claim depends on nothing but whether the indicator can be seen now, and the concealed share of the "on" mass is the declared
one, so state x {off, on} is all that need be carried; and a source enters its cell when it is first heard of.
More than three sources are held in further cells, factored given (state, indicator).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

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

    @cached_property
    def keeps(self) -> Floats:
        """(D,) chance that a claim is not drawn anew on a day."""
        return 1 - self.eps

    @cached_property
    def anew(self) -> Floats:
        """(3, 1, 1, D) chance, by what the indicator is, that a claim is drawn anew on a day and says "on"."""
        return np.stack([self.eps * self.false, self.eps * self.hit, self.eps * self.false])[:, None, None]


def spread(ladder: Ladder, J: Floats) -> Floats:
    """J (S, ..., D) one day on along the ladder; what leaks into absorbing events is left out."""
    out = J * ladder.stays.reshape(len(J), *[1] * (J.ndim - 2), -1)
    moved = np.empty_like(J[0])
    for g, h in ladder.pairs:
        if g != h:
            np.multiply(J[g], ladder.A[g, h], out=moved)
            out[h] += moved
    return out


@dataclass
class Leaf:
    """Joint mass (S, 3, 2^k, D) of state, indicator and the claims of k <= 3 sources; source j is bit k-1-j of the claim index."""

    J: Floats
    sources: list[SourceDraw] = field(default_factory=list)
    seen: Floats = field(default_factory=lambda: np.ones((1, 1)))
    """(2^k, D) chance of each set of claims, freshly drawn, while the indicator can be seen; `unseen` while it cannot"""
    unseen: Floats = field(default_factory=lambda: np.ones((1, 1)))

    def enter(self, source: SourceDraw) -> None:
        """A source is heard of for the first time: until now its claim was Bernoulli(hit if seen else false), whatever happened."""
        t = np.stack([source.false, source.hit, source.false])[None, :, None]
        self.J = np.stack([self.J * (1 - t), self.J * t], 3).reshape(*self.J.shape[:2], -1, self.J.shape[-1])
        self.seen = _with(self.seen, source.hit)
        self.unseen = _with(self.unseen, source.false)
        self.sources.append(source)

    def _redraw(self, J: Floats) -> None:
        """Claims inside an episode, in place: each drawn anew at rate eps. J (S, 3, 2^k, D)."""
        for j, source in enumerate(self.sources):
            K = J.reshape(*J.shape[:2], 2**j, 2, -1, J.shape[-1])
            no, yes = K[:, :, :, 0], K[:, :, :, 1]
            no += yes
            yes *= source.keeps
            yes += no * source.anew
            no -= yes

    def move(self, chain: Chain, ladder: Ladder) -> None:
        """One day on: the ladder first, then the indicator at the rates of the new state, then the claims."""
        J = spread(ladder, self.J)
        self._redraw(J)
        off, seen, hidden = J[:, OFF], J[:, SEEN], J[:, HIDDEN]
        ended, begun = seen.sum(1) * chain.d, off.sum(1) * chain.shows
        hides = off * chain.hides[:, None]
        off *= chain.rests[:, None]
        off += hidden * chain.d
        J[:, SEEN:] *= chain.stays
        hidden += hides
        off += ended[:, None] * self.unseen
        seen += begun[:, None] * self.seen
        self.J = J

    def copy(self) -> "Leaf":
        return Leaf(self.J.copy(), list(self.sources), self.seen, self.unseen)

    def tiled(self, times: int, sources: Mapping[str, SourceDraw]) -> "Leaf":
        """The same, `times` over on the last axis; `sources`: the same sources, drawn for as many lanes."""
        J = np.tile(self.J, (1, 1, 1, times))
        # Without a source the chances of its claims are one number for all lanes, and stay so.
        seen, unseen = (x if x.shape[-1] == 1 else np.tile(x, (1, times)) for x in (self.seen, self.unseen))
        return Leaf(J, [sources[one.id] for one in self.sources], seen, unseen)

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


def _with(claims: Floats, chance: Floats) -> Floats:
    """(2^k, D) chances of k claims and (D,) of one more -> (2^(k+1), D)."""
    return np.stack([claims * (1 - chance), claims * chance], 1).reshape(2 * len(claims), -1)


Pairs = dict[str, tuple[Floats, Floats]]
"""by source id: the day's likelihood given that the source holds "not on", and "on", each (D,)"""


@dataclass
class Unheard:
    """The indicators without evidence so far, together: on (S, I, D), joint mass of state and "on". Off is what is left of the state's."""

    names: list[str]
    chains: list[Chain]
    on: Floats

    def __post_init__(self) -> None:
        self._rates()

    def _rates(self) -> None:
        self.u = np.stack([chain.u for chain in self.chains], 1) if self.chains else np.zeros_like(self.on)
        self.stay = np.stack([1 - chain.d for chain in self.chains]) if self.chains else np.zeros_like(self.on[0])

    def move(self, ladder: Ladder, alpha: Floats) -> None:
        """One day on; alpha (S, D) is the state's mass after the move."""
        if self.chains:
            on = spread(ladder, self.on)
            begun = (alpha[:, None] - on) * self.u
            on *= self.stay
            self.on = on + begun

    def heard(self, name: str, alpha: Floats) -> "Cell":
        """The indicator leaves for a cell of its own: of what is on, the declared share is concealed."""
        i = self.names.index(name)
        chain, on = self.chains.pop(i), self.on[:, i]
        self.names.pop(i)
        self.on = np.delete(self.on, i, 1)
        self._rates()
        parts = [alpha - on, on * (1 - chain.concealed), on * chain.concealed]
        return Cell(chain, [Leaf(np.stack(parts, 1)[:, :, None])])


@dataclass
class Cell:
    """One indicator in one process, from its first evidence on. Sources in one leaf are exact; leaves are factored given (state, x)."""

    chain: Chain
    leaves: list[Leaf]

    def copy(self) -> "Cell":
        return Cell(self.chain, [leaf.copy() for leaf in self.leaves])

    def move(self, ladder: Ladder) -> None:
        """One day on without evidence."""
        for leaf in self.leaves:
            leaf.move(self.chain, ladder)

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
        for leaf in self.leaves:
            leaf.J *= factor[:, None, None]

    def on(self) -> Floats:
        """(D,) probability that the indicator is on, concealed or not."""
        J = self.leaves[0].J
        return np.asarray(J[:, SEEN:].sum((0, 1, 2)) / J.sum((0, 1, 2)))
