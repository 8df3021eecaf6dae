"""A replay beside what was recorded: only windows that an outcome settles count, and the steps know nothing of it."""

from datetime import UTC, datetime, timedelta
from datetime import date as Day

import pytest

from tocsin.engine.step_scores import scored
from tocsin.model import Outcome, Probability
from tocsin.model.replays import Step

FIRST = datetime(2022, 10, 1, 23, 59, 59, 999999, tzinfo=UTC)
BASE = {"flood": {"7": Probability(mean=0.1, low=0.05, high=0.2)}}


def step(day: int, chance: float) -> Step:
    found = {"7": Probability(mean=chance, low=chance / 2, high=min(1.0, chance * 2))}
    return Step(
        as_of=FIRST + timedelta(days=day),
        reports=0,
        origins=0,
        new_reports=0,
        new_origins=0,
        hypotheses={"flood": found},
        states={},
        lit=(),
    )


def outcome(kind: str, on: Day, since: Day | None = None, about: str = "flood") -> Outcome:
    known = datetime(2023, 1, 1, tzinfo=UTC)
    return Outcome(
        id=f"{kind}-{on}",
        problem="p",
        about=about,
        outcome=kind,  # type: ignore[arg-type]  # one of the four
        since=since,
        on=on,
        source="invented",
        by="a person",
        why="invented",
        t_known=known,
        recorded_at=known,
    )


def test_windows_that_an_outcome_settles_are_scored_by_hand() -> None:
    steps = [step(day, chance) for day, chance in enumerate((0.1, 0.2, 0.6, 0.3))]
    (found,) = scored(steps, BASE, [outcome("yes", Day(2022, 10, 9))])
    # The windows end on 8, 9, 10 and 11 October: the first ends before it happened.
    assert (found.n, found.happened, found.void) == (4, 3, 0)
    assert found.brier == pytest.approx((0.1**2 + 0.8**2 + 0.4**2 + 0.7**2) / 4)
    assert found.base_brier == pytest.approx((0.1**2 + 3 * 0.9**2) / 4)
    assert found.skill == pytest.approx(1 - found.brier / found.base_brier)
    assert found.skill_range is None


def test_after_it_has_happened_nothing_is_asked() -> None:
    (found,) = scored([step(0, 0.5), step(20, 0.5)], BASE, [outcome("yes", Day(2022, 10, 5))])
    assert (found.n, found.void) == (1, 1)


def test_what_nobody_recorded_is_not_scored() -> None:
    assert scored([step(0, 0.5)], BASE, []) == ()
    assert scored([step(0, 0.5)], BASE, [outcome("yes", Day(2022, 10, 5), about="another")]) == ()
    assert scored([step(0, 0.5)], BASE, [outcome("no", Day(2022, 10, 4), Day(2022, 10, 1))]) == ()


def test_a_no_that_covers_the_window_settles_it() -> None:
    (found,) = scored([step(0, 0.5)], BASE, [outcome("no", Day(2022, 10, 31), Day(2022, 9, 1))])
    assert (found.n, found.happened, found.brier) == (1, 0, 0.25)
