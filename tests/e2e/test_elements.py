"""The three elements: drawn, moved by keyboard, following the theme, and in words where they cannot be drawn."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Open, Served

ELEMENTS = ("tocsin-timeline", "tocsin-map", "tocsin-graph")


@pytest.fixture(scope="session")
def desk(gallery: Served) -> Served:
    """The gallery alone."""
    return gallery


@pytest.mark.parametrize("tag", ELEMENTS)
def test_it_is_drawn_and_what_it_replaces_stays_in_words(visit: Open, tag: str) -> None:
    page = visit().go("/gallery")
    element = page.locator(tag)
    assert element.get_attribute("data-ready") == "1"
    assert element.locator("canvas").count()
    element.get_by_text("Show the table").click()
    assert element.locator("details.alternative > :not(summary)").first.is_visible()


@pytest.mark.parametrize("tag", ELEMENTS)
def test_where_its_data_does_not_come_the_words_stay(visit: Open, tag: str) -> None:
    tab = visit()
    tab.context.route("**/gallery/*json*", lambda route: route.fulfill(status=500, body="no"))
    element = tab.go("/gallery").locator(tag)
    assert element.get_attribute("data-failed")
    assert element.get_by_text("It could not be loaded.").is_visible()
    assert element.locator("table, ul").first.is_visible()


@pytest.mark.parametrize("tag", ELEMENTS)
def test_it_follows_the_theme(visit: Open, tag: str) -> None:
    page = visit(scheme="light").go("/gallery")
    element = page.locator(tag)
    element.scroll_into_view_if_needed()
    before = element.screenshot()
    page.emulate_media(color_scheme="dark")
    page.wait_for_function("new Promise(done => setTimeout(() => done(true), 300))")
    assert element.screenshot() != before
    assert element.get_attribute("data-ready") == "1"


def test_it_speaks_french(visit: Open) -> None:
    page = visit(locale="fr").go("/gallery")
    assert page.locator("tocsin-timeline").get_by_role("button", name="Agrandir").is_visible()
    assert "allumé" in (page.locator("tocsin-map .map-mark.lit").get_attribute("title") or "")
    assert page.locator("tocsin-graph").get_by_text("26 nœuds, 25 liens").is_visible()
    assert "front" in (page.locator(".map-notes").text_content() or "")


def test_the_timeline_zooms_by_keys_and_by_drawing_over_it(visit: Open) -> None:
    page = visit().go("/gallery")
    view = "document.querySelector('tocsin-timeline').view"
    first, last = page.evaluate(view)
    page.locator("tocsin-timeline .picture-stage").focus()
    page.keyboard.press("+")
    low, high = page.evaluate(view)
    assert high - low == pytest.approx((last - first) / 2)
    page.keyboard.press("ArrowRight")
    assert page.evaluate(view)[0] > low
    page.keyboard.press("0")
    assert page.evaluate(view) == [first, last]
    box = page.locator("tocsin-timeline .u-over").bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] * 0.25, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + 30, steps=5)
    page.mouse.up()
    low, high = page.evaluate(view)
    assert (low - first) / (last - first) == pytest.approx(0.25, abs=0.02)
    assert (high - first) / (last - first) == pytest.approx(0.5, abs=0.02)


def test_a_jump_leads_to_what_moved_it(visit: Open) -> None:
    page = visit().go("/gallery")
    link = page.get_by_role("link", name=re.compile("Storage activity, seen by two")).first
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/gallery?why=h0")


def test_a_series_is_taken_out_and_put_back(visit: Open) -> None:
    page = visit().go("/gallery")
    button = page.locator("tocsin-timeline").get_by_role("button", name="Demonstration")
    button.click()
    assert button.get_attribute("aria-pressed") == "false"
    expect(page.locator("tocsin-timeline").get_by_role("link", name=re.compile("Storage activity"))).to_have_count(1)
    button.click()
    expect(page.locator("tocsin-timeline").get_by_role("link", name=re.compile("Storage activity"))).to_have_count(2)


def test_no_extreme_is_lost_however_far_one_looks(visit: Open) -> None:
    page = visit().go("/gallery")
    found = page.evaluate(
        """async () => {
          const element = document.querySelector('tocsin-timeline');
          const n = 50000, t = Array.from({length: n}, (_, k) => 1.6e9 + 60 * k), mean = t.map(() => 0.01);
          mean[31234] = 0.9; mean[12345] = 0.0001;
          const fresh = document.createElement('tocsin-timeline');
          const body = new Blob([JSON.stringify({t, scale: 'log', series: [{id: 'a', label: 'a', mean}]})], {type: 'application/json'});
          const real = window.fetch;
          window.fetch = () => Promise.resolve(new Response(body));
          fresh.setAttribute('src', '/any'); element.replaceWith(fresh);
          while (!fresh.dataset.ready) await new Promise(done => setTimeout(done, 20));
          window.fetch = real;
          const values = fresh.plot.data[1];
          return {points: values.length, high: Math.max(...values), low: Math.min(...values)};
        }"""
    )
    assert found["points"] < 6_000
    assert (found["high"], found["low"]) == (0.9, 0.0001)


def test_the_graph_goes_from_one_to_the_next_and_opens_it(visit: Open) -> None:
    page = visit().go("/gallery")
    graph = page.locator("tocsin-graph")
    graph.locator(".picture-stage").focus()
    page.keyboard.press("ArrowRight")
    assert "Evening Example" in (graph.locator("[aria-live]").text_content() or "")
    page.keyboard.press("ArrowRight")
    said = graph.locator("[aria-live]").text_content() or ""
    assert "outlet-" in said
    page.keyboard.press("Enter")
    page.wait_for_url("**/gallery?report=*")


def test_places_on_the_map_are_links_and_say_their_state(visit: Open) -> None:
    page = visit().go("/gallery")
    place = page.get_by_role("link", name="Example Harbour, lit, vehicles at two gates")
    place.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/gallery?place=1")


def test_the_map_shows_the_looks_of_the_moment(visit: Open) -> None:
    page = visit().go("/gallery")
    said = page.locator("tocsin-map [aria-live].small")
    assert "Invented Depot, radar" in (said.text_content() or "")
    slider = page.get_by_role("slider", name="Time")
    slider.focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    assert "Example Harbour, optical" in (said.text_content() or "")
    assert slider.get_attribute("aria-valuetext") == "2022-10-01 12:00 UTC"


def test_no_place_is_shown_finer_than_a_tenth_of_a_degree(visit: Open) -> None:
    page = visit().go("/gallery")
    assert page.evaluate("document.querySelector('tocsin-map').map.getMaxZoom()") <= 8
