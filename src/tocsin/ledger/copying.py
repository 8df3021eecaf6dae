"""A whole ledger from one store into another, entry by entry: the same chain, the same hashes, the same salts; nothing is made anew.

What is copied is always a beginning of the chain, so a copy that was broken off goes on where it ended. Until it is whole the target
says so, and nobody writes to it.
"""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import delete, select
from sqlalchemy.engine import Connection

from tocsin.errors import LedgerError, UsageError
from tocsin.ledger import erasing, schema, writing
from tocsin.ledger.chain import Head
from tocsin.ledger.kinds import Erasure
from tocsin.ledger.ledger import Ledger
from tocsin.ledger.schema import ABOUT, BODY, COPYING, ENTRY, WORDS
from tocsin.ledger.store import Bytes
from tocsin.library.ledger_addresses import names_one
from tocsin.model import Record, to_json

AT_ONCE = 2_000
"""entries in one transaction"""
BLOBS_AT_ONCE = 200

Told = Callable[[int, int], None]
"""is told how many entries are through, and of how many"""


class Copied(Record, frozen=True, kw_only=True):
    """What a copy did."""

    source: str
    target: str
    head: Head
    """where both chains end"""
    entries: int
    """how many were copied now"""
    blobs: int


@contextmanager
def opened(place: str, write: bool) -> Iterator[Ledger]:
    """The ledger at a place: a workspace's folder, or the address of a PostgreSQL. UsageError: there is none.

    A target may be what an unfinished copy left; at an address there may be nothing yet.
    """
    if not names_one(place):
        with Ledger.open(Path(place), write=write, unfinished=write) as ledger:
            yield ledger
        return
    # A folder for the head, as this copy sees it.
    with tempfile.TemporaryDirectory(prefix="tocsin-") as folder, Ledger.at(Path(folder), place, write=write) as ledger:
        yield ledger


def copy(source: Ledger, target: Ledger, told: Told | None = None) -> Copied:
    """Bring `target` to where `source` is, and check all of it. UsageError: it holds something else. LedgerError: either is damaged."""
    start = _beginning(source, target)
    store, writer = target.store, target.store.writer
    assert writer is not None  # noqa: S101 - a target is opened for writing
    with store.said(), writer.begin() as connection:
        schema.tell(connection, {COPYING: to_json(source.head).decode()})
    blobs = sum(_blobs(here, there) for here, there in ((source.blobs, target.blobs), (source.quarantined, target.quarantined)))
    done = start.count
    while (aim := source.head).count > done:
        while done < aim.count:
            done = _page(source, target, done, min(done + AT_ONCE, aim.count))
            if told is not None:
                told(done - start.count, aim.count - start.count)
        # What was written to the source meanwhile, with the bytes that it rests on.
        blobs += sum(_blobs(here, there) for here, there in ((source.blobs, target.blobs), (source.quarantined, target.quarantined)))
    _forget(source, target)
    with source.store.said(), source.store.engine.begin() as connection:
        lemmas = schema.told(connection)[schema.LEMMAS]
    with store.said(), writer.begin() as connection:
        schema.tell(connection, {schema.LEMMAS: lemmas})
    target.verify()
    with store.said(), writer.begin() as connection:
        connection.execute(delete(ABOUT).where(ABOUT.c.key == COPYING))
    return Copied(source=source.where, target=target.where, head=target.head, entries=done - start.count, blobs=blobs)


def _beginning(source: Ledger, target: Ledger) -> Head:
    """Where the target ends. UsageError where it is no beginning of the source."""
    if source.where == target.where:
        raise UsageError("this is the same ledger", where=source.where, todo="name another place to copy it to")
    head = target.head
    if head.count and source.hash_at(head.count) != head.hash:
        raise UsageError(
            f"it holds {head.count} entries that are not those of {source.where}", where=target.where, todo="copy into an empty one"
        )
    return head


def _blobs(source: Bytes, target: Bytes) -> int:
    """Copy the bytes that are not there yet; how many. What is damaged stops the copy, for it would be damaged there too."""
    copied = 0
    page: list[bytes] = []
    for sha256 in target.missing(source.names()):
        page.append(source.get(sha256))
        copied += 1
        if len(page) == BLOBS_AT_ONCE or sum(map(len, page)) > BLOBS_AT_ONCE * 100_000:
            target.put_all(page)
            page = []
    target.put_all(page)
    return copied


def _page(source: Ledger, target: Ledger, after: int, last: int) -> int:
    """Copy the entries after `after` up to `last`, with what is left of their payloads and words; where it ended."""
    rows = {}
    with source.store.said(), source.store.engine.begin() as connection:
        for table in (ENTRY, BODY, WORDS):
            order = (table.c.seq, table.c.id) if table is WORDS else (table.c.seq,)
            some = select(*(column for column in table.c if column.name != "id")).where(table.c.seq > after, table.c.seq <= last)
            rows[table] = [dict(row) for row in connection.execute(some.order_by(*order)).mappings()]
    if len(rows[ENTRY]) != last - after:
        raise LedgerError([f"{source.where}: entries between {after + 1} and {last} are missing: tocsin verify names them"])
    store, writer = target.store, target.store.writer
    assert writer is not None  # noqa: S101 - a target is opened for writing
    end = Head(count=rows[ENTRY][-1]["seq"], hash=rows[ENTRY][-1]["hash"])
    with store.said():
        with writer.begin() as connection:
            before = store.follow(connection)
            if before.count != after or rows[ENTRY][0]["prev"] != before.hash:
                raise LedgerError([f"{target.where}: it changed while it was copied to"])
            for table, found in rows.items():
                if found:
                    store.insert(connection, table, found)
            store.announce(connection, before, end)
        store.settle(end)
    return last


def _forget(source: Ledger, target: Ledger) -> None:
    """What the source erased while it was copied goes from the target too."""
    rows = sorted({row for erasure in source.records(Erasure) for row in erasure.rows})
    gone = sorted({*_only(target.blobs, source.blobs), *_only(target.quarantined, source.quarantined)})
    store, writer = target.store, target.store.writer
    assert writer is not None  # noqa: S101 - a target is opened for writing
    with store.said():
        with store.engine.begin() as connection:
            left = _held(connection, rows)
        if left or gone:
            with writer.begin() as connection:
                store.follow(connection)
                erasing.destroy(store, connection, left, gone)
            erasing.finish(store)


def _held(connection: Connection, rows: list[int]) -> list[int]:
    held: list[int] = []
    for start in range(0, len(rows), writing.ASKED_AT_ONCE):
        some = rows[start : start + writing.ASKED_AT_ONCE]
        held += connection.execute(select(BODY.c.seq).where(BODY.c.seq.in_(some))).scalars()
    return held


def _only(here: Bytes, there: Bytes) -> Iterator[str]:
    """Bytes that are here and no longer there."""
    return there.missing(here.names())
