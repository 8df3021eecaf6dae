"""How many of the next days: exact where nothing is forgotten, and days that last are learnt."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from tocsin.judge import daily
from tocsin.judge.daily import DayCandidate

days = st.lists(st.sampled_from([0.0, 1.0, math.nan]), min_size=1, max_size=40)


@settings(deadline=None, max_examples=50)
@given(days, st.integers(1, 7))
def test_independent_days_are_beta_binomial(y: list[float], horizon: int) -> None:
    found = daily.forecast(y, horizon, len(y), candidates=(DayCandidate(math.inf, False),)).chances[0]
    a, b = (sum(day == one for day in y) + 0.5 for one in (1.0, 0.0))
    assert found == pytest.approx(stats.betabinom.pmf(np.arange(horizon + 1), horizon, a, b), abs=1e-10)


@settings(deadline=None, max_examples=50)
@given(days, st.integers(1, 7))
def test_chances_sum_to_one_and_later_days_change_nothing(y: list[float], horizon: int) -> None:
    alone = daily.forecast(y, horizon, len(y))
    assert alone.chances.sum() == pytest.approx(1)
    assert np.array_equal(alone.chances, daily.forecast([*y, 1.0, 0.0, 1.0], horizon, len(y), len(y)).chances)


def test_days_that_last_are_told_from_days_that_do_not() -> None:
    rng = np.random.Generator(np.random.PCG64(2))
    lasting, free = [1.0], (rng.random(400) < 0.5).astype(float)
    for u in rng.random(399):
        lasting.append(lasting[-1] if u < 0.9 else 1 - lasting[-1])
    for y, expected in ((lasting, True), (free, False)):
        weights = daily.forecast(y, 1, 400).weights[0]
        share = sum(w for w, one in zip(weights, daily.CANDIDATES, strict=True) if one.lasting)
        assert (share > 0.9) if expected else (share < 0.5)
    after = daily.forecast(lasting, 1, 400, candidates=(DayCandidate(math.inf, True),)).chances[0]
    assert after[int(lasting[-1])] == pytest.approx(0.9, abs=0.05)
