"""Looks: inside every limit of the sensor and nowhere else, by a second reckoning; and what each record says."""

import sys
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.sense.orbits.orbits import EPOCH, altitude, orbit, states

from tocsin.errors import CannotFinish
from tocsin.library import sensors
from tocsin.model import Coverage, Look, Place
from tocsin.model.orbits import Elements
from tocsin.model.sensors import Craft, Limit, Sensor
from tocsin.sense.orbits import ageing
from tocsin.sense.orbits.earth import Floats, julian, on_ground, sidereal
from tocsin.sense.orbits.looking import looks
from tocsin.sense.orbits.sky import Cover, covered

KALININGRAD = Place(id="kaliningrad", name="Kaliningrad", lat=54.7, lon=20.5)
MURMANSK = Place(id="murmansk", name="Murmansk", lat=69.0, lon=33.1)
START = EPOCH + timedelta(hours=3)
TURN = 7.292115146706979e-5


def limit(at: float) -> Limit:
    return Limit(at=at, low=at, high=at, assumption=True)


def sensor(**fields: Any) -> Sensor:
    """An invented family, of every satellite called EXAMPLE."""
    base: dict[str, Any] = {
        "id": "example", "name": {"en": "Example"}, "kind": "optical", "access": "tasked", "operator": "nobody",
        "resolution_m": limit(1), "swath_km": limit(10), "off_nadir_deg": limit(35), "along_track_deg": limit(30),
        "sun_min_deg": None, "altitude_km": (150.0, 2000.0), "drift": "kept", "satellites": (Craft(name="EXAMPLE.*"),),
        "sources": ("nobody",), "known_since": datetime(2000, 1, 1, tzinfo=UTC).date(),
    }  # fmt: skip
    return Sensor(**(base | fields))


OPTICAL = sensor()
RADAR = sensor(kind="radar", off_nadir_deg=None, incidence_min_deg=limit(20), incidence_max_deg=limit(50), along_track_deg=limit(2))
RIGHT = msgspec.structs.replace(RADAR, side="right")
PUSHBROOM = sensor(off_nadir_deg=limit(10.3), along_track_deg=limit(1))


def angles(one: Elements, place: Place, seconds: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    """Elevation, off nadir, ahead, left, in degrees: by the angles between vectors among the stars, none of them interpolated."""
    r, v = states(one, START, seconds)
    at, up = on_ground(np.array([place.lat], float), np.array([place.lon], float))
    day, fraction = julian(START)
    turn = sidereal(day, fraction + seconds / 86_400)
    c, s = np.cos(turn), np.sin(turn)

    def among_stars(x: Floats) -> Floats:
        return np.stack([c * x[0, 0] - s * x[0, 1], s * x[0, 0] + c * x[0, 1], np.full(len(c), x[0, 2])], axis=1)

    sight, zenith = among_stars(at) - r, among_stars(up)

    def angle(a: Floats, b: Floats) -> Floats:
        return np.asarray(np.degrees(np.arccos((a * b).sum(1) / np.linalg.norm(a, axis=1) / np.linalg.norm(b, axis=1))))

    return 90 - angle(-sight, zenith), angle(sight, -r), 90 - angle(sight, v), 90 - angle(sight, np.cross(r, v))


def inside(family: Sensor, one: Elements, place: Place, seconds: Floats) -> Any:
    """Whether each moment is inside all limits."""
    elevation, off_nadir, ahead, left = angles(one, place, seconds)
    holds = (elevation >= 0) & (np.abs(ahead) <= family.along_track_deg.at)
    if family.off_nadir_deg is not None:
        holds &= off_nadir <= family.off_nadir_deg.at
    if family.incidence_min_deg is not None and family.incidence_max_deg is not None:
        holds &= (90 - elevation >= family.incidence_min_deg.at) & (90 - elevation <= family.incidence_max_deg.at)
    if family.side != "both":
        holds &= (left > 0) if family.side == "left" else (left < 0)
    return np.asarray(holds)


def spans(found: tuple[Look, ...]) -> list[tuple[float, float]]:
    return [((look.t_start - START).total_seconds(), (look.t_end - START).total_seconds()) for look in found if look.t_start and look.t_end]


def compare(family: Sensor, one: Elements, place: Place, hours: float) -> int:
    """Every half second of a window is inside a look exactly when the second reckoning says so, but for the tenth around each edge."""
    found = looks([one], [family], [place], START, START + timedelta(hours=hours))
    seconds = np.arange(0.25, hours * 3600, 0.5)
    ours = np.zeros(len(seconds), dtype=bool)
    edge = np.zeros(len(seconds), dtype=bool)
    for begin, end in spans(found):
        ours |= (seconds >= begin) & (seconds <= end)
        edge |= (np.abs(seconds - begin) < 0.1) | (np.abs(seconds - end) < 0.1)
    theirs = inside(family, one, place, seconds)
    unlike = (ours != theirs) & ~edge
    assert not unlike.any(), (seconds[unlike][:5], theirs[unlike][:5], spans(found))
    return len(found)


@pytest.mark.parametrize("family", [OPTICAL, RADAR, RIGHT, PUSHBROOM], ids=["optical", "radar", "right", "pushbroom"])
def test_looks_are_inside_all_limits_and_nowhere_else(family: Sensor) -> None:
    assert compare(family, orbit(), KALININGRAD, 24) + compare(family, orbit(anomaly=200.0), MURMANSK, 24) > 0


@settings(max_examples=25)
@given(
    motion=st.floats(13.5, 15.8),
    inclination=st.floats(40.0, 140.0),
    node=st.floats(0, 360),
    lat=st.floats(-85, 85),
    lon=st.floats(-180, 180),
    family=st.sampled_from([OPTICAL, RADAR, RIGHT, PUSHBROOM]),
    off=st.floats(2.0, 55.0),
)
def test_any_orbit_place_and_limit(
    motion: float, inclination: float, node: float, lat: float, lon: float, family: Sensor, off: float
) -> None:
    if family.off_nadir_deg is not None:
        family = msgspec.structs.replace(family, off_nadir_deg=limit(off))
    compare(family, orbit(motion, 0.002, inclination, node), Place(id="p", name="p", lat=round(lat, 1), lon=round(lon, 1)), 4)


def test_what_a_look_says_is_so() -> None:
    for look in looks([orbit()], [OPTICAL, RADAR], [KALININGRAD], START, START + timedelta(days=2)):
        assert look.t_start is not None
        assert look.t_end is not None
        assert look.t_start <= look.t <= look.t_end
        assert altitude(orbit(), 54.7, 20.5, look.t) == pytest.approx(look.elevation_deg, abs=0.02)
        _, off_nadir, _, left = angles(orbit(), KALININGRAD, np.array([(look.t - START).total_seconds()]))
        assert off_nadir[0] == pytest.approx(look.off_nadir_deg, abs=0.01)
        assert look.side == ("left" if left[0] > 0 else "right")
        assert look.elements == orbit().id
        assert look.refused is None


def test_the_best_moment_is_the_highest_and_abeam_for_a_radar() -> None:
    window = (START, START + timedelta(days=2))
    for look in looks([orbit()], [OPTICAL], [KALININGRAD], *window):
        assert look.t_start is not None
        seconds = np.linspace((look.t_start - START).total_seconds(), ((look.t_end or look.t) - START).total_seconds(), 200)
        assert look.elevation_deg >= angles(orbit(), KALININGRAD, seconds)[0].max() - 0.01
    for look in looks([orbit()], [RADAR], [KALININGRAD], *window):
        ahead = angles(orbit(), KALININGRAD, np.array([(look.t - START).total_seconds()]))[2][0]
        assert abs(ahead) < 0.05 or look.t in (look.t_start, look.t_end)


def test_night_and_old_elements_are_told_and_kept() -> None:
    needs_sun = sensor(sun_min_deg=limit(10))
    some = [orbit(), orbit(node=20.0, catalogue=799_500_901)]
    found = looks(some, [needs_sun], [KALININGRAD], START, START + timedelta(days=3))
    assert {(look.refused or "-").partition(":")[0] for look in found} == {"-", "night"}
    assert all((look.refused is None) == ((look.sun_elevation_deg or 0) >= 10) for look in found)
    late = START + timedelta(days=45)
    old = looks([orbit()], [OPTICAL], [KALININGRAD], late, late + timedelta(days=1))
    assert old
    assert all(look.refused is not None and look.refused.startswith("stale: ") for look in old)


def test_uncertainty_grows_with_age_both_ways_and_by_kind_of_orbit() -> None:
    low, kept = sensor(drift="low"), sensor(drift="kept")
    grown = [ageing.sigma(low, days) for days in (0, 1, 3, 7, 14)]
    assert grown == sorted(grown)
    assert all(ageing.sigma(low, days) >= ageing.sigma(kept, days) for days in (0, 1, 7, 30))
    assert ageing.stale(kept, 5) is None
    assert ageing.stale(low, 25) is not None


def test_only_elements_that_could_have_been_known_are_used() -> None:
    later = orbit(epoch=EPOCH + timedelta(days=2), anomaly=30.0)
    start = EPOCH + timedelta(days=1)
    found = looks([orbit(), later], [OPTICAL], [KALININGRAD], start, start + timedelta(days=3))
    assert {look.elements for look in found} == {orbit().id}
    known = looks([orbit(), later], [OPTICAL], [KALININGRAD], start + timedelta(days=2), start + timedelta(days=5))
    assert {look.elements for look in known} == {later.id}


@pytest.mark.parametrize("name", ["EXAMPLE DEB", "OTHER"])
def test_debris_strangers_and_orbits_that_are_not_the_familys_are_left_out(name: str) -> None:
    one = msgspec.structs.replace(orbit(), name=name, kind="debris" if "DEB" in name else "payload")
    assert looks([one], [OPTICAL], [KALININGRAD], START, START + timedelta(days=1)) == ()
    narrow = sensor(altitude_km=(700.0, 800.0))
    assert looks([orbit()], [narrow], [KALININGRAD], START, START + timedelta(days=1)) == ()


def test_a_satellite_belongs_to_its_family_only_while_it_does() -> None:
    gone = sensor(satellites=(Craft(name="EXAMPLE", until=datetime(2022, 10, 1, tzinfo=UTC).date()),))
    assert looks([orbit()], [gone], [KALININGRAD], START, START + timedelta(days=1)) == ()


def test_a_measured_cover_takes_the_tables_place_near_its_time() -> None:
    window = (START, START + timedelta(days=2))
    first = looks([orbit()], [OPTICAL], [KALININGRAD], *window)
    table = sensors.sky(54.7, 20.5).clear[9]
    assert {look.p_clear_range for look in first} == {table}
    cover = Cover(t=first[0].t, west=19.0, south=54.0, east=22.0, north=56.0, share=0.9, source="a scene")
    seen = looks([orbit()], [OPTICAL], [KALININGRAD], *window, covers=[cover])
    assert seen[0].p_clear == pytest.approx(0.1)
    assert seen[-1].p_clear_range == table


def test_what_images_of_the_day_showed_counts_for_that_day_within_wider_bounds() -> None:
    window = (START, START + timedelta(days=2))
    first, *_, last = looks([orbit()], [OPTICAL], [KALININGRAD], *window)
    day = first.t.replace(hour=0, minute=0, second=0, microsecond=0)
    said = Coverage(
        id="c", indicator="optical/change", source="optical", t_start=day, t_end=day + timedelta(days=1), t_known=START, status="watched",
        looked=0.9, place=KALININGRAD, method="acquisition", method_version="1",
    )  # fmt: skip
    seen = looks([orbit()], [OPTICAL], [KALININGRAD], *window, covers=list(covered([said], START)))
    assert seen[0].p_clear_range == pytest.approx((0.6, 1.0))
    assert last.t.date() != first.t.date()
    assert seen[-1].p_clear_range == sensors.sky(54.7, 20.5).clear[9]
    for other in ({"status": "broken"}, {"source": "sar"}, {"t_known": START + timedelta(days=9)}, {"place": None}):
        assert list(covered([msgspec.structs.replace(said, **other)], START)) == []


def test_without_sgp4_the_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sgp4.api", None)
    with pytest.raises(CannotFinish, match=r"tocsin\[space\]"):
        looks([orbit()], [OPTICAL], [KALININGRAD], START, START + timedelta(days=1))


def test_a_radar_sees_through_clouds() -> None:
    assert {look.p_clear for look in looks([orbit()], [RADAR], [KALININGRAD], START, START + timedelta(days=2))} == {1.0}


def test_the_same_call_gives_the_same_records() -> None:
    made = [looks([orbit()], [OPTICAL, RADAR], [KALININGRAD, MURMANSK], START, START + timedelta(days=1)) for _ in range(2)]
    assert made[0] == made[1]
    assert len({look.id for look in made[0]}) == len(made[0])
    assert list(made[0]) == sorted(made[0], key=lambda look: look.t)
