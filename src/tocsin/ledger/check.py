"""Is the ledger what was written? Every row that was changed, lost, moved, put in or cut off is named."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Engine, select
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DatabaseError, OperationalError

from tocsin.errors import LedgerError
from tocsin.ledger import chain, head, kinds, lemmas, schema, searchable, writing
from tocsin.ledger.blobs import Blobs
from tocsin.ledger.schema import BODY, ENTRY, WORDS

TYPES: dict[str, tuple[type, ...]] = {"prev": (str,), "kind": (str,), "written_at": (int,), "digest": (str,), "hash": (str,)}
"""what the columns of an entry hold: SQLite itself takes anything anywhere"""


def findings(folder: Path, engine: Engine, blobs: Blobs, quarantined: Blobs) -> Iterator[str]:
    """One line for each thing that is not as it was written; none where all is well."""
    yield from end(folder, engine)
    wanted: dict[str, dict[str, str]] = {blobs.folder.name: {}, quarantined.folder.name: {}}
    with engine.begin() as connection:
        yield from _damage(connection)
        yield from _chain(connection)
        gone, forgiven = _erased(connection)
        yield from _bodies(connection, gone, wanted, blobs.folder.name, quarantined.folder.name)
        yield from _words(connection)
    yield from _text_index(folder)
    for store in (blobs, quarantined):
        for sha256, row in sorted(wanted[store.folder.name].items()):
            if sha256 not in store and sha256 not in forgiven:
                yield f"{row}: its blob {sha256} is missing from {store.folder.name}"
        yield from store.findings()


def end(folder: Path, engine: Engine) -> Iterator[str]:
    """Does the chain end where the head file says? A write under way beside this is no finding.

    Read in this order, because a writer goes announce, commit, settle: head, database, head. What the first head holds must be in the
    database; the database must hold nothing that the second head does not know of.
    """
    try:
        first = head.read(folder)
        with engine.begin() as connection:
            last = writing.last(connection)
            known = connection.execute(select(ENTRY.c.hash).where(ENTRY.c.seq == first.head.count)).scalar()
        second = head.read(folder)
    except LedgerError as error:
        yield from error.findings
        return
    if first.head.count and known is None:
        yield _cut(last.count, first.head.count)
    elif first.head.count and known != first.head.hash:
        yield f"row {first.head.count}: changed: it is not the entry that the head names"
    if last.count <= first.head.count or last in (second.head, second.announced):
        return
    announced = second.announced.count if second.announced else second.head.count
    if last.count > announced:
        yield f"rows {announced + 1} to {last.count} were put in by another hand: the head says row {announced}"
    elif last.count in (second.head.count, announced):
        yield f"row {last.count}: changed: it is not the entry that the head names"
    elif last.count > second.head.count:
        yield _cut(last.count, announced)


def _cut(last: int, said: int) -> str:
    return f"rows {last + 1} to {said} were cut off: the ledger ends at row {last}, its head says row {said}"


def _damage(connection: Connection) -> Iterator[str]:
    """What SQLite's own check says of the file."""
    for (line,) in connection.exec_driver_sql("PRAGMA quick_check"):
        if line != "ok":
            yield f"{schema.FILE}: {line}"


def _text_index(folder: Path) -> Iterator[str]:
    """Does the text index hold what `words` holds? SQLite asks this as a write; where none is possible it goes unasked."""
    engine = schema.connect(folder, write=True)
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql("INSERT INTO words_index(words_index, rank) VALUES ('integrity-check', 1)")
            connection.rollback()
    except OperationalError:
        return
    except DatabaseError as error:
        yield f"{schema.FILE}: the text index does not agree with the words it was made from ({error.orig})"
    finally:
        engine.dispose()


def _chain(connection: Connection) -> Iterator[str]:
    """Recompute every hash, and follow each entry to the one before."""
    expected, previous = 1, chain.GENESIS
    for row in connection.execute(select(ENTRY).order_by(ENTRY.c.seq)):
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
        if not _sound(row):
            continue
        record = kinds.decode(row.payload)
        if isinstance(record, kinds.Erasure):
            rows.update(record.rows)
            blobs.update(record.blobs)
    return rows, blobs


def _bodies(connection: Connection, gone: set[int], wanted: dict[str, dict[str, str]], blobs: str, quarantined: str) -> Iterator[str]:
    """Payload against digest, index columns against payload; and the blobs that the payloads name, into `wanted`."""
    columns = [column for column in BODY.c if column.name != "seq"]
    question = (
        select(ENTRY.c.seq, ENTRY.c.digest, ENTRY.c.kind.label("said"), ENTRY.c.written_at, *columns)
        .select_from(ENTRY.outerjoin(BODY, BODY.c.seq == ENTRY.c.seq))
        .order_by(ENTRY.c.seq)
    )
    for row in connection.execute(question):
        if row.payload is None and row.record_id is None:
            if row.seq not in gone:
                yield f"row {row.seq} ({row.said}): its payload is missing, and no erasure names it"
            continue
        name = f"row {row.seq} ({row.kind} {row.record_id})"
        if row.seq in gone:
            yield f"{name}: it was erased, and its payload has come back"
        if not _sound(row):
            yield f"{name}: payload or salt changed: the digest does not match"
            continue
        yield from _columns(name, row)
        kept, refused = kinds.blobs(kinds.decode(row.payload))
        if kept:
            wanted[blobs].setdefault(kept, name)
        if refused:
            wanted[quarantined].setdefault(refused, name)
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


def _sound(row: Any) -> bool:
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
    columns = [column for column in WORDS.c if column.name != "seq"]
    question = (
        select(BODY.c.seq, BODY.c.kind, BODY.c.record_id, BODY.c.payload, *columns)
        .select_from(BODY.outerjoin(WORDS, WORDS.c.seq == BODY.c.seq))
        .order_by(BODY.c.seq, WORDS.c.id)
    )
    for seq, rows in groupby(connection.execute(question), key=lambda row: row.seq):
        parts = list(rows)
        held = [(row.part, row.language, row.lemmas) for row in parts if row.id is not None]
        for row in parts:
            if row.id is not None and row.digest != searchable.words_digest(seq, row.part, row.language, row.lemmas):
                yield f"row {seq}: its words in the text index were changed"
        yield from _indexed(f"row {seq} ({parts[0].kind} {parts[0].record_id})", parts[0].payload, held)


def _indexed(name: str, payload: Any, held: Iterable[tuple[str, str, str]]) -> Iterator[str]:
    try:
        record = kinds.decode(payload)
    except (msgspec.DecodeError, TypeError):
        return  # named already, as a changed payload
    if differs := searchable.differing(record, held):
        yield f"{name}: {differs}"
