"""Alarms counted: by beginnings and by days, what came before the event and what for nothing; of a hundred, by Bayes' rule."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.warn.false_alarms import before_event, begins, counted, points, ringing


def column(text: str) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """`#` is 1, `-` is .5, `.` is 0: one world."""
    return np.array([{"#": 1.0, "-": 0.5, ".": 0.0}[c] for c in text])[:, None]


@pytest.mark.parametrize(
    ("days", "alarm"),
    [("..##..", "..##.."), ("..#-..", "..##.."), (".-#--.-", "..###.."), ("-----", "....."), ("#-#.#", "###.#")],
)
def test_off_lies_below_on(days: str, alarm: str) -> None:
    assert (ringing(column(days), 1.0, 0.5)[:, 0] == (column(alarm)[:, 0] == 1)).all()


def test_a_constant_alarm_begins_once_and_stands_all_days() -> None:
    quiet = np.ones((400, 5))
    ending = np.ones((400, 5))
    found = counted(quiet, ending, np.full(5, 200), at=0.5, off=0.5, first=35, horizon=30)
    assert (found.alarms == 1).all()
    assert (found.days == 365).all()
    assert found.seen.all()
    assert (found.lead == 30).all()
    assert (found.hits == 1).all()
    assert (found.misses == 0).all()


@pytest.mark.parametrize(
    ("days", "seen", "lead", "hits", "misses"),
    [
        ("....##....##..", True, 4, 1, 1),  # the event comes on day 14, the last five days count
        ("....##........", False, 0, 0, 1),
        (".......###....", True, 5, 1, 0),  # runs into the window: seen from its first day on
        (".............#", True, 1, 1, 0),
        ("..........#.#.", True, 4, 2, 0),
        ("#.............", False, 0, 0, 0),  # before the counted days
        ("..............", False, 0, 0, 0),
    ],
)
def test_alarms_before_an_event(days: str, seen: bool, lead: int, hits: int, misses: int) -> None:
    after = column(days + "######")
    found = counted(after, after, np.array([14]), at=1.0, off=1.0, first=2, horizon=5)
    assert (bool(found.seen[0]), found.lead[0], found.hits[0], found.misses[0]) == (seen, lead, hits, misses)


def test_begins_from_a_first_day_on() -> None:
    alarm = column("##..#.##")[:, :] == 1
    assert begins(alarm, 0)[:, 0].tolist() == [True, False, False, False, True, False, True, False]
    assert begins(alarm, 1)[:, 0].tolist() == [False, True, False, False, True, False, True, False]


def test_a_two_state_alarm_comes_as_often_as_its_closed_form() -> None:
    """On with a a day, off with b: a b / (a + b) alarms a day, a share a / (a + b) of days."""
    a, b, days, many = 0.02, 0.1, 500, 400
    rng = np.random.default_rng(3)
    on = rng.random(many) < a / (a + b)
    values = np.zeros((days, many))
    for t in range(days):
        values[t] = on
        on = np.where(on, rng.random(many) >= b, rng.random(many) < a)
    (point,) = points(values, values, np.full(many, days - 1), [0.5], down=1.0, first=100, horizon=30, a_year=(0.01, 0.001, 0.05))
    rate = 365.25 * a * b / (a + b)
    standing_already = 365.25 / 400 * (a / (a + b)) * (1 - b)  # the first counted day holds alarms that began earlier
    assert point.false_alarms.value == pytest.approx(rate + standing_already, abs=4 * point.false_alarms.error)
    assert point.false_days.value == pytest.approx(365.25 * a / (a + b), abs=4 * point.false_days.error)
    quiet_window = (b / (a + b)) * (1 - a) ** 29
    assert point.seen.value == pytest.approx(1 - quiet_window, abs=4 * point.seen.error)
    assert 0 < point.false_alarms.error < 0.5


def a_year(most: float) -> st.SearchStrategy[float]:
    """Alarms a year, or what of them: none, or not so few that a product with a chance is no longer a normal number."""
    return st.just(0.0) | st.floats(1e-9, most)


@given(st.floats(1e-6, 1), a_year(5), a_year(5), a_year(20))
def test_of_a_hundred_by_bayes(p: float, hits: float, misses: float, quiet: float) -> None:
    found = before_event(p, hits, misses, quiet)
    if hits + misses + quiet == 0 or p * (hits + misses) + (1 - p) * quiet == 0:
        assert np.isnan(found)
    else:
        assert 0 <= found <= 100 + 1e-9
        assert before_event(min(1.0, p * 2), hits, misses, quiet) >= found - 1e-9 or hits + misses == 0


def test_one_alarm_a_year_and_one_event_in_a_hundred() -> None:
    """All events rung for once, one false alarm a quiet year: of 100 alarms one comes before an event."""
    assert before_event(0.01, 1, 0, 1) == pytest.approx(1.0)
    assert before_event(0.1, 1, 0, 1) == pytest.approx(10.0)


def test_a_higher_threshold_sees_no_more_and_rings_on_fewer_days() -> None:
    rng = np.random.default_rng(5)
    quiet, ending = rng.random((200, 60)) ** 3, rng.random((200, 60))
    curve = points(quiet, ending, np.full(60, 150), [0.1, 0.3, 0.6, 0.9, 0.999], down=1.0, first=20, horizon=10, a_year=(0.02, 0.01, 0.05))
    for lower, higher in itertools.pairwise(curve):
        assert higher.seen.value <= lower.seen.value
        assert higher.false_days.value <= lower.false_days.value
    assert curve == points(
        quiet, ending, np.full(60, 150), [0.1, 0.3, 0.6, 0.9, 0.999], down=1.0, first=20, horizon=10, a_year=(0.02, 0.01, 0.05)
    )
    assert all(point.seen.error > 0 and point.false_alarms.error > 0 for point in curve)
    for point in curve:
        tenth, once, ten = point.of_hundred
        assert tenth.before <= once.before <= ten.before
        assert once.low <= once.before <= once.high
