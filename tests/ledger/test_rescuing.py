"""What one ledger holds and another lacks is taken over, in both stores; what either erased is brought back by neither."""

from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy import delete, update
from sqlalchemy.engine import Connection
from tests.ledger.conftest import Places, fill, make_report

from tocsin.errors import UsageError
from tocsin.ledger import copying, rescuing
from tocsin.ledger.ledger import Ledger
from tocsin.ledger.schema import BODY, ENTRY, WORDS
from tocsin.model import RawDoc, Report


def _damage(ledger: Ledger, does: Callable[[Connection], None]) -> None:
    writer = ledger.store.writer
    assert writer is not None
    with writer.begin() as connection:
        does(connection)


def _drop(row: int) -> Callable[[Connection], None]:
    def drop(connection: Connection) -> None:
        connection.execute(delete(WORDS).where(WORDS.c.seq == row))
        connection.execute(delete(BODY).where(BODY.c.seq == row))
        connection.execute(delete(ENTRY).where(ENTRY.c.seq == row))

    return drop


def _payload(row: int) -> Callable[[Connection], None]:
    def change(connection: Connection) -> None:
        connection.execute(update(BODY).where(BODY.c.seq == row).values(payload='{"v":1}'))

    return change


def _hash(row: int) -> Callable[[Connection], None]:
    def change(connection: Connection) -> None:
        connection.execute(update(ENTRY).where(ENTRY.c.seq == row).values(hash="f" * 64))

    return change


def _unanswered(row: int) -> Callable[[Connection], None]:
    def only_the_payload(connection: Connection) -> None:
        connection.execute(delete(WORDS).where(WORDS.c.seq == row))
        connection.execute(delete(BODY).where(BODY.c.seq == row))

    return only_the_payload


@pytest.mark.parametrize(
    ("does", "why"),
    [
        (_drop(3), "is missing"),
        (_payload(3), "its payload or salt was changed"),
        (_hash(3), "its hash does not match what it says"),
        (_unanswered(3), "its payload is missing, and no erasure names it"),
    ],
    ids=["row-deleted", "payload-changed", "hash-changed", "payload-deleted"],
)
def test_all_but_the_damaged_row_is_taken_over_into_a_new_ledger(
    places: Places, clock: datetime, does: Callable[[Connection], None], why: str
) -> None:
    with places.create("old") as old:
        fill(old)
        _damage(old, does)
        folder = old.folder
    with places.create("new") as new:
        there = new.folder
    said = rescuing.rescue(folder, there, apply=False, clock=clock)
    with Ledger.open(there) as untouched:
        assert untouched.head.count == 0
    done = rescuing.rescue(folder, there, apply=True, clock=clock)
    assert (done.taken, done.lost, done.blobs) == (said.taken, said.lost, said.blobs)
    assert [(row.row, row.why) for row in done.lost] == [(3, why)]
    assert [row.row for row in done.taken] == [1, 2, 4, 5, 6, 7, 8]
    assert len(done.blobs) == 2
    with Ledger.open(there) as new:
        new.verify()
        assert new.head.count == 7
        assert new.count(Report) == 2
        assert all(new.blobs.get(report.raw or "") for report in new.records(Report))
    again = rescuing.rescue(folder, there, apply=True, clock=clock)
    assert (again.taken, again.blobs) == ((), ())


def test_versions_are_taken_in_order_and_none_twice(places: Places, clock: datetime) -> None:
    first = RawDoc(sha256="a" * 64, size=1, path="x", fetched_at=clock)
    second, third = (RawDoc(sha256="a" * 64, size=size, path="x", fetched_at=clock) for size in (2, 3))
    with places.create("old") as old, places.create("new") as new:
        for version in (first, second, third):
            old.append([version], clock=clock)
        new.append([second], clock=clock)
    for taken in (1, 0):
        assert len(rescuing.rescue(old.folder, new.folder, apply=True, clock=clock).taken) == taken
    with Ledger.open(new.folder) as seen:
        assert [one.size for one in seen.records(RawDoc)] == [3]
        assert seen.head.count == 2


def test_what_was_erased_after_the_backup_is_erased_in_what_is_restored_from_it(places: Places, clock: datetime) -> None:
    """A backup in either store is the same chain, so far as it goes."""
    with places.create("old") as old, places.create("restored") as restored:
        fill(old)
        from tocsin.ledger import copying

        copying.copy(old, restored)
        target = next(old.records(Report)).id
        old.erase(target, "asked for", clock=clock)
        old.append([make_report("written after it")], clock=clock)
    done = rescuing.rescue(old.folder, restored.folder, apply=True, clock=clock)
    assert done.erased == (1, 2, 3, 4)
    assert [row.kind for row in done.taken] == ["report"]
    with Ledger.open(restored.folder) as seen:
        seen.verify()
        assert target not in {report.id for report in seen.records(Report)}
        assert seen.search("convois") == ()
        assert len(list(seen.blobs.names())) == 1
    # The other way round, the older one brings nothing back.
    back = rescuing.rescue(restored.folder, old.folder, apply=True, clock=clock)
    with Ledger.open(old.folder) as seen:
        seen.verify()
        assert target not in {report.id for report in seen.records(Report)}
    assert back.lost == ()


def test_an_older_copy_brings_back_nothing_that_was_erased_since(places: Places, clock: datetime) -> None:

    with places.create("now") as now, places.create("older") as older:
        fill(now)
        copying.copy(now, older)
        target = next(now.records(Report))
        now.erase(target.id, "asked for", clock=clock)
    done = rescuing.rescue(older.folder, now.folder, apply=True, clock=clock)
    assert (done.taken, done.blobs, done.erased) == ((), (), ())
    with Ledger.open(now.folder) as seen:
        assert not seen.search("convois")
        assert str(target.raw) not in seen.blobs


def test_a_ledger_is_not_taken_over_into_itself(places: Places, clock: datetime) -> None:
    with places.create("one") as one:
        pass
    with pytest.raises(UsageError, match="the same ledger"):
        rescuing.rescue(one.folder, one.folder, apply=False, clock=clock)
