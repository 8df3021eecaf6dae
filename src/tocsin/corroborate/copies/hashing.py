"""A text becomes hashes of its word 5-grams, and of those the few that winnowing keeps.

Words and grams are hashed in bulk: a word is a polynomial of its letters' numbers modulo 2^64, a gram one of its words.
Winnowing: Schleimer, Wilkerson and Aiken, "Winnowing: local algorithms for document fingerprinting", SIGMOD 2003.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tocsin.corroborate.copies import kernels
from tocsin.corroborate.copies.arrays import Grams, Mask, Places, winnowed
from tocsin.corroborate.copies.kernels import Kernels
from tocsin.corroborate.copies.layout import QUOTE, K
from tocsin.corroborate.copies.letters import Letters, letters
from tocsin.corroborate.words import QUOTED


class Text(NamedTuple):
    """A text as the index sees it."""

    grams: Grams
    """one for each word that four more follow; one for a text of fewer words; none for one without"""
    outside: Mask | None
    """for each gram, whether all of it lies outside quotation marks; None where nothing is quoted"""
    starts: Places
    """where each word begins, among the characters that show"""
    classes: NDArray[np.uint8]
    """of the characters that show"""
    origin: Places | None
    """place in the text of each character that shows; None where all do"""


def hashed(text: str, loops: Kernels) -> Text:
    """`text` as grams, with what lies outside quotation marks."""
    kept = letters(text)
    grams, starts, _ = loops.grams(kept.classes, kept.values)
    outside = _outside(text, starts, kept, len(grams)) if len(grams) and kept.rarest >= QUOTE else None
    return Text(grams, outside, starts, kept.classes, kept.origin)


def _outside(text: str, starts: Places, kept: Letters, count: int) -> Mask | None:
    marks = np.flatnonzero(kept.classes == QUOTE)
    if len(marks) < 2:
        return None
    first, last = (marks[0], marks[-1]) if kept.origin is None else (kept.origin[marks[0]], kept.origin[marks[-1]])
    spans = np.array([match.span() for match in QUOTED.finditer(text, first, last + 1)])
    if not len(spans):
        return None
    at = starts if kept.origin is None else kept.origin[starts]
    # A gram is touched where a quotation begins before its last word and ends after its first.
    last = np.minimum(np.arange(K - 1, count + K - 1), len(at) - 1)
    begun = np.searchsorted(spans[:, 0], at[last], side="right")
    ended = np.searchsorted(spans[:, 1], at[:count], side="right")
    return np.asarray(begun == ended)


def grams(text: str) -> Grams:
    """Hashes of the word 5-grams of `text`, in order of the text. One hash for a text of fewer words, none for one without."""
    return hashed(text, kernels.plain()).grams


def fingerprints(hashed: Grams) -> Grams:
    """The least hash of every window, each once."""
    return np.unique(winnowed(hashed))
