"""The areas that the text of a notice (item E) bounds by coordinates or circles, each as one coarse circle round it.

Coordinates stand as ICAO writes them (Annex 15, Doc 8126: 5430N02010E, 543000N 0201000E, N5430 E02010), three or more in a row bound an
area, one with a radius is a circle's middle. A circle is about the smallest round the points (Badoiu and Clarkson 2003, core-sets for
balls, on the sphere), its middle at 0.1 degree and its radius rounded up to 5 km, so that it holds the whole area. Arcs, borders and coasts
are not read, nor is a text that holds a coordinate that is none: the caller has the Q-line's circle then, and says so.
"""

import math
import re
from collections.abc import Sequence
from typing import NamedTuple

from tocsin.sense.instruments.contract import EARTH_KM, coarse

LARGEST_KM = 1_500.0
"""of a radius: what is larger is a coordinate gone wrong (assumption: half of the longest areas along a missile's way)"""
STEP_KM = 5.0
MOST_POINTS = 500
ROUNDS = 100
"""of the search for the smallest circle: its radius is within a per cent then"""
BESIDE = 80
"""characters before or behind a circle's middle in which its radius stands"""
UNITS = {"NM": 1.852, "KM": 1.0, "M": 0.001}
_LAT, _LON = r"(\d{2})(\d{2})(\d{2}(?:\.\d{1,3})?)?", r"(\d{3})(\d{2})(\d{2}(?:\.\d{1,3})?)?"
_BEHIND = re.compile(rf"(?<![A-Z0-9.]){_LAT}\s?([NS])[\s,/-]{{0,3}}{_LON}\s?([EW])(?![A-Z0-9])")
_BEFORE = re.compile(rf"(?<![A-Z0-9])([NS])\s?{_LAT}[\s,/-]{{0,3}}([EW])\s?{_LON}(?![A-Z0-9])")
_BETWEEN = re.compile(r"[\s,;:.()/-]*(?:(?:TO|THEN|THENCE|AND|POINT|PSN)\b[\s,:]*)*(?:\d{1,2}[.)]\s*)?")
_NOT_READ = re.compile(r"\b(?:ARC|CLOCKWISE|ANTICLOCKWISE|COUNTERCLOCKWISE|ALONG|PARALLEL|EITHER SIDE|SECTOR|CORRIDOR)\b")
_ODD = re.compile(
    r"(?<![A-Z0-9])(?:\d{4,8}(?:\.\d+)?\s?[NS][\s,/-]{0,3}\d{4,9}(?:\.\d+)?\s?[EW]|[NS]\s?\d{4,8}[\s,/-]{0,3}[EW]\s?\d{4,9})(?![A-Z0-9])"
)
_AREA = re.compile(r"\b(?:AREA|BOUNDED|POLYGON|LINES JOINING|COORD(?:INATE)?S?|WI)\b")
_RADIUS = re.compile(
    r"(?:\b(?:RADIUS|RAD|CIRCLE|WI)\b[^0-9]{0,20}(\d{1,4}(?:\.\d+)?)\s?(NM|KM|M)\b)|(?:(\d{1,4}(?:\.\d+)?)\s?(NM|KM|M)\s+(?:RADIUS|RAD|CIRCLE)\b)"
)


class Circle(NamedTuple):
    """Degrees at 0.1, kilometres."""

    lat: float
    lon: float
    radius_km: float


class Bounded(NamedTuple):
    """What a text bounds. `unread`: it speaks of an area that is not among them."""

    circles: tuple[Circle, ...]
    unread: bool


class _Point(NamedTuple):
    lat: float
    lon: float
    start: int
    end: int


def bounded(text: str) -> Bounded:
    """The areas of a notice's item E. Where a part of them cannot be read none is given, for the rest would say less than it should."""
    words = " ".join(text.upper().replace("°", "").split())
    found = _points(words)
    if found is None or len(found) > MOST_POINTS or (found and _NOT_READ.search(words)):
        return Bounded((), unread=True)
    if not found:
        return Bounded((), unread=False)
    circles = []
    for chain in _chains(words, found):
        radius = _radius(words, chain[0]) if len(chain) == 1 else None
        if len(chain) >= 3:
            circles.append(around([(point.lat, point.lon) for point in chain]))
        elif radius is not None:
            circles.append(around([(chain[0].lat, chain[0].lon)], radius))
        elif len(chain) == 2 or _AREA.search(words):
            return Bounded((), unread=True)  # a line, or a lone point of something larger
    if any(circle.radius_km > LARGEST_KM for circle in circles):
        return Bounded((), unread=True)
    return Bounded(tuple(circles), unread=False)


def around(points: Sequence[tuple[float, float]], margin_km: float = 0.0) -> Circle:
    """The smallest circle round points (degrees), its middle at 0.1 degree, its radius up to the next 5 km over `margin_km` more."""
    vectors = [_vector(*point) for point in points]
    middle = _unit([sum(axis) for axis in zip(*vectors, strict=True)])
    for step in range(1, ROUNDS + 1):
        far = _farthest(middle, vectors)
        middle = _unit([a + (b - a) / (step + 1) for a, b in zip(middle, far, strict=True)])
    lat, lon = coarse(math.degrees(math.asin(max(-1.0, min(1.0, middle[2]))))), coarse(math.degrees(math.atan2(middle[1], middle[0])))
    told = _vector(lat, lon)
    reach = max(_angle(told, one) for one in vectors) * EARTH_KM + margin_km
    return Circle(lat, lon, math.ceil(reach / STEP_KM) * STEP_KM)


def _points(words: str) -> list[_Point] | None:
    """Every coordinate, in its order; None where something is written as one and is none."""
    found: dict[int, _Point] = {}
    for match in _BEHIND.finditer(words):
        a, b, c, ns, d, e, f, ew = match.groups()
        found[match.start()] = _Point(_degrees(a, b, c, ns), _degrees(d, e, f, ew), match.start(), match.end())
    for match in _BEFORE.finditer(words):
        ns, a, b, c, ew, d, e, f = match.groups()
        found[match.start()] = _Point(_degrees(a, b, c, ns), _degrees(d, e, f, ew), match.start(), match.end())
    points = [found[at] for at in sorted(found)]
    if any(math.isnan(point.lat + point.lon) or abs(point.lat) > 90 or abs(point.lon) > 180 for point in points):
        return None
    if any(not any(point.start <= odd.start() < point.end for point in points) for odd in _ODD.finditer(words)):
        return None
    return points


def _degrees(whole: str, minutes: str, seconds: str | None, side: str) -> float:
    """Degrees; not a number where minutes or seconds are none."""
    if int(minutes) > 59 or float(seconds or 0) >= 60:
        return math.nan
    value = int(whole) + int(minutes) / 60 + float(seconds or 0) / 3600
    return -value if side in "SW" else value


def _chains(words: str, points: Sequence[_Point]) -> list[list[_Point]]:
    """Points that stand in a row; other words between two begin another area."""
    chains: list[list[_Point]] = []
    for point in points:
        if chains and _BETWEEN.fullmatch(words[chains[-1][-1].end : point.start]):
            chains[-1].append(point)
        else:
            chains.append([point])
    return chains


def _radius(words: str, middle: _Point) -> float | None:
    """Kilometres of the radius that is told beside a middle, the nearest one; None where none is."""
    begin = max(0, middle.start - BESIDE)
    before = list(_RADIUS.finditer(words[begin : middle.start]))
    told = before[-1] if before else _RADIUS.search(words[middle.end : middle.end + BESIDE])
    if told is None:
        return None
    value, unit = (told[1], told[2]) if told[1] is not None else (told[3], told[4])
    return float(value) * UNITS[unit]


def _vector(lat: float, lon: float) -> list[float]:
    a, b = math.radians(lat), math.radians(lon)
    return [math.cos(a) * math.cos(b), math.cos(a) * math.sin(b), math.sin(a)]


def _unit(vector: Sequence[float]) -> list[float]:
    """The vector at length one; where points lie all round the Earth, the pole."""
    length = math.hypot(*vector)
    return [axis / length for axis in vector] if length > 1e-9 else [0.0, 0.0, 1.0]


def _farthest(middle: Sequence[float], vectors: Sequence[list[float]]) -> list[float]:
    """The vector of the least scalar product with `middle`."""
    products = [middle[0] * one[0] + middle[1] * one[1] + middle[2] * one[2] for one in vectors]
    return vectors[products.index(min(products))]


def _angle(one: Sequence[float], two: Sequence[float]) -> float:
    """The angle between two unit vectors: from their chord, which is exact for small angles."""
    return 2 * math.asin(min(1.0, math.dist(one, two) / 2))
