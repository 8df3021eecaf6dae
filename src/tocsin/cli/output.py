"""What commands print: JSON documents on standard output, tables for people, messages on standard error."""

import sys
import textwrap
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import msgspec

from tocsin.engine.telemetry.emitting import LISTENING
from tocsin.model import rounded

if TYPE_CHECKING:
    from tocsin.read.llm import Bill

WIDTH = 100
"""columns of text for people"""


def print_json(data: Any) -> None:
    """One JSON document: sorted keys, floats at six significant digits."""
    body = msgspec.json.encode(rounded(msgspec.to_builtins(data)), order="sorted")
    sys.stdout.buffer.write(msgspec.json.format(body, indent=2) + b"\n")
    sys.stdout.buffer.flush()


def print_line(data: Any) -> None:
    """One JSON document on one line: what goes on prints one after the other."""
    body = msgspec.json.encode(rounded(msgspec.to_builtins(data)), order="sorted")
    sys.stdout.buffer.write(body + b"\n")
    sys.stdout.buffer.flush()


def say(message: str) -> None:
    """A message to the person at the terminal; never on standard output, and to nobody where machines read standard error."""
    if not LISTENING.structured:
        print(safe(message), file=sys.stderr)


@contextmanager
def rewriting() -> Iterator[Callable[[str], None] | None]:
    """What writes one line of standard error over and over, gone at the end; None where that is no terminal."""
    if not sys.stderr.isatty() or LISTENING.logged:
        yield None
        return
    try:
        yield lambda text: print(f"\r{safe(text)[: WIDTH - 1]}\x1b[K", end="", file=sys.stderr, flush=True)
    finally:
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def billed(bill: "Bill") -> None:
    """What asking a model came to, on standard error: reports, statements, and the cost."""
    spent = bill.spent
    say(
        f"{bill.model}: {spent.asked} answers and {spent.cached} kept ones, {spent.tokens_in:,} tokens in and {spent.tokens_out:,} out, "
        f"{spent.cost:.4f} {spent.currency}; {bill.agreed} statements read by both, {bill.added} added"
    )
    for what, counts in (("statements that do not count", bill.dropped), ("reports", bill.outcomes)):
        if counts:
            say(f"{bill.model}: {what}: {', '.join(f'{reason} {number}' for reason, number in counts.items())}")


def write(text: str) -> None:
    """Text for people on standard output."""
    sys.stdout.write(text if text.endswith("\n") else text + "\n")


def answer(found: Any, json: bool, rows: Callable[[], Iterable[str]]) -> None:
    """What a command found: as JSON where that is asked for, else line by line for people (made only then)."""
    if json:
        print_json(found)
        return
    for row in rows():
        write(row)


def safe(text: str) -> str:
    """`text` with what could steer a terminal or turn its reading order made harmless: controls, bidi marks, zero-width letters."""
    return "".join(c if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf", "Cs") else "\N{REPLACEMENT CHARACTER}" for c in text)


def wrapped(text: str, first: str = "", rest: str = "") -> None:
    """`text` on lines of at most WIDTH columns, made harmless; words are broken only where one alone is longer."""
    flat = safe(" ".join(text.split()))
    for row in textwrap.wrap(flat, WIDTH, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False) or [first.rstrip()]:
        write(row)


def table(rows: Iterable[Sequence[object]], head: Sequence[str], widths: Sequence[int]) -> None:
    """Columns of at most `widths` characters, WIDTH in all; longer cells end in an ellipsis, the last one goes on below itself."""

    def cell(value: object, limit: int) -> str:
        words = safe(" ".join(str("" if value is None else value).split()))
        return (words if len(words) <= limit else words[: limit - 1] + "…").ljust(limit)

    for row in (head, *rows):
        before = "  ".join([*(cell(value, limit) for value, limit in zip(row, widths[:-1], strict=False)), ""])
        wrapped_last = str("" if row[-1] is None else row[-1])
        if wrapped_last.strip():
            wrapped(wrapped_last, before, " " * len(before))
        else:
            write(before.rstrip())
