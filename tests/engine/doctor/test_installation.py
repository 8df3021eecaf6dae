"""What the installation has: the extras are those that are declared, a changed encoder and an absent front end are seen."""

import re
import tomllib
from pathlib import Path

import pytest

from tocsin.corroborate.meaning import encoder as encoders
from tocsin.engine.doctor import installation
from tocsin.engine.doctor.findings import status


def test_the_extras_are_those_that_are_declared(root: Path) -> None:
    declared = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = {name: some for name, some in declared["optional-dependencies"].items() if name not in ("dev", "bench", "fuzz")}
    assert set(installation.EXTRAS) == set(extras)
    for name, some in extras.items():
        packages = {re.split(r"[\[<>=~!]", one)[0] for one in some} - {"tocsin"}
        assert packages <= set(installation.EXTRAS[name][0]), name


def test_the_versions_are_those_that_pyproject_allows(root: Path) -> None:
    needs = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["requires-python"]
    oldest, first = (".".join(map(str, some)) for some in (installation.OLDEST_PYTHON, installation.FIRST_UNTRIED_PYTHON))
    assert needs == f">={oldest},<{first}"
    assert {one.check: one.state for one in installation.versions()}["sqlite"] == "ok"


def test_an_absent_extra_is_named_with_what_it_is_for_and_is_not_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installation, "installed", lambda package: package != "typst")
    found = {one.check: one for one in installation.extras()}
    assert "PDF" in found["extra pdf"].said
    assert found["extra pdf"].todo == "pip install 'tocsin[pdf]'"
    assert found["extra fast"].todo == ""
    assert status(found.values()) == 0


def test_other_weights_are_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    assert installation.encoder().state == "ok"
    monkeypatch.setitem(encoders.WEIGHTS, "sp.model", "0" * 64)
    found = installation.encoder()
    assert found.state == "broken"
    assert "sp.model" in found.said
    assert "install" in found.todo
    assert status([found]) == 4


def test_a_front_end_that_is_not_built_needs_attention(tmp_path: Path) -> None:
    assert installation.front_end(tmp_path / "manifest.json").state == "attention"
    (tmp_path / "manifest.json").write_text("{}")
    assert installation.front_end(tmp_path / "manifest.json").state == "ok"
