"""Every act of the desk, clicked through in a browser in both languages: it is done, and stands in the log under the name of who did it."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page

from tests.e2e.conftest import Open, Served, served
from tests.e2e.visit import Visit
from tocsin.desk.pages import ACTIONS
from tocsin.engine import sample

BY_DAY = {"en": "2022-10-19", "fr": "2022-10-20"}
ELSEWHERE = {
    "reject-statement": "test_said.py",
    "grade-hop": "test_said.py",
    "follow-claim": "test_said.py",
    "mark-crossed": "test_said.py",
    "enter-observation": "test_said.py",
    "add-source": "asks the network, which tests do not have",
    "acknowledge": "nothing rings on the sample before a watch has looked",
    "release": "no alert of the sample is of a kind that may leave as Actual",
    "send-again": "the sample has no channel that could be down",
    "retry-refused": "nothing of the sample was refused",
}
"""acts that are clicked in another file, or cannot be on the sample, and why"""
OFFERED = """async act => {
  for (const end = Date.now() + 90000; Date.now() < end; await new Promise(go => setTimeout(go, 500)))
    if ((await (await fetch(location.href)).text()).includes(act)) return true
  return false
}"""
"""whether this page comes to offer an act, once what was done before has been judged"""


@pytest.fixture(scope="module")
def desk(root: Path, bundle: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A desk of its own: after so many decisions origins are no longer those that other tests look for."""
    folder = tmp_path_factory.mktemp("acts") / "sample"
    sample.prepare(folder)
    with served(root, str(folder)) as one:
        yield one


def done(tab: Visit, act: str, fields: Mapping[str, Any], inside: Locator | None = None) -> None:
    """Send the form of an act that the open page has, in a dialog or not; AssertionError where it was not done."""
    page = tab.page
    if not page.locator(f"form[action='/do/{act}']").count():  # what was done before is still being judged
        assert page.evaluate(OFFERED, f"/do/{act}"), f"{act} is not offered at {page.url}"
        page.reload()
        tab.drawn()
    form = (inside or page.locator("main")).locator(f"form[action='/do/{act}']").first
    details = page.locator("details.dialog", has=page.locator(f"form[action='/do/{act}']"))
    if details.count():
        details.first.locator("summary").click()
        form = page.locator(f"dialog[open] form[action='/do/{act}']")
    for name, value in fields.items():
        field = form.locator(f"[name={name}]")
        if field.evaluate("one => one.tagName") == "SELECT":
            field.select_option(str(value))
        else:
            field.fill(str(value))
    with page.expect_navigation(timeout=60_000):  # a handover takes its brief with it
        form.locator("button[type=submit]").click(timeout=60_000)
    tab.drawn()
    assert f"/do/{act}" not in page.url, page.locator("main").inner_text()[:800]
    assert page.locator(".flash, [role=status]").count(), f"{act}: the page does not say that it was done"


def first(page: Page, start: str, number: int = 0) -> str:
    """The address of a link in the page's main part that begins so."""
    return str(page.locator(f"main a[href^='{start}']").nth(number).get_attribute("href"))


@pytest.mark.parametrize("locale", ["en", "fr"])
def test_every_act_is_clicked_through(visit: Open, locale: str) -> None:
    tab = visit(locale=locale)
    why = f"clicked in {locale}"
    number = 5 if locale == "en" else 6
    clicked: list[str] = []

    def act(name: str, path: str, **fields: Any) -> None:
        if path:
            tab.go(path)
        done(tab, name, fields)
        clicked.append(name)

    one = first(tab.go("/statements"), "/statements/", number * 2)
    act("correct-statement", one, act="report", why=why)
    act("restore-statement", one, why=why)

    # Those with most reports are split, and others merged: who decides on what was decided just now is told so, and asked again.
    for kind, dialog, places in (("split-origin", "split", range(12)), ("merge-origins", "merge", range(16, 4, -1))):
        for place in places[number % 2 * 2 :]:
            tab.go(first(tab.go("/origins", sort="-reports"), "/origins/", place))
            if tab.page.locator(f"#{dialog}").count():
                break
        tab.page.locator(f"#{dialog} > summary").click()
        with tab.page.expect_navigation():
            tab.page.locator("dialog[open] form button.primary").click()
        tab.drawn()
        act(kind, "", why=why)

    act("ask", "/requests", question=f"What stands at the quay, {why}?", why=why)
    asked = first(tab.go("/requests"), "/requests/")
    act("assign-request", asked, to="analyst")
    act("note-request", asked, text=why)
    act("nil-request", asked, looked_at="the harbour's web page")
    act("reopen-request", asked, why=why)
    act("answer-request", asked, text="Two hulls.", references=one.split("/")[2].partition("?")[0])
    act("ask", "/requests", question=f"And elsewhere, {why}?", why=why)
    act("withdraw-request", first(tab.go("/requests"), "/requests/"), why=why)

    act("take-watch", "/shift", text=why)
    act("note-shift", "/shift", text=why)
    act("correct-shift", "/shift", text=f"put right, {why}")
    act("hand-over", "/shift", text=why)

    about = str(tab.go("/judgements").locator("#judge-about option").nth(1).get_attribute("value"))
    act("judge", "/judgements", about=about, probability="0.2", why=why)
    act("resolve", f"/judgements?about={about}", outcome="no", on=BY_DAY[locale], since="2022-10-18", source="a look", why=why)

    act("publish", "/brief", why=why)
    act("verify", "/log", why=why)

    log = tab.go("/log", size=200)
    assert why in log.locator("main").inner_text()
    tab.clean()
    assert {action.name for action in ACTIONS} - set(clicked) == set(ELSEWHERE)
