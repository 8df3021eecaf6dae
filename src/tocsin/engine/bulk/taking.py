"""The records of one slice of an archive, as reports: most bear on nothing, and are dropped before anything is made of them."""

import io
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import BinaryIO

from tocsin.collect import dispatch, files, json_lines, tabular
from tocsin.collect.adapters import parquet, registry
from tocsin.collect.adapters.contract import Nested, Piece, Taking, Unfit, finish
from tocsin.collect.records import Collected, Limits, RefusedInput, refused
from tocsin.engine.bulk import light, members
from tocsin.engine.bulk.cutting import LINES, Slice
from tocsin.errors import Refused

Keeps = Callable[[str | None, str], bool]
"""whether a title and a text may bear on the problem"""
Taken = Collected | RefusedInput | None
"""None for a record that was dropped unread"""


def take(piece: Slice, keeps: Keeps, *, clock: datetime, limits: Limits | None = None) -> Iterator[Taken]:
    """What is in a slice, record by record. A file that cannot be read is a refusal, as everywhere."""
    limits, where = limits or Limits(), files.shown(piece.path)
    if piece.form is None:
        yield from files.collect([piece.path], clock=clock, limits=limits)
        return
    try:
        with open(piece.path, "rb") as file:
            if piece.form in LINES:
                yield from _lines(file, piece, where, keeps, clock, limits)
            elif piece.form == members.FORM:
                yield from _members(file, piece, where, keeps, clock, limits)
            else:
                yield from _rows(piece, where, keeps, clock, limits)
    except OSError as error:
        what = f"it cannot be read: {error.strerror or error}"
        yield refused("unreadable", what, where=where, todo="check that it is there and that you may read it", blob=b"", clock=clock)


def _lines(file: BinaryIO, piece: Slice, where: str, keeps: Keeps, clock: datetime, limits: Limits) -> Iterator[Taken]:
    """Lines that begin in the slice; each is named by the byte at which it begins."""
    at = piece.start
    if at:
        file.seek(at - 1)
        at += len(file.readline()) - 1
    while at < piece.stop:
        line = file.readline(limits.report + 2)
        if not line:
            return
        size, here = len(line), f"{where}@{at}"
        while not line.endswith(b"\n") and (more := file.readline(1 << 20)):
            size += len(more)
            if more.endswith(b"\n"):
                break
        at += size
        if size > limits.report + 1:
            what, kept = f"the line is longer than {limits.report:,} bytes", line[: limits.kept]
            yield refused("too-large", what, where=here, todo="write one report on each line", blob=kept, size=size, clock=clock)
        elif line.strip(b"\xef\xbb\xbf \t\r\n"):
            raw = line.rstrip(b"\n")
            yield _line(raw, here, keeps, clock, limits) if piece.form == "jsonl" else _coded(raw, piece.form, here, keeps, clock, limits)


def _line(raw: bytes, where: str, keeps: Keeps, clock: datetime, limits: Limits) -> Taken:
    if (looked := light.line(raw)) is not None and not keeps(*looked):
        return None
    try:
        return json_lines.read(raw, where, clock=clock, limits=limits, ids={})
    except Refused as error:
        return refused(error.reason, error.what, where=where, todo=error.todo, blob=raw, clock=clock, form="jsonl")


def _coded(raw: bytes, form: str | None, where: str, keeps: Keeps, clock: datetime, limits: Limits) -> Taken:
    """One of GDELT's lines."""
    found = list(_pieces(io.BytesIO(raw), str(form), Taking(where, clock, limits), keeps))
    return found[0] if found else None


def _members(file: BinaryIO, piece: Slice, where: str, keeps: Keeps, clock: datetime, limits: Limits) -> Iterator[Taken]:
    """Records of a web archive whose member begins in the slice."""
    for at, member in members.members(file, piece.start, piece.stop):
        here = f"{where}@{at}"
        raw = member.whole(light.LARGEST)
        if raw is not None and (looked := light.conversion(raw, limits.report)) is not None and not keeps(*looked):
            yield None
            continue
        inside = io.BytesIO(raw) if raw is not None else io.BufferedReader(members.Member(file, at), members.CHUNK)
        try:
            yield from _pieces(inside, "warc", Taking(here, clock, limits), keeps)
        except Refused as error:
            if error.reason != "broken-archive":  # a member that holds nothing but what is passed over
                yield refused(error.reason, error.what, where=here, todo=error.todo, blob=b"", clock=clock, form="warc")


def _pieces(stream: BinaryIO, form: str, taking: Taking, keeps: Keeps) -> Iterator[Taken]:
    """What an adapter finds in one record. What it raises of broken bytes is a refusal of that record."""
    try:
        for found in registry.get(form).read(stream, taking):
            if isinstance(found, Piece):
                kept = keeps(found.title, found.text)
                yield finish(found._replace(at=""), taking, form) if kept else None
            elif isinstance(found, Unfit):
                yield refused(
                    found.reason, found.what, where=taking.where, todo=found.todo, blob=found.blob[: taking.limits.kept], size=found.size,
                    clock=taking.clock, form=form,
                )  # fmt: skip
            else:
                yield from _nested(found, taking)
    except Refused:
        raise
    except dispatch.BROKEN as error:
        what = f"it cannot be read as {form}: {type(error).__name__} {error}".rstrip()[:400]
        yield refused("broken", what, where=taking.where, todo="fetch it again", blob=b"", clock=taking.clock, form=form)


def _nested(found: Nested, taking: Taking) -> Iterator[Taken]:
    return dispatch.stream(
        io.BytesIO(found.blob), taking.where, clock=taking.clock, limits=taking.limits, form=found.form, url=found.url,
        charset=found.charset, extra=found.extra, nested=1,
    )  # fmt: skip


def _rows(piece: Slice, where: str, keeps: Keeps, clock: datetime, limits: Limits) -> Iterator[Taken]:
    """Rows of a Parquet file's groups, numbered as in the whole file."""
    from tocsin.engine.bulk.arrow import pa

    taking = Taking(where, clock, limits)
    try:
        with parquet.opened(piece.path) as table:
            names = [str(one) for one in table.schema_arrow.names]
            told = {field: names[at] for field, at in tabular.known(names, {}).items()}
            number = sum(table.metadata.row_group(at).num_rows for at in range(piece.start))
            for row in parquet.rows(table, range(piece.start, piece.stop)):
                number += 1
                found = parquet.row_piece(row, told, number)
                yield finish(found, taking, "parquet") if keeps(found.title, found.text) else None
    except pa.ArrowException as error:
        what = f"it is no Parquet that can be read: {error}"[:300]
        yield refused("broken-document", what, where=where, todo="export it again", blob=b"", clock=clock)
