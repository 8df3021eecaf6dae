"""The count process is Jeffreys' posterior where nothing is forgotten, sums to one, never peeks, and follows a level that moves."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from tocsin.judge import counts, scores
from tocsin.judge.counts import Candidate

SOME = counts.CANDIDATES[::9]
EVER = (Candidate(math.inf, math.inf, False),)
numbers = st.lists(st.integers(0, 30), min_size=3, max_size=25)


@settings(deadline=None)
@given(numbers, st.integers(1, 9))
def test_what_forgets_nothing_is_the_gamma_poisson_predictive(y: list[int], horizon: int) -> None:
    found = counts.forecast(y, horizon, len(y), candidates=EVER).chances[0]
    shape = sum(y) + 0.5
    exact = stats.nbinom.pmf(np.arange(len(found)), shape, len(y) / (len(y) + horizon))
    assert np.abs(found - exact).max() < 1e-9
    none = counts.none_within(y, horizon, EVER)
    assert none == pytest.approx([(len(y) / (len(y) + h)) ** shape for h in range(1, horizon + 1)], abs=1e-9)


@settings(deadline=None)
@given(st.floats(0.1, 50), st.floats(0.1, 200))
def test_the_negative_binomial_equals_scipy(size: float, mean: float) -> None:
    found = counts.log_negative_binomial(np.array([size]), np.array([mean]), 300)[0]
    assert np.abs(found - stats.nbinom.logpmf(np.arange(301), size, size / (size + mean))).max() < 1e-7


@settings(max_examples=12, deadline=None)
@given(numbers, numbers, st.integers(1, 4))
def test_nothing_of_a_later_day_enters_an_earlier_forecast(before: list[int], after: list[int], horizon: int) -> None:
    alone = counts.forecast(before, horizon, len(before), most=400, candidates=SOME)
    longer = counts.forecast([*before, *after], horizon, len(before), len(before), most=400, candidates=SOME)
    assert np.array_equal(alone.chances, longer.chances)
    assert alone.chances.sum() == pytest.approx(1, abs=0.01)
    whole = counts.forecast([*before, *after], horizon, len(before), most=400, candidates=SOME)
    assert np.abs(whole.chances[0] - alone.chances[0]).max() < 1e-12, "one pass over the days gives what each day alone gives"


def test_a_day_not_recorded_is_neither_none_nor_some() -> None:
    y = [3.0, 4.0, 2.0, 5.0]
    gap = [3.0, 4.0, math.nan, math.nan, 2.0, 5.0]
    assert np.allclose(
        counts.forecast(y, 2, 4, candidates=EVER).chances, counts.forecast(gap, 2, 6, candidates=EVER, most=50).chances[:, :51]
    )
    assert np.isfinite(counts.forecast([math.nan] * 5, 3, 5).chances).all()


def test_a_level_that_moves_and_days_that_scatter_are_learnt() -> None:
    rng = np.random.Generator(np.random.PCG64(5))
    level = np.repeat([20.0, 60.0, 15.0, 45.0], 90)
    y = rng.negative_binomial(5, 5 / (5 + level)).astype(float)
    learnt = counts.forecast(y, 1, 60, len(y) - 1)
    alike = counts.forecast(y, 1, 60, len(y) - 1, candidates=EVER)
    outcome = y[60:]
    assert scores.crps_counts(learnt.chances, outcome).mean() < 0.9 * scores.crps_counts(alike.chances, outcome).mean()
    best = counts.CANDIDATES[int(learnt.weights[-1].argmax())]
    assert best.life <= 60
    assert 2 <= best.shape <= 20
    reached = counts.at_least(learnt.chances, 30)
    assert scores.brier(reached, (outcome >= 30).astype(float)).mean() < 0.25


def test_weekdays_are_learnt_where_they_differ() -> None:
    rng = np.random.Generator(np.random.PCG64(6))
    y = rng.poisson(np.where(np.arange(420) % 7 < 5, 12, 3)).astype(float)
    found = counts.forecast(y, 1, 420, 421 - 1)
    weekly = sum(w for w, one in zip(found.weights[0], counts.CANDIDATES, strict=True) if one.weekly)
    assert weekly > 0.99
