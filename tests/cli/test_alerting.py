"""The commands of alerts, as a person types them: what is shown, what is refused, and how each ends."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.warn.channels.made import event

from tocsin.cli import app
from tocsin.engine import store
from tocsin.ledger import Ledger

NOW = datetime(2026, 11, 28, 6, tzinfo=UTC)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A workspace with an event of two messages, and no channel."""
    monkeypatch.setenv("TOCSIN_NOW", NOW.isoformat())
    store.create(tmp_path / "w", "nuclear-escalation")
    with Ledger.open(tmp_path / "w", write=True) as ledger:
        ledger.append(event().alerts[:2], clock=NOW)
    return str(tmp_path / "w")


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    capsys.readouterr()
    status = app.run(list(words))
    out = capsys.readouterr()
    return status, out.out, out.err


def test_the_board_and_one_event(place: str, capsys: pytest.CaptureFixture[str]) -> None:
    status, board, _ = run(capsys, "alerts", "-w", place)
    assert status == 0
    assert "severe, open since 2031-03-12 23:59 UTC; matters: 2, messages: 2" in board
    assert "No channel is declared" in board
    assert "grave, ouvert depuis" in run(capsys, "alerts", "-w", place, "--lang", "fr")[1]
    name = json.loads(run(capsys, "alerts", "-w", place, "--json")[1])["alerts"][0]["id"]
    whole = run(capsys, "alerts", name[:8], "-w", place)[1]
    assert whole.count("TLP:CLEAR - Exercise / Restricted") == 4
    assert max(map(len, board.splitlines())) <= 100
    assert run(capsys, "alerts", "000000", "-w", place)[0] == 2


def test_a_decision_is_shown(place: str, capsys: pytest.CaptureFixture[str]) -> None:
    name = event().id[:8]
    assert run(capsys, "alerts", "ack", name, "-w", place, "--by", "N. Name")[0] == 2
    assert run(capsys, "alerts", "ack", name, "-w", place, "--by", "N. Name", "--nothing", "planned")[0] == 0
    assert run(capsys, "release", name, "-w", place, "--by", "N. Name", "--why", "checked")[0] == 0
    board = run(capsys, "alerts", "-w", place)[1]
    assert "acknowledged by N. Name" in board
    assert "nothing is done: planned" in board
    assert "message 2 released by N. Name (Restricted): checked" in board


def test_what_went_nowhere_and_what_is_in_force(place: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "alerts", "dead", "-w", place)[:2] == (0, "Everything was delivered, or waits to be tried again.\n")
    assert run(capsys, "alerts", "send", "-w", place)[0] == 0
    assert run(capsys, "alerts", "retry", "-w", place)[0] == 0
    status, listed, _ = run(capsys, "alerts", "triggers", "-w", place)
    assert status == 0
    assert "use-rises" in listed
    assert len(json.loads(run(capsys, "alerts", "triggers", "-w", place, "--json")[1])["triggers"]) > 5
