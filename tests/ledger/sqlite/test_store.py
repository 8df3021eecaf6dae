"""One file, one writer: what SQLite is asked to do so that nothing acknowledged is lost and nothing erased stays."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from tocsin.errors import CannotFinish, LedgerError, UsageError
from tocsin.ledger import head
from tocsin.ledger.chain import Head
from tocsin.ledger.kinds import Erasure
from tocsin.ledger.ledger import Ledger
from tocsin.model import Reading, Report

MakeReport = Callable[..., Report]
WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from tocsin.ledger import Ledger
from tocsin.model import Report
with Ledger.open(Path(sys.argv[1]), write=True) as ledger:
    number = ledger.count(Report)
    while True:
        at = datetime(2022, 10, 1, tzinfo=UTC)
        ledger.append([Report(id=f"report-{number}", text=f"text {number}", collected_at=at)], clock=at)
        print(number, flush=True)
        number += 1
"""


def test_what_is_held_is_asked_for_through_an_index_however_many_kinds_come_at_once(
    ledger: Ledger, report: MakeReport, clock: datetime
) -> None:
    reports = [report(f"The {number} convoys were seen.") for number in range(60)]
    readings = [Reading(report=one.id, language="en", t_known=clock) for one in reports]
    ledger.append(reports[:50], clock=clock)
    plans: list[str] = []

    def look(connection: Any, _cursor: Any, statement: str, given: Any, _context: Any, many: bool) -> None:
        if statement.startswith("SELECT") and not many:
            plan = connection.connection.driver_connection.execute(f"EXPLAIN QUERY PLAN {statement}", given)
            plans.extend(row[3] for row in plan)

    event.listen(ledger._engine, "before_cursor_execute", look)
    assert ledger.append([*reports, *readings], clock=clock) == 70
    about = [plan for plan in plans if " body" in plan]
    assert about
    assert all("(kind=? AND record_id=?" in plan for plan in about), about


def test_nothing_acknowledged_is_lost_when_the_writer_is_killed(ledger: Ledger) -> None:
    ledger.close()
    acknowledged = 0
    for acknowledgements in (1, 7, 20):
        with subprocess.Popen([sys.executable, "-c", WRITER, str(ledger.folder)], stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout is not None
            for _ in range(acknowledgements):
                acknowledged = int(writer.stdout.readline()) + 1
            with pytest.raises(CannotFinish, match=f"process {writer.pid} is writing"):
                Ledger.open(ledger.folder, write=True)
            with Ledger.open(ledger.folder) as beside:  # a reader is not blocked, and what it sees is whole
                assert beside.count(Report) >= acknowledged
                beside.verify()
            writer.send_signal(signal.SIGKILL)
            acknowledged += len(writer.stdout.readlines())
        with Ledger.open(ledger.folder) as after:
            after.verify()
        with Ledger.open(ledger.folder, write=True) as repaired:
            identities = {report.id for report in repaired.records(Report)}
            # The last write may be through without its acknowledgement; never the other way round.
            assert len(identities) - acknowledged in (0, 1)
            assert identities >= {f"report-{number}" for number in range(acknowledged)}
            assert head.read(ledger.folder) == head.Kept(head=repaired.head)
            repaired.verify()
            acknowledged = len(identities)


@pytest.mark.parametrize(("step", "kept"), [("announce", 1), ("settle", 2)])
def test_a_write_interrupted_between_two_steps_is_settled(
    ledger: Ledger, report: MakeReport, clock: datetime, monkeypatch: pytest.MonkeyPatch, step: str, kept: int
) -> None:
    ledger.append([report("one")], clock=clock)
    real = getattr(head, step)

    def interrupted(*arguments: object) -> None:
        if step == "announce":
            real(*arguments)
        raise KeyboardInterrupt

    monkeypatch.setattr(head, step, interrupted)
    with pytest.raises(KeyboardInterrupt):
        ledger.append([report("two")], clock=clock)
    monkeypatch.undo()
    ledger.close()
    with Ledger.open(ledger.folder) as seen:
        seen.verify()
    with Ledger.open(ledger.folder, write=True) as again:
        assert again.count(Report) == kept
        assert head.read(ledger.folder) == head.Kept(head=again.head)
        assert again.append([report("two"), report("three")], clock=clock) == 4 - kept - 1
        again.verify()


def _bytes(folder: Path) -> bytes:
    return b"\n".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def test_erasure_leaves_no_byte_and_the_chain_stands(filled: Ledger, clock: datetime) -> None:
    target = next(filled.records(Report))
    traces = [t.encode() for t in ("convois", "convoi", target.id, "statement-0", str(target.raw))]
    assert all(trace in _bytes(filled.folder) for trace in traces)
    done = filled.erase(target.id, "asked for", clock=clock)
    assert done.rows == (1, 2, 3, 4)
    assert done.blobs == (target.raw,)
    assert not [trace for trace in traces if trace in _bytes(filled.folder)]
    assert not list((filled.folder / "blobs").glob(f"*/{str(target.raw)[2:]}"))
    filled.verify()
    assert filled.erased() == (1, 2, 3, 4)
    assert filled.search("convois") == ()
    assert len(filled.search("военный")) == 1
    filled.close()
    with Ledger.open(filled.folder) as read:
        read.verify()
        assert [erasure.why for erasure in read.records(Erasure)] == ["asked for"]
    with Ledger.open(filled.folder, write=True) as again, pytest.raises(UsageError, match="no record"):
        again.erase(target.id, "twice", clock=clock)


def test_an_erased_payload_that_comes_back_is_found(filled: Ledger, clock: datetime) -> None:
    with closing(sqlite3.connect(filled.where)) as raw:
        row = raw.execute("SELECT * FROM body WHERE seq = 2").fetchone()
    filled.erase(next(filled.records(Report)).id, "asked for", clock=clock)
    with closing(sqlite3.connect(filled.where)) as raw:
        raw.execute(f"INSERT INTO body VALUES ({','.join('?' * len(row))})", row)  # noqa: S608
        raw.commit()
    with pytest.raises(LedgerError, match=r"row 2 .*come back"):
        filled.verify()


def test_a_reader_that_holds_old_pages_delays_an_erasure_but_the_next_writer_finishes_it(
    filled: Ledger, clock: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = next(filled.records(Report)).id
    monkeypatch.setattr("tocsin.ledger.sqlite.connecting.PATIENCE", 0.0)
    filled.close()
    with Ledger.open(filled.folder, write=True) as writer, closing(sqlite3.connect(writer.where, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM body").fetchone()
        with pytest.raises(CannotFinish, match="reader still holds"):
            writer.erase(target, "asked for", clock=clock)
    with Ledger.open(filled.folder, write=True) as writer:
        assert b"convois" not in _bytes(writer.folder)
        writer.verify()


def test_a_reader_cannot_write_and_two_writers_cannot_be(filled: Ledger, report: MakeReport, clock: datetime) -> None:
    with pytest.raises(CannotFinish, match=f"process {os.getpid()} is writing"):
        Ledger.open(filled.folder, write=True)
    with Ledger.open(filled.folder) as reader, pytest.raises(CannotFinish, match="opened for reading"):
        reader.append([report("x")], clock=clock)


def test_what_is_no_ledger_is_said_so(tmp_path: Path, filled: Ledger) -> None:
    with pytest.raises(UsageError, match="no ledger"):
        Ledger.open(tmp_path / "nowhere")
    filled.close()
    with pytest.raises(UsageError, match="ledger already"):
        Ledger.create(filled.folder)
    (tmp_path / "ledger.sqlite").write_bytes(b"not a database at all, only some words" * 50)
    for write in (False, True):
        with pytest.raises(LedgerError, match="no sound ledger"):
            Ledger.open(tmp_path, write=write)


def test_a_newer_ledger_is_refused(kept: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(kept, tmp_path / "copy"))
    with closing(sqlite3.connect(folder / "ledger.sqlite")) as raw:
        raw.execute("UPDATE about SET value = '99' WHERE key = 'schema'")
        raw.commit()
    with pytest.raises(CannotFinish, match="newer Tocsin"):
        Ledger.open(folder)


def test_a_full_disk_stops_the_write_and_keeps_what_was_there(ledger: Ledger, report: MakeReport, clock: datetime) -> None:
    ledger.append([report("one")], clock=clock)
    with ledger._engine.begin() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    # The pool lends one connection to one thread at a time: the limit holds for the write that follows.
    with ledger._engine.connect() as connection:
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(CannotFinish, match="disk is full"):
        ledger.append([report("long " * 200_000)], clock=clock)
    assert ledger.count(Report) == 1
    ledger.verify()


def test_a_disk_that_cannot_take_the_head_stops_the_write(
    ledger: Ledger, report: MakeReport, clock: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(CannotFinish, match="No space left"):
        ledger.append([report("one")], clock=clock)
    monkeypatch.undo()
    assert ledger.head == Head()
    assert not list(ledger.folder.glob(".*.part"))


def test_another_version_of_the_lemmas_makes_the_index_anew(filled: Ledger) -> None:
    filled.close()
    with closing(sqlite3.connect(filled.where)) as raw:
        raw.execute("UPDATE about SET value = '0/older' WHERE key = 'lemmas'")
        raw.execute("DELETE FROM words")
        raw.commit()
    with Ledger.open(filled.folder, write=True) as again:
        assert again.search("convoi")
        again.verify()


def test_looking_for_a_workspace_does_not_import_the_database() -> None:
    code = "import sys, tocsin.ledger, tocsin.ledger.workspace; sys.exit('sqlalchemy' in sys.modules or 'pydantic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_folder_that_may_not_be_written_can_be_read(kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = Path(shutil.copytree(kept, tmp_path / "of 100% #1?é"))
    monkeypatch.setattr(os, "access", lambda *_: False)
    with Ledger.open(folder) as ledger:
        assert ledger.count(Report) == 2
        ledger.verify()
        assert ledger.search("convoi")
