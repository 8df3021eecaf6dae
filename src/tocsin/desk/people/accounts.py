"""Accounts: who may use the desk, in which role. Every change is written down with who made it and why."""

import re
import sqlite3
import unicodedata
from datetime import datetime

from tocsin.desk.people import acts
from tocsin.desk.people.acts import By
from tocsin.desk.people.roles import Role
from tocsin.desk.people.store import Store
from tocsin.errors import UsageError
from tocsin.ledger.moments import from_integer, to_integer
from tocsin.model import Record

NAME = re.compile(r"[a-z0-9][a-z0-9._@+-]{0,63}")
LONGEST_SHOWN = 80
MOST = 10_000
"""accounts in one workspace"""


class Account(Record, frozen=True, kw_only=True):
    """One account, without its hash."""

    name: str
    shown: str
    role: Role
    disabled: bool
    must_change: bool
    """its password was set by somebody else, and has to be replaced first"""
    by_password: bool
    issuer: str | None
    """who vouches for it, where it signs in elsewhere"""
    created: datetime


def named(text: str) -> str:
    """A name as accounts are called. UsageError where it cannot be one."""
    name = unicodedata.normalize("NFKC", text).strip().casefold()
    if not NAME.fullmatch(name):
        raise UsageError(
            "this cannot be the name of an account", where=text[:80], todo="use letters a-z, digits and . _ @ + -, 64 of them at the most"
        )
    return name


def displayed(text: str) -> str:
    """A display name. UsageError where it is too long or holds signs that cannot be seen (they would turn the text around them)."""
    shown = unicodedata.normalize("NFC", text).strip()
    if len(shown) > LONGEST_SHOWN or any(unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp") for sign in shown):
        raise UsageError("a display name has 80 letters at the most, and no invisible signs", todo="write the name as it is printed")
    return shown


def anybody(store: Store) -> bool:
    """Whether there is an account that may sign in."""
    with store.reading() as connection:
        return connection.execute("SELECT 1 FROM account WHERE NOT disabled LIMIT 1").fetchone() is not None


def every(store: Store) -> tuple[Account, ...]:
    """All accounts, by name."""
    with store.reading() as connection:
        return tuple(_account(row) for row in connection.execute("SELECT * FROM account ORDER BY name"))


def find(store: Store, name: str) -> Account | None:
    """The account of that name."""
    with store.reading() as connection:
        row = connection.execute("SELECT * FROM account WHERE name = ?", (name,)).fetchone()
    return _account(row) if row is not None else None


def kept_hash(store: Store, name: str) -> str | None:
    """The hash of an account's password; None: no such account, it is disabled, or has none."""
    with store.reading() as connection:
        row = connection.execute("SELECT hash FROM account WHERE name = ? AND NOT disabled", (name,)).fetchone()
    return row["hash"] if row is not None else None


def vouched(store: Store, issuer: str, subject: str) -> Account | None:
    """The account that an issuer knows as `subject`."""
    with store.reading() as connection:
        row = connection.execute("SELECT * FROM account WHERE issuer = ? AND subject = ?", (issuer, subject)).fetchone()
    return _account(row) if row is not None else None


def add(
    store: Store,
    by: By,
    name: str,
    role: Role,
    *,
    shown: str = "",
    password_hash: str | None = None,
    must_change: bool = False,
    vouched_by: tuple[str, str] | None = None,
    why: str = "",
    only_if_nobody: bool = False,
) -> Account:
    """A new account. UsageError: the name is taken, or `only_if_nobody` and there is somebody."""
    name, shown = named(name), displayed(shown)
    issuer, subject = vouched_by or (None, None)
    with store.writing() as connection:
        if only_if_nobody and connection.execute("SELECT 1 FROM account LIMIT 1").fetchone() is not None:
            raise UsageError("there is an account already", todo="sign in with it")
        if connection.execute("SELECT count(*) FROM account").fetchone()[0] >= MOST:
            raise UsageError(f"there are {MOST} accounts, the most that a workspace has")
        if connection.execute("SELECT 1 FROM account WHERE name = ?", (name,)).fetchone() is not None:
            raise UsageError(
                "there is an account of this name already", where=name, todo="choose another name, or change the one that is there"
            )
        connection.execute(
            "INSERT INTO account (name, shown, role, hash, issuer, subject, must_change, created) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (name, shown, role.value, password_hash, issuer, subject, int(must_change), to_integer(by.at)),
        )
        acts.put(connection, by, "account-added", name, why or f"role {role.value}")
    found = find(store, name)
    assert found is not None  # noqa: S101 - it was written above
    return found


def change_role(store: Store, by: By, name: str, role: Role, why: str = "") -> None:
    """Give an account another role; its sessions end, so that none carries on under the old one. UsageError: none is left to be admin."""
    with store.writing() as connection:
        was = _held(connection, name)
        if was.role == role:
            return
        connection.execute("UPDATE account SET role = ? WHERE name = ?", (role.value, name))
        _somebody_is_admin(connection)
        _end_sessions(connection, name)
        acts.put(connection, by, "role-changed", name, f"{was.role.value} to {role.value}" + (f": {why}" if why else ""))


def change_disabled(store: Store, by: By, name: str, disabled: bool, why: str = "") -> None:
    """Shut an account out, or let it in again. Shut out, its sessions end and its tokens open nothing."""
    with store.writing() as connection:
        if _held(connection, name).disabled == disabled:
            return
        connection.execute("UPDATE account SET disabled = ? WHERE name = ?", (int(disabled), name))
        _somebody_is_admin(connection)
        _end_sessions(connection, name)
        acts.put(connection, by, "account-disabled" if disabled else "account-enabled", name, why)


def change_password(store: Store, by: By, name: str, password_hash: str, *, keep_session: str = "") -> None:
    """Replace the password's hash; all sessions end but the one whose hash is `keep_session`. Set by another, it must be replaced first."""
    with store.writing() as connection:
        _held(connection, name)
        theirs = by.who != name
        connection.execute("UPDATE account SET hash = ?, must_change = ? WHERE name = ?", (password_hash, int(theirs), name))
        _end_sessions(connection, name, keep_session)
        acts.put(connection, by, "password-set" if theirs else "password-changed", name)


def rehash(store: Store, name: str, password_hash: str) -> None:
    """Keep the same password under a hash of today's cost."""
    with store.writing() as connection:
        connection.execute("UPDATE account SET hash = ? WHERE name = ?", (password_hash, name))


def _end_sessions(connection: sqlite3.Connection, name: str, keep: str = "") -> None:
    connection.execute("DELETE FROM session WHERE name = ? AND hash <> ?", (name, keep))


def _held(connection: sqlite3.Connection, name: str) -> Account:
    row = connection.execute("SELECT * FROM account WHERE name = ?", (name,)).fetchone()
    if row is None:
        raise UsageError("there is no such account", where=name[:80], todo="tocsin people list names them")
    return _account(row)


def _somebody_is_admin(connection: sqlite3.Connection) -> None:
    if connection.execute("SELECT 1 FROM account WHERE role = ? AND NOT disabled LIMIT 1", (Role.ADMIN.value,)).fetchone() is None:
        raise UsageError("nobody would be left to decide who may use the desk", todo="make somebody else admin first")


def _account(row: sqlite3.Row) -> Account:
    return Account(
        name=row["name"],
        shown=row["shown"],
        role=Role(row["role"]),
        disabled=bool(row["disabled"]),
        must_change=bool(row["must_change"]),
        by_password=row["hash"] is not None,
        issuer=row["issuer"],
        created=from_integer(row["created"]),
    )
