"""What the registers give to the filter: only what the problem declares as a condition, since its day, doubted where it is disputed."""

from datetime import UTC, date, datetime

import pytest

from tests.judge.lined import ELEMENTS, condition, crossing, declared, event, line, read, text
from tests.judge.test_decisions import decision
from tests.judge.worlds import AS_OF, SOURCES
from tocsin.judge import doctrine, redlines
from tocsin.judge.held import DISPUTED, conditions
from tocsin.model import Condition, Statement
from tocsin.model.declared import Problem
from tocsin.model.lines import Holding

EVERYTHING = {"leader-bridge", "threat", "permission"}
TEXT = text("old", date(2020, 6, 1), condition("threat", "2", "existence"), condition("attack", "1", "bombs"))


def holding(by: str, stance: str, when: date = date(2022, 9, 10)) -> Holding:
    return Holding(matter="threat", date=when, by=by, stance=stance, what={"en": "so"}, source="X", known_since=when)  # type: ignore[arg-type]


def problem(*said: Holding, crossings: tuple[object, ...] = ()) -> Problem:
    lines = line(crossings=crossings)
    return declared(lines, elements=ELEMENTS, doctrine=(TEXT,), holdings=said, decisions=(decision(),))


def found(of: Problem, *said: Statement, wanted: set[str] = EVERYTHING, as_of: datetime = AS_OF) -> tuple[Condition, ...]:
    readings = read(*said)
    lines = redlines.register(of, readings, (), SOURCES, as_of=as_of)
    texts = doctrine.register(of, readings, (), SOURCES, as_of=as_of, red_lines=lines)
    return conditions(wanted, lines, texts, of.lines.decisions)


def only(name: str, records: tuple[Condition, ...]) -> Condition:
    (one,) = [record for record in records if record.condition == name]
    return one


def test_a_crossing_holds_since_its_day_on_whose_word_and_known_since_when() -> None:
    of = problem(crossings=(crossing("blast", date(2022, 7, 1), known_since=date(2022, 7, 5)),))
    one = only("leader-bridge", found(of))
    assert (one.since, one.on_whose_word, one.disputed, one.low, one.high) == (date(2022, 7, 1), "office:xx-ministry", False, 1.0, 1.0)
    assert one.t_known == datetime(2022, 7, 5, tzinfo=UTC)


def test_a_crossing_that_is_disputed_or_only_read_is_doubted() -> None:
    of = problem(crossings=(crossing("blast", date(2022, 7, 1), disputed="Y: no"),))
    assert (only("leader-bridge", found(of)).low, only("leader-bridge", found(of)).high) == DISPUTED
    told = event("x", 100, "the bridge was damaged", date="2022-07-12")
    one = only("leader-bridge", found(problem(), told))
    assert (one.disputed, one.statements, one.t_known) == (True, ("s-x",), told.t_known)


@pytest.mark.parametrize(
    ("said", "disputed"),
    [
        ([holding("country:yy", "holds")], False),
        ([holding("country:xx", "holds")], True),
        ([holding("country:yy", "holds"), holding("country:xx", "denies")], True),
        ([holding("country:xx", "holds"), holding("country:yy", "holds", date(2022, 9, 12))], False),
    ],
)
def test_a_doctrine_condition_is_doubted_where_denied_or_said_by_the_interested_alone(said: list[Holding], disputed: bool) -> None:
    one = only("threat", found(problem(*said)))
    assert (one.since, one.disputed) == (date(2022, 9, 10), disputed)


def test_a_denial_alone_is_no_condition() -> None:
    assert [one.condition for one in found(problem(holding("country:yy", "denies")))] == ["permission"]


def test_a_decision_holds_since_it_was_taken_and_not_before_it_was_known() -> None:
    assert only("permission", found(problem())).since == date(2022, 10, 10)
    assert found(problem(), as_of=datetime(2022, 10, 9, tzinfo=UTC)) == ()


def test_what_the_problem_does_not_declare_is_none() -> None:
    of = problem(holding("country:yy", "holds"), crossings=(crossing("blast", date(2022, 7, 1)),))
    assert found(of, wanted=set()) == ()
    assert {one.condition for one in found(of)} == EVERYTHING
