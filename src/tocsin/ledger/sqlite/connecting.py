"""How the file is opened: WAL, every write BEGIN IMMEDIATE and on disk when it returns."""

import os
import sqlite3
from pathlib import Path

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import Connection
from sqlalchemy.pool import QueuePool

FILE = "ledger.sqlite"
PATIENCE = 10.0
"""seconds to wait for another connection's commit: a writer's own are short, and readers never hold one"""


def connect(folder: Path, write: bool, lenient: bool = False) -> Engine:
    """The database of a ledger. Readers are never blocked by the writer; a folder that may not be written can still be read.

    lenient: text that is no UTF-8 comes out changed instead of stopping the read, so that a check can name its row.
    """
    path = folder / FILE
    mode = "mode=rwc" if write else _reading(folder)

    def connection() -> sqlite3.Connection:
        opened = sqlite3.connect(f"{path.absolute().as_uri()}?{mode}", uri=True, timeout=PATIENCE, check_same_thread=False)
        # Without this the driver opens transactions by itself, deferred: two of them fork a chain.
        opened.isolation_level = None
        if lenient:
            opened.text_factory = lambda text: text.decode(errors="replace")
        if write:
            for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON", "cache_size=-65536"):
                opened.execute(f"PRAGMA {pragma}")
        else:
            opened.execute("PRAGMA query_only=ON")
        return opened

    engine = create_engine("sqlite://", creator=connection, poolclass=QueuePool)

    @event.listens_for(engine, "begin")
    def begin(opened: Connection) -> None:
        opened.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

    return engine


def _reading(folder: Path) -> str:
    # A reader of a WAL database makes a shared-memory file beside it. Where it may not, and no writer has left
    # anything in the log, the file is read as it lies.
    if not os.access(folder, os.W_OK) and not (folder / f"{FILE}-wal").exists():
        return "immutable=1"
    return "mode=ro"
