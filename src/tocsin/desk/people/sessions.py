"""Sessions: a random id in the browser, its hash here; they end when idle, when old, when their account's role or password changes."""

import hashlib
import secrets
import sqlite3
from datetime import datetime, timedelta

from tocsin.desk.people import acts
from tocsin.desk.people.acts import By
from tocsin.desk.people.roles import Role
from tocsin.desk.people.store import Store
from tocsin.ledger.moments import from_integer, to_integer
from tocsin.model import Record
from tocsin.model.audited import Through

BYTES = 32
"""of randomness in an id: none is guessed"""
MOST = 20
"""sessions of one account; the one that was longest idle makes room"""
NOTED_EVERY = timedelta(minutes=1)
"""how exactly it is kept when a session was last used: not every request writes"""
LONGEST_AGENT = 120


class Limits(Record, frozen=True, kw_only=True):
    """How long a session lasts: without a request, and at all."""

    idle: timedelta
    longest: timedelta


class Session(Record, frozen=True, kw_only=True):
    """One session, by the hash of its id."""

    hash: str
    name: str
    shown: str
    role: Role
    must_change: bool
    through: Through
    agent: str
    """how the browser called itself"""
    created: datetime
    seen: datetime
    until: datetime


def hashed(identity: str) -> str:
    """What is kept of an id. Ids are random, so one round is enough: there is nothing to guess from."""
    return hashlib.sha256(identity.encode()).hexdigest()


def begin(store: Store, by: By, limits: Limits, agent: str, *, instead: str = "", why: str = "") -> str:
    """A new session of `by.who`, and the id that the browser is given. `instead`: the id it held before, which ends."""
    identity = secrets.token_urlsafe(BYTES)
    moment = to_integer(by.at)
    with store.writing() as connection:
        connection.execute("DELETE FROM session WHERE hash = ? OR until <= ? OR seen <= ?", (hashed(instead), moment, _idle(by.at, limits)))
        connection.execute(
            "DELETE FROM session WHERE hash IN (SELECT hash FROM session WHERE name = ? ORDER BY seen DESC LIMIT -1 OFFSET ?)",
            (by.who, MOST - 1),
        )
        connection.execute(
            "INSERT INTO session VALUES (?, ?, ?, ?, ?, ?, ?)",
            (hashed(identity), by.who, by.through, agent[:LONGEST_AGENT], moment, moment, to_integer(by.at + limits.longest)),
        )
        acts.put(connection, by, "sign-in", by.who, why)
    return identity


def find(store: Store, identity: str, now: datetime, limits: Limits, *, used: bool = True) -> Session | None:
    """The session of an id, where it still stands; used: it counts as looked at by a person, which puts its idle end off."""
    kept = hashed(identity)
    with store.reading() as connection:
        row = connection.execute(
            "SELECT s.*, a.shown, a.role, a.must_change FROM session s JOIN account a USING (name) WHERE s.hash = ? AND NOT a.disabled",
            (kept,),
        ).fetchone()
    if row is None:
        return None
    if row["until"] <= to_integer(now) or row["seen"] <= _idle(now, limits):
        with store.writing() as connection:
            connection.execute("DELETE FROM session WHERE hash = ?", (kept,))
        return None
    if used and now - from_integer(row["seen"]) >= NOTED_EVERY:
        with store.writing() as connection:
            connection.execute("UPDATE session SET seen = max(seen, ?) WHERE hash = ?", (to_integer(now), kept))
    return _session(row)


def of(store: Store, name: str, now: datetime, limits: Limits) -> tuple[Session, ...]:
    """The sessions of an account that still stand, the latest used first."""
    with store.reading() as connection:
        rows = connection.execute(
            "SELECT s.*, a.shown, a.role, a.must_change FROM session s JOIN account a USING (name) "
            "WHERE name = ? AND until > ? AND seen > ? ORDER BY seen DESC, hash",
            (name, to_integer(now), _idle(now, limits)),
        ).fetchall()
    return tuple(_session(row) for row in rows)


def rotate(store: Store, kept: str) -> str:
    """A new id for a session, in place of the old one, which opens nothing any more."""
    identity = secrets.token_urlsafe(BYTES)
    with store.writing() as connection:
        connection.execute("UPDATE session SET hash = ? WHERE hash = ?", (hashed(identity), kept))
    return identity


def end(store: Store, by: By, kept: str) -> None:
    """Sign one session of `by.who` out."""
    with store.writing() as connection:
        if connection.execute("DELETE FROM session WHERE hash = ? AND name = ?", (kept, by.who)).rowcount:
            acts.put(connection, by, "sign-out", by.who)


def end_all(store: Store, by: By, name: str) -> None:
    """Sign an account out everywhere."""
    with store.writing() as connection:
        connection.execute("DELETE FROM session WHERE name = ?", (name,))
        acts.put(connection, by, "sign-out-everywhere", name)


def _idle(now: datetime, limits: Limits) -> int:
    return to_integer(now - limits.idle)


def _session(row: sqlite3.Row) -> Session:
    got = dict(row)
    return Session(
        hash=got["hash"],
        name=got["name"],
        shown=got["shown"],
        role=Role(got["role"]),
        must_change=bool(got["must_change"]),
        through=got["through"],
        agent=got["agent"],
        created=from_integer(got["created"]),
        seen=from_integer(got["seen"]),
        until=from_integer(got["until"]),
    )
