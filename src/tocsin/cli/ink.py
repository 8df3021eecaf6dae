"""What a terminal can show: colours where it takes them, its width, and lines of styled letters broken between words."""

import os
import shutil
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tocsin.cli.output import WIDTH, safe

NARROWEST, WIDEST = 40, 110
"""columns; beyond that eyes lose the line"""
RESET = "\x1b[0m"
BOLD, DIM, ITALIC, UNDERLINED = "1", "2", "3", "4"
TIED = "\u00a0"
"""a space at which no line breaks"""


class Letter(NamedTuple):
    """One character with how it is drawn: codes of SGR, `;` between them."""

    sign: str
    style: str = ""


class Paper(NamedTuple):
    """What is written on: how wide it is, and whether it takes colours."""

    width: int = WIDTH
    coloured: bool = False


def paper() -> Paper:
    """Standard output: a terminal's width and colours (unless NO_COLOR is set), else plain text of one width."""
    if not sys.stdout.isatty():
        return Paper()
    width = shutil.get_terminal_size((WIDTH, 24)).columns
    plain = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") in ("dumb", None)
    return Paper(max(NARROWEST, min(WIDEST, width)), not plain)


def letters(text: str, style: str = "") -> list[Letter]:
    """`text`, made harmless, in one style."""
    return [Letter(sign, style) for sign in safe(text)]


def columns(sign: str) -> int:
    """How many columns a character takes: none for a mark over the one before it, two for a wide one."""
    if sign.isascii():
        return 1
    if unicodedata.combining(sign) or unicodedata.category(sign) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1


def lines(written: Iterable[Letter], on: Paper, first: list[Letter], rest: list[Letter]) -> Iterator[str]:
    """Lines of at most the paper's width, broken at spaces; only a word longer than a line is broken inside. The first begins with
    `first`, every other with `rest`."""
    line, margin = list(first), sum(columns(letter.sign) for letter in rest)
    used = start = sum(columns(letter.sign) for letter in first)
    for word in _words(written):
        size = sum(columns(letter.sign) for letter in word)
        gap = 0 if used == start else 1
        if used > start and used + gap + size > on.width:
            yield _drawn(line, on)
            line, used, start, gap = list(rest), margin, margin, 0
        if gap:
            between = word[0].style if line[-1].style == word[0].style else ""
            line.append(Letter(" ", between))
            used += 1
        for letter in word:
            wide = columns(letter.sign)
            if used + wide > on.width and used > start:
                yield _drawn(line, on)
                line, used, start = list(rest), margin, margin
            line.append(letter)
            used += wide
    yield _drawn(line, on)


def _words(written: Iterable[Letter]) -> Iterator[list[Letter]]:
    word: list[Letter] = []
    for letter in written:
        if letter.sign.isspace() and letter.sign != TIED:
            if word:
                yield word
            word = []
        else:
            word.append(letter)
    if word:
        yield word


def _drawn(line: list[Letter], on: Paper) -> str:
    while line and line[-1].sign in (" ", TIED):
        line = line[:-1]
    pieces: list[str] = []
    style = ""
    for letter in line:
        if on.coloured and letter.style != style:
            pieces.append((RESET if style else "") + (f"\x1b[{letter.style}m" if letter.style else ""))
            style = letter.style
        pieces.append(" " if letter.sign == TIED else letter.sign)
    return "".join(pieces) + (RESET if on.coloured and style else "")
