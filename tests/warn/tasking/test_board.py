"""Gains of looks: each is exactly what working everything out again says, and no look is worth less than nothing."""

from dataclasses import replace

import pytest

from tests.warn.tasking.made import NEEDS, declared, setting
from tocsin.warn.margin.plans import all_plans, shares
from tocsin.warn.tasking.board import Board, opportunities, useful


@pytest.mark.parametrize("confirmations", [1, 2, 3])
def test_gains_are_what_working_it_out_again_says(confirmations: int) -> None:
    where = setting(declared(confirmations))
    board = Board(where, None, NEEDS)
    plans, weight = all_plans(where, where.declared.paths), shares(where.drawn, where.declared.paths)
    direct = sum(weight[k] @ plan.not_in_time(NEEDS).mean(1) for k, plan in enumerate(plans)) / where.draws
    assert board.missed == pytest.approx(direct, abs=1e-12)
    offered = opportunities(where)
    gains = board.gains(offered)
    assert (gains >= -1e-12).all()
    for one, gain in zip(offered, gains, strict=True):
        again = Board(replace(where, sky=where.sky.ordering([one.key])), None, NEEDS)
        assert gain == pytest.approx(board.missed - again.missed, abs=1e-12)


def test_ordering_one_after_the_other_is_ordering_them_all() -> None:
    where = setting()
    offered = opportunities(where)[:5]
    board = Board(where, None, NEEDS)
    for one in offered:
        board.order(one)
    board.refresh()
    again = Board(replace(where, sky=where.sky.ordering([one.key for one in offered])), None, NEEDS)
    assert board.missed == pytest.approx(again.missed, abs=1e-12)


def test_what_meets_no_step_is_left_out() -> None:
    where = setting()
    board = Board(where, None, NEEDS)
    offered = opportunities(where)
    assert len(offered) == 11
    kept = useful(board, offered)
    assert {one.key for one in offered} - {one.key for one in kept} <= {one.key for one in offered if board.gain(one) == 0}
