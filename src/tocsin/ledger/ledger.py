"""The ledger of a workspace: what was collected, read and judged, in the order it was written, and nothing lost.

It rests in a SQLite file of the workspace's folder, or in a team's PostgreSQL (tocsin.ledger.resting), behind the same door.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from sqlalchemy import Engine
from sqlalchemy.engine import Connection

from tocsin.errors import CannotFinish, LedgerError, UsageError
from tocsin.ledger import check, erasing, kinds, lemmas, mending, migrating, reading, resting, schema, searchable, searching, writing
from tocsin.ledger.chain import Head
from tocsin.ledger.erasing import Erased
from tocsin.ledger.kinds import Erasure, Resolution
from tocsin.ledger.moments import from_integer, to_integer
from tocsin.ledger.searching import Found, Hit, Seen
from tocsin.ledger.store import Bytes, Store
from tocsin.model import Kept, Refusal, Tlp, digest

R = TypeVar("R", bound=Kept)


class Ledger:
    """An open ledger. Use as a context manager, or `close` it. Made by `create` and `open`."""

    def __init__(self, folder: Path, store: Store, unfinished: bool = False) -> None:
        self.folder = folder
        self.store = store
        self.where = store.where
        """what errors name: a path, or an address without its secret"""
        self.blobs: Bytes = store.blobs
        self.quarantined: Bytes = store.quarantined
        self._engine: Engine = store.engine
        self._unfinished = unfinished

    @classmethod
    def create(cls, folder: Path, address: str | None = None) -> Self:
        """A new, empty ledger for the workspace in `folder`, open for writing.

        address: the PostgreSQL that it rests in; a ledger that is there already is joined. UsageError where the folder has a ledger
        already; CannotFinish: disk, network, another writer.
        """
        ledger = cls(folder, resting.made(folder, address))
        try:
            ledger.store.create()
        except BaseException:
            ledger.close()
            raise
        return ledger

    @classmethod
    def at(cls, folder: Path, address: str, write: bool = False) -> Self:
        """The ledger at an address, which no workspace has seen yet; for writing also where an unfinished copy left it, or none is yet.

        folder: where its head is noted from now on. UsageError: none is there. Else as `open`.
        """
        store = resting.made(folder, address, write)
        try:
            if write:
                store.create()
            else:
                store.join()
            ledger = cls(folder, store, unfinished=write)
            ledger._check_version()
        except BaseException:
            store.close()
            raise
        return ledger

    @classmethod
    def open(cls, folder: Path, write: bool = False, unfinished: bool = False) -> Self:
        """The ledger of the workspace in `folder`; a writer first settles what an interrupted one left.

        unfinished: also what a copy that was broken off left. UsageError: none is there. LedgerError: it does not end where its head says.
        CannotFinish: another process writes, a newer Tocsin made it, it may not be opened.
        """
        ledger = cls(folder, resting.opened(folder, write), unfinished)
        try:
            ledger._check_version()
            with ledger.store.said():
                found = list(ledger.store.end())
            if found:
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
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    @property
    def head(self) -> Head:
        """How many entries there are, and the hash of the last: noted elsewhere, it proves that nothing before it was changed."""
        with self.store.said(), self._engine.begin() as connection:
            return writing.last(connection)

    @property
    def last_written(self) -> datetime | None:
        """The latest moment that any entry bears as the time of its writing: a clock before it has gone back."""
        with self.store.said(), self._engine.begin() as connection:
            found = writing.last_written(connection)
        return None if found is None else from_integer(found)

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
        with self.store.said():
            for record in reading.records(self._engine, kinds.tag(kind), known_by, at_most):
                assert isinstance(record, kind)  # noqa: S101 - the column was written from the type
                yield record

    def newest(self, kind: type[R], *, before: int | None = None) -> Iterator[tuple[int, R]]:
        """Every entry of a kind with its row, the last written first; before: only rows below this one."""
        with self.store.said():
            for row, record in reading.newest(self._engine, kinds.tag(kind), before):
                assert isinstance(record, kind)  # noqa: S101 - the column was written from the type
                yield row, record

    def versions(self, kind: type[R], record_id: str) -> tuple[R, ...]:
        """Every version of one record, oldest first; empty where it is not held."""
        with self.store.said():
            return tuple(r for r in reading.versions(self._engine, kinds.tag(kind), record_id) if isinstance(r, kind))

    def get(self, kind: type[R], record_id: str) -> R | None:
        """The latest version of one record, or None."""
        found = self.versions(kind, record_id)
        return found[-1] if found else None

    def of_report(self, kind: type[R], report: str) -> tuple[R, ...]:
        """Every version of each record of a kind that belongs to a report, in the order written."""
        with self.store.said():
            return tuple(r for r in reading.of_report(self._engine, kinds.tag(kind), report) if isinstance(r, kind))

    def beginning(self, kind: type[Kept], first: str, most: int = 3) -> tuple[str, ...]:
        """Identities of a kind that begin with `first`, at most so many: what a person means by the beginning of an id."""
        with self.store.said():
            return tuple(reading.beginning(self._engine, kinds.tag(kind), first, most))

    def held(self, kind: type[Kept], identities: Iterable[str]) -> frozenset[str]:
        """Which of these identities are held already."""
        with self.store.said():
            return frozenset(reading.held(self._engine, kinds.tag(kind), sorted(set(identities)), writing.ASKED_AT_ONCE))

    def count(self, kind: type[Kept]) -> int:
        """How many records of a kind are held, versions of one counted once."""
        with self.store.said(), self._engine.begin() as connection:
            return writing.count(connection, kinds.tag(kind))

    def rows(self, kind: type[Kept], last: int) -> dict[str, int]:
        """By identity: the row in which each record of a kind was first written, of rows up to `last`."""
        with self.store.said():
            return reading.rows(self._engine, kinds.tag(kind), last)

    def rows_of(self, kind: type[Kept], identities: Iterable[str]) -> list[int]:
        """Every row that holds a version of one of these records, in order."""
        with self.store.said():
            return reading.rows_of(self._engine, kinds.tag(kind), sorted(set(identities)), writing.ASKED_AT_ONCE)

    def since(self, row: int, most: int = 1_000) -> tuple[tuple[int, str, str, str], ...]:
        """Entries after a row, in order, at most `most`: row, kind, identity, TLP mark. What was erased is left out."""
        with self.store.said():
            return reading.since(self._engine, row, most)

    def hash_at(self, row: int) -> str | None:
        """The hash of an entry of the chain; None where there is none."""
        with self.store.said():
            return reading.hash_at(self._engine, row)

    def search(
        self,
        query: str,
        language: str | None = None,
        limit: int = 50,
        *,
        known_by: datetime | None = None,
        at_most: Tlp | None = None,
        marks: bool = True,
    ) -> tuple[Hit, ...]:
        """Reports and statements that hold all words of `query` in any inflection, best first (tocsin.ledger.searching)."""
        return self.find(query, language, limit, Seen(known_by=known_by, at_most=at_most), marks).hits

    def find(self, query: str, language: str | None, limit: int, seen: Seen, marks: bool = True) -> Found:
        """As `search`, and whether all texts with the words were ranked or only those written last."""
        with self.store.said():
            return searching.search(self.store, query, language, limit, seen, marks)

    def marked(self, hits: Iterable[Hit], query: str, language: str | None = None) -> tuple[Hit, ...]:
        """Those hits of a search without marks that are shown, each with where its words stand."""
        with self.store.said():
            return searching.marked(self.store, query, language, hits)

    def verify(self) -> None:
        """Nothing, where every row is what was written. LedgerError names each row that is not."""
        with self.store.said():
            found = list(check.findings(self.store))
        if found:
            raise LedgerError(found, todo=mending.todo(found))

    def erased(self) -> tuple[int, ...]:
        """Numbers of the entries whose payload was erased: destroyed on purpose, so no damage."""
        return tuple(sorted(row for erasure in self.records(Erasure) for row in erasure.rows))

    def erase(self, record_id: str, why: str, *, clock: datetime) -> Erased:
        """Destroy a record and what was read from it, for good; the chain still stands (tocsin.ledger.erasing). Errors: as `erase_all`."""
        return self.erase_all([record_id], why, clock=clock)

    def erase_all(self, records: Sequence[str], why: str, *, clock: datetime, policy: str | None = None) -> Erased:
        """The same of several records in one step. policy: id of the declared rule that asks for it.

        UsageError: not held. CannotFinish: a reader still holds old pages; the next writer finishes it.
        """
        plans: list[Erased] = []

        def planned(connection: Connection) -> list[writing.Prepared]:
            plans.append(erasing.plan(self.store, connection, *records))
            return self._erasure(connection, clock, why, rows=plans[-1].rows, policy=policy)

        self._write(planned, clock, lambda c: erasing.destroy(self.store, c, plans[-1].rows, plans[-1].blobs))
        self._finish_erasure()
        return plans[-1]

    def erase_rows(
        self,
        rows: Sequence[int],
        why: str,
        *,
        clock: datetime,
        blobs: Iterable[str] | None = None,
        instead: Iterable[Kept] = (),
        policy: str | None = None,
    ) -> tuple[str, ...]:
        """Destroy these rows alone, and append what stands `instead` of them, in one transaction; the blobs that went with them.

        blobs: which ones; None: those that nothing else rests on. CannotFinish: as `erase`.
        """
        put = writing.prepare(instead, to_integer(clock))
        gone: list[str] = []

        def planned(connection: Connection) -> list[writing.Prepared]:
            gone[:] = erasing.alone(self.store, connection, rows) if blobs is None else sorted(blobs)
            return [*put, *self._erasure(connection, clock, why, tuple(rows), tuple(gone), policy)]

        self._write(planned, clock, lambda connection: erasing.destroy(self.store, connection, rows, gone))
        self._finish_erasure()
        return tuple(gone)

    def erase_blob(self, sha256: str, why: str, *, clock: datetime) -> None:
        """Destroy the bytes of one blob though records refer to it, e.g. a file of many reports of which one was erased."""
        self._write(
            lambda connection: self._erasure(connection, clock, why, blobs=(sha256,)),
            clock,
            lambda connection: erasing.destroy(self.store, connection, (), (sha256,)),
        )
        self._finish_erasure()

    @staticmethod
    def _erasure(
        connection: Connection,
        clock: datetime,
        why: str,
        rows: tuple[int, ...] = (),
        blobs: tuple[str, ...] = (),
        policy: str | None = None,
    ) -> list[writing.Prepared]:
        identity = digest("erasure", writing.last(connection).hash)
        record = Erasure(id=identity, rows=rows, blobs=blobs, why=why, policy=policy, erased_at=clock)
        return writing.prepare([record], to_integer(clock))

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
        with self.store.said(), self._engine.begin() as connection:
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
        store, writer = self.store, self.store.writer
        if writer is None:
            raise CannotFinish("this ledger was opened for reading", where=str(self.folder), todo="open it for writing")
        with store.said():
            ahead: dict[int, tuple[searchable.Part, ...]] = {}
            if store.several and beside is None:
                # What takes long is done before the others have to wait.
                with store.engine.begin() as connection:
                    likely = choose(connection)
                if not likely:
                    return 0
                ahead = {id(item): parts for item, parts in zip(likely, writing.words(likely), strict=True)}
            with writer.begin() as connection:
                before = store.follow(connection)
                new = choose(connection)
                if not new:
                    return 0
                parts = [ahead[id(item)] for item in new] if all(id(item) in ahead for item in new) else writing.words(new)
                after = writing.write(store, connection, before, new, parts, to_integer(clock))
                if beside is not None:
                    beside(connection)
                store.announce(connection, before, after)
            store.settle(after)
        return len(new)

    def _settle(self) -> None:
        """Bring the head to where an interrupted writer left the database, and finish an interrupted erasure."""
        with self.store.said():
            self.store.repair()
            with self._engine.begin() as connection:
                stamped = migrating.at(connection) is not None
            if not stamped and self.store.writer is not None:
                with self.store.writer.begin() as connection:
                    migrating.stamp(connection, migrating.FIRST)
        self._finish_erasure()
        self._reindex()

    def _finish_erasure(self) -> None:
        with self.store.said():
            erasing.finish(self.store)

    def _check_version(self) -> None:
        with self.store.said(), self._engine.begin() as connection:
            found = schema.told(connection)
            revision = migrating.at(connection) or migrating.FIRST
        version = found.get("schema", "")
        if not version.isdecimal() or not int(version) > 0:
            raise LedgerError([f"{self.where}: it does not say its schema version"])
        if int(version) > schema.SCHEMA:
            raise CannotFinish(
                f"a newer Tocsin wrote this ledger (schema {version}, this one knows {schema.SCHEMA})",
                where=self.where,
                todo="use that version, or a later one",
            )
        if int(version) < schema.SCHEMA:
            raise CannotFinish(
                f"an older Tocsin wrote this ledger (migration {revision}, this one needs {migrating.NEWEST})",
                where=self.where,
                todo="run tocsin ledger upgrade: it makes a backup first",
            )
        if schema.COPYING in found and not self._unfinished:
            raise CannotFinish("a copy into this ledger was not finished", where=self.where, todo="run the same tocsin ledger copy again")

    def _reindex(self) -> None:
        """Make the text index anew where another version of the lemmas made it."""
        writer = self.store.writer
        assert writer is not None  # noqa: S101 - asked by writers only
        with self.store.said():
            with self._engine.begin() as connection:
                if schema.told(connection).get(schema.LEMMAS) == lemmas.VERSION:
                    return
            with writer.begin() as connection:
                self.store.follow(connection)
                writing.reindex(self.store, connection)
