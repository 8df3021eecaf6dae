"""Which migration the tables are at, without loading Alembic: that is only for making and upgrading them (tocsin.ledger.upgrading)."""

from sqlalchemy import Column, MetaData, String, Table, delete, insert, inspect, select
from sqlalchemy.engine import Connection

REVISIONS = ("0001", "0002")
"""every migration, oldest first: the files in `migrations/versions`"""
NEWEST = REVISIONS[-1]
FIRST = REVISIONS[0]
"""the tables of ledgers that were made before there were migrations"""
STAMP = Table("alembic_version", MetaData(), Column("version_num", String(32), primary_key=True))
"""where Alembic itself looks"""


def at(connection: Connection) -> str | None:
    """The revision that the tables are at; None: they were made before there were migrations, and are at the first."""
    if not inspect(connection).has_table(STAMP.name):
        return None
    found: str | None = connection.execute(select(STAMP.c.version_num)).scalar()
    return found


def stamp(connection: Connection, revision: str = NEWEST) -> None:
    """Write down which revision the tables are at."""
    STAMP.create(connection, checkfirst=True)
    connection.execute(delete(STAMP))
    connection.execute(insert(STAMP), [{"version_num": revision}])
