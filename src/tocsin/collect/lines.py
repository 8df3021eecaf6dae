"""A stream of JSON Lines, line by line in bounded memory, whatever the coding and however long a line."""

import codecs
import re
from collections.abc import Iterator
from datetime import datetime
from typing import BinaryIO, NamedTuple

import msgspec

from tocsin.collect import json_lines
from tocsin.collect.decode import name
from tocsin.collect.records import Collected, Limits, RefusedInput, refused
from tocsin.errors import Refused

CHUNK = 1 << 20
"""bytes read at a time"""


_ENDS = re.compile(rb"\n+")


class Line(NamedTuple):
    """One line without its end: its number from 1, its bytes (only the beginning where it is too long), and how long it was."""

    number: int
    raw: bytes
    size: int


def read(head: bytes, stream: BinaryIO, where: str, *, clock: datetime, limits: Limits) -> Iterator[Collected | RefusedInput]:
    """Every line of a stream whose beginning `head` has been read already: a report or a refusal; blank lines are nothing."""
    encoding, mark, _ = name(head)
    wide = encoding.startswith(("utf-16", "utf-32"))
    ids: dict[str, tuple[str, str]] = {}
    seen = 0
    for line in split(head[mark:], stream, "\n".encode(encoding) if wide else b"\n", limits.report):
        at = f"{where}:{line.number}"
        if line.size > limits.report:
            what, todo = f"the line is longer than {limits.report:,} bytes", "write one report on each line"
            yield refused("too-large", what, where=at, todo=todo, blob=line.raw[: limits.kept], size=line.size, clock=clock)
            seen += 1
            continue
        raw = _as_utf8(line.raw, encoding)
        if not raw.replace(codecs.BOM_UTF8, b"").strip(b" \t\r\n"):
            continue
        seen += 1
        try:
            taken = json_lines.read(raw, at, clock=clock, limits=limits, ids=ids)
        except Refused as error:
            yield refused(error.reason, error.what, where=at, todo=error.todo, blob=line.raw, clock=clock, form="jsonl")
        else:
            yield _with_encoding(taken, encoding) if encoding != "utf-8" else taken
    if not seen:
        yield refused("empty", "there is no line in it", where=where, todo="give a file with reports in it", blob=head, clock=clock)


def split(head: bytes, stream: BinaryIO, end: bytes, longest: int) -> Iterator[Line]:
    """Lines of a stream. Of a line longer than `longest` only the beginning is held, empty ones are only counted."""
    number, width = 1, len(end)
    held, size, tail = bytearray(), 0, head
    while True:
        position = 0
        while (found := _find(tail, end, position, width)) >= 0:
            if found == position and not size and width == 1:
                position = _ENDS.match(tail, found).end()  # type: ignore[union-attr]
                number += position - found
                continue
            held += tail[position : min(found, position + max(0, longest + 1 - len(held)))]
            yield Line(number, bytes(held), size + found - position)
            number, held, size, position = number + 1, bytearray(), 0, found + width
        rest = tail[position:]
        # A wide line end may be cut by the chunk: keep the odd bytes for the next round.
        odd = len(rest) % width
        whole, odd_bytes = (rest[:-odd], rest[-odd:]) if odd else (rest, b"")
        held += whole[: max(0, longest + 1 - len(held))]
        size += len(whole)
        chunk = stream.read(CHUNK)
        if not chunk:
            if size or odd_bytes:
                yield Line(number, bytes(held + odd_bytes), size + len(odd_bytes))
            return
        tail = odd_bytes + chunk


def _find(raw: bytes, end: bytes, start: int, width: int) -> int:
    """Where `end` stands at a multiple of its width, or -1."""
    found = raw.find(end, start)
    while found >= 0 and (found - start) % width:
        found = raw.find(end, found + 1)
    return found


def _as_utf8(raw: bytes, encoding: str) -> bytes:
    """The line in UTF-8. A line that is UTF-8 by itself stays as it is, whatever the file seemed to be."""
    if encoding == "utf-8":
        return raw
    if not encoding.startswith("utf-"):
        try:
            raw.decode("utf-8")
        except UnicodeDecodeError:
            return raw.decode(encoding, "replace").encode("utf-8", "replace")
        return raw
    return codecs.decode(raw, encoding, "replace").encode("utf-8", "replace")


def _with_encoding(taken: Collected, encoding: str) -> Collected:
    """The report marked with the coding of its file."""
    flags = tuple(dict.fromkeys((*taken.report.flags, f"encoding:{encoding}")))
    return taken._replace(report=msgspec.structs.replace(taken.report, encoding=encoding, flags=flags))
