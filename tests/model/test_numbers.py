"""Every declared number has one address, and a problem can be made with another number there."""

import pytest
from tests.judge.worlds import between, problem

from tocsin.library import problems
from tocsin.model.numbers import numbers, replaced


def test_addresses_are_those_that_files_name() -> None:
    found = numbers(problems.load("nuclear-escalation"))
    for path, scale in {
        "indicators.storage_activity.prevalence.nuclear-use.preparation": "logit",
        "indicators.storage_activity.episode_days": "log",
        "processes.nuclear-use.transitions.routine->signalling": "log",
        "hypotheses.unmodelled.rate_per_day": "log",
        "observing.rates.B.false_alarm": "logit",
        "observing.cheap_rates.hit": "logit",
        "observing.shared_upstream": "logit",
    }.items():
        assert found[path].scale == scale
    assert len(found) > 100


def test_a_problem_with_another_number_differs_in_that_alone() -> None:
    some = problem()
    for path in numbers(some):
        other = replaced(some, {path: between(0.123, 0.124)})
        changed = {p for p, number in numbers(other).items() if number.bounds != numbers(some)[p].bounds}
        assert changed == {path}
    assert replaced(some, {}) == some


def test_an_unknown_address_is_refused() -> None:
    with pytest.raises(KeyError):
        replaced(problem(), {"indicators.nothing": between(0, 1)})
