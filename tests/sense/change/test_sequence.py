"""Dates of change: found where they were put, at the stated rate where nothing was."""

import numpy as np
import pytest

from tests.sense.change import speckle
from tocsin.sense.change import sequence
from tocsin.sense.change.wishart import intensities

FORM, LOOKS, DATES, N = intensities(2), 4.4, 8, 30_000


def test_a_large_change_is_dated_where_it_was_put_and_a_return_too() -> None:
    stack = speckle.intensities(np.random.default_rng(1), DATES, 2_000, LOOKS)
    stack[3:6] *= 30
    found = sequence.changes(stack, FORM, LOOKS, sequence.nominal(DATES, 1e-4))
    dated = found.mean(axis=1)
    assert dated[2] > 0.99
    assert dated[5] > 0.99
    assert np.delete(dated, [2, 5]).max() < 0.01


def test_where_nothing_changes_the_stated_rate_holds_for_the_whole_series() -> None:
    stack = speckle.intensities(np.random.default_rng(2), DATES, N, LOOKS)
    found = sequence.changes(stack, FORM, LOOKS, sequence.nominal(DATES, 0.01))
    assert found.any(axis=0).mean() == pytest.approx(0.01, abs=0.002)


def test_limits_measured_on_controls_hold_where_nature_varies_and_the_nominal_ones_do_not() -> None:
    stack = speckle.intensities(np.random.default_rng(3), DATES, 3 * N, LOOKS, weather_db=1.0, natural_db=1.0)
    limits = sequence.measured(stack[:, :, :N], FORM, LOOKS, 0.01)
    fresh = stack[:, :, N:]
    assert sequence.changes(fresh, FORM, LOOKS, limits).any(axis=0).mean() == pytest.approx(0.01, abs=0.002)
    assert sequence.changes(fresh, FORM, LOOKS, sequence.nominal(DATES, 0.01)).any(axis=0).mean() > 0.02


def test_pixels_without_a_value_never_change_and_too_few_controls_flag_nothing() -> None:
    stack = speckle.intensities(np.random.default_rng(4), DATES, 50, LOOKS)
    stack[4:] *= 100
    stack[2, 0, :25] = np.nan
    assert not sequence.changes(stack, FORM, LOOKS, sequence.nominal(DATES, 0.01))[:, :25].any()
    few = sequence.measured(stack[:, :, 25:], FORM, LOOKS, 0.01)
    assert not sequence.changes(stack, FORM, LOOKS, few).any()


@pytest.mark.parametrize(("alpha", "expected"), [(0.1, 1.0), (0.25, 2.0), (0.05, -1.0), (1.0, 10.0)])
def test_a_limit_is_the_kth_smallest_chance(alpha: float, expected: float) -> None:
    values = np.array([3.0, 1, 2, 5, 4, 7, 6, 8, 9, np.nan, 10])
    assert sequence.lower(values, min(alpha, 10 / 11)) == expected
