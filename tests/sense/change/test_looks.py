"""Equivalent looks: the trigamma function against scipy, and looks found again in simulated speckle."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import polygamma

from tests.sense.change import speckle
from tocsin.sense.change import looks


@given(st.floats(0.1, 1e4))
def test_trigamma_is_scipys(x: float) -> None:
    assert looks.trigamma(x) == pytest.approx(float(polygamma(1, x)), rel=1e-10)


@pytest.mark.parametrize("true", [1.5, 4.4, 20.0])
def test_looks_are_found_whatever_the_weather(true: float) -> None:
    stack = speckle.intensities(np.random.default_rng(3), 6, 20_000, true, weather_db=2.0)
    assert looks.equivalent(stack) == pytest.approx(true, rel=0.03)


def test_nature_counts_as_fewer_looks() -> None:
    stack = speckle.intensities(np.random.default_rng(3), 6, 20_000, 4.4, natural_db=1.0)
    assert 3 < looks.equivalent(stack) < 4.2


def test_bounds_and_wrong_calls() -> None:
    assert looks.equivalent(np.ones((3, 1, 5))) == looks.MOST
    assert looks.equivalent(np.random.default_rng(0).gamma(0.3, 1, (5, 1, 1000))) == looks.FEWEST
    with pytest.raises(ValueError, match="two dates"):
        looks.equivalent(np.ones((1, 1, 5)))
    with pytest.raises(ValueError, match="every date"):
        looks.equivalent(np.zeros((3, 1, 5)))
