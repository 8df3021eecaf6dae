"""The backward recursion against simulated worlds and against powers of the whole matrix."""

import numpy as np
import pytest

from tests.judge.worlds import problem
from tocsin.judge.horizon import flat, outlook, reach, without_evidence
from tocsin.judge.parameters import Ladder, draw_ladder, draws_for


def small() -> Ladder:
    A = np.array([[0.95, 0.04, 0.0], [0.05, 0.9, 0.04], [0.0, 0.1, 0.85]])
    H = np.array([[0.007, 0.003], [0.005, 0.005], [0.03, 0.02]])
    pairs = tuple((g, h) for g in range(3) for h in range(3) if A[g, h] > 0)
    return Ladder(("a", "b", "c"), ("x", "y"), A[..., None], H[..., None], np.array([0.7, 0.2, 0.1]), pairs)


def test_recursion_is_the_power_of_the_whole_matrix() -> None:
    ladder = small()
    whole = np.eye(5)
    whole[:3, :3], whole[:3, 3:] = ladder.A[..., 0], ladder.H[..., 0]
    for n, reached in reach(ladder, [1, 7, 30, 90]).items():
        assert reached[..., 0] == pytest.approx(np.linalg.matrix_power(whole, n)[:3, 3:], abs=1e-12)


def test_recursion_agrees_with_simulated_worlds() -> None:
    ladder, rng, worlds = small(), np.random.default_rng(0), 40_000
    chances = np.concatenate([ladder.A[..., 0], ladder.H[..., 0]], 1).cumsum(1)
    state = rng.choice(3, worlds, p=ladder.prior)
    for _ in range(30):
        alive = state < 3
        state[alive] = (rng.random(alive.sum())[:, None] > chances[state[alive]]).sum(1)
    expected = outlook(ladder.prior[:, None], reach(ladder, [30]))[30][:, 0]
    for k in range(2):
        share = (state == 3 + k).mean()
        assert abs(share - expected[k]) < 4 * np.sqrt(expected[k] / worlds)


def test_without_evidence_conditions_on_no_event() -> None:
    ladder = small()
    state = ladder.prior
    for _ in range(50):
        state = state @ ladder.A[..., 0]
    assert without_evidence(ladder, 50)[:, 0] == pytest.approx(state / state.sum(), abs=1e-12)


def test_longer_horizons_hold_shorter_ones() -> None:
    declared = problem()
    ladder = draw_ladder(declared.processes[0], draws_for(200, declared.observing, 0))
    by = reach(ladder, [7, 30, 90])
    assert (by[7] <= by[30]).all()
    assert (by[30] <= by[90]).all()
    assert (by[90].sum(1) <= 1).all()


def test_flat_rate() -> None:
    assert flat(np.array([0.01]), [2])[2][0] == pytest.approx(1 - 0.99**2)
