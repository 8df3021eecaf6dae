"""One indicator in one process: its exact joint with the ladder state and with what up to three sources hold of it.

A cell is row of the ladder x {off, on and observable, on and concealed, and, where deception is declared, off but staged} x 2^k claims
(prototype PERSISTENT.md). What is staged is an episode that every source sees as if it were one. It is kept as a joint mass, so that a
day without evidence is one linear step, the same for every number of indicators. Two exact shortcuts: before the first evidence on an
indicator a claim depends on nothing but whether the indicator can be seen now, and the concealed share of the "on" mass is the declared
one, so state x {off, on} is all that need be carried; and a source enters its cell when it is first heard of.
More than three sources are held in further cells, factored given (state, indicator).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

from tocsin.judge import kernel
from tocsin.judge.ladders import Floats, Ladder
from tocsin.judge.parameters import Chain

EXACT_SOURCES = 3
FLOOR = 1e-300
OFF, SEEN, HIDDEN, STAGED = 0, 1, 2, 3


@dataclass(frozen=True)
class SourceDraw:
    """One source's hit rate, false-alarm rate and redraw rate of its claims, each (D,).

    lead: the source whose claim it copies with chance rho (D,) whenever its own is drawn, which is whenever that claim changes too.
    """

    id: str
    hit: Floats
    false: Floats
    eps: Floats
    lead: str | None = None
    rho: Floats | None = None

    def take(self, lanes: npt.NDArray[np.intp]) -> "SourceDraw":
        rho = None if self.rho is None else self.rho[lanes]
        return SourceDraw(self.id, self.hit[lanes], self.false[lanes], self.eps[lanes], self.lead, rho)

    @cached_property
    def keeps(self) -> Floats:
        """(D,) chance that a claim is not drawn anew on a day."""
        return 1 - self.eps

    @cached_property
    def anew(self) -> Floats:
        """(4, 1, 1, D) chance, by what the indicator is, that a claim is drawn anew on a day and says "on"."""
        return np.stack([self.eps * self.says(x) for x in range(4)])[:, None, None]

    def says(self, x: int) -> Floats:
        """(D,) chance that a claim drawn while the indicator is x says "on"."""
        return self.hit if x in (SEEN, STAGED) else self.false


def spread(ladder: Ladder, J: Floats) -> Floats:
    """J (R, ..., D) one day on along the ladder; what leaks into absorbing events is left out."""
    return ladder.spread(J)


@dataclass
class Leaf:
    """Joint mass (R, 3 or 4, 2^k, D) of row, indicator and the claims of k <= 3 sources; source j is bit k-1-j of the claim index."""

    J: Floats
    sources: list[SourceDraw] = field(default_factory=list)
    seen: Floats = field(default_factory=lambda: np.ones((1, 1)))
    """(2^k, D) chance of each set of claims, freshly drawn, while the indicator can be seen; `unseen` while it cannot"""
    unseen: Floats = field(default_factory=lambda: np.ones((1, 1)))
    matrix: Floats | None = None
    """of claims from night to night, where sources copy each other"""
    rates: tuple[Floats, Floats, Floats, Floats] | None = None
    """what the compiled loops take of the sources, laid out for them once"""

    def enter(self, source: SourceDraw) -> None:
        """A source is heard of for the first time: until now its claim was Bernoulli(hit if seen else false), whatever happened."""
        t = np.stack([self._draws(source, source.says(x)) for x in range(self.J.shape[1])])[None]
        self.J = np.stack([self.J * (1 - t), self.J * t], 3).reshape(*self.J.shape[:2], -1, self.J.shape[-1])
        self.seen = _with(self.seen, self._draws(source, source.hit))
        self.unseen = _with(self.unseen, self._draws(source, source.false))
        self.sources.append(source)
        if any(one.lead is not None for one in self.sources):
            self.matrix = self._redraws()

    def _draws(self, source: SourceDraw, own: Floats) -> Floats:
        """(1 or 2^k, D) chance that a claim of the source, drawn now, says "on", by the claims that the leaf holds."""
        column = self.column(source.lead) if source.lead is not None else -1
        if column < 0 or source.rho is None:
            return own[None]
        return np.asarray(source.rho * self._bits(column)[:, None] + (1 - source.rho) * own)

    def _bits(self, column: int) -> Floats:
        """(2^k,) a source's claim in each set of claims."""
        k = len(self.sources)
        return (np.arange(2**k) >> (k - 1 - column) & 1).astype(float)

    def _redraws(self) -> Floats:
        """(3 or 4, 2^k, 2^k, D) chance of each set of claims after a night inside an episode, where some sources copy another's."""
        values, (k, lanes) = self.J.shape[1], (len(self.sources), self.J.shape[-1])
        out = np.ones((values, 2**k, 2**k, lanes))
        bits = [self._bits(j) for j in range(k)]
        for j, source in enumerate(self.sources):
            lead = self.column(source.lead) if source.lead is not None else -1
            changed = bits[lead][:, None] != bits[lead] if lead >= 0 else np.zeros((2**k, 2**k), bool)
            kept = np.where(changed, 0.0, bits[j][:, None] == bits[j])[..., None] * source.keeps
            for x in range(values):
                t = self._draws(source, source.says(x))
                fresh = np.where(bits[j][:, None] == 1, t, 1 - t)
                out[x] *= kept + np.where(changed[..., None], 1.0, source.eps) * fresh
        return out

    def redrawn(self, J: Floats) -> Floats:
        """Claims after a night inside an episode, each drawn anew at rate eps. J (R, 3 or 4, 2^k, D) may be worked on in place."""
        if self.matrix is not None:
            return sum_over(J, self.matrix)
        for j, source in enumerate(self.sources):
            K = J.reshape(*J.shape[:2], 2**j, 2, -1, J.shape[-1])
            no, yes = K[:, :, :, 0], K[:, :, :, 1]
            no += yes
            yes *= source.keeps
            yes += no * source.anew[: J.shape[1]]
            no -= yes
        return J

    def move(self, chain: Chain, ladder: Ladder) -> None:
        """One day on: the ladder first, then the claims, then the indicator at the rates of the new state."""
        if self.matrix is None and (compiled := kernel.compiled(self.J.shape[-1])) is not None:
            self.J = self._compiled(compiled.night, chain, ladder)
            return
        J = self.redrawn(spread(ladder, self.J))
        off, seen, hidden = J[:, OFF], J[:, SEEN], J[:, HIDDEN]
        ended, begun = seen.sum(1) * chain.d, off.sum(1) * chain.shows
        hides = off * chain.hides[:, None]
        if chain.stages is not None:
            shown = J[:, STAGED]
            ended += shown.sum(1) * chain.d
            faked = off.sum(1) * chain.stages
        off *= chain.rests[:, None]
        off += hidden * chain.d
        J[:, SEEN:] *= chain.stays
        hidden += hides
        off += ended[:, None] * self.unseen
        seen += begun[:, None] * self.seen
        if chain.stages is not None:
            shown += faked[:, None] * self.seen
        self.J = J

    def _compiled(self, night: Callable[..., Floats], chain: Chain, ladder: Ladder) -> Floats:
        """The same in one pass, by loops that are compiled."""
        K, lanes = self.J.shape[2:]
        J, stays, A, linked = self.J, ladder.stays, ladder.A, ladder.linked
        if len(linked) != len(J):
            J, stays, linked = spread(ladder, J), np.ones((len(J), lanes)), np.zeros((len(J), len(J)), bool)
        if self.rates is None or self.rates[0].shape[0] != len(self.sources):
            keeps = np.stack([one.keeps for one in self.sources]) if self.sources else np.zeros((0, lanes))
            anew = np.stack([one.anew[:, 0, 0] for one in self.sources]) if self.sources else np.zeros((0, 4, lanes))
            seen, unseen = (np.ascontiguousarray(np.broadcast_to(x, (K, lanes))) for x in (self.seen, self.unseen))
            self.rates = keeps, anew, seen, unseen
        keeps, anew, seen, unseen = self.rates
        stages = chain.rests if chain.stages is None else chain.stages
        given = (J, stays, A, linked, keeps, anew, chain.d, chain.shows, chain.hides, stages, chain.rests, seen, unseen)
        return night(*map(np.ascontiguousarray, given))  # one layout, so that the loops are compiled once

    def copy(self) -> "Leaf":
        return Leaf(self.J.copy(), list(self.sources), self.seen, self.unseen, self.matrix)

    def tiled(self, times: int, sources: Mapping[str, SourceDraw]) -> "Leaf":
        """The same, `times` over on the last axis; `sources`: the same sources, drawn for as many lanes."""
        J = np.tile(self.J, (1, 1, 1, times))
        # Without a source the chances of its claims are one number for all lanes, and stay so.
        seen, unseen = (x if x.shape[-1] == 1 else np.tile(x, (1, times)) for x in (self.seen, self.unseen))
        matrix = None if self.matrix is None else np.tile(self.matrix, (1, 1, 1, times))
        return Leaf(J, [sources[one.id] for one in self.sources], seen, unseen, matrix)

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


def sum_over(J: Floats, matrix: Floats) -> Floats:
    """(R, X, 2^k, D) claims through (X, 2^k, 2^k, D) chances of going from one set of claims to another."""
    out = J[:, :, :1] * matrix[:, 0]
    for c in range(1, J.shape[2]):
        out += J[:, :, c : c + 1] * matrix[:, c]
    return np.asarray(out)


def _with(claims: Floats, chance: Floats) -> Floats:
    """(2^k, D) chances of k claims and (1 or 2^k, D) of one more -> (2^(k+1), D)."""
    return np.stack([claims * (1 - chance), claims * chance], 1).reshape(2 * len(claims), -1)


Pairs = dict[str, tuple[Floats, Floats]]
"""by source id: the day's likelihood given that the source holds "not on", and "on", each (D,)"""


@dataclass
class Unheard:
    """The indicators without evidence so far, together: on (R, I, D), joint mass of row and "on"; staged likewise, None where nothing is.

    Off is what is left of the row's.
    """

    names: list[str]
    chains: list[Chain]
    on: Floats
    staged: Floats | None = None

    def __post_init__(self) -> None:
        self._rates()

    def _rates(self) -> None:
        self.u = np.stack([chain.u for chain in self.chains], 1) if self.chains else np.zeros_like(self.on)
        self.stay = np.stack([1 - chain.d for chain in self.chains]) if self.chains else np.zeros_like(self.on[0])
        if self.staged is not None:
            self.fake = np.stack([np.zeros_like(c.u) if c.stages is None else c.stages for c in self.chains], 1) if self.chains else self.on

    def move(self, ladder: Ladder, alpha: Floats) -> None:
        """One day on; alpha (S, D) is the state's mass after the move."""
        if self.chains:
            on = spread(ladder, self.on)
            off = alpha[:, None] - on
            if self.staged is not None:
                staged = spread(ladder, self.staged)
                off -= staged
                self.staged = staged * self.stay + off * self.fake
            begun = off * self.u
            on *= self.stay
            self.on = on + begun

    def scale(self, factor: Floats) -> None:
        """Every mass of a row times factor (R, D): what other indicators said of it."""
        self.on = self.on * factor[:, None]
        if self.staged is not None:
            self.staged = self.staged * factor[:, None]

    def copy(self) -> "Unheard":
        return Unheard(list(self.names), list(self.chains), self.on, self.staged)

    def tiled(self, times: int, chains: Mapping[str, Chain]) -> "Unheard":
        """The same, `times` over on the last axis."""
        staged = None if self.staged is None else np.tile(self.staged, (1, 1, times))
        return Unheard(list(self.names), [chains[name] for name in self.names], np.tile(self.on, (1, 1, times)), staged)

    def heard(self, name: str, alpha: Floats) -> "Cell":
        """The indicator leaves for a cell of its own: of what is on, the declared share is concealed."""
        i = self.names.index(name)
        chain, on = self.chains.pop(i), self.on[:, i]
        self.names.pop(i)
        self.on = np.delete(self.on, i, 1)
        parts = [alpha - on, on * (1 - chain.concealed), on * chain.concealed]
        if self.staged is not None:
            if chain.stages is not None:
                parts = [parts[0] - self.staged[:, i], *parts[1:], self.staged[:, i]]
            self.staged = np.delete(self.staged, i, 1)
        self._rates()
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

    def hear(self, source: SourceDraw, sources: Mapping[str, SourceDraw]) -> tuple[int, int]:
        """(leaf, column) of a source's claim; one not heard of before enters the last leaf or opens another, whom it copies before it."""
        if source.lead is not None and source.lead in sources:
            self.hear(sources[source.lead], sources)
        for n, leaf in enumerate(self.leaves):
            if (column := leaf.column(source.id)) >= 0:
                return n, column
        if len(self.leaves[-1].sources) >= EXACT_SOURCES:
            self.leaves.append(Leaf(self.leaves[0].J.sum(2, keepdims=True)))
        self.leaves[-1].enter(source)
        return len(self.leaves) - 1, len(self.leaves[-1].sources) - 1

    def weigh(self, sources: Mapping[str, SourceDraw], pairs: Pairs, stance: Floats | None) -> Floats:
        """One day's evidence taken in; returns L (S, D), its likelihood given the state. `stance` (D,) weighs "on and observable"."""
        if stance is None and (found := self._alone(sources, pairs)) is not None:
            return found
        before = self.leaves[0].J.sum((1, 2))
        by_leaf: dict[int, dict[int, tuple[Floats, Floats]]] = {}
        for name in sorted(pairs):
            n, column = self.hear(sources[name], sources)
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

    def _alone(self, sources: Mapping[str, SourceDraw], pairs: Pairs) -> Floats | None:
        """The same in one pass where loops are compiled and every source is in one leaf; else None, and nothing is done."""
        (leaf, *more) = self.leaves
        wanted = {name for one in pairs for name in (one, sources[one].lead or one) if name in sources}
        new = sum(leaf.column(name) < 0 for name in wanted)
        if more or len(leaf.sources) + new > EXACT_SOURCES or (compiled := kernel.compiled(leaf.J.shape[-1])) is None:
            return None
        for one in sorted(pairs):
            self.hear(sources[one], sources)
        given = np.ones((len(leaf.sources), 2, leaf.J.shape[-1]))
        for name, pair in pairs.items():
            given[leaf.column(name)] = pair
        leaf.J = np.ascontiguousarray(leaf.J)
        before, after = compiled.weigh(leaf.J, given)
        return np.asarray(after / np.maximum(before, FLOOR))

    def scale(self, factor: Floats) -> None:
        """Every mass of state s times factor (S, D): what the other indicators said of the state."""
        for leaf in self.leaves:
            leaf.J *= factor[:, None, None]

    def on(self) -> Floats:
        """(D,) probability that the indicator is on, concealed or not."""
        J = self.leaves[0].J
        return np.asarray(J[:, SEEN:STAGED].sum((0, 1, 2)) / J.sum((0, 1, 2)))
