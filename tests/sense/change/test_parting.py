"""Which dates are which."""

from datetime import UTC, datetime, timedelta

import pytest

from tocsin.errors import UsageError
from tocsin.sense.change import parting

TIMES = [datetime(2024, 1, 1, tzinfo=UTC) + timedelta(days=12 * i) for i in range(10)]


def test_by_default_the_first_half_is_calm_and_half_of_that_the_baseline() -> None:
    assert parting.part(TIMES, [1.0] * 10) == ((0, 1, 2), (3, 4), (5, 6, 7, 8, 9), ())


def test_clouded_dates_are_in_no_part_but_their_own() -> None:
    clear = [1, 0.1, 1, 1, 1, 0, 1, 1, 1, 1]
    found = parting.part(TIMES, clear)
    assert found.unseen == (1, 5)
    assert sorted((*found.baseline, *found.reference, *found.watched)) == [0, 2, 3, 4, 6, 7, 8, 9]


def test_since_a_date() -> None:
    assert parting.part(TIMES, [1.0] * 10, TIMES[3]) == ((0, 1), (2,), (3, 4, 5, 6, 7, 8, 9), ())
    for since in (TIMES[1], TIMES[9] + timedelta(days=1)):
        with pytest.raises(UsageError, match="usable dates"):
            parting.part(TIMES, [1.0] * 10, since)
