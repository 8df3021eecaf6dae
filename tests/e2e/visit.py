"""A page of the desk in a browser, which remembers what a good page never does: errors, requests to elsewhere, breaches of WCAG."""

import os
from pathlib import Path
from typing import Literal
from urllib.parse import urlencode

from playwright.sync_api import BrowserContext, Page

SIZES = {"phone": (380, 800), "laptop": (1280, 900), "wide": (2560, 1300)}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
DRIVER = "[.WebGL-"
"""how complaints of the software that draws in place of a graphics card begin: they concern screenshots, not the page"""
SHOTS = "TOCSIN_SHOTS"
"""the variable that names a folder for screenshots; none are taken without it"""


class Visit:
    """One tab. `page` is Playwright's own, for what is not here."""

    def __init__(self, context: BrowserContext, address: str, root: Path, axe: str) -> None:
        self.context, self.address, self._root, self._axe = context, address, root, axe
        self.errors: list[str] = []
        """what the console and scripts complained of"""
        self.outside: list[str] = []
        """addresses asked for that are not this desk's"""
        self.page: Page = context.new_page()
        self.page.on("console", lambda said: self._complained(said.type, said.text))
        self.page.on("pageerror", lambda error: self.errors.append(f"script: {error}"))
        context.on("request", self._asked)

    def _complained(self, kind: str, text: str) -> None:
        if kind in ("error", "warning") and not text.startswith(DRIVER) and "status of 503" not in text:  # being worked out: asked again
            self.errors.append(f"{kind}: {text}")

    def _asked(self, request: object) -> None:
        url: str = request.url  # type: ignore[attr-defined]
        if not url.startswith((f"{self.address}/", "data:", "blob:")):
            self.outside.append(url)

    def go(self, path: str, **query: object) -> Page:
        """Open a path of the desk; it is there once its elements have drawn, or said that they could not."""
        joined = "&" if "?" in path else "?"
        self.page.goto(self.address + path + (joined + urlencode(query) if query else ""))
        self.drawn()
        return self.page

    def drawn(self) -> None:
        """Wait until every element on the page has drawn or failed."""
        self.page.wait_for_selector("html[data-script=ready]", state="attached")
        waiting = ":is(tocsin-timeline, tocsin-map, tocsin-graph):not([data-ready], [data-failed])"
        self.page.wait_for_function("waiting => !document.querySelector(waiting)", arg=waiting, timeout=30_000)

    def breaches(self) -> list[str]:
        """What axe-core finds against WCAG 2.2 A and AA, a line each: rule, element, what is wrong."""
        self.page.evaluate(self._axe)  # through the browser's tools, which no policy of the page concerns
        found = self.page.evaluate(
            "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}, resultTypes: ['violations']})", RULES
        )
        return [
            f"{one['id']}: {node['target'][-1]}: {node['failureSummary']}"
            for one in found["violations"]
            for node in one["nodes"]
            if not (one["id"] == "target-size" and "map-mark" in node["html"])  # a pin stands where its place is: 2.5.8's own exception
        ]

    def clean(self) -> None:
        """AssertionError with everything that a good page never does and this one did so far."""
        wrong = [*self.errors, *(f"asked elsewhere: {url}" for url in self.outside), *self.breaches()]
        assert not wrong, "\n".join(wrong)
        over = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert over <= 0, f"the page is {over} pixels wider than its window"

    def shots(self, name: str) -> list[Path]:
        """Pictures of the whole page at three widths, light and dark, in the folder that TOCSIN_SHOTS names; none where it is unset."""
        if not os.environ.get(SHOTS):
            return []
        folder = self._root / os.environ[SHOTS]
        folder.mkdir(parents=True, exist_ok=True)
        made = []
        before = self.page.viewport_size
        schemes: tuple[Literal["light", "dark"], ...] = ("light", "dark")
        for scheme in schemes:
            self.page.emulate_media(color_scheme=scheme)
            for size, (width, height) in SIZES.items():
                self.page.set_viewport_size({"width": width, "height": height})
                self.page.wait_for_function("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))")
                made.append(folder / f"{name}-{size}-{scheme}.png")
                self.page.screenshot(path=made[-1], full_page=True)
        self.page.emulate_media(color_scheme=None)
        if before:
            self.page.set_viewport_size(before)
        return made
