"""Quotations beside transcripts through the command line."""

import json
from pathlib import Path
from typing import Any

import pytest

from tocsin.cli import app

TRANSCRIPT = (
    "Стенограмма брифинга. Виктор Ланцов: Мы не применим ядерное оружие первыми, если нашей территории не будут угрожать. "
    "На учениях под Брестом были задействованы 14 ракетных комплексов «Искандер»."
)
REPORT = (
    "«Мы не применим ядерное оружие первыми», — заявил во вторник Виктор Ланцов. Также он сказал: «На учениях под Брестом были "
    'задействованы 40 ракетных комплексов "Искандер"».'
)


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    path = tmp_path / "reports.jsonl"
    records: list[dict[str, Any]] = [
        {"id": "speech", "site": "Norvane Palace", "published": "2024-11-25T10:00:00Z", "text": TRANSCRIPT, "transcript": True},
        {"id": "paper", "site": "Vellin Courier", "published": "2024-11-26T08:00:00Z", "text": REPORT},
    ]
    path.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), encoding="utf-8")
    return path


def test_files(lines: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert app.run(["quotes", str(lines), "--json"]) == 0
    shown = json.loads(capfd.readouterr().out)
    assert len(shown["transcripts"]) == 1
    found = {check["status"]: check for check in shown["quotes"]}
    assert [finding["kind"] for finding in found["verbatim"]["findings"]] == ["condition"]
    assert {"number", "replaced"} <= {finding["kind"] for finding in found["changed"]["findings"]}
    assert app.run(["quotes", str(lines)]) == 0
    shown_to_people = capfd.readouterr().out
    assert "beware, the condition is left out" in shown_to_people
    assert "2 quotations checked beside 1 transcripts" in shown_to_people


def test_a_workspace(lines: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    place = str(tmp_path / "watch")
    assert app.run(["init", place]) == 0
    assert app.run(["ingest", "-w", place, str(lines)]) == 0
    capfd.readouterr()
    assert app.run(["quotes", "-w", place, "--json"]) == 0
    assert len(json.loads(capfd.readouterr().out)["quotes"]) == 2
    assert app.run(["quotes", "-w", place, "--as-of", "2024-11-25", "--json"]) == 0
    assert json.loads(capfd.readouterr().out)["quotes"] == []
