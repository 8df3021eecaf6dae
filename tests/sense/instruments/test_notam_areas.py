"""Areas in the text of notices: every way to write a coordinate, circles that hold the whole area, and what is said to be unread."""

import io
import math
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.library import instruments
from tocsin.model import Coverage, Observation
from tocsin.model.instruments import Area
from tocsin.sense.instruments import notams
from tocsin.sense.instruments.contract import Taking, kilometres
from tocsin.sense.instruments.notam_areas import Circle, around, bounded

SQUARE = "5430N02000E-5430N02100E-5500N02100E-5500N02000E-5430N02000E"


def far(circle: Circle, lat: float, lon: float) -> float:
    """Kilometres from a circle's middle, by the contract's haversine."""
    return kilometres(lat, lon, Area(id="a", name="a", lat=circle.lat, lon=circle.lon, within_km=1))


@pytest.mark.parametrize(
    "text",
    [
        f"DANGER AREA ACT WI {SQUARE}.",
        "WI COORD 543000N 0200000E - 543000N 0210000E - 550000N 0210000E - 550000N 0200000E",
        "WI AREA:\n5430N 02000E,\n5430N 02100E,\n5500N 02100E,\n5500N 02000E",
        "BOUNDED BY LINES JOINING N5430 E02000 - N5430 E02100 - N5500 E02100 - N5500 E02000",
        "AREA BOUNDED BY 543000.0N0200000.0E TO 543000.0N0210000.0E TO 550000.0N0210000.0E THEN 550000.0N0200000.0E TO POINT OF ORIGIN",
        "1) 5430N02000E 2) 5430N02100E 3) 5500N02100E 4) 5500N02000E",
        "wi 5430n02000e/5430n02100e/5500n02100e/5500n02000e (an invented area)",
    ],
)
def test_the_same_square_however_it_is_written(text: str) -> None:
    # Its middle is 54.75: by either tenth beside it, a corner is 46.4 km away.
    assert bounded(text) in (((Circle(54.7, 20.5, 50.0),), False), ((Circle(54.8, 20.5, 50.0),), False))


@pytest.mark.parametrize(
    ("text", "radius"),
    [
        ("WI 10NM RADIUS OF 5430N02000E", 20.0),
        ("CIRCLE RADIUS 25KM CENTRE 543000N0200000E", 25.0),
        ("WI CIRCLE CENTRED ON 5430N02000E RADIUS 5 NM", 10.0),
        ("WI 900 M RADIUS 5430N02000E", 5.0),
    ],
)
def test_circles(text: str, radius: float) -> None:
    assert bounded(text).circles == (Circle(54.5, 20.0, radius),)


def test_several_areas_are_several_circles() -> None:
    found = bounded(f"AREA 1: {SQUARE} AREA 2: 6900N03300E-6900N03400E-6930N03330E AND WI 5NM RADIUS OF 7324N05448E")
    assert [(round(one.lat), round(one.lon + 0.01)) for one in found.circles] == [(55, 21), (69, 34), (73, 55)]
    assert not found.unread


@pytest.mark.parametrize(
    "text",
    [
        "WI 5430N02000E-5430N02100E THEN CLOCKWISE ARC RADIUS 10NM CENTRE 5500N02030E TO 5430N02000E",
        "WI 5430N02000E-5430N02100E-5500N02100E ALONG STATE BORDER TO 5430N02000E",
        "WI 5430N02000E-5475N02100E-5500N02100E",  # 75 minutes
        "WI 9930N02000E-5430N02100E-5500N02100E",
        "WI 5430N02000E-5430N0210E-5500N02100E",  # a figure is missing
        "WI 5NM EITHER SIDE OF LINE 5430N02000E-5430N02100E",
        "LINE 5430N02000E-5430N02100E",
        "AREA AROUND 5430N02000E",
        "WI 1000N02000E-1000N06000E-5000N04000E",  # larger than any
    ],
)
def test_what_cannot_be_read_is_said_and_nothing_is_told_of_it(text: str) -> None:
    assert bounded(text) == ((), True)


@pytest.mark.parametrize(
    "text", ["", "RWY 09/27 CLSD", "OBST ERECTED PSN 5430N02000E HGT 120M", "GNSS SIGNAL MAY BE UNRELIABLE", "U/S 241120 0600-1800"]
)
def test_a_text_without_an_area_leaves_nothing_unread(text: str) -> None:
    assert bounded(text) == ((), False)


POINTS = st.lists(st.tuples(st.floats(-3, 3), st.floats(-3, 3)), min_size=1, max_size=12)


@given(POINTS, st.floats(-89, 89), st.floats(-180, 180))
def test_a_circle_holds_all_its_points_and_is_little_larger_than_it_must_be(
    some: list[tuple[float, float]], lat: float, lon: float
) -> None:
    points = [(max(-90.0, min(90.0, lat + a)), (lon + b + 540) % 360 - 180) for a, b in some]
    found = around(points)
    reaches = [far(found, *point) for point in points]
    assert max(reaches) <= found.radius_km + 1e-6
    widest = max((far(Circle(*one, 0.0), *other) for one in points for other in points), default=0.0)
    # No circle is smaller than half the widest pair, none need be larger than that by more than 2/sqrt(3) (Jung); the grid adds 8 km.
    assert found.radius_km <= widest / math.sqrt(3) * 1.05 + 8 + 5
    assert found.radius_km % 5 == 0
    assert round(found.lat, 1) == found.lat
    assert around(points[::-1]).radius_km == pytest.approx(found.radius_km, abs=5)


def test_an_area_over_the_antimeridian_is_small() -> None:
    (found,) = bounded("WI 5430N17930E-5430N17930W-5500N18000E").circles
    assert (abs(found.lon), found.radius_km) == (180.0, 40.0)


CLOCK = datetime(2024, 11, 24, 12, tzinfo=UTC)
AREAS = (Area(id="kulikovo", name="Kulikovo", lat=54.9, lon=20.4, within_km=50),)
NOTICE = (
    "(P1001/24 NOTAMN\nQ) UMKK/QRDCA/IV/BO/W/000/999/{q}\nA) UMKK B) 2411200600 C) 2411221800\nE) {text}\nCREATED: 17 Nov 2024 10:00:00)"
)


def counted(q: str, text: str) -> tuple[set[str], set[str | None]]:
    """Measures counted near Kulikovo, and the remarks of the coverage."""
    taking = Taking("x", CLOCK, instruments.get("notams"), AREAS)
    found = list(notams.parse(io.BytesIO(NOTICE.format(q=q, text=text).encode()), taking))
    return {one.indicator for one in found if isinstance(one, Observation)}, {one.why for one in found if isinstance(one, Coverage)}


def test_a_notice_counts_where_its_text_says_that_it_lies() -> None:
    near, away = f"DANGER AREA WI {SQUARE}", "DANGER AREA WI 5600N01500E-5600N01600E-5630N01600E"
    assert counted("5530N01800E999", near) == ({"notams/closed-areas"}, {None})  # a region's notice: its text alone tells where
    assert counted("5530N01800E999", "DANGER AREA") == (set(), {None})
    assert counted("5545N01730E120", near)[0] == {"notams/closed-areas"}
    # The Q-line's circle reaches the place, the area in the text does not.
    assert counted("5545N01730E120", away) == (set(), {None})


def test_a_notice_whose_text_cannot_be_read_counts_by_its_q_line_and_says_so() -> None:
    measures, why = counted("5454N02030E025", "DANGER AREA WI 5430N02000E ALONG COAST TO 5500N02000E")
    assert measures == {"notams/closed-areas"}
    assert why == {"1 of 1 notices are placed by the Q-line, for the areas in their text cannot be read"}
    measures, why = counted("5454N02030E025", "DANGER AREA WI 6900N03300E-6900N03400E-6930N03330E")
    assert measures == {"notams/closed-areas"}
    assert why == {"1 of 1 notices are placed by the Q-line, for the areas in their text lie apart from it"}
