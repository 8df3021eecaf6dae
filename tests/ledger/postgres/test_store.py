"""Several writers, and a server that may go away: the chain never forks, and nothing acknowledged is lost."""

import os
import signal
import subprocess
import sys
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import msgspec
import pytest
from tests.ledger.conftest import Places, declare, fill
from tests.ledger.server import Server

from tocsin.errors import Busy, CannotFinish, LedgerError, UsageError
from tocsin.ledger import head, resting
from tocsin.ledger.ledger import Ledger
from tocsin.model import Observation, Report

MakeReport = Callable[..., Report]
WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from tocsin.ledger import Ledger
from tocsin.model import Report
with Ledger.open(Path(sys.argv[1]), write=True) as ledger:
    print("open", flush=True)
    at = datetime(2022, 10, 1, tzinfo=UTC)
    for number in range(int(sys.argv[3])):
        ledger.append([Report(id=f"{sys.argv[2]}-{number}", text=f"text {number}", collected_at=at)], clock=at)
        print(number, flush=True)
"""
ENDLESS = 1_000_000


def writer(folder: Path, name: str, count: int) -> "subprocess.Popen[str]":
    """A process that appends, and says what was acknowledged."""
    return subprocess.Popen([sys.executable, "-c", WRITER, str(folder), name, str(count)], stdout=subprocess.PIPE, text=True)


def acknowledged(process: "subprocess.Popen[str]", at_least: int) -> list[int]:
    """What a writer said it was through with, once it said enough."""
    assert process.stdout is not None
    assert process.stdout.readline() == "open\n"
    return [int(process.stdout.readline()) for _ in range(at_least)]


def test_threads_and_processes_write_at_the_same_time_and_the_chain_does_not_fork(
    ledger: Ledger, places: Places, report: MakeReport, clock: datetime
) -> None:
    processes = [writer(ledger.folder, name, 20) for name in ("a", "b", "c")]

    def thread(name: int) -> int:
        with Ledger.open(ledger.folder, write=True) as mine:
            return sum(mine.append([report(f"{name} {number}"), report("the same of all")], clock=clock) for number in range(10))

    with ThreadPoolExecutor(3) as pool:
        new = sum(pool.map(thread, range(3)))
    assert new == 3 * 10 + 1  # what all of them wrote is held once
    for process in processes:
        assert process.wait(60) == 0
        assert process.stdout is not None
        process.stdout.close()
    assert ledger.head.count == 3 * 20 + new
    assert head.read(ledger.folder).head == ledger.head
    ledger.verify()


def test_a_killed_writer_loses_nothing_and_holds_nobody_up(ledger: Ledger, report: MakeReport, clock: datetime) -> None:
    known = set()
    for turn, enough in enumerate((1, 7, 20)):
        with writer(ledger.folder, f"w{turn}", ENDLESS) as process:
            said = acknowledged(process, enough)
            assert ledger.append([report(f"beside {turn}")], clock=clock) == 1  # another writer is not blocked
            process.send_signal(signal.SIGKILL)
            assert process.stdout is not None
            said += [int(line) for line in process.stdout.read().split()]
        known |= {f"w{turn}-{number}" for number in said}
        assert ledger.append([report(f"after {turn}")], clock=clock) == 1
        held = {one.id for one in ledger.records(Report)}
        assert known <= held
        # Of each writer at most the one write that was through before it could say so.
        assert len([one for one in held if one.startswith(f"w{turn}-")]) - len(said) in (0, 1)
        ledger.verify()


def test_a_server_that_crashes_is_said_and_the_next_write_goes_on(own: Server, tmp_path: Path, report: MakeReport, clock: datetime) -> None:
    address = own.database("team")
    declare(tmp_path / "w", address)
    with Ledger.create(tmp_path / "w", address) as ledger:
        ledger.append([report("before")], clock=clock)
        with writer(ledger.folder, "w", ENDLESS) as process:
            said = acknowledged(process, 5)
            own.stop("immediate")
            assert process.stdout is not None
            said += [int(line) for line in process.stdout.read().split()]
            assert process.wait(60) != 0
        with pytest.raises(CannotFinish, match="connection to the server was lost"):
            ledger.append([report("lost")], clock=clock)
        with pytest.raises(CannotFinish, match="connection to the server was lost"):
            Ledger.open(ledger.folder)
        own.start()
        # The same open ledger goes on: its next question makes a new connection.
        assert ledger.append([report("lost"), report("before")], clock=clock) == 1
        held = {one.id for one in ledger.records(Report)}
        assert {f"w-{number}" for number in said} <= held
        assert len(held) - len(said) - 2 in (0, 1)
        ledger.verify()


def test_a_connection_that_is_cut_in_the_middle_keeps_nothing_of_the_write(
    ledger: Ledger, server: Server, report: MakeReport, clock: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger.append([report("one")], clock=clock)
    real = ledger.store.announce

    def cut(*given: object) -> None:
        server.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'tocsin' AND pid <> pg_backend_pid()")
        real(*given)  # type: ignore[arg-type]  # as it was called

    monkeypatch.setattr(ledger.store, "announce", cut)
    with pytest.raises(CannotFinish) as said:
        ledger.append([report("two")], clock=clock)
    assert said.value.todo
    monkeypatch.undo()
    assert ledger.count(Report) == 1
    assert ledger.append([report("two")], clock=clock) == 1
    ledger.verify()


def test_an_append_whose_acknowledgement_was_lost_is_not_kept_twice(
    ledger: Ledger, report: MakeReport, clock: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(ledger.store, "settle", killed)
    with pytest.raises(KeyboardInterrupt):
        ledger.append([report("one")], clock=clock)
    monkeypatch.undo()
    ledger.verify()
    assert ledger.append([report("one")], clock=clock) == 0
    with Ledger.open(ledger.folder, write=True) as again:
        assert head.read(ledger.folder) == head.Kept(head=again.head)


def test_the_end_is_told_without_opening_whoever_wrote(ledger: Ledger, report: MakeReport, clock: datetime) -> None:
    assert resting.end(ledger.folder) == ledger.head
    with Ledger.open(ledger.folder, write=True) as other:
        other.append([report("of another")], clock=clock)
    assert resting.end(ledger.folder) == ledger.head
    assert ledger.head.count == 1


def test_one_who_waits_too_long_is_told_who_is_in_the_way(
    ledger: Ledger, report: MakeReport, clock: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tocsin.ledger.postgres.connecting.PATIENCE_MS", 50)
    writing = ledger.store.writer
    assert writing is not None
    with Ledger.open(ledger.folder, write=True) as other, writing.begin() as connection:
        ledger.store.follow(connection)
        with pytest.raises(Busy, match="others are writing"):
            other.append([report("x")], clock=clock)


def test_a_second_workspace_joins_and_each_remembers_what_it_saw(
    ledger: Ledger, places: Places, report: MakeReport, clock: datetime
) -> None:
    fill(ledger)
    second = places.folder / "second"
    declare(second, ledger.where)
    with Ledger.create(second, ledger.where) as joined:
        assert joined.head == ledger.head
        assert joined.append([report("of the second")], clock=clock) == 1
        joined.verify()
    assert [one.text for one in ledger.records(Report)][-1] == "of the second"
    assert head.read(second).head.count == head.read(ledger.folder).head.count + 1
    with pytest.raises(UsageError, match="ledger already"):
        Ledger.create(second, ledger.where)


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("DELETE FROM {s}.words; DELETE FROM {s}.body WHERE seq > 5; DELETE FROM {s}.entry WHERE seq > 5", "rows 6 to 8 were cut off"),
        (
            "DELETE FROM {s}.words; DELETE FROM {s}.body WHERE seq > 5; DELETE FROM {s}.entry WHERE seq > 5;"
            " UPDATE {s}.head SET count = 5, hash = (SELECT hash FROM {s}.entry WHERE seq = 5)",
            "rows 6 to 8 were cut off",
        ),
        ("UPDATE {s}.head SET count = 7, hash = (SELECT hash FROM {s}.entry WHERE seq = 7)", "rows 8 to 8 were put in by another hand"),
        ("UPDATE {s}.entry SET hash = repeat('a', 64) WHERE seq = 8", "row 8: changed"),
        ("UPDATE {s}.head SET texts = texts + 1", "head counts"),
        ("UPDATE {s}.words SET lemmas = lemmas || ' more' WHERE seq = 2", "row 2"),
        ("UPDATE {s}.blob SET data = 'x'", "its bytes were changed"),
        ("DELETE FROM {s}.blob", "is missing from blobs"),
        ("UPDATE {s}.body SET payload = replace(payload, 'convois', 'camions') WHERE kind = 'report'", "row 2 .*payload or salt changed"),
        ("UPDATE {s}.body SET tlp = 'clear', t_known = 0 WHERE seq = 3", "row 3 .*index column t_known"),
        ("DELETE FROM {s}.head", "head is missing"),
    ],
)
def test_what_another_hand_did_in_the_server_is_found(ledger: Ledger, server: Server, statement: str, said: str) -> None:
    fill(ledger)
    ledger.close()
    schema = ledger.where.rpartition("schema=")[2]
    server.sql(statement.format(s=schema))
    with pytest.raises(LedgerError, match=said), Ledger.open(ledger.folder) as found:
        found.verify()


def test_erasure_leaves_no_byte_in_the_tables(own: Server, tmp_path: Path, clock: datetime) -> None:
    address = own.database("team")
    declare(tmp_path / "w", address)

    def on_disk() -> bytes:
        own.sql("CHECKPOINT")
        return b"\n".join(path.read_bytes() for path in sorted((own.data / "base").rglob("*")) if path.is_file())

    with Ledger.create(tmp_path / "w", address) as ledger:
        fill(ledger)
        target = next(ledger.records(Report))
        traces = [t.encode() for t in ("convois", "convoi", target.id, "statement-0", str(target.raw))]
        before = on_disk()
        assert all(trace in before for trace in traces)
        done = ledger.erase(target.id, "asked for", clock=clock)
        assert (done.rows, done.blobs) == ((1, 2, 3, 4), (target.raw,))
        after = on_disk()
        assert not [trace for trace in traces if trace in after]
        ledger.verify()
        assert ledger.search("convois") == ()
        assert len(ledger.search("военный")) == 1


def test_an_erasure_that_a_reader_delays_is_finished_by_the_next_writer(
    ledger: Ledger, clock: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(ledger)
    target = next(ledger.records(Report)).id
    monkeypatch.setattr("tocsin.ledger.postgres.connecting.PATIENCE_MS", 50)
    with Ledger.open(ledger.folder, write=True) as writing:
        with ledger.store.engine.begin() as reading:
            reading.exec_driver_sql("SELECT count(*) FROM body")
            with pytest.raises(Busy, match="erasure"):
                writing.erase(target, "asked for", clock=clock)
        assert writing.store.engine is not None
    with Ledger.open(ledger.folder, write=True) as again:
        with again.store.engine.begin() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM about WHERE key = 'erasing'").scalar() == 0
        again.verify()


def test_the_password_is_in_no_error_and_no_file(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    secret = "not-the-right-one"  # noqa: S105 - invented
    monkeypatch.setenv("TOCSIN_LEDGER_PASSWORD", secret)
    with pytest.raises(CannotFinish, match="does not take this account") as said:
        Ledger.open(ledger.folder)
    assert secret not in "".join(traceback.format_exception(said.value))
    monkeypatch.delenv("TOCSIN_LEDGER_PASSWORD")
    named = tmp_path / "secret"
    named.write_text(os.environ.get("TOCSIN_LEDGER_PASSWORD", "invented-for-tests") + "\n")
    monkeypatch.setenv("TOCSIN_LEDGER_PASSWORD_FILE", str(named))
    with Ledger.open(ledger.folder) as opened:
        assert opened.head.count == 0
    assert all(b"invented-for-tests" not in path.read_bytes() for path in ledger.folder.rglob("*") if path.is_file())
    out = capfd.readouterr()
    assert secret not in out.out + out.err


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda address: address.replace("/postgres?", "/nowhere?"), "no such database"),
        (lambda address: address.replace("schema=t", "schema=nowhere_t"), "no such schema"),
        (lambda address: address.replace("host=/", "host=/nowhere/"), "connection to the server was lost"),
    ],
)
def test_where_no_ledger_can_be_made_it_is_said_why(places: Places, change: Callable[[str], str], said: str) -> None:
    address = places.address()
    assert address is not None
    with pytest.raises(CannotFinish, match=said):
        Ledger.create(places.folder / "w", change(address))
    with pytest.raises(UsageError, match="TOCSIN_LEDGER_PASSWORD"):
        Ledger.create(places.folder / "w", "postgresql://u:secret@h/d")


def test_an_id_that_the_server_cannot_hold_is_refused_and_nothing_is_kept(ledger: Ledger, report: MakeReport, clock: datetime) -> None:
    bad = Observation(id="a\0b", indicator="exercise", source="s", kind="look", t_known=clock, method="m", method_version="1")
    with pytest.raises(UsageError, match="NUL"):
        ledger.append([report("one"), bad], clock=clock)
    assert ledger.head.count == 0
    held = msgspec.structs.replace(report("one\0two"), title="a\0b")  # inside a record it is text like any other
    assert ledger.append([held], clock=clock) == 1
    assert ledger.get(Report, held.id) == held
    ledger.verify()


def test_a_reader_cannot_write(ledger: Ledger, report: MakeReport, clock: datetime) -> None:
    with Ledger.open(ledger.folder) as reader:
        with pytest.raises(CannotFinish, match="opened for reading"):
            reader.append([report("x")], clock=clock)
        with pytest.raises(CannotFinish, match="opened for reading"):
            reader.blobs.put(b"x")


def test_a_writer_that_fell_silent_lets_the_others_go_on(
    ledger: Ledger, report: MakeReport, clock: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tocsin.ledger.postgres.connecting.IDLE_MS", 100)
    with Ledger.open(ledger.folder, write=True) as silent:
        engine = silent.store.writer
        assert engine is not None
        with engine.connect() as connection:
            connection.begin()
            silent.store.follow(connection)
            assert ledger.append([report("x")], clock=clock) == 1  # after a tenth of a second
            connection.invalidate()
    ledger.verify()
