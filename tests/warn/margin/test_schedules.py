"""Schedules: order, overlap, what is skipped or hurried, and when the event comes."""

import numpy as np

from tests.warn.margin import made
from tests.warn.margin.made import is_, path, setting, step, strategy
from tocsin.model.pathways import Step
from tocsin.warn.margin.plans import Plan, worked


def plan_of(*steps: Step, skips: tuple[str, ...] = (), compresses: tuple[str, ...] = ()) -> Plan:
    one = strategy(skips=skips, compresses=compresses)
    way = path(*steps, strategies=(one,))
    return worked(setting(made.pathways((way,), ())), way, one)


THREE = (
    step("a", 10, skippable=True, compressed_to=is_(0.5)),
    step("b", 6, after=("a",), overlap=is_(0.25)),
    step("c", 4, after=("a",)),
    step("d", 1, after=("b", "c")),
)


def test_steps_follow_each_other_with_what_overlaps() -> None:
    plan = plan_of(*THREE).plan
    for name, begins, ends in (("a", 0, 10), ("b", 7.5, 13.5), ("c", 10, 14), ("d", 14, 15)):
        assert np.allclose(plan.begins[name] - plan.starts, begins)
        assert np.allclose(plan.ends[name] - plan.starts, ends)
    assert np.allclose(plan.event - plan.starts, 15)
    assert ((plan.starts >= 0) & (plan.starts <= 24)).all()


def test_a_skipped_step_takes_no_time_and_is_not_there() -> None:
    plan = plan_of(*THREE, skips=("a",)).plan
    assert "a" not in plan.begins
    assert np.allclose(plan.event - plan.starts, 7)


def test_a_hurried_step_takes_its_share() -> None:
    plan = plan_of(*THREE, compresses=("a",)).plan
    assert np.allclose(plan.event - plan.starts, 10.75)


def test_durations_are_lognormal_about_their_median() -> None:
    one = strategy()
    way = path(step("a", 8, sigma=0.5), strategies=(one,))
    plan = worked(setting(made.pathways((way,), ()), draws=200, inner=64), way, one).plan
    logs = np.log(plan.event - plan.starts)
    assert abs(logs.mean() - np.log(8)) < 0.01
    assert abs(logs.std() - 0.5) < 0.01


def test_steps_with_the_same_places_are_at_one_of_them_together() -> None:
    places = ("x", "y", "z")
    plan = plan_of(step("a", 1, places=places), step("b", 1, after=("a",), places=places)).plan
    assert np.array_equal(plan.place["a"], plan.place["b"])
    assert sorted(np.unique(plan.place["a"])) == [0, 1, 2]
