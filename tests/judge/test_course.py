"""Looking back through the front door: late evidence changes the past as judged now, never as it was judged then."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.judge.test_happenings import happening, restarting
from tests.judge.test_judgement import chances, judged
from tests.judge.worlds import AS_OF, case, day, problem, statement, watched
from tocsin.model import Assessment, rounded, to_json

TODAY = AS_OF.date()
FROM = TODAY - timedelta(days=40)


def high(states: tuple[object, ...]) -> float:
    """Mean chance of the two highest states."""
    return sum(state.probability.mean for state in states[2:])  # type: ignore[attr-defined]


def back(*pairs: object, **more: object) -> Assessment:
    return judged(pairs, smooth_from=FROM, draws=20, **more)  # type: ignore[arg-type]


def test_each_day_twice_and_the_last_one_alike() -> None:
    result = back(case("a", 10), coverage=[watched("satellite", "transport", 30, 20)])
    (course,) = result.course
    assert [one.day for one in course.days] == [FROM + timedelta(days=n) for n in range(41)]
    assert rounded(course.days[-1].filtered) == rounded(course.days[-1].smoothed)
    for one in course.days:
        for states in (one.filtered, one.smoothed):
            assert sum(state.probability.mean for state in states) == pytest.approx(1)
    before = next(one for one in course.days if one.day == TODAY - timedelta(days=12))
    assert high(before.smoothed) > high(before.filtered) * 1.2
    assert judged([case("a", 10)]).course == ()


def test_looking_back_changes_no_judgement() -> None:
    pairs = [case("a", 10), case("b", 4, "beta")]
    assert chances(back(*pairs)) == chances(judged(pairs, draws=20))


@given(ago=st.integers(5, 30), late=st.integers(1, 4))
@settings(max_examples=3, deadline=None)
def test_late_evidence_changes_the_past_as_judged_now_never_as_judged_then(ago: int, late: int) -> None:
    """A report that became known `late` days ago dates an activity `ago` days ago."""
    said = statement("late", late, date=day(ago).date().isoformat())
    found = case("late", late, said=said)
    then = day(late + 0.5)
    assert to_json(back(found, as_of=then)) == to_json(back(as_of=then))
    with_it, without = back(found), back()
    at = ago + 1
    days = [{one.day: one for one in result.course[0].days} for result in (with_it, without)]
    now, bare = (some[TODAY - timedelta(days=at - 1)] for some in days)
    assert high(now.filtered) > high(bare.filtered) * 1.05
    assert high(now.smoothed) > high(bare.smoothed) * 1.05
    earlier = TODAY - timedelta(days=at)
    assert high(days[0][earlier].filtered) == pytest.approx(high(days[1][earlier].filtered), rel=1e-9)
    assert high(days[0][earlier].smoothed) > high(days[1][earlier].smoothed)


def test_late_evidence_counts_from_its_day() -> None:
    """What is learnt today of an activity three weeks ago weighs as what was learnt of it then."""
    told = [case("x", late, said=statement("x", late, date=day(20).date().isoformat())) for late in (20, 1)]
    assert chances(judged(told[:1])) == pytest.approx(chances(judged(told[1:])), rel=1e-9)


def test_a_run_that_began_anew_is_looked_back_on_from_there() -> None:
    result = judged([case("a", 3)], declared=restarting(), happenings=[happening(8)], smooth_from=FROM, draws=20)
    assert result.course[0].days[0].day == TODAY - timedelta(days=7)
    assert judged([case("a", 3)], declared=problem(), happenings=[happening(8)], smooth_from=FROM, draws=20).course == ()
