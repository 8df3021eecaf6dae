"""Is the ledger what was written? Every row that was changed, lost, moved, put in or cut off is named."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from sqlalchemy import select
from sqlalchemy.engine import Connection

from tocsin.ledger import chain, kinds, lemmas, schema, searchable, writing
from tocsin.ledger.schema import BODY, ENTRY, WORDS
from tocsin.ledger.store import Store

TYPES: dict[str, tuple[type, ...]] = {"prev": (str,), "kind": (str,), "written_at": (int,), "digest": (str,), "hash": (str,)}
"""what the columns of an entry hold: SQLite itself takes anything anywhere"""


def findings(store: Store) -> Iterator[str]:
    """One line for each thing that is not as it was written; none where all is well."""
    yield from store.end()
    wanted: dict[str, dict[str, str]] = {store.blobs.name: {}, store.quarantined.name: {}}
    with store.lenient() as engine, engine.begin() as connection:
        yield from store.damage(connection)
        yield from _chain(connection)
        gone, forgiven = _erased(connection)
        yield from _bodies(connection, gone, wanted[store.blobs.name], wanted[store.quarantined.name])
        yield from _words(connection)
    yield from store.text_index()
    for kept in (store.blobs, store.quarantined):
        rows = wanted[kept.name]
        for sha256 in kept.missing(sorted(rows.keys() - forgiven)):
            yield f"{rows[sha256]}: its blob {sha256} is missing from {kept.name}"
        yield from kept.findings()


def _chain(connection: Connection) -> Iterator[str]:
    """Recompute every hash, and follow each entry to the one before."""
    expected, previous = 1, chain.GENESIS
    for row in chain_of(connection):
        if row.seq > expected:
            yield f"row {expected} is missing" if row.seq == expected + 1 else f"rows {expected} to {row.seq - 1} are missing"
        elif row.seq < expected:
            yield f"row {row.seq}: put in before the first"
        wrong = [name for name, types in TYPES.items() if not isinstance(getattr(row, name), types)]
        if wrong:
            yield f"row {row.seq}: changed: {', '.join(wrong)}"
        else:
            yield from _entry(connection, row, previous if row.seq == expected else None)
        expected, previous = max(row.seq, 0) + 1, row.hash


def chain_of(connection: Connection) -> Iterator[Any]:
    """The entries in order."""
    for page in writing.pages(connection, select(ENTRY), ENTRY.c.seq):
        yield from page


def _entry(connection: Connection, row: Any, previous: str | None) -> Iterator[str]:
    def hashed(seq: int) -> str:
        return chain.entry_hash(seq, row.prev, row.kind, row.written_at, row.digest)

    if hashed(row.seq) != row.hash:
        # A row that changed places keeps its hash under the number that it had: right after the entry it follows, or beside that
        # one where the two were neighbours.
        after = connection.execute(select(ENTRY.c.seq).where(ENTRY.c.hash == row.prev)).scalar() or 0
        moved = next((seq for seq in (after + 1, after, after - 1) if hashed(seq) == row.hash), None)
        yield f"row {row.seq}: moved: it was row {moved}" if moved else f"row {row.seq}: changed: its hash does not match what it says"
    if previous is not None and row.prev != previous:
        yield f"row {row.seq}: does not follow row {row.seq - 1}"


def _erased(connection: Connection) -> tuple[set[int], set[str]]:
    """Rows and blobs that an erasure names; an erasure counts only where its payload matches its digest."""
    rows: set[int] = set()
    blobs: set[str] = set()
    question = select(ENTRY.c.digest, BODY.c.salt, BODY.c.payload).join(BODY, BODY.c.seq == ENTRY.c.seq).where(ENTRY.c.kind == "erasure")
    for row in connection.execute(question):
        if not sound(row):
            continue
        record = kinds.decode(row.payload)
        if isinstance(record, kinds.Erasure):
            rows.update(record.rows)
            blobs.update(record.blobs)
    return rows, blobs


def _bodies(connection: Connection, gone: set[int], blobs: dict[str, str], quarantined: dict[str, str]) -> Iterator[str]:
    """Payload against digest, index columns against payload; and the blobs that the payloads name, with the row that does."""
    columns = [column for column in BODY.c if column.name != "seq"]
    question = select(ENTRY.c.seq, ENTRY.c.digest, ENTRY.c.kind.label("said"), ENTRY.c.written_at, *columns).select_from(
        ENTRY.outerjoin(BODY, BODY.c.seq == ENTRY.c.seq)
    )
    for row in (row for page in writing.pages(connection, question, ENTRY.c.seq) for row in page):
        if row.payload is None and row.record_id is None:
            if row.seq not in gone:
                yield f"row {row.seq} ({row.said}): its payload is missing, and no erasure names it"
            continue
        name = f"row {row.seq} ({row.kind} {row.record_id})"
        if row.seq in gone:
            yield f"{name}: it was erased, and its payload has come back"
        if not sound(row):
            yield f"{name}: payload or salt changed: the digest does not match"
            continue
        yield from _columns(name, row)
        kept, refused = kinds.blobs(kinds.decode(row.payload))
        if kept:
            blobs.setdefault(kept, name)
        if refused:
            quarantined.setdefault(refused, name)
    stray = select(BODY.c.seq, BODY.c.kind, BODY.c.record_id).where(BODY.c.seq.not_in(select(ENTRY.c.seq))).order_by(BODY.c.seq)
    for seq, kind, record_id in connection.execute(stray):
        yield f"row {seq} ({kind} {record_id}): a payload without an entry"


def _columns(name: str, row: Any) -> Iterator[str]:
    expected = msgspec.structs.asdict(kinds.index(kinds.decode(row.payload), row.written_at))
    wrong = [column for column, value in expected.items() if getattr(row, column) != value or type(getattr(row, column)) is float]
    if wrong:
        yield f"{name}: index column {', '.join(wrong)} does not agree with the payload"
    if row.said != expected["kind"]:
        yield f"{name}: the entry calls it a {row.said}"


def sound(row: Any) -> bool:
    """Does a payload match its digest, and is it a record?"""
    if not isinstance(row.payload, str) or not isinstance(row.salt, bytes):
        return False
    if chain.salted(row.payload.encode(), row.salt) != row.digest:
        return False
    try:
        kinds.decode(row.payload)
    except msgspec.DecodeError:
        return False
    return True


def _words(connection: Connection) -> Iterator[str]:
    """Lemmas against payload, where this version of the lemmas made them."""
    if schema.told(connection).get(schema.LEMMAS) != lemmas.VERSION:
        return  # the next writer makes it anew
    stray = select(WORDS.c.seq).distinct().where(WORDS.c.seq.not_in(select(BODY.c.seq))).order_by(WORDS.c.seq)
    for seq in connection.execute(stray).scalars():
        yield f"row {seq}: the text index holds words of a row that is not there"
    searched = select(BODY.c.seq, BODY.c.kind, BODY.c.record_id, BODY.c.payload)
    for page in writing.pages(connection, searched, BODY.c.seq):
        rows: dict[int, list[Any]] = defaultdict(list)
        held = select(WORDS).where(WORDS.c.seq >= page[0].seq, WORDS.c.seq <= page[-1].seq).order_by(WORDS.c.seq, WORDS.c.id)
        for word in connection.execute(held):
            rows[word.seq].append(word)
        for row in page:
            for part in rows[row.seq]:
                if part.digest != searchable.words_digest(row.seq, part.part, part.language, part.lemmas):
                    yield f"row {row.seq}: its words in the text index were changed"
            parts = [(part.part, part.language, part.lemmas) for part in rows[row.seq]]
            yield from _indexed(f"row {row.seq} ({row.kind} {row.record_id})", row.payload, parts)


def _indexed(name: str, payload: Any, held: Iterable[tuple[str, str, str]]) -> Iterator[str]:
    try:
        record = kinds.decode(payload)
    except (msgspec.DecodeError, TypeError):
        return  # named already, as a changed payload
    if differs := searchable.differing(record, held):
        yield f"{name}: {differs}"
