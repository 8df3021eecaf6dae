"""Tails of counts equal SciPy's."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special, stats

from tocsin.sense.series import tails

RNG = np.random.default_rng(3)
MEAN, ALPHA = RNG.lognormal(1, 2, 3000), RNG.lognormal(-2, 2, 3000)
SEEN = RNG.poisson(MEAN * RNG.gamma(0.7, 1 / 0.7, 3000)).astype(float)
SIZE, SHARE = 1 / ALPHA, 1 / (1 + ALPHA * MEAN)


def test_logarithm_of_gamma() -> None:
    x = RNG.lognormal(2, 4, 3000)
    assert tails.log_gamma(x) == pytest.approx(special.gammaln(x), rel=1e-12, abs=1e-12)


def test_chance_of_at_least_so_many() -> None:
    assert tails.at_least(SEEN, MEAN, ALPHA) == pytest.approx(stats.nbinom.sf(SEEN - 1, SIZE, SHARE), rel=1e-7, abs=1e-11)


def test_half_of_a_tie_counts() -> None:
    expected = stats.nbinom.sf(SEEN, SIZE, SHARE) + 0.5 * stats.nbinom.pmf(SEEN, SIZE, SHARE)
    assert tails.middle(SEEN, MEAN, ALPHA) == pytest.approx(expected, rel=1e-6, abs=1e-10)


@pytest.mark.parametrize("share", [0.05, 0.5, 0.95])
def test_quantile_is_the_smallest_count_that_has_the_share(share: float) -> None:
    found = tails.quantile(share, MEAN, ALPHA)
    assert (stats.nbinom.cdf(found, SIZE, SHARE) >= share - 1e-9).all()
    assert ((found == 0) | (stats.nbinom.cdf(found - 1, SIZE, SHARE) < share + 1e-9)).all()


@given(st.floats(0.001, 0.999))
def test_normal_quantile_and_tail(share: float) -> None:
    z = tails.normal_quantile(share)
    assert z == pytest.approx(stats.norm.ppf(share), abs=1e-9)
    assert tails.normal_above(np.array([z]))[0] == pytest.approx(1 - share, abs=1e-12)


@given(st.floats(0.01, 500), st.floats(1e-5, 10), st.integers(0, 400))
def test_more_is_never_likelier(mean: float, alpha: float, y: int) -> None:
    some = tails.at_least(np.array([y, y + 1.0]), np.full(2, mean), np.full(2, alpha))
    assert 0 <= some[1] <= some[0] <= 1


def test_tails_of_large_counts() -> None:
    mean = np.array([1e5, 1e6, 1e6, 3e5])
    alpha = np.array([1e-5, 1e-5, 0.01, 1.0])
    seen = np.round(mean * np.array([1.002, 1.01, 1.2, 2.5]))
    assert tails.at_least(seen, mean, alpha) == pytest.approx(stats.nbinom.sf(seen - 1, 1 / alpha, 1 / (1 + alpha * mean)), rel=1e-6)
