"""The text as it is matched: entities decoded, odd spaces and apostrophes made plain, with the way back to the original characters."""

import html
import re
from bisect import bisect_right
from typing import NamedTuple

from tocsin.read.quotes import double

ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufe00-\ufe0f]+")
"""soft hyphens, zero-width letters and direction marks: no part of a word"""
PLAIN = (
    *((space, " ") for space in "\xa0\u2002\u2003\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\x0b\x0c"),
    *(("’", "'"), ("ʼ", "'"), ("＇", "'"), ("‐", "-"), ("‑", "-")),
)
"""one character for one character, so that positions hold"""
TYPED = re.compile("''|``")
"""quotation marks typed as two strokes, which open and close alike"""
SIGNS = ("&", "\r", "''", "``")
"""without them and without invisible characters every position holds"""
CUT = re.compile(f"{ENTITY.pattern}|{INVISIBLE.pattern}|{TYPED.pattern}|\r")


class View(NamedTuple):
    """`text` is for matching; `original(start, end)` gives the span in the report's text."""

    text: str
    starts: tuple[int, ...]
    """positions in `text` from which a new shift holds, ascending"""
    shifts: tuple[int, ...]
    """what to add to a position from there on"""

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The span of the report's text that `text[start:end]` stands for."""
        if not self.starts:
            return start, end
        left = start + self.shifts[bisect_right(self.starts, start) - 1]
        if end <= start:
            return left, left
        return left, end - 1 + self.shifts[bisect_right(self.starts, end - 1) - 1] + self._width(end - 1)

    def _width(self, position: int) -> int:
        """Characters of the original that stand behind the one at `position`: 1, or the length of an entity."""
        here = bisect_right(self.starts, position) - 1
        following = here + 1
        if following < len(self.starts) and self.starts[following] == position + 1 and self.starts[here] == position:
            return 1 + self.shifts[following] - self.shifts[here]
        return 1


def view(text: str) -> View:
    """`text` as it is matched. Quotation marks stay as they are: which kind was used tells opening from closing."""
    if not any(sign in text for sign in SIGNS) and (text.isascii() or INVISIBLE.search(text) is None):
        return View(double(_plain(text)), (), ())
    pieces: list[str] = []
    starts, shifts = [0], [0]
    length = position = 0
    for cut in CUT.finditer(text):
        pieces.append(text[position : cut.start()])
        length += cut.start() - position
        position = cut.end()
        decoded = html.unescape(cut.group()) if cut.group()[0] == "&" else '"' if TYPED.fullmatch(cut.group()) else ""
        if decoded == cut.group():
            decoded = decoded[:1] if len(decoded) > 1 else ""
            position = cut.start() + 1
        elif len(decoded) > 1 or INVISIBLE.fullmatch(decoded or "x"):
            decoded = ""
        if decoded:
            _mark(starts, shifts, length, cut.start() - length)
            pieces.append(decoded)
            length += 1
        _mark(starts, shifts, length, position - length)
    pieces.append(text[position:])
    if len(starts) == 1:
        return View(double(_plain(text)), (), ())
    return View(double(_plain("".join(pieces))), tuple(starts), tuple(shifts))


def _plain(text: str) -> str:
    for sign, plain in PLAIN:
        if sign in text:
            text = text.replace(sign, plain)
    return text


def _mark(starts: list[int], shifts: list[int], at: int, shift: int) -> None:
    if starts[-1] == at:
        shifts[-1] = shift
    else:
        starts.append(at)
        shifts.append(shift)
