"""A desk over the shipped sample in a process of its own, and a headless Chromium that looks at it."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tocsin.desk import assets
from tocsin.engine import sample

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

from playwright.sync_api import Browser, BrowserContext, StorageState, sync_playwright

from tests.e2e.serve import PASSWORD
from tests.e2e.visit import Visit

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
"""in a container there is no sandbox to be had, and maps are drawn without a graphics card"""
Open = Callable[..., Visit]


@pytest.fixture(scope="session")
def axe(root: Path) -> str:
    """axe-core's script, from npm."""
    file = root / "web/node_modules/axe-core/axe.min.js"
    if not file.is_file():
        pytest.skip(f"no axe-core at {file}: `python web/build.py --tools` installs it")
    return file.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, headless."""
    found = os.environ.get("TOCSIN_CHROMIUM") or next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip("no Chromium on PATH: `apt-get install chromium`, or name one in TOCSIN_CHROMIUM")
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=found, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def bundle() -> None:
    """Skips where the front end is not built."""
    if not (assets.STATIC / "manifest.json").is_file():
        pytest.skip("the front end is not built: `make web`")


@dataclass(frozen=True)
class Served:
    """A server in a process of its own; `guarded`: one signs in first."""

    address: str
    guarded: bool


@contextmanager
def served(root: Path, *arguments: str) -> Iterator[Served]:
    """tests.e2e.serve, until the block ends."""
    env = os.environ | {"PYTHONPATH": os.pathsep.join([str(root), str(root / "src")]), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "tests.e2e.serve", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env, cwd=root) as server:
        try:
            assert server.stdout
            line = server.stdout.readline()
            assert line, "the desk did not start"
            yield Served(str(json.loads(line)["address"]), bool(arguments))
        finally:
            server.terminate()
            try:
                server.wait(timeout=10)
            except subprocess.TimeoutExpired:
                server.kill()


@pytest.fixture(scope="session")
def gallery(root: Path, bundle: None) -> Iterator[Served]:
    """The gallery of parts alone: its tests name it `desk`."""
    with served(root) as one:
        yield one


@pytest.fixture(scope="session")
def desk(root: Path, bundle: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A desk over the sample, as it is served."""
    folder = tmp_path_factory.mktemp("e2e") / "sample"
    sample.prepare(folder)
    with served(root, str(folder)) as one:
        yield one


@pytest.fixture(scope="session")
def keys() -> dict[tuple[str, str], StorageState]:
    """Cookies of who is signed in, by desk and role: signing in is done once for each."""
    return {}


@pytest.fixture
def visit(browser: Browser, desk: Served, keys: dict[tuple[str, str], StorageState], root: Path, axe: str) -> Iterator[Open]:
    """`visit()` opens a tab of its own, signed in as admin; `visit(role="reader", locale="fr", scheme="dark", width=380, script=False)`.

    role None: nobody is signed in.
    """
    opened: list[BrowserContext] = []

    def context(locale: str, **more: Any) -> BrowserContext:
        made = browser.new_context(locale=locale, **more)
        made.set_default_timeout(20_000)
        opened.append(made)
        return made

    def key(role: str | None) -> StorageState | None:
        if role is None or not desk.guarded:
            return None
        if (desk.address, role) not in keys:
            page = context("en").new_page()
            page.goto(f"{desk.address}/sign-in")
            page.get_by_label("Name").fill(role)
            page.get_by_label("Password").fill(PASSWORD)
            page.get_by_role("button", name="Sign in").click()
            page.wait_for_url(f"{desk.address}/")
            keys[desk.address, role] = page.context.storage_state()
        return keys[desk.address, role]

    def open_(
        *,
        role: str | None = "admin",
        locale: str = "en",
        scheme: str = "light",
        width: int = 1280,
        height: int = 900,
        script: bool = True,
    ) -> Visit:
        made = context(
            locale,
            color_scheme=scheme,
            viewport={"width": width, "height": height},
            java_script_enabled=script,
            reduced_motion="reduce",
            storage_state=key(role),
        )
        return Visit(made, desk.address, root, axe)

    yield open_
    for one in opened:
        one.close()
