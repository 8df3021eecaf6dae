"""Days as they were known, forecasts from them alone, and a replay in one pass that equals a forecast made on each day."""

from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest

from tests.judge.test_outcomes import out
from tocsin.judge import occurrences
from tocsin.judge.outcomes import Window, standing, verdict
from tocsin.judge.rates import base_rate
from tocsin.model import Outcome
from tocsin.model.forecasts import QuestionKind
from tocsin.model.questions import Occurrence, Question

START = date(2024, 1, 1)


def evening(days: int) -> datetime:
    return datetime.combine(START + timedelta(days=days), datetime.max.time(), UTC)


def question(
    kind: QuestionKind = "yes-no", days: tuple[int, ...] = (10, 50, 51), late: int = 0, until: int = 99, at_least: float | None = None
) -> Question:
    dates = [START + timedelta(days=day) for day in days]
    return Question(
        id="h",
        kind=kind,
        name={"en": "h"},
        definition={"en": "h"},
        resolves="x",
        horizons=(10,),
        at_least=at_least,
        since=START,
        until=START + timedelta(days=until),
        occurrences=tuple(Occurrence(date=d, known_since=d + timedelta(days=late), source="a page") for d in dates),
    )


def test_days_are_recorded_only_as_far_as_they_were_known() -> None:
    found = occurrences.series(question(late=3), (), evening(52))
    assert found is not None
    assert (found.recorded, found.total) == (53, 1)
    assert occurrences.series(question(late=3), (), evening(54)).total == 3  # type: ignore[union-attr]
    later = occurrences.series(question(), (), evening(150))
    assert later is not None
    assert (len(later.values), later.recorded) == (151, 100), "beyond what was counted nothing is recorded"
    recorded: list[Outcome] = [out("no", 120, since=100), out("yes", 122)]
    after = occurrences.series(question(), recorded, evening(150))
    assert after is not None
    assert (after.recorded, after.total) == (122, 4)
    assert occurrences.series(question(), (), datetime(2023, 1, 1, tzinfo=UTC)) is None


def test_climatology_is_the_counted_base_rate_and_persistence_what_was() -> None:
    known = occurrences.series(question(), (), evening(59))
    assert known is not None
    assert occurrences.climatology(question(), known, 10).probability == pytest.approx(base_rate(3, 60, 10).mean, abs=1e-9)
    assert occurrences.persistence(question(), known, 10).probability == 1.0  # type: ignore[union-attr]
    assert occurrences.persistence(question(), known, 8).probability == 0.0  # type: ignore[union-attr]
    assert occurrences.persistence(question("time"), known, 8) is None
    assert occurrences.persistence(question("count"), known, 10).chances == (0.0, 0.0, 1.0)  # type: ignore[union-attr]


@pytest.mark.parametrize("kind", ["yes-no", "count", "time"])
@pytest.mark.parametrize("late", [0, 2])
def test_a_replay_is_what_each_day_alone_would_have_said(kind: QuestionKind, late: int) -> None:
    asked = question(kind, late=late)
    origins = [evening(day) for day in range(20, 90, 7)]
    for moment, said, climate, _ in occurrences.rolling(asked, (), 10, origins):
        known = occurrences.series(asked, (), moment)
        assert known is not None
        for ours, alone in ((said, occurrences.forecast(asked, known, 10)), (climate, occurrences.climatology(asked, known, 10))):
            if kind == "yes-no":
                assert ours.probability == pytest.approx(alone.probability, abs=1e-9)
            else:
                size = min(len(ours.chances), len(alone.chances))
                assert np.abs(np.array(ours.chances[:size]) - alone.chances[:size]).max() < 1e-9


def test_what_the_problem_counts_settles_windows_day_by_day() -> None:
    asked = question()

    def became(start: int, now: int) -> str:
        window = Window(about="h", as_of=evening(start), until=START + timedelta(days=start + 10), ends=False)
        return verdict(window, standing(occurrences.events(asked, evening(now)), evening(now))).state

    assert became(45, 49) == "open"
    assert became(45, 50) == "yes"
    assert became(60, 69) == "open"
    assert became(60, 70) == "no"
    assert became(95, 150) == "open", "beyond what was counted nothing is settled"


def test_times_are_days_to_the_next_one() -> None:
    known = occurrences.series(question("time"), (), evening(59))
    assert known is not None
    chances = np.array(occurrences.forecast(question("time"), known, 10).chances)
    assert chances.sum() == pytest.approx(1)
    assert chances[0] == 0
    within = occurrences.climatology(question("time"), known, 10).chances[:11]
    assert sum(within) == pytest.approx(base_rate(3, 60, 10).mean, abs=1e-9)
