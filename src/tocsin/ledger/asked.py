"""What a search asks the text index for, in terms that every store understands."""

from collections.abc import Sequence

from tocsin.model import Record

COMBINATIONS = 256
"""spellings of one phrase that are tried: four words with four forms each"""


class Word(Record, frozen=True, kw_only=True):
    """A word asked for: what it may be in the index; a prefix where the query ends it with `*`."""

    forms: tuple[str, ...]
    prefix: bool = False


Terms = Sequence[tuple[Word, ...]]
"""words that must all occur in one text; several in one term are a phrase"""
Match = tuple[int, str, str, float]
"""row, part, language, and BM25 (higher is better)"""


def spellings(words: Sequence[Word]) -> list[list[str]]:
    """A phrase in every combination of its words' forms, for no text index has alternatives inside a phrase."""
    phrases: list[list[str]] = [[]]
    for word in words:
        phrases = [[*phrase, form] for phrase in phrases for form in word.forms][:COMBINATIONS]
    return phrases
