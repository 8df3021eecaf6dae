"""`tocsin brief`: the format by the file's ending, three forms, whole files, and what cannot be is said before the work."""

import json
from pathlib import Path

import pytest
from tests.cli.test_main_job import AGENCY, LATER, Case, case

from tocsin.cli import app
from tocsin.model import Brief, from_json

__all__ = ["case"]
DRAWS = ("--draws", "20")


@pytest.mark.parametrize(
    ("name", "starts"), [("b.html", b"<!doctype html>"), ("b.pdf", b"%PDF-"), ("b.json", b"{"), ("b.txt", b"TLP:CLEAR")]
)
def test_the_ending_says_the_format(case: Case, tmp_path: Path, name: str, starts: bytes) -> None:
    case.take(AGENCY, LATER)
    case.out("brief", "-o", str(tmp_path / name), *DRAWS)
    first = (tmp_path / name).read_bytes()
    assert first.startswith(starts)
    case.out("brief", "-o", str(tmp_path / name), *DRAWS)
    assert (tmp_path / name).read_bytes() == first


@pytest.mark.parametrize("form", ["flash", "handover"])
def test_a_form_looks_back_twelve_hours_or_since_when_it_is_told(case: Case, form: str) -> None:
    case.take(AGENCY, LATER)
    brief = from_json(Brief, case.out("brief", "--form", form, "--format", "json", "--since", "2022-10-10", *DRAWS))
    assert brief.form == form
    assert any("10 October 2022" in sentence.text or "12 October 2022" in sentence.text for sentence in brief.sentences)
    assert "--form" not in case.out("brief", "--form", form, *DRAWS)


def test_every_number_printed_is_in_the_json(case: Case) -> None:
    case.take(AGENCY, LATER)
    kept = json.loads(case.out("brief", "--format", "json", *DRAWS))
    printed = " ".join(case.out("brief", *DRAWS).split())
    for sentence in kept["sentences"]:
        assert " ".join(sentence["text"].split()) in printed


def test_what_cannot_be_is_said_before_the_work(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda *_: None)
    assert app.run(["brief", "-w", str(case.folder / "w"), "-o", str(tmp_path / "b.pdf")]) == 4
    assert "tocsin[pdf]" in case.capsys.readouterr().err
    assert not (tmp_path / "b.pdf").exists()
