"""Addresses of a team's ledger: `postgresql://USER@HOST:PORT/DATABASE?schema=NAME&sslmode=MODE`. Never with a password in them."""

import ipaddress
import re
from pathlib import Path
from typing import Literal, cast, get_args
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from tocsin.model import Record

SCHEMES = ("postgresql", "postgres")
PORT = 5432
SslMode = Literal["disable", "require", "verify-full"]
_NAME = re.compile(r"[a-z_][a-z0-9_]{0,62}")
"""a schema: what PostgreSQL takes without quotes (its manual, 4.1.1), so that nothing can be smuggled in"""
_KNOWN = ("schema", "sslmode", "sslrootcert", "host")


class Address(Record, frozen=True, kw_only=True):
    """Where a ledger rests. `host` is a name, an IP address, or the folder of a Unix socket."""

    user: str
    database: str
    host: str = "localhost"
    port: int = PORT
    schema: str = "public"
    sslmode: SslMode = "disable"
    sslrootcert: str | None = None

    @property
    def socket(self) -> str | None:
        """The Unix socket, where the host is a folder."""
        return str(Path(self.host) / f".s.PGSQL.{self.port}") if self.host.startswith("/") else None

    def __str__(self) -> str:
        """The address for a person to read; a password was never in it."""
        told = {"host": self.host} if self.socket else {}
        if self.schema != "public":
            told["schema"] = self.schema
        host = "" if self.socket else f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == PORT else f":{self.port}"
        asked = f"?{urlencode(told, safe='/')}" if told else ""
        return f"postgresql://{self.user}@{host}{port}/{self.database}{asked}"


def names_one(text: str) -> bool:
    """Is this meant as an address, rather than as a path?"""
    return text.split("://", 1)[0] in SCHEMES and "://" in text


def parse(text: str) -> Address:
    """The address. ValueError says what is wrong, and never repeats what was given: there may be a password in it."""
    try:
        parts = urlsplit(text)
        port = parts.port or PORT
    except ValueError:
        raise ValueError("no address of a database: write postgresql://USER@HOST/DATABASE") from None
    if parts.scheme not in SCHEMES or not parts.path.strip("/") or "/" in parts.path.strip("/") or parts.fragment:
        raise ValueError("no address of a database: write postgresql://USER@HOST/DATABASE")
    if parts.password is not None:
        raise ValueError("a password must not stand in an address: put it into the environment variable TOCSIN_LEDGER_PASSWORD")
    if not parts.username:
        raise ValueError("the address names no account: write postgresql://USER@HOST/DATABASE")
    asked = dict(parse_qsl(parts.query, keep_blank_values=True))
    if unknown := sorted(asked.keys() - set(_KNOWN)):
        raise ValueError(f"an address says nothing of {', '.join(unknown)}; it may say {', '.join(_KNOWN)}")
    schema = asked.get("schema", "public")
    if not _NAME.fullmatch(schema):
        raise ValueError("schema: a name of small letters, digits and _")
    host = unquote(parts.hostname or asked.get("host") or "localhost")
    mode = asked.get("sslmode") or ("disable" if _here(host) else "verify-full")
    if mode not in get_args(SslMode):
        raise ValueError(f"sslmode: one of {', '.join(get_args(SslMode))}")
    return Address(
        user=unquote(parts.username),
        database=unquote(parts.path.strip("/")),
        host=host,
        port=port,
        schema=schema,
        sslmode=cast(SslMode, mode),
        sslrootcert=asked.get("sslrootcert"),
    )


def _here(host: str) -> bool:
    """Does nothing leave this machine?"""
    if host.startswith("/") or host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
