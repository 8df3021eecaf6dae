"""A ledger copied into another store is the same ledger, whatever interrupts the copy."""

from collections.abc import Callable
from datetime import datetime
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import select
from tests.ledger.conftest import Places, declare, fill
from tests.ledger.server import Server

from tocsin.errors import CannotFinish, UsageError
from tocsin.ledger import copying
from tocsin.ledger.ledger import Ledger
from tocsin.ledger.schema import BODY, ENTRY, WORDS
from tocsin.model import Refusal, Report

MakeReport = Callable[..., Report]


def everything(ledger: Ledger) -> list[object]:
    """All that is held, of every table, bytes included."""
    with ledger.store.engine.begin() as connection:
        rows: list[object] = []
        for table in (ENTRY, BODY, WORDS):
            columns = [column for column in table.c if column.name != "id"]
            order = (table.c.seq, table.c.id) if table is WORDS else (table.c.seq,)
            rows += [tuple(row) for row in connection.execute(select(*columns).order_by(*order))]
    for shelf in (ledger.blobs, ledger.quarantined):
        rows += [(name, shelf.get(name)) for name in shelf.names()]
    return rows


def lived_in(ledger: Ledger, clock: datetime, report: MakeReport) -> None:
    """Entries, a correction, an erasure, and something in quarantine."""
    fill(ledger)
    ledger.append([report(f"number {n} of the convoy") for n in range(40)], clock=clock)
    refusal = Refusal(id="r", where="a", reason="not-text", what="w", todo="t", sha256=None, size=2, kept=2, refused_at=clock)
    ledger.quarantine_add(refusal, None, clock=clock)
    ledger.quarantined.put(b"refused")
    ledger.erase(next(ledger.records(Report)).id, "asked for", clock=clock)
    ledger.append([report("after the erasure")], clock=clock)


@pytest.fixture
def route(server: Server, tmp_path: Path) -> list[Places]:
    """SQLite, PostgreSQL, another PostgreSQL, SQLite again."""
    return [
        Places(tmp_path / "first", None),
        Places(tmp_path / "second", server),
        Places(tmp_path / "third", server),
        Places(tmp_path / "last", None),
    ]


def test_there_and_back_nothing_is_lost_and_everything_verifies(
    route: list[Places], clock: datetime, report: MakeReport, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "AT_ONCE", 7)
    folders = []
    for places in route:
        with places.create() as made:
            folders.append(made.folder)
    with Ledger.open(folders[0], write=True) as first:
        lived_in(first, clock, report)
        expected, hits = everything(first), first.search("convoy number")
    assert len(hits) == 40
    for here, there in pairwise(folders):
        with copying.opened(str(here), write=False) as source, copying.opened(str(there), write=True) as target:
            done = copying.copy(source, target)
            assert (done.head, done.entries, everything(target)) == (source.head, source.head.count, expected)
            assert copying.copy(source, target).entries == 0
        with Ledger.open(there, write=True) as again:
            again.verify()
            assert again.search("convoy number") == hits


def test_a_copy_that_was_broken_off_goes_on_and_nobody_writes_to_it_before(
    route: list[Places], clock: datetime, report: MakeReport, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "AT_ONCE", 7)
    with route[0].create() as source, route[1].create() as there:
        lived_in(source, clock, report)
        address = there.where
        expected = everything(source)

        def broken(through: int, of: int) -> None:
            if through >= 14:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt), copying.opened(address, write=True) as target:
            copying.copy(source, target, broken)
        with pytest.raises(CannotFinish, match="not finished"):
            Ledger.open(there.folder, write=True)
        # Meanwhile the source goes on, and erases what was copied already.
        source.erase(next(source.records(Report)).id, "asked for", clock=clock)
        source.append([report("later")], clock=clock)
        with copying.opened(address, write=True) as target:
            done = copying.copy(source, target)
            assert done.entries == source.head.count - 14
            assert everything(target) == everything(source) != expected
    with Ledger.open(there.folder, write=True) as opened:
        opened.verify()


def test_a_ledger_of_other_entries_is_not_written_over(route: list[Places], clock: datetime, report: MakeReport) -> None:
    with route[0].create() as source, route[1].create() as target:
        source.append([report("one")], clock=clock)
        target.append([report("two")], clock=clock)
        before = everything(target)
        with pytest.raises(UsageError, match="not those of"):
            copying.copy(source, target)
        assert everything(target) == before
        with pytest.raises(UsageError, match="same ledger"):
            copying.copy(source, source)


def test_where_there_is_no_ledger_nothing_is_copied_from(server: Server, tmp_path: Path) -> None:
    address = Places(tmp_path, server).address()
    assert address is not None
    with pytest.raises(UsageError, match="no ledger"), copying.opened(address, write=False):
        pass
    assert server.sql(f"SELECT count(*) FROM pg_tables WHERE schemaname = '{address.rpartition('=')[2]}'") == "0"  # noqa: S608


def test_a_workspace_moves_into_the_database_by_one_line(route: list[Places], clock: datetime, report: MakeReport) -> None:
    with route[0].create() as ledger:
        lived_in(ledger, clock, report)
        folder, before = ledger.folder, ledger.head
    address = route[1].address()
    assert address is not None
    with copying.opened(str(folder), write=False) as source, copying.opened(address, write=True) as target:
        copying.copy(source, target)
    declare(folder, address)
    with Ledger.open(folder, write=True) as moved:
        assert moved.where == address
        assert moved.head == before
        moved.append([report("one more")], clock=clock)
        moved.verify()
    # Back to the file by taking the line out again would lose what was written since: the head beside it says so.
    (folder / "tocsin.yml").unlink()
    with pytest.raises(Exception, match="cut off"):
        Ledger.open(folder)
