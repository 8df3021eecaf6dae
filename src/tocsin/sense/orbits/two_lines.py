"""Two-line element sets, with or without a line of the name before them (TLE, 3LE), read line by line: fixed columns and a checksum."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from tocsin.errors import Refused

LENGTH = 69
PIVOT = 57
"""two-digit years from here on are of the last century: the first satellite flew in 1957"""
LONGEST_NAME = 120
_NUMBER = r"[ 0-9A-Z][ 0-9]{3}[0-9]"
_POWER = r" [ +-][ 0-9]{5}[ +-][0-9]"
_FIRST = re.compile(
    rf"1 {_NUMBER}[A-Z ] .{{8}} [0-9 ]{{2}}[ 0-9]{{3}}\.[0-9]{{8}}"
    rf" [ +-][. ][0-9 ]{{8}}{_POWER}{_POWER} [0-9 ] [ 0-9]{{4}}[0-9]"
)
_ANGLE = r" [ 0-9]{3}\.[0-9]{4}"
_SECOND = re.compile(rf"2 {_NUMBER}{_ANGLE}{_ANGLE} [ 0-9]{{7}}{_ANGLE}{_ANGLE} [ 0-9]{{2}}\.[0-9]{{8}}[ 0-9]{{5}}[0-9]")


class Lines(NamedTuple):
    """Two lines with the name before them, and where they begin."""

    number: int
    name: str
    first: str
    second: str

    @property
    def blob(self) -> bytes:
        """As they stood."""
        return "\n".join(part for part in (self.name, self.first, self.second) if part).encode()


class Stray(NamedTuple):
    """A line that belongs to no set."""

    number: int
    line: str
    what: str


def split(lines: Iterator[str]) -> Iterator[Lines | Stray]:
    """Sets in their order, and lines that are half of one. Lines in `lines` have no ends; empty ones and `#` remarks are passed over."""
    name, first, at = "", "", 0
    for number, raw in enumerate(lines, 1):
        line = raw.rstrip("\r\n \t").lstrip("\ufeff")
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("1 "):
            if first:
                yield Stray(at, first, "a first line without its second")
            first, at = line, number
        elif line.startswith("2 ") and (first or len(line) > 40):
            if first:
                yield Lines(at, name, first, line)
            else:
                yield Stray(number, line, "a second line without its first")
            name, first = "", ""
        else:
            if first:
                yield Stray(at, first, "a first line without its second")
                first = ""
            # In 3LE the name's line begins with a nought.
            name = line.removeprefix("0 ").strip()[:LONGEST_NAME]
    if first:
        yield Stray(at, first, "a first line without its second: the file is cut off")


def checksum(line: str) -> int:
    """Of the first 68 characters: digits and ones for minus signs, modulo ten."""
    return sum(int(c) if c.isdigit() else c == "-" for c in line[: LENGTH - 1]) % 10


def fields(lines: Lines) -> Mapping[str, str]:
    """The set's fields by their names in Orbit Mean-Elements Messages. Raises Refused for length, columns, checksum, unlike numbers."""
    for which, line, shape in (("first", lines.first, _FIRST), ("second", lines.second, _SECOND)):
        if len(line) != LENGTH or not line.isascii():
            raise _wrong("line-length", f"its {which} line has {len(line)} characters, not {LENGTH}", "get the set again, unbroken")
        if not line[-1].isdigit() or int(line[-1]) != checksum(line):
            raise _wrong("checksum", f"the checksum of its {which} line is {line[-1]}, not {checksum(line)}", "get the set again")
        if shape.fullmatch(line) is None:
            raise _wrong("columns", f"its {which} line does not keep to the columns", "get the set again")
    first, second = lines.first, lines.second
    if first[2:7].strip().lstrip("0") != second[2:7].strip().lstrip("0"):
        raise _wrong("unlike-numbers", f"its lines are of {first[2:7].strip()} and {second[2:7].strip()}", "get the set again")
    return {
        "OBJECT_NAME": lines.name,
        "OBJECT_ID": _designator(first[9:17]),
        "NORAD_CAT_ID": first[2:7].strip(),
        "EPHEMERIS_TYPE": first[62].strip(),
        "EPOCH": _epoch(first[18:32]),
        "MEAN_MOTION": second[52:63].strip(),
        "ECCENTRICITY": "0." + second[26:33].replace(" ", "0"),
        "INCLINATION": second[8:16].strip(),
        "RA_OF_ASC_NODE": second[17:25].strip(),
        "ARG_OF_PERICENTER": second[34:42].strip(),
        "MEAN_ANOMALY": second[43:51].strip(),
        "BSTAR": _assumed_point(first[53:61]),
        "MEAN_MOTION_DOT": first[33:43].replace(" ", "") or "0",
        "MEAN_MOTION_DDOT": _assumed_point(first[44:52]),
    }


def _epoch(text: str) -> str:
    year, day = text[:2].strip(), text[2:].strip()
    if not year or not day:
        raise _wrong("bad-field", f"its epoch {text!r} is no moment", "get the set again")
    full = int(year) + (1900 if int(year) >= PIVOT else 2000)
    base, days = datetime(full, 1, 1, tzinfo=UTC), float(day)
    if not 1 <= days < 367 or (base + timedelta(days=days - 1)).year != full:
        raise _wrong("impossible-epoch", f"{full} has no day {days:g}", "get the set again")
    whole, fraction = int(days), days - int(days)
    return (base + timedelta(days=whole - 1, microseconds=round(fraction * 86_400e6))).replace(tzinfo=None).isoformat()


def _assumed_point(text: str) -> str:
    """`-11606-4` is -.11606e-4."""
    digits = text[1:6].replace(" ", "0")
    return f"{text[0].strip()}0.{digits}e{text[6:8].replace(' ', '+')}"


def _designator(text: str) -> str:
    given = text.strip()
    if not re.fullmatch(r"\d{5}[A-Z]{1,3}", given):
        return given
    return f"{'19' if int(given[:2]) >= PIVOT else '20'}{given[:2]}-{given[2:]}"


def _wrong(reason: str, what: str, todo: str) -> Refused:
    return Refused(reason, what, todo=todo)
