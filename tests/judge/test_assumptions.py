"""Every declared assumption is said, once, in one line; a sourced number is not called one."""

from tests.judge.worlds import indicator, problem
from tocsin.judge.assumptions import assumptions
from tocsin.model.declared import Range


def test_lines_are_single_and_distinct() -> None:
    lines = assumptions(problem())
    assert len(lines) == len(set(lines))
    assert all("\n" not in line for line in lines)
    for words in (
        "start",
        "prior of use",
        "error",
        "denial",
        "upstream",
        "reliability A",
        "cheap words",
        "storage: an episode",
        "unmodelled",
    ):
        assert any(words in line for line in lines), words


def test_a_sourced_number_is_no_assumption() -> None:
    sourced = Range(low=5, high=20, source="a table", assumption=False)
    assert not any("storage: an episode" in line for line in assumptions(problem(indicator("storage", episode_days=sourced))))
