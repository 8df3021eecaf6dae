"""Counts from a table: date and value, or date, series and value, or one row for each event; what cannot be read is said, line by line."""

import csv
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from datetime import date as Day
from typing import NamedTuple

from tocsin.errors import UsageError
from tocsin.model.series import Count

DELIMITERS = ",;\t|"
DATES = ("date", "day", "datum", "jour", "time", "timestamp", "started_at", "start", "дата")
VALUES = ("value", "count", "n", "number", "total", "valeur", "nombre", "cases", "alerts")
NAMES = ("series", "name", "region", "place", "site", "id", "série", "country", "source")
EMPTY = ("", "na", "n/a", "nan", "null", "none", "-", ".")
MOST_DAYS = 100_000
"""between the first and the last: a mistyped year is more than that"""
LONGEST = 1_000_000
"""characters of one cell: a stray quotation mark swallows a file"""


class Table(NamedTuple):
    """What a table holds: by series its counts, and one line for each row that could not be read."""

    series: dict[str, list[Count]]
    refused: tuple[str, ...]
    rows: int


class Columns(NamedTuple):
    """Names of the columns, where a person gave them."""

    date: str | None = None
    value: str | None = None
    name: str | None = None


def read(lines: Iterable[str], where: str, *, columns: Columns = Columns(), events: bool = False, zero: bool = False) -> Table:  # noqa: B008
    """The table in `lines`, its first line the names of columns. `where`: file name, for messages.

    `events`: each row is one event; they are counted by day, and every day from the table's first to its last was looked at. `zero`: days
    that are not listed count as 0; otherwise they are days on which nobody looked, as are empty cells. UsageError where the columns
    cannot be told.
    """
    source = iter(lines)
    first = next(source, "").removeprefix("\ufeff")
    if not first.strip():
        raise UsageError("holds no table: its first line is empty", where=where, todo="the first line names the columns, e.g. date,value")
    delimiter = max(DELIMITERS, key=first.count)
    csv.field_size_limit(LONGEST)
    try:
        head = [cell.strip() for cell in next(csv.reader([first], delimiter=delimiter))]
    except csv.Error as error:
        raise UsageError(f"its first line cannot be taken apart: {error}", where=where, todo="check its quotation marks") from None
    dates, value, name = _columns(head, columns, events, where)
    held: dict[str, dict[Day, float | None]] = {}
    refused: list[str] = []
    rows = 0
    for number, row in _rows(source, delimiter, where):
        if not any(cell.strip() for cell in row):
            continue
        rows += 1
        try:
            day = _day(row[dates])
            amount = 1.0 if value is None else _amount(row[value])
            own = held.setdefault(row[name].strip() if name is not None else "", {})
        except (IndexError, ValueError) as error:
            told = "has too few cells" if isinstance(error, IndexError) else str(error)
            refused.append(f"{where}:{number}: {told}")
            continue
        if events:
            own[day] = (own.get(day) or 0.0) + 1.0
        elif day in own:
            refused.append(f"{where}:{number}: a second value for {day}; the first one stands")
        else:
            own[day] = amount
    return Table(_filled(held, events, zero, where), tuple(refused), rows)


def _rows(source: Iterator[str], delimiter: str, where: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(source, delimiter=delimiter)
    try:
        for row in reader:
            yield reader.line_num + 1, row
    except csv.Error as error:
        raise UsageError(
            f"line {reader.line_num + 1} cannot be taken apart: {error}", where=where, todo="check its quotation marks"
        ) from None


def _columns(head: list[str], given: Columns, events: bool, where: str) -> tuple[int, int | None, int | None]:
    plain = [cell.casefold() for cell in head]

    def find(asked: str | None, usual: tuple[str, ...], taken: tuple[int | None, ...] = ()) -> int | None:
        if asked is not None:
            if asked.casefold() not in plain:
                raise UsageError(f"has no column {asked!r}", where=where, todo=f"it has {', '.join(head)}")
            return plain.index(asked.casefold())
        return next((plain.index(word) for word in usual if word in plain and plain.index(word) not in taken), None)

    dates = find(given.date, DATES)
    if dates is None:
        raise UsageError("has no column that is known to hold dates", where=where, todo=f"name it: --date-column; it has {', '.join(head)}")
    name = find(given.name, NAMES, (dates,))
    if events:
        return dates, None, name
    value = find(given.value, VALUES, (dates, name))
    if value is None and len(head) == 2:
        value, name = 1 - dates, None
    if value is None:
        raise UsageError(
            "has no column that is known to hold values", where=where, todo=f"name it: --value-column; it has {', '.join(head)}"
        )
    return dates, value, name


def _day(cell: str) -> Day:
    text = cell.strip()
    try:
        if len(text) <= 10:
            return Day.fromisoformat(text)
        moment = datetime.fromisoformat(text)
        return (moment.astimezone(UTC) if moment.tzinfo is not None else moment).date()
    except (ValueError, OverflowError):
        raise ValueError(f"{text[:40]!r} is no date (2024-11-30)") from None


def _amount(cell: str) -> float | None:
    text = cell.strip()
    if text.casefold() in EMPTY:
        return None
    try:
        value = float(text)
    except ValueError:
        raise ValueError(f"{text[:40]!r} is no number") from None
    if not abs(value) < 1e15:
        raise ValueError(f"{text[:40]!r} is no number that can be counted with")
    return value


def _filled(held: dict[str, dict[Day, float | None]], events: bool, zero: bool, where: str) -> dict[str, list[Count]]:
    """Counts in the order of days; with `events` or `zero` every day between the table's first and last has one."""
    every = [day for own in held.values() for day in own]
    first, last = (min(every), max(every)) if every else (Day.min, Day.min)
    if (last - first).days >= MOST_DAYS:
        many = (last - first).days + 1
        raise UsageError(f"{first} to {last} are {many:,} days, more than {MOST_DAYS:,}", where=where, todo="look at the dates")
    out: dict[str, list[Count]] = {}
    for name, own in held.items():
        if events or zero:
            span = (first + timedelta(n) for n in range((last - first).days + 1))
            out[name] = [Count(day=day, value=own.get(day, 0.0)) for day in span]
        else:
            out[name] = [Count(day=day, value=own[day]) for day in sorted(own)]
    return out
