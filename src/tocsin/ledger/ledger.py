"""The ledger of a workspace: what was collected, read and judged, in the order it was written, and nothing lost.

Files, all in one folder: `ledger.sqlite` (tocsin.ledger.schema), `head` (where the chain ends), `blobs/` and `quarantine/`
(bytes by SHA-256), `lock` (one writer).
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from sqlalchemy import Engine
from sqlalchemy.engine import Connection

from tocsin.errors import CannotFinish, LedgerError, UsageError
from tocsin.ledger import check, durable, erasing, failures, head, kinds, lemmas, reading, schema, searching, writing
from tocsin.ledger.blobs import Blobs
from tocsin.ledger.chain import Head
from tocsin.ledger.erasing import Erased
from tocsin.ledger.kinds import Erasure, Resolution
from tocsin.ledger.lock import WriterLock
from tocsin.ledger.moments import to_integer
from tocsin.ledger.searching import Hit
from tocsin.model import Kept, Refusal, Tlp, digest

R = TypeVar("R", bound=Kept)
BLOBS, QUARANTINE, LOCK = "blobs", "quarantine", "lock"


class Ledger:
    """An open ledger. Use as a context manager, or `close` it. Made by `create` and `open`."""

    def __init__(self, folder: Path, lock: WriterLock | None) -> None:
        self.folder = folder
        self.path = folder / schema.FILE
        self.blobs = Blobs(folder / BLOBS)
        self.quarantined = Blobs(folder / QUARANTINE)
        self._lock = lock
        self._engine: Engine = schema.connect(folder, lock is not None)

    @classmethod
    def create(cls, folder: Path) -> Self:
        """A new, empty ledger in `folder`, open for writing. UsageError where one is already; CannotFinish: disk, another writer."""
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise durable.cannot_write(folder, error) from error
        ledger = cls(folder, WriterLock(folder / LOCK))
        try:
            with failures.said(ledger.path), ledger._engine.begin() as connection:
                schema.create(connection)
                if writing.last(connection).count or ((folder / head.NAME).exists() and head.read(folder).furthest):
                    raise UsageError("here is a ledger already", where=str(folder), todo="open it, or name another folder")
                # An empty ledger may be what an interrupted creation left: it is simply made again.
                schema.tell(connection, schema.about())
            head.settle(folder, Head())
        except BaseException:
            ledger.close()
            raise
        return ledger

    @classmethod
    def open(cls, folder: Path, write: bool = False) -> Self:
        """The ledger in `folder`; a writer first settles what an interrupted one left.

        UsageError: none is there. LedgerError: it does not end where its head says. CannotFinish: another process writes, a newer
        Tocsin made it, it may not be opened.
        """
        if not (folder / schema.FILE).is_file():
            raise UsageError("here is no ledger", where=str(folder), todo="tocsin init makes a workspace with one")
        ledger = cls(folder, WriterLock(folder / LOCK) if write else None)
        try:
            ledger._check_version()
            if found := list(check.end(folder, ledger._engine)):
                ledger.verify()  # names everything else that is wrong as well
                raise LedgerError(found)
            if write:
                ledger._settle()
        except BaseException:
            ledger.close()
            raise
        return ledger

    def close(self) -> None:
        """Let go of the database and, for a writer, of the lock."""
        self._engine.dispose()
        if self._lock is not None:
            self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    @property
    def head(self) -> Head:
        """How many entries there are, and the hash of the last: noted elsewhere, it proves that nothing before it was changed."""
        with failures.said(self.path), self._engine.begin() as connection:
            return writing.last(connection)

    def append(self, records: Iterable[Kept], *, clock: datetime) -> int:
        """Keep records, all or none, on disk when this returns; how many were new.

        A record that is held with the same content changes nothing. Other content under a held identity is a correction: a new entry that
        supersedes the older one in reads; both stay. ValueError: a record without identity. CannotFinish: disk, or open for reading only.
        """
        prepared = writing.prepare(records, to_integer(clock))
        return self._write(lambda connection: writing.fresh(connection, prepared), clock)

    def records(self, kind: type[R], *, known_by: datetime | None = None, at_most: Tlp | None = None) -> Iterator[R]:
        """The latest version of each record of a kind, in the order written.

        known_by: only what could have been known by then (a replay never peeks). at_most: only what that TLP mark lets be shown.
        """
        with failures.said(self.path):
            for record in reading.records(self._engine, kinds.tag(kind), known_by, at_most):
                assert isinstance(record, kind)  # noqa: S101 - the column was written from the type
                yield record

    def newest(self, kind: type[R], *, before: int | None = None) -> Iterator[tuple[int, R]]:
        """Every entry of a kind with its row, the last written first; before: only rows below this one."""
        with failures.said(self.path):
            for row, record in reading.newest(self._engine, kinds.tag(kind), before):
                assert isinstance(record, kind)  # noqa: S101 - the column was written from the type
                yield row, record

    def versions(self, kind: type[R], record_id: str) -> tuple[R, ...]:
        """Every version of one record, oldest first; empty where it is not held."""
        with failures.said(self.path):
            return tuple(r for r in reading.versions(self._engine, kinds.tag(kind), record_id) if isinstance(r, kind))

    def get(self, kind: type[R], record_id: str) -> R | None:
        """The latest version of one record, or None."""
        found = self.versions(kind, record_id)
        return found[-1] if found else None

    def of_report(self, kind: type[R], report: str) -> tuple[R, ...]:
        """The latest version of each record of a kind that belongs to a report, in the order written."""
        with failures.said(self.path):
            return tuple(r for r in reading.of_report(self._engine, kinds.tag(kind), report) if isinstance(r, kind))

    def beginning(self, kind: type[Kept], first: str, most: int = 3) -> tuple[str, ...]:
        """Identities of a kind that begin with `first`, at most so many: what a person means by the beginning of an id."""
        with failures.said(self.path):
            return tuple(reading.beginning(self._engine, kinds.tag(kind), first, most))

    def held(self, kind: type[Kept], identities: Iterable[str]) -> frozenset[str]:
        """Which of these identities are held already."""
        with failures.said(self.path):
            return frozenset(reading.held(self._engine, kinds.tag(kind), sorted(set(identities)), writing.ASKED_AT_ONCE))

    def count(self, kind: type[Kept]) -> int:
        """How many records of a kind are held, versions of one counted once."""
        with failures.said(self.path), self._engine.begin() as connection:
            return writing.count(connection, kinds.tag(kind))

    def rows(self, kind: type[Kept], last: int) -> dict[str, int]:
        """By identity: the row in which each record of a kind was first written, of rows up to `last`."""
        with failures.said(self.path):
            return reading.rows(self._engine, kinds.tag(kind), last)

    def hash_at(self, row: int) -> str | None:
        """The hash of an entry of the chain; None where there is none."""
        with failures.said(self.path):
            return reading.hash_at(self._engine, row)

    def search(
        self,
        query: str,
        language: str | None = None,
        limit: int = 50,
        *,
        known_by: datetime | None = None,
        at_most: Tlp | None = None,
    ) -> tuple[Hit, ...]:
        """Reports and statements that hold all words of `query` in any inflection, best first (tocsin.ledger.searching)."""
        with failures.said(self.path):
            return searching.search(self._engine, query, language, limit, known_by, at_most)

    def verify(self) -> None:
        """Nothing, where every row is what was written. LedgerError names each row that is not."""
        engine = schema.connect(self.folder, write=False, lenient=True)
        try:
            with failures.said(self.path):
                found = list(check.findings(self.folder, engine, self.blobs, self.quarantined))
        finally:
            engine.dispose()
        if found:
            raise LedgerError(found)

    def erased(self) -> tuple[int, ...]:
        """Numbers of the entries whose payload was erased: destroyed on purpose, so no damage."""
        return tuple(sorted(row for erasure in self.records(Erasure) for row in erasure.rows))

    def erase(self, record_id: str, why: str, *, clock: datetime) -> Erased:
        """Destroy a record and what was read from it, for good; the chain still stands (tocsin.ledger.erasing).

        UsageError: not held. CannotFinish: a reader still holds old pages; the next writer finishes it.
        """
        with failures.said(self.path), self._engine.begin() as connection:
            plan = erasing.plan(connection, record_id)
        erasure = Erasure(id=digest("erasure", self.head.hash), rows=plan.rows, why=why, erased_at=clock)
        self._write(
            lambda _: writing.prepare([erasure], to_integer(clock)),
            clock,
            lambda connection: erasing.destroy(connection, plan.rows, plan.blobs),
        )
        self._finish_erasure()
        return plan

    def erase_blob(self, sha256: str, why: str, *, clock: datetime) -> None:
        """Destroy the bytes of one blob though records refer to it, e.g. a file of many reports of which one was erased."""
        erasure = Erasure(id=digest("erasure", self.head.hash), rows=(), blobs=(sha256,), why=why, erased_at=clock)
        self._write(
            lambda _: writing.prepare([erasure], to_integer(clock)), clock, lambda connection: erasing.destroy(connection, (), (sha256,))
        )
        self._finish_erasure()

    def quarantine_add(self, refusal: Refusal, blob: bytes | None, *, clock: datetime) -> bool:
        """Keep what was refused, with its bytes. False where the same refusal is open already."""
        if blob is not None:
            sha256 = self.quarantined.put(blob)
            if refusal.sha256 != sha256:
                raise ValueError(f"refusal {refusal.id} names other bytes than it came with")
        # Resolved before, and refused again: a new entry, though its content is the same.
        prepared = writing.prepare([refusal], to_integer(clock))
        return bool(self._write(lambda c: prepared if reading.resolved(c, refusal.id) else writing.fresh(c, prepared), clock))

    def refusals(self) -> tuple[Refusal, ...]:
        """What is in quarantine and was not resolved since, in the order refused."""
        with failures.said(self.path), self._engine.begin() as connection:
            return reading.unresolved(connection)

    def resolve(self, refusal_id: str, outcome: str, *, records: Iterable[str] = (), clock: datetime) -> None:
        """Record what became of a refusal when it was tried again; refusal and bytes stay. UsageError: no such refusal is open."""
        if all(refusal.id != refusal_id for refusal in self.refusals()):
            raise UsageError(f"no refusal {refusal_id} is open", where=str(self.folder), todo="tocsin quarantine lists them")
        made = tuple(records)
        identity = digest("resolution", refusal_id, outcome, made, clock)
        self.append([Resolution(id=identity, refusal=refusal_id, outcome=outcome, records=made, resolved_at=clock)], clock=clock)

    def _write(
        self,
        choose: Callable[[Connection], list[writing.Prepared]],
        clock: datetime,
        beside: Callable[[Connection], None] | None = None,
    ) -> int:
        """Announce, commit, settle (tocsin.ledger.head): append what `choose` gives, and do `beside` in the same transaction."""
        if self._lock is None:
            raise CannotFinish("this ledger was opened for reading", where=str(self.folder), todo="open it for writing")
        with failures.said(self.path):
            with self._engine.begin() as connection:
                new = choose(connection)
                if not new:
                    return 0
                before = writing.last(connection)
                if (kept := head.read(self.folder)).head != before:
                    raise LedgerError([f"{self.path}: it ends at row {before.count}, but its head says row {kept.head.count}"])
                after = writing.write(connection, before, new, to_integer(clock))
                if beside is not None:
                    beside(connection)
                head.announce(self.folder, before, after)
            head.settle(self.folder, after)
        return len(new)

    def _settle(self) -> None:
        """Bring the head to where an interrupted writer left the database, and finish an interrupted erasure."""
        if head.read(self.folder).announced is not None:
            head.settle(self.folder, self.head)
        self._finish_erasure()
        self._reindex()

    def _finish_erasure(self) -> None:
        with failures.said(self.path):
            erasing.finish(self._engine, self.path, self.blobs, self.quarantined)

    def _check_version(self) -> None:
        with failures.said(self.path), self._engine.begin() as connection:
            found = schema.told(connection)
        version = found.get("schema", "")
        if not version.isdecimal() or not int(version) > 0:
            raise LedgerError([f"{self.path}: it does not say its schema version"])
        if int(version) > schema.SCHEMA:
            raise CannotFinish(
                f"a newer Tocsin wrote this ledger (schema {version}, this one knows {schema.SCHEMA})",
                where=str(self.path),
                todo="use that version, or a later one",
            )

    def _reindex(self) -> None:
        """Make the text index anew where another version of the lemmas made it."""
        with failures.said(self.path), self._engine.begin() as connection:
            if schema.told(connection).get(schema.LEMMAS) != lemmas.VERSION:
                writing.reindex(connection)
