"""What is new is offered, not forced: parts are swapped when asked, and never one in which somebody types."""

import pytest
from playwright.sync_api import Page

from tests.e2e.conftest import Open, Served


@pytest.fixture(scope="session")
def desk(gallery: Served) -> Served:
    """The gallery alone."""
    return gallery


def say(page: Page, kind: str) -> None:
    """An event of that kind, once the page listens."""
    page.evaluate("kind => fetch('/gallery/say/' + kind)", kind)


def test_news_is_offered_and_swaps_the_part_that_asked(visit: Open) -> None:
    tab = visit()
    page = tab.go("/gallery?map=0")
    before = page.locator("#shown").text_content()
    notice = page.locator("#news")
    assert not notice.is_visible()
    page.wait_for_function("document.documentElement.dataset.live === 'open'")
    say(page, "report")
    notice.wait_for()
    assert page.locator("#shown").text_content() == before
    tab.clean()
    page.get_by_role("button", name="Show it").click()
    page.wait_for_function("before => document.getElementById('shown').textContent !== before", arg=before)
    notice.wait_for(state="hidden")


def test_what_nobody_asked_for_is_not_offered(visit: Open) -> None:
    page = visit().go("/gallery?map=0")
    page.wait_for_function("document.documentElement.dataset.live === 'open'")
    page.locator("#shown").evaluate("part => part.remove()")
    page.locator("#form").evaluate("part => part.remove()")
    say(page, "report")
    say(page, "nothing-of-this-page")
    assert not page.locator("#news").is_visible()
    say(page, "assessment")
    page.locator("#news").wait_for()
    page.get_by_role("button", name="Show it").click()
    page.locator("#news").wait_for(state="hidden")


def test_where_too_much_is_new_everything_is_offered(visit: Open) -> None:
    page = visit().go("/gallery?map=0")
    page.wait_for_function("document.documentElement.dataset.live === 'open'")
    before = page.locator("#shown").text_content()
    say(page, "reload")
    page.get_by_role("button", name="Show it").click()
    page.wait_for_function("before => document.getElementById('shown').textContent !== before", arg=before)


def test_who_types_keeps_what_was_typed(visit: Open) -> None:
    page = visit().go("/gallery?map=0")
    page.wait_for_function("document.documentElement.dataset.live === 'open'")
    page.get_by_label("Name").fill("half a sen")
    say(page, "report")
    page.get_by_role("button", name="Show it").click()
    page.get_by_text("Parts in which you type were left as they are.").wait_for()
    assert page.get_by_label("Name").input_value() == "half a sen"
    page.get_by_label("Name").fill("ana")
    page.get_by_role("spinbutton", name="Probability").focus()
    page.locator("h1").click()
    page.get_by_role("button", name="Show it").click()
    page.locator("#news").wait_for(state="hidden")


def test_elements_in_a_swapped_part_are_drawn_again(visit: Open) -> None:
    tab = visit()
    page = tab.go("/gallery?map=0")
    page.wait_for_function("document.documentElement.dataset.live === 'open'")
    page.evaluate("document.querySelector('tocsin-timeline').dataset.old = '1'")
    say(page, "assessment")
    page.get_by_role("button", name="Show it").click()
    page.wait_for_selector("tocsin-timeline[data-ready]:not([data-old])")
    tab.clean()
