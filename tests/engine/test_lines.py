"""What the engine adds to the registers: our own judgement before and after a decision, and without what the problem says it does."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from tocsin.engine import inputs, lines, pipeline
from tocsin.engine.pipeline import Input
from tocsin.model import Crossed
from tocsin.model.decisions import DecisionRow
from tocsin.model.declared import Problem
from tocsin.model.dynamics import Covariate, HazardRatio
from tocsin.model.ranges import Range

TEXT = "US officials said on 28 September 2022 that they saw no sign that Russia moved nuclear warheads in Ukraine."


@pytest.fixture
def given(tmp_path: Path) -> Input:
    file = tmp_path / "report.txt"
    file.write_text(TEXT, encoding="utf-8")
    return inputs.from_paths([str(file)], "nuclear-escalation", None, "2022-10-05")


def annexation(given: Input, *conditions: Covariate) -> DecisionRow:
    """The decision as the shipped problem tells it, under these conditions alone."""
    problem: Problem = replace(given.declared.problem, conditions=conditions)
    asked = replace(given, declared=replace(given.declared, problem=problem))
    (row,) = [one for one in lines.decisions_of(asked, draws=40).decisions if one.id == "annexation"]
    return row


def pushing(name: str) -> Covariate:
    ratio = HazardRatio(process="nuclear-use", source_state="routine", target="signalling", ratio=Range(low=4, high=6))
    return Covariate(id="taken", name={"en": "taken"}, decisions=(name,), ratios=(ratio,))


def test_a_decision_that_pushes_the_filter_is_judged_without_it_too(given: Input) -> None:
    row = annexation(given, pushing("annexation"))
    views = {one.hypothesis: one for one in row.ours}
    without = views["short-range-use"].without
    assert without is not None
    assert views["short-range-use"].after.mean > without.mean
    assert {one.basis for one in row.given} == {"filter"}


def test_a_decision_that_pushes_nothing_has_a_ratio_beside(given: Input) -> None:
    row = annexation(given, pushing("atacms-permitted"))
    assert all(one.without is None for one in row.ours)
    assert {one.basis for one in row.given} == {"hazard-ratio"}


def test_before_the_day_after_is_over_there_is_no_judgement_of_ours(given: Input) -> None:
    row = annexation(replace(given, as_of=datetime(2022, 10, 1, 12, tzinfo=UTC)))
    assert (row.ours, row.ours_missing) == ((), "too-soon")


def crossing(day: date, *, crossed: bool, known: datetime) -> Crossed:
    return Crossed(id=f"{day}-{crossed}", line="crimea-doomsday", date=day, crossed=crossed, by="A. Person", why="seen", t_known=known)


def signalling(given: Input, *said: Crossed) -> float:
    """P(signalling) where crossings of one line push hard."""
    ratio = HazardRatio(process="nuclear-use", source_state="routine", target="signalling", ratio=Range(low=20, high=30))
    line = Covariate(id="line", name={"en": "line"}, crossings=("crimea-doomsday",), half_life_days=Range(low=20, high=30), ratios=(ratio,))
    problem: Problem = replace(given.declared.problem, conditions=(line,))
    asked = replace(given, declared=replace(given.declared, problem=problem), conditions=said)
    judged = pipeline.assess(pipeline.build(asked), draws=40, explain=False)
    (process,) = [one for one in judged.processes if one.id == "nuclear-use"]
    return next(state.probability.mean for state in process.states if state.id == "signalling")


def test_what_a_person_said_of_a_crossing_reaches_the_filter_once_it_was_said(given: Input) -> None:
    untold = signalling(given)
    early, late = datetime(2022, 9, 29, tzinfo=UTC), datetime(2022, 11, 1, tzinfo=UTC)
    assert signalling(given, crossing(date(2022, 9, 28), crossed=True, known=early)) > untold + 0.01
    assert signalling(given, crossing(date(2022, 9, 28), crossed=True, known=late)) == untold
    taken_back = crossing(date(2022, 9, 28), crossed=False, known=datetime(2022, 10, 1, tzinfo=UTC))
    assert signalling(given, crossing(date(2022, 9, 28), crossed=True, known=early), taken_back) == untold
