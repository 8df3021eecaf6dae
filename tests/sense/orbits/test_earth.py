"""The turning Earth beside skyfield, the sun beside published positions, SGP4 beside its own verification set, nodes beside SGP4."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
import sgp4
from hypothesis import given, settings
from hypothesis import strategies as st
from sgp4.api import Satrec
from skyfield.api import wgs84
from skyfield.sgp4lib import theta_GMST1982
from tests.sense.orbits.orbits import EPOCH, orbit, states, timescale

from tocsin.model import Place
from tocsin.model.orbits import Elements
from tocsin.sense.orbits import kernel
from tocsin.sense.orbits.daylight import daylight
from tocsin.sense.orbits.earth import julian, on_ground, sidereal, sun_elevation, turned
from tocsin.sense.orbits.nodes import between, propagate
from tocsin.sense.orbits.satellites import satrec


@given(moment=st.datetimes(datetime(1960, 1, 1), datetime(2060, 1, 1)))  # noqa: DTZ001 - hypothesis takes plain bounds
def test_sidereal_time_is_skyfields(moment: datetime) -> None:
    day, fraction = julian(moment.replace(tzinfo=UTC))
    theirs, _ = theta_GMST1982(day, fraction)
    apart = (float(sidereal(day, np.array(fraction))) - float(theirs) + np.pi) % (2 * np.pi) - np.pi
    assert abs(apart) < 1e-9


@given(lat=st.floats(-90, 90), lon=st.floats(-180, 180))
def test_places_on_the_ellipsoid_are_skyfields(lat: float, lon: float) -> None:
    at, up = on_ground(np.array([lat]), np.array([lon]))
    theirs = wgs84.latlon(lat, lon)
    assert at[0] == pytest.approx(theirs.itrs_xyz.km, abs=1e-6)
    assert np.linalg.norm(up[0]) == pytest.approx(1.0)


def test_a_state_turned_has_the_speed_over_ground() -> None:
    seconds = np.array([0.0, 0.5, 1.0])
    r, v = states(orbit(), EPOCH, seconds)
    day, fraction = julian(EPOCH)
    there = turned(r, v, sidereal(day, fraction + seconds / 86_400))
    assert (there[2, :3] - there[0, :3]) / 1.0 == pytest.approx(there[1, 3:], abs=1e-5)


@pytest.mark.parametrize(
    ("moment", "declination"),
    [
        # Published times of equinoxes and solstices (UTC), to the minute.
        (datetime(2022, 3, 20, 15, 33, tzinfo=UTC), 0.0),
        (datetime(2022, 6, 21, 9, 14, tzinfo=UTC), 23.4372),
        (datetime(2022, 9, 23, 1, 4, tzinfo=UTC), 0.0),
        (datetime(2022, 12, 21, 21, 48, tzinfo=UTC), -23.4372),
        # Meeus, Astronomical Algorithms, 2nd edition, example 25.a: 13 October 1992, 0h TD.
        (datetime(1992, 10, 12, 23, 59, 1, tzinfo=UTC), -7.78507),
    ],
)
def test_over_the_pole_the_sun_stands_as_high_as_its_declination(moment: datetime, declination: float) -> None:
    jd = np.array(sum(julian(moment)))
    assert float(sun_elevation(jd, np.array(90.0), np.array(0.0))) == pytest.approx(declination, abs=0.01)
    assert float(sun_elevation(jd, np.array(-90.0), np.array(50.0))) == pytest.approx(-declination, abs=0.01)


def test_the_sun_culminates_when_the_equation_of_time_says() -> None:
    # 3 November: 16 minutes 26 seconds before noon; 11 February: 14 minutes 13 seconds after (Nautical Almanac). At the sun's own latitude,
    # where its moving south or north does not shift the moment at which it stands highest.
    for day, seconds in ((datetime(2022, 11, 3, tzinfo=UTC), -986), (datetime(2022, 2, 11, tzinfo=UTC), 853)):
        times = np.arange(11 * 3600, 13 * 3600, 1.0)
        highest = times[np.argmax(sun_elevation(sum(julian(day)) + times / 86_400, np.array(-13.0), np.array(0.0)))]
        assert highest - 12 * 3600 == pytest.approx(seconds, abs=6)


def test_murmansk_has_its_polar_night_and_kaliningrad_none() -> None:
    start = datetime(2022, 12, 10, tzinfo=UTC)
    north = daylight(Place(id="n", name="n", lat=69.0, lon=33.1), start, start + timedelta(days=3), 0.0)
    # The sun's centre stays below the horizon there from about 29 November to 13 January; with refraction and its rim two days less.
    assert north.dark_hours_a_day == 24.0
    assert abs((datetime.fromisoformat(north.blind_from or "").date() - datetime(2022, 11, 28, tzinfo=UTC).date()).days) <= 2
    assert abs((datetime.fromisoformat(north.blind_to or "").date() - datetime(2023, 1, 14, tzinfo=UTC).date()).days) <= 2
    south = daylight(Place(id="s", name="s", lat=54.7, lon=20.5), start, start + timedelta(days=3), 0.0)
    assert south.blind_from is None
    # From sunrise to sunset 7 h 13 min by almanacs, with refraction and the sun's rim some 20 minutes more than its centre has.
    assert 24 - south.dark_hours_a_day == pytest.approx(6.9, abs=0.2)


def test_optics_that_need_more_sun_are_blind_longer() -> None:
    start, place = datetime(2022, 11, 20, tzinfo=UTC), Place(id="n", name="n", lat=69.0, lon=33.1)
    seasons = [daylight(place, start, start + timedelta(days=1), limit) for limit in (0.0, 5.0, 10.0)]
    begins = [one.blind_from for one in seasons]
    assert begins == sorted(begins, reverse=True, key=str)
    assert seasons[2].dark_hours_a_day == 24.0


def test_sgp4_itself_passes_its_verification_set() -> None:
    """The states of AIAA 2006-6753, as packaged with sgp4, by way of our reading of the lines and our models."""
    from tocsin.errors import Refused
    from tocsin.sense.orbits.element_checks import Collecting, record
    from tocsin.sense.orbits.two_lines import Lines, fields

    folder = Path(sgp4.__file__).parent
    lines = [line for line in (folder / "SGP4-VER.TLE").read_text().splitlines() if line[:2] in ("1 ", "2 ")]
    pairs = {int(b[2:7]): (a[:69], b[:69]) for a, b in zip(lines[::2], lines[1::2], strict=True)}
    expected: dict[int, list[list[float]]] = {}
    number = 0
    for line in (folder / "tcppver.out").read_text().splitlines():
        cells = line.split()
        if len(cells) == 2 and cells[1] == "xx":
            number = int(cells[0])
        elif len(cells) >= 7:
            expected.setdefault(number, []).append([float(cell) for cell in cells[:7]])
    compared = 0
    for number, rows in expected.items():
        try:
            one = record(fields(Lines(1, "", *pairs[number])), Collecting(clock=datetime(2030, 1, 1, tzinfo=UTC)))
        except Refused:
            continue  # some of the set are wrong on purpose
        ours, plain = satrec(one), Satrec.twoline2rv(*pairs[number])
        for minutes, *state in rows:
            error, r, v = ours.sgp4_tsince(minutes)
            if error or plain.sgp4_tsince(minutes)[0]:
                continue
            assert np.linalg.norm(np.array(r) - state[:3]) < 1e-3, (number, minutes)
            assert np.linalg.norm(np.array(v) - state[3:]) < 1e-6
            compared += 1
    assert compared > 500


@settings(max_examples=30)
@given(
    motion=st.floats(11.0, 16.0),
    eccentricity=st.floats(0.0, 0.02),
    inclination=st.floats(0.0, 180.0),
    perigee=st.floats(0.0, 360.0),
    u=st.floats(0.0, 1.0),
)
def test_between_the_nodes_of_low_orbits_it_is_within_metres_of_sgp4(
    motion: float, eccentricity: float, inclination: float, perigee: float, u: float
) -> None:
    one = orbit(motion, eccentricity, inclination, perigee=perigee)
    assert _farthest(one, u) < 0.020


@pytest.mark.parametrize(
    "one",
    [
        orbit(motion=2.00613, eccentricity=0.72, inclination=63.4, perigee=270.0),
        orbit(motion=2.25, eccentricity=0.73, inclination=28.0),
        orbit(motion=1.00273, eccentricity=0.0002, inclination=0.05),
    ],
    ids=["molniya", "transfer", "still"],
)
def test_and_of_far_orbits_within_a_few_hundred(one: Elements) -> None:
    assert _farthest(one, 0.5) < 0.4


def _farthest(one: Elements, u: float) -> float:
    """Kilometres between ours and SGP4, `u` of the way between nodes of six hours."""
    nodes = propagate([satrec(one)], EPOCH, 361)
    k = np.arange(360)
    ours = between(nodes.states[0, k], nodes.states[0, k + 1], np.full(360, u), nodes.step)
    seconds = np.asarray((k + u) * nodes.step)
    r, v = states(one, EPOCH, seconds)
    day, fraction = julian(EPOCH)
    theirs = turned(r, v, sidereal(day, fraction + seconds / 86_400))
    return float(np.linalg.norm(ours[:, :3] - theirs[:, :3], axis=1).max())


def test_the_loop_that_fills_in_says_what_the_arrays_say(monkeypatch: pytest.MonkeyPatch) -> None:
    some = [satrec(orbit()), satrec(orbit(motion=2.00613, eccentricity=0.72, inclination=63.4, perigee=270.0))]
    for count in (2, 5, 100, 101, 102, 103):
        filled = []
        for name in ("numpy", "numba"):
            monkeypatch.setenv(kernel.VARIABLE, name)
            filled.append(propagate(some, EPOCH, count))
        assert np.allclose(filled[0].states, filled[1].states, rtol=0, atol=1e-8)
        assert (filled[0].alive == filled[1].alive).all()


def test_skyfields_clock_is_ours() -> None:
    assert timescale().from_datetime(EPOCH).tt - sum(julian(EPOCH)) == pytest.approx(69.184 / 86_400, abs=1e-8)
