"""Confirmation by bases that do not rest on the same thing: exact beside the sum over every outcome."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.warn.margin.made import channel, is_, path, pathways, relay, setting, sky, step, strategy
from tests.warn.margin.oracle import enumerated
from tocsin.judge.kernel import VARIABLE
from tocsin.model.pathways import Channel, Sees
from tocsin.warn.margin.confirming import coincidences
from tocsin.warn.margin.drawn import Drawn
from tocsin.warn.margin.plans import Plan, worked

chances = st.floats(0.05, 0.95)


def plan_of(channels: tuple[Channel, ...], hidden: tuple[float, float], needed: int) -> Plan:
    steps = (
        step("a", 10, concealed=is_(hidden[0]), explained=is_(0.25), places=("here",)),
        step("b", 6, after=("a",), concealed=is_(hidden[1]), places=("here",)),
    )
    way = path(*steps, strategies=(strategy(),))
    over = sky("eye", "here", [3.0, 12.0], [0.9, 0.5])
    return worked(setting(pathways((way,), channels, needed), over=over, inner=2), way, way.strategies[0], np.full((1, 2, 6), 1e-12))


@settings(max_examples=25)
@given(st.lists(chances, min_size=7, max_size=7), st.integers(1, 3), st.sampled_from([-1.0, 3.0, 8.0, 14.0, 50.0]), st.booleans())
def test_exact_beside_the_sum_over_every_outcome(p: list[float], needed: int, by: float, decisive: bool) -> None:
    channels = (
        channel("eye", {"a": Sees(per_look=is_(p[0])), "b": Sees(per_look=is_(p[0]), recognised=is_(p[1]))}, basis="image", sensors=("s",)),
        channel("press", {"a": Sees(once=is_(p[2]))}, basis="leak", relays=relay("image", p[3])),
        channel("office", {"a": Sees(once=is_(p[4])), "b": Sees(once=is_(p[4]))}, basis="briefing", decisive=decisive),
    )
    plan = plan_of(channels, (p[5], p[6]), needed)
    trials = [
        ("eye", "image", "a", 3.0, p[0] * 0.9),
        ("eye", "image", "b", 12.0, p[0] * 0.5),
        ("press", "leak", "a", 0.0, p[2]),
        ("office", "briefing", "a", 0.0, p[4]),
        ("office", "briefing", "b", 10.0, p[4]),
    ]
    is_open = {"a": (1 - p[5]) * 0.75, "b": 1 - p[6]}
    alone = frozenset({"office"}) if decisive else frozenset()
    exact = enumerated(trials, is_open, {("eye", "b"): p[1]}, {"press": ("image", p[3])}, by, needed, alone)
    assert plan.unconfirmed(np.full((1, 2), by + 1e-6))[0, 0] == pytest.approx(exact, abs=1e-9)


def test_two_channels_on_one_image_are_one_confirmation() -> None:
    eye = channel("eye", {"a": Sees(once=is_(1.0))}, basis="image")
    again = channel("paper", {"a": Sees(once=is_(1.0))}, basis="image")
    other = channel("people", {"a": Sees(once=is_(1.0))}, basis="people")
    forever = np.full((1, 2), 1e6)
    assert plan_of((eye, again), (0.0, 0.0), 2).unconfirmed(forever)[0, 0] == 1.0
    assert plan_of((eye, other), (0.0, 0.0), 2).unconfirmed(forever)[0, 0] == pytest.approx(0.25)  # explained away as a step


def test_another_array_library_says_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("array_api_strict", reason="array-api-strict is not installed")
    channels = (
        channel("press", {"a": Sees(rate_per_day=is_(3))}, basis="leak", latency=2.0, relays=relay("briefing", 0.4)),
        channel("office", {"a": Sees(once=is_(0.4)), "b": Sees(once=is_(0.3))}, basis="briefing", latency=3.0),
    )
    plan = plan_of(channels, (0.2, 0.3), 2)
    here = plan.not_in_time(2.0)
    monkeypatch.setenv(VARIABLE, "strict")
    assert np.allclose(plan.not_in_time(2.0), here, atol=1e-14)


def test_nobody_looks_and_nothing_is_confirmed() -> None:
    assert (plan_of((), (0.2, 0.3), 2).never() == 1.0).all()


@pytest.mark.parametrize("needed", [1, 2, 3])
def test_false_confirmations_beside_counting_them(needed: int) -> None:
    rates, days = {"x": 0.05, "y": 0.1, "z": 0.08}, 5.0
    channels = [channel(name, {}, false_per_day=is_(rate)) for name, rate in rates.items()]
    rng = np.random.default_rng(0)
    years, horizon = 600, 600 * 365.25
    times = [(t, name) for name, rate in rates.items() for t in rng.uniform(0, horizon, rng.poisson(rate * horizon))]
    last, count = dict.fromkeys(rates, -1e9), 0
    for t, name in sorted(times):
        fresh = t - last[name] > days
        others = sum(t - last[other] <= days for other in rates if other != name)
        count += fresh and others == needed - 1
        last[name] = t
    found = coincidences(channels, Drawn(1), needed, np.full((1, 1), days))[0, 0]
    assert found == pytest.approx(count / years, rel=0.08)
