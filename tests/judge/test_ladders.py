"""Rows by days lasted are the dense matrix they stand for; ratios and scaled priors keep every row a distribution."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.judge.timed import DURATIONS, dense, timed
from tocsin.judge.durations import aged
from tocsin.judge.ladders import Aged, Ladder
from tocsin.judge.parameters import draw_ladder, draws_for


def drawn(seed: int, kinds: tuple[str, ...]) -> Ladder:
    problem = timed(kinds)
    draws = draws_for(3, problem.observing, seed)
    return aged(draw_ladder(problem.processes[0], draws), problem.processes[0], draws)


kinds = st.lists(st.sampled_from(sorted(DURATIONS)), min_size=0, max_size=3).map(tuple)


@given(seed=st.integers(0, 1000), kinds=kinds)
@settings(max_examples=20, deadline=None)
def test_a_night_is_the_dense_matrix(seed: int, kinds: tuple[str, ...]) -> None:
    ladder = drawn(seed, kinds)
    rng = np.random.default_rng(seed)
    J = rng.random((len(ladder.rows), 2, ladder.lanes))
    h = rng.random((len(ladder.rows), len(ladder.events), ladder.lanes))
    for lane in range(ladder.lanes):
        A = dense(ladder, lane)
        assert ladder.spread(J)[..., lane] == pytest.approx(A.T @ J[..., lane], abs=1e-14)
        assert ladder.expect(h)[..., lane] == pytest.approx(A @ h[..., lane], abs=1e-14)
        assert A.sum(1) + ladder.H[..., lane].sum(1) == pytest.approx(np.ones(len(A)), abs=1e-12)
    assert isinstance(ladder, Aged) == bool(kinds)
    assert ladder.start.sum(0) == pytest.approx(np.ones(ladder.lanes))
    assert ladder.by_state(ladder.start)[:, 0] == pytest.approx(ladder.prior)


@given(seed=st.integers(0, 1000), kinds=kinds, ratio=st.floats(0.0, 500.0), factor=st.floats(0.01, 100.0))
@settings(max_examples=20, deadline=None)
def test_pushed_and_scaled_rows_stay_distributions(seed: int, kinds: tuple[str, ...], ratio: float, factor: float) -> None:
    ladder = drawn(seed, kinds)
    many = np.full(ladder.lanes, ratio)
    pushed = ladder.pushed({("routine", "signalling"): many, ("imminent", "strike"): many, ("preparation", "imminent"): many})
    for one in (pushed, ladder.scaled(factor)):
        for lane in range(ladder.lanes):
            A = dense(one, lane)
            assert (A >= -1e-12).all()
            assert A.sum(1) + one.H[..., lane].sum(1) == pytest.approx(np.ones(len(A)), abs=1e-9)


def test_a_ratio_multiplies_its_move_and_no_other() -> None:
    for kinds in ((), ("gamma", "lognormal")):
        ladder = drawn(1, kinds)
        two = ladder.pushed({("routine", "signalling"): np.full(ladder.lanes, 2.0), ("imminent", "strike"): np.full(ladder.lanes, 3.0)})
        before, after = dense(ladder, 0), dense(two, 0)
        rows = np.array(ladder.rows)
        moves = before.copy()
        moves[np.ix_(rows == 0, rows == 1)] *= 2
        np.fill_diagonal(moves, 0)
        away = after.copy()
        np.fill_diagonal(away, 0)
        living = rows[:, None] != rows[None]
        assert (after * living) == pytest.approx(moves * living)
        assert two.H[rows == 3, 0] == pytest.approx(ladder.H[rows == 3, 0] * 3)
        assert two.H[rows != 3] == pytest.approx(ladder.H[rows != 3])
        same = ladder.pushed({("routine", "signalling"): np.ones(ladder.lanes)})
        assert dense(same, 0) == pytest.approx(before, abs=1e-15)
