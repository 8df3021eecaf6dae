"""The three elements: drawn, moved by keyboard, following the theme, and in words where they cannot be drawn."""

import re

import pytest
from playwright.sync_api import Route, expect

from tests.e2e.conftest import Open, Served


@pytest.fixture(scope="session")
def desk(gallery: Served) -> Served:
    """The gallery alone."""
    return gallery


ELEMENTS = ("tocsin-timeline", "tocsin-map", "tocsin-graph")


def test_they_are_drawn_follow_the_theme_and_stay_in_words(visit: Open) -> None:
    page = visit(scheme="light").go("/gallery")
    before = {}
    for tag in ELEMENTS:
        element = page.locator(tag)
        assert element.get_attribute("data-ready") == "1"
        assert element.locator("canvas").count()
        before[tag] = element.locator(".picture-stage").screenshot()
    page.emulate_media(color_scheme="dark")
    for tag in ELEMENTS:
        element = page.locator(tag)
        assert element.locator(".picture-stage").screenshot() != before[tag]
        element.get_by_text("Show the table").click()
        assert element.locator("details.alternative > :not(summary)").first.is_visible()


def test_where_their_data_does_not_come_the_words_stay(visit: Open) -> None:
    tab = visit()
    tab.context.route("**/gallery/*json*", lambda route: route.fulfill(status=500, body="no"))
    page = tab.go("/gallery")
    for tag in ELEMENTS:
        element = page.locator(tag)
        assert element.get_attribute("data-failed")
        assert element.get_by_text("It could not be loaded.").is_visible()
        assert element.locator("table, ul").first.is_visible()


def test_what_is_still_being_worked_out_is_asked_for_again(visit: Open) -> None:
    tab = visit()
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        if len(asked) < 3:
            route.fulfill(status=503, headers={"retry-after": "1"}, body="{}")
        else:
            route.continue_()

    tab.context.route("**/gallery/series.json", answer)
    page = tab.page
    page.goto(f"{tab.address}/gallery?map=0")
    timeline = page.locator("tocsin-timeline")
    timeline.get_by_text("This is being worked out").wait_for()
    assert timeline.get_by_role("table").is_visible()
    page.wait_for_selector("tocsin-timeline[data-ready]")
    assert len(asked) == 3
    assert not timeline.get_by_text("This is being worked out").count()


def test_they_speak_french(visit: Open) -> None:
    page = visit(locale="fr").go("/gallery")
    assert page.locator("tocsin-timeline").get_by_role("button", name="Agrandir").is_visible()
    assert "allumé" in (page.locator("tocsin-map .map-mark.lit").get_attribute("title") or "")
    assert page.locator("tocsin-graph").get_by_text("26 nœuds, 25 liens").is_visible()
    assert "front" in (page.locator(".map-notes").text_content() or "")


def test_the_timeline_zooms_by_keys_and_by_drawing_over_it(visit: Open) -> None:
    page = visit().go("/gallery?map=0")
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
    page = visit().go("/gallery?map=0")
    link = page.get_by_role("link", name=re.compile("Storage activity, seen by two")).first
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/gallery?why=h0")


def test_a_series_is_taken_out_and_put_back(visit: Open) -> None:
    page = visit().go("/gallery?map=0")
    button = page.locator("tocsin-timeline").get_by_role("button", name="Demonstration")
    button.click()
    assert button.get_attribute("aria-pressed") == "false"
    expect(page.locator("tocsin-timeline").get_by_role("link", name=re.compile("Storage activity"))).to_have_count(1)
    button.click()
    expect(page.locator("tocsin-timeline").get_by_role("link", name=re.compile("Storage activity"))).to_have_count(2)


def test_no_extreme_is_lost_however_far_one_looks(visit: Open) -> None:
    page = visit().go("/gallery?map=0")
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
    page = visit().go("/gallery?map=0")
    graph = page.locator("tocsin-graph")
    graph.locator(".picture-stage").focus()
    page.keyboard.press("ArrowRight")
    assert "Evening Example" in (graph.locator("[aria-live]").text_content() or "")
    page.keyboard.press("ArrowRight")
    said = graph.locator("[aria-live]").text_content() or ""
    assert "outlet-" in said
    page.keyboard.press("Enter")
    page.wait_for_url("**/gallery?report=*")


def test_the_map_says_states_shows_the_looks_of_the_moment_and_leads_on(visit: Open) -> None:
    page = visit().go("/gallery")
    assert page.evaluate("document.querySelector('tocsin-map').map.getMaxZoom()") <= 8  # no finer than a tenth of a degree
    said = page.locator("tocsin-map [aria-live].small")
    assert "Invented Depot, radar" in (said.text_content() or "")
    slider = page.get_by_role("slider", name="Time")
    slider.focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    assert "Example Harbour, optical" in (said.text_content() or "")
    assert slider.get_attribute("aria-valuetext") == "2022-10-01 12:00 UTC"
    page.get_by_role("link", name="Example Harbour, lit, vehicles at two gates").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/gallery?place=1")
