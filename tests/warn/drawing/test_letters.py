"""No label leaves its drawing or stands on another, in the widest typeface that a reader may have, in both languages."""

from datetime import timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.warn.drawing.boxes import boxes, colliding, length, outside
from tests.warn.drawing.test_drawing import MARK, START, day, pictures
from tests.warn.laid import whole
from tocsin.engine import declarations
from tocsin.model.declared import Problem
from tocsin.warn.drawing import (
    Bar,
    Frame,
    Line,
    Node,
    Part,
    Picture,
    Point,
    Ranged,
    Row,
    Scale,
    Site,
    Stretch,
    Tick,
    bars,
    chart,
    ranges,
    rows,
    site_map,
    svg,
    tree,
)
from tocsin.warn.drawing.letters import ADVANCES
from tocsin.warn.drawing.moves import Move, moves
from tocsin.warn.drawing.shapes import width
from tocsin.warn.words import Lang

both = pytest.mark.parametrize("lang", ["en", "fr"])
problems = pytest.mark.parametrize("problem", ["nuclear-escalation", "korea-tests"])
LETTERS = "".join(ADVANCES.values())


@given(st.text(st.sampled_from(LETTERS.replace("\xad", "")), max_size=30))
def test_no_words_are_longer_than_they_are_taken_to_be(said: str) -> None:
    told = said.strip()
    assert length(told, 10.0) <= width(told, 10.0) + 1e-6


@pytest.mark.parametrize(
    "said", ["TLP:GREEN - Exercise / Restricted - SYNTHETIC", "Quelle chance, d’ici à 30 jours", "about 1 in 1,000,000"]
)
def test_bold_words_are_no_longer_than_they_are_taken_to_be(said: str) -> None:
    assert length(said, 10.0, bold=True) <= width(said, 10.0, bold=True)


def _shipped(problem: Problem, lang: Lang) -> list[Picture]:
    """The names that a shipped problem has, in a drawing of each kind that shows them."""
    frame = Frame("How likely, within 30 days, and what moved it since 6 October 2022", "x", MARK, lang, note="x " * 200)
    hypotheses = [h.name.get(lang) or h.name["en"] for h in problem.hypotheses]
    indicators = [i.name.get(lang) or i.name["en"] for i in problem.indicators]
    line = [Line(name, [Point(day(n), 10.0 ** -(n % 6 + 1), 1e-6, 0.4) for n in range(30)]) for name in hypotheses[:5]]
    return [
        ranges(
            frame,
            [Ranged(name, 1e-4, 1e-6, 0.3, 2e-4, "1 sur 9\u202f500") for name in hypotheses],
            key=(indicators[0], hypotheses[0]),
            scale=Scale("log", hypotheses[0]),
        ),
        rows(frame, [Row(name, [Stretch(day(0), day(9), "light", "9 h")], [Tick(day(5))]) for name in indicators], key=[("dot", "x")]),
        rows(frame, [Row(name, (), [Tick(START + timedelta(minutes=n))]) for n, name in enumerate(hypotheses)]),
        bars(frame, [Bar(name, [Part("a", 0.5), Part("b", 0.25)], "< 0,1\u202f%") for name in hypotheses]),
        moves(frame, [Move(f"{a}: {b}", n - 2, "−1\u202f234") for n, (a, b) in enumerate(zip(indicators, hypotheses, strict=False))]),
        chart(frame, line, scale=Scale("log", hypotheses[0])),
        chart(frame, [Line(name, [Point(0.001, 0.2), Point(0.5, 0.8)]) for name in indicators[:4]], across=Scale("number", hypotheses[0])),
        tree(
            frame,
            [
                Node(n % 13, f"{a}: {b}", a, "30 septembre 2022", b if n % 3 else "")
                for n, (a, b) in enumerate(product(indicators, hypotheses))
            ],
        ),
        rows(
            frame,
            [Row(name, [Stretch(day(0), day(1), "night")], [Tick(day(2), share=0.3)]) for name in indicators],
            key=[("part", "x"), ("night", hypotheses[0])],
        ),
        site_map(frame, [Site(place.name.get(lang) or place.id, place.lat, place.lon, said="ring") for place in problem.places]),
    ]


@both
@problems
def test_names_of_shipped_problems_stay_inside_and_apart(problem: str, lang: Lang) -> None:
    for picture in _shipped(declarations.load(problem).problem, lang):
        assert outside(svg(picture)) == []
        assert colliding(svg(picture)) == []


@both
def test_the_drawings_of_a_brief_stay_inside_and_apart(lang: Lang) -> None:
    drawn = whole(lang).drawings
    assert drawn
    for drawing in drawn:
        assert outside(drawing.svg) == []
        assert colliding(drawing.svg) == []


@given(st.text(max_size=60) | st.text(st.sampled_from("WЩ@m "), min_size=40, max_size=90))
def test_no_words_leave_whatever_they_are(name: str) -> None:
    for picture in pictures(name):
        (_, _), found = boxes(svg(picture))
        assert len(found) > 2
        assert outside(svg(picture)) == []


def test_the_measure_itself_sees_what_leaves_and_what_collides() -> None:
    drawn = svg(Picture(Frame("x", "x", MARK), 100.0, 40.0, ('<text x="99" y="20" font-size="10">out</text>',)))
    assert [box.said for box in outside(drawn)] == ["out"]
    twice = svg(Picture(Frame("x", "x", MARK), 100.0, 40.0, ('<text x="5" y="20" font-size="10">one</text>',) * 2))
    assert colliding(twice) == [("one", "one")]
