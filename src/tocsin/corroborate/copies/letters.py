"""Characters as classes and numbers, by table: what a text looks like to the fingerprints, in bulk.

Case, accents, marks that show nothing and letters that only look alike (Cyrillic а, Latin a) make no difference: a copy that
changes them is still one. Tables are filled page by page (256 characters) as texts bring them.
"""

import unicodedata
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tocsin.corroborate.copies.layout import ALONE, COMPOUND, LETTER, NEITHER, NEWLINE, QUOTE, SILENT, UNKNOWN

_PAGE, _CODES = 256, 0x110000
_QUOTES = frozenset('«»“”„"‟‹›')
_TWINS = str.maketrans("аеорсухіјѕвнкмтԁԛԝһӏοανρυ", "aeopcyxijsbhkmtdqwhloavpu")
"""small letters of Cyrillic and Greek that look like Latin ones"""
_ALONE = (
    (0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x3040, 0x30FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)  # fmt: skip
"""Thai and Lao, Burmese, Khmer, kana, ideographs"""
_MODIFIERS = (0x02B0, 0x02FF)
"""apostrophes that Unicode calls letters: word breaks, like the other apostrophes"""

_class = np.full(_CODES, UNKNOWN, dtype=np.uint8)
_value = np.zeros(_CODES, dtype=np.uint64)


class Letters(NamedTuple):
    """A text's characters, without the silent ones."""

    classes: NDArray[np.uint8]
    values: NDArray[np.uint64]
    """a random-looking number for each letter, 0 for what is none"""
    origin: NDArray[np.intp] | None
    """place in the text of each character; None where it is the same"""
    rarest: int
    """the highest class among them"""


def letters(text: str) -> Letters:
    """Class and number of each character of `text`."""
    codes = _codes(text)
    classes, rarest, origin = *_looked_up(codes), None
    if rarest == COMPOUND:
        pieces = [unicodedata.normalize("NFKC", character) for character in text]
        origin = np.repeat(np.arange(len(text)), [len(piece) for piece in pieces])
        codes = _codes("".join(pieces))
        classes, rarest = _looked_up(codes)
    if rarest >= SILENT:
        shown = np.flatnonzero(classes < SILENT)
        codes, classes = codes[shown], classes[shown]
        origin = shown if origin is None else origin[shown]
        rarest = int(classes.max(initial=0))
    return Letters(classes, _value.take(codes), origin, rarest)


def _codes(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.dtype("<u4"))


def _looked_up(codes: NDArray[np.uint32]) -> tuple[NDArray[np.uint8], int]:
    classes = _class.take(codes)
    rarest = int(classes.max(initial=0))
    if rarest == UNKNOWN:
        for page in np.unique(codes[classes == UNKNOWN] // _PAGE).tolist():
            for code in range(page * _PAGE, (page + 1) * _PAGE):
                _class[code], _value[code] = _entry(code)
        classes = _class.take(codes)
        rarest = int(classes.max(initial=0))
    return classes, rarest


def _entry(code: int) -> tuple[int, int]:
    """Class and number of one code point."""
    character = chr(code)
    if character in _QUOTES:
        return QUOTE, 0
    if character in "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029":
        return NEWLINE, 0
    category = unicodedata.category(character)
    if category in ("Mn", "Me", "Cf"):
        return SILENT, 0
    if not character.isalnum() or _MODIFIERS[0] <= code <= _MODIFIERS[1]:
        return NEITHER, 0
    small = unicodedata.normalize("NFKC", character.lower())
    bare = "".join(piece for piece in unicodedata.normalize("NFKD", small) if unicodedata.category(piece)[0] != "M")
    if len(bare) == 1:
        small = bare
    elif len(unicodedata.normalize("NFKC", character)) > 1:
        return COMPOUND, 0
    number = _mixed(ord(small[0].translate(_TWINS)))
    return (ALONE if any(first <= code <= last for first, last in _ALONE) else LETTER), number


def _mixed(number: int) -> int:
    """SplitMix64 (Steele, Lea and Flood 2014): 64 bits that look random, the same everywhere."""
    number = (number + 1) * 0x9E3779B97F4A7C15 & 0xFFFFFFFFFFFFFFFF
    number = (number ^ number >> 30) * 0xBF58476D1CE4E5B9 & 0xFFFFFFFFFFFFFFFF
    number = (number ^ number >> 27) * 0x94D049BB133111EB & 0xFFFFFFFFFFFFFFFF
    return number ^ number >> 31
