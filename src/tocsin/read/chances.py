"""Chances given in numbers: `10 à 15 %`, `less than one in fifty`, `шансы пятьдесят на пятьдесят`, `three to one against`."""

import re
from typing import NamedTuple

from tocsin.read import expressions
from tocsin.read.grammar import Grammar

FIGURE = re.compile(r"\d+(?:[.,]\d+)?")
GROUPED = re.compile(r"(?<=\d)[ ,.\u202f](?=\d{3}(?!\d))")
BEFORE, BEHIND = 160, 60
"""characters around a number in which words of chance make it a probability"""
LONGEST = 40
"""characters of a chance in numbers"""
NEAR, FEW = 60, 12
"""characters around so many in so few, which are as often people, in which a word of chance itself must stand"""


class Chance(NamedTuple):
    """A probability in numbers, and where it stands."""

    start: int
    end: int
    low: float
    high: float


class Chances:
    """Chances in numbers of one language, compiled from its lexicon's number words and marks."""

    def __init__(self, grammar: Grammar) -> None:
        def part(name: str) -> str:
            return f"(?:{expressions.source(grammar.lexicon, f'chance_{name}')})"

        self._numbers = grammar.lexicon.numbers
        self._marks, self._nouns = grammar.marks, grammar.finders["chance"]
        words = "|".join(re.escape(word) for word in sorted(self._numbers, key=lambda word: (-len(word), word))) or "(?!)"
        number = rf"(?:\d{{1,3}}(?:[ ,.\u202f]\d{{3}})+(?!\d)|\d+(?:[.,]\d+)?|(?:{words})(?:[- ](?:{words}))*)(?![\w])"
        before = rf"(?<![\w.,-])(?:(?P<less>{part('less')})\s?|(?P<more>{part('more')})\s?|{part('about')}\s|{part('opens')}\s)?"
        behind = rf"(?:(?P<most>{part('less_behind')})|(?P<least>{part('more_behind')}))?"
        ends = r"(?!\w)"
        percent = part("percent")
        self._ranges = re.compile(
            rf"{before}(?P<a>{number})\s?(?:{percent})?\s?{part('joins')}\s?(?P<b>{number})\s?{percent}{ends}|"
            rf"{before.replace('?P<less>', '').replace('?P<more>', '')}{part('percent_before')}(?P<c>{number})"
        )
        self._shares = re.compile(rf"{before}(?P<a>{number})\s?{percent}{ends}{behind}")
        self._parts = re.compile(rf"{before}(?P<a>{number})[\s-]?{part('in')}[\s-]?(?P<b>{number}){behind}")
        self._odds = re.compile(
            rf"{before}(?P<a>{number})\s?{part('against')}\s?(?P<b>{number})(?:(?P<on>{part('on')})|(?P<against>{part('against_behind')}))?"
        )
        self._even = re.compile(rf"(?<!\w){part('even')}{ends}")

    def all(self, lower: str) -> list[Chance]:
        """Every chance in numbers of a text, in order; of those that overlap the first, and the longest of those."""
        found: list[Chance] = []
        for start, end in self._windows(lower):
            for pattern in (self._even, self._ranges, self._shares, self._parts, self._odds):
                for match in pattern.finditer(lower, start, end):
                    chance = self._chance(pattern, match)
                    if chance is not None and (pattern is self._even or self._spoken_of(lower, match, people=pattern is self._parts)):
                        found.append(chance)
        kept: list[Chance] = []
        for chance in sorted(found, key=lambda chance: (chance.start, -chance.end)):
            if not kept or chance.start >= kept[-1].end:
                kept.append(chance)
        return kept

    def _windows(self, lower: str) -> list[tuple[int, int]]:
        """The parts of a text around its words of chance."""
        windows: list[tuple[int, int]] = []
        for match in self._marks["about_chance"].finditer(lower):
            start, end = max(0, match.start() - BEHIND - LONGEST), match.end() + BEFORE + LONGEST
            if windows and start <= windows[-1][1]:
                windows[-1] = windows[-1][0], end
            else:
                windows.append((start, end))
        return windows

    def read(self, phrase: str) -> tuple[float, float] | None:
        """The range of a phrase that is a chance in numbers as a whole; null for any other."""
        for pattern in (self._even, self._ranges, self._shares, self._parts, self._odds):
            match = pattern.fullmatch(phrase)
            chance = self._chance(pattern, match) if match is not None else None
            if chance is not None:
                return chance.low, chance.high
        return None

    def _spoken_of(self, lower: str, match: re.Match[str], *, people: bool) -> bool:
        """Words of chance stand around; where the numbers may count people, a word such as `probability` itself."""
        if people and (self.value(match["b"]) or 0) <= FEW:
            return self._nouns.search(lower, max(0, match.start() - NEAR), match.end() + NEAR) is not None
        return self._marks["about_chance"].search(lower, max(0, match.start() - BEFORE), match.end() + BEHIND) is not None

    def _chance(self, pattern: re.Pattern[str], match: re.Match[str]) -> Chance | None:
        """What a match of one of the patterns says; null for numbers that no chance has."""
        if pattern is self._even:
            return Chance(*match.span(), 0.5, 0.5)
        values = [value for name in ("a", "b", "c") if match.groupdict().get(name) and (value := self.value(match[name])) is not None]
        if pattern is self._ranges or pattern is self._shares:
            if not values or max(values) > 100:
                return None
            return _bounded(match, min(values) / 100, max(values) / 100)
        if len(values) < 2 or not all(values):
            return None
        one, other = values
        if pattern is self._parts:
            return _bounded(match, one / other, one / other) if one <= other and other > 1 else None
        against = match["against"] is not None or (one > other and match["on"] is None)
        value = (other if against else one) / (one + other)
        return _bounded(match, value, value)

    def value(self, words: str) -> float | None:
        """The number that figures or number words give; null where they give none."""
        plain = GROUPED.sub("", words)
        if FIGURE.fullmatch(plain):
            return float(plain.replace(",", "."))
        total = 0.0
        for word in re.split(r"[- ]", words):
            value = self._numbers.get(word)
            if value is None:
                return None
            total = total * value if value > total > 0 and value >= 100 else total + value
        return total


def _bounded(match: re.Match[str], low: float, high: float) -> Chance:
    """The range, from 0 or up to 1 where it is said to be the most or the least."""
    groups = match.groupdict()
    least = 0.0 if groups.get("less") or groups.get("most") else low
    most = 1.0 if groups.get("more") or groups.get("least") else high
    return Chance(*match.span(), least, most)
