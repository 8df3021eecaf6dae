"""The filter of one process: ladder state and lasting indicators, factored per state across indicators (Boyen and Koller 1998).

Every array's last axis is a lane: one draw of the parameters (and, for influences, one coalition of the evidence). Days without evidence
are linear and cheap; every day without a recorded event is conditioned on as such: mass that leaks into absorbing events is left out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np
import numpy.typing as npt

from tocsin.judge.cells import FLOOR, Cell, Pairs, SourceDraw, Unheard, spread
from tocsin.judge.ladders import Aged, Floats, Ladder
from tocsin.judge.parameters import Chain
from tocsin.judge.pushes import Mask as Mask
from tocsin.judge.pushes import Present, Push, everyone
from tocsin.judge.pushes import on_night as pushed_on

NEGATIVE_SLIP = 0.05
"""chance that a source that holds "on" is read as saying "no sign of it": keeps a contradiction on one day possible"""


@dataclass(frozen=True)
class Datum:
    """One day's evidence from one source on one indicator.

    report: the source says "on". negative: it looked and says "not so". silent: it was watched and said nothing; `value` is c, (D,).
    stance: an interested denial, `value` its ratio (D,). `lanes`: where it counts (relays fold into another source in some draws).
    relays: the source that this one copies for as long as it holds anything of an episode, and how much of rho applies.
    said: by somebody; an instrument's look says nothing, and is no denial where it finds nothing.
    """

    day: int
    indicator: str
    source: str
    kind: Literal["report", "negative", "silent", "stance"]
    player: str
    value: Floats | None = None
    lanes: Mask | None = None
    relays: tuple[str, float] | None = None
    said: bool = True

    def take(self, lanes: npt.NDArray[np.intp]) -> "Datum":
        value = None if self.value is None else self.value[lanes]
        return replace(self, value=value, lanes=None if self.lanes is None else self.lanes[lanes])


@dataclass(frozen=True)
class Model:
    """A process drawn: its ladder, its indicators' chains, and the sources of each indicator."""

    ladder: Ladder
    chains: Mapping[str, Chain]
    sources: Mapping[str, Mapping[str, SourceDraw]]
    """by indicator, then by source"""
    pushes: tuple[Push, ...] = ()
    """what changes the ladder's rates on some nights"""
    nights: dict[int, Ladder] = field(default_factory=dict, init=False, compare=False, repr=False)
    """ladders of nights that were pushed, for runs that follow each other"""

    @property
    def plain(self) -> bool:
        """Whether every night has the same rates, every row of the ladder is a state, nothing is staged and no source copies another."""
        copying = any(source.lead is not None for group in self.sources.values() for source in group.values())
        staging = any(chain.staged is not None for chain in self.chains.values())
        return not (self.pushes or isinstance(self.ladder, Aged) or staging or copying)

    def on_night(self, night: int, present: Present = everyone) -> Ladder:
        """The ladder by which the run moves from day `night` to the next."""
        if present is not everyone or isinstance(self.ladder, Aged):
            return pushed_on(self.ladder, self.pushes, night, present)
        if night not in self.nights:
            self.nights[night] = pushed_on(self.ladder, self.pushes, night)
        return self.nights[night]

    def take(self, lanes: npt.NDArray[np.intp]) -> "Model":
        return Model(
            self.ladder.take(lanes),
            {name: chain.take(lanes) for name, chain in self.chains.items()},
            {name: {key: s.take(lanes) for key, s in group.items()} for name, group in self.sources.items()},
            tuple(push.take(lanes) for push in self.pushes),
        )


@dataclass(frozen=True)
class Posterior:
    """alpha (R, D): row of the ladder given all evidence and no event; log_evidence (D,); on: P(on) by indicator, (D,)."""

    alpha: Floats
    log_evidence: Floats
    on: dict[str, Floats]


@dataclass(frozen=True)
class Quiet:
    """Where a run stands on `day`, before its first evidence: alpha (R, D) and the joint of row and "on" (R, I, D) of `names`."""

    day: int
    alpha: Floats
    names: tuple[str, ...]
    on: Floats
    staged: Floats | None = None


def quiet(model: Model, names: Sequence[str], day: int, present: Present = everyone) -> Quiet:
    """A run from the prior, each indicator stationary in each state, to `day` without any evidence."""
    alpha = model.ladder.start
    chains = [model.chains[name] for name in names]
    on = np.stack([alpha * chain.p for chain in chains], 1) if names else np.zeros((len(alpha), 0, alpha.shape[1]))
    staged = None
    if any(chain.staged is not None for chain in chains):
        staged = np.stack([alpha * (np.zeros_like(c.p) if c.staged is None else c.staged) for c in chains], 1)
    unheard = Unheard(list(names), chains, on, staged)
    for night in range(day):
        ladder = model.on_night(night, present)
        alpha = spread(ladder, alpha)
        unheard.move(ladder, alpha)
    return Quiet(day, alpha, tuple(names), unheard.on, unheard.staged)


def _value(datum: Datum) -> Floats:
    """What a silence or a stance cannot do without."""
    if datum.value is None:
        raise ValueError(f"{datum.kind} without a value: {datum.indicator}, {datum.source}, day {datum.day}")
    return datum.value


def _likelihood(datum: Datum, present: Mask) -> tuple[Floats, Floats]:
    """(z = 0, z = 1) of one datum; 1 and 1 in lanes where it does not count."""
    one = np.ones(1)
    if datum.kind == "report":
        pair = (np.zeros(1), one)
    elif datum.kind == "negative":
        pair = (one, np.full(1, NEGATIVE_SLIP))
    else:
        pair = (one, 1 - _value(datum))
    return np.where(present, pair[0], 1.0), np.where(present, pair[1], 1.0)


def both(a: Mask | None, b: Mask | None) -> Mask | None:
    """Lanes in both masks; None is every lane."""
    return b if a is None else a if b is None else a & b


@dataclass
class Course:
    """A run on its way: `day` is the next to come. Its copy runs on apart, so that runs that differ late share what came before."""

    model: Model
    names: tuple[str, ...]
    day: int
    alpha: Floats
    unheard: Unheard
    cells: dict[str, Cell]
    held: dict[tuple[str, str], Mask]
    log_evidence: Floats

    @staticmethod
    def begin(model: Model, start: Quiet) -> "Course":
        """At the start's own day, whose evidence is still to come."""
        unheard = Unheard(list(start.names), [model.chains[name] for name in start.names], start.on, start.staged)
        return Course(model, start.names, start.day, start.alpha, unheard, {}, {}, np.zeros(start.alpha.shape[1]))

    def copy(self) -> "Course":
        unheard = self.unheard.copy()
        cells = {name: cell.copy() for name, cell in self.cells.items()}
        return Course(self.model, self.names, self.day, self.alpha, unheard, cells, dict(self.held), self.log_evidence)

    def tiled(self, times: int, model: Model) -> "Course":
        """The same course `times` over, one copy after the other; `model`: the same draws as often over."""
        unheard = self.unheard.tiled(times, model.chains)
        cells = {
            name: Cell(model.chains[name], [leaf.tiled(times, model.sources[name]) for leaf in cell.leaves])
            for name, cell in self.cells.items()
        }
        held = {key: np.tile(mask, times) for key, mask in self.held.items()}
        return Course(model, self.names, self.day, np.tile(self.alpha, (1, times)), unheard, cells, held, np.tile(self.log_evidence, times))

    def until(self, data: Sequence[Datum], day: int) -> "Course":
        """Through the evidence before `day`, and the night before it: ready for that day's own."""
        if day > self.day:
            self.advance([datum for datum in data if datum.day < day], day - 1).through_night(day - 1)
        return self

    def advance(self, data: Sequence[Datum], last: int, present: Present = everyone) -> "Course":
        """Through day `last`, moving before each day's evidence; the first day of a run was moved by its start."""
        by_day: dict[int, list[Datum]] = {}
        for datum in data:
            by_day.setdefault(datum.day, []).append(datum)
        for day in range(self.day, last + 1):
            if day in by_day:
                self._weigh(by_day[day], present)
            if day < last:
                self.through_night(day, present)
        self.day = last + 1
        return self

    def through_night(self, night: int, present: Present = everyone) -> None:
        """From day `night`, weighed, to the next, whose evidence is still to come."""
        ladder = self.model.on_night(night, present)
        self.alpha = spread(ladder, self.alpha)
        self.unheard.move(ladder, self.alpha)
        for cell in self.cells.values():
            cell.move(ladder)

    def resume(self, data: Sequence[Datum], last: int) -> "Course":
        """From a day already weighed: the night first, then on through `last`."""
        self.through_night(self.day - 1)
        return self.advance(data, last)

    def _weigh(self, today: Sequence[Datum], present: Present) -> None:
        likelihood: dict[str, Floats] = {}
        for name in self.names:
            mine = [datum for datum in today if datum.indicator == name]
            if mine:
                pairs, stance = day_evidence(mine, present, self.alpha.shape[1], self.held)
                if name not in self.cells:
                    self.cells[name] = self.unheard.heard(name, self.alpha)
                likelihood[name] = self.cells[name].weigh(self.model.sources[name], pairs, stance)
        every = np.ones_like(self.alpha)
        for one in likelihood.values():
            every = every * one
        total = (self.alpha * every).sum(0)
        self.log_evidence = self.log_evidence + np.log(np.maximum(total / self.alpha.sum(0), FLOOR))
        factor = every / np.maximum(total, FLOOR)
        self.alpha = self.alpha * factor
        for name, cell in self.cells.items():
            own = likelihood.get(name)
            cell.scale(factor if own is None else factor / np.maximum(own, FLOOR))
        self.unheard.scale(factor)

    def posterior(self) -> Posterior:
        total = self.alpha.sum(0)
        unheard = {name: self.unheard.on[:, i].sum(0) / total for i, name in enumerate(self.unheard.names)}
        return Posterior(self.alpha / total, self.log_evidence, {**unheard, **{name: cell.on() for name, cell in self.cells.items()}})


def run(
    model: Model,
    data: Sequence[Datum],
    days: int,
    *,
    indicators: Sequence[str] | None = None,
    present: Present = everyone,
    start: Quiet | None = None,
) -> Posterior:
    """The posterior on day `days` of a run that starts on day 0 with the prior.

    `data` may come in any order: a day's evidence is taken in together. `indicators`: those to carry (default: all; one without evidence
    changes nothing but its own P(on)). `present`: by player, the lanes in which its evidence counts, for influences. `start`: take the run
    up where it stood before its first evidence.
    """
    names = list(model.chains) if indicators is None else list(indicators)
    return Course.begin(model, start or quiet(model, names, 0, present)).advance(data, days, present).posterior()


def variants(model: Model, data: Sequence[Sequence[Datum]], days: int, indicators: Sequence[str]) -> list[Posterior]:
    """The posteriors of several sets of evidence; what sets have alike from the first day on is run once for all of them."""
    out: dict[int, Posterior] = {}
    _branch(Course.begin(model, quiet(model, indicators, 0)), dict(enumerate(data)), days, out)
    return [out[n] for n in range(len(data))]


def _branch(course: Course, sets: dict[int, Sequence[Datum]], days: int, out: dict[int, Posterior]) -> None:
    """Through what the sets have alike from the course's day on, then apart, one branch after the other."""
    by_day: dict[int, dict[int, list[int]]] = {n: {} for n in sets}
    for n, some in sets.items():
        for datum in some:
            by_day[n].setdefault(datum.day, []).append(id(datum))
    every = sorted({day for own in by_day.values() for day in own if course.day <= day <= days})
    parted = next((day for day in every if len({tuple(sorted(own.get(day, ()))) for own in by_day.values()}) > 1), None)
    one = next(iter(sets.values()))
    if parted is None:
        found = course.advance(one, days).posterior()
        out.update(dict.fromkeys(sets, found))
        return
    course.until(one, parted)
    groups: dict[tuple[int, ...], dict[int, Sequence[Datum]]] = {}
    for n, some in sets.items():
        groups.setdefault(tuple(sorted(by_day[n].get(parted, ()))), {})[n] = some
    for i, group in enumerate(groups.values()):
        _branch(course if i == len(groups) - 1 else course.copy(), group, days, out)


def day_evidence(today: Sequence[Datum], present: Present, lanes: int, held: dict[tuple[str, str], Mask]) -> tuple[Pairs, Floats | None]:
    """One indicator's evidence of one day, by source; the same report or negative look twice in one day is once.

    `held`: lanes in which a holder's stance was taken in before; repeating it carries 1.
    """
    pairs: Pairs = {}
    stance: Floats | None = None
    seen: dict[tuple[str, str], Mask] = {}
    for datum in sorted(today, key=lambda d: (d.source, d.kind, d.player)):
        mask = both(present(datum.player), datum.lanes)
        full = np.ones(lanes, bool) if mask is None else mask
        if datum.kind == "stance":
            holder = (datum.source, datum.indicator)
            new = full & ~held.get(holder, np.zeros(lanes, bool))
            held[holder] = held.get(holder, np.zeros(lanes, bool)) | full
            ratio = np.where(new, _value(datum), 1.0)
            stance = ratio if stance is None else stance * ratio
            continue
        key = (datum.source, datum.kind)
        if datum.kind != "silent":  # The looks of those that share a claim add up.
            full = full & ~seen.get(key, np.zeros(lanes, bool))
            seen[key] = seen.get(key, np.zeros(lanes, bool)) | full
        e0, e1 = _likelihood(datum, full)
        if datum.source in pairs:
            p0, p1 = pairs[datum.source]
            e0, e1 = e0 * p0, e1 * p1
        pairs[datum.source] = (e0, e1)
    return pairs, stance
