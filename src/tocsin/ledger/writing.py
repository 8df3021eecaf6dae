"""Appending: records become entries of the chain with their payload, index columns and lemmas, in one transaction."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import ColumnElement, Row, delete, func, select
from sqlalchemy.engine import Connection
from sqlalchemy.sql.selectable import Select

from tocsin.ledger import chain, kinds, lemmas, schema, searchable
from tocsin.ledger.chain import Head
from tocsin.ledger.schema import BODY, ENTRY, WORDS
from tocsin.model import Kept, to_json

if TYPE_CHECKING:
    from tocsin.ledger.store import Store

PAGE = 1000
"""rows that are in memory at once"""
ASKED_AT_ONCE = 500
"""identities in one question: SQLite takes 32,766 variables"""


class Prepared(msgspec.Struct, frozen=True):
    """A record ready to be written."""

    record: Kept
    payload: bytes
    index: kinds.Index


def prepare(records: Iterable[Kept], written_at: int) -> list[Prepared]:
    """Records with payload and index columns. ValueError for what the ledger does not keep."""
    prepared = []
    for record in records:
        payload = to_json(record)
        prepared.append(Prepared(record, payload, kinds.index(record, written_at, payload)))
    return prepared


def fresh(connection: Connection, prepared: Sequence[Prepared]) -> list[Prepared]:
    """Those that say something new: another identity than all held, or other content than the latest of that identity."""
    latest: dict[tuple[str, str], str] = {}
    wanted: dict[str, set[str]] = defaultdict(set)
    for item in prepared:
        wanted[item.index.kind].add(item.index.record_id)
    # Kind by kind: asked for pairs of both, SQLite uses no index and reads the whole table.
    for kind, identities in sorted(wanted.items()):
        named = sorted(identities)
        for start in range(0, len(named), ASKED_AT_ONCE):
            some = named[start : start + ASKED_AT_ONCE]
            # Put in order here: asked for in order, SQLite reads the whole kind through the index that has it in order.
            question = select(BODY.c.seq, BODY.c.record_id, BODY.c.content).where(BODY.c.kind == kind, BODY.c.record_id.in_(some))
            for row in sorted(connection.execute(question).all(), key=lambda row: row.seq):
                latest[kind, row.record_id] = row.content
    new = []
    for item in prepared:
        identity = (item.index.kind, item.index.record_id)
        if latest.get(identity) != item.index.content:
            latest[identity] = item.index.content
            new.append(item)
    return new


def last(connection: Connection) -> Head:
    """Where the chain in the database ends."""
    row = connection.execute(select(ENTRY.c.seq, ENTRY.c.hash).order_by(ENTRY.c.seq.desc()).limit(1)).first()
    return Head() if row is None else Head(count=row.seq, hash=row.hash)


def last_written(connection: Connection) -> int | None:
    """The latest moment at which any entry was written; None where there is none."""
    found: int | None = connection.execute(select(func.max(ENTRY.c.written_at))).scalar()
    return found


def words(new: Sequence[Prepared]) -> list[tuple[searchable.Part, ...]]:
    """The words of each record for the text index: the slow part of an append, which needs no database."""
    declared = searchable.languages([item.record for item in new])
    return [tuple(searchable.parts(item.record, declared)) for item in new]


def write(
    store: "Store",
    connection: Connection,
    head: Head,
    new: Sequence[Prepared],
    parts: Sequence[tuple[searchable.Part, ...]],
    written_at: int,
) -> Head:
    """Put entries, bodies and words after `head`; the head that results. Nothing is committed here."""
    entries: list[dict[str, Any]] = []
    bodies: list[dict[str, Any]] = []
    rows: list[dict[str, Any]] = []
    for item, found in zip(new, parts, strict=True):
        salt = chain.salt()
        link = chain.follow(head, item.index.kind, written_at, chain.salted(item.payload, salt))
        head = Head(count=link.seq, hash=link.hash)
        entries.append(msgspec.structs.asdict(link))
        bodies.append({"seq": link.seq, **msgspec.structs.asdict(item.index), "salt": salt, "payload": item.payload.decode()})
        rows.extend(_rows(link.seq, found))
    store.insert(connection, ENTRY, entries)
    store.insert(connection, BODY, bodies)
    if rows:
        store.insert(connection, WORDS, rows)
    return head


def reindex(store: "Store", connection: Connection) -> None:
    """Make words and text index anew from the payloads."""
    connection.execute(delete(WORDS))
    readings = select(BODY.c.seq, BODY.c.payload).where(BODY.c.kind == "reading")
    declared: dict[str, str] = {}
    for page in pages(connection, readings, BODY.c.seq):
        declared |= searchable.languages([kinds.decode(row.payload) for row in page])
    searched = select(BODY.c.seq, BODY.c.payload).where(BODY.c.kind.in_(searchable.KINDS))
    for page in pages(connection, searched, BODY.c.seq):
        rows = [made for row in page for made in _rows(row.seq, searchable.parts(kinds.decode(row.payload), declared))]
        if rows:
            store.insert(connection, WORDS, rows)
    store.reindexed(connection)
    schema.tell(connection, {schema.LEMMAS: lemmas.VERSION})


def pages(connection: Connection, question: Select[Any], key: ColumnElement[int], size: int = PAGE) -> Iterator[Sequence[Row[Any]]]:
    """The rows of a question in the order of its column `key`, some at a time: a ledger may be larger than memory."""
    after = None
    while True:
        asked = question if after is None else question.where(key > after)
        if not (rows := connection.execute(asked.order_by(key).limit(size)).all()):
            return
        yield rows
        after = getattr(rows[-1], key.key or "seq")


def _rows(seq: int, parts: Iterable[searchable.Part]) -> Iterator[dict[str, Any]]:
    for part in parts:
        made = searchable.words_digest(seq, part.name, part.language, part.lemmas)
        yield {"seq": seq, "part": part.name, "language": part.language, "lemmas": part.lemmas, "digest": made}


def count(connection: Connection, kind: str) -> int:
    """How many identities of a kind are held."""
    return connection.execute(select(func.count(BODY.c.record_id.distinct())).where(BODY.c.kind == kind)).scalar_one()
