"""Moments as people type them."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.engine import clock
from tocsin.errors import UsageError


@given(st.dates())
def test_a_bare_date_means_its_end_or_its_start(day: object) -> None:
    start, end = clock.moment(str(day), "start"), clock.moment(str(day), "end")
    assert start.date() == end.date() == day
    assert start.tzinfo is UTC
    assert (end - start).total_seconds() == pytest.approx(86400, abs=1e-3)


@given(st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2100, 1, 1), timezones=st.timezones()))  # noqa: DTZ001 - hypothesis wants naive bounds
def test_a_time_with_a_zone_is_that_moment(when: datetime) -> None:
    text = when.astimezone(UTC).isoformat()
    assert clock.moment(text, "end") == clock.moment(text, "start") == when.astimezone(UTC)


@pytest.mark.parametrize("text", ["", "tomorrow", "2024-13-01", "2024-11-30T06:00:00", "30/11/2024"])
def test_anything_else_is_refused_with_what_to_write(text: str) -> None:
    with pytest.raises(UsageError, match="write"):
        clock.moment(text, "end")


def test_the_clock_can_be_fixed() -> None:
    assert clock.now({"TOCSIN_NOW": "2024-11-30T06:00:00Z"}) == datetime(2024, 11, 30, 6, tzinfo=UTC)
    assert clock.now({}).tzinfo is UTC
