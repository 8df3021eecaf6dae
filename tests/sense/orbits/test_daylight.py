"""Nights over a place: as long as the share of darkness says, and none in the midnight sun."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from tocsin.model.observations import Place
from tocsin.sense.orbits.daylight import daylight, nights

WINTER, SUMMER = datetime(2022, 12, 20, tzinfo=UTC), datetime(2022, 6, 20, tzinfo=UTC)


@pytest.mark.parametrize(("lat", "start"), [(54.7, WINTER), (54.7, SUMMER), (68.2, WINTER), (68.2, SUMMER), (0.0, WINTER)])
def test_nights_add_up_to_the_dark_hours(lat: float, start: datetime) -> None:
    place, days = Place(id="x", name="x", lat=lat, lon=20.5), 3
    end = start + timedelta(days=days)
    found = nights(place, start, end, 10.0)
    hours = sum((last - first) / timedelta(hours=1) for first, last in found)
    assert hours / days == pytest.approx(daylight(place, start, end, 10.0).dark_hours_a_day, abs=0.02)
    assert all(start <= first < last <= end for first, last in found)
    assert all(one[1] < other[0] for one, other in pairwise(found))


def test_the_midnight_sun_has_no_night_and_the_polar_night_is_one() -> None:
    place = Place(id="x", name="x", lat=72.0, lon=20.5)
    assert nights(place, SUMMER, SUMMER + timedelta(days=2), 0.0) == []
    assert nights(place, WINTER, WINTER + timedelta(days=2), 0.0) == [(WINTER, WINTER + timedelta(days=2))]
