"""When satellites can be seen: the same passes as skyfield finds, on orbits of every kind, over places anywhere."""

from datetime import timedelta

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.sense.orbits.orbits import EPOCH, altitude, orbit, our_passes, skyfield_passes

from tocsin.model.orbits import Elements
from tocsin.sense.orbits import kernel

DAY = 86_400.0


def agree(one: Elements, lat: float, lon: float, seconds: float, degrees: float) -> int:
    """Compares the passes of a window, and says how many there are: none of a second or more in one and not in the other, times within
    half a second where the elevation moves as it should, and within a tenth of its own height at the limit."""
    start = EPOCH + timedelta(hours=3)
    ours = our_passes([one], [lat], [lon], start, seconds, degrees).get((0, 0), [])
    theirs = skyfield_passes(one, lat, lon, start, start + timedelta(seconds=seconds), degrees)
    for some, others in ((ours, theirs), (theirs, ours)):
        for rise, fall in some:
            if fall - rise >= 1.0 and not any(r < fall and rise < f for r, f in others):
                middle = altitude(one, lat, lon, start + timedelta(seconds=(rise + fall) / 2))
                at_edge = rise <= 1.0 or fall >= seconds - 1.0
                # skyfield leaves out what has its highest moment beyond the window.
                assert at_edge, (rise, fall, ours, theirs)
                assert some is ours
                assert middle >= degrees
    for rise, fall in ours:
        for at, edge in ((rise, 0.0), (fall, seconds)):
            if abs(at - edge) < 1e-6:
                continue
            here, before, after = (altitude(one, lat, lon, start + timedelta(seconds=at + d)) for d in (0.0, -0.1, 0.1))
            # Within a tenth of a second of its own crossing: the height differs from the limit by no more than it moves in that time.
            assert abs(here - degrees) <= max(abs(after - here), abs(before - here)) + 2e-5, (at, here - degrees, after - before)
    for rise, fall in theirs:
        near = [pair for pair in ours if pair[0] < fall and rise < pair[1]]
        if near and fall - rise >= 1.0:
            steep = min(fall - rise, 20.0) / 20.0
            assert min(abs(near[0][0] - rise), abs(rise)) < 0.5 / max(steep, 0.05)
            assert min(abs(near[-1][1] - fall), abs(seconds - fall)) < 0.5 / max(steep, 0.05)
    return len(ours)


@pytest.mark.parametrize(
    ("one", "lat", "lon", "degrees"),
    [
        (orbit(), 54.7, 20.5, 10.0),
        (orbit(), 90.0, 0.0, 20.0),
        (orbit(), -90.0, 0.0, 5.0),
        (orbit(inclination=53.0), 52.9, 180.0, 20.0),
        (orbit(inclination=53.0), 52.9, -180.0, 20.0),
        (orbit(motion=14.3, inclination=98.6), 69.3, 33.3, 0.0),
        (orbit(motion=14.3, inclination=98.6), 0.0, -0.1, 15.0),
        (orbit(motion=2.00613, eccentricity=0.72, inclination=63.4, perigee=270.0), 60.0, 30.0, 20.0),
        (orbit(motion=2.25, eccentricity=0.7, inclination=28.0), 5.0, 40.0, 10.0),
        (orbit(motion=5.0, eccentricity=0.01, inclination=55.0), 45.0, 40.0, 30.0),
        (orbit(motion=16.2, eccentricity=0.002, inclination=51.6), 45.0, 40.0, 10.0),
    ],
)
def test_the_passes_are_those_of_skyfield(one: Elements, lat: float, lon: float, degrees: float) -> None:
    assert agree(one, lat, lon, DAY, degrees) > 0


@settings(max_examples=40)
@given(
    motion=st.floats(11.0, 16.2),
    eccentricity=st.floats(0.0, 0.02),
    inclination=st.floats(0.0, 180.0),
    node=st.floats(0.0, 360.0),
    anomaly=st.floats(0.0, 360.0),
    lat=st.floats(-90.0, 90.0),
    lon=st.floats(-180.0, 180.0),
    degrees=st.floats(0.0, 75.0),
)
@example(15.0, 0.001, 97.5, 120.0, 10.0, 90.0, 180.0, 75.0)
def test_any_low_orbit_over_any_place(
    motion: float, eccentricity: float, inclination: float, node: float, anomaly: float, lat: float, lon: float, degrees: float
) -> None:
    agree(orbit(motion, eccentricity, inclination, node, anomaly=anomaly), lat, lon, 0.5 * DAY, degrees)


def test_one_that_hangs_over_a_place_is_one_open_pass() -> None:
    still = orbit(motion=1.00273, eccentricity=0.0002, inclination=0.05, node=0.0, perigee=0.0, anomaly=100.0)
    start = EPOCH + timedelta(hours=3)
    heights = [altitude(still, 0.0, lon, start) for lon in range(-180, 180, 10)]
    below = float(range(-180, 180, 10)[int(np.argmax(heights))])
    assert our_passes([still], [0.0], [below], start, DAY, 20.0) == {(0, 0): [(0.0, DAY)]}
    assert our_passes([still], [0.0], [below - 180], start, DAY, 20.0) == {}


def test_a_limit_at_the_very_top_of_a_pass_finds_it_or_not() -> None:
    one, start = orbit(), EPOCH + timedelta(hours=3)
    (rise, fall) = max(our_passes([one], [54.7], [20.5], start, DAY, 10.0)[0, 0], key=lambda pair: pair[1] - pair[0])
    times = np.linspace(rise, fall, 4001)
    top = max(altitude(one, 54.7, 20.5, start + timedelta(seconds=t)) for t in times.tolist())
    inside = our_passes([one], [54.7], [20.5], start, DAY, top - 0.003)[0, 0]
    assert [pair for pair in inside if rise < pair[0] < fall]
    outside = our_passes([one], [54.7], [20.5], start, DAY, top + 0.003).get((0, 0), [])
    assert not [pair for pair in outside if rise < pair[0] < fall]


def test_loops_and_arrays_find_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(5)
    some = [
        *(orbit(rng.uniform(13, 16), 0.002, rng.uniform(40, 140), rng.uniform(0, 360), anomaly=rng.uniform(0, 360)) for _ in range(6)),
        orbit(motion=2.00613, eccentricity=0.72, inclination=63.4, perigee=270.0),
        orbit(motion=1.00273, eccentricity=0.0002, inclination=0.05),
    ]
    lat, lon = rng.uniform(-90, 90, 12).tolist(), rng.uniform(-180, 180, 12).tolist()
    found = {}
    for name in ("numpy", "numba"):
        monkeypatch.setenv(kernel.VARIABLE, name)
        found[name] = our_passes(some, lat, lon, EPOCH, 1.5 * DAY, 12.0)
    assert found["numpy"].keys() == found["numba"].keys()
    for key, mine in found["numpy"].items():
        assert np.allclose(mine, found["numba"][key], atol=1e-3), key


def test_many_satellites_in_blocks_are_the_same_as_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    from tocsin.sense.orbits import opportunities

    some = [orbit(anomaly=float(a)) for a in range(0, 360, 60)]
    together = our_passes(some, [54.7, -30.0], [20.5, 140.0], EPOCH, DAY, 15.0)
    monkeypatch.setattr(opportunities, "BLOCK_BYTES", 1)
    assert our_passes(some, [54.7, -30.0], [20.5, 140.0], EPOCH, DAY, 15.0) == together


def test_one_that_falls_is_followed_to_its_end_and_no_further() -> None:
    falling = orbit(motion=16.45, eccentricity=0.0008, inclination=97.0, drag=0.02)
    found = our_passes([falling, orbit()], [54.7], [20.5], EPOCH, 6 * DAY, 5.0)
    assert all(np.isfinite(pair).all() for pairs in found.values() for pair in pairs)
    last = max((fall for key, pairs in found.items() if key[0] == 0 for _, fall in pairs), default=0.0)
    assert last < 5 * DAY
    assert len(found[1, 0]) > 10
