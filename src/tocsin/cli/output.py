"""What commands print: JSON documents on standard output, tables for people, messages on standard error."""

import sys
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from tocsin.model import rounded


def print_json(data: Any) -> None:
    """One JSON document: sorted keys, floats at six significant digits."""
    body = msgspec.json.encode(rounded(msgspec.to_builtins(data)), order="sorted")
    sys.stdout.buffer.write(msgspec.json.format(body, indent=2) + b"\n")
    sys.stdout.buffer.flush()


def say(message: str) -> None:
    """A message to the person at the terminal; never on standard output."""
    print(safe(message), file=sys.stderr)


def write(text: str) -> None:
    """Text for people on standard output."""
    sys.stdout.write(text if text.endswith("\n") else text + "\n")


def safe(text: str) -> str:
    """`text` with what could steer a terminal or turn its reading order made harmless: controls, bidi marks, zero-width letters."""
    return "".join(c if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf", "Cs") else "\N{REPLACEMENT CHARACTER}" for c in text)


def table(rows: Iterable[Sequence[object]], head: Sequence[str], widths: Sequence[int]) -> None:
    """Columns of at most `widths` characters; longer cells end in an ellipsis. The last column is never cut."""
    last = len(head) - 1

    def cell(value: object, index: int) -> str:
        words = safe(" ".join(str("" if value is None else value).split()))
        if index == last:
            return words
        limit = widths[index]
        return (words if len(words) <= limit else words[: limit - 1] + "…").ljust(limit)

    for row in (head, *rows):
        write("  ".join(cell(value, index) for index, value in enumerate(row)).rstrip())
