"""Intervals hold the truth as often as they say, also for daily forecasts that share most of their days."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.judge import resampling


def _covered(dependence: int, horizon: int, worlds: int = 120) -> float:
    """How often the 90% interval of a mean holds 0: moving sums of so many independent values, over 400 days."""
    rng, inside = np.random.Generator(np.random.PCG64(11)), 0
    for world in range(worlds):
        noise = rng.normal(size=400 + dependence)
        series = np.convolve(noise, np.ones(dependence), "valid")[:400]
        weight = resampling.weights(np.arange(400), horizon, resamples=200, seed=world)
        assert weight is not None
        low, high = resampling.of_mean(series, weight)
        inside += low <= 0 <= high
    return inside / worlds


def test_blocks_hold_what_single_days_do_not() -> None:
    assert 0.84 <= _covered(1, 1) <= 0.96
    assert _covered(14, 14) >= 0.78
    assert _covered(14, 1) < 0.75, "blocks of one horizon are needed: shorter ones claim too much"


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 60), min_size=20, max_size=80), st.integers(1, 5), st.randoms())
def test_order_is_irrelevant_and_every_day_is_drawn_whole(days: list[int], horizon: int, random: object) -> None:
    weight = resampling.weights(days, horizon, resamples=20)
    order = list(range(len(days)))
    random.shuffle(order)  # type: ignore[attr-defined]
    other = resampling.weights([days[i] for i in order], horizon, resamples=20)
    if weight is None:
        assert other is None
        return
    assert other is not None
    assert np.array_equal(weight[:, order], other)
    for day in set(days):
        assert len(np.unique(weight[:, np.array(days) == day], axis=1).T) == 1


def test_too_few_blocks_give_no_interval() -> None:
    assert resampling.weights(np.arange(60), 30) is None
    assert resampling.weights(np.zeros(100), 1) is None
    assert resampling.weights([], 1) is None
