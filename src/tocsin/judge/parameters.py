"""Declared ranges -> parameter sets: seeded, one independent stream for each named number, one quantile along a ladder.

Each number is drawn by Latin hypercube (McKay, Beckman, Conover 1979): n sets hit every 1/n of its distribution once.
Its stream depends on the seed and its own name alone, so a number added or taken away leaves the others as they were.
The candidate error lives are crossed with the sets: lane = life * n + set.
"""

import hashlib
import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

from tocsin.judge.ladders import LEAK_MOST
from tocsin.judge.ladders import TINY as TINY
from tocsin.judge.ladders import Floats as Floats
from tocsin.judge.ladders import Ladder as Ladder
from tocsin.model.declared import Indicator, Observing, Process, Range, SourceRates
from tocsin.model.numbers import SHAPE

Z95 = NormalDist().inv_cdf(0.95)
"""a range's ends stand at 5% and 95%"""
EPISODE_DAYS = Range(low=7.0, high=90.0, note="mean length of an episode, where the problem declares none")
PUBLISHED = Range(low=0.3, high=0.9, note="share of looks published in time, where the problem declares none")

NOTHING = Range(low=0.0, high=0.0, assumption=False, note="no deception declared in this state")
STAGED_MOST = 0.9
"""most of the time in which an indicator is off that it may be staged"""


@cache
def _normal_quantiles(n: int) -> Floats:
    """(n,) standard normal quantiles at the middles of n equal parts."""
    normal = NormalDist()
    return np.array([normal.inv_cdf((i + 0.5) / n) for i in range(n)])


def stream(seed: int, name: str) -> np.random.Generator:
    words = np.frombuffer(hashlib.sha256(name.encode()).digest(), dtype=np.uint32)
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, *words.tolist()])))


def normals(seed: int, name: str, n: int) -> Floats:
    """(n,) standard normal draws of the number `name`: every n-th part of the distribution once, in random order."""
    return _normal_quantiles(n)[stream(seed, name).permutation(n)]


def uniforms(seed: int, name: str, n: int) -> Floats:
    """(n,) draws between 0 and 1 of the number `name`, stratified in the same way."""
    return (stream(seed, name).permutation(n) + 0.5) / n


def _pooled(values: Sequence[float], z: Floats) -> Floats:
    """Quantiles between those of a pooled shape, straight in the normal quantile; beyond the last they stay."""
    return np.interp(z, [NormalDist().inv_cdf(share) for share in SHAPE], values)


def probability(bounds: Range, z: Floats) -> Floats:
    """Logit-normal draws with 5% and 95% at the ends of `bounds`, at the normal quantiles z; experts' pooled shape where there is one."""
    if bounds.shape:
        ends = [min(max(value, TINY), 1 - 1e-9) for value in bounds.shape]
        return np.asarray(1 / (1 + np.exp(-_pooled([math.log(p / (1 - p)) for p in ends], z))))
    low, high = (min(max(end, TINY), 1 - 1e-9) for end in (bounds.low, bounds.high))
    a, b = math.log(low / (1 - low)), math.log(high / (1 - high))
    return np.asarray(1 / (1 + np.exp(-((a + b) / 2 + z * (b - a) / (2 * Z95)))))


def positive(bounds: Range, z: Floats) -> Floats:
    """Lognormal draws with 5% and 95% at the ends of `bounds`, at the normal quantiles z; experts' pooled shape where there is one."""
    if bounds.shape:
        return np.asarray(np.exp(_pooled([math.log(max(value, TINY)) for value in bounds.shape], z)))
    a, b = (math.log(max(end, TINY)) for end in (bounds.low, bounds.high))
    return np.asarray(np.exp((a + b) / 2 + z * (b - a) / (2 * Z95)))


def ladder(bounds: Sequence[Range], z: Floats) -> Floats:
    """(S, n) probabilities along a ladder, one quantile each draw; where the declared ends rise (or fall) along it, every draw does."""
    out = np.stack([probability(one, z) for one in bounds])
    pairs = list(itertools.pairwise(bounds))
    if all(a.low <= b.low and a.high <= b.high for a, b in pairs):
        return np.asarray(np.maximum.accumulate(out))
    if all(a.low >= b.low and a.high >= b.high for a, b in pairs):
        return np.asarray(np.minimum.accumulate(out))
    return out


@dataclass(frozen=True)
class Draws:
    """How many parameter sets, which lives of errors, which seed. `lanes` is the length of every array's last axis."""

    sets: int
    lives: tuple[float, ...]
    seed: int
    drawn: dict[str, None] = field(default_factory=dict, compare=False)
    """the streams that were asked for, in order: what a sensitivity is told over"""

    @property
    def lanes(self) -> int:
        return self.sets * len(self.lives)

    def normals(self, name: str) -> Floats:
        self.drawn[name] = None
        return np.tile(normals(self.seed, name, self.sets), len(self.lives))

    def uniforms(self, name: str) -> Floats:
        self.drawn[name] = None
        return np.tile(uniforms(self.seed, name, self.sets), len(self.lives))

    def eps(self) -> Floats:
        """(lanes,) chance a day that a source's claim is drawn anew."""
        return np.repeat([0.0 if math.isinf(life) else min(1.0, 1 / life) for life in self.lives], self.sets)


def draws_for(count: int, observing: Observing, seed: int) -> Draws:
    """At least `count` draws: sets crossed with the candidate error lives."""
    lives = observing.error_life_days or (60.0,)
    return Draws(sets=-(-count // len(lives)), lives=tuple(lives), seed=seed)


def draw_ladder(process: Process, draws: Draws) -> Ladder:
    """A process's transition rates: a quantile for each move between living states, and one for each event along the whole ladder."""
    states, events = process.states, process.absorbing
    A, H = np.zeros((len(states), len(states), draws.lanes)), np.zeros((len(states), len(events), draws.lanes))
    for move in process.transitions:
        s = states.index(move.source_state)
        if move.target in events:
            z = draws.normals(f"{process.id}/into/{move.target}")
            H[s, events.index(move.target)] = np.minimum(positive(move.per_day, z), LEAK_MOST)
        else:
            g = states.index(move.target)
            z = draws.normals(f"{process.id}/{move.source_state}/{move.target}")
            A[s, g] = np.minimum(positive(move.per_day, z), LEAK_MOST)
    for k, event in enumerate(events):
        bounds = [next((m.per_day for m in process.transitions if m.source_state == s and m.target == event), None) for s in states]
        given = [b for b in bounds if b is not None]
        if len(given) == len(states) and all(a.low <= b.low and a.high <= b.high for a, b in itertools.pairwise(given)):
            H[:, k] = np.maximum.accumulate(H[:, k])
    out = A.sum(1) + H.sum(1)
    shrink = np.minimum(1.0, LEAK_MOST / np.maximum(out, TINY))
    A, H = A * shrink[:, None], H * shrink[:, None]
    for s in range(len(states)):
        A[s, s] = 1 - A[s].sum(0) - H[s].sum(0)
    prior = np.array([process.prior.get(state, 0.0) for state in states])
    pairs = tuple((g, h) for g in range(len(states)) for h in range(len(states)) if np.any(A[g, h] > 0))
    return Ladder(states, events, A, H, prior / prior.sum(), pairs)


@dataclass(frozen=True)
class Chain:
    """One indicator drawn for one process: onset u (S, D), offset d (D,), concealed share (D,), prevalence p (S, D).

    staged (S, D): chance that, at any time in that state, it is off and shown all the same; None where no deception is declared.
    """

    p: Floats
    u: Floats
    d: Floats
    concealed: Floats
    staged: Floats | None = None

    @cached_property
    def shows(self) -> Floats:
        """(S, D) chance a day of an onset that can be seen."""
        return self.u * (1 - self.concealed)

    @cached_property
    def hides(self) -> Floats:
        """(S, D) chance a day of an onset concealed."""
        return self.u * self.concealed

    @cached_property
    def rests(self) -> Floats:
        """(S, D) chance of no onset on a day."""
        return 1 - self.u if self.stages is None else 1 - self.u - self.stages

    @cached_property
    def stages(self) -> Floats | None:
        """(S, D) chance a day that a staged episode begins where nothing is on; it lasts as long as a true one."""
        if self.staged is None:
            return None
        return np.asarray(np.minimum(self.d * self.staged / (1 - self.p - self.staged), 1 - self.u))

    @cached_property
    def stays(self) -> Floats:
        """(D,) chance that an episode goes on for a day."""
        return 1 - self.d

    def take(self, lanes: npt.NDArray[np.intp]) -> "Chain":
        staged = None if self.staged is None else self.staged[:, lanes]
        return Chain(self.p[:, lanes], self.u[:, lanes], self.d[lanes], self.concealed[lanes], staged)

    def on_rows(self, rows: Sequence[int]) -> "Chain":
        """The same by rows of a ladder, each with its state's rates."""
        if list(rows) == list(range(len(self.p))):
            return self
        index = np.asarray(rows)
        return Chain(self.p[index], self.u[index], self.d, self.concealed, None if self.staged is None else self.staged[index])


def draw_chain(indicator: Indicator, process: Process, draws: Draws) -> Chain:
    """Prevalence at one quantile along the ladder; an episode lasts at least p/(1-p) days, else onset would need more than certainty."""
    declared = indicator.prevalence[process.id]
    p = ladder([declared[state] for state in process.states], draws.normals(f"{indicator.id}/prevalence"))
    p = np.clip(p, TINY, 1 - 1e-6)
    life = positive(indicator.episode_days or EPISODE_DAYS, draws.normals(f"{indicator.id}/episode"))
    hidden = indicator.concealed
    concealed = np.zeros(draws.lanes) if hidden is None else probability(hidden, draws.normals(f"{indicator.id}/concealed"))
    staged, shown = None, p
    if declared_staging := indicator.staged.get(process.id):
        bounds = [declared_staging.get(state, NOTHING) for state in process.states]
        staged = np.minimum(ladder(bounds, draws.normals(f"{indicator.id}/staged")), (1 - p) * STAGED_MOST)
        shown = p + staged
    life = np.maximum(life, np.maximum((shown / (1 - shown)).max(0), 1.0))
    off = 1 - p if staged is None else 1 - p - staged
    return Chain(p=p, u=np.minimum(p / off / life, 1.0), d=1 / life, concealed=concealed, staged=staged)


def draw_published(indicator: Indicator, draws: Draws) -> Floats:
    """(D,) chance that what was looked at is published in time."""
    return probability(indicator.published or PUBLISHED, draws.normals(f"{indicator.id}/published"))


def rates_for(reliability: str | None, indicator: Indicator, observing: Observing) -> SourceRates:
    """The declared rates of a grade; those of cheap words for indicators marked so; those of the last grade for an unknown one."""
    if indicator.cheap:
        return observing.cheap_rates
    by_grade = {rates.reliability: rates for rates in observing.rates}
    return by_grade.get(reliability or "F") or observing.rates[-1]  # type: ignore[call-overload]


def draw_rates(source: str, rates: SourceRates, draws: Draws) -> tuple[Floats, Floats]:
    """(hit, false alarm), each (D,): a source keeps its quantile over all indicators; a hit is never rarer than a false alarm."""
    hit = probability(rates.hit, draws.normals(f"source/{source}/hit"))
    false = probability(rates.false_alarm, draws.normals(f"source/{source}/false"))
    return np.maximum(hit, false), false
