"""Drawings: well-formed, the same bytes twice, marked inside, and nothing hostile, outside or finer than 0.1 degree in them."""

import re
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.warn.drawing import (
    Bar,
    Frame,
    Interval,
    Level,
    Line,
    Mark,
    Node,
    Part,
    Picture,
    Point,
    Row,
    Scale,
    Site,
    Stretch,
    Tick,
    bars,
    body,
    chart,
    png,
    rows,
    site_map,
    svg,
    tree,
)
from tocsin.warn.words import Lang

MARK = "TLP:GREEN - Exercise / Restricted - SYNTHETIC"
START = datetime(2031, 3, 1, tzinfo=UTC)
ATTACK = "<script>alert(1)</script> \u202eelif\u202c \x1b[31m ]]> ' \" & 50.12345, 30.54321"


def day(n: float) -> datetime:
    return START + timedelta(days=n)


def pictures(name: str = "a name", lang: Lang = "en", marking: str = MARK) -> list[Picture]:
    """One drawing of each kind, with `name` in every place for words."""
    frame = Frame(name, f"It shows {name}.", marking, lang, note=name)
    line = Line(name, [Point(day(n), 0.001 * (n + 1), 0.0005, 0.02) for n in range(9)], steps=True)
    stretched = Row(name, [Stretch(day(0), day(3), "light", name)], [Tick(day(5))])
    sites = [Site(name, 50.12345 + n, 30.54321 + 2 * n, "ring" if n % 2 else "dot", name) for n in range(5)]
    return [
        chart(frame, [line], intervals=[Interval(name, day(4), 0.05, 0.2)], levels=[Level(name, 0.001)], scale=Scale("log", name)),
        chart(frame, [line], marks=[Mark(day(n), name) for n in (1.0, 1.01, 1.02, 5.0)]),
        chart(frame, [Line(name, [Point(0.1, 3.0), Point(0.9, 1.0)])], scale=Scale("number", name), across=Scale("number", name)),
        bars(frame, [Bar(name, [Part(name, 0.2), Part("other", 0.3)], name), Bar(name, [Part(name, 0.4, 0.1, 0.7)])]),
        rows(frame, [stretched], key=[("light", name), ("ring", name)], now=day(4)),
        site_map(frame, sites),
        tree(frame, [Node(depth, name, name, name, name) for depth in (0, 1, 2, 20, 1)]),
    ]


def words(drawn: str) -> str:
    return " ".join(ElementTree.fromstring(drawn.partition("?>\n")[2] or drawn).itertext())  # noqa: S314  # our own


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_each_is_marked_inside_and_the_same_bytes_twice(lang: Lang) -> None:
    for picture, again in zip(pictures(lang=lang), pictures(lang=lang), strict=True):
        drawn = svg(picture)
        assert drawn == svg(again)
        assert words(drawn).count(MARK) == 2  # to the eye and to who has it read aloud
        assert words(drawn).count("SYNTHETIC") == 3
        assert "SYNTHETIC" not in words(svg(pictures(marking="TLP:CLEAR - Exercise / Restricted")[0]))
        assert "It shows a name." in words(body(picture))


@given(st.text(max_size=40) | st.just(ATTACK))
@settings(max_examples=40, deadline=None)
def test_no_word_from_outside_becomes_markup(name: str) -> None:
    for picture in pictures(name):
        for drawn in (svg(picture), body(picture)):
            root = ElementTree.fromstring(drawn.partition("?>\n")[2] or drawn)  # noqa: S314  # our own
            tags = {element.tag.partition("}")[2] for element in root.iter()}
            assert tags <= {"svg", "title", "desc", "text", "path", "rect", "circle"}
            names = {key for element in root.iter() for key in element.attrib}
            assert not any(key.startswith("on") or key in ("href", "style", "class") for key in names)
            assert not re.search(r"50\.12|30\.54|\u202e|\x1b", "".join(root.itertext()))


@given(st.lists(st.floats(0, 1), min_size=1, max_size=8))
@settings(max_examples=40, deadline=None)
def test_a_higher_chance_never_stands_lower(values: list[float]) -> None:
    for kind in ("log", "chance"):
        frame = Frame("x", "x", MARK)
        picture = chart(frame, [Line("", [Point(day(n), value) for n, value in enumerate(values)])], scale=Scale(kind))
        [d] = list(re.findall(r'd="(M[^"]+)" fill="none" stroke="#2B83BA"', "".join(picture.elements))) or [""]
        heights = [float(pair.split(" ")[1]) for pair in d[1:].split("L") if d]
        for (one, y), (other, below) in pairwise(zip(values, heights, strict=False)):
            assert one == other or one < 1e-6 or other < 1e-6 or (one < other) == (below < y) or abs(y - below) <= 0.1


def test_ticks_are_natural_frequencies_below_one_percent_and_french_in_french() -> None:
    english, french = (svg(pictures(lang=lang)[0]) for lang in ("en", "fr"))
    assert "1 in 1,000" in english
    assert "10%" in english
    assert "1 sur 1\u202f000" in french
    assert "10\u202f%" in french
    assert "1 mars 2031" in french
    assert "1 Mar 2031" in english


def test_sites_stand_at_a_tenth_of_a_degree() -> None:
    frame = Frame("x", "x", MARK)
    fine = site_map(frame, [Site("one", 50.1499, 30.0501), Site("two", 51.04, 31.96)])
    coarse = site_map(frame, [Site("one", 50.1, 30.1), Site("two", 51.0, 32.0)])
    assert svg(fine) == svg(coarse)


@pytest.mark.parametrize(
    ("lat", "lon", "said", "silent"),
    [(45.5, 34.0, "Crimea", "Korea"), (38.0, 127.5, "Korea", "Crimea"), (48.0, 2.0, "Natural Earth", "Crimea")],
)
def test_a_map_says_which_borders_on_it_are_disputed(lat: float, lon: float, said: str, silent: str) -> None:
    drawn = svg(site_map(Frame("x", "x", MARK), [Site("here", lat, lon)]))
    assert said in words(drawn)
    assert silent not in words(drawn)
    assert ('stroke-dasharray="4 3"' in drawn) == (said != "Natural Earth")


def test_a_dot_is_filled_by_its_share() -> None:
    def high(share: float) -> float:
        drawn = rows(Frame("x", "x", MARK), [Row("a", (), [Tick(day(1), share=share)])], span=(day(0), day(2)))
        found = re.findall(r'width="3" height="([0-9.]+)"', "".join(drawn.elements))
        return float(found[0]) if found else 0.0

    assert high(0.0) < high(0.3) < high(0.9)
    assert high(1.0) == 0.0  # whole: a filled dot


def test_a_child_hangs_below_what_it_came_from() -> None:
    drawn = tree(Frame("x", "x", MARK), [Node(0, "root"), Node(1, "child"), Node(2, "grandchild"), Node(1, "other"), Node(0, "alone")])
    paths = re.findall(r'd="M([0-9.]+) ([0-9.]+)L([0-9.]+) ([0-9.]+)L([0-9.]+) ([0-9.]+)"', "".join(drawn.elements))
    assert len(paths) == 3
    places = {
        text: (float(x), float(y))
        for x, y, text in re.findall(r'<text x="([0-9.]+)" y="([0-9.]+)"[^>]*>([a-z]+)<', "".join(drawn.elements))
    }
    assert places["root"][0] < places["child"][0] < places["grandchild"][0]
    assert places["root"][1] < places["child"][1] < places["grandchild"][1] < places["other"][1] < places["alone"][1]
    assert [float(path[0]) for path in paths] == [14.0, 32.0, 14.0]  # from the root, from the child, from the root again


def test_nothing_to_draw_draws_an_empty_plane() -> None:
    frame = Frame("x", "x", MARK)
    for picture in (chart(frame, []), bars(frame, []), rows(frame, []), site_map(frame, [])):
        ElementTree.fromstring(body(picture))  # noqa: S314  # our own


def test_png_is_a_picture_and_the_same_twice() -> None:
    picture = pictures()[0]
    made = png(picture)
    assert made.startswith(b"\x89PNG")
    assert made == png(picture)
    across, down = (int.from_bytes(made[at : at + 4]) for at in (16, 20))
    assert (across, down) == (round(2 * picture.width), round(2 * picture.height))
