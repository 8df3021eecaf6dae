"""Rules of triggers, lamps on the board, where a curve is told, and the range of a rate."""

import numpy as np
import pytest
from scipy import stats

from tocsin.engine.thresholds import Asking, event_of, gamma_ends, of_trigger, standing, thresholds
from tocsin.errors import UsageError
from tocsin.judge.worlds import Worlds
from tocsin.library import problems
from tocsin.model.triggers import Trigger

PROBLEM = problems.load("nuclear-escalation")


def trigger(**given: object) -> Trigger:
    return Trigger(id="t", name={"en": "t"}, why="w", **given)  # type: ignore[arg-type]


def test_a_probability_trigger_brings_its_levels() -> None:
    one = trigger(watch="probability", of=("strategic-use", "demonstration"), horizon=90, bound="high", up=0.02, down=0.01)
    assert of_trigger(one, PROBLEM, Asking("")) == Asking("strategic-use", None, 90, "high", 0.5, (0.02,))
    assert of_trigger(one, PROBLEM, Asking("demonstration", at=(0.1,))).at == (0.1, 0.02)
    with pytest.raises(UsageError, match="does not watch"):
        of_trigger(one, PROBLEM, Asking("short-range-use"))


def test_an_indicator_trigger_is_a_lamp_and_others_do_not_ring_here() -> None:
    assert of_trigger(trigger(watch="indicator", of=("exercise",)), PROBLEM, Asking("short-range-use")).lit == ("exercise",)
    for one in (trigger(watch="collector"), trigger(watch="margin", below=3.0), trigger(watch="indicator")):
        with pytest.raises(UsageError, match="neither a probability nor an indicator"):
            of_trigger(one, PROBLEM, Asking(""))


def test_a_lamp_stays_lit_for_the_boards_days() -> None:
    report = np.zeros((100, 2, 1, 3), bool)
    report[10, 0, 0, 0] = report[60, 1, 0, 1] = True
    seen = Worlds(np.zeros((100, 3), int), np.full(3, 100), report, report)
    lit = standing(seen, [0])
    assert np.flatnonzero(lit[:, 0]).tolist() == list(range(10, 40))
    assert not lit[:, 1:].any()
    assert np.flatnonzero(standing(seen, [0, 1])[:, 1]).tolist() == list(range(60, 90))


def test_a_curve_runs_from_what_always_rings_to_what_never_does() -> None:
    rng = np.random.default_rng(1)
    quiet, ending = rng.lognormal(-6, 1, (300, 40)), rng.lognormal(-5, 1, (300, 40))
    found = thresholds(quiet, ending, np.full(40, 200), 30)
    assert found == sorted(set(found))
    assert (quiet >= found[0]).mean() > 0.4
    assert (quiet >= found[-1]).mean() < 0.001


@pytest.mark.parametrize("alarms", [0, 1, 3, 20])
def test_the_range_of_a_rate(alarms: int) -> None:
    low, high = gamma_ends(alarms + 0.5)
    assert high == pytest.approx(stats.gamma.ppf(0.95, alarms + 0.5), rel=0.05)
    assert low == pytest.approx(stats.gamma.ppf(0.05, alarms + 0.5), rel=0.05, abs=0.02)


def test_a_rule_is_held_against_what_its_indicators_bear_on() -> None:
    korea = problems.load("korea-tests")
    assert event_of(korea, Asking("")) == "nuclear-test"
    assert event_of(korea, Asking("", lit=("launch_notice",))) == "satellite-launch"
    assert event_of(korea, Asking("", indicator="drill")) == "icbm-launch"
