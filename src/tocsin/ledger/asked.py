"""What a search asks the text index for, in terms that every store understands."""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from tocsin.model import Record

COMBINATIONS = 256
"""spellings of one phrase that are tried: four words with four forms each"""
SPACE = " "


class Word(Record, frozen=True, kw_only=True):
    """A word asked for: what it may be in the index; a prefix where the query ends it with `*`."""

    forms: tuple[str, ...]
    prefix: bool = False


Terms = Sequence[tuple[Word, ...]]
"""words that must all occur in one text; several in one term are a phrase"""


class Phrase(Record, frozen=True, kw_only=True):
    """One spelling of a term: how it is looked for."""

    words: tuple[str, ...]
    prefix: bool
    """the last word is only the beginning of one"""

    @property
    def spelt(self) -> str:
        """It as it stands in a text that was spread."""
        return SPACE + (SPACE * 2).join(self.words) + ("" if self.prefix else SPACE)

    @property
    def overlaps(self) -> bool:
        """May one occurrence begin inside another? Only then do they have to be looked for one by one."""
        return any(self.words[:length] == self.words[-length:] for length in range(1, len(self.words)))

    def counter(self) -> Callable[[str], int]:
        """What counts how many times it stands in a text that was spread: made once, for thousands of texts are asked."""
        spelt = self.spelt
        if self.overlaps:
            pattern = re.compile(f"(?={re.escape(spelt)})")
            return lambda spread: len(pattern.findall(spread))
        return lambda spread: spread.count(spelt)


class Text(NamedTuple):
    """One row of `words`."""

    id: int
    seq: int
    part: str
    language: str
    lemmas: str


def spread(lemmas: str) -> str:
    """Lemmas, each with a space before and after."""
    return SPACE + lemmas.replace(SPACE, SPACE * 2) + SPACE


Span = tuple[int, int]
"""ids of `words`: above the first, up to the second"""


def spellings(words: Sequence[Word]) -> list[Phrase]:
    """A phrase in every combination of its words' forms, for no text index has alternatives inside a phrase."""
    made: list[list[str]] = [[]]
    for word in words:
        made = [[*phrase, form] for phrase in made for form in word.forms][:COMBINATIONS]
    return [Phrase(words=tuple(phrase), prefix=words[-1].prefix) for phrase in made]
