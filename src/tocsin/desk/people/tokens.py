"""API tokens: what a program shows instead of a password. Shown once, its hash kept; it may do no more than its owner, and it ends."""

import secrets
import sqlite3
from datetime import datetime, timedelta

from tocsin.desk.people import acts
from tocsin.desk.people.acts import By
from tocsin.desk.people.roles import Role, least
from tocsin.desk.people.sessions import BYTES, hashed
from tocsin.desk.people.store import Store
from tocsin.errors import UsageError
from tocsin.ledger.moments import from_integer, to_integer
from tocsin.model import Record

PREFIX = "tocsin_"
"""so that a scanner for secrets, or a person, knows one that leaked"""
SHORTEST_DAYS, DAYS, LONGEST_DAYS = 1, 90, 366
MOST = 50
"""of one account that still open something"""
LONGEST_LABEL = 60
NOTED_EVERY = timedelta(minutes=1)


class Token(Record, frozen=True, kw_only=True):
    """One token, without what opens the door."""

    id: str
    name: str
    """the account it belongs to"""
    label: str
    role: Role
    read_only: bool
    created: datetime
    until: datetime
    used: datetime | None
    revoked: datetime | None

    def open(self, now: datetime) -> bool:
        """Whether it still opens anything."""
        return self.revoked is None and now < self.until


class Bearer(Record, frozen=True, kw_only=True):
    """Who a token that was shown speaks for, and what it may do: the least of its role and of its owner's of the moment."""

    token: str
    name: str
    shown: str
    role: Role
    read_only: bool


def make(store: Store, by: By, name: str, label: str, role: Role, *, read_only: bool = False, days: int = DAYS) -> tuple[str, Token]:
    """A new token of an account: the secret, to be shown once, and its entry. UsageError: what is asked is more than the owner may."""
    label = label.strip()
    if not 0 < len(label) <= LONGEST_LABEL or not label.isprintable():
        raise UsageError("a token is called after what it is for, in 60 letters at the most", todo="name the program that will use it")
    if not SHORTEST_DAYS <= days <= LONGEST_DAYS:
        raise UsageError(f"a token lasts {SHORTEST_DAYS} to {LONGEST_DAYS} days")
    secret, identity = PREFIX + secrets.token_urlsafe(BYTES), secrets.token_hex(6)
    with store.writing() as connection:
        owner = connection.execute("SELECT role FROM account WHERE name = ? AND NOT disabled", (name,)).fetchone()
        if owner is None:
            raise UsageError("there is no such account", where=name[:80], todo="tocsin people list names them")
        if not Role(owner["role"]).holds(role):
            raise UsageError(f"{name} is {owner['role']}, and its tokens can be no more", todo=f"ask for {owner['role']} or less")
        held = connection.execute(
            "SELECT count(*) FROM token WHERE name = ? AND revoked IS NULL AND until > ?", (name, to_integer(by.at))
        ).fetchone()[0]
        if held >= MOST:
            raise UsageError(f"{name} has {MOST} tokens", todo="revoke one that nobody uses")
        until = to_integer(by.at + timedelta(days=days))
        connection.execute(
            "INSERT INTO token (id, hash, name, label, role, read_only, created, until) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (identity, hashed(secret), name, label, role.value, int(read_only), to_integer(by.at), until),
        )
        may = f"{role.value}{', read-only' if read_only else ''}"
        acts.put(connection, by, "token-made", identity, f"of {name}, {may}, {days} days: {label}")
        row = connection.execute("SELECT * FROM token WHERE id = ?", (identity,)).fetchone()
    return secret, _token(row)


def of(store: Store, name: str | None = None) -> tuple[Token, ...]:
    """The tokens of an account, or of all, the latest made first."""
    with store.reading() as connection:
        rows = connection.execute("SELECT * FROM token WHERE ? IS NULL OR name = ? ORDER BY created DESC, id", (name, name)).fetchall()
    return tuple(_token(row) for row in rows)


def revoke(store: Store, by: By, identity: str, *, of_name: str | None = None) -> None:
    """Let a token open nothing any more; of_name: only where it belongs to this account. UsageError: there is none."""
    with store.writing() as connection:
        row = connection.execute("SELECT * FROM token WHERE id = ? AND (? IS NULL OR name = ?)", (identity, of_name, of_name)).fetchone()
        if row is None:
            raise UsageError("there is no such token", where=identity[:40], todo="look at the list of tokens")
        if row["revoked"] is not None:
            return
        connection.execute("UPDATE token SET revoked = ? WHERE id = ?", (to_integer(by.at), identity))
        acts.put(connection, by, "token-revoked", identity, f"of {row['name']}: {row['label']}")


def find(store: Store, secret: str, now: datetime) -> Bearer | None:
    """Who a secret speaks for; None where it opens nothing: unknown, revoked, over, or its owner shut out."""
    if not secret.startswith(PREFIX) or len(secret) > 200:
        return None
    with store.reading() as connection:
        row = connection.execute(
            "SELECT t.*, a.shown, a.role AS owner_role FROM token t JOIN account a USING (name) "
            "WHERE t.hash = ? AND t.revoked IS NULL AND t.until > ? AND NOT a.disabled",
            (hashed(secret), to_integer(now)),
        ).fetchone()
    if row is None:
        return None
    if row["used"] is None or now - from_integer(row["used"]) >= NOTED_EVERY:
        with store.writing() as connection:
            connection.execute("UPDATE token SET used = ? WHERE id = ?", (to_integer(now), row["id"]))
    role = least(Role(row["role"]), Role(row["owner_role"]))
    return Bearer(token=row["id"], name=row["name"], shown=row["shown"], role=role, read_only=bool(row["read_only"]))


def _token(row: sqlite3.Row) -> Token:
    return Token(
        id=row["id"],
        name=row["name"],
        label=row["label"],
        role=Role(row["role"]),
        read_only=bool(row["read_only"]),
        created=from_integer(row["created"]),
        until=from_integer(row["until"]),
        used=_moment(row["used"]),
        revoked=_moment(row["revoked"]),
    )


def _moment(microseconds: int | None) -> datetime | None:
    return from_integer(microseconds) if microseconds is not None else None
