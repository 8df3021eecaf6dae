"""`tocsin doctor`: a line for each thing, JSON, French, and the exit status of the contract."""

from pathlib import Path

import pytest
from tests.cli.test_main_job import Case

from tocsin.cli import app


def test_lines_json_french_and_exit_status(told: Case) -> None:
    (told.folder / "w").chmod(0o700)
    shown = told.out("doctor")
    assert "ledger: it opens" in shown
    assert shown.rstrip().endswith("0 broken")
    assert "0 en panne" in told.out("doctor", "--lang", "fr")
    found = told.json("doctor", "--verify")
    assert found["broken"] == 0
    assert [one["state"] for one in found["findings"] if one["check"] == "verify"] == ["ok"]
    assert {"check", "state", "said", "said_fr", "todo", "todo_fr"} <= set(found["findings"][0])


def test_a_damaged_ledger_is_exit_3_and_a_wrong_file_4(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "w"
    assert app.run(["init", str(folder)]) == 0
    (folder / "head").unlink()
    assert app.run(["doctor", "-w", str(folder)]) == 3
    assert "BROKEN    ledger" in capsys.readouterr().out
    with (folder / "tocsin.yml").open("a") as out:
        out.write("nonsense: 1\n")
    assert app.run(["doctor", "-w", str(folder)]) == 4
    assert app.run(["doctor", "-w", str(folder / "nowhere")]) == 2
