"""Base rates are Jeffreys' posterior, and its quantiles scipy's."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import special, stats

from tocsin.judge import rates


@settings(deadline=None, max_examples=40)
@given(st.floats(0.5, 500), st.floats(0.001, 0.999))
def test_gamma_quantiles_equal_scipy(shape: float, level: float) -> None:
    found = rates.gamma_quantile(shape, level)
    assert found == pytest.approx(stats.gamma.ppf(level, shape), rel=1e-9, abs=1e-12)
    assert rates.gamma_below(shape, found) == pytest.approx(special.gammainc(shape, found), abs=1e-12)


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 200), st.floats(30, 5000), st.floats(1, 400))
def test_a_base_rate_lies_in_its_range_and_grows_with_the_horizon(count: int, days: float, horizon: float) -> None:
    found = rates.base_rate(count, days, horizon)
    assert 0 < found.low <= found.mean <= found.high <= 1
    assert found.mean <= rates.base_rate(count, days, horizon + 1).mean
    exact = 1 - stats.nbinom.pmf(0, count + 0.5, days / (days + horizon))
    assert math.isclose(found.mean, exact, abs_tol=1e-9)
