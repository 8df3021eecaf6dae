"""Smoothing against plain enumeration, an unrolled network's own smoother, and what must hold of looking back."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.judge.models import Case, case, draw_data, evidence, random_case
from tests.judge.test_durations import model as timed_model
from tests.judge.test_pushes import pushed
from tests.judge.test_staging import staged_model
from tests.judge.timed import dense
from tocsin.judge.exact import ExactIndicator, enumerate_posteriors, enumerate_smoothed
from tocsin.judge.filter import run
from tocsin.judge.pushes import Spell
from tocsin.judge.smoothing import smooth

DAYS = 20


def error(some: Case, seed: int, days: int = DAYS) -> float:
    """Largest total variation over days between the smoother and enumeration."""
    data = draw_data(np.random.default_rng(seed), some, days)
    reference = enumerate_smoothed(some.A, some.prior, some.indicators, evidence(some, data, days))
    return float((np.abs(smooth(some.model, data, days - 1).smoothed[..., 0] - reference).sum(1) / 2).max())


@given(seed=st.integers(0, 10_000), sources=st.integers(1, 3))
@settings(max_examples=12, deadline=None)
def test_one_indicator_equals_enumeration(seed: int, sources: int) -> None:
    rng = np.random.default_rng(seed)
    some = random_case(rng, 1, sources, states=4)
    data = draw_data(rng, some, DAYS)
    seen = evidence(some, data, DAYS)
    found = smooth(some.model, [data[i] for i in rng.permutation(len(data))], DAYS - 1)
    assert np.abs(found.smoothed[..., 0] - enumerate_smoothed(some.A, some.prior, some.indicators, seen)).max() < 1e-12
    filtered, logs = enumerate_posteriors(some.A, some.prior, some.indicators, seen)
    assert np.abs(found.filtered[..., 0] - filtered).max() < 1e-12
    assert found.log_evidence[:, 0] == pytest.approx(logs, abs=1e-9)


def test_exact_where_no_two_states_flow_into_one() -> None:
    rng = np.random.default_rng(3)
    p = [np.sort(rng.uniform(0.05, 0.8, 3)) for _ in range(2)]
    some = case(np.eye(3) * 0.999, np.array([0.6, 0.3, 0.1]), [ExactIndicator(x, 20.0, 0.2, ((0.7, 0.1, 0.02),)) for x in p])
    assert error(some, 3) < 1e-12


@pytest.mark.parametrize(("indicators", "sources", "bound"), [(2, 1, 0.02), (3, 1, 0.03), (1, 4, 0.1)])
def test_factoring_costs_the_smoother_little(indicators: int, sources: int, bound: float) -> None:
    errors = [error(random_case(np.random.default_rng(seed), indicators, sources), seed, 12) for seed in range(6)]
    assert np.mean(errors) < bound / 3
    assert max(errors) < bound


@pytest.mark.parametrize("seed", range(3))
def test_days_lasted_conditions_and_deception_are_smoothed_exactly(seed: int) -> None:
    rng = np.random.default_rng(seed)
    some = random_case(rng, 1, 2, states=4)
    data = draw_data(rng, some, DAYS)
    model, by_row, _, ladder = timed_model(seed, ("gamma", "hazards"))
    reference = enumerate_smoothed(dense(ladder, 0), ladder.start[:, 0], by_row, evidence(some, data, DAYS))
    by_state = np.stack([ladder.by_state(day[:, None])[:, 0] for day in reference])
    assert np.abs(smooth(model, data, DAYS - 1).smoothed[..., 0] - by_state).max() < 1e-12
    small = random_case(np.random.default_rng(seed), 1, 2)
    fewer = draw_data(rng, small, DAYS)
    _, pushing = pushed(seed, (Spell(4, 9),), 5.0)
    nights = np.stack([dense(pushing.on_night(night), 0) for night in range(DAYS - 1)])
    reference = enumerate_smoothed(nights, small.prior, small.indicators, evidence(small, fewer, DAYS))
    assert np.abs(smooth(pushing, fewer, DAYS - 1).smoothed[..., 0] - reference).max() < 1e-12
    staging, indicators, _ = staged_model(seed)
    seen = evidence(Case(small.A, small.prior, tuple(indicators), staging), fewer, DAYS)
    reference = enumerate_smoothed(small.A, small.prior, indicators, seen)
    assert np.abs(smooth(staging, fewer, DAYS - 1).smoothed[..., 0] - reference).max() < 1e-12


def test_the_last_day_is_the_filter_s_and_lanes_do_not_mix() -> None:
    rng = np.random.default_rng(8)
    some = random_case(rng, 3, 4)
    data = draw_data(rng, some, DAYS)
    three = some.model.take(np.array([0, 0, 0]))
    found = smooth(three, [d.take(np.array([0, 0, 0])) for d in data], DAYS - 1)
    last = run(some.model, data, DAYS - 1)
    assert found.smoothed[-1] == pytest.approx(found.filtered[-1], abs=1e-14)
    assert found.filtered[-1][:, :1] == pytest.approx(last.alpha, abs=1e-12)
    assert found.on["1"][-1] == pytest.approx(np.repeat(last.on["1"], 3), abs=1e-12)
    assert found.smoothed[..., 0] == pytest.approx(found.smoothed[..., 2], abs=1e-15)


def test_without_evidence_looking_back_conditions_on_no_event_since() -> None:
    some = random_case(np.random.default_rng(1), 1, 1)
    found = smooth(some.model, [], DAYS)
    ahead = np.linalg.matrix_power(some.A, DAYS).sum(1)
    expected = some.prior * ahead / (some.prior * ahead).sum()
    assert found.smoothed[0, :, 0] == pytest.approx(expected, abs=1e-12)
