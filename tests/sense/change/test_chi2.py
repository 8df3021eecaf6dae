"""Tails of chi-square against scipy, for few and for many degrees of freedom."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2 as oracle

from tocsin.sense.change import chi2

Z = np.concatenate([[-1.0, 0.0], np.geomspace(1e-6, 400, 60)])


@pytest.mark.parametrize("degrees", [*range(1, 30), 200, 599, 600, 1461])
def test_tails_are_scipys(degrees: int) -> None:
    z = np.concatenate([Z, np.linspace(max(1e-3, degrees - 200), degrees + 400, 50)])
    np.testing.assert_allclose(chi2.survival(z, degrees), oracle.sf(z, degrees), rtol=1e-9, atol=1e-280)


@given(st.integers(1, 50), st.floats(-0.5, 0.5))
def test_the_mixture_is_the_weighed_sum(degrees: int, weight: float) -> None:
    plain, beyond = oracle.sf(Z, degrees), oracle.sf(Z, degrees + 4)
    expected = np.clip(plain + weight * (beyond - plain), 0, 1)
    np.testing.assert_allclose(chi2.mixture(Z, degrees, weight), expected, rtol=1e-8, atol=1e-12)


def test_what_is_no_number_stays_none() -> None:
    assert np.isnan(chi2.survival(np.array([np.nan]), 3))[0]
    with pytest.raises(ValueError, match="degrees"):
        chi2.survival(Z, 0)
