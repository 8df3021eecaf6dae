"""Which look, feed or reading to take next: what takes most off the chance of not being warned in time, within a number or a budget."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import numpy as np

from tocsin.model.margin import ALL, NextLook
from tocsin.model.pathways import Option
from tocsin.model.tasking import Checked, Pick, Solved, Tasking
from tocsin.warn.margin import blind
from tocsin.warn.margin.plans import Setting
from tocsin.warn.tasking.board import Board, Chance, opportunities, useful
from tocsin.warn.tasking.choosing import Allowed, Boards, Choice, at_random, evaluated, greedy, in_turn
from tocsin.warn.tasking.milp import SECONDS, solve
from tocsin.warn.tasking.options import applied
from tocsin.warn.tasking.told import limited

DRAWS, INNER = 32, 32
"""of what looks are chosen on, and, of another seed, of what the choice is checked on"""
RANDOM_TRIES = 8
NEXT = 5


def boards(setting: Setting, pathway: str | None, needs: float) -> Boards:
    """Boards of a setting with options had and looks ordered."""

    def made(options: Sequence[Option], looks: Sequence[Chance]) -> Board:
        declared = setting.declared
        for option in options:
            declared = applied(declared, option)
        sky = setting.sky.ordering([look.key for look in looks])
        return Board(replace(setting, declared=declared, sky=sky), pathway, needs)

    return made


def few(setting: Setting, seed: int | None = None) -> Setting:
    """The setting with as many draws as a choice needs."""
    return replace(setting, draws=min(DRAWS, setting.draws), inner=min(INNER, setting.inner), seed=setting.seed if seed is None else seed)


def next_looks(setting: Setting, pathway: str | None, needs: float, most: int = NEXT) -> tuple[NextLook, ...]:
    """The single looks that would take most off P(not in time), each by itself."""
    offered = opportunities(setting)
    if not offered:
        return ()
    board = Board(few(setting), pathway, needs)
    offered = useful(board, offered)
    gains = board.gains(offered)
    order = sorted(range(len(offered)), key=lambda k: (-gains[k], offered[k].hours, offered[k].key))[:most]
    return tuple(
        NextLook(
            site=offered[k].place,
            sensor=offered[k].satellite,
            at=setting.as_of + timedelta(hours=offered[k].hours),
            gain=float(gains[k]),
            channel=offered[k].channel,
            look=offered[k].look,
        )
        for k in order
        if gains[k] > 0
    )


def tasking(
    setting: Setting,
    problem: str,
    *,
    most: int,
    pathway: str | None = None,
    needs: float | None = None,
    budget: float | None = None,
    exact: bool = False,
) -> Tasking:
    """At most `most` looks and options within a budget, greedily; with `exact` also by the mixed-integer programme. Both out of sample."""
    declared = setting.declared
    needed = declared.own.needs_hours if needs is None else needs
    chosen_on, other = few(setting), few(setting, setting.seed + 1)
    offered = opportunities(chosen_on)
    made = boards(chosen_on, pathway, needed)
    tries = [False] if budget is None else [False, True]
    choices = [greedy(made, offered, declared.options, most, Allowed(declared.limits, budget), by_cost) for by_cost in tries]
    best = min(choices, key=lambda choice: choice.left[-1])
    fresh = boards(other, pathway, needed)
    before = fresh([], []).missed
    checked = [_checked("greedy", best.looks, [o for o in best.picks if isinstance(o, Option)], fresh, before)]
    solved = None
    if exact:
        found = solve(made([], []), useful(made([], []), offered), most, Allowed(declared.limits, budget), setting.seed)
        after = made([], [])
        solved = Solved(
            picks=_picked(_in_order(after, found.picks), setting),
            scenarios=found.cases,
            sample=found.sampled,
            gap=found.gap,
            seconds_limit=SECONDS,
            optimal=found.optimal,
        )
        checked.append(_checked("milp", found.picks, [], fresh, before))
    if len(best.looks) < len(best.picks) and offered:  # the baselines take looks alone: so does this, to be set beside them
        alone = greedy(made, offered, (), most, Allowed(declared.limits, budget))
        checked.append(_checked("greedy-looks", alone.looks, [], fresh, before))
    checked += _baselines(offered, most, setting, budget, fresh, before)
    return Tasking(
        problem=problem,
        pathway=pathway or ALL,
        as_of=setting.as_of,
        seed=setting.seed,
        draws=chosen_on.draws,
        scenarios=sum(len(table.weight) for table in made([], []).tables),
        needs_hours=needed,
        most=most,
        budget=budget,
        spent=sum(one.cost for one in best.picks),
        offered=len(offered),
        before=best.left[0],
        after=best.left[-1],
        bound=best.bound,
        bound_submodular=best.bound_submodular,
        violations=best.violations,
        picks=_picked(best, setting),
        checked=tuple(checked),
        solved=solved,
        passes=setting.sky.kind,
        blind=blind(setting),
        constraints=tuple(limited(declared.limits, {}, "en")),
        limits=declared.limits,
    )


def _in_order(board: Board, looks: Sequence[Chance]) -> Choice:
    """Looks told in the order in which each takes most off what the others left."""
    choice, rest = Choice([], [board.missed], []), list(looks)
    while rest:
        gains = board.gains(rest)
        one = rest.pop(int(np.argmax(gains)))
        board.order(one)
        board.refresh()
        choice.picks.append(one)
        choice.gains.append(choice.left[-1] - board.missed)
        choice.left.append(board.missed)
    return choice


def _checked(method: str, looks: Sequence[Chance], options: Sequence[Option], fresh: Boards, before: float) -> Checked:
    return Checked(method=method, looks=len(looks) + len(options), before=before, after=evaluated(fresh(options, []), looks))


def _baselines(offered: Sequence[Chance], most: int, setting: Setting, budget: float | None, fresh: Boards, before: float) -> list[Checked]:
    limits = setting.declared.limits
    turn = in_turn(offered, most, Allowed(limits, budget))
    rng = np.random.Generator(np.random.PCG64(np.random.SeedSequence([setting.seed, 11])))
    lots = [at_random(offered, most, Allowed(limits, budget), rng) for _ in range(RANDOM_TRIES)]
    after = float(np.mean([evaluated(fresh([], []), some) for some in lots]))
    return [
        _checked("round-robin", turn, [], fresh, before),
        Checked(method="random", looks=min((len(some) for some in lots), default=0), before=before, after=after),
    ]


def _picked(choice: Choice, setting: Setting) -> tuple[Pick, ...]:
    rows = []
    for one, gain, left in zip(choice.picks, choice.gains, choice.left[1:], strict=True):
        if isinstance(one, Option):
            rows.append(Pick(kind="option", id=one.id, name=one.name, channel=one.channel, cost=one.cost, gain=gain, left=left))
        else:
            at = setting.as_of + timedelta(hours=one.hours)
            pick = Pick(
                kind="look",
                id=one.look,
                site=one.place,
                sensor=one.satellite,
                channel=one.channel,
                at=at,
                cost=one.cost,
                gain=gain,
                left=left,
            )
            rows.append(pick)
    return tuple(rows)
