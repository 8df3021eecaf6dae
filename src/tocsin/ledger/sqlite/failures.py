"""What a failing database means to a person: damage (exit 3), or something outside it (exit 4)."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
from sqlalchemy.exc import DatabaseError, IntegrityError

from tocsin.errors import CannotFinish, LedgerError
from tocsin.ledger.mending import AGAIN

DAMAGED = ("file is not a database", "malformed", "no such table", "no such column", "vtable constructor failed", "could not decode")
REASONS = (
    ("locked", "another process is writing", "wait for it to end, then run this again"),
    ("disk is full", "the disk is full", "make room; nothing of this write was kept"),
    ("readonly", "it may not be written", "check the permissions of the folder and its files"),
    ("unable to open", "it cannot be opened", "check that the folder exists and may be read"),
    ("disk i/o", "the disk failed", "check the disk, then run tocsin verify"),
)


@contextmanager
def said(path: Path) -> Iterator[None]:
    """Turn what SQLite says of the ledger at `path` into LedgerError or CannotFinish."""
    try:
        yield
    except IntegrityError as error:
        raise LedgerError([f"{path}: an entry that would fork the chain was refused: {error.orig}"], todo=AGAIN) from error
    except msgspec.DecodeError as error:
        raise LedgerError([f"{path}: a payload is no record ({error}): tocsin verify names the row"]) from error
    except DatabaseError as error:
        text = str(error.orig).lower()
        if any(sign in text for sign in DAMAGED):
            raise LedgerError([f"{path}: this is no sound ledger: {error.orig}"]) from error
        for sign, what, todo in REASONS:
            if sign in text:
                raise CannotFinish(what, where=str(path), todo=todo) from error
        raise CannotFinish(f"the database failed: {error.orig}", where=str(path), todo="run tocsin verify") from error
