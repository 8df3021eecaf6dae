"""The two sides of a comparison: sentences with what they hold, and which sentence of one is told by which of the other."""

import html
import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import NamedTuple

from tocsin.corroborate.case import Case
from tocsin.corroborate.content import COMMON
from tocsin.corroborate.days import dated
from tocsin.corroborate.folding import PREFIX, stem
from tocsin.corroborate.words import WORD, numbers
from tocsin.model import Name, Statement

ALIGNED = 0.5
"""share of the shorter sentence's words that the other must have, to be the same sentence in other words"""
ACROSS, ACROSS_LEAST = 0.4, 2
"""the same across languages, where only names, cognates, numbers and days can meet: share of the poorer sentence's, and how many"""
FEWEST = 4
_SENTENCE = re.compile(r"[^.!?…\n]+(?:[.!?…]+(?=\s|$|[\"»”])|(?=\n)|$)")


class Sentence(NamedTuple):
    """One sentence of a report: the stems of its words, and its anchors, which cross languages."""

    start: int
    end: int
    text: str
    stems: frozenset[str]
    anchors: frozenset[str]
    statements: tuple[Statement, ...]
    names: tuple[Name, ...]


class Side:
    """One report, or a part of it, to be compared. `number` is its place in the case."""

    def __init__(self, case: Case, number: int, sentences: Sequence[Sentence]) -> None:
        self.case, self.number, self.sentences = case, number, sentences
        self.report, self.reading = case.reports[number], case.readings[number]
        self.language = self.reading.language
        self.text = self.report.text

    @cached_property
    def words(self) -> str:
        """All its sentences."""
        return "\n".join(sentence.text for sentence in self.sentences)

    @cached_property
    def numbers(self) -> frozenset[float]:
        """Every number it has."""
        return frozenset(value for _, _, value in numbers(self.words))

    @cached_property
    def days(self) -> frozenset[date]:
        """Every day it names, by its date or from the day of the report."""
        return frozenset(day for _, _, day in dated(self.words, self.reading.t_known.date()))

    @cached_property
    def entities(self) -> frozenset[str]:
        """Ids of the names in it."""
        return frozenset(name.id for sentence in self.sentences for name in sentence.names)

    @cached_property
    def stems(self) -> frozenset[str]:
        """Stems of all its words."""
        return frozenset(word for sentence in self.sentences for word in sentence.stems)


class Cutter:
    """Sentences of the reports of a case, cut once each."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._cut: dict[int, tuple[Sentence, ...]] = {}

    def whole(self, number: int) -> Side:
        """A report with all its sentences."""
        return Side(self._case, number, self._sentences(number))

    def parts(self, number: int) -> tuple[Side, Side]:
        """Its first sentence, and the rest."""
        cut = self._sentences(number)
        return Side(self._case, number, cut[:1]), Side(self._case, number, cut[1:])

    def _sentences(self, number: int) -> tuple[Sentence, ...]:
        if number not in self._cut:
            report, reading, cut = self._case.reports[number], self._case.readings[number], []
            day = reading.t_known.date()
            for match in _SENTENCE.finditer(report.text):
                start, end = match.span()
                if any(first <= start + 1 < last for first, last in report.furniture):
                    continue
                text = match.group()
                plain = html.unescape(text)
                words = WORD.findall(plain)
                stems = frozenset(stem(word) for word in words if len(word) > 2)
                if len(stems) < FEWEST:
                    continue
                names = tuple(name for name in reading.names if start <= name.span[0] < end)
                anchors = {f"e:{name.id}" for name in names if name.listed}
                anchors |= {f"n:{value:g}" for _, _, value in numbers(plain) if value > 1}
                anchors |= {f"d:{when}" for _, _, when in dated(plain, day)}
                anchors |= {f"w:{folded}" for word in words if len(folded := stem(word)) >= PREFIX and folded not in COMMON}
                said = tuple(item for item in reading.statements if item.span[0] < end and item.span[1] > start)
                cut.append(Sentence(start, end, text, stems, frozenset(anchors), said, names))
            self._cut[number] = tuple(cut)
        return self._cut[number]


def overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """Share of the poorer of two sets that the other has."""
    return len(one & other) / max(1, min(len(one), len(other)))


def pairs(child: Side, source: Side) -> list[tuple[Sentence, Sentence]]:
    """Sentences of the child, each with the one of the source that it tells; those that tell none are left out."""
    same = child.language == source.language
    index: defaultdict[str, list[int]] = defaultdict(list)
    for place, sentence in enumerate(source.sentences):
        for feature in sentence.stems if same else sentence.anchors:
            index[feature].append(place)
    found = []
    for sentence in child.sentences:
        own = sentence.stems if same else sentence.anchors
        places = sorted({place for feature in own for place in index.get(feature, ())})
        scored = [(overlap(own, _features(source.sentences[place], same)), -place) for place in places]
        if not scored:
            continue
        best, place = max(scored)
        told = source.sentences[-place]
        if best >= ALIGNED if same else best >= ACROSS and len(own & told.anchors) >= ACROSS_LEAST:
            found.append((sentence, told))
    return found


def _features(sentence: Sentence, same: bool) -> frozenset[str]:
    return sentence.stems if same else sentence.anchors
