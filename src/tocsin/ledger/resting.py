"""Where the ledger of a workspace rests: in a SQLite file of its folder, or in the PostgreSQL that its tocsin.yml declares."""

import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from tocsin.errors import UsageError
from tocsin.ledger import head, workspace
from tocsin.ledger.chain import Head

if TYPE_CHECKING:
    from tocsin.ledger.store import Store

_DECLARED = re.compile(rb"^[^#\n]*\bledger\b[\"']?\s*:", re.MULTILINE)
"""a line that may declare it: only then is the whole file read and checked"""


def declared(folder: Path) -> str | None:
    """The address of the PostgreSQL that a workspace's ledger rests in; None: it is in the folder. ConfigError: a wrong tocsin.yml."""
    path = folder / workspace.FILE
    if not path.is_file():
        return None
    said = path.read_bytes()
    return _read(folder, said) if _DECLARED.search(said) else None


@lru_cache(maxsize=16)
def _read(folder: Path, said: bytes) -> str | None:  # noqa: ARG001 - what is remembered is of this very text
    return workspace.load(folder).ledger


def end(folder: Path) -> Head:
    """Where the ledger ends, without opening it: from the file beside it, or by one question to the server. CannotFinish: no answer."""
    if (address := declared(folder)) is None:
        return head.read(folder).head
    from tocsin.ledger.postgres import ends

    return ends.end(address)


def made(folder: Path, address: str | None, write: bool = True) -> "Store":
    """A store to make or join a ledger in. CannotFinish: disk, network; Busy: another writer."""
    from tocsin.ledger.sqlite import store as sqlite

    sqlite.made(folder)
    if address is not None:
        return _postgres(folder, address, write)
    return sqlite.SqliteStore(folder, write=True)


def opened(folder: Path, write: bool) -> "Store":
    """The store of the ledger that is there. UsageError: none is."""
    if (address := declared(folder)) is not None:
        return _postgres(folder, address, write)
    # SQLAlchemy takes a quarter of a second to import: whoever only asks where a ledger rests does not pay for it.
    from tocsin.ledger.sqlite import store as sqlite

    if not sqlite.held(folder):
        raise UsageError("here is no ledger", where=str(folder), todo="tocsin init makes a workspace with one")
    return sqlite.SqliteStore(folder, write)


def _postgres(folder: Path, address: str, write: bool) -> "Store":
    from tocsin.ledger.postgres.store import PostgresStore

    try:
        return PostgresStore(folder, address, write)
    except ValueError as error:
        raise UsageError(str(error), where="the address of the ledger") from None
