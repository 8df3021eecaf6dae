"""Quiet hours: what waits, until when, over nights and changes of the clock."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.model.triggers import Quiet
from tocsin.warn.quiet import held_until

NIGHT = Quiet(zone="Europe/Paris", begin="22:00", end="06:30")
SUMMER = datetime(2026, 7, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "until"),
    [
        ("2026-01-10T20:59:59", None),
        ("2026-01-10T21:00:00", "2026-01-11T05:30:00"),
        ("2026-01-11T05:29:59", "2026-01-11T05:30:00"),
        ("2026-01-11T05:30:00", None),
        ("2026-07-10T20:00:00", "2026-07-11T04:30:00"),
        ("2026-03-28T23:00:00", "2026-03-29T04:30:00"),  # the night in which an hour is missing
        ("2026-10-24T22:00:00", "2026-10-25T05:30:00"),  # the night in which one comes twice
    ],
)
def test_a_night_in_paris(at: str, until: str | None) -> None:
    found = held_until(datetime.fromisoformat(at).replace(tzinfo=UTC), "moderate", None, [NIGHT])
    assert found == (None if until is None else datetime.fromisoformat(until).replace(tzinfo=UTC))


def test_what_is_grave_enough_wakes() -> None:
    at = datetime(2026, 1, 10, 23, tzinfo=UTC)
    assert held_until(at, "severe", None, [NIGHT]) is None
    assert held_until(at, "extreme", None, [NIGHT]) is None
    assert held_until(at, "minor", None, [NIGHT]) is not None


def test_quiet_hours_of_some_are_nobody_elses() -> None:
    mine = Quiet(zone="UTC", begin="00:00", end="06:00", roles=("director",))
    at = datetime(2026, 1, 10, 3, tzinfo=UTC)
    assert held_until(at, "moderate", "watch-officer", [mine]) is None
    assert held_until(at, "moderate", "director", [mine]) == datetime(2026, 1, 10, 6, tzinfo=UTC)


def test_windows_that_follow_one_another_are_one_and_endless_ones_hold_nothing_for_ever() -> None:
    some = [Quiet(zone="UTC", begin="22:00", end="02:00"), Quiet(zone="UTC", begin="01:30", end="06:00")]
    assert held_until(datetime(2026, 1, 10, 23, tzinfo=UTC), "minor", None, some) == datetime(2026, 1, 11, 6, tzinfo=UTC)
    always = [Quiet(zone="UTC", begin="00:00", end="12:00"), Quiet(zone="UTC", begin="12:00", end="00:00")]
    assert held_until(datetime(2026, 1, 10, 23, tzinfo=UTC), "minor", None, always) is not None


@given(
    st.integers(0, 8 * 365 * 24 * 3600).map(lambda seconds: SUMMER + timedelta(seconds=seconds)),
    st.times().map(lambda t: t.replace(second=0, microsecond=0)),
    st.times().map(lambda t: t.replace(second=0, microsecond=0)),
    st.sampled_from(["Europe/Paris", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Apia", "UTC"]),
)
def test_an_end_lies_ahead_and_outside(at: datetime, begin: time, end: time, zone: str) -> None:
    if begin == end:
        return
    window = Quiet(zone=zone, begin=f"{begin:%H:%M}", end=f"{end:%H:%M}")
    found = held_until(at, "minor", None, [window])
    local = at.astimezone(ZoneInfo(zone)).time()
    inside = begin <= local < end if begin < end else local >= begin or local < end
    assert (found is not None) == inside
    if found is not None:
        assert at < found <= at + timedelta(hours=26)
        assert held_until(found, "minor", None, [window]) is None
