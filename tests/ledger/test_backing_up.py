"""A backup is whole while somebody writes, when it is killed at any step, and after something was erased; nothing is overwritten."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from tests.ledger.conftest import NOON, declare, fill, make_report

from tocsin.errors import LedgerError, UsageError
from tocsin.ledger import backing_up, workspace
from tocsin.ledger.ledger import Ledger
from tocsin.model import Report

WRITER = """
import sys
from pathlib import Path
from tests.ledger.conftest import NOON, make_report
from tocsin.ledger.ledger import Ledger
with Ledger.open(Path(sys.argv[1]), write=True) as ledger:
    for number in range(1_000_000):
        raw = ledger.blobs.put(b"report %d" % number)
        ledger.append([make_report(f"written meanwhile {number}", raw=raw)], clock=NOON)
        print(ledger.head.count, flush=True)
"""
KILLED = """
import os, signal, sys
from pathlib import Path
from tocsin.ledger import backing_up
def told(step):
    if step == sys.argv[3]:
        os.kill(os.getpid(), signal.SIGKILL)
backing_up.backup(Path(sys.argv[1]), Path(sys.argv[2]), told)
"""
STEPS = ("ledger", "bytes", "check", "files", "announce", "replace", "settle", "declare")
ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A workspace with two documents, a source, accounts and something in quarantine."""
    folder = workspace.create(tmp_path / "w", "nuclear-escalation", clock=NOON).folder
    with Ledger.open(folder, write=True) as ledger:
        fill(ledger)
        ledger.quarantined.put(b"refused")
    (folder / "sources").mkdir()
    (folder / "sources" / "own.yml").write_text("id: own\n")
    with sqlite3.connect(folder / "people.sqlite") as people:
        people.execute("PRAGMA journal_mode=WAL")
        people.execute("CREATE TABLE account (name TEXT)")
        people.execute("INSERT INTO account VALUES ('ana')")
    people.close()
    (folder / "people.sqlite").chmod(0o600)
    return folder


def rows(folder: Path) -> int:
    """How many rows the ledger of a folder has, all of it checked."""
    with Ledger.open(folder) as ledger:
        ledger.verify()
        return ledger.head.count


def one_more(folder: Path, text: str = "one more") -> Report:
    with Ledger.open(folder, write=True) as ledger:
        made = make_report(text, raw=ledger.blobs.put(text.encode()))
        ledger.append([made], clock=NOON)
    return made


def test_all_of_it_is_there_and_a_second_time_only_what_is_new(place: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    first = backing_up.backup(place, copy)
    assert (first.head.count, first.blobs) == (rows(place), 3)
    assert rows(copy) == first.head.count
    assert workspace.load(copy) == type(workspace.load(place))(folder=copy, problem="nuclear-escalation", created=NOON)
    assert (copy / "sources" / "own.yml").read_text() == "id: own\n"
    assert (copy / "people.sqlite").stat().st_mode & 0o777 == 0o600
    assert copy.stat().st_mode & 0o777 == 0o700
    with sqlite3.connect(copy / "people.sqlite") as people:
        assert people.execute("SELECT name FROM account").fetchall() == [("ana",)]
    people.close()
    one_more(place)
    (place / "sources" / "own.yml").unlink()
    (copy / "notes.txt").write_text("not ours")
    second = backing_up.backup(place, copy)
    assert (second.blobs, second.head.count) == (1, first.head.count + 1)
    assert rows(copy) == second.head.count
    assert not (copy / "sources" / "own.yml").exists()
    assert (copy / "notes.txt").exists()
    assert backing_up.backup(place, copy).blobs == 0


def test_a_writer_goes_on_all_the_while_and_nothing_that_was_acknowledged_is_missing(place: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    with subprocess.Popen([sys.executable, "-c", WRITER, str(place)], stdout=subprocess.PIPE, text=True, env=ENVIRONMENT) as writer:
        assert writer.stdout is not None
        try:
            for _ in range(3):
                acknowledged = int(writer.stdout.readline())
                assert backing_up.backup(place, copy).head.count >= acknowledged
                assert rows(copy) >= acknowledged
        finally:
            writer.kill()
    assert rows(place) > acknowledged


@pytest.mark.parametrize("step", STEPS)
def test_killed_at_any_step_the_one_before_is_whole_and_the_next_is_made(place: Path, tmp_path: Path, step: str) -> None:
    copy = tmp_path / "copy"
    before = backing_up.backup(place, copy).head.count
    one_more(place)
    done = subprocess.run([sys.executable, "-c", KILLED, str(place), str(copy), step], check=False, env=ENVIRONMENT)
    assert done.returncode == -signal.SIGKILL
    assert rows(copy) == before + (step in ("settle", "declare"))
    one_more(place, "and another")
    assert backing_up.backup(place, copy).head.count == before + 2 == rows(copy)


@pytest.mark.parametrize("step", STEPS)
def test_a_first_backup_that_is_killed_is_no_workspace_and_is_made_again(place: Path, tmp_path: Path, step: str) -> None:
    copy = tmp_path / "copy"
    subprocess.run([sys.executable, "-c", KILLED, str(place), str(copy), step], check=False, env=ENVIRONMENT)
    with pytest.raises(UsageError):
        workspace.load(copy)
    backing_up.backup(place, copy)
    assert rows(copy) == rows(place)


@pytest.mark.parametrize("bring", [backing_up.backup, backing_up.restore])
def test_one_that_is_killed_before_its_first_word_is_made_again(
    place: Path, tmp_path: Path, bring: Callable[[Path, Path], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    backing_up.backup(place, tmp_path / "source")
    target = tmp_path / "copy"

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    # As a kill leaves it: nothing takes the unfinished file away.
    monkeypatch.setattr(os, "replace", killed)
    monkeypatch.setattr(Path, "unlink", lambda *_, **__: None)
    with pytest.raises(KeyboardInterrupt):
        bring(tmp_path / "source", target)
    monkeypatch.undo()
    assert any(path.name.endswith(".part") for path in target.iterdir())
    bring(tmp_path / "source", target)
    assert rows(target) == rows(place)


def test_every_step_is_told(place: Path, tmp_path: Path) -> None:
    told: list[str] = []
    backing_up.backup(place, tmp_path / "copy", told.append)
    assert tuple(told) == STEPS


def test_what_is_erased_leaves_the_backup_too(place: Path, tmp_path: Path, clock: datetime) -> None:
    copy = tmp_path / "copy"
    secret = one_more(place, "a secret that has to go")
    backing_up.backup(place, copy)
    with Ledger.open(place, write=True) as ledger:
        ledger.erase(secret.id, "asked for", clock=clock)
    backing_up.backup(place, copy)
    assert rows(copy) == rows(place)
    for path in copy.rglob("*"):
        assert not path.is_file() or b"a secret that has to go" not in path.read_bytes(), path


def test_a_damaged_ledger_leaves_the_backup_before(place: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    before = backing_up.backup(place, copy).head
    with sqlite3.connect(place / "ledger.sqlite") as opened:
        opened.execute("UPDATE body SET payload = replace(payload, 'Bulletin', 'Bulletim')")
    opened.close()
    with pytest.raises(LedgerError, match="row"):
        backing_up.backup(place, copy)
    with Ledger.open(copy) as ledger:
        ledger.verify()
        assert ledger.head == before


def test_what_is_something_else_is_not_overwritten(place: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear")
    other = workspace.create(tmp_path / "other", "nuclear-escalation", clock=NOON).folder
    one_more(other, "of another ledger")
    backing_up.backup(other, tmp_path / "copy-of-other")
    for target in (tmp_path / "mine", other, place, place / "inside", tmp_path, tmp_path / "copy-of-other"):
        with pytest.raises(UsageError):
            backing_up.backup(place, target)
    assert rows(tmp_path / "copy-of-other") == 1


def test_a_restored_workspace_is_written_to_and_nothing_is_overwritten(place: Path, tmp_path: Path) -> None:
    copy, again = tmp_path / "copy", tmp_path / "again"
    backing_up.backup(place, copy)
    backing_up.restore(copy, again)
    one_more(again)
    assert rows(again) == rows(place) + 1
    assert not (again / backing_up.MARK).exists()
    for source, target in ((copy, again), (copy, place), (place, tmp_path / "new"), (copy, copy)):
        with pytest.raises(UsageError):
            backing_up.restore(source, target)


def test_a_ledger_in_postgresql_is_told_the_other_way(tmp_path: Path) -> None:
    declare(tmp_path / "w", "postgresql://ana@db.example/team")
    with pytest.raises(UsageError, match="tocsin ledger copy"):
        backing_up.backup(tmp_path / "w", tmp_path / "copy")
