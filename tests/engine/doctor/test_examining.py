"""A workspace is made ill in one way after another: each is named, in both languages, with what to do and the right exit status."""

import json
import sqlite3
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tocsin.engine import store
from tocsin.engine.doctor import examining, machine, workspace
from tocsin.engine.doctor.findings import Finding, status
from tocsin.engine.watching import beating
from tocsin.errors import UsageError
from tocsin.ledger import migrating
from tocsin.ledger.ledger import Ledger
from tocsin.model import Delivery

NOW = "2022-10-20T18:00:00Z"
AT = datetime.fromisoformat(NOW)
ACCOUNTS = "people.sqlite"
Examined = Callable[..., dict[str, Finding]]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TOCSIN_NOW", NOW)
    monkeypatch.setattr(machine, "LITTLE", 0)  # how much this machine has free is no matter of these tests
    monkeypatch.setattr(machine, "TOO_LITTLE", 0)
    store.create(tmp_path / "w", "nuclear-escalation")
    (tmp_path / "w").chmod(0o700)
    (tmp_path / "in.jsonl").write_text(json.dumps({"site": "Agence Lantier", "text": "Le Kremlin a démenti tout mouvement d'ogives."}))
    store.ingest([str(tmp_path / "in.jsonl")], tmp_path / "w")
    return tmp_path / "w"


@pytest.fixture
def examined(place: Path) -> Examined:
    def asked(verify: bool = False) -> dict[str, Finding]:
        return {one.check: one for one in examining.examine(place, place / "no-manifest", (ACCOUNTS,), verify)}

    return asked


def ill(found: dict[str, Finding]) -> dict[str, str]:
    for one in found.values():
        assert one.said
        assert one.said_fr
        assert one.state == "ok" or one.todo, one
        assert bool(one.todo) == bool(one.todo_fr)
    return {name: one.state for name, one in found.items() if one.state != "ok" and name != "front end"}


def test_a_sound_workspace_has_nothing(examined: Examined) -> None:
    found = examined(verify=True)
    assert ill(found) == {}
    assert status(found.values()) == 0
    assert {
        "ledger",
        "verify",
        "disk",
        "clock",
        "quarantine",
        "alerts",
        "collectors",
        "accounts",
        "permissions",
        "memory",
        "time zone",
        "languages",
        "packages",
        "watch",
    } <= set(found)


def test_a_clock_that_went_back(examined: Examined, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOCSIN_NOW", "2022-10-20T17:59:30Z")
    assert ill(examined()) == {}
    monkeypatch.setenv("TOCSIN_NOW", "2022-10-19T18:00:00Z")
    found = examined()
    assert ill(found) == {"clock": "attention"}
    assert "2022-10-20" in found["clock"].said


def test_who_else_may_read(place: Path, examined: Examined) -> None:
    place.chmod(0o755)
    (place / ACCOUNTS).write_bytes(b"")
    (place / ACCOUNTS).chmod(0o640)
    found = examined()
    assert ill(found) == {"permissions": "attention", "accounts": "broken"}
    assert found["accounts"].todo == f"chmod 600 {place / ACCOUNTS}"
    assert status(found.values()) == 4
    place.chmod(0o757)
    (place / ACCOUNTS).chmod(0o600)
    assert ill(examined()) == {"permissions": "broken"}


def test_a_full_disk(examined: Examined, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workspace, "LITTLE", 1 << 60)
    assert ill(examined()) == {"disk": "attention"}
    monkeypatch.setattr(workspace, "TOO_LITTLE", 1 << 60)
    assert ill(examined()) == {"disk": "broken"}


def test_what_was_refused_and_what_went_nowhere(place: Path, examined: Examined, tmp_path: Path) -> None:
    (tmp_path / "bad.jsonl").write_text('{"text": "x"}\n{"text": \n')
    store.ingest([str(tmp_path / "bad.jsonl")], place, "jsonl")
    dead = Delivery(
        id="x1", key="x", alert="a", event="e", channel="mail", progress="dead", why="refused", t_known=datetime.fromisoformat(NOW)
    )
    store.add(place, [dead])
    found = examined()
    assert ill(found) == {"quarantine": "attention", "alerts": "attention"}
    assert "1 inputs" in found["quarantine"].said
    assert status(found.values()) == 0


def test_older_tables(place: Path, examined: Examined) -> None:
    with sqlite3.connect(place / "ledger.sqlite") as opened:
        opened.execute("UPDATE alembic_version SET version_num = ?", (migrating.FIRST,))
    opened.close()
    assert ill(examined()) == {"migration": "attention"}


def test_a_changed_row_is_seen_by_verify_and_a_cut_tail_always(place: Path, examined: Examined) -> None:
    with sqlite3.connect(place / "ledger.sqlite") as opened:
        opened.execute("UPDATE body SET payload = replace(payload, 'Kremlin', 'Gremlin')")
    opened.close()
    assert ill(examined()) == {}
    found = examined(verify=True)
    assert ill(found) == {"verify": "broken"}
    assert status(found.values()) == 3
    with sqlite3.connect(place / "ledger.sqlite") as opened:
        opened.execute("DELETE FROM entry WHERE seq = (SELECT max(seq) FROM entry)")
    opened.close()
    found = examined()
    assert ill(found) == {"ledger": "broken"}
    assert "cut off" in found["ledger"].said
    assert status(found.values()) == 3


def test_a_ledger_that_is_not_there(place: Path, examined: Examined) -> None:
    (place / "ledger.sqlite").unlink()
    found = examined()
    assert ill(found) == {"ledger": "broken"}
    assert status(found.values()) == 4


def test_a_wrong_declaration_is_told_and_the_rest_is_looked_at(place: Path, examined: Examined) -> None:
    said = (place / "tocsin.yml").read_text()
    (place / "tocsin.yml").write_text(said + "alerts:\n  off: [no-such-trigger]\n")
    found = examined()
    assert ill(found) == {"configuration": "broken"}
    assert "no-such-trigger" in found["configuration"].said
    assert "ledger" in found
    (place / "tocsin.yml").write_text(said + "nonsense: 1\n")
    found = examined()
    assert ill(found) == {"configuration": "broken"}
    assert status(found.values()) == 4


def test_followed_sources_that_were_never_asked_and_one_that_is_not_known(place: Path, examined: Examined) -> None:
    said = (place / "tocsin.yml").read_text()
    (place / "tocsin.yml").write_text(said + "watch: [iaea]\n")
    found = examined()
    assert ill(found) == {"collector iaea": "attention"}
    assert "jamais interrogée" in found["collector iaea"].said_fr
    (place / "tocsin.yml").write_text(said + "watch: [no-such-source]\n")
    assert ill(examined()) == {"collectors": "broken"}


def test_a_watch_that_stands_still(place: Path, examined: Examined) -> None:
    assert examined()["watch"].said == "none has run here"
    beating.Heart(place, lambda: AT - timedelta(minutes=5))()
    assert examined()["watch"].said == "it moved at 2022-10-20 17:55:00 UTC"
    beating.Heart(place, lambda: AT - timedelta(hours=5))()
    found = examined()
    assert ill(found) == {"watch": "attention"}
    assert "has not moved since 2022-10-20 13:00:00" in found["watch"].said


def test_without_a_workspace_the_installation_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TOCSIN_WORKSPACE", raising=False)
    found = {one.check for one in examining.examine(None, tmp_path / "none", ())}
    assert "ledger" not in found
    assert "workspace" in found
    with pytest.raises(UsageError):
        tuple(examining.examine(tmp_path / "nowhere", tmp_path / "none", ()))


def test_a_writer_does_not_keep_it_from_looking(place: Path, examined: Examined) -> None:
    with Ledger.open(place, write=True):
        assert ill(examined()) == {}
