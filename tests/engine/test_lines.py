"""What the engine adds to the registers: our own judgement before and after a decision, and without what the problem says it does."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from tocsin.engine import inputs, lines
from tocsin.engine.pipeline import Input
from tocsin.model.declared import Problem
from tocsin.model.dynamics import Covariate, HazardRatio
from tocsin.model.ranges import Range
from tocsin.model.registers import DecisionRow

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
