"""Reading records back: the latest of each identity, limited by when it was known and by TLP."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Engine, FromClause, and_, exists, func, select
from sqlalchemy.engine import Connection
from sqlalchemy.sql.selectable import Select

from tocsin.ledger import kinds
from tocsin.ledger.kinds import Stored
from tocsin.ledger.moments import to_integer
from tocsin.ledger.schema import BODY, ENTRY
from tocsin.model import TLP_ORDER, Refusal, Tlp

PAGE = 500
"""rows a question: each page is a transaction of its own, so that no reader holds the log back"""


def allowed(body: FromClause, known_by: datetime | None, at_most: Tlp | None) -> list[ColumnElement[bool]]:
    """What a row of `body` must fulfil to be seen."""
    conditions: list[ColumnElement[bool]] = []
    if known_by is not None:
        conditions.append(_known(body) <= to_integer(known_by))
    if at_most is not None:
        conditions.append(body.c.tlp.in_(TLP_ORDER[: TLP_ORDER.index(at_most) + 1]))
    return conditions


def latest(known_by: datetime | None = None, at_most: Tlp | None = None, top: int | None = None) -> list[ColumnElement[bool]]:
    """Conditions on BODY: seen, and not superseded by another row that may be seen as well.

    A correction that became known later does not hide what was known before; one that may not be shown hides what it corrects,
    for the older version may be the very thing that was withdrawn.
    """
    later = BODY.alias("later")
    newer = [later.c.kind == BODY.c.kind, later.c.record_id == BODY.c.record_id, later.c.seq > BODY.c.seq, *allowed(later, known_by, None)]
    if top is not None:
        newer.append(later.c.seq <= top)
    return [*allowed(BODY, known_by, at_most), ~exists().where(and_(*newer))]


def records(engine: Engine, kind: str, known_by: datetime | None, at_most: Tlp | None) -> Iterator[Stored]:
    """Records of a kind in the order they were written, as the ledger stood when the first was asked for."""
    with engine.begin() as connection:
        top = connection.execute(select(func.max(ENTRY.c.seq))).scalar() or 0
    after = 0
    while True:
        question = _page(kind, after).where(*latest(known_by, at_most, top), BODY.c.seq <= top)
        with engine.begin() as connection:
            rows = connection.execute(question).all()
        for seq, payload in rows:
            after = seq
            yield kinds.decode(payload)
        if len(rows) < PAGE:
            return


def newest(engine: Engine, kind: str, before: int | None) -> Iterator[tuple[int, Stored]]:
    """Entries of a kind that are still held, with their rows, the last written first; before: only rows below this one."""
    while True:
        # Sorted by a sum, so that the rows are found in the index by kind and not by going through the whole table backwards.
        some = select(BODY.c.seq).where(BODY.c.kind == kind).order_by((BODY.c.seq + 0).desc()).limit(PAGE)
        some = some if before is None else some.where(BODY.c.seq < before)
        question = select(BODY.c.seq, BODY.c.payload).where(BODY.c.seq.in_(some)).order_by(BODY.c.seq.desc())
        with engine.begin() as connection:
            rows = connection.execute(question).all()
        for seq, payload in rows:
            before = seq
            yield seq, kinds.decode(payload)
        if len(rows) < PAGE:
            return


def versions(engine: Engine, kind: str, record_id: str) -> list[Stored]:
    """Every version of one record, oldest first."""
    with engine.begin() as connection:
        question = select(BODY.c.payload).where(BODY.c.kind == kind, BODY.c.record_id == record_id).order_by(BODY.c.seq)
        return [kinds.decode(payload) for (payload,) in connection.execute(question)]


def of_report(engine: Engine, kind: str, report: str) -> list[Stored]:
    """Every version of each record of a kind that belongs to a report, in the order written."""
    question = select(BODY.c.payload).where(BODY.c.kind == kind, BODY.c.report == report).order_by(BODY.c.seq)
    with engine.begin() as connection:
        return [kinds.decode(payload) for (payload,) in connection.execute(question)]


def beginning(engine: Engine, kind: str, first: str, most: int) -> list[str]:
    """Identities of a kind that begin with `first`, at most so many."""
    # A range and no LIKE: the index on (kind, record_id) serves it.
    question = (
        select(BODY.c.record_id)
        .where(BODY.c.kind == kind, BODY.c.record_id >= first, BODY.c.record_id < first + "\uffff")
        .distinct()
        .limit(most)
    )
    with engine.begin() as connection:
        return list(connection.execute(question).scalars())


def rows_of(engine: Engine, kind: str, identities: Sequence[str], at_once: int) -> list[int]:
    """Rows of every version of these records, in order."""
    found: list[int] = []
    with engine.begin() as connection:
        for start in range(0, len(identities), at_once):
            question = select(BODY.c.seq).where(BODY.c.kind == kind, BODY.c.record_id.in_(identities[start : start + at_once]))
            found += connection.execute(question).scalars()
    return sorted(found)


def held(engine: Engine, kind: str, identities: Sequence[str], at_once: int) -> set[str]:
    """Which of `identities` are held."""
    found: set[str] = set()
    with engine.begin() as connection:
        for start in range(0, len(identities), at_once):
            some = identities[start : start + at_once]
            found.update(connection.execute(select(BODY.c.record_id).where(BODY.c.kind == kind, BODY.c.record_id.in_(some))).scalars())
    return found


def rows(engine: Engine, kind: str, last: int) -> dict[str, int]:
    """By identity: the first row of each record of a kind, of rows up to `last`."""
    question = (
        select(BODY.c.record_id, func.min(BODY.c.seq).label("row"))
        .where(BODY.c.kind == kind, BODY.c.seq <= last)
        .group_by(BODY.c.record_id)
    )
    with engine.begin() as connection:
        return {found.record_id: found.row for found in connection.execute(question)}


def since(engine: Engine, row: int, most: int) -> tuple[tuple[int, str, str, str], ...]:
    """What was written after a row: row, kind, identity, mark."""
    question = select(BODY.c.seq, BODY.c.kind, BODY.c.record_id, BODY.c.tlp).where(BODY.c.seq > row).order_by(BODY.c.seq).limit(most)
    with engine.begin() as connection:
        return tuple((one.seq, one.kind, one.record_id, one.tlp) for one in connection.execute(question))


def hash_at(engine: Engine, row: int) -> str | None:
    """The hash of one entry."""
    with engine.begin() as connection:
        found: str | None = connection.execute(select(ENTRY.c.hash).where(ENTRY.c.seq == row)).scalar()
        return found


def _page(kind: str, after: int) -> Select[Any]:
    return select(BODY.c.seq, BODY.c.payload).where(BODY.c.kind == kind, BODY.c.seq > after).order_by(BODY.c.seq).limit(PAGE)


def _known(body: FromClause) -> ColumnElement[int]:
    # A report without a date is known from the date that its reading worked out, where there is a reading.
    reading = BODY.alias("reading")
    read = (
        select(reading.c.t_known)
        .where(reading.c.report == body.c.record_id, reading.c.kind == "reading", body.c.kind == "report")
        .order_by(reading.c.seq.desc())
        .limit(1)
        .correlate(body)
        .scalar_subquery()
    )
    return func.coalesce(read, body.c.t_known)


def unresolved(connection: Connection) -> tuple[Refusal, ...]:
    """Refusals with no resolution written after them."""
    question = select(BODY.c.payload).where(BODY.c.kind.in_(("refusal", "resolution"))).order_by(BODY.c.seq)
    found: dict[str, Refusal] = {}
    for (payload,) in connection.execute(question):
        match kinds.decode(payload):
            case Refusal() as refusal:
                found[refusal.id] = refusal
            case kinds.Resolution(refusal=resolved):
                found.pop(resolved, None)
    return tuple(found.values())


def resolved(connection: Connection, refusal_id: str) -> bool:
    """Was this refusal held, and resolved after it was last refused?"""
    resolution = select(func.max(BODY.c.seq)).where(BODY.c.kind == "resolution", BODY.c.report == refusal_id)
    refusal = select(func.max(BODY.c.seq)).where(BODY.c.kind == "refusal", BODY.c.record_id == refusal_id)
    return (connection.execute(resolution).scalar() or 0) > (connection.execute(refusal).scalar() or 0)
