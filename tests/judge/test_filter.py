"""The factored filter against plain enumeration, and against the closed forms for an indicator that does not change."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.judge.models import Case, case, draw_data, evidence, random_case
from tocsin.judge.exact import ExactIndicator, enumerate_posteriors
from tocsin.judge.filter import Datum, Model, quiet, run

DAYS = 40
FROZEN = 1e12


def total_variation(some: Case, data: list[Datum], days: int = DAYS) -> float:
    """Between the filter's and the enumeration's last state posterior."""
    reference, _ = enumerate_posteriors(some.A, some.prior, some.indicators, evidence(some, data, days))
    return float(np.abs(run(some.model, data, days - 1).alpha[:, 0] - reference[-1]).sum() / 2)


@given(seed=st.integers(0, 10_000), sources=st.integers(1, 3))
@settings(max_examples=25, deadline=None)
def test_one_indicator_equals_enumeration(seed: int, sources: int) -> None:
    rng = np.random.default_rng(seed)
    some = random_case(rng, 1, sources, states=4)
    data = draw_data(rng, some, DAYS)
    reference, logs = enumerate_posteriors(some.A, some.prior, some.indicators, evidence(some, data, DAYS))
    post = run(some.model, [data[i] for i in rng.permutation(len(data))], DAYS - 1)
    assert np.abs(post.alpha[:, 0] - reference[-1]).max() < 1e-12
    assert post.log_evidence[0] == pytest.approx(logs[-1], abs=1e-9)


@pytest.mark.parametrize(("indicators", "bound"), [(2, 0.01), (3, 0.02), (4, 0.02)])
def test_factoring_across_indicators_costs_little(indicators: int, bound: float) -> None:
    errors = []
    for seed in range(12):
        rng = np.random.default_rng(seed)
        some = random_case(rng, indicators, 1)
        errors.append(total_variation(some, draw_data(rng, some, DAYS)))
    assert np.mean(errors) < 0.002
    assert max(errors) < bound


def test_factoring_is_exact_where_no_two_states_flow_into_one() -> None:
    rng = np.random.default_rng(3)
    p = [np.sort(rng.uniform(0.05, 0.8, 3)) for _ in range(3)]
    some = case(np.eye(3) * 0.999, np.array([0.6, 0.3, 0.1]), [ExactIndicator(x, 20.0, 0.2, ((0.7, 0.1, 0.02),)) for x in p])
    assert total_variation(some, draw_data(rng, some, DAYS)) < 1e-12


def test_sources_beyond_three_are_factored_and_stay_near_enumeration() -> None:
    errors = []
    for seed in range(12):
        rng = np.random.default_rng(seed)
        some = random_case(rng, 1, 4)
        errors.append(total_variation(some, draw_data(rng, some, DAYS)))
    assert np.mean(errors) < 0.01
    assert 0 < max(errors) < 0.1


def fixed(
    p: tuple[float, float] = (0.1, 0.6), a: float = 0.65, b: float = 0.05, *, hidden: float = 0.0, life: float = FROZEN, sources: int = 1
) -> Case:
    """Two states that never change, with an indicator that lasts."""
    return case(np.eye(2), np.array([0.5, 0.5]), [ExactIndicator(np.array(p), life, hidden, ((a, b, 0.0),) * sources)])


def odds(some: Case, data: list[Datum], days: int) -> float:
    alpha = run(some.model, data, days - 1).alpha[:, 0]
    return float(alpha[1] / alpha[0])


def reports(count: int, source: str = "0") -> list[Datum]:
    return [Datum(day, "0", source, "report", "p") for day in range(count)]


def silences(count: int, c: float, source: str = "0") -> list[Datum]:
    return [Datum(day, "0", source, "silent", "p", np.array([c])) for day in range(count)]


rates = st.tuples(st.floats(0.3, 0.95), st.floats(0.005, 0.3)).filter(lambda r: r[0] > r[1])
levels = st.tuples(st.floats(0.02, 0.4), st.floats(0.4, 0.9))
shares = st.floats(0.0, 0.8)


@given(p=levels, r=rates, hidden=shares, count=st.integers(1, 30))
@settings(max_examples=40, deadline=None)
def test_n_repeats_on_one_episode_weigh_as_one(p: tuple[float, float], r: tuple[float, float], hidden: float, count: int) -> None:
    some, (a, b), o = fixed(p, *r, hidden=hidden), r, 1 - hidden
    closed = (1 + p[1] * o * (a / b - 1)) / (1 + p[0] * o * (a / b - 1))
    assert odds(some, reports(1), 30) == pytest.approx(closed, rel=1e-9)
    assert odds(some, reports(count), 30) == pytest.approx(closed, rel=1e-6)
    assert closed <= min(a / b, p[1] / p[0]) * (1 + 1e-12)


@given(p=levels, r=rates, life=st.floats(12, 90), count=st.integers(2, 20))
@settings(max_examples=30, deadline=None)
def test_n_repeats_weigh_no_more_than_the_latest_alone(p: tuple[float, float], r: tuple[float, float], life: float, count: int) -> None:
    some = fixed(p, *r, life=life)
    assert odds(some, reports(count), count) <= odds(some, reports(count)[-1:], count) * 1.001


@given(p=levels, r=rates, hidden=shares, c=st.floats(0.05, 1.0), days=st.integers(1, 120), sources=st.integers(1, 3))
@settings(max_examples=40, deadline=None)
def test_silence_follows_its_closed_form_and_keeps_its_floor(
    p: tuple[float, float], r: tuple[float, float], hidden: float, c: float, days: int, sources: int
) -> None:
    some, (a, b), o = fixed(p, *r, hidden=hidden, sources=sources), r, 1 - hidden
    data = [datum for j in range(sources) for datum in silences(days, c, str(j))]
    seen, unseen = (((1 - q) + q * (1 - c) ** days) ** sources for q in (a, b))
    closed = (unseen + p[1] * o * (seen - unseen)) / (unseen + p[0] * o * (seen - unseen))
    assert odds(some, data, days) == pytest.approx(closed, rel=1e-6)
    assert odds(some, data, days) >= (1 - p[1] * o) / (1 - p[0] * o) - 1e-9


def test_published_values_of_two_cases() -> None:
    """The prototype's table (PERSISTENT.md): episodes of 10,000 days, and of 30 days with errors that live 60."""
    assert odds(fixed(life=1e4), reports(1), 1) == pytest.approx(3.73, abs=0.005)
    assert odds(fixed(life=1e4), reports(10), 10) == pytest.approx(3.73, abs=0.005)
    assert odds(fixed(life=1e4), silences(30, 0.63), 30) == pytest.approx(0.662, abs=0.0005)
    lasting = [ExactIndicator(np.array([0.1, 0.6]), 30.0, hidden, ((0.65, 0.05, 1 / 60),)) for hidden in (0.0, 0.3)]
    seen, hidden = (case(np.eye(2), np.array([0.5, 0.5]), [one]) for one in lasting)
    assert odds(seen, reports(10), 10) == pytest.approx(3.45, abs=0.005)
    assert odds(seen, silences(30, 0.63), 30) == pytest.approx(0.369, abs=0.0005)
    assert odds(hidden, reports(10), 10) == pytest.approx(3.01, abs=0.005)
    assert odds(hidden, silences(30, 0.63), 30) == pytest.approx(0.552, abs=0.0005)


@given(seed=st.integers(0, 10_000), bound=st.floats(1.0, 3.0))
@settings(max_examples=25, deadline=None)
def test_a_stance_moves_within_its_bound(seed: int, bound: float) -> None:
    rng = np.random.default_rng(seed)
    some = random_case(rng, 2, 2, states=4)
    data = [datum for datum in draw_data(rng, some, DAYS) if datum.kind != "stance"]
    stance = Datum(int(rng.integers(DAYS)), "0", "ministry", "stance", "q", np.array([1 / bound]))
    before, after = (run(some.model, d, DAYS - 1).alpha[:, 0] for d in (data, [*data, stance]))
    for s in range(1, 4):
        old, new = (alpha[s:].sum() / alpha[:s].sum() for alpha in (before, after))
        assert old / bound * (1 - 0.02) <= new <= old * bound * (1 + 0.02)


def test_every_day_without_an_event_is_conditioned_on() -> None:
    some = random_case(np.random.default_rng(1), 1, 1)
    state = some.prior
    for _ in range(200):
        state = state @ some.A
        state = state / state.sum()
    assert run(some.model, [], 200).alpha[:, 0] == pytest.approx(state, abs=1e-12)


def test_a_run_taken_up_after_a_quiet_stretch_is_the_same_run() -> None:
    rng = np.random.default_rng(5)
    some = random_case(rng, 2, 2)
    late = [Datum(d.day + 60, d.indicator, d.source, d.kind, d.player, d.value) for d in draw_data(rng, some, 20)]
    whole = run(some.model, late, 80)
    resumed = run(some.model, late, 80, start=quiet(some.model, ["0", "1"], 60))
    assert np.array_equal(whole.alpha, resumed.alpha)


def test_an_indicator_without_evidence_changes_nothing_but_itself() -> None:
    rng = np.random.default_rng(6)
    some = random_case(rng, 2, 1)
    data = [datum for datum in draw_data(rng, some, 30) if datum.indicator == "0"]
    assert run(some.model, data, 30).alpha == pytest.approx(run(some.model, data, 30, indicators=["0"]).alpha, abs=1e-14)
    assert 0 < run(some.model, data, 30).on["1"][0] < 1


def test_evidence_outside_its_lanes_does_not_count() -> None:
    rng = np.random.default_rng(7)
    some = random_case(rng, 1, 2)
    data = draw_data(rng, some, 20)
    two: Model = some.model.take(np.array([0, 0]))
    wide = [d.take(np.array([0, 0])) for d in data]
    masked = run(two, wide, 20, present=lambda _: np.array([True, False]))
    assert masked.alpha[:, 0] == pytest.approx(run(some.model, data, 20).alpha[:, 0], abs=1e-14)
    assert masked.alpha[:, 1] == pytest.approx(run(some.model, [], 20).alpha[:, 0], abs=1e-14)


def test_error_life_matters_only_beyond_one_day() -> None:
    """With errors redrawn daily a second report says more; the longer they live, the less it says."""
    values = []
    for eps in (1.0, 1 / 10, 1 / 60, 0.0):
        some = case(np.eye(2), np.array([0.5, 0.5]), [ExactIndicator(np.array([0.1, 0.6]), FROZEN, 0.0, ((0.65, 0.05, eps),))])
        values.append(odds(some, reports(10), 10))
    assert all(more > less for more, less in pairwise(values))


def test_a_silence_without_its_chance_is_refused() -> None:
    with pytest.raises(ValueError, match="silent without a value"):
        run(fixed().model, [Datum(0, "0", "0", "silent", "p")], 1)
