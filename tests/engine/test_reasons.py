"""What changed adds up: by origin, by indicator, with time passing and other declarations as rows of their own."""

from datetime import UTC, datetime

import msgspec
import pytest
from tests.cli.test_main_job import AGENCY, LATER, Case

from tocsin.engine import reasons, store
from tocsin.engine.declarations import Declarations
from tocsin.engine.pipeline import Input
from tocsin.model import Reasons
from tocsin.model.declared import Range
from tocsin.model.numbers import replaced

AS_OF = datetime(2022, 10, 20, 18, tzinfo=UTC)
SINCE = datetime(2022, 10, 8, tzinfo=UTC)


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> Input:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TOCSIN_NOW", "2022-10-20T18:00:00Z")
        folder = tmp_path_factory.mktemp("case")
        Case(folder, None).take(AGENCY, LATER)  # type: ignore[arg-type]
        return store.load(folder / "w", AS_OF)


def explain(given: Input, since: datetime | None = SINCE, then: Declarations | None = None) -> Reasons:
    return reasons.explain(given, "short-range-use", since, 60, 0, then)


def test_changes_add_up_with_a_row_for_time(given: Input) -> None:
    found = explain(given)
    assert found.previous is not None
    moved = found.probability.mean - found.previous.mean
    for rows in (found.reasons, found.by_origin, found.by_indicator):
        assert sum(row.change or 0.0 for row in rows) == pytest.approx(moved, abs=1e-12)
    assert [row.id for row in found.by_origin][-1] == reasons.TIME
    time = found.reasons[-1]
    assert time.observation == reasons.TIME
    assert time.change != 0
    assert reasons.DECLARED not in {row.id for row in found.by_origin}


def test_deltas_add_up_to_the_difference_from_no_evidence(given: Input) -> None:
    found = explain(given, None)
    for rows in (found.reasons, found.by_origin, found.by_indicator):
        assert sum(row.delta for row in rows) == pytest.approx(found.probability.mean - found.base_rate.mean, abs=1e-12)


def test_other_numbers_than_then_are_a_row_of_their_own(given: Input) -> None:
    path = "processes.nuclear-use.transitions.imminent->short-range-use"
    problem = replaced(given.declared.problem, {path: Range(low=0.2, high=0.4)})
    then = msgspec.structs.replace(given.declared, problem=problem)
    found, plain = explain(given, SINCE, then), explain(given)
    assert found.previous is not None
    assert plain.previous is not None
    declared = next(row for row in found.reasons if row.observation == reasons.DECLARED)
    assert declared.change == pytest.approx(plain.previous.mean - found.previous.mean, abs=1e-12)
    assert (declared.change or 0) < 0, "the event was likelier as it was declared then"
    assert found.reasons[-1].change == pytest.approx(plain.reasons[-1].change or 0, abs=1e-12)
    moved = found.probability.mean - found.previous.mean
    for rows in (found.reasons, found.by_origin, found.by_indicator):
        assert sum(row.change or 0.0 for row in rows) == pytest.approx(moved, abs=1e-12)


def test_what_raised_is_told_in_the_words_that_raised(given: Input) -> None:
    """The report discloses a convoy and prints a denial: the move upward shows the disclosure."""
    found = explain(given, None)
    storage = next(row for row in found.reasons if row.indicator in ("storage_activity", "warhead_transport") and row.delta > 0)
    assert storage.words
    assert all("démenti" not in (words.words or "") for words in storage.words)
    assert storage.words[0].span is not None
