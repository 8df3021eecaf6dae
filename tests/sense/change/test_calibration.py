"""Conformal ranks: exact on small cases, valid on any scores; rates that cannot be resolved are refused."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.errors import UsageError
from tocsin.sense.change import calibration

numbers = st.lists(st.integers(-5, 5).map(float), min_size=1, max_size=30)


@given(numbers, numbers)
def test_ranks_count_controls_at_least_as_large(control: list[float], scores: list[float]) -> None:
    found = calibration.ranks(np.array([*control, np.nan]), np.array(scores))
    expected = [(1 + sum(c >= s for c in control)) / (1 + len(control)) for s in scores]
    assert found.tolist() == pytest.approx(expected)


@given(st.lists(st.integers(0, 4).map(float), min_size=2, max_size=12), st.floats(0.01, 1))
def test_over_all_orders_no_more_than_alpha_is_flagged(values: list[float], alpha: float) -> None:
    """Each value in turn against the others: what exchangeability averages over, ties and all."""
    flagged = [calibration.ranks(np.array(values[:i] + values[i + 1 :]), np.array([v]))[0] <= alpha + 1e-12 for i, v in enumerate(values)]
    assert np.mean(flagged) <= alpha + 1e-9


def test_the_own_past_takes_what_the_site_always_shows() -> None:
    rng = np.random.default_rng(0)
    past, now = rng.beta(0.5, 1, 50_000), rng.beta(0.5, 1, 50_000)
    assert (now <= 0.01).mean() > 0.05
    assert (calibration.own_past(past, now) <= 0.01).mean() == pytest.approx(0.01, abs=0.002)


def test_unseen_pixels_stay_unseen() -> None:
    assert np.isnan(calibration.ranks(np.arange(5.0), np.array([np.nan])))[0]


def test_rates_that_the_controls_cannot_resolve_are_refused() -> None:
    with pytest.raises(UsageError, match=r"0\.001 cannot be measured on 200 control pixels: it needs 10,000.*from --alpha 0\.05 on"):
        calibration.check(0.001, 200, "control pixels")
    calibration.check(0.001, 10_000, "control pixels")
    with pytest.raises(UsageError, match="none"):
        calibration.check(0.5, 3, "control pixels")


def test_rates_are_measured_on_what_had_no_part_in_them() -> None:
    rng = np.random.default_rng(1)
    parts = [rng.normal(size=20_000) for _ in range(4)]
    found = calibration.held_out(parts, 0.01)
    assert found is not None
    assert found.mean == pytest.approx(0.01, abs=0.001)
    assert found.low <= found.mean <= found.high
    assert (found.pixels, found.parts) == (80_000, 4)
    odd = calibration.held_out([*parts[:3], parts[3] + 1], 0.01)
    assert odd is not None
    assert odd.high > 0.05
    assert calibration.held_out(parts[:1], 0.01) is None


def test_a_share_is_ranked_among_shares() -> None:
    assert calibration.rank_of_share(0.5, [0.1, 0.2, 0.5]) == 0.5
    assert calibration.rank_of_share(0.9, [0.1, 0.2, 0.5]) == 0.25
    assert calibration.rank_of_share(0.9, []) == 1
