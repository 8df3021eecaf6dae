"""What every pass that could be ordered would take off the chance of not being warned in time, exactly, given those ordered already.

Given the schedule, what stays hidden and who relays, the chance of no confirmation is linear in each basis's silence Q. A look that
multiplies its channel's silence on step s by f lowers it by (1 - f) G, with G the sum over hidden steps and relays of
P(s open, ...) Q X, X the chance that exactly one basis fewer than needed spoke among the others; two steps that one look sees at once by
inclusion and exclusion. So one pass over the scenarios gives the gain of every look, and no gain is ever stale.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from tocsin.judge.parameters import Floats
from tocsin.warn.margin.plans import Plan, Setting, all_plans, shares
from tocsin.warn.margin.seeing import Sight, told_nothing

Integers = npt.NDArray[np.intp]
Pair = tuple[int, int]
Key = tuple[str, str, int]


@dataclass(frozen=True)
class Chance:
    """One pass that can be ordered: `number` counts the passes of its channel over its place."""

    channel: str
    place: str
    number: int
    satellite: str
    look: str
    hours: float
    """after as-of"""
    cost: float = 1.0

    @property
    def key(self) -> Key:
        return self.channel, self.place, self.number


@dataclass
class _Hit:
    """Where a pass meets sight `sight`: scenarios (H,), and what ordering it makes of the silence before recognition (H,)."""

    sight: int
    index: Integers
    factor: Floats


@dataclass(frozen=True)
class _Flat:
    """Hits of many looks by sight: rows, whose each is, and the positions at which two hits of one look share a scenario."""

    rows: dict[int, _Hit]
    who: dict[int, Integers]
    pairs: dict[Pair, tuple[Integers, Integers]]


@dataclass(frozen=True)
class _Seen:
    """A sight's scenarios in a row (N,), with its parameters: what a pass is held against."""

    places: tuple[str, ...]
    place: Integers
    begins: Floats
    ends: Floats
    latest: Floats
    """time at which a look must have been taken to be known in time, were its delay nothing"""
    mean: Floats
    sees: Floats
    taken: Floats


@dataclass
class Table:
    """One plan's scenarios in a row (N,), with what is known of them and what changes as looks are ordered."""

    plan: Plan
    weight: Floats
    raw: list[Floats] = field(default_factory=list)
    """by sight: silence of a channel that can recognise the step"""
    recognised: list[Floats] = field(default_factory=list)
    open: dict[str, Floats] = field(default_factory=dict)
    resting: list[tuple[dict[str, str], Floats]] = field(default_factory=list)
    missed: Floats = field(default_factory=lambda: np.zeros(0))
    single: dict[int, Floats] = field(default_factory=dict)
    """G by sight"""
    both: dict[Pair, Floats] = field(default_factory=dict)
    """G by two sights of one channel, both steps open"""
    looking: dict[int, _Seen] = field(default_factory=dict)
    """by sight that looks, its times and places in a row"""
    helped: dict[int, Floats] | None = None
    """by sight, where a bound asks for it: P(step open, and enough of the other bases spoke for this one to confirm)"""
    late: dict[int, Floats] = field(default_factory=dict)
    """by sight, beside it: P(step open, and not in time)"""

    def quiet(self, k: int) -> Floats:
        return np.asarray(1 - self.recognised[k] + self.recognised[k] * self.raw[k])


def useful(board: "Board", offered: Sequence[Chance]) -> list[Chance]:
    """Those that meet a step anywhere."""
    return [one for one in offered if any(board.hits(one, n) for n in range(len(board.tables)))]


def opportunities(setting: Setting, costs: Mapping[str, float] | None = None) -> list[Chance]:
    """Every pass of a channel whose passes have to be ordered (`taken`), not ordered yet, in time."""
    found = []
    for channel in setting.channels:
        if channel.taken is None:
            continue
        for (name, place), passes in setting.sky.passes.items():
            if name == channel.id:
                cost = (costs or {}).get(name, channel.cost)
                found += [
                    Chance(name, place, n, passes.sensors[n], passes.ids[n], float(passes.times[n]), cost)
                    for n in range(len(passes.times))
                    if not passes.ordered[n] and passes.usable[n] > 0
                ]
    return sorted(found, key=lambda one: (one.hours, one.channel, one.place, one.number))


class Board:
    """All plans of a setting, from which looks are chosen for one number of hours needed."""

    def __init__(self, setting: Setting, pathway: str | None, needs: float) -> None:
        self.setting, self.needs = setting, needs
        paths = [path for path in setting.declared.paths if pathway in (None, path.id)]
        weight = shares(setting.drawn, paths)
        self.tables = [self._table(plan, weight[k]) for k, plan in enumerate(all_plans(setting, paths))]
        self._hits: dict[tuple[Key, int], list[_Hit]] = {}
        self._flats: dict[tuple[tuple[Key, ...], int], _Flat] = {}
        self.refresh()

    def _table(self, plan: Plan, weight: Floats) -> Table:
        shape = plan.plan.event.shape
        by = plan.latest(self.needs)

        def row(values: Floats) -> Floats:
            return np.array(np.broadcast_to(values, shape), float).ravel()

        table = Table(plan, row(weight[:, None]) / plan.plan.event.size)
        for sight in plan.seen:
            told = told_nothing(_certain(sight), by, np, np.asarray)
            table.raw.append(row(told))
            table.recognised.append(row(sight.recognised))
            if sight.looks is not None:
                channel = next(c for c in self.setting.channels if c.id == sight.channel)
                at, drawn = f"channels.{channel.id}", self.setting.drawn
                table.looking[len(table.raw) - 1] = _Seen(
                    places=next(step.places for step in plan.path.steps if step.id == sight.step),
                    place=np.array(np.broadcast_to(plan.plan.place[sight.step], shape)).ravel().astype(np.intp),
                    begins=row(sight.begins),
                    ends=row(sight.ends),
                    latest=row(by - sight.fixed),
                    mean=row(sight.mean),
                    sees=row(drawn.value(f"{at}.sees.{sight.step}.per_look", channel.sees[sight.step].per_look)),
                    taken=row(drawn.value(f"{at}.taken", channel.taken, 1.0)),
                )
        table.open = {step: row(chance) for step, chance in plan.is_open.chance.items()}
        table.resting = [(bases, row(chance)) for bases, chance in plan.resting]
        return table

    @property
    def missed(self) -> float:
        """P(not in time) of the mix as things stand."""
        return float(sum(table.weight @ table.missed for table in self.tables))

    def refresh(self) -> None:
        """Work out P(not in time) and every G again, after looks were ordered."""
        for table in self.tables:
            _work(table, self.setting.declared.confirmations)

    def gain(self, one: Chance) -> float:
        """By how much ordering it alone would lower P(not in time) now."""
        return float(self.gains([one])[0])

    def gains(self, offered: Sequence[Chance]) -> Floats:
        """(C,) the same for each of `offered`."""
        total = np.zeros(len(offered))
        for n, table in enumerate(self.tables):
            saved: dict[int, Floats] = {}
            flat = self._flat(tuple(one.key for one in offered), offered, n)
            for k, rows in flat.rows.items():
                saved[k] = self.saved(table, rows)
                total += np.bincount(flat.who[k], table.weight[rows.index] * saved[k] * table.single[k][rows.index], len(offered))
            for (a, b), (at_a, at_b) in flat.pairs.items():
                index = flat.rows[a].index[at_a]
                both = table.weight[index] * saved[a][at_a] * saved[b][at_b] * table.both[a, b][index]
                total -= np.bincount(flat.who[a][at_a], both, len(offered))
        return total

    def _flat(self, keys: tuple[Key, ...], offered: Sequence[Chance], n: int) -> "_Flat":
        """The hits of all of `offered` in plan n, by sight one after the other, and where two of one look meet in one scenario."""
        held = self._flats.get((keys, n))
        if held is not None:
            return held
        by_sight: dict[int, list[tuple[int, _Hit]]] = {}
        for c, one in enumerate(offered):
            for hit in self.hits(one, n):
                by_sight.setdefault(hit.sight, []).append((c, hit))
        flat = _Flat({}, {}, {})
        for k, some in by_sight.items():
            flat.rows[k] = _Hit(k, np.concatenate([hit.index for _, hit in some]), np.concatenate([hit.factor for _, hit in some]))
            flat.who[k] = np.repeat([c for c, _ in some], [len(hit.index) for _, hit in some])
        size = len(self.tables[n].weight)
        for a, b in self.tables[n].both:
            if a in flat.rows and b in flat.rows:
                first, second = (flat.who[k] * size + flat.rows[k].index for k in (a, b))
                _, at_a, at_b = np.intersect1d(first, second, assume_unique=True, return_indices=True)
                if len(at_a):
                    flat.pairs[a, b] = (at_a, at_b)
        self._flats[keys, n] = flat
        return flat

    def saved(self, table: Table, hit: _Hit) -> Floats:
        """(H,) 1 - f: the share of its silence that the channel loses on the step."""
        before = table.quiet(hit.sight)[hit.index]
        raw, known = table.raw[hit.sight][hit.index], table.recognised[hit.sight][hit.index]
        return np.asarray(known * raw * (1 - hit.factor) / np.maximum(before, 1e-300))

    def order(self, one: Chance) -> None:
        """Take it: the silences change; `refresh` then works out what is left."""
        for n, table in enumerate(self.tables):
            for hit in self.hits(one, n):
                table.raw[hit.sight][hit.index] *= hit.factor

    def hits(self, one: Chance, n: int) -> list[_Hit]:
        """Where a pass meets a step that its channel sees, in plan n; at most two steps of one plan share a place and a moment."""
        held = self._hits.get((one.key, n))
        if held is None:
            held = self._hits[one.key, n] = list(self._meeting(one, self.tables[n]))
        return held

    def _meeting(self, one: Chance, table: Table) -> Iterator[_Hit]:
        for k, seen in table.looking.items():
            if table.plan.seen[k].channel != one.channel or one.place not in seen.places:
                continue
            here = (seen.place == seen.places.index(one.place)) & (seen.begins <= one.hours) & (seen.ends >= one.hours)
            index = np.flatnonzero(here)
            if len(index):
                usable = self.setting.sky.over(one.channel, one.place).usable[one.number]
                known = -np.expm1(-np.maximum(seen.latest[index] - one.hours, 0) / seen.mean[index])
                found = usable * seen.sees[index] * known
                yield _Hit(k, index, (1 - found) / (1 - found * seen.taken[index]))


def _certain(sight: Sight) -> Sight:
    """The same for a channel that can recognise the step."""
    return Sight(**{**sight.__dict__, "recognised": np.ones_like(sight.recognised)})


def _work(table: Table, needed: int) -> None:
    """missed, single and both of a table, over every combination of open steps and relays."""
    size = len(table.weight)
    quiet = [table.quiet(k) for k in range(len(table.raw))]
    seen, decisive = table.plan.seen, table.plan.decisive
    looking = [k for k, sight in enumerate(seen) if sight.looks is not None]
    table.missed = np.zeros(size)
    table.single = {k: np.zeros(size) for k in looking}
    if table.helped is not None:
        table.helped, table.late = {k: np.zeros(size) for k in looking}, {k: np.zeros(size) for k in looking}
    table.both = {(a, b): np.zeros(size) for a in looking for b in looking if a < b and seen[a].channel == seen[b].channel}
    steps = sorted({sight.step for sight in seen})
    if not steps:
        table.missed += 1.0
        return
    for bases, weight in table.resting:
        _descend(table, quiet, steps, 0, {}, weight.copy(), frozenset(), bases, needed, decisive)


def _descend(
    table: Table,
    quiet: Sequence[Floats],
    steps: Sequence[str],
    k: int,
    silent: dict[str, Floats],
    weight: Floats,
    opened: frozenset[str],
    bases: Mapping[str, str],
    needed: int,
    decisive: frozenset[str],
) -> None:
    if k == len(steps):
        _leaf(table, silent, weight, opened, bases, needed, decisive)
        return
    step = steps[k]
    chance = table.open[step]
    if np.any(chance < 1):
        _descend(table, quiet, steps, k + 1, silent, weight * (1 - chance), opened, bases, needed, decisive)
    if np.any(chance > 0):
        now, left = dict(silent), weight * chance
        for n, sight in enumerate(table.plan.seen):
            if sight.step == step and sight.channel in decisive:
                left = left * quiet[n]
            elif sight.step == step:
                basis = bases[sight.channel]
                now[basis] = now[basis] * quiet[n] if basis in now else quiet[n]
        _descend(table, quiet, steps, k + 1, now, left, opened | {step}, bases, needed, decisive)


def _leaf(
    table: Table,
    silent: Mapping[str, Floats],
    weight: Floats,
    opened: frozenset[str],
    bases: Mapping[str, str],
    needed: int,
    decisive: frozenset[str],
) -> None:
    fewer, _ = _counted(list(silent.values()), needed, len(weight))
    table.missed += weight * fewer
    if table.helped is not None:
        _bounding(table, silent, weight, weight * fewer, opened, bases, needed, decisive)
    seen = table.plan.seen
    worth: dict[str, Floats] = {}
    for k, gathered in table.single.items():
        sight = seen[k]
        if sight.step in opened and sight.channel in decisive:
            gathered += weight * fewer
        elif sight.step in opened:
            basis = bases[sight.channel]
            if basis not in worth:
                _, exactly = _counted([quiet for name, quiet in silent.items() if name != basis], needed, len(weight))
                worth[basis] = weight * silent[basis] * exactly
            gathered += worth[basis]
    for (a, b), gathered in table.both.items():
        if {seen[a].step, seen[b].step} <= opened:
            gathered += weight * fewer if seen[a].channel in decisive else worth[bases[seen[a].channel]]


def _bounding(
    table: Table,
    silent: Mapping[str, Floats],
    weight: Floats,
    late: Floats,
    opened: frozenset[str],
    bases: Mapping[str, str],
    needed: int,
    decisive: frozenset[str],
) -> None:
    """helped and late of every sight whose step is open."""
    for k, gathered in (table.helped or {}).items():
        sight = table.plan.seen[k]
        if sight.step not in opened:
            continue
        table.late[k] += late
        if sight.channel in decisive or needed == 1:
            gathered += weight
        else:
            others = [quiet for name, quiet in silent.items() if name != bases[sight.channel]]
            gathered += weight * (1 - _counted(others, needed - 1, len(weight))[0])


def _counted(silent: Sequence[Floats], needed: int, size: int) -> tuple[Floats, Floats]:
    """P(fewer than `needed` spoke), P(exactly needed - 1 spoke), each (N,)."""
    counts = [np.ones(size), *(np.zeros(size) for _ in range(needed - 1))]
    for quiet in silent:
        for j in range(needed - 1, 0, -1):
            counts[j] = counts[j] * quiet + counts[j - 1] * (1 - quiet)
        counts[0] = counts[0] * quiet
    return np.asarray(sum(counts)), counts[-1]
