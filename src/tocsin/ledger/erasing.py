"""Erasure: payload, salt, lemmas and bytes are destroyed, the entry in the chain stays, and an entry of its own says why.

With a report go its reading, its statements, and what was derived from them in their words (origins, observations, briefs, alerts), for
these are made again from what remains: an alert that still holds rings anew. Judgements stay, for they must be scored: those that name
it are listed instead.
"""

from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, delete, or_, select
from sqlalchemy.engine import Connection

from tocsin.errors import UsageError
from tocsin.ledger import kinds, schema
from tocsin.ledger.schema import ABOUT, BODY, ERASING, WORDS
from tocsin.ledger.store import Store
from tocsin.model import Reading, Record, to_json

DERIVED = ("origin", "observation", "brief", "alert")
"""kinds that repeat words of reports and can be made again"""
NEVER = ("erasure", "resolution")
ROWS_AT_ONCE = 500


class Erased(Record, frozen=True, kw_only=True):
    """What an erasure destroyed, and what it left for a person to decide."""

    rows: tuple[int, ...]
    blobs: tuple[str, ...]
    shared_blobs: tuple[str, ...]
    """kept, because other records rest on them too: `erase_blob` destroys them"""
    named_in: tuple[str, ...]
    """`kind id` of judgements and dissents that still name it"""


def plan(store: Store, connection: Connection, *records: str) -> Erased:
    """What erasing records means, all of them at once. UsageError where one is not held."""
    own: list[Any] = []
    for record_id in records:
        mine = or_(BODY.c.record_id == record_id, BODY.c.report == record_id)
        found = connection.execute(select(BODY.c.seq, BODY.c.payload).where(mine, BODY.c.kind.not_in(NEVER))).all()
        if not found:
            raise UsageError(f"no record {record_id} is held", todo="name the whole id of a report or another record")
        own += found
    rows = {row.seq for row in own}
    names = set(records)
    resting: set[str] = set()
    for _, payload in own:
        record = kinds.decode(payload)
        resting.update(filter(None, kinds.blobs(record)))
        if isinstance(record, Reading):
            names.update(statement.id for statement in record.statements)
    for record_id in records:
        names.update(connection.execute(select(BODY.c.record_id).where(BODY.c.report == record_id)).scalars())
    named_in = []
    for seq, kind, other, payload in _naming(store, connection, sorted(names)):
        if kind in DERIVED:
            rows.add(seq)
            resting.update(filter(None, kinds.blobs(kinds.decode(payload))))
        elif seq not in rows:
            named_in.append(f"{kind} {other}")
    # The document a report came from goes with it where nothing else came from it.
    documents = connection.execute(select(BODY.c.seq, BODY.c.payload).where(BODY.c.kind == "raw-doc")).all() if resting else []
    holders = {seq: kinds.blobs(kinds.decode(payload)) for seq, payload in documents}
    shared = {sha for sha in resting if _needed(store, connection, sha, rows | holders.keys())}
    rows.update(seq for seq, blobs in holders.items() if (resting - shared).intersection(filter(None, blobs)))
    return Erased(
        rows=tuple(sorted(rows)),
        blobs=tuple(sorted(resting - shared)),
        shared_blobs=tuple(sorted(shared)),
        named_in=tuple(named_in),
    )


def alone(store: Store, connection: Connection, rows: Sequence[int]) -> tuple[str, ...]:
    """The blobs that only these rows rest on."""
    some, resting = set(rows), set[str]()
    for start in range(0, len(rows), ROWS_AT_ONCE):
        question = select(BODY.c.payload).where(BODY.c.seq.in_(rows[start : start + ROWS_AT_ONCE]))
        for payload in connection.execute(question).scalars():
            resting.update(filter(None, kinds.blobs(kinds.decode(payload))))
    return tuple(sorted(sha for sha in resting if not _needed(store, connection, sha, some)))


def destroy(store: Store, connection: Connection, rows: Sequence[int], blobs: Sequence[str]) -> None:
    """Delete payloads, salts and lemmas, and note that the pages and blobs behind them are still to be cleaned."""
    for start in range(0, len(rows), ROWS_AT_ONCE):
        some = rows[start : start + ROWS_AT_ONCE]
        connection.execute(delete(WORDS).where(WORDS.c.seq.in_(some)))
        connection.execute(delete(BODY).where(BODY.c.seq.in_(some)))
    store.reindexed(connection)
    due = sorted({*blobs, *(_due(connection) or ())})
    schema.tell(connection, {ERASING: msgspec.json.encode(due).decode()})


def finish(store: Store) -> None:
    """Leave no byte of what was deleted: blobs go, and the store wipes what deleted rows left behind.

    Does nothing where no erasure is under way. CannotFinish: a reader still holds old pages; the next writer tries again.
    """
    if store.writer is None:
        return
    with store.engine.begin() as connection:
        due = _due(connection)
    if due is None:
        return
    for sha256 in due:
        for kept in (store.blobs, store.quarantined):
            kept.remove(sha256)
    store.wipe()
    with store.writer.begin() as connection:
        if _due(connection) == due:  # else another writer erased more meanwhile, and finishes it
            connection.execute(delete(ABOUT).where(ABOUT.c.key == ERASING))
    store.wiped()


def _due(connection: Connection) -> list[str] | None:
    """Blobs still to be destroyed; None where no erasure is under way."""
    value = schema.told(connection).get(ERASING)
    return None if value is None else msgspec.json.decode(value, type=list[str])


def _naming(store: Store, connection: Connection, names: Sequence[str]) -> list[tuple[int, str, str, str]]:
    found = {}
    for name in names:
        question = select(BODY.c.seq, BODY.c.kind, BODY.c.record_id, BODY.c.payload).where(_quotes(store, name), BODY.c.kind.not_in(NEVER))
        for seq, kind, record_id, payload in connection.execute(question):
            found[seq] = (seq, kind, record_id, payload)
    return [found[seq] for seq in sorted(found)]


def _quotes(store: Store, name: str) -> ColumnElement[bool]:
    """Payloads that hold `name` as a whole string."""
    return store.quotes(BODY.c.payload, to_json(name).decode())


def _needed(store: Store, connection: Connection, sha256: str, but: set[int]) -> bool:
    question = select(BODY.c.seq).where(_quotes(store, sha256), BODY.c.kind.not_in(NEVER))
    return any(seq not in but for seq in connection.execute(question).scalars())
