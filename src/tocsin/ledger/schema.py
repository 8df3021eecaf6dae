"""The ledger's tables, the same in both stores; what only one of them has is made in `sqlite` and in `postgres`.

`entry` is the chain and never changes. `body` holds payload, salt and index columns, `words` the lemmas that the text index is
made from: these can be erased. `about` holds one value a key: the schema's version, and an erasure that is under way.
"""

from collections.abc import Mapping

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, Text, delete, insert, select
from sqlalchemy.engine import Connection

from tocsin.ledger import lemmas

SCHEMA = 1
"""What a reader must know to read these tables; a newer one is refused. A migration that only makes things faster leaves it."""
LEMMAS = "lemmas"
"""key in `about`: which version of the lemmas the text index was made with"""
ERASING = "erasing"
"""key in `about`: blobs still to be destroyed by an erasure that is under way, as JSON"""
COPYING = "copying"
"""key in `about`: the head of the ledger that is being copied here; gone once all of it is"""

METADATA = MetaData()
# SQLite's integers have 64 bits under any name, and only a column that is called INTEGER numbers its rows.
LONG = BigInteger().with_variant(Integer(), "sqlite")
# Compared letter by letter, as SQLite does it: a server's own order of words would change what a range of ids holds, and may change
# with its next version, under the indexes.
TEXT = Text().with_variant(Text(collation="C"), "postgresql")

ABOUT = Table("about", METADATA, Column("key", TEXT, primary_key=True), Column("value", TEXT, nullable=False))

ENTRY = Table(
    "entry",
    METADATA,
    Column("seq", LONG, primary_key=True, autoincrement=False),
    Column("prev", TEXT, nullable=False, unique=True),  # two entries can never follow one: no fork
    Column("kind", TEXT, nullable=False),
    Column("written_at", LONG, nullable=False),
    Column("digest", TEXT, nullable=False),
    Column("hash", TEXT, nullable=False, unique=True),
)

BODY = Table(
    "body",
    METADATA,
    Column("seq", LONG, ForeignKey("entry.seq"), primary_key=True, autoincrement=False),
    Column("kind", TEXT, nullable=False),
    Column("record_id", TEXT, nullable=False),
    Column("t_known", LONG),
    Column("report", TEXT),
    Column("tlp", TEXT, nullable=False),
    Column("synthetic", Integer, nullable=False),
    Column("content", TEXT, nullable=False),
    Column("salt", LargeBinary, nullable=False),
    Column("payload", TEXT, nullable=False),
    Index("body_identity", "kind", "record_id", "seq"),
    Index("body_record", "record_id"),
    Index("body_report", "report", "kind"),
    Index("body_kind", "kind", "seq"),
)

WORDS = Table(
    "words",
    METADATA,
    Column("id", LONG, primary_key=True),
    Column("seq", LONG, ForeignKey("body.seq"), nullable=False, index=True),
    Column("part", TEXT, nullable=False),
    Column("language", TEXT, nullable=False, index=True),
    Column("lemmas", TEXT, nullable=False),
    Column("digest", TEXT, nullable=False),  # over the other columns: a language alone cannot be told from the payload
)


def about() -> dict[str, str]:
    """What a new ledger says of itself."""
    return {"schema": str(SCHEMA), LEMMAS: lemmas.VERSION}


def tell(connection: Connection, said: Mapping[str, str]) -> None:
    """Put values into `about`."""
    connection.execute(delete(ABOUT).where(ABOUT.c.key.in_(said)))
    connection.execute(insert(ABOUT), [{"key": key, "value": value} for key, value in said.items()])


def told(connection: Connection) -> dict[str, str]:
    """What `about` holds."""
    return {key: str(value) for key, value in connection.execute(select(ABOUT.c.key, ABOUT.c.value))}
