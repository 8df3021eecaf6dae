"""A replay's text is readable at a glance: courses, bars, and what moved it."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.library import problems
from tocsin.model import Probability
from tocsin.model.replays import Move, Replay, Step
from tocsin.warn.replayed import BAR, LEVELS, WIDTH, bar, replayed, sparkline

CHANCES = st.lists(st.floats(1e-7, 1), min_size=1, max_size=200)


@given(CHANCES)
def test_a_course_shows_its_highest_and_never_more_than_its_columns(values: list[float]) -> None:
    told = sparkline(values)
    assert 1 <= len(told) <= 24
    assert set(told) <= set(LEVELS)
    if max(values) > 1.1 * min(values):
        assert LEVELS[-1] in told


@given(st.floats(1e-7, 1), st.floats(1e-7, 1), st.floats(1e-7, 1))
def test_a_longer_bar_is_a_higher_chance(a: float, b: float, c: float) -> None:
    low, mid, high = sorted((a, b, c))
    lengths = [bar(value, low, high) for value in (low, mid, high)]
    sizes = [len(told) - (told[-1] != "█") + (" ▏▎▍▌▋▊▉".find(told[-1]) / 8 if told[-1] != "█" else 0) for told in lengths]
    assert sizes == sorted(sizes)
    assert all(0 < len(told) <= BAR for told in lengths)


def replay_of(means: list[float]) -> Replay:
    problem = problems.load("nuclear-escalation")

    def chances(value: float) -> dict[str, Probability]:
        return {days: Probability(mean=value, low=value / 3, high=min(1.0, value * 3)) for days in ("7", "30", "90")}

    steps = [
        Step(
            as_of=datetime(2022, 10, 1 + n, 23, 59, 59, 999999, tzinfo=UTC),
            reports=n,
            origins=n,
            new_reports=int(n > 0),
            new_origins=int(n > 0),
            hypotheses={h.id: chances(value if h.id == "demonstration" else 0.001) for h in problem.hypotheses},
            states={},
            lit=("rhetoric",),
            moves=(
                Move(
                    hypothesis="demonstration",
                    horizon=30,
                    change=0.002,
                    by="origin",
                    delta=0.002,
                    indicator="rhetoric",
                    origin="o",
                    publisher="Norvane\x1b[31m Press",
                ),
            )
            if n
            else (),
        )
        for n, value in enumerate(means)
    ]
    return Replay(
        problem=problem.id,
        problem_version=problem.version,
        since=steps[0].as_of,
        until=steps[-1].as_of,
        step="1d",
        horizons=(7, 30, 90),
        draws=20,
        seed=0,
        base_rate=steps[0].hypotheses,
        hindsight=("They knew the end.",),
        steps=tuple(steps),
        synthetic=True,
    )


def test_the_one_that_moved_most_is_shown_with_what_moved_it() -> None:
    text = replayed(replay_of([0.001, 0.003, 0.005]), problems.load("nuclear-escalation"))
    assert text.startswith("TLP:CLEAR - SYNTHETIC")
    assert text.rstrip().endswith("SYNTHETIC")
    assert "HINDSIGHT-INFORMED. They knew the end." in text
    assert "a nuclear detonation as a sign or a test, within 30 days" in text
    assert "+200 nuclear rhetoric: Norvane" in text
    assert "\x1b" not in text
    assert max(len(row) for row in text.splitlines()) <= WIDTH


@pytest.mark.parametrize("hypothesis", ["strategic-use", "unmodelled"])
def test_another_may_be_asked_for(hypothesis: str) -> None:
    problem = problems.load("nuclear-escalation")
    text = replayed(replay_of([0.001, 0.003]), problem, hypothesis)
    assert f"{next(h.name['en'] for h in problem.hypotheses if h.id == hypothesis)}, within 30 days" in text


def test_what_recurs_is_told_once_with_its_count() -> None:
    """Of many events of one hypothesis in the record the last is told: sixteen launches are no sixteen key judgements."""
    from datetime import date

    from tocsin.model import Happening
    from tocsin.warn.timing import latest

    def event(name: str, day: int) -> Happening:
        known = datetime(2022, 1, day, tzinfo=UTC)
        return Happening(id=f"{name}-{day}", hypothesis=name, date=date(2022, 1, day), t_known=known, on_whose_word="x")

    found = latest([event("b", 9), event("a", 3), event("b", 2), event("b", 20)])
    assert [(one.hypothesis, one.date.day, count) for one, count in found] == [("a", 3, 1), ("b", 20, 3)]
