"""Whole ways: beside SimPy, and what must hold of any of them."""

from dataclasses import replace
from datetime import timedelta

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.warn.margin.made import MONDAY, between, channel, is_, path, pathways, rich, setting, sky, step, strategy
from tests.warn.margin.oracle import simulated
from tocsin.judge.parameters import Floats
from tocsin.model.pathways import Channel, Pathways, Sees
from tocsin.warn.margin.plans import all_plans, shares, worked
from tocsin.warn.margin.sky import NO_SKY, Sky


def missed(declared: Pathways, needs: float = 6.0, over: Sky = NO_SKY) -> Floats:
    """(K, D, n) by strategy and scenario."""
    where = setting(declared, over=over, draws=8, inner=32)
    return np.stack([plan.not_in_time(needs) for plan in all_plans(where, declared.paths)])


def test_beside_simpy() -> None:
    pytest.importorskip("simpy", reason="simpy, the oracle, is not installed")
    steps = (
        step("load", 12, sigma=0.6, concealed=is_(0.2)),
        step("move", 8, sigma=0.5, after=("load",), explained=is_(0.3)),
        step("lift", 5, sigma=0.5, after=("load",)),
        step("fire", 2, sigma=0.4, after=("move", "lift")),
    )
    channels = (
        channel("press", {"load": Sees(rate_per_day=is_(1.5)), "move": Sees(rate_per_day=is_(2), recognised=is_(0.6))}, latency=4.0),
        channel("office", {"load": Sees(once=is_(0.4)), "lift": Sees(once=is_(0.3))}, latency=6.0, reading_hours=is_(1.0)),
        channel("people", {"lift": Sees(rate_per_day=is_(5)), "fire": Sees(rate_per_day=is_(5))}, latency=1.0),
    )
    way = path(*steps, strategies=(strategy(),))
    plan = worked(setting(pathways((way,), channels), draws=64, inner=256), way, way.strategies[0])
    runs = 4000
    for exact, counted in zip(
        (plan.never().mean(), plan.not_in_time(6.0).mean()), simulated(way, way.strategies[0], channels, 2, runs, 1, 6.0), strict=True
    ):
        assert abs(counted - exact) < 4 * np.sqrt(exact * (1 - exact) / runs)


def test_an_exponential_way_by_hand() -> None:
    one = channel("press", {"a": Sees(rate_per_day=is_(2.4))})
    way = path(step("a", 20))
    plan = worked(setting(pathways((way,), (one,), 1)), way, way.strategies[0])
    assert np.allclose(plan.never(), np.exp(-2.0))
    assert np.allclose(plan.not_in_time(5.0), np.exp(-1.5))
    assert np.allclose(plan.not_in_time(30.0), 1.0)


kinds = st.sampled_from(["rate", "once", "look"])


def another(kind: str, basis: str, latency: float = 2.0) -> Channel:
    how = {"rate": Sees(rate_per_day=between(0.2, 1)), "once": Sees(once=between(0.2, 0.6)), "look": Sees(per_look=between(0.2, 0.6))}[kind]
    return channel("another", {"load": how, "move": how}, basis=basis, latency=latency, sensors=("s",))


OVER = sky("another", "here", list(np.arange(0.0, 120.0, 11.0)))


@settings(max_examples=12)
@given(kinds, st.sampled_from(["new", "press", "people"]))
def test_one_more_channel_never_lowers_the_chance_of_being_in_time(kind: str, basis: str) -> None:
    assert (missed(rich((another(kind, basis),)), over=OVER) <= missed(rich(), over=OVER) + 1e-12).all()


@settings(max_examples=8)
@given(st.floats(0.1, 20), st.floats(0, 30))
def test_more_latency_never_raises_it(latency: float, more: float) -> None:
    assert (missed(rich(latency=latency)) <= missed(rich(latency=latency + more)) + 1e-12).all()


@pytest.mark.parametrize("field", ["rounds_hours", "judging_hours", "on_duty_hours", "off_duty_hours"])
def test_a_slower_side_of_our_own_never_helps(field: str) -> None:
    quick = rich()
    slow = msgspec.structs.replace(quick, own=msgspec.structs.replace(quick.own, **{field: is_(12.0)}))
    assert (missed(quick) <= missed(slow) + 1e-12).all()


@settings(max_examples=8)
@given(st.floats(0, 48), st.floats(0, 48))
def test_who_needs_longer_is_in_time_less_often(needs: float, more: float) -> None:
    assert (missed(rich(), needs) <= missed(rich(), needs + more) + 1e-12).all()


def test_skipping_hurrying_or_hiding_a_step_never_helps_who_watches() -> None:
    """Among channels that find at rates or are told once: a fixed look may by chance catch what a hurry brings under it."""
    declared = rich()
    always = msgspec.structs.replace(
        declared.own, duty=msgspec.structs.replace(declared.own.duty, days=(1, 2, 3, 4, 5, 6, 7), begins=0, ends=24)
    )
    base = declared.paths[0]
    ways = (
        strategy("plain"),
        strategy("bare", skips=("load",)),
        strategy("hurried", compresses=("load",)),
        strategy("hidden", hides=("fire",)),
    )
    plain, *others = missed(msgspec.structs.replace(declared, own=always, paths=(msgspec.structs.replace(base, strategies=ways),)))
    for other in others:
        assert (plain <= other + 1e-12).all()


def test_everything_a_week_later_is_the_same() -> None:
    declared = rich((another("look", "new"),))
    now = setting(declared, over=OVER, draws=4, inner=32)
    later = replace(now, as_of=MONDAY + timedelta(days=7))  # passes are told in hours since as-of
    for one, two in zip(all_plans(now, declared.paths), all_plans(later, declared.paths), strict=True):
        assert np.array_equal(one.not_in_time(6.0), two.not_in_time(6.0))


def test_shares_of_ways_and_strategies_add_up_to_one() -> None:
    declared = rich()
    two = msgspec.structs.replace(declared, paths=(declared.paths[0], path(step("a", 1), name="other", share=0.5)))
    found = shares(setting(two, draws=9).drawn, two.paths)
    assert found.shape == (4, 9)
    assert np.allclose(found.sum(0), 1)
    assert np.allclose(found[3], 1 / 3)
