"""Conditions that push rates: the filter and the horizons against enumeration with another matrix every night; levels that fade."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.judge.models import draw_data, evidence, random_case
from tests.judge.timed import dense
from tocsin.judge.exact import enumerate_posteriors
from tocsin.judge.filter import Model, run
from tocsin.judge.horizon import outlook, reach, reach_from
from tocsin.judge.pushes import Push, Spell

DAYS = 30
UP = {("s0", "s1"): np.array([4.0]), ("s1", "s2"): np.array([2.0]), ("s2", "event"): np.array([3.0])}
spells = st.lists(
    st.tuples(st.integers(-10, 40), st.none() | st.integers(0, 15)).map(lambda s: Spell(s[0], None if s[1] is None else s[0] + s[1])),
    min_size=1,
    max_size=3,
).map(tuple)


def pushed(seed: int, some_spells: tuple[Spell, ...], half: float | None) -> tuple[Model, Model]:
    """A random model, and the same pushed."""
    bare = random_case(np.random.default_rng(seed), 1, 2).model
    push = Push("condition:x", UP, some_spells, None if half is None else np.array([half]))
    return bare, Model(bare.ladder, bare.chains, bare.sources, (push,))


@given(seed=st.integers(0, 10_000), some_spells=spells, half=st.none() | st.floats(1, 30))
@settings(max_examples=20, deadline=None)
def test_the_filter_equals_enumeration_night_by_night(seed: int, some_spells: tuple[Spell, ...], half: float | None) -> None:
    rng = np.random.default_rng(seed)
    some = random_case(rng, 1, 2)
    _, model = pushed(seed, some_spells, half)
    data = draw_data(rng, some, DAYS)
    nights = np.stack([dense(model.on_night(night), 0) for night in range(DAYS - 1)])
    reference, logs = enumerate_posteriors(nights, some.prior, some.indicators, evidence(some, data, DAYS))
    post = run(model, data, DAYS - 1)
    assert np.abs(post.alpha[:, 0] - reference[-1]).max() < 1e-12
    assert post.log_evidence[0] == pytest.approx(logs[-1], abs=1e-9)


@given(seed=st.integers(0, 10_000), some_spells=spells, half=st.none() | st.floats(1, 30), day=st.integers(0, 30))
@settings(max_examples=20, deadline=None)
def test_horizons_multiply_the_nights_to_come(seed: int, some_spells: tuple[Spell, ...], half: float | None, day: int) -> None:
    bare, model = pushed(seed, some_spells, half)
    for n, reached in reach_from(model, day, [1, 7, 20]).items():
        whole = np.eye(4)
        for night in range(day, day + n):
            ladder = model.on_night(night)
            step = np.eye(4)
            step[:3, :3], step[:3, 3:] = dense(ladder, 0), ladder.H[..., 0]
            whole = whole @ step
        assert reached[..., 0] == pytest.approx(whole[:3, 3:], abs=1e-13)
    absent = reach_from(model, day, [20], lambda _player: np.array([False]))[20]
    assert absent == pytest.approx(reach(bare.ladder, [20])[20], abs=1e-15)


def test_levels_hold_fade_and_take_the_highest() -> None:
    lasting = Push("c", UP, (Spell(3, 5),))
    assert [float(lasting.level(n)[0]) for n in (2, 3, 5, 6)] == [0, 1, 1, 0]
    fading = Push("c", UP, (Spell(3, 5), Spell(9, None)), np.array([2.0]))
    assert [float(fading.level(n)[0]) for n in (3, 5, 7, 9, 11, 13)] == pytest.approx([1, 1, 0.5, 1, 0.5, 0.25])
    assert not fading.acts(100)
    assert not fading.acts(0)
    disputed = Push("c", {m: np.repeat(r, 2) for m, r in UP.items()}, (Spell(0, None, np.array([True, False])),))
    assert disputed.level(9).tolist() == [1, 0]
    assert disputed.take(np.array([1])).level(9).tolist() == [0]


def test_a_condition_told_often_is_one_condition() -> None:
    once, often = pushed(3, (Spell(2, None),), None)[1], pushed(3, (Spell(2, None),) * 5, None)[1]
    assert np.array_equal(run(once, [], 20).alpha, run(often, [], 20).alpha)


def test_a_push_counts_only_in_its_lanes_and_else_what_stood_before() -> None:
    bare, model = pushed(4, (Spell(2, 9),), None)
    two = model.take(np.array([0, 0]))
    masked = run(two, [], 20, present=lambda _player: np.array([True, False]))
    assert masked.alpha[:, 0] == pytest.approx(run(model, [], 20).alpha[:, 0], abs=1e-15)
    assert masked.alpha[:, 1] == pytest.approx(run(bare, [], 20).alpha[:, 0], abs=1e-15)
    changed = Push("c", UP, (Spell(2, 9),), otherwise=(Spell(2, None),))
    before = Model(bare.ladder, bare.chains, bare.sources, (Push("", UP, (Spell(2, None),)),))
    after = Model(bare.ladder, bare.chains, bare.sources, (changed,))
    known = run(after, [], 20, present=lambda _player: np.array([False]))
    assert known.alpha == pytest.approx(run(before, [], 20).alpha, abs=1e-15)


def test_what_pushes_upwards_raises_the_outlook() -> None:
    bare, model = pushed(5, (Spell(0, None),), None)
    low, high = (outlook(run(m, [], 20).alpha, reach_from(m, 20, [30]))[30] for m in (bare, model))
    assert (high > low * 1.2).all()
