"""The enumeration against itself: rows that sum to one, a start that stays, and a brute sum over paths."""

import itertools

import numpy as np
import pytest

from tocsin.judge.exact import ExactIndicator, enumerate_posteriors, start, states_of, transition

ONE = ExactIndicator(np.array([0.1, 0.5]), 10.0, 0.3, ((0.7, 0.1, 0.05), (0.6, 0.2, 0.0)))


def test_cells_are_stochastic_and_start_stationary() -> None:
    M, q = transition(ONE), start(ONE)
    assert len(states_of(ONE)) == 12
    assert M.sum(2) == pytest.approx(np.ones((2, 12)))
    assert q.sum(1) == pytest.approx([1, 1])
    assert np.einsum("sk,skl->sl", q, M) == pytest.approx(q, abs=1e-12)


def test_enumeration_equals_a_sum_over_all_paths() -> None:
    one = ExactIndicator(np.array([0.2, 0.6]), 5.0, 0.2, ((0.7, 0.1, 0.1),))
    A, prior = np.array([[0.9, 0.08], [0.1, 0.85]]), np.array([0.8, 0.2])
    values, M, q = np.array(states_of(one)), transition(one), start(one)
    days = [1.0 * (values[:, 1] == 1), 1 - 0.4 * values[:, 1], 1 - 0.4 * values[:, 1]]
    total = np.zeros(2)
    for path in itertools.product(itertools.product(range(2), range(len(values))), repeat=3):
        (s, k), weight = path[0], 1.0
        weight = prior[s] * q[s, k] * days[0][k]
        for day, ((g, i), (h, j)) in enumerate(itertools.pairwise(path), 1):
            weight *= A[g, h] * M[h, i, j] * days[day][j]
        total[path[-1][0]] += weight
    got, _ = enumerate_posteriors(A, prior, [one], [[day] for day in days])
    assert got[-1] == pytest.approx(total / total.sum(), abs=1e-12)


def test_too_many_indicators_are_refused() -> None:
    with pytest.raises(ValueError, match="too many"):
        enumerate_posteriors(np.eye(2), np.array([0.5, 0.5]), [ONE] * 30, [])
