"""What stands where in one text: all word classes and expressions of a language looked for in one pass of one automaton.

The automaton knows the letters that every match must hold (see `factors`). Where they do not stand nothing else is tried; where they do,
the expression itself decides. So the answers are those of the expressions, at a small part of their price.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping

import ahocorasick_rs

from tocsin.read.factors import searched

ALWAYS = 1
"""the bit of expressions without telling letters: they are always tried"""


class Sought:
    """What is looked for in texts of one language."""

    def __init__(
        self, classes: Mapping[str, re.Pattern[str]], words: Mapping[str, tuple[str, ...]], marks: Mapping[str, re.Pattern[str]]
    ) -> None:
        self.classes, self.marks = classes, marks
        self.bits: dict[str, int] = {}
        """expression -> its bit; those without telling letters share `ALWAYS`, those that match nothing have 0"""
        self.words: dict[str, int] = {}
        """class -> its bit"""
        owners: dict[str, int] = {}
        for name in classes:
            bit = self.words[name] = 2 << len(self.words)
            for term in words.get(name, ()):
                owners[term.split("*")[0]] = owners.get(term.split("*")[0], 0) | bit
        self._of_classes = sum(self.words.values())
        free = 2 << len(self.words)
        for name, pattern in marks.items():
            letters = searched(pattern)
            if letters is None:
                self.bits[name] = ALWAYS if pattern.pattern != "(?!)" else 0
                continue
            self.bits[name] = free
            for text in _least(letters):
                owners[text] = owners.get(text, 0) | free
            free <<= 1
        self._patterns = sorted(text for text in owners if text)
        self._owners = [owners[text] for text in self._patterns]
        self._automaton = ahocorasick_rs.AhoCorasick(self._patterns or ["\0"])

    def scan(self, lower: str) -> "Seen":
        """All that may stand in `lower`."""
        starts: list[int] = []
        bits: list[int] = []
        found: dict[int, list[int]] = {}
        owners, classes = self._owners, self._of_classes
        for number, start, _ in self._automaton.find_matches_as_indexes(lower, overlapping=True) if self._patterns else ():
            owner = owners[number]
            if owner & classes and start and ((before := lower[start - 1]).isalnum() or before == "-" or before == "_"):
                owner &= ~classes
                if not owner:
                    continue
            starts.append(start)
            bits.append(owner)
        order = sorted(range(len(starts)), key=starts.__getitem__)
        return Seen(self, lower, [starts[at] for at in order], [bits[at] for at in order], found)


def _least(letters: Iterable[str]) -> list[str]:
    """`letters` without those that hold another."""
    kept: list[str] = []
    for text in sorted(letters, key=len):
        if not any(other in text for other in kept):
            kept.append(text)
    return kept


class Seen:
    """What may stand where in one text."""

    __slots__ = ("_bits", "_found", "_sought", "_starts", "all", "lower")

    def __init__(self, sought: Sought, lower: str, starts: list[int], bits: list[int], found: dict[int, list[int]]) -> None:
        self._sought, self.lower, self._starts, self._bits, self._found = sought, lower, starts, bits, found
        self.all = ALWAYS
        for bit in bits:
            self.all |= bit

    def within(self, start: int, end: int) -> int:
        """The bits of classes and expressions that may stand in `start:end`."""
        found, bits = ALWAYS, self._bits
        for at in range(bisect_left(self._starts, start), bisect_left(self._starts, end)):
            found |= bits[at]
        return found

    def word(self, name: str, start: int, end: int) -> re.Match[str] | None:
        """The first word of class `name` in `start:end`."""
        if not self.all & self._sought.words[name]:
            return None
        return next(self.words(name, start, end), None)

    def words(self, name: str, start: int, end: int) -> Iterator[re.Match[str]]:
        """The words of class `name` in `start:end`, in order."""
        bit = self._sought.words[name]
        if not self.all & bit:
            return
        places = self._found.get(bit)
        if places is None:
            places = self._found[bit] = [place for place, owner in zip(self._starts, self._bits, strict=True) if owner & bit]
        pattern, lower = self._sought.classes[name], self.lower
        position = start
        for at in range(bisect_left(places, start), len(places)):
            place = places[at]
            if place >= end:
                return
            if place >= position and (match := pattern.match(lower, place, end)) is not None:
                yield match
                position = match.end()

    def near(self, name: str, reach: int) -> Iterator[re.Match[str]]:
        """Matches of the expression `name`, in order; `reach`: characters that none goes beyond its telling letters."""
        bit, pattern = self._sought.bits[name], self._sought.marks[name]
        if not self.all & bit:
            return
        if bit == ALWAYS:
            yield from pattern.finditer(self.lower)
            return
        left, right = 0, -1
        for place, owner in zip(self._starts, self._bits, strict=True):
            if owner & bit:
                if 0 <= right < place - reach:
                    yield from pattern.finditer(self.lower, left, right)
                    right = -1
                if right < 0:
                    left = max(0, place - reach)
                right = place + 2 * reach
        yield from pattern.finditer(self.lower, left, right)

    def mark(self, name: str, start: int, end: int) -> re.Match[str] | None:
        """The first match of the expression `name` in `start:end`."""
        bit = self._sought.bits[name]
        if not self.all & bit:
            return None
        return self._sought.marks[name].search(self.lower, start, end)
