"""The correction by past p-values: nothing where the law is right, much where it is wrong, and never out of order."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.sense.series.calibrated import calibrated


def test_uniform_ones_stay() -> None:
    raw = np.random.default_rng(1).uniform(size=(900, 30))
    late = calibrated(raw, 365, 120)[300:]
    for level in (0.001, 0.01, 0.05, 0.3, 0.7):
        assert (late <= level).mean() == pytest.approx(level, abs=0.15 * level + 0.0008)


def test_too_small_ones_grow() -> None:
    """p squared: ten times in a hundred below .01."""
    raw = np.random.default_rng(2).uniform(size=(1500, 30)) ** 2
    late = calibrated(raw, 365, 60)[600:]
    assert (raw[600:] <= 0.01).mean() > 0.09
    assert (late <= 0.01).mean() < 0.025


@given(st.lists(st.floats(1e-9, 1), min_size=3, max_size=60), st.floats(1e-9, 1), st.floats(1e-9, 1))
def test_a_more_unusual_day_never_gets_a_larger_p(past: list[float], one: float, other: float) -> None:
    both = np.array([[*past, one], [*past, other]]).T
    found = calibrated(both, 365, 60)[-1]
    assert (found[0] <= found[1] + 1e-12) == (one <= other) or found[0] == pytest.approx(found[1], rel=1e-6)
    assert 0 < found.min() <= found.max() <= 1


def test_what_is_not_there_teaches_nothing() -> None:
    raw = np.random.default_rng(3).uniform(size=(50, 1)) ** 3
    gapped = np.insert(raw, [20] * 7, np.nan, axis=0)
    assert calibrated(gapped, 365, 60)[-1] == pytest.approx(calibrated(raw, 365, 60)[-1])
    assert np.isnan(calibrated(gapped, 365, 60)[20:27]).all()
