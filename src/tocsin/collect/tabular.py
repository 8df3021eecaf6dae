"""Tables told from texts, and the columns of a table told by their names."""

import csv
import re
from collections.abc import Mapping, Sequence

from tocsin.library import columns

DELIMITERS = ("\t", ",", ";", "|")
LONGEST_NAME = 40
"""characters of a column's name; a sentence's clause is mostly longer"""
GKG_FIELDS, EVENT_FIELDS = 27, (57, 58, 61)
_GKG = re.compile(r"\d{14}-T?\d+")


def gdelt(text: str) -> str | None:
    """`gkg` or `gdelt-events` where the first line is one of theirs (GKG 2.1 has 27 columns, events 2.0 have 61, 1.0 have 57 or 58)."""
    first = text.partition("\n")[0].rstrip("\r").split("\t")
    if len(first) == GKG_FIELDS and _GKG.fullmatch(first[0]):
        return "gkg"
    if len(first) in EVENT_FIELDS and first[0].isdigit() and re.fullmatch(r"\d{8}", first[1]) and re.fullmatch(r"\d{6}", first[2]):
        return "gdelt-events"
    return None


def is_table(text: str) -> bool:
    """Whether the first line names columns, two of which we know, one of them the text, and the second line has as many cells."""
    lines = text.split("\n", 40)
    if len(lines) < 2:
        return False
    delimiter = delimiter_of(lines[0])
    cells = _cells(lines[0], delimiter)
    if len(cells) < 2 or any(not cell.strip() or len(cell) > LONGEST_NAME for cell in cells):
        return False
    found = known(cells, {})
    return "text" in found and len(found) >= 2


def delimiter_of(line: str) -> str:
    """What separates the cells of a table's first line."""
    return max(DELIMITERS, key=lambda mark: (len(_cells(line, mark)), -DELIMITERS.index(mark)))


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line.rstrip("\r\n")], delimiter=delimiter, strict=True), [])
    except csv.Error:
        return []


def known(names: Sequence[str], given: Mapping[str, str]) -> dict[str, int]:
    """Field of a report -> which column holds it: as `given` says (field -> column), else by the names that columns go by."""
    plain = [plainly(name) for name in names]
    found: dict[str, int] = {}
    for field, column in given.items():
        if column in names:
            found[field] = list(names).index(column)
        elif plainly(column) in plain:
            found[field] = plain.index(plainly(column))
    for field, words in columns.load().items():
        if field in given:
            continue
        at = next((plain.index(word) for word in words if word in plain and plain.index(word) not in found.values()), None)
        if at is not None:
            found[field] = at
    return found


def plainly(name: str) -> str:
    """A column's name in small letters without marks between its words."""
    return re.sub(r"[\s_.:-]+", "", name.removeprefix("\ufeff")).casefold()
