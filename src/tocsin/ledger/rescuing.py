"""What one ledger still holds and another does not, taken over: after damage into a restored backup, or lost bytes out of a backup.

The damaged side is read leniently, row by row where its pages fail, and written to never. A row counts only where its payload matches
its digest and its entry stands in the chain. What either side erased is brought back by neither.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.exc import DatabaseError

from tocsin.errors import TocsinError, UsageError
from tocsin.ledger import chain, check, head, kinds, resting, writing
from tocsin.ledger.chain import Head
from tocsin.ledger.kinds import Erasure
from tocsin.ledger.ledger import Ledger
from tocsin.ledger.schema import BODY, ENTRY
from tocsin.ledger.store import Bytes, Store
from tocsin.model import Kept, Record

AT_ONCE = 500
"""records in one append, rows in one question"""
UNREADABLE = "cannot be read"
WHY = "erased before, and brought back by the backup that this ledger was restored from"


class Row(Record, frozen=True, kw_only=True):
    """One row of the source."""

    row: int
    kind: str = ""
    id: str = ""
    why: str = ""
    """why it cannot be taken over"""


class Rescued(Record, frozen=True, kw_only=True):
    """What the source holds that the target does not, and what is lost."""

    source: str
    target: str
    taken: tuple[Row, ...]
    """records that can be taken over, and were where `applied`"""
    lost: tuple[Row, ...]
    """rows of which neither has anything that can be shown to be what was written"""
    blobs: tuple[str, ...]
    """bytes that can be put into the target, and were where `applied`"""
    lost_blobs: tuple[str, ...]
    """bytes that records rest on and that neither has"""
    erased: tuple[int, ...] = ()
    """rows that the source erased and the target still held"""
    applied: bool = False


class _Source:
    """What could be read of the source."""

    def __init__(self) -> None:
        self.hashes: dict[int, str] = {}
        self.records: list[tuple[int, Kept]] = []
        self.lost: list[Row] = []
        self.erased: set[int] = set()


def rescue(source: Path, target: Path, *, apply: bool, clock: datetime) -> Rescued:
    """Take over what `source` has and `target` lacks. Nothing is written where `apply` is False. UsageError: the same ledger, or none."""
    if source.resolve() == target.resolve():
        raise UsageError("this is the same ledger", where=str(source), todo="name a restored or a new workspace to take it over into")
    store = resting.opened(source, write=False)
    try:
        with Ledger.open(target, write=apply) as into:
            found = _read(store, source)
            shared = _shared(found, into)
            gone = set(into.erased())
            records = [(row, one) for row, one in found.records if not (row <= shared and row in gone)]
            fresh = _fresh(records, into)
            erase = sorted(row for row in found.erased if row <= shared and row not in gone)
            if apply and erase:
                into.erase_rows(erase, WHY, clock=clock)
            # The bytes first: a record is never without what it rests on.
            blobs, lost_blobs = _bytes(store, into, [*_held(into), *(record for _, record in fresh)], apply)
            for start in range(0, len(fresh) if apply else 0, AT_ONCE):
                into.append([record for _, record in fresh[start : start + AT_ONCE]], clock=clock)
            return Rescued(
                source=store.where,
                target=into.where,
                taken=tuple(_row(row, record) for row, record in fresh),
                # Where both chains are one, the target has what the source lost.
                lost=tuple(row for row in found.lost if row.row > shared),
                blobs=blobs,
                lost_blobs=lost_blobs,
                erased=tuple(erase),
                applied=apply,
            )
    finally:
        store.close()


def _read(store: Store, folder: Path) -> _Source:
    """Every row that is what was written, in order, and a reason for each other one."""
    found = _Source()
    said = _said(folder)
    with store.lenient() as engine:
        last = max(said.count if said else 0, _last(engine))
        rows = dict(_rows(engine, 1, last, found))
    sound: list[tuple[int, Any, kinds.Stored | None]] = []
    doubted: set[int] = set()
    for seq in sorted(rows):
        row = rows[seq]
        if why := _doubt(seq, rows, said):
            found.lost.append(Row(row=seq, kind=str(row.said), id=str(row.record_id or ""), why=why))
            doubted.add(seq)
        elif row.payload is None and row.record_id is None:
            sound.append((seq, row, None))
        elif not check.sound(row):
            found.lost.append(Row(row=seq, kind=str(row.said), id=str(row.record_id), why="its payload or salt was changed"))
        else:
            sound.append((seq, row, kinds.decode(row.payload)))
    found.hashes = {seq: row.hash for seq, row in rows.items() if seq not in doubted}
    found.erased = {number for _, _, record in sound if isinstance(record, Erasure) for number in record.rows}
    for seq, row, record in sound:
        if seq in found.erased or isinstance(record, Erasure):
            continue
        if record is None:
            found.lost.append(Row(row=seq, kind=str(row.said), why="its payload is missing, and no erasure names it"))
        else:
            found.records.append((seq, record))
    seen = {row.row for row in found.lost} | rows.keys()
    found.lost += [Row(row=seq, why="is missing") for seq in range(1, last + 1) if seq not in seen]
    found.lost.sort(key=lambda row: row.row)
    return found


def _said(folder: Path) -> Head | None:
    """Where the head in the folder says that the chain ends; None where that is lost too."""
    try:
        kept = head.read(folder)
    except TocsinError:
        return None
    return kept.announced if kept.announced is not None and kept.announced.count > kept.head.count else kept.head


def _last(engine: Engine) -> int:
    try:
        with engine.begin() as connection:
            return writing.last(connection).count
    except DatabaseError:
        return 0


def _rows(engine: Engine, first: int, last: int, found: _Source) -> Iterator[tuple[int, Any]]:
    """Rows of a range; one that fails is halved until the rows on the failing pages are alone."""
    if last < first:
        return
    if last - first >= AT_ONCE:
        for start in range(first, last + 1, AT_ONCE):
            yield from _rows(engine, start, min(start + AT_ONCE - 1, last), found)
        return
    columns = (BODY.c.record_id, BODY.c.salt, BODY.c.payload)
    question = (
        select(ENTRY.c.seq, ENTRY.c.prev, ENTRY.c.kind.label("said"), ENTRY.c.written_at, ENTRY.c.digest, ENTRY.c.hash, *columns)
        .select_from(ENTRY.outerjoin(BODY, BODY.c.seq == ENTRY.c.seq))
        .where(ENTRY.c.seq >= first, ENTRY.c.seq <= last)
        .order_by(ENTRY.c.seq)
    )
    try:
        with engine.begin() as connection:
            rows = connection.execute(question).all()
    except DatabaseError:
        if first == last:
            found.lost.append(Row(row=first, why=UNREADABLE))
            return
        middle = (first + last) // 2
        yield from _rows(engine, first, middle, found)
        yield from _rows(engine, middle + 1, last, found)
        return
    yield from ((row.seq, row) for row in rows)


def _doubt(seq: int, rows: dict[int, Any], said: Head | None) -> str:
    """Why an entry is none of the chain; empty where it is one."""
    row = rows[seq]
    if any(not isinstance(getattr(row, "said" if name == "kind" else name), types) for name, types in check.TYPES.items()):
        return "its entry was changed"
    if chain.entry_hash(row.seq, row.prev, row.said, row.written_at, row.digest) != row.hash:
        return "its hash does not match what it says"
    if said is not None and seq > said.count:
        return f"put in by another hand: the head says row {said.count}"
    if said is not None and seq == said.count and row.hash != said.hash:
        return "it is not the entry that the head names"
    before, after = rows.get(seq - 1), rows.get(seq + 1)
    follows = before.hash == row.prev if before is not None else row.prev == chain.GENESIS if seq == 1 else None
    followed = after.prev == row.hash if after is not None else (True if said is not None and seq == said.count else None)
    # A neighbour that was changed itself says nothing against it; one that fits speaks for it.
    if follows or followed or (follows is None and followed is None):
        return ""
    return "it does not follow the row before it"


def _shared(found: _Source, into: Ledger) -> int:
    """Up to which row both chains are one, so far as it can be read: until there a row's number means the same in both."""
    rows = [row for row in sorted(found.hashes) if row <= into.head.count]
    # An entry's hash covers all before it: where one agrees, all before it do.
    agree = bisect_left(rows, True, key=lambda row: into.hash_at(row) != found.hashes[row])
    return rows[agree - 1] if agree else 0


def _fresh(records: Sequence[tuple[int, Kept]], into: Ledger) -> list[tuple[int, Kept]]:
    """Those that the target lacks: of each identity the versions after the last one that it has."""
    versions: dict[tuple[str, str], list[tuple[int, Kept, str]]] = defaultdict(list)
    for row, record in records:
        made = kinds.index(record, 0)
        versions[made.kind, made.record_id].append((row, record, made.content))
    held = _contents(into, versions)
    fresh = []
    for identity, some in versions.items():
        known = max((number for number, (_, _, content) in enumerate(some, 1) if content in held[identity]), default=0)
        fresh += [(row, record) for row, record, _ in some[known:]]
    return sorted(fresh, key=lambda one: one[0])


def _contents(into: Ledger, identities: Iterable[tuple[str, str]]) -> dict[tuple[str, str], set[str]]:
    """What the target holds of each identity, in any version."""
    named: dict[str, list[str]] = defaultdict(list)
    for kind, identity in identities:
        named[kind].append(identity)
    held: dict[tuple[str, str], set[str]] = defaultdict(set)
    with into.store.said(), into.store.engine.begin() as connection:
        for kind, some in sorted(named.items()):
            for start in range(0, len(some), AT_ONCE):
                question = select(BODY.c.record_id, BODY.c.content).where(
                    BODY.c.kind == kind, BODY.c.record_id.in_(some[start : start + AT_ONCE])
                )
                for identity, content in connection.execute(question):
                    held[kind, identity].add(content)
    return held


def _held(into: Ledger) -> Iterator[Kept]:
    """Every record of the target, for the bytes that it rests on."""
    with into.store.said(), into.store.engine.begin() as connection:
        for page in writing.pages(connection, select(BODY.c.seq, BODY.c.payload), BODY.c.seq):
            yield from (kinds.decode(row.payload) for row in page)


def _bytes(store: Store, into: Ledger, records: Iterable[Kept], apply: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Bytes that the records rest on and the target lacks: those that the source has whole, put there where `apply`; and those it lacks."""
    wanted: tuple[set[str], set[str]] = (set(), set())
    for record in records:
        for some, sha256 in zip(wanted, kinds.blobs(record), strict=True):
            if sha256:
                some.add(sha256)
    gone = {sha256 for erasure in into.records(Erasure) for sha256 in erasure.blobs}
    put, lost = [], []
    for here, there, some in ((store.blobs, into.blobs, wanted[0]), (store.quarantined, into.quarantined, wanted[1])):
        for sha256 in sorted(some - gone):
            if _whole(there, sha256) is not None:
                continue
            data = _whole(here, sha256)
            if data is None:
                lost.append(sha256)
                continue
            put.append(sha256)
            if apply:
                there.put(data)
    return tuple(put), tuple(lost)


def _whole(kept: Bytes, sha256: str) -> bytes | None:
    """The bytes; None where they are not there or were changed."""
    try:
        return kept.get(sha256)
    except TocsinError:
        return None


def _row(row: int, record: Kept) -> Row:
    made = kinds.index(record, 0)
    return Row(row=row, kind=made.kind, id=made.record_id)
