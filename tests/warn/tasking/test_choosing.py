"""Choosing looks: greedy against every set, its bound above the best, and constraints that hold."""

import itertools
from dataclasses import replace

import numpy as np
import pytest

from tests.warn.tasking.made import NEEDS, declared, setting
from tocsin.model.pathways import Limits, Option
from tocsin.warn.tasking import boards
from tocsin.warn.tasking.board import Board, Chance, opportunities
from tocsin.warn.tasking.choosing import Allowed, at_random, evaluated, greedy, in_turn, savings_bound

WATCH = Option(id="watch", name={"en": "night watch"}, cost=1.0, note="", around_the_clock=True)
PRESS = Option(id="more-press", name={"en": "more press"}, cost=1.0, note="", channel="press", times=4.0)


@pytest.mark.parametrize(("confirmations", "most"), [(1, 2), (2, 2), (2, 3), (3, 3)])
def test_greedy_is_near_the_best_of_every_set_and_the_bound_above_it(confirmations: int, most: int) -> None:
    where = setting(declared(confirmations), inner=8)
    offered = opportunities(where)
    board = Board(where, None, NEEDS)
    before = board.missed
    best = max(before - evaluated(Board(where, None, NEEDS), some) for some in itertools.combinations(offered, most))
    choice = greedy(boards(where, None, NEEDS), offered, (), most, Allowed(Limits()))
    saved = choice.left[0] - choice.left[-1]
    assert best >= saved - 1e-12
    assert saved >= 0.85 * best
    assert choice.bound >= best - 1e-12
    assert savings_bound(board, offered, most) == pytest.approx(choice.bound)
    assert board.missed == pytest.approx(before, abs=1e-15), "asking for a bound changes nothing"


def test_what_is_left_only_falls_and_gains_add_up() -> None:
    where = setting()
    choice = greedy(boards(where, None, NEEDS), opportunities(where), (), 6, Allowed(Limits()))
    assert choice.left == sorted(choice.left, reverse=True)
    assert sum(choice.gains) == pytest.approx(choice.left[0] - choice.left[-1])
    again = Board(replace(where, sky=where.sky.ordering([one.key for one in choice.looks])), None, NEEDS)
    assert again.missed == pytest.approx(choice.left[-1], abs=1e-12)


def test_constraints_hold_for_every_way_of_choosing() -> None:
    where = setting()
    offered = opportunities(where)
    limits = Limits(per_satellite_day=1, apart_minutes=60 * 15, per_channel={"optical": 1})
    greedy_ = greedy(boards(where, None, NEEDS), offered, (), 6, Allowed(limits, 6.0)).looks
    for picks in (
        greedy_,
        in_turn(offered, 6, Allowed(limits, 6.0)),
        at_random(offered, 6, Allowed(limits, 6.0), np.random.default_rng(0)),
    ):
        assert picks
        _hold(picks, limits, 6.0)


def _hold(picks: list[Chance], limits: Limits, budget: float) -> None:
    assert sum(one.cost for one in picks) <= budget
    assert len({one.key for one in picks}) == len(picks)
    for one, other in itertools.combinations(picks, 2):
        if one.satellite == other.satellite:
            assert int(one.hours // 24) != int(other.hours // 24)
            assert abs(one.hours - other.hours) * 60 >= limits.apart_minutes
    assert sum(one.channel == "optical" for one in picks) <= 1


def test_options_are_taken_where_they_save_more() -> None:
    where = setting()
    choice = greedy(boards(where, None, NEEDS), opportunities(where), (WATCH, PRESS), 3, Allowed(Limits()))
    assert any(isinstance(one, Option) for one in choice.picks)
    assert choice.bound >= choice.left[0] - choice.left[-1] - 1e-12
    assert greedy(boards(where, None, NEEDS), [], (PRESS,), 3, Allowed(Limits(), 0.5)).picks == []


def test_by_cost_spends_less_for_as_much() -> None:
    where = setting()
    by_cost = greedy(boards(where, None, NEEDS), opportunities(where), (), 8, Allowed(Limits(), 4.0), by_cost=True)
    assert sum(one.cost for one in by_cost.looks) <= 4.0
    assert by_cost.looks
