"""A recurring process against enumeration: every path of states through a short past, by hand."""

import itertools
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.judge.parameters import Draws
from tocsin.judge.recurring import Past, Recurring, climatology
from tocsin.model.declared import Indicator, Process, Range, Transition

START = date(2020, 1, 1)


def point(value: float) -> Range:
    return Range(low=value, high=value)


def process(calm_up: float, down: float, rare: float, often: float) -> Process:
    moves = (("calm", "busy", calm_up), ("busy", "calm", down), ("calm", "blast", rare), ("busy", "blast", often))
    return Process(
        id="p",
        name={"en": "p"},
        states=("calm", "busy"),
        state_names={"calm": {"en": "calm"}, "busy": {"en": "busy"}},
        absorbing=("blast",),
        prior={"calm": 0.7, "busy": 0.3},
        prior_note="invented",
        transitions=tuple(Transition(source_state=a, target=b, per_day=point(rate)) for a, b, rate in moves),
    )


NOTICE = Indicator(
    id="notice",
    name={"en": "notice"},
    what={"en": "notice"},
    side="adversary",
    role="evidence",
    prevalence={"p": {"calm": point(0.05), "busy": point(0.5)}},
    episode_days=point(4.0),
    listed=True,
)
RATES = st.tuples(st.floats(0.01, 0.2), st.floats(0.01, 0.2), st.floats(0.001, 0.05), st.floats(0.05, 0.3))


@settings(max_examples=25, deadline=None)
@given(RATES, st.sets(st.integers(0, 5), max_size=3), st.sets(st.integers(0, 5), max_size=2))
def test_the_filter_equals_the_sum_over_all_paths(rates: tuple[float, float, float, float], blasts: set[int], notices: set[int]) -> None:
    model = Recurring.of(process(*rates), [NOTICE], Draws(1, (float("inf"),), 0))
    past = Past({START + timedelta(d): (0,) for d in blasts}, {"notice": [(START + timedelta(d), START + timedelta(d)) for d in notices]})
    found = model.run(model.begin(START - timedelta(days=1)), START + timedelta(days=5), past)
    A, H, u = model.ladder.A[..., 0], model.ladder.H[:, 0, 0], model.chains["notice"].u[:, 0]
    total = np.zeros(2)
    for path in itertools.product(range(2), repeat=7):
        p = model.ladder.prior[path[0]]
        for day in range(6):
            before, after = path[day], path[day + 1]
            p *= (H[before] if before == after else 0.0) if day in blasts else A[before, after]
            p *= u[after] if day in notices else 1 - u[after]
        total[path[-1]] += p
    assert found.alpha[:, 0] == pytest.approx(total / total.sum(), abs=1e-12)
    assert found.log_likelihood[0] == pytest.approx(np.log(total.sum()), abs=1e-10)


def test_a_run_may_be_cut_anywhere() -> None:
    model = Recurring.of(process(0.05, 0.1, 0.01, 0.2), [NOTICE], Draws(20, (float("inf"),), 0))
    past = Past({START + timedelta(3): (0,), START + timedelta(9): (0,)}, {"notice": [(START + timedelta(7), START + timedelta(9))]})
    begun = model.begin(START - timedelta(days=1))
    whole = model.run(begun, START + timedelta(days=20), past)
    half = model.run(model.run(begun, START + timedelta(days=8), past), START + timedelta(days=20), past)
    assert np.allclose(whole.alpha, half.alpha, atol=1e-14)
    assert np.allclose(whole.log_likelihood, half.log_likelihood, atol=1e-12)


def test_events_teach_the_rate() -> None:
    wide = process(0.05, 0.1, 0.01, 0.2)
    moves = tuple(
        Transition(source_state=m.source_state, target=m.target, per_day=Range(low=m.per_day.low / 20, high=min(0.5, m.per_day.high * 5)))
        for m in wide.transitions
    )
    loose = Process(**{**{name: getattr(wide, name) for name in wide.__struct_fields__}, "transitions": moves})
    model = Recurring.of(loose, [], Draws(400, (float("inf"),), 0))
    begun = model.begin(START - timedelta(days=1))
    busy = model.run(begun, START + timedelta(days=200), Past({START + timedelta(d): (0,) for d in range(0, 200, 10)}, {}))
    calm = model.run(begun, START + timedelta(days=200), Past({}, {}))
    chance = [float((model.outlook(run, 30)[0] * run.weights()).sum()) for run in (busy, calm)]
    unlearned = float(model.outlook(calm, 30)[0].mean())
    assert chance[0] > 0.8
    assert chance[1] < unlearned < chance[0]


@given(st.integers(0, 5), st.integers(50, 5000), st.integers(1, 365))
def test_climatology_rises_with_counts_and_with_the_horizon(count: int, days: int, horizon: int) -> None:
    first, as_of = START, START + timedelta(days=days)
    happened = [first] * count
    now = climatology(happened, first, as_of, horizon)
    assert 0 < now < 1
    assert climatology([*happened, first], first, as_of, horizon) > now
    assert climatology(happened, first, as_of, horizon + 1) > now
    assert climatology([*happened, as_of + timedelta(days=1)], first, as_of, horizon) == now
