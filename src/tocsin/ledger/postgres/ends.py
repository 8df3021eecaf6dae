"""Where a ledger ends, asked again and again by one who waits for news: over a connection that stays open."""

from functools import lru_cache

from sqlalchemy import Engine, select

from tocsin.errors import LedgerError
from tocsin.ledger.chain import Head
from tocsin.ledger.postgres import connecting, failures
from tocsin.ledger.postgres.tables import HEAD
from tocsin.library.ledger_addresses import parse


def end(address: str) -> Head:
    """The head that the database itself names. LedgerError: it names none. CannotFinish: the server does not answer."""
    where = str(parse(address))
    with failures.said(where), _engine(address).begin() as connection:
        row = connection.execute(select(HEAD.c.count, HEAD.c.hash)).first()
    if row is None:
        raise LedgerError([f"{where}: the head is missing, so a cut tail could not be seen"])
    return Head(count=row[0], hash=row[1])


@lru_cache(maxsize=4)
def _engine(address: str) -> Engine:
    return connecting.connect(parse(address), keep=1)
