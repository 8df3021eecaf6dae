"""Statements, origins, claims, lines and indicators in a browser: clean in both languages, and every decision clicked through."""

import pytest
from playwright.sync_api import Page

from tests.e2e.conftest import Open

LISTS = (
    "/statements",
    "/statements?q=nuclear",
    "/origins",
    "/claims",
    "/lines",
    "/lines?tab=doctrine",
    "/lines?tab=decisions",
    "/indicators",
    "/indicators/warhead_transport",
)
FROM = {
    "/statements": "main article a[href^='/statements/']",
    "/origins": "main tbody a[href^='/origins/']",
    "/claims": "main tbody a[href^='/claims/']",
}
"""the first link of a list to one of its own"""


@pytest.mark.parametrize("locale", ["en", "fr"])
def test_every_list_is_clean(visit: Open, locale: str) -> None:
    tab = visit(locale=locale)
    for path in LISTS:
        tab.go(path)
        tab.clean()


@pytest.mark.parametrize(("locale", "width"), [("en", 380), ("fr", 1280)])
def test_one_of_each_is_clean(visit: Open, locale: str, width: int) -> None:
    tab = visit(locale=locale, width=width)
    for path, link in FROM.items():
        page = tab.go(path, sort="-reports")
        tab.go(str(page.locator(link).first.get_attribute("href")))
        tab.clean()
    report = tab.page.locator("main a[href^='/reports/']").first.get_attribute("href")
    tab.go(str(report))
    tab.clean()


def _sent(page: Page, dialog: str, button: str, **fields: str) -> None:
    """Open a dialog, fill its form in and send it; the answer says that it was done."""
    page.locator(f"#{dialog} > summary").click()
    form = page.locator("dialog[open] form")
    for name, value in fields.items():
        form.locator(f"[name={name}]").fill(value)
    form.get_by_role("button", name=button).click()
    page.wait_for_load_state()


@pytest.mark.parametrize("locale", ["en", "fr"])
def test_decisions_are_clicked_through(visit: Open, locale: str) -> None:
    tab = visit(locale=locale)
    words = {
        "en": ("Reject it", "Restore it", "Append", "Overrule a grade", "Correct it"),
        "fr": ("Rejeter", "Rétablir", "Ajouter", "Revoir une cote", "Corriger"),
    }[locale]
    why = f"seen in {locale}"
    place = 2 if locale == "en" else 3
    one = str(tab.go("/statements").locator(FROM["/statements"]).nth(place).get_attribute("href"))
    tab.go(one)
    _sent(tab.page, "reject", words[0], why=why)
    origin = str(tab.go("/origins", sort="name").locator(FROM["/origins"]).nth(place).get_attribute("href"))
    tab.go(origin)
    _sent(tab.page, "grade", words[3], why=why)
    claim = str(tab.go("/claims").locator(FROM["/claims"]).nth(place).get_attribute("href"))
    tab.go(claim)
    _sent(tab.page, "follow", words[2], why=why)
    assert tab.go(claim).get_by_text(why).first.is_visible()
    tab.go("/lines")
    _sent(tab.page, "cross-1" if locale == "en" else "cross-2", words[2], on="2022-10-19", why=why)
    tab.go("/indicators/warhead_transport")
    _sent(
        tab.page, "look", words[2], looked_by=f"Institute {locale}", chance="0.5", start="2022-10-19T00:00", end="2022-10-19T03:00", why=why
    )
    tab.go(one)
    assert tab.page.get_by_text(why).first.is_visible()
    tab.clean()
