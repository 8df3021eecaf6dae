"""Looks chosen all at once under hard constraints, by a mixed-integer programme over sampled outcomes, solved by HiGHS (extra `task`).

Sample average approximation (Kleywegt, Shapiro and Homem-de-Mello 2002): in each sampled case it is drawn what is open, who relays, who
could recognise it and what each look would tell in time, were it ordered; then a case is in time if enough bases spoke, which is linear in
the looks chosen. What it finds is best on the sample only, and is checked on other draws.
"""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np

from tocsin.errors import CannotFinish
from tocsin.judge.parameters import Floats
from tocsin.warn.tasking.board import Board, Chance, Table
from tocsin.warn.tasking.choosing import Allowed, day_of

MOST_CASES = 1500
MOST_ROUNDS = 40
SECONDS = 20.0
"""for the solver; what it has by then is told with its gap"""


@dataclass(frozen=True)
class Case:
    """A sampled case (or several alike) that the choice decides: bases still needed, and by basis the looks that would speak."""

    weight: float
    needed: int
    looks: tuple[frozenset[int], ...]


@dataclass(frozen=True)
class Solution:
    """Looks chosen, cases they were chosen on, how many were sampled, the solver's gap, and whether it finished."""

    picks: list[Chance]
    cases: int
    sampled: int
    gap: float
    optimal: bool


def solve(board: Board, offered: Sequence[Chance], most: int, allowed: Allowed, seed: int, seconds: float = SECONDS) -> Solution:
    """The choice. CannotFinish where HiGHS is not installed."""
    try:
        import highspy
    except ImportError:
        raise CannotFinish("the mixed-integer programme needs HiGHS, which is not installed", todo="pip install 'tocsin[task]'") from None
    cases, sampled = sample(board, offered, seed)
    with _silenced():
        model: Any = highspy.Highs()  # type: ignore[no-untyped-call]
    for name, value in (("output_flag", False), ("log_to_console", False), ("time_limit", seconds), ("threads", 1), ("random_seed", 0)):
        model.setOptionValue(name, value)
    x = [model.addBinary() for _ in offered]
    model.addConstr(sum(x) <= most)
    _limits(model, x, offered, allowed)
    total = sum(case.weight for case in cases) or 1.0
    for case in cases:
        weight = -case.weight / total
        if case.needed == 1:
            z = model.addVariable(0, 1, weight)
            model.addConstr(z - sum(x[k] for k in sorted(frozenset().union(*case.looks))) <= 0)
            continue
        z = model.addVariable(0, 1, weight, highspy.HighsVarType.kInteger)
        spoke = [model.addVariable(0, 1, 0) for _ in case.looks]
        for y, looks in zip(spoke, case.looks, strict=True):
            model.addConstr(y - sum(x[k] for k in sorted(looks)) <= 0)
        model.addConstr(case.needed * z - sum(spoke) <= 0)
    model.run()
    values = model.getSolution().col_value
    picks = [one for k, one in enumerate(offered) if values and values[k] > 0.5]
    optimal = model.getModelStatus() == highspy.HighsModelStatus.kOptimal
    return Solution(picks, len(cases), sampled, 0.0 if optimal else float(model.getInfo().mip_gap), optimal)


@contextmanager
def _silenced() -> Iterator[None]:
    """HiGHS greets on standard output as it is made, before it can be told not to: that would break a JSON document."""
    sys.stdout.flush()
    kept, nothing = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nothing, 1)
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nothing)


def _limits(model: Any, x: Sequence[Any], offered: Sequence[Chance], allowed: Allowed) -> None:
    """Budget, looks per satellite and day, looks of one satellite too close together, looks per channel."""
    add = model.addConstr
    limits = allowed.limits
    if allowed.budget is not None:
        add(sum(one.cost * x[k] for k, one in enumerate(offered)) <= allowed.budget)
    groups: dict[tuple[str, str], list[int]] = {}
    for k, one in enumerate(offered):
        groups.setdefault((one.channel, one.satellite), []).append(k)
    for some in groups.values():
        days: dict[int, list[int]] = {}
        for k in some:
            days.setdefault(day_of(offered[k]), []).append(k)
        if limits.per_satellite_day is not None:
            for each in days.values():
                if len(each) > limits.per_satellite_day:
                    add(sum(x[k] for k in each) <= limits.per_satellite_day)
        ordered = sorted(some, key=lambda k: offered[k].hours)
        for n, a in enumerate(ordered):
            for b in ordered[n + 1 :]:
                if (offered[b].hours - offered[a].hours) * 60 >= limits.apart_minutes:
                    break
                add(x[a] + x[b] <= 1)
    for channel, number in limits.per_channel.items():
        add(sum(x[k] for k, one in enumerate(offered) if one.channel == channel) <= number)


def sample(board: Board, offered: Sequence[Chance], seed: int) -> tuple[list[Case], int]:
    """Cases that the choice decides, alike ones together, and how many cases were drawn for them."""
    rng = np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, 77])))
    found: dict[tuple[int, tuple[frozenset[int], ...]], float] = {}
    sampled = rounds = 0
    while rounds < MOST_ROUNDS and len(found) < MOST_CASES:
        rounds += 1
        for n, table in enumerate(board.tables):
            sampled += len(table.weight)
            for weight, needed, looks in _drawn(board, table, n, offered, rng):
                key = (needed, looks)
                found[key] = found.get(key, 0.0) + weight
    kept = sorted(found.items(), key=lambda item: (-item[1], item[0][0], [sorted(s) for s in item[0][1]]))[:MOST_CASES]
    return [Case(weight / rounds, needed, looks) for (needed, looks), weight in kept], sampled


def _drawn(
    board: Board, table: Table, n: int, offered: Sequence[Chance], rng: np.random.Generator
) -> list[tuple[float, int, tuple[frozenset[int], ...]]]:
    size = len(table.weight)
    seen, needed = table.plan.seen, board.setting.declared.confirmations
    is_open = {step: rng.random(size) < chance for step, chance in table.open.items()}
    way = (rng.random(size)[None] > np.cumsum(np.stack([w for _, w in table.resting]), axis=0)).sum(0).clip(max=len(table.resting) - 1)
    known = [rng.random(size) < share for share in table.recognised]
    names = sorted({basis for bases, _ in table.resting for basis in bases.values()})
    spoke, done = np.zeros((len(names), size), bool), np.zeros(size, bool)
    basis = {channel: np.array([names.index(bases[channel]) for bases, _ in table.resting])[way] for channel in table.resting[0][0]}
    rows = np.arange(size)
    for k, sight in enumerate(seen):
        told = is_open[sight.step] & known[k] & (rng.random(size) >= table.raw[k])
        if sight.channel in table.plan.decisive:
            done |= told
        spoke[basis[sight.channel], rows] |= told
    left = needed - spoke.sum(0)
    undecided = (left > 0) & ~done
    chances: dict[int, dict[int, set[int]]] = {}
    for c, one in enumerate(offered):
        for hit in board.hits(one, n):
            sight = seen[hit.sight]
            tells = (rng.random(len(hit.index)) >= hit.factor) & is_open[sight.step][hit.index] & known[hit.sight][hit.index]
            for row in hit.index[tells & undecided[hit.index]].tolist():
                where = int(basis[one.channel][row])
                if not spoke[where, row]:
                    chances.setdefault(row, {}).setdefault(where, set()).add(c)
    out = []
    for row, by_basis in chances.items():
        if len(by_basis) >= left[row]:
            looks = tuple(sorted((frozenset(some) for some in by_basis.values()), key=sorted))
            out.append((float(table.weight[row]), int(left[row]), looks))
    return out


def value(cases: Sequence[Case], chosen: frozenset[int]) -> Floats:
    """(cases,) whether each is in time with the looks chosen: what the programme maximises, for a check of it."""
    return np.array([sum(bool(looks & chosen) for looks in case.looks) >= case.needed for case in cases], float)
