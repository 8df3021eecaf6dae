"""How the server is reached: the password from the environment, TLS by default, every transaction begun on purpose."""

import os
import ssl
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import Connection
from sqlalchemy.pool import QueuePool

from tocsin.errors import CannotFinish, ConfigError
from tocsin.library.ledger_addresses import Address

PASSWORD, PASSWORD_FILE = "TOCSIN_LEDGER_PASSWORD", "TOCSIN_LEDGER_PASSWORD_FILE"
TIMEOUT = 10.0
"""seconds for a server to answer the first call"""
PATIENCE_MS = 60_000
"""to wait for other writers: an append holds them up for a second at most, an erasure for longer"""
IDLE_MS = 120_000
"""a writer that fell silent in the middle (its machine is gone) lets the others go on after this"""
DOES = "tocsin_does"
"""execution option: what a transaction is for, where it is not for reading"""
WRITES, TENDS = "writes", "tends"
"""TENDS: no transaction at all, for what the server only does outside one"""
POOL = 4
"""connections of one process at most: a server has a hundred for everybody"""


def password(env: Mapping[str, str] = os.environ) -> str | None:
    """The secret: in a variable, or in a file that a variable names, as containers hand it over. None: the server needs none."""
    if (given := env.get(PASSWORD)) is not None:
        return given
    if not (named := env.get(PASSWORD_FILE)):
        return None
    try:
        return Path(named).read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError):
        raise ConfigError([f"${PASSWORD_FILE} names a file that cannot be read"]) from None


def connect(address: Address, keep: int = POOL) -> Engine:
    """The server of a ledger; nothing is asked of it yet. CannotFinish: the driver is not installed.

    keep: connections at most.
    """
    try:
        from pg8000 import dbapi
        from pg8000.exceptions import InterfaceError
    except ImportError:
        raise CannotFinish("a ledger in PostgreSQL needs the extra [postgres]", todo="pip install 'tocsin[postgres]'") from None

    class Quiet(dbapi.Connection):  # type: ignore[misc]  # the driver has no types
        """A connection that can be closed after the server has gone: there is nothing left to say goodbye to."""

        def close(self) -> None:
            try:
                super().close()
            except (InterfaceError, OSError):
                return

    def connection() -> Any:
        opened = Quiet(
            address.user,
            host=None if address.socket else address.host,
            port=address.port,
            unix_sock=address.socket,
            database=address.database,
            password=password(),
            timeout=TIMEOUT,
            ssl_context=_tls(address),
            application_name="tocsin",
        )
        # The driver would begin transactions by itself, all of one kind.
        opened.autocommit = True
        # A socket's own timeout would end a long question; a server that is gone is noticed by keepalives.
        opened._usock.settimeout(None)
        settings = (
            ("search_path", address.schema),
            ("lock_timeout", str(PATIENCE_MS)),
            ("idle_in_transaction_session_timeout", str(IDLE_MS)),
            ("client_connection_check_interval", "5s"),
            ("timezone", "UTC"),
            # Our questions are short: compiling one takes longer than answering it.
            ("jit", "off"),
        )
        cursor = opened.cursor()
        # In one round trip. What was acknowledged is on disk, whatever the server does for others by default.
        made = ", ".join(["set_config(%s, %s, false)"] * len(settings))
        durable = "CASE current_setting('synchronous_commit') WHEN 'off' THEN set_config('synchronous_commit', 'on', false) END"
        cursor.execute(f"SELECT {made}, {durable}", [word for setting in settings for word in setting])
        cursor.close()
        return opened

    engine = create_engine(
        "postgresql+pg8000://", creator=connection, poolclass=QueuePool, pool_size=keep, max_overflow=0, pool_pre_ping=True
    )

    @event.listens_for(engine, "begin")
    def begin(opened: Connection) -> None:
        does = opened.get_execution_options().get(DOES)
        if does == TENDS:
            return
        if does == WRITES:
            # Each statement sees what was committed before it: the one that waited for the head sees the head as it now is.
            opened.exec_driver_sql("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE")
        else:
            # All questions of one reading see one moment.
            opened.exec_driver_sql("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")

    return engine


def _tls(address: Address) -> ssl.SSLContext | None:
    if address.sslmode == "disable":
        return None
    try:
        context = ssl.create_default_context(cafile=address.sslrootcert)
    except OSError:
        raise ConfigError([f"{address}: sslrootcert names a file that cannot be read"]) from None
    if address.sslmode == "require":
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context
