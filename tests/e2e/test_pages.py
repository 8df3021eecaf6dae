"""Every page of the desk that stands in no other one's address: clean on a laptop in English, and on a phone in French and the dark."""

import pytest

from tests.e2e.conftest import Open
from tocsin.desk.pages import PAGES

PLAIN = [page for page in PAGES if "{" not in page.path]


@pytest.mark.parametrize("path", [page.path for page in PLAIN], ids=[page.name for page in PLAIN])
def test_a_page_is_clean(visit: Open, path: str) -> None:
    tab = visit()
    page = tab.go(path)
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator("h1").count() == 1
    tab.clean()
    tab.shots((path.strip("/").replace("/", "-") or "today") + "-en")
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": 380, "height": 800})
    tab.go(path, lang="fr")
    assert page.locator("html").get_attribute("lang") == "fr"
    tab.clean()
    tab.shots((path.strip("/").replace("/", "-") or "today") + "-fr")


def test_a_page_needs_no_script(visit: Open) -> None:
    tab = visit(script=False)
    for page in PLAIN:
        answer = tab.page.goto(tab.address + page.path)
        assert answer
        assert answer.ok
        assert tab.page.locator("main h1").is_visible(), page.path


def test_who_is_not_signed_in_sees_a_clean_door(visit: Open) -> None:
    tab = visit(role=None)
    tab.go("/")
    assert tab.page.url.startswith(f"{tab.address}/sign-in")
    tab.clean()
