"""Tables of text (CSV, TSV; comma, semicolon, tab or bar): each row is a report, its columns known by name or by `--columns`.

Loses: nothing of a row: columns that are no field of a report are kept in `extra`, as text. Times without a zone are taken as UTC, a bare
day as its end; a date with slashes whose day and month cannot be told apart stays in `extra` and the report has none. Line ends inside
cells stay. A row with too few or too many cells is refused with its number, and the rest goes on.
"""

import csv
import io
from collections.abc import Iterator
from typing import BinaryIO

from tocsin.collect import tabular
from tocsin.collect.adapters.contract import Piece, Taking, Unfit
from tocsin.collect.decode import name
from tocsin.errors import Refused

NO_TEXT_COLUMN = "name the columns: --columns text=NAME,title=NAME,published=NAME"


def read(stream: BinaryIO, taking: Taking) -> Iterator[Piece | Unfit]:
    """The rows of a table, in bounded memory. Raises Refused where no column holds the text."""
    begins = stream.read(65_536)
    encoding, mark, flags = name(begins)
    flags = tuple(flag for flag in flags if "encoding" in flag)
    rest = io.BufferedReader(_Behind(begins[mark:], stream), 1 << 18)
    lines = _Lines(io.TextIOWrapper(rest, encoding=encoding, errors="replace", newline=""), taking.limits.report)
    first = next(lines, "")
    if not first.strip():
        raise Refused("empty", "there is no table in it", where=taking.where, todo="give a file with rows in it")
    csv.field_size_limit(taking.limits.report)
    delimiter = tabular.delimiter_of(first)
    names = next(csv.reader([first], delimiter=delimiter), [])
    fields = tabular.known(names, taking.columns)
    for field in ("text", *taking.columns):
        if field not in fields:
            wanted = taking.columns.get(field)
            what = f"no column is called {wanted!r}" if wanted else "no column is known to hold the text"
            raise Refused("no-text-column", f"{what}; there are {', '.join(names[:20])}"[:400], where=taking.where, todo=NO_TEXT_COLUMN)
    header = _row(names, delimiter)
    reader = csv.reader(lines, delimiter=delimiter)
    number = 0
    while True:
        number += 1
        lines.begin()
        try:
            cells = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            raw = header + "".join(lines.row).encode("utf-8", "replace")[: taking.limits.kept]
            yield Unfit("broken-row", f"it is no row of a table: {error}", "mend the row", raw, f":{number}")
            reader = csv.reader(lines, delimiter=delimiter)
            continue
        if not any(cell.strip() for cell in cells):
            continue
        raw = header + _row(cells, delimiter)
        if len(cells) != len(names):
            yield Unfit("broken-row", f"it has {len(cells)} cells, not {len(names)}", "mend the row", raw, f":{number}")
            continue
        yield piece(dict(zip(names, cells)), {field: names[at] for field, at in fields.items()}, raw, f":{number}", "utf-8")._replace(
            flags=flags, encoding=encoding, media_type="text/csv"
        )


def piece(row: dict[str, str], fields: dict[str, str], raw: bytes, at: str, encoding: str | None) -> Piece:
    """The report of one row, where `fields` says which column is which."""
    told = {field: row.get(column) or None for field, column in fields.items()}
    return Piece(
        text=told.get("text") or "",
        blob=raw,
        at=at,
        title=told.get("title"),
        url=told.get("url"),
        site=told.get("site"),
        published=told.get("published"),
        language=told.get("language"),
        source_id=told.get("id"),
        extra={column: value for column, value in row.items() if column and column not in fields.values()},
        encoding=encoding,
    )


def _row(cells: list[str], delimiter: str) -> bytes:
    held = io.StringIO()
    csv.writer(held, delimiter=delimiter, lineterminator="\n").writerow(cells)
    return held.getvalue().encode("utf-8", "replace")


class _Lines:
    """The lines of a text without NUL, and those of the row that is being read. Raises Refused where one never ends."""

    def __init__(self, text: io.TextIOWrapper, longest: int) -> None:
        self._text, self._longest, self._length = text, longest, 0
        self.row: list[str] = []

    def begin(self) -> None:
        """The next line begins a row."""
        self.row, self._length = [], 0

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._text.readline(self._longest + 1)
        if not line:
            raise StopIteration
        self._length += len(line)
        if len(line) > self._longest or self._length > self._longest:
            raise Refused("too-large", f"a row is longer than {self._longest:,} characters", todo="is a quotation mark left open?")
        self.row.append(line)
        return line.replace("\x00", "\ufffd")


class _Behind(io.RawIOBase):
    """Bytes already read, then the stream."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        self._head, self._stream = head, stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        piece = self._head[: len(buffer)] or self._stream.read(len(buffer))
        self._head = self._head[len(piece) :]
        buffer[: len(piece)] = piece
        return len(piece)
