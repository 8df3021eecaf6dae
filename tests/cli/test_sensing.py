"""`tocsin instruments` and `tocsin sense` as a person and a program meet them."""

import json
from pathlib import Path

import pytest

from tocsin.cli.app import run

GOLDEN = Path(__file__).parents[1] / "golden"


def test_instruments_say_what_they_cannot_tell(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["instruments", "--problem", "nuclear-escalation"]) == 0
    out = capsys.readouterr().out
    assert "Cannot tell: What flies silent" in out
    assert "seen so, compatible with conventional use at 0.5 to 0.9" in out
    assert "does not leave" in out
    assert run(["instruments", "--problem", "korea-tests", "--lang", "fr"]) == 0
    assert "Ne dit pas" in capsys.readouterr().out


def test_instruments_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["instruments", "--problem", "korea-tests", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert {"adsb", "optical", "sar", "thermal"} <= {one["id"] for one in told["instruments"]}
    assert {one["indicator"] for one in told["links"]} >= {"launch_notice", "seismic_event"}


def test_sense_shows_files_with_nothing_stored(capsys: pytest.CaptureFixture[str]) -> None:
    given = [str(GOLDEN / "adsb" / "aircraft.json"), str(GOLDEN / "notams" / "notices.txt")]
    assert run(["sense", *given, "--problem", "nuclear-escalation", "--as-of", "2024-11-25"]) == 0
    out = capsys.readouterr().out
    assert "adsb/low-integrity" in out
    assert "no receiver in range" in out  # at the third place nobody listens
    assert "compatible with conventional use at" in out


def test_sense_as_json_names_no_aircraft(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["sense", str(GOLDEN / "adsb" / "aircraft.json"), "--json", "--problem", "nuclear-escalation"]) == 0
    out = capsys.readouterr().out
    told = json.loads(out)
    assert told["measured"]
    assert told["watched"]
    assert not [name for name in ("ae0101", "SYNTH", "3c000") if name in out]


def test_what_is_refused_ends_in_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_text((GOLDEN / "thermal" / "viirs.csv").read_text().replace("341.2", "1341.2"))
    assert run(["sense", str(bad), "--problem", "korea-tests"]) == 1
    caught = capsys.readouterr()
    assert "wrong units" in caught.err
    assert "bad.csv:2" in caught.err


def test_a_workspace_shows_what_it_holds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = str(tmp_path / "w")
    assert run(["init", place, "--problem", "korea-tests"]) == 0
    assert run(["ingest", str(GOLDEN / "seismic" / "events.txt"), "-w", place]) == 0
    assert "4 observations of instruments" in capsys.readouterr().out
    assert run(["sense", "-w", place, "--as-of", "2024-11-25"]) == 0
    out = capsys.readouterr().out
    assert "seismic/magnitude" in out
    assert "signs: 2024-11-20" in out
    assert run(["sense", "-w", place, "--as-of", "2024-11-01"]) == 0
    assert "No instrument has told anything." in capsys.readouterr().out
