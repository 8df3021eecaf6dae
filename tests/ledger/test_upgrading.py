"""Tables of an earlier version are brought up whole or not at all, with a backup that can be used."""

import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import Inspector, inspect
from sqlalchemy.engine import Connection
from tests.ledger.conftest import Places, fill
from tests.ledger.server import PASSWORD, USER, Server

from tocsin.errors import CannotFinish
from tocsin.ledger import migrating, resting, schema, upgrading
from tocsin.ledger.ledger import Ledger
from tocsin.model import Report

MakeReport = Callable[..., Report]
KILLED = """
import os, signal, sys
from pathlib import Path
from tocsin.ledger import schema, upgrading
schema.tell = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
upgrading.upgrade(Path(sys.argv[1]), backup=False)
"""


def as_before(ledger: Ledger) -> Path:
    """Close the ledger with its tables as they were before there were migrations; its folder."""
    writer = ledger.store.writer
    assert writer is not None
    with writer.begin() as connection:
        connection.exec_driver_sql("DROP INDEX body_kind")
        connection.exec_driver_sql("DROP TABLE alembic_version")
    ledger.close()
    return ledger.folder


def shape(connection: Connection) -> dict[str, object]:
    """Tables, columns, keys and indexes, as the database itself tells them."""
    found: Inspector = inspect(connection)
    return {
        name: (
            sorted((column["name"], str(column["type"]), column["nullable"]) for column in found.get_columns(name)),
            found.get_pk_constraint(name)["constrained_columns"],
            sorted(str(sorted(key["constrained_columns"])) + key["referred_table"] for key in found.get_foreign_keys(name)),
            sorted(str((index["name"], index["column_names"], index["unique"])) for index in found.get_indexes(name)),
            sorted(str(one["column_names"]) for one in found.get_unique_constraints(name)),
        )
        for name in found.get_table_names()
        if not name.startswith("words_index")
    }


def test_the_migrations_make_the_tables_that_the_code_makes(places: Places) -> None:
    with places.create("made") as made, made.store.engine.begin() as connection:
        expected = shape(connection)
    empty = resting.made(places.folder / "empty", places.address())
    try:
        assert empty.writer is not None
        with empty.writer.begin() as connection:
            upgrading.migrate(connection, None)
        with empty.engine.begin() as connection:
            assert shape(connection) == expected
            assert migrating.at(connection) == migrating.NEWEST
    finally:
        empty.close()


def test_the_list_of_migrations_is_what_is_shipped(root: Path) -> None:
    names = sorted(path.name[1:5] for path in (root / "src/tocsin/ledger/migrations/versions").glob("r*.py"))
    assert tuple(names) == migrating.REVISIONS


def test_a_ledger_from_before_is_read_written_stamped_and_upgraded(
    ledger: Ledger, report: MakeReport, clock: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGPASSWORD", "not-used")
    fill(ledger)
    folder = as_before(ledger)
    with Ledger.open(folder) as read:
        assert read.count(Report) == 2
        read.verify()
    with Ledger.open(folder, write=True) as written:
        assert written.append([report("one more")], clock=clock) == 1
        with written.store.engine.begin() as connection:
            assert migrating.at(connection) == migrating.FIRST
        before = written.head
    done = upgrading.upgrade(folder)
    assert (done.before, done.after) == (migrating.FIRST, migrating.NEWEST)
    assert done.backup is not None
    assert Path(done.backup).stat().st_size > 1_000
    with Ledger.open(folder, write=True) as after:
        assert after.head == before
        after.verify()
        with after.store.engine.begin() as connection:
            assert "body_kind" in {index["name"] for index in inspect(connection).get_indexes("body")}
    again = upgrading.upgrade(folder)
    assert (again.before, again.after, again.backup) == (migrating.NEWEST, migrating.NEWEST, None)


def test_a_migration_that_is_killed_leaves_the_ledger_as_it_was(ledger: Ledger, report: MakeReport, clock: datetime) -> None:
    fill(ledger)
    folder = as_before(ledger)
    done = subprocess.run([sys.executable, "-c", KILLED, str(folder)], check=False)
    assert done.returncode == -signal.SIGKILL
    with Ledger.open(folder, write=True) as usable:
        with usable.store.engine.begin() as connection:
            assert migrating.at(connection) == migrating.FIRST
            assert "body_kind" not in {index["name"] for index in inspect(connection).get_indexes("body")}
        usable.append([report("goes on")], clock=clock)
        usable.verify()
    assert upgrading.upgrade(folder, backup=False).after == migrating.NEWEST


def test_the_backup_of_a_file_is_a_ledger(tmp_path: Path) -> None:
    with Places(tmp_path, None).create() as ledger:
        fill(ledger)
        folder = as_before(ledger)
    backup = upgrading.upgrade(folder).backup
    assert backup is not None
    restored = Path(shutil.copytree(folder, tmp_path / "restored"))
    for name in ("ledger.sqlite", "ledger.sqlite-wal", "ledger.sqlite-shm"):
        (restored / name).unlink(missing_ok=True)
    shutil.copy(backup, restored / "ledger.sqlite")
    with Ledger.open(restored, write=True) as opened:
        assert opened.count(Report) == 2
        opened.verify()


def test_the_backup_of_a_server_is_a_ledger(server: Server, tmp_path: Path) -> None:
    with Places(tmp_path, server).create() as ledger:
        fill(ledger)
        folder, name = as_before(ledger), ledger.where.rpartition("=")[2]
    backup = upgrading.upgrade(folder).backup
    assert backup is not None
    assert PASSWORD.encode() not in Path(backup).read_bytes()
    server.sql(f"DROP SCHEMA {name} CASCADE")
    restore = [server.bin / "pg_restore", "-h", server.folder, "-U", USER, "-d", "postgres", backup]
    subprocess.run(list(map(str, restore)), env={"PGPASSWORD": PASSWORD, "PATH": ""}, check=True)
    with Ledger.open(folder, write=True) as opened:
        assert opened.count(Report) == 2
        opened.verify()


def test_without_pg_dump_nothing_is_upgraded(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Places(tmp_path, server).create() as ledger:
        folder = as_before(ledger)
    monkeypatch.setattr(upgrading, "which", lambda *_, **__: None)
    with pytest.raises(CannotFinish, match="needs pg_dump"):
        upgrading.upgrade(folder)
    assert upgrading.upgrade(folder, backup=False).after == migrating.NEWEST


def test_tables_that_only_an_upgrade_makes_readable_are_said_so(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger.close()
    monkeypatch.setattr(schema, "SCHEMA", 2)
    with pytest.raises(CannotFinish, match="tocsin ledger upgrade"):
        Ledger.open(ledger.folder)
