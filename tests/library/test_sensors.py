"""The sensor catalogue: every file loads, every number says whose it is, and mistakes are told with their place."""

import math
from pathlib import Path

import pytest

from tocsin.errors import ConfigError, UsageError
from tocsin.library import sensors
from tocsin.model.sensors import Limit, Sensor

FAMILIES = sensors.load()
GOOD = """sensors:
  - id: example
    name: {en: Example}
    kind: optical
    access: tasked
    operator: nobody
    resolution_m: {at: 1, low: 1, high: 2, assumption: true}
    swath_km: {at: 10, low: 5, high: 20, assumption: true}
    off_nadir_deg: {at: 30, low: 20, high: 40, assumption: true}
    along_track_deg: {at: 30, low: 20, high: 40, assumption: true}
    sun_min_deg: {at: 10, low: 5, high: 20, assumption: true}
    altitude_km: [500, 600]
    drift: drag
    satellites: [{catalogue: 1}]
    sources: [nobody]
    known_since: 2020-01-01
    checked: false
"""


def limits(sensor: Sensor) -> list[Limit]:
    return [value for field in sensor.__struct_fields__ if isinstance(value := getattr(sensor, field), Limit)]


def test_both_kinds_are_there_and_ids_are_unlike() -> None:
    kinds = [sensor.kind for sensor in FAMILIES]
    assert min(kinds.count("optical"), kinds.count("radar")) >= 10
    assert len({sensor.id for sensor in FAMILIES}) == len(FAMILIES)


@pytest.mark.parametrize("sensor", FAMILIES, ids=lambda sensor: sensor.id)
def test_a_family_says_whose_its_numbers_are(sensor: Sensor) -> None:
    assert all(limit.source or limit.assumption for limit in limits(sensor))
    assert all(limit.low <= limit.at <= limit.high for limit in limits(sensor))
    assert sensor.sources
    assert not sensor.checked, "written from memory: only who compared it may say otherwise"
    assert {"en", "fr"} <= sensor.name.keys()


FIXED = [sensor for sensor in FAMILIES if sensor.access == "systematic" and sensor.kind == "optical"]


@pytest.mark.parametrize("sensor", FIXED, ids=lambda sensor: sensor.id)
def test_swath_and_angle_of_those_that_do_not_turn_agree(sensor: Sensor) -> None:
    assert sensor.off_nadir_deg is not None
    height = sum(sensor.altitude_km) / 2
    swath = 2 * height * math.tan(math.radians(sensor.off_nadir_deg.at))
    assert sensor.swath_km.at * 0.7 < swath < sensor.swath_km.at * 1.5


def test_ages_grow_and_skies_hold_every_place() -> None:
    declared = sensors.ages()
    rates = [declared.drift[name].per_day2_s.at for name in ("kept", "drag", "low")]
    assert rates == sorted(rates)
    for lat in range(-90, 91, 5):
        for lon in range(-180, 181, 15):
            assert all(0 <= low <= high <= 1 for low, high in sensors.sky(lat, lon).clear)


@pytest.mark.parametrize(
    ("was", "wrong", "told"),
    [
        ("off_nadir_deg: {at: 30, low: 20, high: 40, assumption: true}", "", "how far to the side"),
        ("off_nadir_deg: {at: 30,", "off_nadir_deg: {at: 50,", "50 lies outside 20 to 40"),
        ("resolution_m: {at: 1, low: 1, high: 2, assumption: true}", "resolution_m: {at: 1, low: 1, high: 2}", "needs a `source`"),
        ("sun_min_deg: {at: 10, low: 5, high: 20, assumption: true}", "", "needs `sun_min_deg`"),
        ("kind: optical", "kind: radar", "a radar needs"),
        ("{catalogue: 1}", "{}", "needs a `catalogue` number"),
        ("{catalogue: 1}", "{name: 'A['}", "no regular expression"),
        ("{catalogue: 1}", "{catalogue: 1, since: 2022-01-01, until: 2021-01-01}", "before it begins"),
        ("altitude_km: [500, 600]", "altitude_km: [600, 500]", "low first"),
        ("swath_km", "swathe_km", "Did you mean 'swath_km'"),
    ],
)
def test_a_mistake_is_told_with_its_place(tmp_path: Path, was: str, wrong: str, told: str) -> None:
    (tmp_path / "mine.yml").write_text(GOOD)
    assert [sensor.id for sensor in sensors.load(tmp_path)] == ["example"]
    sensors.load.cache_clear()
    (tmp_path / "mine.yml").write_text(GOOD.replace(was, wrong))
    with pytest.raises(ConfigError) as error:
        sensors.load(tmp_path)
    sensors.load.cache_clear()
    assert told in str(error.value)
    assert "mine.yml:" in str(error.value)


def test_a_family_that_stands_twice_is_a_mistake(tmp_path: Path) -> None:
    for name in ("a.yml", "b.yml"):
        (tmp_path / name).write_text(GOOD)
    with pytest.raises(ConfigError, match="stands twice"):
        sensors.load(tmp_path)


def test_families_by_name_and_kind() -> None:
    assert {sensor.kind for sensor in sensors.named(("radar",), FAMILIES)} == {"radar"}
    assert [sensor.id for sensor in sensors.named(("landsat",), FAMILIES)] == ["landsat"]
    assert sensors.named((), FAMILIES) == FAMILIES
    with pytest.raises(UsageError, match="Did you mean 'landsat'"):
        sensors.named(("landast",), FAMILIES)
