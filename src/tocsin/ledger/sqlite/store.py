"""The SQLite store: one writer, held by a lock file; the head in a file beside it, announced before each commit and settled after."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from operator import itemgetter
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Engine, Table, func, select
from sqlalchemy.engine import Connection

from tocsin.errors import CannotFinish, LedgerError, UsageError
from tocsin.ledger import durable, head, migrating, schema, writing
from tocsin.ledger.asked import Phrase, Span, Terms, Text
from tocsin.ledger.blobs import Blobs
from tocsin.ledger.chain import Head
from tocsin.ledger.lock import WriterLock
from tocsin.ledger.schema import ENTRY
from tocsin.ledger.sqlite import connecting, failures, text_index
from tocsin.ledger.store import Bytes

BLOBS, QUARANTINE, LOCK = "blobs", "quarantine", "lock"


class SqliteStore:
    """See tocsin.ledger.store.Store. `ledger.sqlite`, `head`, `lock`, and the bytes in `blobs/` and `quarantine/`, in one folder."""

    several = False

    def __init__(self, folder: Path, write: bool) -> None:
        """Busy where another process writes; CannotFinish: disk."""
        self.folder = folder
        self.path = folder / connecting.FILE
        self.where = str(self.path)
        self.blobs: Bytes = Blobs(folder / BLOBS)
        self.quarantined: Bytes = Blobs(folder / QUARANTINE)
        self._lock = WriterLock(folder / LOCK) if write else None
        self.engine: Engine = connecting.connect(folder, write)
        self.writer = self.engine if write else None

    def create(self) -> None:
        with self.said(), self.engine.begin() as connection:
            # An empty ledger may be what an interrupted creation left: it is simply made again.
            schema.METADATA.create_all(connection)
            text_index.create(connection)
            migrating.stamp(connection)
            if writing.last(connection).count or ((self.folder / head.NAME).exists() and head.read(self.folder).furthest):
                raise UsageError("here is a ledger already", where=str(self.folder), todo="open it, or name another folder")
            schema.tell(connection, schema.about())
        head.settle(self.folder, Head())

    def join(self) -> None:
        raise UsageError("a ledger in a file has one workspace", where=self.where, todo="work in its folder")

    def close(self) -> None:
        self.engine.dispose()
        if self._lock is not None:
            self._lock.release()

    def said(self) -> AbstractContextManager[None]:
        return failures.said(self.path)

    def end(self) -> Iterator[str]:
        """Read in this order, because a writer goes announce, commit, settle: head, database, head.

        What the first head holds must be in the database; the database must hold nothing that the second head does not know of.
        """
        try:
            first = head.read(self.folder)
            with self.engine.begin() as connection:
                last = writing.last(connection)
                known = connection.execute(select(ENTRY.c.hash).where(ENTRY.c.seq == first.head.count)).scalar()
            second = head.read(self.folder)
        except LedgerError as error:
            yield from error.findings
            return
        if first.head.count and known is None:
            yield head.cut(last.count, first.head.count)
        elif first.head.count and known != first.head.hash:
            yield head.other(first.head.count)
        if last.count <= first.head.count or last in (second.head, second.announced):
            return
        announced = second.announced.count if second.announced else second.head.count
        if last.count > announced:
            yield head.added(announced, last.count)
        elif last.count in (second.head.count, announced):
            yield head.other(last.count)
        elif last.count > second.head.count:
            yield head.cut(last.count, announced)

    def follow(self, connection: Connection) -> Head:
        before = writing.last(connection)
        if (kept := head.read(self.folder)).head != before:
            raise LedgerError([f"{self.path}: it ends at row {before.count}, but its head says row {kept.head.count}"])
        return before

    def announce(self, connection: Connection, before: Head, after: Head) -> None:  # noqa: ARG002 - PostgreSQL's needs it
        head.announce(self.folder, before, after)

    def settle(self, after: Head) -> None:
        head.settle(self.folder, after)

    def repair(self) -> None:
        if head.read(self.folder).announced is not None:
            with self.said(), self.engine.begin() as connection:
                last = writing.last(connection)
            head.settle(self.folder, last)

    def insert(self, connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
        # By the driver: SQLAlchemy would look at every value of every row first, which takes longer than writing it.
        columns = [column.name for column in table.c if column.name in rows[0]]
        places = ", ".join("?" * len(columns))
        statement = f"INSERT INTO {table.name} ({', '.join(columns)}) VALUES ({places})"  # noqa: S608 - our own names
        connection.exec_driver_sql(statement, list(map(itemgetter(*columns), rows)))

    def quotes(self, column: ColumnElement[str], words: str) -> ColumnElement[bool]:
        return func.instr(column, words) > 0

    def counted(self, connection: Connection) -> tuple[int, int]:
        return text_index.counted(connection)

    def having(self, connection: Connection, phrases: Sequence[Phrase], span: Span) -> Sequence[int]:
        return text_index.having(connection, phrases, span)

    def newest(self, connection: Connection, terms: Terms, language: str | None, span: Span, most: int) -> Sequence[Text]:
        return text_index.newest(connection, terms, language, span, most)

    def reindexed(self, connection: Connection) -> None:
        """Nothing: triggers keep the text index, and FTS5 counts by itself."""

    def wipe(self) -> None:
        """The text index is made anew, the file is rewritten, the log emptied. CannotFinish: a reader still holds old pages."""
        with self.engine.begin() as connection:
            text_index.rebuild(connection)
        with closing(self.engine.raw_connection()) as raw:
            raw.cursor().execute("VACUUM")
        if self._emptied():
            raise CannotFinish(
                "a reader still holds pages of what was erased", where=self.where, todo="close it; the next write finishes the erasure"
            )

    def wiped(self) -> None:
        """Empty the log of what the last change overwrote: the names of the blobs."""
        self._emptied()

    def _emptied(self) -> bool:
        """Write the log back and cut it off; True where somebody still reads it."""
        with closing(self.engine.raw_connection()) as raw:
            cursor = raw.cursor()
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return bool(next(iter(cursor.fetchall()))[0])

    @contextmanager
    def lenient(self) -> Iterator[Engine]:
        engine = connecting.connect(self.folder, write=False, lenient=True)
        try:
            yield engine
        finally:
            engine.dispose()

    def damage(self, connection: Connection) -> Iterator[str]:
        for (line,) in connection.exec_driver_sql("PRAGMA quick_check"):
            if line != "ok":
                yield f"{connecting.FILE}: {line}"

    def text_index(self) -> Iterator[str]:
        return text_index.findings(self.folder)


def held(folder: Path) -> bool:
    """Is there a ledger in this folder?"""
    return (folder / connecting.FILE).is_file()


def made(folder: Path) -> None:
    """The folder, there when this returns. CannotFinish: disk."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise durable.cannot_write(folder, error) from error
