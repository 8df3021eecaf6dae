"""Damage of every kind: verify finds it, commands that read say what to do, and what they say works when it is typed.

What was acknowledged is in the workspace that results, or is named as lost; what the backup held is always there.
"""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.faults.conftest import LEDGER, OK, Made, Type, advised, article, rows, told_what_to_do
from tocsin.ledger import Ledger

Damage = Callable[[Made], None]


def _raw(folder: Path, *statements: str) -> None:
    with closing(sqlite3.connect(folder / "ledger.sqlite", isolation_level=None)) as raw:
        for statement in statements:
            raw.execute(statement)


def _cut(share: float) -> Damage:
    def cut(made: Made) -> None:
        path = made.folder / "ledger.sqlite"
        with path.open("rb+") as file:
            file.truncate(int(path.stat().st_size * share))

    return cut


def _last_rows_dropped(made: Made) -> None:
    last = max(made.acknowledged) - 3
    _raw(made.folder, f"DELETE FROM body WHERE seq > {last}", f"DELETE FROM entry WHERE seq > {last}")  # noqa: S608


def _older_database(made: Made) -> None:
    shutil.copy(made.backup / "ledger.sqlite", made.folder / "ledger.sqlite")


def _log_deleted(made: Made) -> None:
    """As after a kill: the database as it was, the last writes in a log that somebody takes for rubbish."""
    kept = made.folder.parent / "kept"
    shutil.copytree(made.folder, kept)
    with Ledger.open(kept) as reading:
        # A reader that stays keeps the log from being written back.
        assert reading.head.count == max(made.acknowledged)
        shutil.copy(made.backup / "ledger.sqlite", made.folder / "ledger.sqlite")
    for name in ("ledger.sqlite-wal", "ledger.sqlite-shm"):
        (made.folder / name).unlink(missing_ok=True)


def _payload_changed(made: Made) -> None:
    _raw(made.folder, f"UPDATE body SET payload = replace(payload, 'a', 'e') WHERE seq = {max(made.acknowledged) - 1}")  # noqa: S608


def _row_put_in(made: Made) -> None:
    last = max(made.acknowledged)
    _raw(made.folder, f"INSERT INTO entry SELECT {last + 1}, hash, kind, written_at, digest, 'x' FROM entry WHERE seq = {last}")  # noqa: S608


def _head(data: bytes | None) -> Damage:
    def head(made: Made) -> None:
        if data is None:
            (made.folder / "head").unlink()
        else:
            (made.folder / "head").write_bytes(data)

    return head


DAMAGES: dict[str, Damage] = {
    "truncated-to-a-third": _cut(0.33),
    "truncated-by-a-tenth": _cut(0.9),
    "empty": _cut(0),
    "last-rows-dropped": _last_rows_dropped,
    "older-database-put-back": _older_database,
    "log-deleted": _log_deleted,
    "payload-changed": _payload_changed,
    "row-put-in": _row_put_in,
    "head-missing": _head(None),
    "head-empty": _head(b""),
    "head-nonsense": _head(b'{"head": 7}'),
}

LOST = {"payload-changed": 1, "row-put-in": 1, "last-rows-dropped": 3, "head-missing": 0, "head-empty": 0, "head-nonsense": 0}
"""rows, where it is known beforehand; the one that was put in is none of ours"""


@pytest.mark.parametrize("name", DAMAGES)
def test_what_is_damaged_is_found_and_what_it_says_to_do_works(made: Made, typed: Type, tmp_path: Path, name: str) -> None:
    DAMAGES[name](made)
    for command in (("ingest", article(tmp_path, 9)), ("ledger", "show"), ("statements",), ("origins",)):
        done = typed(*command, "-w", made.folder)
        assert done.status in (LEDGER, OK), (command, done)
        if done.status == LEDGER:
            assert "tocsin ledger rescue OLD NEW" in done.err
            assert "ledger" in done.err
    lost = told_what_to_do(made, typed, tmp_path / "new")
    assert len(lost) == LOST.get(name, len(lost))


def test_without_a_backup_a_new_workspace_takes_over(made: Made, typed: Type, tmp_path: Path) -> None:
    _last_rows_dropped(made)
    new = tmp_path / "new"
    assert typed("init", new).status == OK
    done = typed("ledger", "rescue", made.folder, new, "--apply")
    assert done.status == LEDGER
    assert done.out.count("lost: row") == 3
    assert set(rows(new).values()) == {one for row, one in made.acknowledged.items() if row <= max(made.acknowledged) - 3}
    assert typed("verify", "-w", new).status == OK
    # What was lost is taken in again from where it came, and nothing twice.
    assert typed("ingest", article(tmp_path, 1, 2), article(tmp_path, 3, 4), "-w", new).status == OK
    assert {one for one in made.acknowledged.values() if one[0] == "report"} <= set(rows(new).values())


@pytest.mark.parametrize("how", ["missing", "truncated", "changed"])
def test_bytes_that_are_gone_are_put_back_from_the_backup(made: Made, typed: Type, how: str) -> None:
    path = next((made.backup / "blobs").glob("??/*")).relative_to(made.backup)
    lost = made.folder / path
    data = lost.read_bytes()
    lost.unlink()
    if how != "missing":
        lost.write_bytes(data[: len(data) // 2] if how == "truncated" else data.replace(b"Lantier", b"lantier"))
    found = typed("verify", "-w", made.folder)
    assert found.status == LEDGER
    [command] = advised(found.said, BACKUP=made.backup, WORKSPACE=made.folder)
    assert typed(*command).status == OK
    assert lost.read_bytes() == data
    assert typed("verify", "-w", made.folder).status == OK
    assert rows(made.folder) == made.acknowledged


def test_bytes_that_neither_has_are_named(made: Made, typed: Type) -> None:
    here, there = ({path.relative_to(place) for path in (place / "blobs").glob("??/*")} for place in (made.folder, made.backup))
    path = min(here - there)
    (made.folder / path).unlink()
    done = typed("ledger", "rescue", made.backup, made.folder, "--apply")
    assert done.status == LEDGER
    assert f"lost: blob {path.parent.name}{path.name}" in done.out
    assert rows(made.folder) == made.acknowledged
