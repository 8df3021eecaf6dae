"""Turns among the desks of a team: advisory locks of the server, which lets go of them when a connection ends, however it ends."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import text

from tocsin.errors import Busy
from tocsin.ledger.postgres import connecting, failures
from tocsin.library.ledger_addresses import parse

# Two numbers: of the schema, for several ledgers may share a database, and of the turn's name.
TAKEN = text("SELECT pg_try_advisory_lock(hashtext(:schema), hashtext(:name))")


@contextmanager
def held(address: str, name: str, doing: str) -> Iterator[None]:
    """While open, no other connection to this ledger has the turn. Busy where one has."""
    found = parse(address)
    engine = connecting.connect(found, keep=1).execution_options(**{connecting.DOES: connecting.TENDS})
    try:
        with failures.said(str(found)):
            connection = engine.connect()
        try:
            with failures.said(str(found)):
                got = connection.execute(TAKEN, {"schema": found.schema, "name": name}).scalar()
            if not got:
                raise Busy(f"another desk {doing}", where=str(found), todo="wait for it to end, then run this again")
            yield
        finally:
            connection.invalidate()
            connection.close()
    finally:
        engine.dispose()
