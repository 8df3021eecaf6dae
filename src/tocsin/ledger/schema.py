"""The ledger's tables and how they are opened: SQLite with WAL, every write BEGIN IMMEDIATE and on disk when it returns.

`entry` is the chain and never changes. `body` holds payload, salt and index columns, `words` the lemmas, `words_index` the text
index over them: these can be erased. `about` holds one value a key: the schema's version, and an erasure that is under way.
"""

import os
import sqlite3
from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import (
    Column,
    Engine,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    column,
    create_engine,
    event,
    insert,
    select,
    table,
)
from sqlalchemy.engine import Connection
from sqlalchemy.pool import QueuePool

from tocsin.ledger import lemmas

SCHEMA = 1
"""Version of these tables. An older ledger is brought up, a newer one refused."""
FILE = "ledger.sqlite"
LEMMAS = "lemmas"
"""key in `about`: which version of the lemmas the text index was made with"""
ERASING = "erasing"
"""key in `about`: blobs still to be destroyed by an erasure that is under way, as JSON"""
PATIENCE = 10.0
"""seconds to wait for another connection's commit: a writer's own are short, and readers never hold one"""

METADATA = MetaData()

ABOUT = Table("about", METADATA, Column("key", Text, primary_key=True), Column("value", Text, nullable=False))

ENTRY = Table(
    "entry",
    METADATA,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("prev", Text, nullable=False, unique=True),  # two entries can never follow one: no fork
    Column("kind", Text, nullable=False),
    Column("written_at", Integer, nullable=False),
    Column("digest", Text, nullable=False),
    Column("hash", Text, nullable=False, unique=True),
)

BODY = Table(
    "body",
    METADATA,
    Column("seq", Integer, ForeignKey("entry.seq"), primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("record_id", Text, nullable=False),
    Column("t_known", Integer),
    Column("report", Text),
    Column("tlp", Text, nullable=False),
    Column("synthetic", Integer, nullable=False),
    Column("content", Text, nullable=False),
    Column("salt", LargeBinary, nullable=False),
    Column("payload", Text, nullable=False),
    Index("body_identity", "kind", "record_id", "seq"),
    Index("body_record", "record_id"),
    Index("body_report", "report", "kind"),
)

WORDS = Table(
    "words",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("seq", Integer, ForeignKey("body.seq"), nullable=False, index=True),
    Column("part", Text, nullable=False),
    Column("language", Text, nullable=False, index=True),
    Column("lemmas", Text, nullable=False),
    Column("digest", Text, nullable=False),  # over the other columns: a language alone cannot be told from the payload
)

WORDS_INDEX = table("words_index", column("rowid", Integer), column("rank"))
"""the text index as questions see it; `rank` is BM25, lower is better"""

# The lemmas are folded already (tocsin.ledger.lemmas), so the tokenizer must fold nothing more: it would turn a typed й into и.
TEXT_INDEX = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS words_index USING fts5("
    "lemmas, content='words', content_rowid='id', tokenize=\"unicode61 remove_diacritics 0\")",
    "CREATE TRIGGER IF NOT EXISTS words_in AFTER INSERT ON words BEGIN"
    " INSERT INTO words_index(rowid, lemmas) VALUES (new.id, new.lemmas); END",
    "CREATE TRIGGER IF NOT EXISTS words_out AFTER DELETE ON words BEGIN"
    " INSERT INTO words_index(words_index, rowid, lemmas) VALUES ('delete', old.id, old.lemmas); END",
)


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
            for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
                opened.execute(f"PRAGMA {pragma}")
        else:
            opened.execute("PRAGMA query_only=ON")
        return opened

    engine = create_engine("sqlite://", creator=connection, poolclass=QueuePool)

    @event.listens_for(engine, "begin")
    def begin(opened: Connection) -> None:
        opened.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

    return engine


def create(connection: Connection) -> None:
    """Make the tables that are not there yet."""
    METADATA.create_all(connection)
    for statement in TEXT_INDEX:
        connection.exec_driver_sql(statement)


def _reading(folder: Path) -> str:
    # A reader of a WAL database makes a shared-memory file beside it. Where it may not, and no writer has left
    # anything in the log, the file is read as it lies.
    if not os.access(folder, os.W_OK) and not (folder / f"{FILE}-wal").exists():
        return "immutable=1"
    return "mode=ro"


def about() -> dict[str, str]:
    """What a new ledger says of itself."""
    return {"schema": str(SCHEMA), LEMMAS: lemmas.VERSION}


def tell(connection: Connection, said: Mapping[str, str]) -> None:
    """Put values into `about`."""
    connection.execute(insert(ABOUT).prefix_with("OR REPLACE"), [{"key": key, "value": value} for key, value in said.items()])


def told(connection: Connection) -> dict[str, str]:
    """What `about` holds."""
    return {key: str(value) for key, value in connection.execute(select(ABOUT.c.key, ABOUT.c.value))}
