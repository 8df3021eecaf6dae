"""Holidays by country: Easter by published tables, the n-th weekday, days that began or ended in a year."""

from datetime import date as Day
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.errors import UsageError
from tocsin.library.holidays import easter, holidays, load, weekday_of


@pytest.mark.parametrize(
    ("year", "western", "orthodox"),
    [
        (2000, Day(2000, 4, 23), Day(2000, 4, 30)),
        (2016, Day(2016, 3, 27), Day(2016, 5, 1)),
        (2017, Day(2017, 4, 16), Day(2017, 4, 16)),
        (2022, Day(2022, 4, 17), Day(2022, 4, 24)),
        (2023, Day(2023, 4, 9), Day(2023, 4, 16)),
        (2024, Day(2024, 3, 31), Day(2024, 5, 5)),
        (2025, Day(2025, 4, 20), Day(2025, 4, 20)),
        (2027, Day(2027, 3, 28), Day(2027, 5, 2)),
    ],
)
def test_easter(year: int, western: Day, orthodox: Day) -> None:
    assert easter(year, "western") == western
    assert easter(year, "orthodox") == orthodox


@given(st.integers(1900, 2099))
def test_easter_is_a_sunday_in_spring_and_the_orthodox_one_is_never_earlier(year: int) -> None:
    west, east = easter(year, "western"), easter(year, "orthodox")
    assert west.weekday() == east.weekday() == 6
    assert Day(year, 3, 22) <= west <= Day(year, 4, 25)
    assert Day(year, 4, 3) <= east <= Day(year, 5, 10)
    assert (east - west).days in (0, 7, 28, 35)


@given(st.integers(1950, 2090), st.integers(1, 12), st.integers(0, 6))
def test_the_nth_weekday_of_a_month(year: int, month: int, weekday: int) -> None:
    names = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    first, last = weekday_of(year, 1, names[weekday], month), weekday_of(year, -1, names[weekday], month)  # type: ignore[arg-type]
    assert first.weekday() == last.weekday() == weekday
    assert first.month == last.month == month
    assert first.day <= 7
    assert (last + timedelta(7)).month != month


def test_days_that_moved_with_a_law() -> None:
    ukraine = holidays("ua", (2022, 2023, 2024))
    assert ukraine[Day(2022, 10, 14)] == "Defenders' Day"
    assert ukraine[Day(2023, 10, 1)] == "Defenders' Day"
    assert Day(2024, 1, 7) not in ukraine
    assert Day(2024, 5, 5) in ukraine
    assert holidays("us", (2024,))[Day(2024, 11, 28)] == "Thanksgiving"


def test_every_country_has_a_source_and_days_in_every_year() -> None:
    for code, country in load().items():
        assert country.source
        assert len(holidays(code, (2024,))) >= 8


def test_no_country_has_none_and_an_unknown_one_is_a_wrong_call() -> None:
    assert holidays(None, (2024,)) == {}
    with pytest.raises(UsageError, match="xx"):
        holidays("xx", (2024,))
