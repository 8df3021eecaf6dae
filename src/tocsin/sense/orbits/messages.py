"""Orbit Mean-Elements Messages (CCSDS 502.0-B) as JSON, CSV, KVN and XML: one set after the other as plain fields, in bounded memory."""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, BinaryIO, NamedTuple

from tocsin.collect import xml_safely
from tocsin.errors import Refused

CHUNK = 65_536
LONGEST = 100_000
"""characters of one set: a message has some forty short fields"""
NEEDED = ("NORAD_CAT_ID", "MEAN_MOTION")
UNITS = {
    "MEAN_MOTION": ("rev/day", "rev/d"),
    "INCLINATION": ("deg",),
    "RA_OF_ASC_NODE": ("deg",),
    "ARG_OF_PERICENTER": ("deg",),
    "MEAN_ANOMALY": ("deg",),
    "BSTAR": ("1/er",),
    "MEAN_MOTION_DOT": ("rev/day**2", "rev/d**2"),
    "MEAN_MOTION_DDOT": ("rev/day**3", "rev/d**3"),
}
_BETWEEN = re.compile(r"[\s,\[\]]*")
_UNIT = re.compile(r"^(.*?)\s*\[([^\]]*)\]$")


class Message(NamedTuple):
    """One set's fields, and where it stands."""

    at: str
    fields: Mapping[str, str]
    blob: bytes


class Broken(NamedTuple):
    """A piece that is no set."""

    at: str
    what: str
    blob: bytes


def read_json(stream: BinaryIO) -> Iterator[Message | Broken]:
    """An array of objects, one object, or one object a line; a broken one is told and the next one sought."""
    decoder = json.JSONDecoder(parse_constant=str, parse_float=str, parse_int=str)
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="replace")
    held, at, number, ended = "", 0, 0, False
    while True:
        at = _BETWEEN.match(held, at).end()  # type: ignore[union-attr]
        try:
            value, end = decoder.raw_decode(held, at) if at < len(held) else (None, at)
        except (ValueError, RecursionError):
            value, end = None, at
        if end > at:
            number += 1
            blob = held[at:end].encode("utf-8", "replace")
            at = end
            if isinstance(value, dict):
                yield Message(f"#{number}", {str(key).upper(): _text(one) for key, one in value.items()}, blob)
            else:
                yield Broken(f"#{number}", "it is no object with fields", blob[:1000])
        elif at < len(held) and (ended or len(held) - at > LONGEST):
            number += 1
            what = "it is cut off, or no JSON" if ended else f"it is no JSON, or longer than {LONGEST:,} characters"
            yield Broken(f"#{number}", what, held[at : at + 1000].encode("utf-8", "replace"))
            # What follows may be sound: on with the next object.
            at = held.find("{", at + 1) if "{" in held[at + 1 :] else len(held)
        elif ended:
            return
        else:
            more = text.read(CHUNK)
            ended = not more
            held, at = held[at:] + more, 0


def read_csv(stream: BinaryIO) -> Iterator[Message | Broken]:
    """A head of field names, then a set a row."""
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="replace", newline="")
    rows = csv.reader(_bounded(text))
    head: list[str] = []
    while True:
        try:
            row = next(rows, None)
        except csv.Error as error:
            yield Broken(f":{rows.line_num}", f"it is no row of a table: {error}", b"")
            continue
        if row is None:
            return
        if not any(cell.strip() for cell in row):
            continue
        if not head:
            head = [cell.strip().upper() for cell in row]
            continue
        blob = f"{_line(head)}\n{_line(row)}".encode()
        if len(row) != len(head):
            yield Broken(f":{rows.line_num}", f"it has {len(row)} cells under {len(head)} names", blob)
        else:
            yield Message(f":{rows.line_num}", dict(zip(head, row, strict=True)), blob)


def _line(cells: Sequence[str]) -> str:
    """A row as it stood, or one that says the same: refused with its head, it can be tried again by itself."""
    joined = ",".join(cells)
    if '"' not in joined and "\n" not in joined and joined.count(",") == len(cells) - 1:
        return joined
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow(cells)
    return out.getvalue()


def read_kvn(stream: BinaryIO) -> Iterator[Message | Broken]:
    """`KEYWORD = value` lines; a new message begins with its version, or with a keyword of the last that comes again."""
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="replace")
    fields: dict[str, str] = {}
    lines: list[str] = []
    begun = 1
    for number, line in enumerate(_bounded(text), 1):
        given = line.strip()
        if not given or given.upper().startswith("COMMENT"):
            continue
        key, sign, value = given.partition("=")
        name = key.strip().upper()
        if not sign or not re.fullmatch(r"[A-Z][A-Z0-9_]*", name):
            yield Broken(f":{number}", "it is no line KEYWORD = value", line.encode()[:1000])
            continue
        if name == "CCSDS_OMM_VERS" or name in fields:
            if any(field in fields for field in NEEDED):
                yield _with_units(f":{begun}", fields, "\n".join(lines).encode())
                fields, lines = {}, []
            begun = number
        fields[name] = value.strip()
        lines.append(given)
        if len(lines) > 200:
            yield Broken(f":{begun}", "it goes on for more than 200 lines", "\n".join(lines[:20]).encode())
            fields, lines, begun = {}, [], number + 1
    if any(field in fields for field in NEEDED):
        yield _with_units(f":{begun}", fields, "\n".join(lines).encode())


def read_xml(stream: BinaryIO) -> Iterator[Message | Broken]:
    """Every `omm` element of a document, streamed: no entity is resolved, and what was read is let go."""
    for number, element in enumerate(xml_safely.streamed(stream, "omm"), 1):
        if isinstance(element, str):
            yield Broken(f"#{number}", element, b"")
            return
        fields: dict[str, str] = {}
        units: dict[str, str] = {}
        for inner in element.iter():
            if isinstance(inner.tag, str) and not len(inner) and inner.text:
                name = xml_safely.local(inner).upper()
                fields.setdefault(name, inner.text.strip()[:1000])
                if inner.get("units"):
                    units.setdefault(name, str(inner.get("units")))
        blob = "\n".join(f"{key} = {value}" for key, value in fields.items()).encode()
        yield _checked(f"#{number}", fields, units, blob)


def _with_units(at: str, fields: Mapping[str, str], blob: bytes) -> Message | Broken:
    plain: dict[str, str] = {}
    units: dict[str, str] = {}
    for name, value in fields.items():
        found = _UNIT.match(value)
        plain[name] = found[1] if found else value
        if found:
            units[name] = found[2]
    return _checked(at, plain, units, blob)


def _checked(at: str, fields: Mapping[str, str], units: Mapping[str, str], blob: bytes) -> Message | Broken:
    for name, unit in units.items():
        if name in UNITS and unit.strip().lower() not in UNITS[name]:
            return Broken(at, f"wrong units: {name} is in {unit[:20]!r}, not {UNITS[name][0]}", blob)
    return Message(at, fields, blob)


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _bounded(text: io.TextIOWrapper) -> Iterator[str]:
    """Lines of at most `LONGEST` characters; a longer one ends the input."""
    while line := text.readline(LONGEST + 1):
        if len(line) > LONGEST:
            raise Refused("too-large", f"a line is longer than {LONGEST:,} characters", todo="get the file again")
        yield line
