"""Item D of notices: hours, nights, weekdays and days of the month."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.sense.instruments.schedules import windows

START, END = datetime(2024, 11, 18, tzinfo=UTC), datetime(2024, 11, 25, tzinfo=UTC)  # Monday to Monday


def told(text: str | None) -> list[str]:
    return [f"{one.start:%d %H:%M}-{one.end:%d %H:%M}" for one in windows(text, START, END)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (None, ["18 00:00-25 00:00"]),
        ("H24", ["18 00:00-25 00:00"]),
        ("SOMETHING ELSE", ["18 00:00-25 00:00"]),
        ("SAT 0600-1800", ["23 06:00-23 18:00"]),
        ("FRI-SAT 0600-1800", ["22 06:00-22 18:00", "23 06:00-23 18:00"]),
        ("SAT-SUN 2100-0500", ["18 00:00-18 05:00", "23 21:00-24 05:00", "24 21:00-25 00:00"]),  # that of Sunday 17 reaches into Monday
        ("NOV 19-20 0000-0400", ["19 00:00-19 04:00", "20 00:00-20 04:00"]),
        ("19 21 0800-0900 1000-1100", ["19 08:00-19 09:00", "19 10:00-19 11:00", "21 08:00-21 09:00", "21 10:00-21 11:00"]),
        ("MON 0100-0200, WED 0300-0400", ["18 01:00-18 02:00", "20 03:00-20 04:00"]),
        ("TUE SR-SS", ["19 00:00-20 00:00"]),
    ],
)
def test_hours_in_force(text: str | None, expected: list[str]) -> None:
    assert told(text) == expected


def test_daily_hours_hold_on_each_day() -> None:
    assert len(told("DAILY 0600-1800")) == len(told("0600-1800")) == 7


@given(st.text("0123456789-,/ MONTUESDAILYHR24NOV", max_size=40), st.integers(0, 2_000), st.integers(1, 4_000))
def test_windows_lie_inside_whatever_is_written(text: str, after: int, hours: int) -> None:
    start = START + timedelta(hours=after)
    end = start + timedelta(hours=hours)
    for one in windows(text, start, end):
        assert start <= one.start <= one.end <= end
