"""Estimates: which words of likelihood, on whose yardstick, with what range; a mention of a word is no estimate."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from tocsin.model import Estimate
from tocsin.model.declared import Yardstick, YardstickTerm
from tocsin.read.chances import Chance, Chances
from tocsin.read.grammar import Grammar
from tocsin.read.likelihood import Likelihoods, Phrase, alternatives
from tocsin.read.seen import Seen

DAY_BEHIND = re.compile(r" \d{1,2}\b")
"""`May 31`: a modal with a number right behind it is a month"""
MENTION = re.compile(r"[\"«“„'‘]\s?$")
ASKED = 12
"""characters before a word of likelihood in which it is asked for"""
NAMED = 30
"""characters before a word in which it is said to be a word"""
OPENS_NOUN = 9
"""characters before an attributive word in which its noun phrase opens"""
OF_PURPOSE = 24
"""characters before a modal in which it is said of what"""
Quantiles = tuple[float, float, float, float, float]
NUMERIC = "numeric"
"""the yardstick of chances in numbers"""
MODAL, LOOSE, SCALED = 3, 2, 1
"""how much a phrase says: `could`, `seems`, `likely`"""
COMMITS_TO_LITTLE = frozenset({"possible", "seeming", "not_excluded", "not_unlikely", "not_certain"})


class Assessor(NamedTuple):
    """Whose judgement it is, as far as known: which yardstick holds, and whether the words are a translator's."""

    entity: str | None = None
    country: str | None = None
    language: str | None = None
    """language the assessor judges in"""


NOBODY = Assessor()


class Scanned(NamedTuple):
    """What of one text may be an estimate."""

    seen: Seen
    chances: tuple[Chance, ...]


class Estimates:
    """The words of likelihood and the yardsticks, compiled for one language of text."""

    def __init__(self, grammar: Grammar, yardsticks: Sequence[Yardstick]) -> None:
        self.language = grammar.code
        self.grammar = grammar
        self._yardsticks = tuple(yardsticks)
        own = [yardstick for yardstick in yardsticks if yardstick.language == self.language]
        self._words = Likelihoods(grammar, (phrase for yardstick in own for term in yardstick.terms for phrase in term.phrases))
        self._chances = Chances(grammar)
        self.bodies = frozenset(one for y in yardsticks for one in y.assessors if one.startswith("institution:"))
        """bodies that judge in a yardstick of their own"""
        self._modals = frozenset(grammar.lexicon.words.get("modal", ()))
        self._forms = {yardstick.id: [(re.compile(alternatives(term.phrases)), term) for term in yardstick.terms] for yardstick in own}
        self._readers = {
            sense: term.quantiles
            for yardstick in yardsticks
            for term in yardstick.terms
            if term.quantiles is not None
            for sense in term.senses
        }

    def scan(self, lower: str) -> Scanned:
        """Where estimates may stand in a text."""
        return Scanned(self._words.scan(lower), tuple(self._chances.all(lower)))

    def find(self, scanned: Scanned, start: int, end: int) -> tuple[int, int] | None:
        """The estimate between `start` and `end` of a text: a chance in numbers, else the strongest word of likelihood, a modal only where
        there is none; null for a mention."""
        for number in scanned.chances:
            if start <= number.start and number.end <= end:
                return number.start, number.end
        lower = scanned.seen.lower
        best: Phrase | None = None
        best_rank = 9
        for phrase in self._words.phrases(scanned.seen, start, end):
            rank = self._rank(lower, phrase)
            if rank < best_rank and not self._passes(lower, phrase, rank, start):
                best, best_rank = phrase, rank
        return (best.start, best.end) if best is not None else None

    def _rank(self, lower: str, phrase: Phrase) -> int:
        words = lower[phrase.start : phrase.end]
        if phrase.sense == "possible" and words.split(" ")[0] in self._modals:
            return MODAL
        if phrase.sense == "not_excluded" or self.grammar.marks["undecided"].search(words):
            return MODAL
        return SCALED if phrase.sense is not None and phrase.sense not in COMMITS_TO_LITTLE else LOOSE

    def _passes(self, lower: str, phrase: Phrase, rank: int, floor: int) -> bool:
        """The phrase judges nothing here: it is mentioned, asked for, says what something is for, or only colours a noun."""
        marks, words = self.grammar.marks, lower[phrase.start : phrase.end]
        if marks["attributive"].fullmatch(words) and (
            marks["noun_opens_before"].search(lower, max(floor, phrase.start - OPENS_NOUN), phrase.start)
            or marks["noun_follows"].match(lower, phrase.end)
        ):
            return True
        if marks["asked_before"].search(lower, max(0, phrase.start - ASKED), phrase.start):
            return True
        if rank == MODAL and (
            (phrase.negated and phrase.sense == "impossible")
            or marks["modal_of_purpose"].search(lower, max(floor, phrase.start - OF_PURPOSE), phrase.start)
            or marks["denied_behind"].match(lower, phrase.end)
            or DAY_BEHIND.match(lower, phrase.end)
        ):
            return True
        return self._mentioned(lower, phrase.start, phrase.end)

    def _mentioned(self, lower: str, start: int, end: int) -> bool:
        """The word is talked about (`"plausible" does not mean ...`, `the word probable`)."""
        marks = self.grammar.marks
        if marks["not_meant_before"].search(lower, max(0, start - NAMED), start) or marks["not_meant_behind"].match(lower, end):
            return True
        if marks["chance_word_before"].search(lower, max(0, start - NAMED), start):
            return marks["word_used"].search(lower, max(0, start - 2 * NAMED), start) is None
        return MENTION.search(lower, max(0, start - 2), start) is not None and marks["mentioned_behind"].match(lower, end) is not None

    def build(self, phrase: str, lower: str, span: tuple[int, int], assessor: Assessor = NOBODY, *, negated: bool = False) -> Estimate:
        """The record of one phrase. The yardstick is the assessor's where he has one; read through another language it is marked."""
        key = re.sub(r"\s+", " ", lower)
        number = self._chances.read(key)
        if number is not None:
            return Estimate(
                phrase=phrase, span=span, yardstick=NUMERIC, low=number[0], high=number[1], median=sum(number) / 2, negated=negated
            )
        sense = self._words.sense(key)[0]
        readers = self._asked(key, sense)
        translated = assessor.language is not None and assessor.language != self.language
        yardstick, term = self._band(key, sense, assessor, translated)
        return Estimate(
            phrase=phrase,
            span=span,
            yardstick=yardstick.id if yardstick is not None else None,
            low=term.low if term is not None else None,
            high=term.high if term is not None else None,
            median=readers[2] if readers is not None else None,
            negated=negated,
            via_translation=translated or (yardstick is not None and yardstick.language != self.language),
            sense=sense,
            readers=readers,
        )

    def _asked(self, key: str, sense: str | None) -> Quantiles | None:
        """What readers gave to the very words, else to English words of their sense."""
        for forms in self._forms.values():
            for pattern, term in forms:
                if term.quantiles is not None and pattern.fullmatch(key):
                    return term.quantiles
        return self._readers.get(sense or "")

    def _band(self, key: str, sense: str | None, assessor: Assessor, translated: bool) -> tuple[Yardstick | None, YardstickTerm | None]:
        """The band of the assessor's own yardstick, else that of the language's default where the words are no translator's."""
        mine = [y for y in self._yardsticks if assessor.entity in y.assessors or assessor.country in y.assessors]
        default = [] if translated else [y for y in self._yardsticks if y.default and y.language == self.language]
        for yardstick in (*mine, *default):
            for pattern, term in self._forms.get(yardstick.id, ()):
                if pattern.fullmatch(key):
                    return yardstick, term
            for term in yardstick.terms:
                if sense in term.senses:
                    return yardstick, term
        return None, None
