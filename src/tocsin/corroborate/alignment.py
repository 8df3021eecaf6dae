"""Whether one report follows another in the order of what it tells: a translation keeps the order, a rewrite makes its own."""

import html
import re
from itertools import combinations
from typing import NamedTuple

from tocsin.corroborate.closed import numbers
from tocsin.corroborate.folding import PREFIX, stem
from tocsin.corroborate.words import WORD

KEPT = 0.7
"""share of pairs of shared names and numbers in the same order (Kendall), from which the order is kept"""
ENOUGH = 4
"""shared names and numbers, below which order says nothing"""
SHORTER, LONGER = 0.7, 1.4
"""a translation is about as long as what it translates; French runs a sixth longer than English"""

TOLD = 0.43
"""mean nearness of each sentence to its nearest in the other report, from which the other is rendered and not retold (annotated pairs of
eight languages' directions: renderings from .40 up, most above .5; retellings and comments mostly below .41)"""
RENDERED = 0.55
"""the same for a report that names nobody: of the annotated ones, those below are retold, with what their author left out or changed"""
RETOLD = 0.35
"""below, a report that cites another speaks for itself, and says of it in passing"""
TOLD_AGAIN = 0.4
"""from which a report that the words point to is the one meant; unlike reports on one subject stay below .3"""
LETTERS = 15
"""characters from which a piece of text is a sentence"""
_SENTENCE = re.compile(r"[^.!?…\n]+(?:[.!?…]+(?=\s|$|[\"»”])|(?=\n)|$)")


class Alignment(NamedTuple):
    """`shared` names and numbers, the share of their pairs in the same order, and the later report's length over the earlier's."""

    shared: int
    order: float
    length: float

    @property
    def kept(self) -> bool:
        """Whether the later report tells the same things in the same order at the same length."""
        return self.shared >= ENOUGH and self.order >= KEPT and SHORTER <= self.length <= LONGER


def align(later: str, earlier: str) -> Alignment:
    """How `later` runs along `earlier`."""
    first, second = _places(later), _places(earlier)
    both = sorted(first.keys() & second.keys())
    pairs = list(combinations(both, 2))
    same = sum((first[a] - first[b]) * (second[a] - second[b]) > 0 for a, b in pairs)
    return Alignment(len(both), same / max(1, len(pairs)), len(later) / max(1, len(earlier)))


def _places(text: str) -> dict[str, int]:
    """Where each name, cognate and number stands first."""
    text, found = html.unescape(text), dict[str, int]()
    for match in WORD.finditer(text):
        word = stem(match.group())
        if len(word) >= PREFIX - 1:
            found.setdefault(word, match.start())
    for start, _, value in numbers(text):
        if value > 1:
            found.setdefault(f"{value:g}", start)
    return found


def sentences(text: str) -> list[str]:
    """The sentences of a text, short pieces left out; the text itself where it has none."""
    return [piece for match in _SENTENCE.finditer(html.unescape(text)) if len(piece := match.group().strip()) > LETTERS] or [text]
