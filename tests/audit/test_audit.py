"""The audit finds what it is for: an unbounded dependency, a licence that binds, a package that nothing uses."""

from importlib import metadata
from pathlib import Path

import pytest

from tests.audit import house


def project(folder: Path, *dependencies: str) -> Path:
    listed = ", ".join(f'"{one}"' for one in dependencies)
    (folder / "pyproject.toml").write_text(f'[project]\nname = "p"\ndependencies = [{listed}]\n[project.optional-dependencies]\nx = []\n')
    for name in ("src", "tests"):
        (folder / name).mkdir()
    return folder


def test_this_project_passes() -> None:
    assert list(house.unbounded()) == []
    assert list(house.unlicensed()) == []
    assert list(house.unused()) == []
    assert len(house.installed()) > 30


def test_what_one_person_maintains_is_held_by_the_hashes_of_its_files() -> None:
    held = (Path(house.__file__).parent / "one-maintainer.txt").read_text(encoding="utf-8")
    by_name = {plain.partition("==")[0]: plain for plain in held.split("\n") if "==" in plain}
    blocks = held.split("==")
    assert all("--hash=sha256:" in block for block in blocks[1:])
    for group in house.declared().values():
        for one in group:
            if house.plain(one.name) in {house.plain(name) for name in house.rules()["one-maintainer"]["names"]}:
                assert by_name[house.plain(one.name)].startswith(f"{house.plain(one.name)}{one.specifier} ")


def test_a_dependency_without_a_bound_is_found(tmp_path: Path) -> None:
    found = list(house.unbounded(project(tmp_path, "lxml>=6", "msgspec>=0.20,<1", "simplemma>=2,<3")))
    assert len(found) == 2
    assert found[0].startswith("lxml")
    assert "hold it at one version" in found[1]


def test_a_dependency_that_nothing_imports_is_found(tmp_path: Path) -> None:
    root = project(tmp_path, "lxml>=6,<7", "msgspec>=0.20,<1", "tzdata>=1,<3000")
    (root / "src/a.py").write_text("def f():\n    from msgspec import json\n")
    assert list(house.unused(root)) == ["lxml: nothing imports lxml"]


@pytest.mark.parametrize(
    ("said", "may"),
    [("MIT", True), ("GPL-3.0-only", False), ("AGPL-3.0-or-later", False), ("MPL-1.1 OR GPL-2.0-only", True),
     ("MIT AND GPL-2.0-only", False), ("BSD-2-Clause AND Apache-2.0 WITH LLVM-exception", True), ("", False), ("Proprietary", False)],
)  # fmt: skip
def test_licences_are_read_as_expressions(said: str, may: bool) -> None:
    assert house.allowed(said) is may


def test_a_licence_that_binds_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    info = tmp_path / "binding-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: binding\nVersion: 1\nClassifier: License :: OSI Approved :: GNU General Public License v3 (GPLv3)\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    assert metadata.version("binding") == "1"
    root = project(tmp_path, "binding>=1,<2", "lxml>=6,<7")
    assert list(house.unlicensed(root)) == ["binding 1: GNU General Public License v3 (GPLv3)"]
