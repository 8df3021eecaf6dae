"""Rows of long tables, one at a time and in bounded memory: CSV and text with bars, whose lines hold no line breaks inside."""

import csv
from collections.abc import Iterator, Mapping
from typing import BinaryIO, NamedTuple

from tocsin.errors import Refused
from tocsin.sense.instruments.contract import Refusals, Taking

LONGEST_LINE = 65_536
"""bytes: a row of any of these feeds has a few hundred"""
CHUNK = 1 << 17


class Row(NamedTuple):
    """One row by the names of its columns, in small letters; its line's number and bytes."""

    cells: Mapping[str, str]
    line: int
    raw: bytes


def lines(stream: BinaryIO) -> Iterator[tuple[int, bytes, bool]]:
    """(number, bytes, whether it was cut) of each line; one longer than LONGEST_LINE is cut and its rest skipped."""
    held, at, skipping = b"", 0, False
    while chunk := stream.read(CHUNK):
        *done, held = (held + chunk).split(b"\n")
        for line in done:
            if skipping:
                skipping = False  # the end of a line that was told of already
                continue
            at += 1
            yield at, line[:LONGEST_LINE].rstrip(b"\r"), len(line) > LONGEST_LINE
        if len(held) > LONGEST_LINE:
            if not skipping:
                at += 1
                yield at, held[:LONGEST_LINE], True
            held, skipping = b"", True
    if held and not skipping:
        yield at + 1, held.rstrip(b"\r"), False


def header(line: str, delimiter: str) -> list[str]:
    """The names of columns in a first line, in small letters, without marks of comments."""
    cells = next(csv.reader([line.lstrip("\ufeff# ")], delimiter=delimiter), [])
    return [cell.strip().casefold() for cell in cells]


def rows(stream: BinaryIO, taking: Taking, refusals: Refusals, needed: frozenset[str], delimiter: str = ",") -> Iterator[Row | object]:
    """Each row; for a line that is none, its refusals. Raises Refused where the first line names not all `needed` columns."""
    names: list[str] = []
    for at, raw, cut in lines(stream):
        if not raw.strip():
            continue
        place = f":{at}"
        if cut:
            yield from refusals.one(place, "too-long", f"its line is longer than {LONGEST_LINE:,} bytes", "fetch it again", raw)
            continue
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError:
            yield from refusals.one(place, "not-text", "its line is no UTF-8", "fetch it again", raw)
            continue
        if "\x00" in text:
            yield from refusals.one(place, "not-text", "its line holds NUL characters", "fetch it again", raw)
            continue
        if not names:
            try:
                names = header(text, delimiter)
            except csv.Error as error:
                raise Refused("no-header", f"its first line names no columns: {error}", where=taking.where, todo="fetch it again") from None
            if not needed <= set(names):
                missing = ", ".join(sorted(needed - set(names)))
                raise Refused("no-header", f"its first line names no column {missing}", where=taking.where, todo="fetch it with its header")
            continue
        try:
            plain = delimiter == "|" or '"' not in text  # between bars nothing is quoted
            cells = text.split(delimiter) if plain else next(csv.reader([text], delimiter=delimiter, strict=True), [])
        except csv.Error as error:
            yield from refusals.one(place, "broken-line", f"it is no row: {error}", "fetch it again", raw)
            continue
        if len(cells) != len(names):
            what = f"it has {len(cells)} cells where the first line names {len(names)} columns"
            yield from refusals.one(place, "broken-line", what, "fetch it again: it may have been cut off", raw)
            continue
        yield Row(dict(zip(names, cells)), at, raw)
    if not names:
        raise Refused("empty", "there is nothing in it", where=taking.where, todo="give a file with a header")
