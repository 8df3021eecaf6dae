"""The chain's end, kept in a file beside the database: a plain chain cannot see that its tail was cut off.

A write goes in three steps: announce the new end in the file, commit, settle the file. So the database always ends where the file
says, or where the file announces: whoever is killed between two steps leaves one of these, and the next writer settles it. A
database that ends anywhere else was changed by another hand.
"""

from pathlib import Path

import msgspec

from tocsin.errors import CannotFinish, LedgerError
from tocsin.ledger import durable
from tocsin.ledger.chain import Head
from tocsin.model import Record, from_json, to_json

NAME = "head"


class Kept(Record, frozen=True, kw_only=True):
    """What the file says: where the chain ends, and where it will end once an announced write is through."""

    head: Head
    announced: Head | None = None

    @property
    def furthest(self) -> int:
        """The most entries that the database may hold."""
        return max(self.head.count, self.announced.count if self.announced else 0)


def read(folder: Path) -> Kept:
    """What the head file of a ledger says. LedgerError where it is missing or no head."""
    path = folder / NAME
    try:
        return from_json(Kept, path.read_bytes())
    except FileNotFoundError:
        raise LedgerError([f"{path}: the head is missing, so a cut tail could not be seen"]) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise LedgerError([f"{path}: this is no head (count and hash of the last entry)"]) from None
    except OSError as error:
        raise CannotFinish(f"cannot be read: {error.strerror}", where=str(path)) from error


def announce(folder: Path, head: Head, announced: Head) -> None:
    """Say where the chain will end, before the commit."""
    durable.write(folder / NAME, to_json(Kept(head=head, announced=announced)))


def settle(folder: Path, head: Head) -> None:
    """Say where the chain ends, after the commit."""
    durable.write(folder / NAME, to_json(Kept(head=head)))


def cut(last: int, said: int) -> str:
    """What is found where rows are missing at the end."""
    return f"rows {last + 1} to {said} were cut off: the ledger ends at row {last}, its head says row {said}"


def other(row: int) -> str:
    """What is found where the head names another entry."""
    return f"row {row}: changed: it is not the entry that the head names"


def added(said: int, last: int) -> str:
    """What is found where the ledger goes on behind its head."""
    return f"rows {said + 1} to {last} were put in by another hand: the head says row {said}"
