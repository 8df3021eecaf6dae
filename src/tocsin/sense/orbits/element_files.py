"""A file of element sets, whatever its format: found out from its first bytes, read set by set, each a record or refused with its
reason."""

import codecs
import io
import re
from collections.abc import Iterator
from typing import BinaryIO, Literal, NamedTuple

from tocsin.collect.adapters.contract import Unfit
from tocsin.collect.streams import Rejoined
from tocsin.errors import Refused
from tocsin.model.orbits import Elements
from tocsin.sense.orbits import element_checks, messages, two_lines
from tocsin.sense.orbits.element_checks import Collecting

Form = Literal["omm-json", "omm-csv", "omm-kvn", "omm-xml", "tle"]
FORMS: tuple[Form, ...] = ("omm-json", "omm-csv", "omm-kvn", "omm-xml", "tle")
HEAD = 65_536
"""bytes looked at"""
LONGEST_LINE = 4_000
READERS = {
    "omm-json": messages.read_json,
    "omm-csv": messages.read_csv,
    "omm-kvn": messages.read_kvn,
    "omm-xml": messages.read_xml,
}
_FIRST_LINE = re.compile(r"^1 [ 0-9A-Z][ 0-9]{3}[0-9][A-Z ] .{9,}[ .\d+-]{20}", re.MULTILINE)
_SECOND_LINE = re.compile(r"^2 [ 0-9A-Z][ 0-9]{3}[0-9] [ .\d]{20}", re.MULTILINE)


class Set(NamedTuple):
    """One set that is sound, and where it stands."""

    at: str
    elements: Elements


def recognised(head: bytes) -> Form | None:
    """The format of a file that begins so, None where it holds no element sets."""
    text = _decoded(head)
    begins = text.lstrip()
    if begins.startswith(("{", "[")):
        return "omm-json" if re.search(r'"MEAN_MOTION"\s*:', text, re.IGNORECASE) and '"NORAD_CAT_ID"' in text.upper() else None
    if begins.startswith("<"):
        return "omm-xml" if re.search(r"<(?:[\w.-]+:)?omm[\s>]", text) else None
    if re.match(r"(?:\s*COMMENT[^\n]*\n)*\s*CCSDS_OMM_VERS\s*=", begins, re.IGNORECASE):
        return "omm-kvn"
    first = begins.partition("\n")[0].upper()
    if "NORAD_CAT_ID" in first and "MEAN_MOTION" in first and "," in first:
        return "omm-csv"
    return "tle" if _FIRST_LINE.search(text) and _SECOND_LINE.search(text) else None


def read(stream: BinaryIO, collecting: Collecting, form: Form | None = None) -> Iterator[Set | Unfit]:
    """Each set of a file, in its order; what cannot be taken is told and the rest goes on.

    Raises Refused `not-elements` where the file holds none, `empty` where there is nothing in it.
    """
    head = stream.read(HEAD)
    if not head.strip():
        raise Refused("empty", "there is nothing in it", todo="give a file of element sets")
    found = form or recognised(head)
    if found is None:
        raise Refused("not-elements", "it holds no element sets", todo="give OMM (JSON, XML, CSV, KVN), TLE or 3LE")
    whole = io.BufferedReader(Rejoined(head, stream, 0))
    yield from _two_lines(whole, collecting) if found == "tle" else _messages(whole, collecting, found)


def _two_lines(stream: BinaryIO, collecting: Collecting) -> Iterator[Set | Unfit]:
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="replace", newline=None)
    for piece in two_lines.split(iter(lambda: text.readline(LONGEST_LINE) or None, None)):
        at = f":{piece.number}"
        if isinstance(piece, two_lines.Stray):
            yield Unfit("half-a-set", piece.what, "get the set again", piece.line.encode(), at)
            continue
        try:
            yield Set(at, element_checks.record(two_lines.fields(piece), collecting))
        except Refused as error:
            yield Unfit(error.reason, error.what, error.todo, piece.blob, at)


def _messages(stream: BinaryIO, collecting: Collecting, form: Form) -> Iterator[Set | Unfit]:
    for piece in READERS[form](stream):
        if isinstance(piece, messages.Broken):
            reason = "wrong-units" if piece.what.startswith("wrong units") else "broken"
            yield Unfit(reason, piece.what, "get the set again", piece.blob, piece.at)
            continue
        try:
            yield Set(piece.at, element_checks.record(piece.fields, collecting))
        except Refused as error:
            yield Unfit(error.reason, error.what, error.todo, piece.blob, piece.at)


def _decoded(head: bytes) -> str:
    return codecs.getincrementaldecoder("utf-8-sig")("replace").decode(head).replace("\r", "\n")
