"""Played through finding by finding, the ways give what the closed forms say."""

import numpy as np

from tests.warn.margin.made import between, channel, relay, rich, setting, sky
from tocsin.model.pathways import Sees
from tocsin.warn.margin.plans import all_plans
from tocsin.warn.margin.simulated import play

EYE = channel("eye", {"move": Sees(per_look=between(0.3, 0.6))}, latency=2.0, sensors=("s",), relays=relay("people", 0.3))


def test_the_play_agrees_with_the_closed_forms() -> None:
    declared = rich((EYE,))
    over = sky("eye", "here", list(np.arange(0.0, 200.0, 7.0)))
    where = setting(declared, over=over, draws=20, inner=2048)
    for plan in all_plans(where, declared.paths):
        shape = plan.plan.event.shape
        played = play(plan.seen, plan.is_open, plan.resting, 2, plan.decisive, shape, np.random.default_rng(1))
        margins = plan.plan.event - plan.own.acknowledged(played.confirmed)
        for exact, counted in (
            (plan.never().mean(), np.isinf(played.confirmed).mean()),
            (plan.not_in_time(6).mean(), (margins < 6).mean()),
        ):
            assert abs(counted - exact) < 4 * np.sqrt(exact * (1 - exact) / margins.size)


def test_the_first_word_is_the_soonest() -> None:
    plan = all_plans(setting(rich(), draws=2, inner=64), rich().paths)[0]
    played = play(plan.seen, plan.is_open, plan.resting, 1, frozenset(), plan.plan.event.shape, np.random.default_rng(0))
    assert np.array_equal(np.minimum.reduce(list(played.first.values())), played.confirmed)
