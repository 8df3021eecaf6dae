"""The two sides of a comparison: sentences with what they hold, and which sentence of one is told by which of the other."""

import html
import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tocsin.corroborate.case import Case
from tocsin.corroborate.closed import numbers
from tocsin.corroborate.content import common
from tocsin.corroborate.days import dated
from tocsin.corroborate.folding import PREFIX, stem
from tocsin.corroborate.words import WORD
from tocsin.model import Name, Statement

ALIGNED = 0.5
"""share of the shorter sentence's words that the other must have, to be the same sentence in other words"""
ACROSS, ACROSS_LEAST = 0.4, 2
"""the same across languages, where only names, cognates, numbers and days can meet: share of the poorer sentence's, and how many"""
NEAR_SAME, NEAR_ACROSS, NEAR_LEAST = 0.45, 0.35, 0.2
"""nearness in meaning from which two sentences tell one thing, within a language and across; look-alikes of one subject reach as much, so
only the nearest counts"""
FEWEST = 4
_SENTENCE = re.compile(r"(?:[^.!?…\n]|(?<=\b[A-ZА-ЯЇІЄ])\.|\.(?=\w)){1,2000}(?:[.!?…]+(?=\s|$|[\"»”])|(?=\n)|$)")
"""the point of an initial (`U.S.`), or inside a number, ends none; what is longer than 2,000 characters is no sentence, and hostile"""


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

    @cached_property
    def by_stem(self) -> dict[str, list[int]]:
        """Places of the sentences that have a stem, in order."""
        return _places([sentence.stems for sentence in self.sentences])

    @cached_property
    def by_anchor(self) -> dict[str, list[int]]:
        """Places of the sentences that have an anchor, in order."""
        return _places([sentence.anchors for sentence in self.sentences])


def _places(features: Sequence[frozenset[str]]) -> dict[str, list[int]]:
    index: defaultdict[str, list[int]] = defaultdict(list)
    for place, some in enumerate(features):
        for feature in some:
            index[feature].append(place)
    return index


class Cutter:
    """Sentences of the reports of a case, cut once each."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._cut: dict[int, tuple[Sentence, ...]] = {}
        self._whole: dict[int, Side] = {}

    def whole(self, number: int) -> Side:
        """A report with all its sentences."""
        if number not in self._whole:
            self._whole[number] = Side(self._case, number, self._sentences(number))
        return self._whole[number]

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
                anchors |= {f"w:{folded}" for word in words if len(folded := stem(word)) >= PREFIX and folded not in common()}
                said = tuple(item for item in reading.statements if item.span[0] < end and item.span[1] > start)
                cut.append(Sentence(start, end, text, stems, frozenset(anchors), said, names))
            self._cut[number] = tuple(cut)
        return self._cut[number]


def overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """Share of the poorer of two sets that the other has."""
    return len(one & other) / max(1, min(len(one), len(other)))


def pairs(child: Side, source: Side) -> list[tuple[Sentence, Sentence]]:
    """Sentences of the child, each with the one of the source that it tells; those that tell none are left out.

    By words in common, or names, numbers and days across languages; where an encoder is at hand, by nearness in meaning too.
    """
    same = child.language == source.language
    index = source.by_stem if same else source.by_anchor
    near = nearness(child, source)
    found = []
    for number, sentence in enumerate(child.sentences):
        own = sentence.stems if same else sentence.anchors
        places = {place for feature in own & index.keys() for place in index[feature]}
        scored = [(overlap(own, _features(source.sentences[place], same)), -place) for place in places]
        best, at = max(scored, default=(0.0, 0))
        told = -at
        sure = best >= ALIGNED if same else best >= ACROSS and len(own & source.sentences[told].anchors) >= ACROSS_LEAST
        if near is not None and not (same and sure):
            told = int(np.argmax(near[number]))
            sure = float(near[number, told]) >= (NEAR_SAME if same else NEAR_ACROSS)
        if sure:
            found.append((sentence, source.sentences[told]))
    return found


def nearest(child: Side, sentence: Sentence, source: Side, among: Sequence[Sentence], least: float = NEAR_LEAST) -> Sentence | None:
    """The one of some sentences of the source that lies nearest to a sentence of the child; None where none is near enough to compare.

    Lower than for `pairs`: what they have is known to differ, and only the place is sought.
    """
    encode = child.case.encode
    if not among:
        return None
    if encode is not None:
        mine = encode([html.unescape(sentence.text).strip()], child.language)
        near = (mine @ encode([html.unescape(other.text).strip() for other in among], source.language).T)[0]
        best = int(np.argmax(near))
        return among[best] if float(near[best]) >= least else None
    same = child.language == source.language
    own = sentence.stems if same else sentence.anchors
    scored = [(overlap(own, _features(other, same)), -place) for place, other in enumerate(among)]
    score, place = max(scored)
    return among[-place] if score >= (ALIGNED if same else ACROSS) else None


def nearness(child: Side, source: Side) -> NDArray[np.float32] | None:
    """(n, m) float32: nearness in meaning of each sentence of the child to each of the source; None where no encoder is at hand."""
    encode = child.case.encode
    if encode is None or not child.sentences or not source.sentences:
        return None
    mine, theirs = ([html.unescape(sentence.text).strip() for sentence in side.sentences] for side in (child, source))
    found: NDArray[np.float32] = encode(mine, child.language) @ encode(theirs, source.language).T
    return found


def _features(sentence: Sentence, same: bool) -> frozenset[str]:
    return sentence.stems if same else sentence.anchors
