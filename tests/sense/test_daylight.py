"""The sun's height beside published values."""

from datetime import date as Day

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.sense.daylight import dark, declination, light_again, noon_elevation


@pytest.mark.parametrize(
    ("day", "degrees"),
    [
        (Day(2024, 3, 20), 0.0),  # equinoxes and solstices (Astronomical Almanac: obliquity 23.44)
        (Day(2024, 6, 20), 23.44),
        (Day(2024, 9, 22), 0.0),
        (Day(2024, 12, 21), -23.44),
    ],
)
def test_declination_at_the_turns_of_the_year(day: Day, degrees: float) -> None:
    assert declination(day) == pytest.approx(degrees, abs=0.5)


def test_the_polar_night_of_murmansk() -> None:
    # Murmansk (69.0 N): geometrically, without refraction, from the last days of November to the middle of January.
    assert not dark(69.0, Day(2024, 11, 20))
    assert dark(69.0, Day(2024, 12, 5))
    again = light_again(69.0, Day(2024, 12, 5))
    assert again is not None
    assert Day(2025, 1, 10) <= again <= Day(2025, 1, 20)


def test_nothing_is_dark_at_the_equator_and_the_pole_waits_for_spring() -> None:
    assert not any(dark(0.0, Day(2024, month, 1)) for month in range(1, 13))
    again = light_again(90.0, Day(2024, 12, 21))
    assert again is not None
    assert again.month == 3


@given(st.floats(-90, 90), st.dates(Day(2000, 1, 1), Day(2050, 1, 1)), st.floats(0, 30))
def test_light_again_is_the_first_light_day(lat: float, day: Day, above: float) -> None:
    assert -90 - 24 <= noon_elevation(lat, day) <= 90
    again = light_again(lat, day, above)
    if again is not None:
        assert not dark(lat, again, above)
        assert again >= day
