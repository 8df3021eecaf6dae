"""Draws: their ends, their order along a ladder, their independence of one another."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.judge.worlds import STATES, between, indicator, problem
from tocsin.judge.parameters import draw_chain, draw_ladder, draw_rates, draws_for, ladder, normals, positive, probability, rates_for
from tocsin.library.pooling import Answer, pool
from tocsin.model.declared import Range
from tocsin.model.numbers import SHAPE

PROBLEM = problem(indicator("storage"), indicator("words", cheap=True))
DRAWS = draws_for(1000, PROBLEM.observing, 7)


def test_ends_are_the_5th_and_95th_percentile() -> None:
    z = normals(0, "x", 4000)
    for kind, bounds in ((probability, between(0.02, 0.4)), (positive, between(3, 90))):
        assert np.quantile(kind(bounds, z), [0.05, 0.95]) == pytest.approx([bounds.low, bounds.high], rel=0.02)


def test_a_number_s_draws_depend_on_its_name_and_the_seed_alone() -> None:
    assert np.array_equal(normals(0, "x", 50), normals(0, "x", 50))
    assert not np.array_equal(normals(0, "x", 50), normals(0, "y", 50))
    assert not np.array_equal(normals(0, "x", 50), normals(1, "x", 50))
    assert abs(np.corrcoef(normals(0, "x", 4000), normals(0, "y", 4000))[0, 1]) < 0.06


@given(st.lists(st.tuples(st.floats(0.001, 0.5), st.floats(0.001, 0.49)), min_size=2, max_size=5))
@settings(max_examples=50, deadline=None)
def test_no_draw_turns_a_meaning_round(levels: list[tuple[float, float]]) -> None:
    lows = sorted(low for low, _ in levels)
    highs = sorted(low + gap for low, gap in levels)
    bounds = [between(low, max(low, high)) for low, high in zip(lows, highs, strict=True)]
    assert (np.diff(ladder(bounds, normals(0, "x", 200)), axis=0) >= 0).all()
    assert (np.diff(ladder(bounds[::-1], normals(0, "x", 200)), axis=0) <= 0).all()


def test_ladder_rows_leak_into_events_only() -> None:
    drawn = draw_ladder(PROBLEM.processes[0], DRAWS)
    assert drawn.A.sum(1) + drawn.H.sum(1) == pytest.approx(np.ones((4, DRAWS.lanes)))
    assert (drawn.A >= 0).all()
    assert (np.diff(drawn.H, axis=0) >= 0).all()
    assert drawn.pairs == tuple((g, h) for g in range(4) for h in range(4) if abs(g - h) <= 1)


def test_scaled_hazards_stay_a_ladder() -> None:
    drawn = draw_ladder(PROBLEM.processes[0], DRAWS)
    for factor in (10.0, 0.1, 1e6):
        scaled = drawn.scaled(factor)
        assert scaled.A.sum(1) + scaled.H.sum(1) == pytest.approx(np.ones((4, DRAWS.lanes)))
        assert (scaled.A >= 0).all()
    assert drawn.scaled(10).H[0] == pytest.approx(10 * drawn.H[0])


def test_an_episode_is_long_enough_for_its_prevalence() -> None:
    high = indicator("storage", [(0.9, 0.97)] * len(STATES), episode_days=between(2, 4))
    chain = draw_chain(high, PROBLEM.processes[0], DRAWS)
    assert (chain.u <= 1).all()
    assert chain.u / (chain.u + chain.d) == pytest.approx(chain.p, rel=1e-9)


def test_sources_and_lives() -> None:
    storage, words = PROBLEM.indicators
    hit, false = draw_rates("alpha", rates_for("A", storage, PROBLEM.observing), DRAWS)
    assert (hit >= false).all()
    assert rates_for("A", words, PROBLEM.observing) == PROBLEM.observing.cheap_rates
    assert rates_for(None, storage, PROBLEM.observing).reliability == "F"
    assert DRAWS.lanes == 1000
    assert sorted(set(DRAWS.eps().tolist())) == pytest.approx([1 / 60, 1 / 10])
    assert draws_for(7, PROBLEM.observing, 0).lanes == 8


def test_an_error_life_without_end_is_never_redrawn() -> None:
    assert (draws_for(4, problem(lives=(float("inf"),)).observing, 0).eps() == 0).all()


def test_a_pooled_shape_is_drawn_as_pooled() -> None:
    """Two camps stay two camps: quantiles of the draws are those of the shape, on either scale, one quantile along a ladder."""
    n = 4000
    z = normals(0, "n", n)
    camps = pool([Answer(0.01, None, 0.03), Answer(0.4, None, 0.6)], "logit")
    bounds = Range(low=camps[SHAPE.index(0.05)], high=camps[SHAPE.index(0.95)], shape=camps)
    drawn = np.sort(probability(bounds, z))
    for share, value in zip(SHAPE, camps, strict=True):
        if 0.001 < share < 0.999:
            assert (drawn <= value).mean() == pytest.approx(share, abs=2 / n)
    assert ((drawn > 0.1) & (drawn < 0.25)).mean() < 0.06, "hardly anything between the camps"
    days = pool([Answer(2, None, 9)], "log")
    z = normals(0, "n", 400)
    assert positive(Range(low=2, high=9, shape=days), z) == pytest.approx(positive(Range(low=2, high=9), z), rel=0.02)
    rising = ladder([between(0.001, 0.005), bounds], z)
    assert (np.diff(rising, axis=0) >= 0).all()
