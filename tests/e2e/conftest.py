"""A desk over the shipped sample in a process of its own, and a headless Chromium that looks at it."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tocsin.desk import assets
from tocsin.engine import sample

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

from tests.e2e.visit import Visit  # noqa: E402 - after it is known that playwright is there

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
def browser() -> Iterator[object]:
    """Debian's Chromium, headless."""
    found = os.environ.get("TOCSIN_CHROMIUM") or next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip("no Chromium on PATH: `apt-get install chromium`, or name one in TOCSIN_CHROMIUM")
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=found, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def bundle() -> None:
    """Skips where the front end is not built."""
    if not (assets.STATIC / "manifest.json").is_file():
        pytest.skip("the front end is not built: `make web`")


@contextmanager
def served(root: Path, *arguments: str) -> Iterator[str]:
    """The address of a server in a process of its own."""
    env = os.environ | {"PYTHONPATH": os.pathsep.join([str(root), str(root / "src")]), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "tests.e2e.serve", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env, cwd=root) as server:
        try:
            assert server.stdout
            line = server.stdout.readline()
            assert line, "the desk did not start"
            yield str(json.loads(line)["address"])
        finally:
            server.terminate()
            try:
                server.wait(timeout=10)
            except subprocess.TimeoutExpired:
                server.kill()


@pytest.fixture(scope="session")
def gallery(root: Path, bundle: None) -> Iterator[str]:
    """The address of the gallery of parts alone: its tests name it `desk`."""
    with served(root) as address:
        yield address


@pytest.fixture(scope="session")
def desk(root: Path, bundle: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a desk over the sample."""
    folder = tmp_path_factory.mktemp("e2e") / "sample"
    sample.prepare(folder)
    with served(root, str(folder)) as address:
        yield address


@pytest.fixture
def visit(browser: object, desk: str, root: Path, axe: str) -> Iterator[Open]:
    """`visit()` opens a tab of its own; `visit(locale="fr", scheme="dark", width=380, script=False)` how it looks."""
    opened = []

    def open_(
        *, locale: str = "en", scheme: str = "light", width: int = 1280, height: int = 900, script: bool = True, still: bool = True
    ) -> Visit:
        context = browser.new_context(  # type: ignore[attr-defined]
            locale=locale,
            color_scheme=scheme,
            viewport={"width": width, "height": height},
            java_script_enabled=script,
            reduced_motion="reduce" if still else "no-preference",
        )
        context.set_default_timeout(20_000)
        opened.append(context)
        return Visit(context, desk, root, axe)

    yield open_
    for context in opened:
        context.close()
