"""Gaps, blindness and the chance that one look is clear, against reckoning by hand and over all of what may come."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sense.orbits.test_looking import KALININGRAD, OPTICAL, RADAR

from tocsin.model import Look
from tocsin.model.orbits import Gap
from tocsin.sense.orbits.gaps import gaps
from tocsin.sense.orbits.sky import one_clear

START = datetime(2022, 10, 20, tzinfo=UTC)
END = START + timedelta(days=2)


def look(hours: float, refused: str | None = None, odds: tuple[float, float] | None = (0.2, 0.4)) -> Look:
    return Look(
        id=f"{hours}", satellite="EXAMPLE", sensor="example", place=KALININGRAD, t=START + timedelta(hours=hours), t_sigma=1.0,
        off_nadir_deg=10.0, elevation_deg=70.0, sun_elevation_deg=3.0, refused=refused, p_clear_range=odds,
    )  # fmt: skip


def gap(*looks: Look, held: int = 1) -> Gap:
    """Of the family itself."""
    return gaps(looks, [OPTICAL], [KALININGRAD], START, END, {"example": held})[-1]


def test_by_hand() -> None:
    found = gap(look(2), look(5), look(30), look(6, "night: too dark"))
    assert (found.looks, found.worst_hours, found.median_hours) == (3, 25.0, 14.0)
    assert found.worst_start == START + timedelta(hours=5)
    assert found.worst_end == START + timedelta(hours=30)
    assert found.refused == {"night": 1}
    assert found.blind == "none"
    # Two days with looks: one sky over both, or one each.
    assert found.p_clear_one is not None
    assert found.p_clear_one == pytest.approx((0.2, 1 - 0.6 * 0.6))


def test_the_edges_of_the_window_count_as_looks() -> None:
    assert gap(look(1)).worst_hours == 47.0
    assert gap(look(47)).worst_hours == 47.0
    assert gap().worst_hours == 48.0


@given(hours=st.lists(st.floats(0, 47.9), max_size=12))
def test_the_worst_is_the_longest_stretch_in_which_there_is_none(hours: list[float]) -> None:
    found = gap(*[look(one) for one in hours])
    times = [START, *sorted(START + timedelta(hours=one) for one in hours), END]
    assert not [t for t in times if found.worst_start < t < found.worst_end]
    assert found.worst_end - found.worst_start == max(b - a for a, b in pairwise(times))


@pytest.mark.parametrize(
    ("looks", "held", "cause"),
    [
        ((), 0, "no-elements"),
        ((), 2, "no-pass"),
        ((look(1, "night: x"), look(2, "night: x")), 1, "night"),
        ((look(1, "stale: x"), look(2, "night: x")), 1, "stale"),
        ((look(1, odds=(0.0, 0.05)), look(2, odds=(0.0, 0.1))), 1, "cloud"),
        ((look(1, "night: x"), look(2)), 1, "none"),
    ],
)
def test_why_nobody_looks(looks: tuple[Look, ...], held: int, cause: str) -> None:
    found = gap(*looks, held=held)
    assert found.blind == cause
    assert (found.why is None) == (cause == "none")


def test_kinds_and_all_together_come_before_the_families() -> None:
    found = gaps([look(1)], [OPTICAL, RADAR], [KALININGRAD], START, END, {"example": 1})
    assert [one.sensor for one in found] == ["optical", "radar", "any", "example", "example"]
    assert found[2].looks >= found[0].looks


@given(st.lists(st.tuples(st.sampled_from(["a", "b", "c"]), st.tuples(st.floats(0, 0.5), st.floats(0.5, 1))), min_size=1, max_size=8))
def test_a_further_look_never_makes_it_less_likely_that_one_is_clear(each: list[tuple[str, tuple[float, float]]]) -> None:
    whole, part = one_clear(each), one_clear(each[:-1])
    assert whole is not None
    assert 0 <= whole[0] <= whole[1] <= 1
    if part is not None:
        assert whole[0] >= part[0]
        assert whole[1] >= part[1] - 1e-12
