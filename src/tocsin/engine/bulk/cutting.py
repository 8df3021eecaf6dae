"""An archive cut into partitions: ranges of bytes, groups of rows, or whole files, the same for every runner.

A record belongs to the partition in whose range it begins, and is named by the byte at which it begins, so it is called the same however
the file is cut. Small files are put together, never across two days where their names tell the day.
"""

import os
import re
import stat
from collections.abc import Iterator, Sequence

from tocsin.collect import files, sniff, tabular
from tocsin.collect.decode import name
from tocsin.engine.bulk import members
from tocsin.errors import UsageError
from tocsin.model import Record

LINES = ("jsonl", "gkg", "gdelt-events")
"""formats of which each line is a report"""
_DAY = re.compile(r"(?<!\d)(20\d\d|19[789]\d)-?(0[1-9]|1[0-2])-?(0[1-9]|[12]\d|3[01])(?=\d{6}(?!\d)|(?!\d))")
"""a day in a file's name: `20241120`, `2024-11-20`, `20241120061500`"""


class Slice(Record, frozen=True, kw_only=True):
    """One stretch of one file: bytes, or groups of rows of a Parquet file; all of it where `form` is null."""

    path: str
    form: str | None = None
    start: int = 0
    stop: int = 0


class Partition(Record, frozen=True, kw_only=True):
    """What one worker takes at once, and does again where it was interrupted."""

    number: int
    day: str | None = None
    """YYYYMMDD, where the files' names tell it"""
    slices: tuple[Slice, ...]
    size: int
    """bytes"""


class Cut(Record, frozen=True, kw_only=True):
    """A whole input."""

    partitions: tuple[Partition, ...]
    size: int
    files: tuple[tuple[str, int, int], ...]
    """path, bytes, and when it was changed, in nanoseconds: what a resumed run is held to"""


def cut(paths: Sequence[str], most: int) -> Cut:
    """The files behind `paths` in partitions of about `most` bytes. UsageError for what is no file, or lies on the network."""
    found: list[Partition] = []
    held: list[tuple[Slice, int]] = []
    day: str | None = None
    seen: list[tuple[str, int, int]] = []

    def close() -> None:
        if held:
            size = sum(one for _, one in held)
            found.append(Partition(number=len(found), day=day, slices=tuple(one for one, _ in held), size=size))
            held.clear()

    for path in files.expand(paths):
        if path == files.STDIN or files.addressed(path):
            raise UsageError("only files can be cut and taken up again", where=path, todo="save it, and name the file")
        told = os.stat(path)
        if not stat.S_ISREG(told.st_mode):
            raise UsageError("it is a device or socket, not a file", where=files.shown(path), todo="name files")
        seen.append((files.shown(path), told.st_size, told.st_mtime_ns))
        of = _day(path)
        for piece, size in _slices(path, told.st_size, most):
            if of != day or sum(one for _, one in held) + size > most:
                close()
                day = of
            held.append((piece, size))
    close()
    return Cut(partitions=tuple(found), size=sum(one.size for one in found), files=tuple(seen))


def _day(path: str) -> str | None:
    matched = _DAY.search(os.path.basename(path))
    return "".join(matched.groups()) if matched else None


def _slices(path: str, size: int, most: int) -> Iterator[tuple[Slice, int]]:
    """A file's slices, each with its bytes."""
    form = _form(path)
    if form == "parquet":
        yield from _row_groups(path, size, most)
    elif form is None:
        yield Slice(path=path), size
    else:
        for start in range(0, size, most):
            stop = min(size, start + most)
            yield Slice(path=path, form=form, start=start, stop=stop), stop - start


def _form(path: str) -> str | None:
    """The format of a file that can be cut; None for one that cannot."""
    with open(path, "rb") as file:
        head = file.read(sniff.HEAD)
    seen = sniff.sniff(head, path)
    if seen.form == "gzip":
        return members.FORM if members.several(path) else None
    if seen.form == "parquet":
        return "parquet"
    encoding, _, _ = name(head)
    if seen.form in LINES and encoding in ("utf-8", "ascii") and head.strip():
        return seen.form
    return None


def _row_groups(path: str, size: int, most: int) -> Iterator[tuple[Slice, int]]:
    """Groups of rows of a Parquet file, as many as come to about `most` bytes; the whole file where it cannot be read so."""
    from tocsin.engine.bulk.arrow import pa, pq

    try:
        with pq.ParquetFile(path) as file:
            told = file.metadata
            if "text" not in tabular.known([str(one) for one in file.schema_arrow.names], {}):
                raise pa.ArrowInvalid("no column is known to hold the text")
            sizes = [
                sum(told.row_group(at).column(place).total_compressed_size for place in range(told.num_columns))
                for at in range(told.num_row_groups)
            ]
    except (pa.ArrowException, OSError):
        yield Slice(path=path), size  # refused, with the reason, when it is read
        return
    start = held = 0
    for at, one in enumerate(sizes):
        if held and held + one > most:
            yield Slice(path=path, form="parquet", start=start, stop=at), held
            start, held = at, 0
        held += one
    if held or not sizes:
        yield (Slice(path=path, form="parquet", start=start, stop=len(sizes)), held) if sizes else (Slice(path=path), size)
