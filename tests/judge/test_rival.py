"""The rival reading: the second state, with Bayes factors between the two by the filter's own runs; copies move nothing."""

import numpy as np
import pytest

from tests.judge.test_ach import LOUD, standing
from tests.judge.worlds import AS_OF, SOURCES, case, problem, watched
from tocsin.judge import rival
from tocsin.judge.filter import run
from tocsin.model import to_json


def test_a_factor_is_how_the_evidence_alone_moves_the_odds_of_the_two_states() -> None:
    where = standing()
    found = rival.between(where)
    names = where.process.states
    first, second = names.index(found.leading), names.index(found.rival)
    w = where.weights / where.weights.sum()

    def states(data: list[object]) -> list[float]:
        alpha = run(where.model(), data, where.days).alpha  # type: ignore[arg-type]  # data of the standing
        return [float(part) for part in where.model().ladder.by_state((alpha * w).sum(1)[:, None]).T[0]]

    whole = states(list(where.data))
    assert sorted(whole, reverse=True)[:2] == pytest.approx([found.probability, found.rival_probability], abs=1e-9)
    assert whole[first] >= whole[second] >= max(p for n, p in enumerate(whole) if n not in (first, second))
    none = states([])
    for row in found.rows:
        alone = states([datum for datum in where.data if datum.player == row.observation])
        assert row.factor == pytest.approx((alone[second] / alone[first]) / (none[second] / none[first]), rel=1e-6)
    assert [abs(np.log(row.factor)) for row in found.rows] == sorted((abs(np.log(row.factor)) for row in found.rows), reverse=True)


@pytest.mark.parametrize("copies", [1, 50])
def test_copies_move_nothing(copies: int) -> None:
    copied = [case("a", 9, "alpha", copies=copies), LOUD[1]]
    assert to_json(rival.between(standing(copied))) == to_json(rival.between(standing()))


def test_a_silence_speaks_for_the_calmer_state_and_nothing_tells_nothing() -> None:
    silent = rival.between(standing([], [watched("satellite", "transport", 30, 20)]))
    assert [row.silent for row in silent.rows] == [True]
    assert rival.between(standing([])).rows == ()


def test_a_process_that_is_not_there_has_no_rival() -> None:
    some = problem(start_days=60)
    assert rival.rival(some, (), (), (), SOURCES, as_of=AS_OF, process="elsewhere", draws=16) is None
