"""The omnibus test: plain sums by hand, its factors, what it must not see, and its rates on simulated speckle."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import beta

from tests.sense.change import speckle
from tocsin.sense.change import wishart
from tocsin.sense.change.wishart import COVARIANCE, Form, intensities

seeds = st.integers(0, 2**32 - 1)


def drawn(seed: int, form: Form, dates: int, pixels: int = 50) -> speckle.Floats:
    rng = np.random.default_rng(seed)
    return (
        speckle.covariances(rng, dates, pixels, 6)
        if form == COVARIANCE
        else speckle.intensities(rng, dates, pixels, 4.4, bands=form.channels)
    )


def by_hand(stack: speckle.Floats, form: Form) -> speckle.Floats:
    """ln Q / n as the paper writes it: p k ln k + sum ln |X_i| - k ln |sum X_i|, with numpy's determinants of complex matrices."""
    dates, _, pixels = stack.shape
    if form == COVARIANCE:
        c = np.empty((dates, pixels, 2, 2), complex)
        c[..., 0, 0], c[..., 1, 1] = stack[:, 0], stack[:, 1]
        c[..., 0, 1] = stack[:, 2] + 1j * stack[:, 3]
        c[..., 1, 0] = c[..., 0, 1].conj()
        blocks = [c]
    else:
        blocks = [stack[:, i, :, None, None].astype(complex) for i in range(form.channels)]
    total = np.zeros(pixels)
    for block in blocks:
        p = block.shape[-1]
        total += (
            p * dates * math.log(dates)
            + np.log(np.linalg.det(block).real).sum(axis=0)
            - dates * np.log(np.linalg.det(block.sum(axis=0)).real)
        )
    return total


@pytest.mark.parametrize("form", [intensities(1), intensities(2), intensities(3), COVARIANCE])
@pytest.mark.parametrize("dates", [2, 3, 17, 40])
def test_q_is_the_papers(form: Form, dates: int) -> None:
    stack = drawn(dates, form, dates)
    np.testing.assert_allclose(wishart.log_omnibus(stack, form), by_hand(stack, form), rtol=1e-9, atol=1e-12)


@settings(max_examples=30)
@given(seeds, st.sampled_from([intensities(1), intensities(2), COVARIANCE]), st.integers(2, 9))
def test_q_is_the_product_of_its_factors(seed: int, form: Form, dates: int) -> None:
    stack = drawn(seed, form, dates)
    before, total = stack[0].copy(), np.zeros(stack.shape[2])
    for j in range(1, dates):
        total = total + wishart.log_step(before, j, stack[j], form)
        before += stack[j]
    np.testing.assert_allclose(total, wishart.log_omnibus(stack, form), rtol=1e-9, atol=1e-9)


@settings(max_examples=30)
@given(seeds, st.floats(1e-6, 1e6), st.floats(1e-6, 1e6))
def test_calibration_of_a_channel_and_the_order_of_dates_are_not_seen(seed: int, first: float, second: float) -> None:
    stack = drawn(seed, intensities(2), 6)
    plain = wishart.log_omnibus(stack, intensities(2))
    np.testing.assert_allclose(wishart.log_omnibus(stack * np.array([first, second])[:, None], intensities(2)), plain, rtol=1e-6, atol=1e-9)
    np.testing.assert_allclose(wishart.log_omnibus(stack[::-1], intensities(2)), plain, rtol=1e-9, atol=1e-12)


@settings(max_examples=20)
@given(seeds)
def test_a_change_of_basis_of_the_channels_is_not_seen(seed: int) -> None:
    rng = np.random.default_rng(seed)
    stack = drawn(seed, COVARIANCE, 5)
    c = np.array([[stack[:, 0], stack[:, 2] + 1j * stack[:, 3]], [stack[:, 2] - 1j * stack[:, 3], stack[:, 1]]])
    mix = rng.normal(size=(2, 2)) + 1j * rng.normal(size=(2, 2)) + 2 * np.eye(2)
    turned = np.einsum("ij,jktn,lk->iltn", mix, c, mix.conj())
    again = np.stack([turned[0, 0].real, turned[1, 1].real, turned[0, 1].real, turned[0, 1].imag], axis=1)
    np.testing.assert_allclose(wishart.log_omnibus(again, COVARIANCE), wishart.log_omnibus(stack, COVARIANCE), rtol=1e-5, atol=1e-7)


def test_equal_dates_are_no_change_and_what_has_no_value_is_not_told() -> None:
    same = np.ones((4, 2, 3))
    assert wishart.log_omnibus(same, intensities(2)).max() == 0
    assert wishart.omnibus(same, intensities(2), 4.4).min() == 1
    for wrong in (0.0, -1.0, np.nan):
        broken = same.copy()
        broken[1:3, 0, 0] = wrong
        found = wishart.omnibus(broken, intensities(2), 4.4)
        assert np.isnan(found[0])
        assert found[1] == 1
        assert np.isnan(wishart.step(broken[0], 1, broken[1], intensities(2), 4.4)[0])
    with pytest.raises(ValueError, match="dates"):
        wishart.omnibus(same[:1], intensities(2), 4.4)
    with pytest.raises(ValueError, match="channels"):
        wishart.omnibus(same, intensities(3), 4.4)


@pytest.mark.parametrize("looks", [1.0, 3.0, 4.4])
def test_two_dates_of_one_channel_have_the_exact_chance(looks: float) -> None:
    """The ratio x / (x + y) is beta(n, n): the chance of R_2 is exact, and Box's approximation of it must be close."""
    r = np.linspace(0.02, 0.5, 40)
    exact = 2 * beta.cdf(r, looks, looks)
    found = wishart.omnibus(np.stack([r, 1 - r])[:, None], intensities(1), looks)
    assert np.abs(found - exact).max() < (0.01 if looks == 1 else 0.001)


@pytest.mark.parametrize(("form", "looks"), [(intensities(2), 4.4), (COVARIANCE, 6.0)])
def test_stated_rates_are_met_on_speckle(form: Form, looks: float) -> None:
    stack = drawn(7, form, 6, 60_000)
    for found in (wishart.omnibus(stack, form, looks), wishart.step(stack[:4].sum(axis=0), 4, stack[4], form, looks)):
        for alpha in (0.05, 0.01, 0.001):
            assert abs((found <= alpha).mean() - alpha) < 4 * math.sqrt(alpha / found.size) + 0.02 * alpha


def test_constants_add_up_over_blocks() -> None:
    one, two = wishart.omnibus_constants(intensities(1), 8, 4.4), wishart.omnibus_constants(intensities(2), 8, 4.4)
    assert two.degrees == 2 * one.degrees
    assert [two.rho, two.weight] == pytest.approx([one.rho, 2 * one.weight])
    with pytest.raises(ValueError, match="few looks"):
        wishart.omnibus_constants(COVARIANCE, 20, 0.4)
