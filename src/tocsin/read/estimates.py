"""Estimative phrases: which words, on whose yardstick, with what range; a mention of a word is no estimate."""

import re
from collections.abc import Sequence

from tocsin.model import Estimate
from tocsin.model.declared import Yardstick, YardstickTerm
from tocsin.read.grammar import Grammar, finder
from tocsin.read.seen import Seen, Sought

MENTION = re.compile(r"[\"«“'‘]\s?$")
ASKED = 12
"""characters before a word of likelihood in which it is asked for"""
NUMBER = re.compile(r"\d+(?:[.,]\d+)?")


class Estimates:
    """The yardsticks, compiled for one language of text."""

    def __init__(self, grammar: Grammar, yardsticks: Sequence[Yardstick]) -> None:
        self.language = grammar.code
        self.grammar = grammar
        self._terms: dict[str, list[tuple[Yardstick, YardstickTerm, bool]]] = {}
        for yardstick in yardsticks:
            for terms, translated in (
                (yardstick.terms if yardstick.language == self.language else (), False),
                (yardstick.translations.get(self.language, ()), True),
            ):
                for term in terms:
                    for phrase in term.phrases:
                        self._terms.setdefault(phrase.lower().replace("’", "'"), []).append((yardstick, term, translated))
        phrases = (*grammar.lexicon.words.get("estimative", ()), *self._terms)
        self._numbers = [re.compile(pattern) for pattern in grammar.lexicon.patterns.get("numeric_probability", ())]
        self._modals = frozenset(grammar.lexicon.words.get("modal", ()))
        self._sought = Sought({"phrase": finder(phrases)}, {"phrase": phrases}, {"number": grammar.sought.marks["numeric_probability"]})

    def scan(self, lower: str) -> Seen:
        """Where phrases of likelihood may stand in a text."""
        return self._sought.scan(lower)

    def find(self, seen: Seen, start: int, end: int) -> tuple[int, int] | None:
        """The estimative phrase between `start` and `end` of the text scanned: the strongest word of likelihood, a modal only where
        there is none; null for a mention."""
        lower, marks = seen.lower, self.grammar.marks
        best: tuple[int, int] | None = None
        best_rank = 9
        for match in seen.words("phrase", start, end):
            rank = self._rank(match.group())
            if marks["attributive"].fullmatch(match.group()) and marks["noun_opens_before"].search(
                lower, max(start, match.start() - 9), match.start()
            ):
                continue
            if marks["undecided"].search(match.group()):
                rank = min(rank + 1, 3)
            if rank > 2 and marks["modal_of_purpose"].search(lower, max(start, match.start() - 24), match.start()):
                continue
            if (rank > 2 and marks["denied_behind"].match(lower, match.end())) or marks["asked_before"].search(
                lower, max(0, match.start() - ASKED), match.start()
            ):
                continue
            if rank < best_rank and not self._mentioned(lower, match.start(), match.end(), start):
                best, best_rank = match.span(), rank
        if seen.mark("number", start, end) is None:
            return best
        for pattern in self._numbers:
            number = pattern.search(lower, start, end)
            if number is not None and best_rank > 0 and self._about_chance(lower, number.start(), number.end()):
                return number.span()
        return best

    def _rank(self, phrase: str) -> int:
        if phrase in self._terms:
            return 1
        return 2 if " " in phrase or phrase not in self._modals else 3

    def _mentioned(self, lower: str, start: int, end: int, floor: int) -> bool:
        """The word alone stands in quotation marks and is talked about (`"plausible" does not mean ...`)."""
        marks = self.grammar.marks
        if marks["not_meant_before"].search(lower, max(floor, start - 30), start) or marks["not_meant_behind"].match(lower, end):
            return True
        return MENTION.search(lower, max(0, start - 2), start) is not None and marks["mentioned_behind"].match(lower, end) is not None

    def _about_chance(self, lower: str, start: int, end: int) -> bool:
        """The number is a probability: a share, with words of chance around."""
        marks = self.grammar.marks
        share = lower.find("%", start, end) >= 0 or marks["share"].search(lower, start, end) is not None
        return share and marks["about_chance"].search(lower, max(0, start - 160), end + 60) is not None

    def build(
        self,
        phrase: str,
        lower: str,
        span: tuple[int, int],
        *,
        assessor: str | None,
        country: str | None,
        assessor_language: str | None,
        negated: bool,
    ) -> Estimate:
        """The record of one phrase. The yardstick is the assessor's where he has one; read through another language it is marked."""
        key = re.sub(r"\s+", " ", lower)
        number = _numeric(key, self.grammar)
        if number is not None:
            return Estimate(
                phrase=phrase, span=span, yardstick="numeric", low=number[0], high=number[1], median=sum(number) / 2, negated=negated
            )
        candidates = self._terms.get(key, [])
        mine = [item for item in candidates if assessor in item[0].assessors or country in item[0].assessors]
        own = [item for item in candidates if item[0].language == self.language and not item[2]]
        translated = assessor_language is not None and assessor_language != self.language
        chosen = mine[0] if mine else own[0] if own and not translated else None
        if chosen is None:
            return Estimate(phrase=phrase, span=span, negated=negated, via_translation=translated)
        yardstick, term, foreign = chosen
        return Estimate(
            phrase=phrase,
            span=span,
            yardstick=yardstick.id,
            low=term.low,
            high=term.high,
            median=term.median,
            negated=negated,
            via_translation=foreign or yardstick.language != self.language,
        )


def _numeric(phrase: str, grammar: Grammar) -> tuple[float, float] | None:
    """Range of a probability given in numbers: `10 à 15 %` -> (.10, .15), `moins de 5 %` -> (0, .05), `one in fifty` -> (.02, .02)."""
    marks, numbers = grammar.marks, grammar.lexicon.numbers
    odds = marks["odds_of"].search(phrase)
    if odds is not None:
        top, bottom = (
            float(word) if word.isdecimal() else numbers.get(word, 0.0) for word in (odds["top"], odds["bottom"].replace(",", ""))
        )
        values = [top / bottom] if bottom and 0 < top <= bottom else []
    elif "%" in phrase or marks["per_cent"].search(phrase):
        values = [float(value.replace(",", ".")) / 100 for value in NUMBER.findall(phrase)]
        values = values or [numbers[word] / 100 for word in phrase.split() if word in numbers]
    else:
        return None
    if not values or max(values) > 1:
        return None
    if len(values) > 1:
        return min(values[:2]), max(values[:2])
    if marks["less_than"].match(phrase):
        return 0.0, values[0]
    if marks["more_than"].match(phrase):
        return values[0], 1.0
    return values[0], values[0]
