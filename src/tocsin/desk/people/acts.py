"""What was done, on its way into the ledger's chain: put down with the change itself, appended as soon as the ledger is free."""

import sqlite3
from datetime import datetime
from pathlib import Path

import msgspec

from tocsin.desk.people.store import Store
from tocsin.engine import auditing
from tocsin.engine.telemetry import emitting
from tocsin.errors import Busy
from tocsin.model import Audited, Record, digest, from_json, to_json
from tocsin.model.audited import Through
from tocsin.model.base import Tlp

MARK: Tlp = "amber+strict"
"""names of who works here: for them alone, so that no export of lesser marks carries them"""
AT_ONCE = 500
LONGEST = 500
"""letters of a reason or of an id that are kept"""


class By(Record, frozen=True, kw_only=True):
    """Who does something, how they had shown who they are, and when."""

    who: str
    through: Through
    at: datetime


def put(connection: sqlite3.Connection, by: By, act: str, on: str = "", why: str = "", count: int = 1) -> None:
    """Write an act down, in the transaction of what was done. It has its number in the file, and so an id that no other has."""
    at = by.at.replace(microsecond=0)
    made = Audited(id="", tlp=MARK, who=by.who, act=act, on=on[:LONGEST], why=why[:LONGEST], through=by.through, count=count, t_known=at)
    emitting.tell("desk.people", act=act, through=by.through)
    connection.execute("INSERT INTO act (payload) VALUES (?)", (to_json(made).decode(),))


def pending(store: Store) -> int:
    """How many acts wait for the ledger."""
    with store.reading() as connection:
        return int(connection.execute("SELECT count(*) FROM act").fetchone()[0])


def settle(store: Store, folder: Path) -> bool:
    """Append what waits; whether nothing waits any more. Interrupted anywhere, the next call goes on: an act sent twice has one id."""
    while True:
        with store.reading() as connection:
            rows = connection.execute("SELECT number, payload FROM act ORDER BY number LIMIT ?", (AT_ONCE,)).fetchall()
        if not rows:
            return True
        try:
            auditing.note(folder, [_numbered(row["number"], row["payload"]) for row in rows])
        except Busy:
            return False
        with store.writing() as connection:
            connection.execute("DELETE FROM act WHERE number <= ?", (rows[-1]["number"],))


def _numbered(number: int, payload: str) -> Audited:
    act = from_json(Audited, payload)
    return msgspec.structs.replace(act, id=digest("audited", number, payload))
