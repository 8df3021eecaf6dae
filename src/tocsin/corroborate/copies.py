"""Reports that share their wording: winnowed fingerprints propose, exact containment of word 5-grams decides.

Winnowing: Schleimer, Wilkerson and Aiken, "Winnowing: local algorithms for document fingerprinting", SIGMOD 2003. Furniture is taken
out before: nothing works on text that still holds it.
"""

import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tocsin.corroborate.words import without_quotes
from tocsin.model import Report

K = 5
"""words in a gram"""
WINDOW = 8
"""grams of which one, the least, is kept"""
SHARED = 3
"""fingerprints that two reports must share to be compared"""
HELD = 6
"""earliest reports remembered for one fingerprint: bounds the work on a story of thousands of copies"""
COMPARED = 6
"""candidates compared exactly, best first"""
COPY, REWORDED, LIFTED = 0.5, 0.1, 12
"""share of the later report's grams found in the earlier one: from COPY on it is a copy; 30% of words changed leave .7^5 = .17;
below, LIFTED grams outside quotation marks are about two sentences"""
SITE_FURNITURE = 3
"""the third report of one site with the same paragraph makes it furniture of that site"""
REPEATED = 0.5
"""share of a paragraph's grams that must be repeated: a date or a name inside it may change"""
LEFT = 0.5
"""where less than this share of a text would be left, what repeats is the article itself"""

Grams = NDArray[np.uint64]
_NONE: Grams = np.empty(0, dtype=np.uint64)
_TOKEN = re.compile(r"\w+")
_POWERS = np.array([pow(0x9E3779B97F4A7C15, power + 1, 1 << 64) for power in range(K)], dtype=np.uint64)


class Match(NamedTuple):
    """An earlier report that a later one shares wording with."""

    earlier: int
    """its place in the order given"""
    containment: float
    """share of the later report's grams that the earlier one has"""
    shared: int
    """fingerprints in common"""
    lifted: int
    """grams in common outside quotation marks"""


def grams(text: str) -> Grams:
    """Hashes of the word 5-grams of `text`, in order of the text. One hash for a text of fewer words, none for one without."""
    words = _TOKEN.findall(text.lower())
    if not words:
        return np.empty(0, dtype=np.uint64)
    tokens = np.array([zlib.crc32(word.encode()) for word in words], dtype=np.uint64)
    if len(tokens) < K:
        tokens = np.pad(tokens, (0, K - len(tokens)))
    count = len(tokens) - K + 1
    hashed = np.zeros(count, dtype=np.uint64)
    for place in range(K):
        hashed += tokens[place : place + count] * _POWERS[place]
    hashed ^= hashed >> np.uint64(32)
    hashed *= np.uint64(0xD6E8FEB86659FD93)
    return hashed ^ (hashed >> np.uint64(29))


def fingerprints(hashed: Grams) -> Grams:
    """The least hash of every window, each once."""
    if len(hashed) <= WINDOW:
        return np.unique(hashed)
    return np.unique(np.lib.stride_tricks.sliding_window_view(hashed, WINDOW).min(axis=1))


class Index:
    """Fingerprints of the reports seen so far, in order of time. `add` asks and inserts in one pass."""

    def __init__(self) -> None:
        self._postings: dict[int, tuple[int, ...]] = {}
        self._grams: list[Grams] = []
        self._texts: list[str] = []
        self._outside: dict[int, Grams] = {}

    def add(self, text: str) -> list[Match]:
        """Earlier reports that `text` shares wording with, most contained first; then `text` is one of the earlier ones."""
        number, ordered = len(self._grams), grams(text)
        own = np.unique(ordered)
        prints = fingerprints(ordered).tolist()
        counted: Counter[int] = Counter()
        for print_ in prints:
            held = self._postings.get(print_, ())
            counted.update(held)
            if len(held) < HELD:
                self._postings[print_] = (*held, number)
        self._grams.append(own)
        self._texts.append(text)
        enough = min(SHARED, len(prints))
        candidates = sorted((item for item in counted.items() if item[1] >= enough), key=lambda item: (-item[1], item[0]))[:COMPARED]
        matches = [match for earlier, shared in candidates if (match := self._compare(number, earlier, shared)) is not None]
        return sorted(matches, key=lambda match: (-match.containment, match.earlier))

    def _compare(self, later: int, earlier: int, shared: int) -> Match | None:
        own = self._grams[later]
        share = len(np.intersect1d(own, self._grams[earlier], assume_unique=True)) / max(1, len(own))
        lifted = 0
        if share < COPY:
            lifted = len(np.intersect1d(self._unquoted(later), self._unquoted(earlier), assume_unique=True))
            if lifted < LIFTED:
                return None
        return Match(earlier, share, shared, lifted)

    def _unquoted(self, number: int) -> Grams:
        if number not in self._outside:
            self._outside[number] = np.unique(grams(without_quotes(self._texts[number])))
        return self._outside[number]


def bodies(reports: Sequence[Report]) -> list[str]:
    """The text of each report without its furniture, and without paragraphs that its site repeats, more or less, in report after report."""
    kept = [_without(report) for report in reports]
    by_site: defaultdict[str, list[int]] = defaultdict(list)
    for number, report in enumerate(reports):
        if report.site:
            by_site[report.site].append(number)
    for places in by_site.values():
        if len(places) >= SITE_FURNITURE:
            for number, text in zip(places, _without_repeated([kept[number] for number in places]), strict=True):
                kept[number] = text
    return kept


def _without_repeated(texts: list[str]) -> list[str]:
    """Texts of one site without paragraphs of which most grams stand in SITE_FURNITURE of them or more."""
    paragraphs = [[piece.strip() for piece in text.split("\n") if piece.strip()] for text in texts]
    hashed = [[np.unique(grams(piece)) for piece in pieces] for pieces in paragraphs]
    values, counts = np.unique(np.concatenate([np.unique(np.concatenate([_NONE, *own])) for own in hashed]), return_counts=True)
    repeated = values[counts >= SITE_FURNITURE]
    kept = []
    for text, pieces, own in zip(texts, paragraphs, hashed, strict=True):
        left = [piece for piece, found in zip(pieces, own, strict=True) if len(found) == 0 or np.isin(found, repeated).mean() < REPEATED]
        shorter = "\n".join(left)
        kept.append(shorter if len(shorter) >= LEFT * len(text) else text)
    return kept


def _without(report: Report) -> str:
    pieces, at = [], 0
    for start, end in report.furniture:
        pieces.append(report.text[at:start])
        at = end
    return "".join((*pieces, report.text[at:]))
