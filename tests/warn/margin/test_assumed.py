"""Assumed passes: their rhythm, their solar hours, light and season."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from tests.warn.margin.made import MONDAY, channel
from tocsin.model.declared import Place
from tocsin.model.pathways import AssumedLooks, Channel, Sees
from tocsin.warn.margin.assumed import EPOCH, sky, sun_height

PLACE = Place(id="p", name={"en": "P"}, lat=55.0, lon=36.0, why="", source="", known_since=MONDAY.date())
CLEAR = (0.1, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1)


def eye(**how: object) -> Channel:
    return channel("eye", {"a": Sees()}, assumed=AssumedLooks(**how))  # type: ignore[arg-type]


@pytest.mark.parametrize("hours", [12.0, 24.0, 40.0, 100.0])
def test_passes_keep_their_rhythm(hours: float) -> None:
    found = sky([eye(revisit_hours=hours, local_hours=(6.0, 18.0))], [PLACE], MONDAY, 2400.0).over("eye", "p")
    assert len(found.times) == pytest.approx(2400 / hours, abs=2)
    anyhour = sky([eye(revisit_hours=hours)], [PLACE], MONDAY, 2400.0).over("eye", "p")
    assert np.allclose(np.diff(anyhour.times), hours)


def test_passes_stand_still_when_as_of_moves() -> None:
    one = sky([eye(revisit_hours=30.0, local_hours=(10.5,))], [PLACE], MONDAY, 500.0).over("eye", "p")
    later = sky([eye(revisit_hours=30.0, local_hours=(10.5,))], [PLACE], MONDAY + timedelta(hours=50), 450.0).over("eye", "p")
    assert np.allclose(later.times + 50, one.times[one.times >= 50])


def test_light_and_cloud_have_their_seasons() -> None:
    channel_ = eye(revisit_hours=24.0, local_hours=(10.5,), light=True, clear=CLEAR)
    june, december = (sky([channel_], [PLACE], datetime(2024, month, 5, tzinfo=UTC), 480.0).over("eye", "p") for month in (6, 12))
    assert set(june.usable) == {0.5}
    assert set(december.usable) == {0.1}
    night = eye(revisit_hours=24.0, local_hours=(23.0,), light=True)
    assert len(sky([night], [PLACE], MONDAY, 480.0).over("eye", "p").times) == 0


def test_the_suns_height() -> None:
    def at(moment: datetime, lat: float, lon: float) -> float:
        return float(sun_height(lat, lon, np.array([(moment - EPOCH) / timedelta(hours=1)]))[0])

    assert at(datetime(2024, 3, 20, 12, 7, tzinfo=UTC), 0.0, 0.0) == pytest.approx(90.0, abs=0.5)  # equinox, noon, equator
    assert at(datetime(2024, 6, 20, 12, 2, tzinfo=UTC), 51.5, 0.0) == pytest.approx(90 - 51.5 + 23.44, abs=0.1)
    assert at(datetime(2024, 12, 21, 11, 58, tzinfo=UTC), 68.0, 0.0) == pytest.approx(90 - 68 - 23.44, abs=0.1)  # polar night
