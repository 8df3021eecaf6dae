"""When each person last looked, and what they saw then: beside the ledger, for the desk alone; it may be deleted at any time."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tocsin.engine.picturing import Picture
from tocsin.model import Record

FILE = "looked.sqlite"
VISIT = timedelta(minutes=30)
"""who comes back sooner is still on the same visit: reading a page again takes nothing of what is new on it away"""
WAIT = 1.0
"""seconds to wait for another who writes"""
TABLE = """create table if not exists looked (
  name text primary key, at real not null, as_of real not null, count integer not null,
  before_at real, before_as_of real, before_count integer)"""
ROW = "select at, as_of, count, before_at, before_as_of, before_count from looked where name = ?"
KEEP = "insert or replace into looked values (?, ?, ?, ?, ?, ?, ?)"


class Look(Record, frozen=True, kw_only=True):
    """The last look of an earlier visit."""

    at: datetime
    as_of: datetime
    """the moment of the picture that was seen"""
    count: int
    """how many entries the ledger held in it"""


def looked(folder: Path, name: str, picture: Picture, now: datetime) -> Look | None:
    """Note that a person looks at a picture now; what they saw at the end of their visit before this one, None where there was none.

    Where nothing can be written beside the ledger, nothing is remembered.
    """
    try:
        with closing(sqlite3.connect(folder / FILE, timeout=WAIT)) as connection, connection:
            connection.execute(TABLE)
            row = connection.execute(ROW, (name,)).fetchone()
            before = None
            if row is not None:
                at, as_of, count, *earlier = row
                same_visit = now.timestamp() - at < VISIT.total_seconds()
                before = (earlier if earlier[0] is not None else None) if same_visit else [at, as_of, count]
            kept = before or [None, None, None]
            connection.execute(KEEP, (name, now.timestamp(), picture.as_of.timestamp(), picture.head.count, *kept))
    except sqlite3.OperationalError:
        return None
    return Look(at=_moment(before[0]), as_of=_moment(before[1]), count=int(before[2])) if before is not None else None


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
