"""Scores are what scoringrules says they are, proper, and indifferent to order."""

import numpy as np
import pytest
import scoringrules as sr
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from tocsin.judge import scores

RNG = np.random.Generator(np.random.PCG64(7))
chance = st.floats(0.001, 0.999)


def test_brier_and_logarithmic_equal_scoringrules() -> None:
    p, y = RNG.random(500), RNG.integers(0, 2, 500)
    assert np.abs(scores.brier(p, y) - sr.brier_score(y, p)).max() < 1e-12
    assert np.abs(scores.logarithmic(p, y) - sr.log_score(y, p)).max() < 1e-9
    assert scores.logarithmic([1.0, 0.0], [0, 1]).tolist() == [np.inf, np.inf]
    assert scores.logarithmic([1.0, 0.0], [1, 0]).tolist() == [0.0, 0.0]


def test_crps_of_samples_and_quantiles_equals_scoringrules() -> None:
    drawn, y = RNG.gamma(2, 5, (200, 50)), RNG.gamma(2, 5, 200)
    assert np.abs(scores.crps_sample(drawn, y) - sr.crps_ensemble(y, drawn, estimator="nrg")).max() < 1e-9
    levels = np.array([0.05, 0.25, 0.5, 0.75, 0.95])
    quantiles = np.quantile(drawn, levels, axis=1).T
    assert np.abs(scores.crps_quantiles(quantiles, levels.tolist(), y) - sr.crps_quantile(y, quantiles, levels)).max() < 1e-9


@pytest.mark.parametrize(("size", "mean"), [(0.5, 3.0), (5.0, 50.0), (40.0, 1.0)])
def test_crps_of_counts_equals_scoringrules_and_their_logarithm_scipy(size: float, mean: float) -> None:
    chances = stats.nbinom.pmf(np.arange(4000), size, size / (size + mean))
    y = RNG.negative_binomial(size, size / (size + mean), 60)
    found = scores.crps_counts(np.tile(chances, (60, 1)), y)
    assert np.abs(found - [sr.crps_negbinom(float(one), size, size / (size + mean)) for one in y]).max() < 1e-9
    logs = scores.logarithmic_counts(np.tile(chances, (60, 1)), y)
    # Not scoringrules: its logs_negbinom is infinite for every count in 0.10.
    assert np.abs(logs + stats.nbinom.logpmf(y, size, size / (size + mean))).max() < 1e-9


def test_a_count_beyond_the_last_costs_each_step() -> None:
    assert scores.crps_counts([[1.0]], [5]).tolist() == [5.0]
    assert scores.logarithmic_counts([[0.5, 0.5]], [2]).tolist() == [np.inf]


def test_the_interval_score_equals_scoringrules() -> None:
    low, high, y = RNG.random(100), 1 + RNG.random(100), 3 * RNG.random(100) - 0.5
    assert np.abs(scores.interval(low, high, y) - sr.interval_score(y, low, high, 0.1)).max() < 1e-12


@settings(deadline=None, max_examples=50)
@given(chance, chance)
def test_brier_and_logarithmic_are_proper(true: float, other: float) -> None:
    for rule in (scores.brier, scores.logarithmic):
        honest, false = (float((rule([p, p], [1, 0]) * [true, 1 - true]).sum()) for p in (true, other))
        assert honest <= false + 1e-12


@settings(deadline=None, max_examples=50)
@given(st.lists(st.floats(0.01, 1), min_size=2, max_size=9), st.lists(st.floats(0.01, 1), min_size=2, max_size=9))
def test_crps_and_logarithm_of_counts_are_proper(true: list[float], other: list[float]) -> None:
    size = max(len(true), len(other))
    p, q = (np.pad(np.array(one) / sum(one), (0, size - len(one))) for one in (true, other))
    y = np.arange(size)
    for rule in (scores.crps_counts, scores.logarithmic_counts):
        got = [rule(np.tile(one, (size, 1)), y) for one in (p, q)]
        honest, false = (float((p[p > 0] * one[p > 0]).sum()) for one in got)
        assert honest <= false + 1e-12


@settings(deadline=None, max_examples=50)
@given(st.lists(st.floats(0, 50), min_size=1, max_size=12), st.floats(0, 50), st.randoms())
def test_the_order_of_samples_is_irrelevant_and_one_sample_is_the_absolute_error(drawn: list[float], y: float, random: object) -> None:
    turned = list(drawn)
    random.shuffle(turned)  # type: ignore[attr-defined]
    assert scores.crps_sample([drawn], [y])[0] == pytest.approx(scores.crps_sample([turned], [y])[0], abs=1e-12)
    assert scores.crps_sample([[drawn[0]]], [y])[0] == pytest.approx(abs(drawn[0] - y), abs=1e-12)


def test_what_does_not_fit_is_refused() -> None:
    for p, y in (([1.2], [1]), ([0.2], [0.5]), ([0.2, 0.3], [1])):
        with pytest.raises(ValueError, match=r"between|outcome"):
            scores.brier(p, y)
    with pytest.raises(ValueError, match="levels"):
        scores.crps_quantiles([[1.0]], [0.1, 0.5], [1])


def test_skill_is_the_share_of_the_reference_that_is_saved() -> None:
    assert scores.skill([0.1, 0.1], [0.2, 0.2]) == pytest.approx(0.5)
    assert scores.skill([0.3], [0.2]) == pytest.approx(-0.5)
    assert np.isnan(scores.skill([0.0], [0.0]))
