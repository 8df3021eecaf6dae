"""Lines of GDELT's tab-separated files: their cells, or why a line is none of theirs."""

from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from tocsin.collect.adapters.contract import Taking, Unfit
from tocsin.collect.lines import split
from tocsin.collect.moments import canonical


class Row(NamedTuple):
    """One line with its number from 1, its bytes and its cells."""

    number: int
    raw: bytes
    cells: list[str]


def rows(stream: BinaryIO, taking: Taking, widths: tuple[int, ...]) -> Iterator[Row | Unfit]:
    """The lines of a file whose lines have one of `widths` cells; another line is unfit, an empty one nothing."""
    for line in split(b"", stream, b"\n", taking.limits.report):
        raw = line.raw.rstrip(b"\r")
        if not raw.strip():
            continue
        if line.size > taking.limits.report:
            what = f"the line is longer than {taking.limits.report:,} bytes"
            yield Unfit("too-large", what, "fetch it again", raw[: taking.limits.kept], f":{line.number}", line.size)
            continue
        # Names in GDELT's files are now and then cut inside a character.
        cells = raw.decode("utf-8", "replace").split("\t")
        if len(cells) not in widths or not cells[0]:
            what = f"the line has {len(cells)} cells, not {' or '.join(map(str, widths))}"
            yield Unfit("broken-line", what, "fetch it again: it is no line of this kind", raw, f":{line.number}")
            continue
        yield Row(line.number, raw, cells)


def seen(digits: str) -> str:
    """GDELT's `YYYYMMDDHHMMSS`, which is UTC, with its zone; a bare day as it is."""
    return f"{canonical(digits)}+00:00" if len(digits) == 14 and digits.isdigit() else digits
