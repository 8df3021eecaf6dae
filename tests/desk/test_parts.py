"""The parts of pages: places on axes, times, cut texts, addresses, and that the gallery of all parts renders escaped in both languages."""

import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.desk.gallery import render

from tocsin.desk import parts
from tocsin.desk.words import french
from tocsin.warn.drawing.maps import SETTLED
from tocsin.warn.words import Lang

NOW = datetime(2022, 10, 1, 9, tzinfo=UTC)


@given(st.floats(1e-9, 1), st.floats(1e-9, 1))
def test_a_larger_probability_never_stands_to_the_left(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert 0 <= parts.place(low) <= parts.place(high) <= 100
    assert 0 <= parts.place(low, plain=True) <= parts.place(high, plain=True) <= 100


def test_each_decade_takes_the_same_room() -> None:
    places = [parts.place(value) for value in (1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1.0)]
    assert places == [0, 20, 40, 60, 80, 100]


@pytest.mark.parametrize(
    ("age", "english", "french_"),
    [
        (timedelta(seconds=5), "just now", "à l'instant"),
        (timedelta(minutes=59), "59 min ago", "il y a 59 min"),
        (timedelta(hours=3), "3 h ago", "il y a 3 h"),
        (timedelta(hours=47), "47 h ago", "il y a 47 h"),
        (timedelta(days=2), "2 days ago", "il y a 2 jours"),
        (timedelta(days=400), "2021-08-27", "2021-08-27"),
        (-timedelta(hours=3), "in 3 h", "dans 3 h"),
    ],
)
def test_times_read_as_people_say_them(age: timedelta, english: str, french_: str) -> None:
    assert parts.ago(NOW - age, NOW, "en") == english
    assert parts.ago(NOW - age, NOW, "fr") == french_


SPANS = st.lists(st.tuples(st.integers(-5, 60), st.integers(-5, 60)).map(lambda pair: {"start": pair[0], "end": pair[1]}), max_size=8)


@given(st.text(max_size=50), SPANS)
def test_a_cut_text_is_the_text(text: str, spans: list[dict[str, int]]) -> None:
    assert "".join(piece.text for piece in parts.segments(text, spans)) == text


def test_marks_stand_where_they_were_asked_for() -> None:
    cut = parts.segments("one two three", [{"start": 4, "end": 7, "kind": "speaker"}, {"start": 6, "end": 13, "kind": "place"}])
    assert [(piece.text, piece.kind) for piece in cut] == [("one ", None), ("two", "speaker"), (" three", "place")]


def test_an_address_keeps_what_is_not_changed() -> None:
    assert (
        parts.with_query("/statements?q=a%20b&page=3&as_of=2022-10-01", sort="-at", page=None)
        == "/statements?q=a+b&as_of=2022-10-01&sort=-at"
    )
    assert parts.with_query("/statements?page=3", page=None) == "/statements"


@given(st.integers(1, 60), st.integers(1, 60))
def test_a_pager_offers_the_ends_and_no_page_that_is_not_there(number: int, pages: int) -> None:
    number = min(number, pages)
    offered = [n for n in parts.page_numbers(number, pages) if n is not None]
    assert offered == sorted(set(offered))
    assert {1, number, pages} <= set(offered) <= set(range(1, pages + 1))


def test_a_map_says_of_its_lines_what_is_disputed_near_its_places() -> None:
    near = parts.boundary_notes("fr", [(33.5, 44.6)])
    assert any("Crimée" in note for note in near)
    assert not any("Cachemire" in note for note in near)
    assert parts.boundary_notes("en", []) == [SETTLED["en"]]


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_elements_get_their_words_in_the_language_of_the_page(lang: Lang) -> None:
    block = str(parts.element_words(lang))
    held = json.loads(block.removeprefix('<script type="application/json" id="element-words">').removesuffix("</script>"))
    assert set(held) == set(parts.ELEMENT_WORDS) <= set(french())
    assert held["Zoom in"] == ("Zoom in" if lang == "en" else "Agrandir")


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_gallery_shows_every_part_and_breaks_no_rule(lang: Lang) -> None:
    page = render(lang)
    assert " style=" not in page
    assert not re.search(r"<script(?! type=)", page)
    assert not re.search(r"\son[a-z]+=", page)
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    for labelled in re.findall(r'aria-(?:labelledby|describedby)="([^"]+)"', page):
        assert set(labelled.split()) <= set(ids)


HOSTILE = "\"><script>alert(1)</script><img src=x onerror=alert(2)>'"
CALLS = (
    "ui.head(x, lead=x, crumbs=[(x, x)], badges=x)",
    "ui.key_figure(x, x, note=x, href=x)",
    "ui.tabs([(x, x, true)], x)",
    "ui.tile(x, 'lit', href=x, said=x, value=x, coverage=0.2, now=now)",
    "ui.probability(0.1, 0.05, 0.2, label=x, words=x)",
    "ui.meter(0.5, x)",
    "ui.badge(x, title=x)",
    "ui.tlp(x)",
    "ui.grade(x, x, [x])",
    "ui.flash(x)",
    "ui.empty(x, hint=x, href=x, action=x)",
    "ui.field(x, x, value=x, error=x, hint=x, extra={'placeholder': x})",
    "ui.field(x, x, value=x, kind='textarea')",
    "ui.field(x, x, value=x, kind='select', options=[(x, x)])",
    "ui.field(x, x, value=x, kind='hidden')",
    "ui.definitions([(x, x)])",
    "ui.tree([{'label': x, 'href': x, 'note': x, 'children': [{'label': x}]}], x)",
    "ui.was_now(x, x)",
    "ui.quote(x, [{'start': 2, 'end': 30, 'title': x, 'href': x, 'kind': x}], lang=x, cite=x, href=x)",
    "ui.events([{'at': now, 'title': x, 'href': x, 'body': x}])",
    "ui.alert(x, 'warn', now, acknowledged=x)",
    "ui.chart(x, x)",
    "ui.map(x, x)",
    "ui.graph(x, x)",
)


@pytest.mark.parametrize("call", CALLS)
def test_every_part_escapes_what_it_is_given(call: str) -> None:
    from tocsin.desk.rendering import source

    values: dict[str, Any] = {"x": HOSTILE, "now": NOW, "here": "/x"}
    page = source('{% import "parts/ui.html" as ui with context %}{{ ' + call + " }}", "en", **values)
    assert "<script" not in page
    assert "<img" not in page
    for tag in re.findall(r"<[a-z][^>]*>", page):
        assert tag.count('"') % 2 == 0, tag
