"""Tables on disk, part by part: each is there whole or not at all, so whoever was stopped goes on with what is missing.

A part is a folder, `STEP/00012`, with a Parquet file for each table; it is written beside and renamed. Where two workers finish the same
part, which happens after one was taken for lost, the second throws its own away: they are the same.
"""

import os
import secrets
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from tocsin.engine.bulk.arrow import pa, pc, pq
from tocsin.engine.bulk.schemas import Output
from tocsin.ledger import durable

WRITING = ".writing-"
"""how a part begins that is not whole"""


def place(folder: Path, step: str, number: int) -> Path:
    """Where a part lies."""
    return folder / step / f"{number:06d}"


def done(folder: Path, step: str) -> list[int]:
    """The numbers of the parts of a step that are whole."""
    try:
        return sorted(int(name) for name in os.listdir(folder / step) if name.isdigit())
    except FileNotFoundError:
        return []


def commit(folder: Path, step: str, number: int, tables: Mapping[str, pa.Table], outputs: Mapping[str, Output]) -> None:
    """Keep a part's tables. CannotFinish where the disk does not take them."""
    meant = place(folder, step, number)
    beside = meant.with_name(f"{WRITING}{meant.name}-{secrets.token_hex(4)}")
    try:
        beside.mkdir(parents=True)
        try:
            for name, output in outputs.items():
                _write(beside / f"{name}.parquet", tables[name].select(output.schema.names).cast(output.schema), output.by)
            durable.settle(beside)
            os.rename(beside, meant)
            durable.settle(meant.parent)
        except OSError:
            shutil.rmtree(beside, ignore_errors=True)
            if not meant.is_dir():
                raise
    except OSError as error:
        raise durable.cannot_write(meant, error) from error


def _write(path: Path, table: pa.Table, by: str | None) -> None:
    with path.open("xb") as file:
        with pq.ParquetWriter(file, table.schema, compression="zstd", compression_level=1) as writer:
            if by is None:
                writer.write_table(table)
            else:
                table = table.sort_by(by)
                column = table.column(by)
                # A row group for each value: a reader that wants one group finds it by the statistics, and reads nothing else.
                for value in pc.unique(column).to_pylist():
                    start = pc.index(column, pa.scalar(value, column.type)).as_py()
                    many = pc.sum(pc.equal(column, pa.scalar(value, column.type))).as_py()
                    writer.write_table(table.slice(start, many), row_group_size=max(1, many))
        file.flush()
        os.fsync(file.fileno())


def sweep(folder: Path, step: str) -> None:
    """Throw away what was not finished. Only the one driver of a run may call it, while no worker runs."""
    for path in (folder / step).glob(f"{WRITING}*"):
        shutil.rmtree(path, ignore_errors=True)


def files(folder: Path, step: str, table: str) -> list[Path]:
    """The files of a table, part by part."""
    return [place(folder, step, number) / f"{table}.parquet" for number in done(folder, step)]


def one(folder: Path, step: str, number: int, table: str, columns: tuple[str, ...] | None = None) -> pa.Table:
    """A table of one part."""
    return pq.read_table(place(folder, step, number) / f"{table}.parquet", columns=columns and list(columns), use_threads=False)


def everything(folder: Path, step: str, table: str, columns: tuple[str, ...] | None = None) -> pa.Table:
    """A table of all parts, in their order."""
    found = [pq.read_table(path, columns=columns and list(columns), use_threads=False) for path in files(folder, step, table)]
    return pa.concat_tables(found)


def group(folder: Path, step: str, table: str, by: str, value: int) -> pa.Table | None:
    """The rows of all parts that have `value` in the column they are grouped by; None where there are none."""
    found = [piece for path in files(folder, step, table) for piece in _groups(path, by, value)]
    return pa.concat_tables(found) if found else None


def _groups(path: Path, by: str, value: int) -> Iterator[pa.Table]:
    with pq.ParquetFile(path) as file:
        told = file.metadata
        at = file.schema_arrow.names.index(by)
        for number in range(told.num_row_groups):
            held = told.row_group(number).column(at).statistics
            if held is not None and held.min <= value <= held.max:
                yield file.read_row_group(number, use_threads=False)


def sizes(folder: Path, step: str, table: str, by: str) -> "Counter[int]":
    """How many rows each value of the column has that a table is grouped by, from the files' metadata."""
    found: Counter[int] = Counter()
    for path in files(folder, step, table):
        with pq.ParquetFile(path) as file:
            at = file.schema_arrow.names.index(by)
            for number in range(file.metadata.num_row_groups):
                told = file.metadata.row_group(number)
                if told.num_rows:
                    found[told.column(at).statistics.min] += told.num_rows
    return found


def rows(path: Path) -> int:
    """How many rows a file has."""
    many: int = pq.read_metadata(path).num_rows
    return many
