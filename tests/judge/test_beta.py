"""Jeffreys' posterior against scipy."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from tocsin.judge.beta import below, posterior, quantile


@given(st.integers(0, 400), st.integers(0, 400))
def test_the_posterior_is_scipys(yes: int, no: int) -> None:
    found, oracle = posterior(yes, yes + no), stats.beta(yes + 0.5, no + 0.5)
    assert found.mean == pytest.approx(oracle.mean(), abs=1e-12)
    assert found.low == pytest.approx(oracle.ppf(0.05), abs=1e-9)
    assert found.high == pytest.approx(oracle.ppf(0.95), abs=1e-9)


@given(st.floats(0.001, 0.999), st.floats(0.2, 300), st.floats(0.2, 300))
def test_the_distribution_is_scipys_and_inverts(x: float, a: float, b: float) -> None:
    assert below(x, a, b) == pytest.approx(float(stats.beta(a, b).cdf(x)), abs=1e-11)
    share = below(x, a, b)
    if 1e-9 < share < 1 - 1e-9:
        assert below(quantile(share, a, b), a, b) == pytest.approx(share, abs=1e-9)


@given(st.integers(0, 60), st.integers(0, 60))
def test_yes_and_no_are_mirror_images(yes: int, no: int) -> None:
    one, other = posterior(yes, yes + no), posterior(no, yes + no)
    assert one.low == pytest.approx(1 - other.high, abs=1e-9)


def test_more_yeses_than_cases_are_refused() -> None:
    with pytest.raises(ValueError, match="3 of 2"):
        posterior(3, 2)
