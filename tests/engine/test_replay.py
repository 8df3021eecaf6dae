"""A replay never peeks: what became known after a day changes nothing of that day's judgement, byte for byte."""

from datetime import UTC, datetime, timedelta
from datetime import date as Day

import msgspec
import pytest

from tocsin.engine import clock, declarations, hindsight, pipeline, replay
from tocsin.engine.pipeline import Input
from tocsin.errors import UsageError
from tocsin.model import Coverage, Outcome, Report, report_id, rounded
from tocsin.model.declared import ChronologyEntry, Range
from tocsin.model.numbers import replaced

SAID = (
    (
        "2022-10-03",
        "Four Iskander launchers left their garrison on Monday evening, a railway worker told Norvane Press.",
    ),
    (
        "2022-10-04",
        "The Kremlin warned on Tuesday that Russia would answer any attack on its territory with all means, including nuclear weapons.",
    ),
    ("2022-10-05", "Unusual movement was seen at a warhead storage site, the Norwegian defence ministry said on Wednesday."),
    ("2022-10-07", "Poland's foreign minister said talks with Moscow on a nuclear hotline had begun on Friday."),
)


def report(day: str, text: str) -> Report:
    when = datetime.fromisoformat(f"{day}T12:00:00+00:00")
    key = report_id(None, "Norvane Press", when, None, text)
    return Report(id=key, site="Norvane Press", published_at=when, collected_at=when, language="en", text=text, raw="0" * 64)


def given_of(reports: list[Report], coverage: tuple[Coverage, ...] = ()) -> Input:
    declared = declarations.load()
    return Input(
        declared=declared,
        reports=tuple(reports),
        readings=tuple(pipeline.read(reports, declared)),
        coverage=coverage,
        as_of=datetime(2022, 10, 31, tzinfo=UTC),
    )


@pytest.fixture(scope="module")
def given() -> Input:
    return given_of([report(day, text) for day, text in SAID])


def steps(given: Input, begins: str = "2022-10-03", ends: str = "2022-10-06") -> list[bytes]:
    found = replay.replay(given, replay.span(begins, ends, "1d"), draws=20)
    return [msgspec.json.encode(rounded(step)) for step in found.steps]


def test_a_step_is_the_judgement_as_of_its_moment(given: Input) -> None:
    found = replay.replay(given, replay.span("2022-10-03", "2022-10-05", "1d"), draws=20)
    assert [step.as_of for step in found.steps[1:]] == [clock.moment(day, "end") for day in ("2022-10-03", "2022-10-04", "2022-10-05")]
    assert found.steps[0].reports == 0
    assert [step.new_reports for step in found.steps] == [0, 1, 1, 1]
    for step in found.steps:
        then = hindsight.as_known(given.declared, step.as_of.date()).declared
        alone = pipeline.assess(pipeline.build(msgspec.structs.replace(given, declared=then), step.as_of), draws=20)
        assert step.hypotheses == {h.id: h.probability for h in alone.hypotheses}


def test_moves_are_of_what_became_known_and_of_time(given: Input) -> None:
    found = replay.replay(given, replay.span("2022-10-03", "2022-10-08", "1d"), draws=20)
    by = [next(m for m in step.moves if m.hypothesis == "short-range-use") for step in found.steps[1:]]
    assert {m.by for m in by} >= {"origin", "time"}
    for earlier, later, move in zip(found.steps, found.steps[1:], by, strict=False):
        change = later.hypotheses["short-range-use"]["30"].mean - earlier.hypotheses["short-range-use"]["30"].mean
        assert move.change == pytest.approx(change, abs=1e-15)
        assert move.by == "time" or later.new_reports or abs(move.delta) > 0


@pytest.mark.parametrize(("begins", "ends", "step"), [("2022-10-05", "2022-10-04", "1d"), ("2022-10-05", "2022-10-05", "2w")])
def test_a_span_without_steps_is_refused(begins: str, ends: str, step: str) -> None:
    with pytest.raises(UsageError):
        replay.span(begins, ends, step).moments()


@pytest.mark.parametrize("step", ["", "d", "0d", "1.5d", "1m", "-1d"])
def test_a_step_that_is_no_length_is_refused(step: str) -> None:
    with pytest.raises(UsageError, match="no length of time"):
        replay.span("2022-10-01", "2022-10-05", step).moments()


def test_what_became_known_later_changes_nothing_byte_for_byte(given: Input) -> None:
    """Later reports (a copy of an earlier one and a late original of it among them), coverage and library entries."""
    before = steps(given)
    late = [
        report("2022-10-07", SAID[2][1] + " It gave no further details."),
        report("2022-10-08", "The warning of the Kremlin was not about nuclear weapons, Norvane Press said in a correction."),
        report("2022-10-09", "An earlier version of our report on a warhead storage site was wrong."),
    ]
    known = datetime(2022, 10, 7, 0, 0, 0, tzinfo=UTC)
    watched = Coverage(
        id="late",
        indicator="storage_activity",
        source="norvane-press",
        t_start=known - timedelta(days=20),
        t_end=known,
        t_known=known,
        status="watched",
        looked=1.0,
        published=1.0,
        method="invented",
        method_version="1",
        why="told afterwards",
    )
    more = given_of([*(report(day, text) for day, text in SAID), *late], (watched,))
    entry = ChronologyEntry(
        id="told-later",
        date=Day(2022, 10, 1),
        until=Day(2022, 10, 20),
        what={"en": "An exercise that nobody had announced, as became known later"},
        kind="exercise",
        source="invented",
        known_since=Day(2022, 10, 7),
        entities=("country:ru",),
    )
    problem = msgspec.structs.replace(more.declared.problem, chronology=(*more.declared.problem.chronology, entry))
    more = msgspec.structs.replace(more, declared=msgspec.structs.replace(more.declared, problem=problem))
    after = steps(more)

    def bare(step: bytes) -> dict[str, object]:
        """Without the one thing that may differ: how many entries of the library are hidden, for there is one more."""
        return {key: value for key, value in msgspec.json.decode(step).items() if key != "hidden"}

    assert [bare(step) for step in after] == [bare(step) for step in before]
    assert steps(msgspec.structs.replace(more, declared=given.declared)) == before


def test_a_name_that_was_not_known_yet_is_read_as_a_stranger(given: Input) -> None:
    entity = next(entity for entity in given.declared.problem.gazetteer if entity.id == "person:vladimir-putin")
    late = tuple(
        msgspec.structs.replace(e, known_since=Day(2023, 1, 1)) if e.id == entity.id else e for e in given.declared.problem.gazetteer
    )
    declared = msgspec.structs.replace(given.declared, problem=msgspec.structs.replace(given.declared.problem, gazetteer=late))
    one = report("2022-10-04", "Vladimir Putin warned on Tuesday that Russia would use nuclear weapons if its territory were attacked.")
    reading = pipeline.read([one], declared)[0]
    assert any(name.id == entity.id for name in reading.names)
    again = hindsight.reread(one, reading, declared)
    assert not any(name.id == entity.id for name in again.names)
    assert hindsight.reread(one, reading, given.declared) is reading


def test_the_replay_says_why_it_is_hindsight_informed(given: Input) -> None:
    problem = given.declared.problem
    assert hindsight.reasons(problem, datetime(2022, 10, 1, tzinfo=UTC), {})[0] == problem.hindsight
    silent = msgspec.structs.replace(problem, hindsight=None, declared_on=Day(2024, 1, 1))
    assert "2024-01-01" in hindsight.reasons(silent, datetime(2022, 10, 1, tzinfo=UTC), {})[0]
    assert hindsight.reasons(silent, datetime(2024, 2, 1, tzinfo=UTC), {}) == ()
    assert "3 of places" in hindsight.reasons(silent, datetime(2024, 2, 1, tzinfo=UTC), {"places": 3})[0]
    path = "indicators.storage_activity.concealed"
    asked = replaced(silent, {path: Range(low=0.1, high=0.5, source="elicited", assumption=False, since=Day(2024, 3, 1))})
    assert (
        "elicited after the days replayed began, the last on 2024-03-01"
        in hindsight.reasons(asked, datetime(2024, 2, 1, tzinfo=UTC), {})[0]
    )
    assert hindsight.reasons(asked, datetime(2024, 4, 1, tzinfo=UTC), {}) == ()


def test_what_happened_is_known_from_its_step_on_though_no_report_is_new(given: Input) -> None:
    """A recorded event changes the steps from the day on which it was known, and none before."""
    known = datetime(2022, 10, 5, 12, tzinfo=UTC)
    outcome = Outcome(
        id="o",
        problem=given.declared.problem.id,
        about="bases-and-diplomats",
        outcome="yes",
        on=Day(2022, 10, 5),
        at=known,
        source="invented",
        by="a person",
        why="invented",
        t_known=known,
        recorded_at=known,
    )
    over = replay.span("2022-10-05", "2022-10-06", "1d")
    quiet = msgspec.structs.replace(given, reports=given.reports[:1], readings=given.readings[:1])
    before, after = (replay.replay(one, over, draws=20) for one in (quiet, msgspec.structs.replace(quiet, outcomes=(outcome,))))
    assert before.steps[0].hypotheses == after.steps[0].hypotheses
    assert before.steps[1].hypotheses["bases-and-diplomats"] != after.steps[1].hypotheses["bases-and-diplomats"]
