"""Foretelling what has happened: each forecast from its own past alone, each window scored, on the problem that has outcomes."""

from datetime import date, timedelta

import msgspec
import pytest

from tocsin.engine import replay, rolling
from tocsin.errors import UsageError
from tocsin.library import problems
from tocsin.model.declared import Problem
from tocsin.model.rolling import Rolling
from tocsin.warn.foretold import foretold


@pytest.fixture(scope="module")
def problem() -> Problem:
    return problems.load("korea-tests")


def rolled(problem: Problem, ends: str = "2017-12-31") -> Rolling:
    return rolling.replay(problem, replay.span("2016-01-01", ends, "60d"), horizon=30, draws=40)


@pytest.fixture(scope="module")
def found(problem: Problem) -> Rolling:
    return rolled(problem)


def test_outcomes_fall_into_their_windows(found: Rolling) -> None:
    for one in found.hypotheses:
        days = [date.fromisoformat(day) for day in one.events]
        for forecast in one.forecasts:
            begins = forecast.as_of.date()
            assert forecast.happened == any(begins < day <= begins + timedelta(days=30) for day in days)
        assert one.happened == sum(forecast.happened for forecast in one.forecasts)
        assert one.unchecked == len(one.events)


def test_what_comes_later_changes_no_forecast(problem: Problem, found: Rolling) -> None:
    """The chronology cut at the end of 2016: what was foretold until then stays as it was, byte for byte."""
    kept = tuple(entry for entry in problem.chronology if entry.known_since <= date(2016, 12, 31))
    cut = rolled(msgspec.structs.replace(problem, chronology=kept))
    for whole, short in zip(found.hypotheses, cut.hypotheses, strict=False):
        if whole.hypothesis != short.hypothesis:
            continue
        for a, b in zip(whole.forecasts, short.forecasts, strict=True):
            if a.as_of.date() <= date(2016, 12, 31):
                assert (a.probability, a.declared, a.climatology, a.recent, a.on) == (
                    b.probability,
                    b.declared,
                    b.climatology,
                    b.recent,
                    b.on,
                )


def test_what_became_known_late_is_not_known_before(problem: Problem) -> None:
    late = tuple(
        msgspec.structs.replace(entry, known_since=date(2016, 8, 1)) if entry.id == "nuclear-test-2016-01-06" else entry
        for entry in problem.chronology
    )
    without = tuple(entry for entry in problem.chronology if entry.id != "nuclear-test-2016-01-06")
    nuclear = [
        next(
            h
            for h in rolled(msgspec.structs.replace(problem, chronology=entries), "2016-12-31").hypotheses
            if h.hypothesis == "nuclear-test"
        )
        for entries in (problem.chronology, late, without)
    ]
    on_time, learnt_late, never = ([forecast.probability.mean for forecast in one.forecasts] for one in nuclear)
    days = [forecast.as_of.date() for forecast in nuclear[0].forecasts]
    for day, a, b, c in zip(days, on_time, learnt_late, never, strict=True):
        assert (b == c) if day < date(2016, 8, 1) else (b == pytest.approx(a, rel=1e-9))


def test_a_notice_is_on_until_what_it_announced(problem: Problem) -> None:
    found = rolling.replay(problem, replay.span("2016-02-01", "2016-03-31", "1d"), horizon=7, draws=40)
    space = next(h for h in found.hypotheses if h.hypothesis == "satellite-launch")
    on = [forecast.as_of.date() for forecast in space.forecasts if forecast.on]
    assert on == [date(2016, 2, day) for day in range(2, 8)]
    told = {forecast.as_of.date(): forecast.probability.mean for forecast in space.forecasts}
    assert told[date(2016, 2, 3)] > 5 * told[date(2016, 2, 1)]


def test_scores_stand_beside_climatology(found: Rolling, problem: Problem) -> None:
    for one in found.hypotheses:
        by = {score.by: score for score in one.scores}
        assert by["climatology"].skill is None
        assert by["learned"].skill == pytest.approx(1 - by["learned"].brier / by["climatology"].brier)
    text = foretold(found, problem)
    assert "HINDSIGHT-INFORMED" in text
    assert "written from memory" in text
    assert max(len(row) for row in text.splitlines()) <= 100


def test_a_problem_without_outcomes_and_a_window_that_does_not_end_are_refused(problem: Problem) -> None:
    with pytest.raises(UsageError, match="has no outcome"):
        rolling.replay(problems.load("nuclear-escalation"), replay.span("2016-01-01", "2017-01-01", "30d"))
    with pytest.raises(UsageError, match="no window of 30 days"):
        rolling.replay(problem, replay.span("2024-12-20", "2024-12-31", "1d"))
