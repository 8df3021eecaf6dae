"""Readings as persons corrected them: what was rejected is gone, what was corrected reads as they said. Everything after rests on these."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import msgspec

from tocsin.model import Corrected, Reading, Statement, StatementRuling


def standing(rulings: Iterable[StatementRuling], as_of: datetime) -> dict[str, StatementRuling]:
    """By statement: the ruling that counts as of a moment, the latest; of two of one moment the one given later."""
    found: dict[str, StatementRuling] = {}
    for ruling in sorted(rulings, key=lambda one: one.t_known):
        if ruling.t_known <= as_of:
            found[ruling.statement] = ruling
    return found


def ruled(readings: Sequence[Reading], rulings: Iterable[StatementRuling], as_of: datetime) -> tuple[Reading, ...]:
    """The readings, one for one, as they stand after what persons had decided by `as_of`; untouched ones are the very same records."""
    counts = {name: ruling for name, ruling in standing(rulings, as_of).items() if ruling.kind != "restore"}
    touched = {ruling.report for ruling in counts.values()}
    return tuple(_after(reading, counts) if reading.report in touched else reading for reading in readings)


def _after(reading: Reading, counts: dict[str, StatementRuling]) -> Reading:
    kept = []
    for statement in reading.statements:
        ruling = counts.get(statement.id)
        if ruling is None:
            kept.append(statement)
        elif ruling.kind == "correct" and ruling.corrected is not None:
            kept.append(corrected(statement, ruling.corrected))
    return msgspec.structs.replace(reading, statements=tuple(kept))


def corrected(statement: Statement, how: Corrected) -> Statement:
    """A statement with the fields that a person reads otherwise; its words and spans are the report's and never change."""
    given = {name: getattr(how, name) for name in how.__struct_fields__}
    changed: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    if how.date == "":
        changed["date"] = None
    if how.date is not None:
        changed["date_from"] = None  # what the machine read the day from no longer holds
    return msgspec.structs.replace(statement, **changed)
