"""Looks chosen one after the other, always the one that takes most off the chance of not being warned in time, under hard constraints.

Where two confirmations are needed a look may be worth more beside another one, so that P(not in time) is not supermodular: gains kept
from earlier rounds (lazy greedy, Minoux 1978) would then be too small, and the usual bound of a greedy choice (Nemhauser, Wolsey and
Fisher 1978) does not hold. So every gain is worked out again in each round, pairs of promising looks are tried together, and the bound
printed is one that needs no submodularity.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from tocsin.model.pathways import Limits, Option
from tocsin.warn.tasking.board import Board, Chance, Key, useful

PAIRED = 4
"""most promising looks whose pairs are tried: 6 pairs a round"""
BETTER = 1.02
"""a pair is taken only where half of what it saves beats the best single look by this factor"""


@dataclass
class Allowed:
    """Hard constraints, and what was taken so far."""

    limits: Limits
    budget: float | None = None
    spent: float = 0.0
    taken: list[Chance] = field(default_factory=list)

    def admits(self, one: Chance) -> bool:
        """Whether it may still be taken."""
        if any(one.key == other.key for other in self.taken) or (self.budget is not None and self.spent + one.cost > self.budget + 1e-9):
            return False
        mine = [other for other in self.taken if other.satellite == one.satellite and other.channel == one.channel]
        if self.limits.per_satellite_day is not None and sum(day_of(o) == day_of(one) for o in mine) >= self.limits.per_satellite_day:
            return False
        if any(abs(o.hours - one.hours) * 60 < self.limits.apart_minutes for o in mine):
            return False
        most = self.limits.per_channel.get(one.channel)
        return most is None or sum(o.channel == one.channel for o in self.taken) < most

    def take(self, one: Chance) -> None:
        self.taken.append(one)
        self.spent += one.cost


def day_of(one: Chance) -> int:
    """Day after as-of, from 0."""
    return int(one.hours // 24)


@dataclass
class Choice:
    """What was taken in order, P(not in time) before and after each, and what was learned on the way."""

    picks: list[Chance | Option]
    left: list[float]
    gains: list[float]
    bound: float = 0.0
    """with the options taken, no choice of as many looks saves more, whatever the constraints"""
    bound_submodular: float = 0.0
    violations: int = 0

    @property
    def looks(self) -> list[Chance]:
        return [one for one in self.picks if isinstance(one, Chance)]


Boards = Callable[[Sequence[Option], Sequence[Chance]], Board]
"""a board on which these options are had and these looks ordered"""


def greedy(
    boards: Boards, offered: Sequence[Chance], options: Sequence[Option], most: int, allowed: Allowed, by_cost: bool = False
) -> Choice:
    """At most `most` looks and options; `by_cost`: the most saved for each unit of cost first."""
    board = boards([], [])
    offered = useful(board, offered)
    choice = Choice([], [board.missed], [])
    earlier: dict[Key, float] = {}
    violations: set[Key] = set()
    worth_of = {option.id: board.missed - boards([option], []).missed for option in options}
    while len(choice.picks) < most:
        gains = dict(zip([one.key for one in offered], board.gains(offered).tolist(), strict=True))
        violations |= {key for key, gain in gains.items() if key in earlier and gain > earlier[key] * (1 + 1e-6) + 1e-12}
        earlier = gains
        ranked = sorted(
            (one for one in offered if allowed.admits(one)),
            key=lambda one: (-gains[one.key] / (one.cost if by_cost else 1.0), one.hours, one.key),
        )
        best = gains[ranked[0].key] / (ranked[0].cost if by_cost else 1.0) if ranked else 0.0
        had = [one for one in choice.picks if isinstance(one, Option)]
        option = _option(boards, options, had, choice, worth_of, best, allowed, by_cost)
        if option is not None:
            had = [*had, option]
            allowed.spent += option.cost
            board = boards(had, choice.looks)
            _took(choice, option, board)
            earlier = {}
            continue
        if best <= 0:
            break
        chosen = [ranked[0]]
        if most - len(choice.picks) >= 2:
            chosen = _pair(board, ranked[:PAIRED], allowed, best, by_cost) or chosen
        for one in chosen:
            board.order(one)
            board.refresh()
            allowed.take(one)
            _took(choice, one, board)
    _bounds(choice, boards([one for one in choice.picks if isinstance(one, Option)], []), offered, most)
    choice.violations = len(violations)
    return choice


def _bounds(choice: Choice, board: Board, offered: Sequence[Chance], most: int) -> None:
    """With the options taken, what no looks in the other places of the choice could exceed, and what the usual bound would say."""
    room = most - (len(choice.picks) - len(choice.looks))
    with_options = choice.left[0] - board.missed
    choice.bound_submodular = with_options + float(np.sort(board.gains(offered))[::-1][:room].sum())
    choice.bound = with_options + savings_bound(board, offered, room)


def _took(choice: Choice, one: Chance | Option, board: Board) -> None:
    choice.picks.append(one)
    choice.gains.append(choice.left[-1] - board.missed)
    choice.left.append(board.missed)


def _option(
    boards: Boards,
    options: Sequence[Option],
    had: Sequence[Option],
    choice: Choice,
    worth_of: dict[str, float],
    best: float,
    allowed: Allowed,
    by_cost: bool,
) -> Option | None:
    """The option that beats the best look, if one does: its worth is worked out again whenever what it was worth before would beat it."""
    while True:
        left = [o for o in options if o not in had and (allowed.budget is None or allowed.spent + o.cost <= allowed.budget + 1e-9)]
        ranked = sorted(left, key=lambda o: (-worth_of[o.id] / (o.cost if by_cost else 1.0), o.id))
        if not ranked or worth_of[ranked[0].id] / (ranked[0].cost if by_cost else 1.0) <= best:
            return None
        top = ranked[0]
        now = choice.left[-1] - boards([*had, top], choice.looks).missed
        if now >= worth_of[top.id] * (1 - 1e-9) or now / (top.cost if by_cost else 1.0) > best:
            worth_of[top.id] = now
            return top
        worth_of[top.id] = now


def _pair(board: Board, ranked: Sequence[Chance], allowed: Allowed, best: float, by_cost: bool) -> list[Chance] | None:
    """Two looks that together save more than twice the best alone, the better first; None where there are none."""
    before, found = board.missed, None
    for k, one in enumerate(ranked):
        partners = [other for other in ranked[k + 1 :] if other.channel != one.channel]
        if not partners:
            continue
        with Trying(board, one) as tried:
            gained = before - tried.missed
            for other, more in zip(partners, tried.gains(partners).tolist(), strict=True):
                total = (gained + more) / ((one.cost + other.cost) if by_cost else 2.0)
                if total > best * BETTER and (found is None or total > found[0]) and _both(allowed, one, other):
                    found = (total, [one, other])
    return None if found is None else found[1]


def _both(allowed: Allowed, one: Chance, other: Chance) -> bool:
    after = Allowed(allowed.limits, allowed.budget, allowed.spent, list(allowed.taken))
    after.take(one)
    return after.admits(other)


class Trying:
    """A board on which one more look is ordered, put back at the end."""

    def __init__(self, board: Board, one: Chance) -> None:
        self.board, self.one = board, one

    def __enter__(self) -> Board:
        kept = ("raw", "missed", "single", "both")
        self.before = [{name: _copied(getattr(table, name)) for name in kept} for table in self.board.tables]
        self.board.order(self.one)
        self.board.refresh()
        return self.board

    def __exit__(self, *_: object) -> None:
        for table, before in zip(self.board.tables, self.before, strict=True):
            for name, value in before.items():
                setattr(table, name, value)


def _copied(value: object) -> object:
    if isinstance(value, list):
        return [one.copy() for one in value]
    return value.copy() if isinstance(value, np.ndarray) else dict(value) if isinstance(value, dict) else value


def savings_bound(board: Board, offered: Sequence[Chance], most: int) -> float:
    """What no `most` of the looks can save, from where the board stands.

    Beside any others a look saves at most (1 - f) times the chance that its step is open and the case is not in time as things stand, and
    at most (1 - f) times the chance that it is open and enough other bases have spoken once every look is ordered: what a channel loses of
    its silence, and what is left to save, only shrink as looks are added, and other bases only hear more. The sum of the largest `most` is
    a bound; what ordering every look saves is another.
    """
    before = board.missed
    kept = [[raw.copy() for raw in table.raw] for table in board.tables]
    saved = {
        one.key: [(n, hit, board.saved(board.tables[n], hit)) for n in range(len(board.tables)) for hit in board.hits(one, n)]
        for one in offered
    }
    for table in board.tables:
        table.helped = {}
    board.refresh()
    late = [dict(table.late) for table in board.tables]
    for one in offered:
        board.order(one)
    board.refresh()
    every, helped = before - board.missed, [dict(table.helped or {}) for table in board.tables]
    each = sorted(
        (
            sum(
                float((board.tables[n].weight[hit.index] * share * np.minimum(late[n][hit.sight], helped[n][hit.sight])[hit.index]).sum())
                for n, hit, share in rows
            )
            for rows in saved.values()
        ),
        reverse=True,
    )
    for table, raw in zip(board.tables, kept, strict=True):
        table.raw, table.helped = raw, None
    board.refresh()
    return float(min(sum(each[:most]), every))


def in_turn(offered: Sequence[Chance], most: int, allowed: Allowed) -> list[Chance]:
    """Round robin: sites in turn, the soonest look at each."""
    picks: list[Chance] = []
    sites = list(dict.fromkeys(one.place for one in offered))
    while len(picks) < most and sites:
        for site in list(sites):
            one = next((one for one in offered if one.place == site and allowed.admits(one)), None)
            if one is None:
                sites.remove(site)
            elif len(picks) < most:
                allowed.take(one)
                picks.append(one)
    return picks


def at_random(offered: Sequence[Chance], most: int, allowed: Allowed, rng: np.random.Generator) -> list[Chance]:
    """Any looks that the constraints admit."""
    picks: list[Chance] = []
    for k in rng.permutation(len(offered)):
        if len(picks) < most and allowed.admits(offered[k]):
            allowed.take(offered[k])
            picks.append(offered[k])
    return picks


def evaluated(board: Board, picks: Sequence[Chance]) -> float:
    """P(not in time) once the picks are ordered on a board: of other draws, it is out of sample."""
    for one in picks:
        board.order(one)
    board.refresh()
    return board.missed
