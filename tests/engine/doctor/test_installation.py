"""What the installation has: the extras are those that are declared, a changed encoder and an absent front end are seen."""

import re
import tomllib
from importlib import metadata
from pathlib import Path

import pytest

from tocsin.corroborate.meaning import encoder as encoders
from tocsin.engine.doctor import installation
from tocsin.engine.doctor.findings import status


def test_the_extras_are_those_that_are_declared(root: Path) -> None:
    declared = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = {name: some for name, some in declared["optional-dependencies"].items() if name not in ("audit", "dev", "bench", "fuzz")}
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


def test_a_package_of_another_version_than_the_one_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    assert installation.pinned().state == "ok", "run `pip install -e .` anew"
    held = metadata.version("simplemma")
    right = [f"simplemma=={held}", "no-such-package==1.0; extra == 'pdf'", "numpy<3,>=2"]
    assert installation.pinned(right).state == "ok"
    found = installation.pinned([*right, "no-such-package==1.0", "msgspec==0.1"])
    assert found.state == "attention"
    assert found.todo == "pip install no-such-package==1.0 msgspec==0.1"
    assert "simplemma" not in found.said


def test_telemetry_that_is_asked_for_and_cannot_be(monkeypatch: pytest.MonkeyPatch) -> None:
    assert installation.telemetry({}).said == "log off; of metrics and traces: -"
    asked = {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:4318", "TOCSIN_METRICS_FILE": "x.prom", "TOCSIN_LOG": "json"}
    assert installation.telemetry(asked).said == "log json; of metrics and traces: otel metrics"
    monkeypatch.setattr(installation, "installed", lambda package: package != "prometheus-client")
    found = installation.telemetry(asked)
    assert (found.state, found.todo) == ("attention", "pip install 'tocsin[metrics]'")
    assert "4318" not in found.said


def test_the_detector_of_languages_is_the_one_that_was_measured(tmp_path: Path) -> None:
    assert installation.detector().state == "ok"
    assert installation.detector(tmp_path / "none").state == "broken"
    (tmp_path / "other").write_bytes(b"fastText")
    assert installation.detector(tmp_path / "other").state == "broken"
    assert status([installation.detector(tmp_path / "other")]) == 4
