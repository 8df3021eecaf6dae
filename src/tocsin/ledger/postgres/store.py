"""The PostgreSQL store: writers wait for one another at the row that says where the chain ends; each workspace keeps what it last saw."""

import fcntl
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Engine, LargeBinary, Table, func, select, text, update
from sqlalchemy.engine import Connection

from tocsin.errors import CannotFinish, LedgerError, UsageError
from tocsin.ledger import durable, head, migrating, schema, writing
from tocsin.ledger.asked import Phrase, Span, Terms, Text
from tocsin.ledger.chain import Head
from tocsin.ledger.postgres import connecting, failures, tables, text_index
from tocsin.ledger.postgres.blobs import DatabaseBlobs
from tocsin.ledger.postgres.tables import HEAD, SIZE
from tocsin.ledger.schema import ENTRY, WORDS
from tocsin.ledger.store import Bytes
from tocsin.library.ledger_addresses import parse

BLOBS, QUARANTINE = "blobs", "quarantine"
AT_ONCE_BYTES = 8_000_000
"""of JSON in one statement"""
MAKING, WIPING = 7_061_001, 7_061_002
"""advisory locks of a database: its tables are being made; an erasure is being finished. Numbers of our own, with no other meaning"""
SEEN_LOCK = "head.lock"


class PostgresStore:
    """See tocsin.ledger.store.Store. In the workspace's folder only `head`: the end of the chain as this workspace last saw it."""

    several = True

    def __init__(self, folder: Path, address: str, write: bool) -> None:
        """Nothing is asked of the server yet. CannotFinish: the driver is missing."""
        found = parse(address)
        self.folder = folder
        self.where = str(found)
        self._schema = found.schema
        self.engine: Engine = connecting.connect(found)
        self.writer: Engine | None = self.engine.execution_options(**{connecting.DOES: connecting.WRITES}) if write else None
        self.blobs: Bytes = DatabaseBlobs(self.engine, self.writer, BLOBS, self.said)
        self.quarantined: Bytes = DatabaseBlobs(self.engine, self.writer, QUARANTINE, self.said)

    def create(self) -> None:
        """A ledger that is there already is joined, and its end seen from here on."""
        if (self.folder / head.NAME).exists() and head.read(self.folder).furthest:
            raise UsageError("here is a ledger already", where=str(self.folder), todo="open it, or name another folder")
        assert self.writer is not None  # noqa: S101 - made for writing
        with self.said(), self.writer.begin() as connection:
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MAKING})
            if not self._made(connection):
                schema.METADATA.create_all(connection)
                tables.create(connection)
                migrating.stamp(connection)
                schema.tell(connection, schema.about())
        self.join()

    def join(self) -> None:
        with self.said():
            with self.engine.begin() as connection:
                if not self._made(connection):
                    raise UsageError("here is no ledger", where=self.where, todo="tocsin init --ledger makes one")
                last = writing.last(connection)
            head.settle(self.folder, last)
            if found := list(self.end()):
                raise LedgerError(found)

    def close(self) -> None:
        self.engine.dispose()

    def said(self) -> AbstractContextManager[None]:
        return failures.said(self.where)

    def end(self) -> Iterator[str]:
        """The database says its own end beside the chain, in the same transaction; this workspace says what it has seen before."""
        try:
            seen = head.read(self.folder).head
        except LedgerError as error:
            yield from error.findings
            return
        with self.engine.begin() as connection:
            last, said = writing.last(connection), self._said(connection)
            known = connection.execute(select(ENTRY.c.hash).where(ENTRY.c.seq == seen.count)).scalar()
        if seen.count and known is None:
            yield head.cut(last.count, seen.count)
        elif seen.count and known != seen.hash:
            yield head.other(seen.count)
        if last.count > said.count:
            yield head.added(said.count, last.count)
        elif last.count < said.count <= max(said.count, seen.count) and (known is not None or not seen.count):
            yield head.cut(last.count, said.count)
        elif last.count == said.count and last != said:
            yield head.other(last.count)

    def follow(self, connection: Connection) -> Head:
        said = self._said(connection, lock=True)
        last = writing.last(connection)
        if said != last:
            raise LedgerError([f"{self.where}: it ends at row {last.count}, but its head says row {said.count}"])
        return last

    def announce(self, connection: Connection, before: Head, after: Head) -> None:  # noqa: ARG002 - SQLite's needs it
        """The database's own head changes with the chain or not at all."""
        connection.execute(update(HEAD).values(count=after.count, hash=after.hash))

    def settle(self, after: Head) -> None:
        """This workspace has seen `after`. Another of its processes may have seen more."""
        try:
            with (self.folder / SEEN_LOCK).open("a") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)
                if not (self.folder / head.NAME).exists() or head.read(self.folder).head.count < after.count:
                    head.settle(self.folder, after)
        except OSError as error:
            raise durable.cannot_write(self.folder / SEEN_LOCK, error) from error

    def repair(self) -> None:
        """A write is through or not at all: only what others wrote meanwhile is seen here."""
        with self.engine.begin() as connection:
            last = writing.last(connection)
        self.settle(last)

    def insert(self, connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
        """As one JSON text, which the server takes apart: a row at a time would be a round trip each."""
        columns = [column for column in table.c if column.name in rows[0]]
        named = ", ".join(column.name for column in columns)
        raw = {column.name for column in columns if isinstance(column.type, LargeBinary)}
        rest = f"SELECT {named} FROM json_populate_recordset(NULL::{table.name}, CAST(:rows AS json))"  # noqa: S608 - our own names
        statement = text(f"INSERT INTO {table.name} ({named}) {rest}")
        page: list[bytes] = []
        size = 0
        for row in rows:
            made = msgspec.json.encode({name: _plain(value, name in raw) for name, value in row.items()})
            if page and size + len(made) > AT_ONCE_BYTES:
                connection.execute(statement, {"rows": _array(page)})
                page, size = [], 0
            page.append(made)
            size += len(made)
        connection.execute(statement, {"rows": _array(page)})
        if table is WORDS:
            tokens = sum(len(row["lemmas"].split()) for row in rows)
            connection.execute(update(HEAD).values(texts=HEAD.c.texts + len(rows), tokens=HEAD.c.tokens + tokens))

    def quotes(self, column: ColumnElement[str], words: str) -> ColumnElement[bool]:
        return func.strpos(column, words) > 0

    def counted(self, connection: Connection) -> tuple[int, int]:
        return text_index.counted(connection)

    def having(self, connection: Connection, phrases: Sequence[Phrase], span: Span) -> Sequence[int]:
        return text_index.having(connection, phrases, span)

    def newest(self, connection: Connection, terms: Terms, language: str | None, span: Span, most: int) -> Sequence[Text]:
        return text_index.newest(connection, terms, language, span, most)

    def reindexed(self, connection: Connection) -> None:
        texts = select(func.count()).select_from(WORDS).scalar_subquery()
        tokens = select(func.coalesce(func.sum(SIZE), 0)).select_from(WORDS).scalar_subquery()
        connection.execute(update(HEAD).values(texts=texts, tokens=tokens))

    def wipe(self) -> None:
        """The tables are written anew without their deleted rows: PostgreSQL keeps these until then. Busy: somebody reads them."""
        with self._tending() as connection:
            if not connection.execute(text("SELECT pg_try_advisory_lock(:key)"), {"key": WIPING}).scalar():
                return  # another writer is at it
            try:
                for table in (schema.BODY, WORDS, tables.BLOB, schema.ABOUT):
                    connection.exec_driver_sql(f"VACUUM (FULL) {table.name}")
            finally:
                connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": WIPING})

    def wiped(self) -> None:
        with self._tending() as connection:
            connection.exec_driver_sql(f"VACUUM (FULL) {schema.ABOUT.name}")

    def _tending(self) -> Connection:
        """A connection outside any transaction: tables are rewritten there only."""
        return self.engine.execution_options(**{connecting.DOES: connecting.TENDS}).connect()

    @contextmanager
    def lenient(self) -> Iterator[Engine]:
        """The server's own types let no value of another kind into a column."""
        yield self.engine

    def damage(self, connection: Connection) -> Iterator[str]:  # noqa: ARG002 - SQLite's asks
        """Reading every row is the check: the server tells of a page whose checksum is wrong, where the cluster has checksums."""
        yield from ()

    def text_index(self) -> Iterator[str]:
        wrong = select(WORDS.c.seq).where(text("terms IS DISTINCT FROM tocsin_terms(lemmas)")).distinct().order_by(WORDS.c.seq)
        counted = select(func.count(), func.coalesce(func.sum(SIZE), 0)).select_from(WORDS)
        with self.engine.begin() as connection:
            for seq in connection.execute(wrong).scalars():
                yield f"row {seq}: the text index does not agree with the words it was made from"
            texts, tokens = connection.execute(counted).one()
            kept = connection.execute(select(HEAD.c.texts, HEAD.c.tokens)).one()
        if (texts, tokens) != (kept.texts, kept.tokens):
            yield f"the head counts {kept.texts} texts of {kept.tokens} words, the text index {texts} of {tokens}"

    def _said(self, connection: Connection, lock: bool = False) -> Head:
        question = select(HEAD.c.count, HEAD.c.hash)
        row = connection.execute(question.with_for_update() if lock else question).first()
        if row is None:
            raise LedgerError([f"{self.where}: the head is missing, so a cut tail could not be seen"])
        return Head(count=row[0], hash=row[1])

    def _made(self, connection: Connection) -> bool:
        """Is a ledger there? CannotFinish where its schema is not."""
        if connection.execute(text("SELECT to_regnamespace(:name)"), {"name": self._schema}).scalar() is None:
            raise CannotFinish(*failures.REASONS["3F"][:1], where=self.where, todo=failures.REASONS["3F"][1])
        if connection.execute(text("SELECT to_regclass('about')")).scalar() is None:
            return False
        return "schema" in schema.told(connection)


def _plain(value: Any, raw: bool) -> Any:
    """As JSON has it: bytes in the server's hexadecimal form, and no truth values, for the columns are numbers."""
    if raw:
        return "\\x" + value.hex()
    return int(value) if isinstance(value, bool) else value


def _array(rows: Sequence[bytes]) -> str:
    return (b"[" + b",".join(rows) + b"]").decode()
