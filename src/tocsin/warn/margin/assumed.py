"""Passes by a declared rhythm, where there are no orbital elements: at solar hours, by day where they need light, under the month's sky.

They stand at fixed hours of the calendar (their phase comes from the channel's and the place's names), so that a later as-of sees the same
sky from later on. The sun's height is the low-precision almanac's (Astronomical Almanac, section C: .01 degree in the sun's place).
"""

import hashlib
import math
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import numpy as np

from tocsin.judge.parameters import Floats
from tocsin.model.declared import Place
from tocsin.model.pathways import AssumedLooks, Channel
from tocsin.warn.margin.sky import Passes, Sky

EPOCH = datetime(2000, 1, 1, 12, tzinfo=UTC)
LOWEST_SUN = 5.0
"""degrees: below, shadows swallow the picture"""
LONGEST_HOURS = 24.0 * 120


def sky(channels: Sequence[Channel], places: Sequence[Place], as_of: datetime, hours: float) -> Sky:
    """Assumed passes of every channel that declares a rhythm, over every place, for so many hours from as-of on."""
    hours = min(hours, LONGEST_HOURS)
    found = {
        (channel.id, place.id): _passes(channel, channel.assumed, place, as_of, hours)
        for channel in channels
        if channel.assumed is not None
        for place in places
    }
    return Sky(found, hours, "assumed")


def _passes(channel: Channel, how: AssumedLooks, place: Place, as_of: datetime, hours: float) -> Passes:
    start = (as_of - EPOCH) / timedelta(hours=1)
    times = _times(how, place.lon, _phase(channel.id, place.id), start, start + hours)
    usable = np.ones(len(times))
    if how.light:
        usable = np.where(sun_height(place.lat, place.lon, times) >= LOWEST_SUN, usable, 0.0)
    if how.clear:
        months = [(EPOCH + timedelta(hours=float(t))).month for t in times]
        usable = usable * np.array([how.clear[month - 1] for month in months] or [0.0])[: len(times)]
    kept = usable > 0
    stamps = [(EPOCH + timedelta(hours=float(t))).strftime("%Y-%m-%dT%H:%MZ") for t in times[kept]]
    ids = tuple(f"assumed:{channel.id}:{place.id}:{stamp}" for stamp in stamps)
    return Passes(times[kept] - start, usable[kept], ids, (channel.id,) * len(ids))


def _times(how: AssumedLooks, lon: float, phase: float, start: float, end: float) -> Floats:
    """Hours since the epoch at which it passes: every so many hours, or on those of its solar hours that keep the rhythm."""
    if not how.local_hours:
        first = math.ceil((start / how.revisit_hours) - phase)
        return np.arange(first, end / how.revisit_hours - phase) * how.revisit_hours + phase * how.revisit_hours
    slots = sorted(how.local_hours)
    stride = max(1.0, how.revisit_hours * len(slots) / 24.0)
    days = np.arange(math.floor(start / 24) - 2, math.ceil(end / 24) + 2)
    number = (days[:, None] * len(slots) + np.arange(len(slots))).ravel()
    at = (days[:, None] * 24.0 + np.array(slots) - 12.0 - lon / 15.0).ravel()
    taken = np.floor((number + 1) / stride + phase) > np.floor(number / stride + phase)
    return np.asarray(at[taken & (at >= start) & (at < end)])


def _phase(channel: str, place: str) -> float:
    return int.from_bytes(hashlib.sha256(f"{channel}/{place}".encode()).digest()[:6]) / 2**48


def sun_height(lat: float, lon: float, hours: Floats) -> Floats:
    """Degrees above the horizon, by hours since 12:00 UTC of 1 January 2000."""
    n = hours / 24.0
    mean_longitude, anomaly = np.radians(280.460 + 0.9856474 * n), np.radians(357.528 + 0.9856003 * n)
    longitude = mean_longitude + np.radians(1.915 * np.sin(anomaly) + 0.020 * np.sin(2 * anomaly))
    tilt = np.radians(23.439 - 4e-7 * n)
    ascension = np.arctan2(np.cos(tilt) * np.sin(longitude), np.cos(longitude))
    declination = np.arcsin(np.sin(tilt) * np.sin(longitude))
    sidereal = np.radians((18.697374558 + 24.06570982441908 * n) * 15.0 + lon)
    height = np.sin(np.radians(lat)) * np.sin(declination) + np.cos(np.radians(lat)) * np.cos(declination) * np.cos(sidereal - ascension)
    return np.asarray(np.degrees(np.arcsin(np.clip(height, -1, 1))))
