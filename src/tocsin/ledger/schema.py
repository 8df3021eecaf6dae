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

ABOUT = Table("about", METADATA, Column("key", Text, primary_key=True), Column("value", Text, nullable=False))

ENTRY = Table(
    "entry",
    METADATA,
    Column("seq", LONG, primary_key=True, autoincrement=False),
    Column("prev", Text, nullable=False, unique=True),  # two entries can never follow one: no fork
    Column("kind", Text, nullable=False),
    Column("written_at", LONG, nullable=False),
    Column("digest", Text, nullable=False),
    Column("hash", Text, nullable=False, unique=True),
)

BODY = Table(
    "body",
    METADATA,
    Column("seq", LONG, ForeignKey("entry.seq"), primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("record_id", Text, nullable=False),
    Column("t_known", LONG),
    Column("report", Text),
    Column("tlp", Text, nullable=False),
    Column("synthetic", Integer, nullable=False),
    Column("content", Text, nullable=False),
    Column("salt", LargeBinary, nullable=False),
    Column("payload", Text, nullable=False),
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
    Column("part", Text, nullable=False),
    Column("language", Text, nullable=False, index=True),
    Column("lemmas", Text, nullable=False),
    Column("digest", Text, nullable=False),  # over the other columns: a language alone cannot be told from the payload
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
