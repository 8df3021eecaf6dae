"""The index in a file: a line that says what it is, a line with its SHA-256, a line of JSON, then the columns as they lie in memory.

    tocsin-copies 1
    9f86d0...                              of everything below
    {"window":2592000,...,"columns":[["table","<u8",[256,32]],...]}
    (the columns, little-endian, one after the other)

A file that is torn, foreign or of another version is refused with what is wrong; `restored` then builds the index anew.
"""

import os
from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from tocsin.corroborate.copies.furniture import Furniture, Known
from tocsin.corroborate.copies.index import PACKED, REPORT, Index
from tocsin.corroborate.copies.postings import Postings
from tocsin.corroborate.copies.tape import Tape
from tocsin.errors import CannotFinish

MAGIC = b"tocsin-copies "
VERSION = b"1"
REBUILD = "rebuild it from the reports"
_TYPES: dict[str, Any] = {"table": "<u8", "reports": REPORT, "grams": "u1", "furniture": "<u4", "days": "<i4"}


class _Head(msgspec.Struct, forbid_unknown_fields=True):
    """What stands in the line of JSON."""

    window: int | None
    first: int
    start: int
    entries: int
    latest: int
    swept: int
    outlets: list[str]
    known: list[tuple[int, int]]
    """outlets with furniture, by number, and how many grams each has"""
    columns: list[tuple[str, list[int]]]


class Dated(NamedTuple):
    """A text to build an index from, with its outlet and when it could be known."""

    text: str
    outlet: str | None
    at: datetime


def save(index: Index, path: Path) -> None:
    """Writes `index` to `path`, whole or not at all. The same index makes the same bytes."""
    known = sorted(index.furniture.known.items())
    columns: dict[str, NDArray[Any]] = {
        "table": index.postings.table,
        "reports": index.reports.values(),
        "grams": index.grams.values(),
        "furniture": np.concatenate([np.empty(0, dtype="<u4"), *(each.grams for _, each in known)]),
        "days": np.concatenate([np.empty(0, dtype="<i4"), *(each.days for _, each in known)]),
    }
    head = _Head(
        window=index.window,
        first=index.reports.first,
        start=index.grams.first,
        entries=index.entries,
        latest=index.latest,
        swept=index.swept,
        outlets=list(index.outlets),
        known=[(outlet, len(each.grams)) for outlet, each in known],
        columns=[(name, list(column.shape)) for name, column in columns.items()],
    )
    pieces = [msgspec.json.encode(head) + b"\n"]
    pieces += [np.ascontiguousarray(column, dtype=_TYPES[name]).tobytes() for name, column in columns.items()]
    digest = sha256()
    for piece in pieces:
        digest.update(piece)
    part = path.with_name(path.name + ".part")
    try:
        with part.open("wb") as out:
            out.write(MAGIC + VERSION + b"\n" + digest.hexdigest().encode() + b"\n")
            for piece in pieces:
                out.write(piece)
            out.flush()
            os.fsync(out.fileno())
        os.replace(part, path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise CannotFinish(f"the index of copies cannot be written: {error.strerror}", where=str(path)) from error


def load(path: Path) -> Index:
    """The index that was saved to `path`. Raises CannotFinish for a file that is not whole, saying what is wrong with it."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise CannotFinish(f"the index of copies cannot be read: {error.strerror}", where=str(path), todo=REBUILD) from error
    first, _, rest = data.partition(b"\n")
    if not first.startswith(MAGIC):
        raise CannotFinish("this is no index of copies", where=str(path), todo=REBUILD)
    if first != MAGIC + VERSION:
        version = first[len(MAGIC) :][:20].decode(errors="replace")
        raise CannotFinish(f"an index of copies of version {version}, not {VERSION.decode()}", where=str(path), todo=REBUILD)
    digest, _, body = rest.partition(b"\n")
    if sha256(body).hexdigest().encode() != digest:
        raise CannotFinish("the index of copies is torn: its content is not what its hash says", where=str(path), todo=REBUILD)
    line, _, raw = body.partition(b"\n")
    head = msgspec.json.decode(line, type=_Head)
    columns: dict[str, NDArray[Any]] = {}
    at = 0
    for name, shape in head.columns:
        dtype = np.dtype(_TYPES[name])
        count = int(np.prod(shape))
        columns[name] = np.frombuffer(raw, dtype=dtype, count=count, offset=at).reshape(shape).copy()
        at += count * dtype.itemsize
    return _built(head, columns)


def _built(head: _Head, columns: dict[str, NDArray[Any]]) -> Index:
    index = Index()
    index.window, index.entries, index.latest, index.swept = head.window, head.entries, head.latest, head.swept
    index.outlets = {outlet: place for place, outlet in enumerate(head.outlets, 1)}
    index.postings = Postings(columns["table"])
    index.reports = Tape(REPORT, head.first, columns["reports"])
    index.grams = Tape(PACKED, head.start, columns["grams"])
    index.furniture = Furniture()
    at = 0
    for outlet, count in head.known:
        index.furniture.known[outlet] = Known(columns["furniture"][at : at + count], columns["days"][at : at + count])
        at += count
    return index


def restored(path: Path, index: Index, texts: Iterable[Dated]) -> tuple[Index, str | None]:
    """The index saved at `path`, and None; where that cannot be had, `index` with `texts` added to it, and why."""
    try:
        return load(path), None
    except CannotFinish as error:
        for each in texts:
            index.add(each.text, outlet=each.outlet, at=each.at)
        return index, str(error)
