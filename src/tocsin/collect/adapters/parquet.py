"""Parquet: each row is a report, its columns known by name or by `--columns` (needs the extra `tables`).

Loses: nested columns are kept in `extra` as text, binary columns are left out. Everything else as for tables of text (`csv`). Times with a
zone keep it; times without are taken as UTC.
"""

import io
import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any, BinaryIO

from tocsin.collect import tabular
from tocsin.collect.adapters.contract import Piece, Taking, Unfit, whole
from tocsin.collect.adapters.csv import NO_TEXT_COLUMN, piece
from tocsin.errors import CannotFinish, Refused

ROWS = 1_000
"""at a time"""
_SPLIT = "split it into smaller files"


def read(stream: BinaryIO, taking: Taking) -> Iterator[Piece | Unfit]:
    """The rows of a table. Raises CannotFinish where the extra is missing, Refused where no column holds the text or the file is broken."""
    blob = whole(stream, taking)
    if blob.lstrip()[:1] == b"{":
        yield from _row_again(blob, taking)
        return
    if not blob.startswith(b"PAR1"):
        raise Refused("broken-document", "it is no Parquet file", where=taking.where, todo="export it again")
    try:
        import pyarrow
    except ImportError:
        todo = "pip install 'tocsin[tables]', or export the table as CSV"
        raise CannotFinish("Parquet needs the extra tables", where=taking.where, todo=todo) from None
    try:
        table = opened(io.BytesIO(blob))
        names = [str(name) for name in table.schema_arrow.names]
        unpacked = sum(table.metadata.row_group(at).total_byte_size for at in range(table.num_row_groups))
        if unpacked > taking.limits.unpacked:
            what = f"it unpacks to {unpacked:,} bytes, more than {taking.limits.unpacked:,}"
            raise Refused("bomb", what, where=taking.where, todo=_SPLIT)
        fields = tabular.known(names, taking.columns)
        if "text" not in fields or any(field not in fields for field in taking.columns):
            what = f"no column is known to hold the text; there are {', '.join(names[:20])}"
            raise Refused("no-text-column", what[:400], where=taking.where, todo=NO_TEXT_COLUMN)
        told = {field: names[at] for field, at in fields.items()}
        length = 0
        for number, row in enumerate(rows(table), 1):
            taking.hurry()
            made = row_piece(row, told, number)
            length += len(made.blob)
            if length > taking.limits.unpacked:
                raise Refused("bomb", f"its rows come to more than {taking.limits.unpacked:,} bytes", where=taking.where, todo=_SPLIT)
            yield made
    except pyarrow.ArrowException as error:
        raise Refused(
            "broken-document", f"it is no Parquet that can be read: {error}"[:300], where=taking.where, todo="export it again"
        ) from None


def opened(source: Any) -> Any:
    """A Parquet file of which a long word that stands in each of a million rows stays one until its row is looked at."""
    import pyarrow
    import pyarrow.parquet

    schema = pyarrow.parquet.read_schema(source)
    repeated = [str(field.name) for field in schema if field.type in (pyarrow.string(), pyarrow.binary())]
    return pyarrow.parquet.ParquetFile(source, read_dictionary=repeated)


def rows(table: Any, groups: Sequence[int] | None = None) -> Iterator[dict[str, Any]]:
    """The rows of an opened file, or of some of its groups, one made at a time."""
    for batch in table.iter_batches(ROWS, groups, use_threads=False):
        for at in range(batch.num_rows):
            yield from batch.slice(at, 1).to_pylist()


def row_piece(row: dict[str, Any], told: dict[str, str], number: int) -> Piece:
    """The report in one row; `told`: which column holds what."""
    plain = {name: words for name, value in row.items() if (words := _words(value)) is not None}
    held = {"columns": told, "row": plain}
    return piece(plain, told, json.dumps(held, ensure_ascii=False).encode("utf-8", "replace"), f":{number}", "utf-8")._replace(
        media_type="application/json"
    )


def _row_again(blob: bytes, taking: Taking) -> Iterator[Piece]:
    """A row out of quarantine: kept as JSON, for a Parquet file cannot be cut."""
    try:
        held = json.loads(blob)
    except (ValueError, RecursionError) as error:
        raise Refused("broken-document", f"it is no row of a table: {error}", where=taking.where, todo="give the whole file") from None
    told, row = held.get("columns"), held.get("row")
    if not isinstance(told, dict) or not isinstance(row, dict):
        raise Refused("broken-document", "it is no row of a table", where=taking.where, todo="give the whole file")
    words = {str(name): value for name, value in row.items() if isinstance(value, str)}
    yield row_piece(words, {str(field): str(column) for field, column in told.items()}, 1)


def _words(value: object) -> str | None:
    """A cell as text, or None for what is no text."""
    if value is None or isinstance(value, bytes):
        return None
    if isinstance(value, datetime | date):
        return value.isoformat()
    return (
        value
        if isinstance(value, str)
        else json.dumps(value, ensure_ascii=False, default=str)
        if isinstance(value, dict | list)
        else str(value)
    )
