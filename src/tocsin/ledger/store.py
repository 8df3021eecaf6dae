"""What a ledger needs of the database that it rests in: the same few questions, answered by `sqlite` and by `postgres`."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

from sqlalchemy import ColumnElement, Engine, Table
from sqlalchemy.engine import Connection

from tocsin.ledger.asked import Phrase, Span, Terms, Text
from tocsin.ledger.chain import Head


class Bytes(Protocol):
    """Bytes by their SHA-256. What is put twice rests once; what is read was checked."""

    name: str
    """`blobs` or `quarantine`"""

    def put(self, data: bytes) -> str:
        """SHA-256 of `data`, which is durable when this returns."""
        ...

    def put_all(self, some: Iterable[bytes]) -> None:
        """Every one of `some` is durable when this returns."""
        ...

    def get(self, sha256: str) -> bytes:
        """The bytes. LedgerError where they are no longer those that were put; CannotFinish where there are none."""
        ...

    def __contains__(self, sha256: str) -> bool: ...

    def missing(self, some: Iterable[str]) -> Iterator[str]:
        """Those of `some` that are not here, in order."""
        ...

    def remove(self, sha256: str) -> bool:
        """Take one away for good: for erasure only."""
        ...

    def names(self) -> Iterator[str]:
        """Every blob, sorted."""
        ...

    def findings(self) -> Iterator[str]:
        """One line for each blob whose bytes do not match its name."""
        ...


class Store(Protocol):
    """One ledger's database, open. `engine` answers questions; `writer` is None where it was opened for reading."""

    where: str
    """what errors name: a path, or an address without its secret"""
    several: bool
    """may others write at the same time?"""
    engine: Engine
    writer: Engine | None
    blobs: Bytes
    quarantined: Bytes

    def create(self) -> None:
        """Make the tables, and say that the chain is empty. UsageError where a ledger with records is already."""
        ...

    def join(self) -> None:
        """See the ledger that is there from now on. UsageError: none is."""
        ...

    def close(self) -> None:
        """Let go of the database, and for a writer of its lock."""
        ...

    def said(self) -> AbstractContextManager[None]:
        """Turns what the database says of itself into LedgerError or CannotFinish."""
        ...

    def end(self) -> Iterator[str]:
        """One line where the chain does not end where its head says. A write under way beside this is no finding."""
        ...

    def follow(self, connection: Connection) -> Head:
        """The entry that the next one follows; nobody else appends until this transaction is over. LedgerError: not the head's."""
        ...

    def announce(self, connection: Connection, before: Head, after: Head) -> None:
        """Before the commit: the chain will end at `after`, where it ended at `before`."""
        ...

    def settle(self, after: Head) -> None:
        """After the commit: the chain ends at `after`."""
        ...

    def repair(self) -> None:
        """Bring the head to where an interrupted writer left the database."""
        ...

    def insert(self, connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
        """Put rows into one of the ledger's tables, all at once."""
        ...

    def quotes(self, column: ColumnElement[str], words: str) -> ColumnElement[bool]:
        """Does a column hold these words exactly?"""
        ...

    def counted(self, connection: Connection) -> tuple[int, int]:
        """How many texts the text index holds, and how many words they have together."""
        ...

    def having(self, connection: Connection, phrases: Sequence[Phrase], span: Span) -> Sequence[int]:
        """How many texts with ids in `span` hold each phrase."""
        ...

    def newest(self, connection: Connection, terms: Terms, language: str | None, span: Span, most: int) -> Sequence[Text]:
        """Texts with ids in `span` in which every term occurs, at most so many, the last written first. language: only texts in it."""
        ...

    def reindexed(self, connection: Connection) -> None:
        """Words were taken away or made anew: bring up what is counted of them."""
        ...

    def wipe(self) -> None:
        """Leave no byte of deleted rows. CannotFinish: somebody still reads them."""
        ...

    def wiped(self) -> None:
        """After the last write of an erasure: leave no byte of what that write replaced either."""
        ...

    def lenient(self) -> AbstractContextManager[Engine]:
        """For a check: what is damaged comes out changed instead of stopping the read."""
        ...

    def damage(self, connection: Connection) -> Iterator[str]:
        """What the database's own check says."""
        ...

    def text_index(self) -> Iterator[str]:
        """Does the text index hold what `words` holds?"""
        ...
