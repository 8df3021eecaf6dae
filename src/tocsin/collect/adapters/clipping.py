"""A pasted clipping: an article as a person copied it, with what they typed or copied above it (only by `--format clipping`).

Loses: nothing: what is recognised at the top (title, `Source: ...`, a line that is an address, a line that is a date) becomes the
report's fields and leaves the text; everything else stays as it was pasted. A first line is taken as title where it is short, ends
without a full stop and is followed by more. Dates in words are not read here: the reader finds them in the text.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

from tocsin.collect import tabular
from tocsin.collect.adapters.contract import Piece, Taking, Unfit, whole
from tocsin.collect.decode import decode
from tocsin.collect.moments import moment
from tocsin.collect.names import host

LINES, LONGEST_TITLE = 12, 200
"""lines at the top that are looked at; characters of a title"""
_ADDRESS = re.compile(r"https?://\S+")
_LABEL = re.compile(r"([^\W\d_][^:\n]{1,30}?)\s*:\s+(\S.*)")
_FIELDS = ("url", "site", "published", "language", "title", "id")


def read(stream: BinaryIO, taking: Taking) -> Iterator[Piece | Unfit]:
    """The report of one clipping."""
    blob = whole(stream, taking, taking.limits.report)
    decoded = decode(blob, taking.where)
    lines = decoded.text.replace("\r\n", "\n").split("\n")
    told: dict[str, str] = {}
    at = 0
    while at < min(len(lines), LINES):
        line = lines[at].strip("\ufeff \t")
        rest = "".join(lines[at + 1 :]).strip()
        if line and not (rest and _takes(line, told)):
            break
        at += 1
    url = told.get("url")
    yield Piece(
        text="\n".join(lines[at:]).strip("\n") or decoded.text,
        blob=blob,
        title=told.get("title"),
        url=url,
        site=told.get("site") or host(url),
        published=told.get("published"),
        language=told.get("language"),
        source_id=told.get("id"),
        flags=("clipping", *(flag for flag in decoded.flags if "encoding" in flag)),
        encoding=decoded.encoding,
    )


def _takes(line: str, told: dict[str, str]) -> bool:
    """Whether a line at the top says something about the clipping; adds it to `told`."""
    if _ADDRESS.fullmatch(line):
        return told.setdefault("url", line) == line
    labelled = _LABEL.fullmatch(line)
    if labelled:
        field = next((field for field in tabular.known([labelled.group(1)], {}) if field in _FIELDS), None)
        if field is not None and field not in told:
            told[field] = labelled.group(2).strip()
            return True
    if "published" not in told and moment(line)[0] is not None:
        told["published"] = line
        return True
    if "title" not in told and len(line) <= LONGEST_TITLE and line[-1] not in '.:;,…»”"' and not labelled:
        told["title"] = line
        return True
    return False
