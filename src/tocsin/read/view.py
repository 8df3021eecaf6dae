"""The text as it is matched: tags out, entities decoded, odd letters and spaces made plain, with the way back to the original."""

import html
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tocsin.model import Span
from tocsin.read import lookalikes, markup, undisguised
from tocsin.read.quotes import double

ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
UNSEEN = "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\ufe00-\ufe0f"
TAGGED = "\U000e0000-\U000e01ef"
INVISIBLE = re.compile(f"[{UNSEEN}{TAGGED}]+")
"""soft hyphens, zero-width letters, direction marks, variation selectors and tags: no part of a word"""
OVER = "\u0300-\u034e\u0350-\u036f\u0483-\u0489\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f"
MARKS = re.compile(f"[{OVER}]+")
"""marks over a letter: composed with it where Unicode has it whole (`й`), else left out (a stress, `Пу́тин`)"""
JOINED = "\ufb00-\ufb06"
"""letters that printed pages join (`oﬃcials`)"""
TYPED = ("''", "``", "<<", ">>", "<‹", "›>")
"""quotation marks typed as two strokes"""
ANGLES = {"<<": "«", "<‹": "«", ">>": "»", "›>": "»"}
"""angles typed twice, or one beside a single mark: they open and close"""
ODD = re.compile(f"[&\r{UNSEEN}{OVER}{JOINED}]")
ODD_TOO = re.compile(f"[&\r'`<>›{UNSEEN}{OVER}{JOINED}{TAGGED}]")
"""what may have to be cut; the second, slower class where a text holds marks of two strokes, or letters beyond the basic plane"""
DISGUISE = re.compile(f"[&<{UNSEEN}{OVER}{JOINED}]")
BEYOND = re.compile("[\ud800-\udfff\U00010000-\U0010ffff]")
HIDING = f"[&<{UNSEEN}{OVER}{JOINED}\ud800-\udfff]"
"""`DISGUISE` and `BEYOND`, of which each unit of UTF-16 is one"""
LONG = 300
"""characters from which a table is quicker than expressions"""
HALF = re.compile("[\ud800-\udfff]")
"""half of a character, which no library downstream takes"""
PLAIN = {
    **dict.fromkeys("\x00\t\x0b\x0c\xa0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " "),
    **dict.fromkeys("\x85\u2028\u2029", "\n"),
    **dict.fromkeys("’ʼ＇", "'"),
    **dict.fromkeys("‐‑", "-"),
    "‹": "“",
    "›": "”",
}
"""one character for one character, so that positions hold"""


class View(NamedTuple):
    """`text` is for matching; `original(start, end)` gives the span in the report's text."""

    text: str
    starts: tuple[int, ...]
    """positions in `text` from which a new shift holds, ascending"""
    shifts: tuple[int, ...]
    """what to add to a position from there on"""
    markup: tuple[Span, ...] = ()
    """tags and unseen elements, in the report's text"""

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
            return max(1, 1 + self.shifts[following] - self.shifts[here])
        return 1


def view(text: str) -> View:
    """`text` as it is matched. Quotation marks stay as they are: which kind was used tells opening from closing."""
    pieces: list[str] = []
    starts, shifts = [0], [0]
    length = position = 0
    tags = markup.find(text) if "<" in text else []
    for start, end, instead in _cuts(text, tags):
        pieces.append(text[position:start])
        length += start - position
        position = end
        for letter in instead:
            # Where two letters stand for one, both come from it: the second lies one nearer to its own place.
            _mark(starts, shifts, length, min(start, end - 1) - length)
            pieces.append(letter)
            length += 1
        _mark(starts, shifts, length, position - length)
    if not pieces:
        return View(double(_plain(text)), (), ())
    pieces.append(text[position:])
    return View(double(_plain("".join(pieces))), tuple(starts), tuple(shifts), tuple((start, end) for start, end, _ in tags))


def disguised(text: str) -> bool:
    """Words of `text` may be hidden from who looks for them as they stand: by entities, tags, invisible letters or other alphabets."""
    if text.isascii():
        return "&" in text or "<" in text
    if len(text) > LONG and undisguised.plainly(text, HIDING):
        return False
    return DISGUISE.search(text) is not None or BEYOND.search(text) is not None or lookalikes.fold(text) != text


def _plain(text: str) -> str:
    for odd, plain in PLAIN.items():
        if odd in text:
            text = text.replace(odd, plain)
    if text.isascii():
        return text
    if BEYOND.search(text):
        text = lookalikes.unstyled(HALF.sub("\ufffd", text))
    return lookalikes.fold(text)


def _cuts(text: str, tags: Sequence[markup.Cut]) -> Iterator[tuple[int, int, str]]:
    """(start, end, what stands there instead) of everything that is not matched as it is."""
    rare = any(strokes in text for strokes in TYPED) or (not text.isascii() and BEYOND.search(text) is not None)
    odd = ODD_TOO if rare else ODD
    position = 0
    for start, end, instead in (*tags, markup.Cut(len(text), len(text), "")):
        for sign in odd.finditer(text, position, start):
            cut = _cut(text, sign.start(), position) if sign.start() >= position else None
            if cut is not None and cut[1] <= start:
                yield cut
                position = cut[1]
        if end > start:
            yield start, end, instead
            position = end


def _cut(text: str, at: int, free: int) -> tuple[int, int, str] | None:
    """What to do about the odd sign at `at`; characters from `free` on are not yet taken."""
    sign = text[at]
    if sign == "&":
        entity = ENTITY.match(text, at)
        made = html.unescape(entity.group()) if entity else ""
        if entity is None or made == entity.group():
            return None  # no entity of HTML: it stays
        return at, entity.end(), "" if len(made) > 1 or INVISIBLE.fullmatch(made) else made
    if sign == "\r":
        return at, at + 1, "" if text.startswith("\n", at + 1) else "\n"
    if sign in "'`":
        return (at, at + 2, '"') if text.startswith(sign, at + 1) else None
    if sign in "<>›":
        angle = ANGLES.get(text[at : at + 2])
        near = text[at + 2 : at + 3] if angle == "«" else text[at - 1 : at]
        return None if angle is None or not near.strip() else (at, at + 2, angle)
    if (marks := MARKS.match(text, at)) is not None:
        if at > free and text[at - 1].isalpha():
            return at - 1, marks.end(), unicodedata.normalize("NFC", text[at - 1 : marks.end()])[0]
        return at, marks.end(), ""
    if (unseen := INVISIBLE.match(text, at)) is not None:
        return at, unseen.end(), ""
    return at, at + 1, unicodedata.normalize("NFKC", sign)


def _mark(starts: list[int], shifts: list[int], at: int, shift: int) -> None:
    if starts[-1] == at:
        shifts[-1] = shift
    else:
        starts.append(at)
        shifts.append(shift)
