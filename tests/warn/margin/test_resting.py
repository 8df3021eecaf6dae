"""What a margin rests on: every number in a line, and which range matters."""

import msgspec
import pytest

from tests.warn.margin.made import rich, setting
from tocsin.library import problems
from tocsin.model.numbers import numbers
from tocsin.warn.margin.resting import SUPPOSED, assumes, declared_numbers, register, sensitive


def test_every_declared_number_is_told() -> None:
    problem = problems.load("nuclear-escalation")
    assert problem.pathways is not None
    mine = {f"pathways.{name}" for name, _ in declared_numbers(problem.pathways, None)}
    assert mine == {name for name in numbers(problem) if name.startswith("pathways.")}
    lines = assumes(setting(problem.pathways), None)
    assert len(lines) == len(mine) + len(SUPPOSED)
    assert all("(assumption" in line for line in lines[: len(mine)])
    some = {name for name, _ in declared_numbers(problem.pathways, "no-visible-steps")}
    assert not any(name.startswith("paths.from-storage") for name in some)
    assert not any(".sees.storage." in name for name in some)


def test_a_range_that_matters_moves_the_answer_the_right_way() -> None:
    rows = {row.path: row for row in sensitive(setting(rich(), draws=20), None, 6.0)}
    longer = rows["pathways.paths.way.steps.load.median_hours"]
    assert longer.at_low > longer.at_high
    more = rows["pathways.channels.press.sees.move.rate_per_day"]
    assert more.at_low > more.at_high
    hidden = rows["pathways.paths.way.steps.load.concealed"]
    assert hidden.at_low < hidden.at_high
    widths = [abs(row.at_high - row.at_low) for row in rows.values()]
    assert widths == sorted(widths, reverse=True)
    assert rows["pathways.paths.way.steps.load.median_hours"].at_high == pytest.approx(longer.at_high)


def test_the_register_tells_every_number_in_both_languages() -> None:
    problem = problems.load("korea-tests")
    entries = register(problem)
    assert {entry.id for entry in entries} == {name for name in numbers(problem) if name.startswith("pathways.")}
    for entry in entries:
        assert entry.what["en"] != entry.what["fr"]
        assert entry.at is not None
        assert entry.hypotheses
    assert register(msgspec.structs.replace(problem, pathways=None)) == ()
