"""Absorbing events in the record: they end a process once they are known, never before, and a run begins anew where that is declared."""

from datetime import timedelta

import msgspec
import pytest

from tests.judge.test_conditions import entry
from tests.judge.test_judgement import base, chances, judged
from tests.judge.worlds import AS_OF, case, day, problem, watched
from tocsin.judge.happenings import happened, run_of
from tocsin.model import Assessment, Happening, Outcome, to_json
from tocsin.model.declared import Problem

TODAY = AS_OF.date()


def happening(ago: int, known: float | None = None, hypothesis: str = "test", **more: object) -> Happening:
    when, told = TODAY - timedelta(days=ago), day(ago if known is None else known)
    fields = {"id": f"{hypothesis}-{ago}-{known}", "hypothesis": hypothesis, "date": when, "t_known": told, "on_whose_word": "Agency"}
    return Happening(**{**fields, **more})  # type: ignore[arg-type]


def restarting(state: str = "signalling") -> Problem:
    declared = problem()
    return msgspec.structs.replace(
        declared, processes=(msgspec.structs.replace(declared.processes[0], restarts={"test": state, "strike": state}),)
    )


def told(events: list[Happening], declared: Problem | None = None, **more: object) -> Assessment:
    return judged(base(), declared=declared, happenings=events, **more)  # type: ignore[arg-type]


def test_what_has_happened_is_certain_and_ends_its_process() -> None:
    result = told([happening(5)])
    strike, test, other = result.hypotheses
    assert (test.probability["30"].mean, test.probability["7"].low, strike.probability["90"].high) == (1, 1, 0)
    assert test.happened is not None
    assert test.happened.on_whose_word == "Agency"
    assert "happened on" in test.frequency.en
    assert "test happened on" in strike.frequency.en
    assert strike.happened is None
    assert result.processes == ()
    assert result.influences == ()
    assert other.probability["30"].mean == judged(base()).hypotheses[2].probability["30"].mean
    assert [one.hypothesis for one in result.happened] == ["test"]


def test_before_it_is_known_nothing_has_happened() -> None:
    then = day(6)
    assert to_json(told([happening(20, known=5)], as_of=then)) == to_json(judged(base(), as_of=then))
    assert told([happening(20, known=5)], as_of=day(4)).hypotheses[1].probability["30"].mean == 1
    assert to_json(told([happening(-3, known=5)])) == to_json(judged(base()))


def test_a_record_that_is_void_counts_no_longer() -> None:
    void = happening(5, known=2, void="a misread bulletin", id="void")
    assert chances(told([happening(5), void])) == chances(judged(base()))
    assert told([happening(5), void], as_of=day(3)).hypotheses[1].probability["30"].mean == 1


@pytest.mark.parametrize("ago", [40, 5, 1, 0])
def test_a_run_begins_anew_on_the_day_after(ago: int) -> None:
    declared = restarting()
    result = told([happening(ago)], declared)
    assert [one.hypothesis for one in result.happened] == ["test"]
    assert all(0 < one.probability["30"].mean < 1 for one in result.hypotheses)
    states = {state.id: state.probability.mean for state in result.processes[0].states}
    if ago <= 1:
        assert states["signalling"] == pytest.approx(1)
    else:
        assert sum(states.values()) == pytest.approx(1)
    later = [pair for pair, when in zip(base(), (20, 9, 3), strict=True) if when < ago]
    alone = judged(later, declared=declared, happenings=[happening(ago)])
    assert chances(alone) == pytest.approx(chances(result), rel=1e-12)


def test_the_new_run_knows_nothing_of_the_old_one() -> None:
    declared = restarting("preparation")
    silent = [watched("satellite", "storage", 40, 30)]
    with_old = told([happening(8)], declared, coverage=silent)
    without = judged([case("c", 3, "gamma", said=base()[2][1].statements[0])], declared=declared, happenings=[happening(8)])
    assert chances(with_old) == pytest.approx(chances(without), rel=1e-12)


def test_an_event_before_the_run_leaves_the_prior() -> None:
    declared = restarting()
    assert chances(told([happening(150)], declared)) == chances(judged(base(), declared=declared))


def test_the_chronology_tells_of_events() -> None:
    declared = problem(chronology=(entry("it", TODAY - timedelta(days=4), happened="strike"),))
    (only,) = happened(declared, (), (), AS_OF)
    assert (only.hypothesis, only.on_whose_word) == ("strike", "A gazette")
    assert judged([], declared=declared).hypotheses[0].probability["30"].mean == 1
    assert happened(declared, (), (), day(5)) == ()


def test_an_outcome_that_was_resolved_is_an_event_and_a_corrected_one_is_none() -> None:
    fields = {"problem": "invented", "about": "test", "outcome": "yes", "source": "Agency", "by": "A", "why": "seen", "recorded_at": AS_OF}
    yes = Outcome(id="yes", on=TODAY - timedelta(days=5), t_known=day(4), **fields)  # type: ignore[arg-type]
    no = Outcome(id="no", on=TODAY - timedelta(days=5), t_known=day(2), replaces=("yes",), **{**fields, "outcome": "no"})  # type: ignore[arg-type]
    elsewhere = Outcome(id="x", on=TODAY - timedelta(days=5), t_known=day(4), **{**fields, "about": "launches"})  # type: ignore[arg-type]
    assert judged(base(), outcomes=[yes]).hypotheses[1].probability["30"].mean == 1
    assert chances(judged(base(), outcomes=[yes, no, elsewhere])) == chances(judged(base()))
    assert judged(base(), outcomes=[yes, no], as_of=day(3)).hypotheses[1].probability["30"].mean == 1


def test_the_last_event_of_a_process_rules_its_run() -> None:
    process, start = restarting().processes[0], TODAY - timedelta(days=120)
    run = run_of(process, [happening(30), happening(10, hypothesis="strike")], start, TODAY)
    assert (run.start, run.days, run.state, run.ended) == (TODAY - timedelta(days=9), 9, "signalling", None)
    assert run_of(process, [], start, TODAY).start == start
    bare = problem().processes[0]
    ended = run_of(bare, [happening(30)], start, TODAY).ended
    assert ended is not None
    assert ended.hypothesis == "test"
