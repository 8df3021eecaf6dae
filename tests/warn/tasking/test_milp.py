"""All looks at once: the best on its sample, by trying every set; limits held; and told where HiGHS is missing."""

import builtins
import itertools
from typing import Any

import pytest

from tests.warn.tasking.made import NEEDS, setting
from tocsin.errors import CannotFinish
from tocsin.model.pathways import Limits
from tocsin.warn.tasking.board import Board, opportunities
from tocsin.warn.tasking.choosing import Allowed
from tocsin.warn.tasking.milp import sample, solve, value


def test_it_is_the_best_of_every_set_on_its_sample(capfd: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("highspy", reason="highspy, the extra task, is not installed")
    board = Board(setting(inner=8), None, NEEDS)
    offered = opportunities(board.setting)
    cases, sampled = sample(board, offered, 0)
    weights = [case.weight for case in cases]
    assert sampled >= len(cases) > 20
    found = solve(board, offered, 3, Allowed(Limits()), 0)
    assert found.optimal
    assert capfd.readouterr().out == "", "the solver says nothing where a JSON document goes"
    mine = frozenset(k for k, one in enumerate(offered) if one in found.picks)
    assert len(mine) <= 3
    best = max(value(cases, frozenset(some)) @ weights for some in itertools.combinations(range(len(offered)), 3))
    assert value(cases, mine) @ weights == pytest.approx(best)


def test_the_sample_stands_for_what_is_worked_out() -> None:
    board = Board(setting(inner=16), None, NEEDS)
    offered = opportunities(board.setting)
    cases, _ = sample(board, offered, 1)
    every = value(cases, frozenset(range(len(offered)))) @ [case.weight for case in cases]
    before = board.missed
    for one in offered:
        board.order(one)
    board.refresh()
    assert every == pytest.approx(before - board.missed, rel=0.15)


def test_limits_hold() -> None:
    pytest.importorskip("highspy", reason="highspy, the extra task, is not installed")
    board = Board(setting(inner=8), None, NEEDS)
    limits = Limits(per_satellite_day=1, apart_minutes=600, per_channel={"optical": 1})
    picks = solve(board, opportunities(board.setting), 5, Allowed(limits, 5.0), 0).picks
    assert sum(one.cost for one in picks) <= 5.0
    assert sum(one.channel == "optical" for one in picks) <= 1
    for one, other in itertools.combinations(picks, 2):
        assert one.satellite != other.satellite or (abs(one.hours - other.hours) >= 10 and int(one.hours // 24) != int(other.hours // 24))


def test_where_highs_is_missing_it_says_which_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = builtins.__import__

    def without(name: str, *more: Any, **named: Any) -> Any:
        if name == "highspy":
            raise ImportError(name)
        return plain(name, *more, **named)

    monkeypatch.setattr(builtins, "__import__", without)
    board = Board(setting(inner=8), None, NEEDS)
    with pytest.raises(CannotFinish, match="task"):
        solve(board, opportunities(board.setting), 2, Allowed(Limits()), 0)
