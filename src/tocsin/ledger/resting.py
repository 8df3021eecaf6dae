"""Where the ledger of a workspace rests: in a SQLite file of its folder, or in the PostgreSQL that its tocsin.yml declares."""

import re
from pathlib import Path

from tocsin.errors import UsageError
from tocsin.ledger import workspace
from tocsin.ledger.sqlite import store as sqlite
from tocsin.ledger.store import Store

_DECLARED = re.compile(rb"^[^#\n]*\bledger\b[\"']?\s*:", re.MULTILINE)
"""a line that may declare it: only then is the whole file read and checked"""


def declared(folder: Path) -> str | None:
    """The address of the PostgreSQL that a workspace's ledger rests in; None: it is in the folder. ConfigError: a wrong tocsin.yml."""
    path = folder / workspace.FILE
    if not path.is_file() or not _DECLARED.search(path.read_bytes()):
        return None
    return workspace.load(folder).ledger


def made(folder: Path, address: str | None) -> Store:
    """A store to make a ledger in, open for writing. CannotFinish: disk, network; Busy: another writer."""
    sqlite.made(folder)
    if address is not None:
        return _postgres(folder, address, write=True)
    return sqlite.SqliteStore(folder, write=True)


def opened(folder: Path, write: bool) -> Store:
    """The store of the ledger that is there. UsageError: none is."""
    if (address := declared(folder)) is not None:
        return _postgres(folder, address, write)
    if not sqlite.held(folder):
        raise UsageError("here is no ledger", where=str(folder), todo="tocsin init makes a workspace with one")
    return sqlite.SqliteStore(folder, write)


def _postgres(folder: Path, address: str, write: bool) -> Store:
    from tocsin.ledger.postgres.store import PostgresStore

    try:
        return PostgresStore(folder, address, write)
    except ValueError as error:
        raise UsageError(str(error), where="the address of the ledger") from None
