"""Our own side: acknowledged by a time is known by another, later latency never helps, nights wait for the morning."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.warn.margin.made import MONDAY, own
from tocsin.model.pathways import Duty
from tocsin.warn.margin.answering import Answering, answering, duties
from tocsin.warn.margin.drawn import Drawn

OFFICE = Duty(days=(1, 2, 3, 4, 5), begins=9, ends=17)


def made(on: float, off: float, waits: float = 0.0, duty: Duty = OFFICE) -> Answering:
    begins, ends = duties(duty, MONDAY, 500)
    return Answering(np.array([[waits]]), np.array([[on]]), np.array([[max(on, off)]]), begins, ends)


def test_duty_is_told_in_hours_since_as_of() -> None:
    begins, ends = duties(OFFICE, MONDAY, 24 * 7)
    assert {9.0, 33.0, 9.0 + 7 * 24} <= set(begins)
    assert 9.0 + 5 * 24 not in begins  # a Saturday
    assert {17.0, 41.0} <= set(ends)


def test_duty_in_another_zone_and_around_the_clock() -> None:
    assert 7.0 in duties(Duty(days=(1, 2, 3, 4, 5), begins=9, ends=17, utc_offset=2), MONDAY, 100)[0]
    begins, ends = duties(Duty(), MONDAY, 100)
    assert len(begins) == len(ends) == 1


def test_a_night_waits_but_never_longer_than_until_the_morning() -> None:
    answer = made(0.5, 100.0)
    assert answer.acknowledged(np.array([[10.0]])) == 10.5
    assert answer.acknowledged(np.array([[20.0]])) == 33.5
    assert made(0.5, 2.0).acknowledged(np.array([[20.0]])) == 22.0
    assert np.isinf(answer.acknowledged(np.array([[np.inf]])))


@given(st.floats(-200, 400), st.floats(0, 5), st.floats(0, 60), st.floats(0, 10))
def test_the_latest_moment_is_the_inverse(by: float, on: float, off: float, waits: float) -> None:
    answer = made(on, off, waits)
    latest = answer.latest(np.array([[by]]))
    assert answer.acknowledged(latest - 1e-6) <= by + 1e-5
    assert answer.acknowledged(latest + 1e-6) >= by - 1e-5


@given(st.floats(-100, 300), st.floats(0, 50), st.floats(0, 5), st.floats(0, 60))
def test_who_knows_later_acknowledges_later(known: float, more: float, on: float, off: float) -> None:
    answer = made(on, off)
    first, second = (answer.acknowledged(np.array([[t]])) for t in (known, known + more))
    assert second >= first - 1e-9


def test_drawn_times_hold_their_means() -> None:
    u = np.random.default_rng(0).random((2, 1, 200_000))
    answer = answering(own(2.0, 0.5, 0.3, 3.0), Drawn(1), list(u), MONDAY, 100)
    assert abs(answer.waits.mean() - 1.5) < 0.01
    assert abs(answer.on.mean() - 0.3) < 0.01
    assert abs(answer.off.mean() - 3.0) < 0.05
