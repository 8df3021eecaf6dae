"""The instruments' files, and what no link may say."""

from datetime import date as Day

import pytest

from tocsin.library import combat, instruments


def test_each_says_what_it_can_and_cannot_tell() -> None:
    for one in instruments.load().values():
        for text in (one.name, one.what, one.can, one.cannot):
            assert set(text) >= {"en", "fr"}
        assert one.licence
        assert one.source
        assert len({measure.id for measure in one.measures}) == len(one.measures)


def test_what_never_tells_of_a_strike_says_so() -> None:
    never = {one.id for one in instruments.load().values() if one.never_strike}
    assert never == {"thermal", "seismic", "alerts"}
    for name in never:
        assert "never tells of a strike" in instruments.get(name).cannot["en"]


def test_what_moves_is_told_late_and_its_bytes_are_not_kept() -> None:
    for name in ("adsb", "ais"):
        one = instruments.get(name)
        assert one.delay_minutes >= 180
        assert not one.keeps_raw
        assert not one.pass_on


@pytest.mark.parametrize(
    ("lat", "lon", "on", "refused"),
    [
        (48.0, 37.8, Day(2024, 1, 1), True),
        (48.0, 37.8, Day(2021, 1, 1), False),  # before it was one
        (50.5, 30.5, Day(2022, 3, 1), True),
        (50.5, 30.5, Day(2024, 1, 1), False),  # the north, after April 2022
        (31.5, 34.5, Day(2024, 1, 1), True),
        (54.9, 20.4, Day(2024, 1, 1), False),
        (50.2, 40.2, Day(2024, 1, 1), True),  # on the edge
        (50.3, 40.2, Day(2024, 1, 1), False),
    ],
)
def test_no_site_in_active_combat(lat: float, lon: float, on: Day, refused: bool) -> None:
    told = combat.refusal(lat, lon, on)
    assert (told is not None) == refused
    assert told is None or "active combat" in told
