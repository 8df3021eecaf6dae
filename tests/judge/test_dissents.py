"""Who dissents: the last word of each person, while it runs, and never before it was known."""

from datetime import UTC, datetime, timedelta
from typing import Any

from tocsin.judge.dissents import dissents
from tocsin.model import PersonJudgement, Probability

NEW_YEAR = datetime(2024, 1, 1, 12, tzinfo=UTC)


def judged(day: int, dissent: str | None, **more: Any) -> PersonJudgement:
    when = NEW_YEAR + timedelta(days=day)
    fields: dict[str, Any] = {"about": "h", "by": "A", "probability": Probability(mean=0.2, low=0.2, high=0.2), "t_known": when, **more}
    return PersonJudgement(
        id=f"{day}",
        problem="p",
        problem_version="1",
        horizon=30,
        as_of=when,
        until=when.date() + timedelta(days=30),
        why="w",
        dissent=dissent,
        **fields,
    )


def found(*given: PersonJudgement, day: int = 5) -> list[str]:
    return [one.id for one in dissents(given, ["h"], "a", NEW_YEAR + timedelta(days=day))]


def test_only_what_is_known_runs_and_was_not_taken_back() -> None:
    assert found(judged(0, "too low")) == ["0"]
    assert found(judged(0, "too low"), judged(2, None)) == []
    assert found(judged(0, "too low"), judged(9, None)) == ["0"]
    assert found(judged(0, "too low"), day=31) == []
    assert found(judged(0, "too low", t_known=NEW_YEAR + timedelta(days=7))) == []
    assert found(judged(0, "too low", about="other")) == []
    assert found(judged(0, "too low"), judged(1, "too high", by="B")) == ["0", "1"]
