"""The turning Earth: sidereal time, places on the ellipsoid, and satellites' states in the frame that turns with it.

Positions of SGP4 are in TEME; a turn by Greenwich mean sidereal time (IAU 1982) about its pole brings them into the Earth's frame (Vallado,
Crawford, Hujsak, Kelso: Revisiting Spacetrack Report #3, AIAA 2006-6753, appendix C). UTC stands for UT1 (less than .9 s apart, .1 s in
2022) and the pole's motion is left out: together less than 420 m, .06 s of a satellite's way.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
EQUATOR_KM, FLATTENING = 6378.137, 1 / 298.257223563
"""WGS 84"""
TURN = 7.292115146706979e-5
"""rad/s"""
DAY = 86_400.0
J2000 = 2451545.0
UNIX_EPOCH = 2440587.5
LOWEST_RADIUS = EQUATOR_KM * (1 - FLATTENING)


def julian(moment: datetime) -> tuple[float, float]:
    """The Julian date of a moment in UTC, as midnight and fraction, which keeps microseconds."""
    whole = datetime(moment.year, moment.month, moment.day, tzinfo=UTC)
    days = (whole - datetime(1970, 1, 1, tzinfo=UTC)).days
    return UNIX_EPOCH + days, (moment - whole) / timedelta(days=1)


def sidereal(day: float, fraction: Floats) -> Floats:
    """Greenwich mean sidereal time in radians at Julian dates `day` + `fraction` (IAU 1982, Aoki et al., A&A 105, 1982)."""
    t = ((day - J2000) + fraction) / 36525.0
    # The whole turns are taken out before the seconds are added up, else the fraction loses its last digits.
    seconds = 67310.54841 + np.mod(876600.0 * 3600.0 * t, DAY) + 8640184.812866 * t + 0.093104 * t * t - 6.2e-6 * t**3
    return np.asarray(np.mod(np.radians(seconds / 240.0), 2 * np.pi), dtype=np.float64)


def on_ground(lat: Floats, lon: Floats) -> tuple[Floats, Floats]:
    """Positions (m, 3) in kilometres and verticals (m, 3) of places on the ellipsoid, from degrees."""
    la, lo = np.radians(lat), np.radians(lon)
    up = np.stack([np.cos(la) * np.cos(lo), np.cos(la) * np.sin(lo), np.sin(la)], axis=1)
    e2 = FLATTENING * (2 - FLATTENING)
    across = EQUATOR_KM / np.sqrt(1 - e2 * np.sin(la) ** 2)
    at = np.stack([across * up[:, 0], across * up[:, 1], across * (1 - e2) * up[:, 2]], axis=1)
    return np.ascontiguousarray(at), np.ascontiguousarray(up)


def turned(r: Any, v: Any, angle: Floats, into: Floats | None = None) -> Floats:
    """States (..., n, 6) in the Earth's frame, kilometres and kilometres a second, from TEME (..., n, 3) at sidereal times (n,)."""
    c, s = np.cos(angle), np.sin(angle)
    out = np.empty((*r.shape[:-1], 6)) if into is None else into
    out[..., 0] = c * r[..., 0] + s * r[..., 1]
    out[..., 1] = c * r[..., 1] - s * r[..., 0]
    out[..., 2] = r[..., 2]
    out[..., 3] = c * v[..., 0] + s * v[..., 1] + TURN * out[..., 1]
    out[..., 4] = c * v[..., 1] - s * v[..., 0] - TURN * out[..., 0]
    out[..., 5] = v[..., 2]
    return out


def sun_elevation(jd: Floats, lat: Floats, lon: Floats) -> Floats:
    """Elevation of the sun's centre in degrees, without refraction, at Julian dates (UTC) over places in degrees; arrays that numpy
    spreads.

    Low-precision formula of the Astronomical Almanac (section C), good to .01 degree between 1950 and 2050; parallax (.0024) left out.
    """
    n = jd - J2000
    mean, anomaly = np.radians(280.460 + 0.9856474 * n), np.radians(357.528 + 0.9856003 * n)
    longitude = mean + np.radians(1.915) * np.sin(anomaly) + np.radians(0.020) * np.sin(2 * anomaly)
    tilt = np.radians(23.439 - 4e-7 * n)
    ascension = np.arctan2(np.cos(tilt) * np.sin(longitude), np.cos(longitude))
    declination = np.arcsin(np.sin(tilt) * np.sin(longitude))
    whole = np.floor(jd)
    turn = np.mod(sidereal(0.0, whole) + TURN * DAY * (jd - whole), 2 * np.pi)
    hour, la = turn + np.radians(lon) - ascension, np.radians(lat)
    sine = np.sin(la) * np.sin(declination) + np.cos(la) * np.cos(declination) * np.cos(hour)
    return np.asarray(np.degrees(np.arcsin(np.clip(sine, -1.0, 1.0))))
