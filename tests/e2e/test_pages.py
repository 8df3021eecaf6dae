"""Every page of the desk that stands in no other one's address: clean in both languages, on a phone, and without script."""

import pytest

from tests.e2e.conftest import Open
from tocsin.desk.pages import PAGES

PLAIN = [page for page in PAGES if "{" not in page.path]
NAMES = [page.name for page in PLAIN]


@pytest.mark.parametrize("path", [page.path for page in PLAIN], ids=NAMES)
@pytest.mark.parametrize("locale", ["en", "fr"])
def test_a_page_is_clean(visit: Open, path: str, locale: str) -> None:
    tab = visit(locale=locale, scheme="dark" if locale == "fr" else "light")
    page = tab.go(path)
    assert page.locator("html").get_attribute("lang") == locale
    assert page.locator("h1").count() == 1
    tab.clean()
    tab.shots(path.strip("/").replace("/", "-") + f"-{locale}" if path != "/" else f"today-{locale}")


@pytest.mark.parametrize("path", [page.path for page in PLAIN], ids=NAMES)
def test_a_page_fits_a_phone(visit: Open, path: str) -> None:
    tab = visit(width=380, height=800)
    tab.go(path)
    tab.clean()


@pytest.mark.parametrize("path", [page.path for page in PLAIN], ids=NAMES)
def test_a_page_needs_no_script(visit: Open, path: str) -> None:
    tab = visit(script=False)
    answer = tab.page.goto(tab.address + path)
    assert answer
    assert answer.ok
    assert tab.page.locator("main h1").is_visible()


def test_who_is_not_signed_in_sees_a_clean_door(visit: Open) -> None:
    tab = visit(role=None)
    tab.go("/")
    assert tab.page.url.startswith(f"{tab.address}/sign-in")
    tab.clean()
