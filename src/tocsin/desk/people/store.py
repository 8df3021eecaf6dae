"""The file that says who may use the desk: `people.sqlite` beside the ledger, for its owner alone, with changes and their log in one step.

Not in the ledger, for it must forget: a password's hash that was replaced, a session that ended. What was done is in the ledger's chain:
each change puts its act into `act` in the same transaction, and from there it goes into the ledger as soon as that is free
(tocsin.desk.people.acts), so that no change is without its entry though another process writes just then.
"""

import os
import sqlite3
import stat
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tocsin.errors import CannotFinish

FILE = "people.sqlite"
SCHEMA = 1
PATIENCE_S = 10.0
"""for another process's commit: `tocsin people` beside a running desk"""
OWNER_ALONE = 0o600

TABLES = """
CREATE TABLE IF NOT EXISTS account (
    name TEXT PRIMARY KEY, shown TEXT NOT NULL, role TEXT NOT NULL, hash TEXT, issuer TEXT, subject TEXT,
    disabled INTEGER NOT NULL DEFAULT 0, must_change INTEGER NOT NULL DEFAULT 0, created INTEGER NOT NULL, UNIQUE (issuer, subject)
) STRICT;
CREATE TABLE IF NOT EXISTS session (
    hash TEXT PRIMARY KEY, name TEXT NOT NULL REFERENCES account(name), through TEXT NOT NULL, agent TEXT NOT NULL,
    created INTEGER NOT NULL, seen INTEGER NOT NULL, until INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS session_name ON session (name);
CREATE TABLE IF NOT EXISTS token (
    id TEXT PRIMARY KEY, hash TEXT NOT NULL UNIQUE, name TEXT NOT NULL REFERENCES account(name), label TEXT NOT NULL, role TEXT NOT NULL,
    read_only INTEGER NOT NULL, created INTEGER NOT NULL, until INTEGER NOT NULL, used INTEGER, revoked INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS token_name ON token (name);
CREATE TABLE IF NOT EXISTS act (number INTEGER PRIMARY KEY AUTOINCREMENT, payload TEXT NOT NULL) STRICT;
"""


class Store:
    """The open file. Its methods may be called from any thread; one thread is at it at a time."""

    def __init__(self, folder: Path) -> None:
        """Made where it is not there. CannotFinish: it cannot be opened, or a newer Tocsin made it."""
        self.folder, self.path = folder, folder / FILE
        self._lock = threading.RLock()
        try:
            _for_its_owner_alone(self.path)
            self._connection = sqlite3.connect(self.path, timeout=PATIENCE_S, isolation_level=None, check_same_thread=False)
            self._connection.row_factory = sqlite3.Row
            for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON", "trusted_schema=OFF"):
                self._connection.execute(f"PRAGMA {pragma}")
            self._connection.executescript(TABLES)
            version = self._connection.execute("PRAGMA user_version").fetchone()[0]
            if version == 0:
                self._connection.execute(f"PRAGMA user_version={SCHEMA}")
        except (OSError, sqlite3.Error) as error:
            raise CannotFinish(
                f"cannot be opened: {error}", where=str(self.path), todo="check that it is a file of your own on a disk with room"
            ) from error
        if version > SCHEMA:
            self.close()
            raise CannotFinish(f"a newer Tocsin made it (version {version}, this one knows {SCHEMA})", where=str(self.path))

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._connection.close()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """The connection, for questions."""
        with self._lock, _said(self.path):
            yield self._connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """The connection in a transaction of its own: all is on disk when the block ends, or nothing."""
        with self._lock, _said(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")


@contextmanager
def _said(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        raise CannotFinish(f"cannot be read or written: {error}", where=str(path), todo="check the disk, then try again") from error


def _for_its_owner_alone(path: Path) -> None:
    """Make the file, or take others' rights to it away: SQLite gives its log files the rights of the file itself."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_NOFOLLOW, OWNER_ALONE))
    except FileExistsError:
        if path.is_symlink():
            raise OSError("it is a link, and what it leads to may be somebody else's") from None
        if stat.S_IMODE(path.stat().st_mode) & ~OWNER_ALONE:
            path.chmod(OWNER_ALONE)
