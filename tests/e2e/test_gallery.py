"""Every part of the desk, as a browser shows it: in both languages and themes, at three widths, with and without script."""

import pytest

from tests.e2e.conftest import Open, Served
from tests.e2e.visit import SIZES


@pytest.fixture(scope="session")
def desk(gallery: Served) -> Served:
    """The gallery alone."""
    return gallery


LOOKS = [("en", "light", "laptop"), ("fr", "dark", "phone"), ("en", "dark", "wide")]


@pytest.mark.parametrize(("locale", "scheme", "size"), LOOKS)
def test_the_gallery_is_clean(visit: Open, locale: str, scheme: str, size: str) -> None:
    width, height = SIZES[size]
    tab = visit(locale=locale, scheme=scheme, width=width, height=height)
    tab.go("/gallery" if size == "laptop" else "/gallery?map=0")
    assert tab.page.locator("html").get_attribute("lang") == locale
    tab.clean()
    if size == "laptop":
        tab.shots("gallery")


def test_the_wall_is_clean_and_has_nothing_to_click_away(visit: Open) -> None:
    tab = visit(width=1920, height=1080)
    tab.go("/gallery?wall=1&map=0")
    tab.clean()
    assert not tab.page.get_by_role("navigation", name="Menu").is_visible()


def test_a_wall_shows_screen_by_screen_what_does_not_fit_until_somebody_is_there(visit: Open) -> None:
    tab = visit(width=1280, height=600)
    tab.page.clock.install()
    tab.go("/gallery?wall=1&map=0")
    seen = "[scrollY, document.documentElement.scrollHeight - innerHeight]"
    assert tab.page.evaluate(seen)[0] == 0
    tab.page.clock.run_for(20_000)
    at, end = tab.page.evaluate(seen)
    assert 0 < at <= end
    tab.page.keyboard.press("Shift")
    tab.page.clock.run_for(60_000)
    assert tab.page.evaluate("scrollY") == at


def test_a_wall_on_a_small_screen_does_not_scroll_sideways(visit: Open) -> None:
    tab = visit(width=390, height=844)
    tab.go("/gallery?wall=1&map=0")
    assert tab.page.evaluate("document.documentElement.scrollWidth") == 390


def test_without_script_everything_is_there_in_words(visit: Open) -> None:
    tab = visit(script=False)
    page = tab.page
    page.goto(f"{tab.address}/gallery?map=0")
    assert page.get_by_role("cell", name="0.2%").is_visible()
    assert page.locator("tocsin-graph").get_by_text("blog.example").is_visible()
    page.get_by_text("Enter an observation").first.click()
    assert page.get_by_label("Reason").is_visible()
    page.get_by_role("button", name="Dark").click()
    assert page.locator("html").get_attribute("data-theme") == "dark"


def test_the_theme_is_changed_in_place_and_kept(visit: Open) -> None:
    tab = visit(scheme="light")
    page = tab.go("/gallery?map=0")
    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    page.get_by_label("Name").fill("typed, not sent")
    page.get_by_role("button", name="Dark").click()
    page.wait_for_function("light => getComputedStyle(document.body).backgroundColor !== light", arg=light)
    assert page.get_by_label("Name").input_value() == "typed, not sent"
    assert page.get_by_role("button", name="Dark").get_attribute("aria-pressed") == "true"
    tab.clean()
    page.reload()
    tab.drawn()
    assert page.evaluate(ground) != light


def test_a_dialog_opens_closes_and_keeps_what_was_typed(visit: Open) -> None:
    tab = visit()
    page = tab.go("/gallery?map=0")
    opener = page.get_by_text("Enter an observation").first
    opener.click()
    dialog = page.get_by_role("dialog", name="Enter an observation")
    dialog.get_by_label("Reason").fill("seen by two")
    tab.clean()
    page.keyboard.press("Escape")
    assert not dialog.is_visible()
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    page.keyboard.press("Enter")
    assert page.get_by_role("dialog").get_by_label("Reason").input_value() == "seen by two"


def test_the_first_tab_skips_to_the_content(visit: Open) -> None:
    page = visit().go("/gallery?map=0")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_on_paper_there_is_nothing_to_click(visit: Open) -> None:
    page = visit().go("/gallery?map=0")
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    assert not page.get_by_role("button", name="Acknowledge").is_visible()
    assert not page.get_by_role("navigation", name="Menu").is_visible()
    assert page.get_by_text("SYNTHETIC from a sample").is_visible()
