"""Which indicators and hypotheses words bear on, and whether a report is on the problem at all."""

import re
from typing import NamedTuple

from tocsin.model.declared import Cue, Problem
from tocsin.read.grammar import Grammar, finder
from tocsin.read.terms import Terms

ENOUGH = 2.0
"""weight of words, indicators and parties that makes a report relevant (set on the development reports)"""
SENTENCE_ENDS = re.compile(r"(?<=[.!?…»”])\s+|\n")
EVIDENT = frozenset(
    [
        "warhead_transport",
        "storage_activity",
        "alert_level",
        "diplomatic_channel",
        "dual_capable_deployment",
        "evacuation",
        "doctrine_change",
        "red_line",
    ]
)
"""indicators that tell of the problem by themselves; talk of a threat or of our own sensors does not"""
REMEMBERED = 4096
"""passages whose terms are kept: one report asks for the same ones several times"""


class Bearing(NamedTuple):
    """One cue compiled to numbers of terms: one of every group, none of the excluded ones."""

    id: str
    groups: tuple[frozenset[int], ...]
    excluded: frozenset[int]
    weight: float


class Relevance:
    """Cues of one problem in one language. All terms are looked for in one pass; what was found in a passage is remembered for the next question."""

    def __init__(self, problem: Problem, grammar: Grammar) -> None:
        cues = problem.cues.get(grammar.code)
        self.grammar = grammar
        self._terms = Terms()
        self._indicators = tuple(self._compile(cue) for cue in cues.indicators) if cues else ()
        self._hypotheses = tuple(self._compile(cue) for cue in cues.hypotheses) if cues else ()
        self._relevant = self._terms.numbers(cues.relevant if cues else ())
        self._unrelated = self._terms.numbers(cues.unrelated if cues else ())
        self._elsewhere = self._terms.numbers(grammar.lexicon.words.get("elsewhere", ()))
        self.raises = _pattern(cues.raises if cues else ())
        self.lowers = _pattern(cues.lowers if cues else ())
        self._known: dict[str, tuple[frozenset[int], tuple[str, ...]]] = {}

    def _compile(self, cue: Cue) -> Bearing:
        return Bearing(cue.id, tuple(self._terms.numbers(group) for group in cue.all_of), self._terms.numbers(cue.none_of), cue.weight)

    def _look(self, lower: str) -> tuple[frozenset[int], tuple[str, ...]]:
        """(terms in `lower`, indicators they bear on)."""
        known = self._known.get(lower)
        if known is None:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            terms = frozenset(number for _, number in self._terms.hits(lower))
            known = self._known[lower] = (terms, _scored(self._indicators, terms))
        return known

    def indicators(self, lower: str) -> tuple[str, ...]:
        """Indicators that the words bear on, the heaviest first."""
        return self._look(lower)[1]

    def hypotheses(self, lower: str) -> tuple[str, ...]:
        """Hypotheses that the words bear on."""
        return _scored(self._hypotheses, self._look(lower)[0])

    def relevant(self, lower: str, title: str, actors: int) -> bool:
        """The report is on the problem: its words and indicators outweigh those of other subjects.

        `actors`: names of the gazetteer and adjectives of countries in the text.
        """
        return self.weight(lower, title, actors) >= ENOUGH

    def weight(self, lower: str, title: str, actors: int) -> float:
        """How much speaks for the problem: distinct words of it, lines with a telling indicator, parties named; less the words of other subjects."""
        text = f"{title}\n{lower}"
        numbers = [number for _, number in self._terms.hits(text)]
        hits = self._relevant.intersection(numbers)
        off = sum(1 for number in numbers if number in self._unrelated) + 1.5 * sum(1 for number in numbers if number in self._elsewhere)
        lines = [line for line in SENTENCE_ENDS.split(text) if len(line) > 20]
        marked = [found for line in lines if (found := self.indicators(line))]
        telling = sum(1 for found in marked if any(identity in EVIDENT for identity in found))
        if not hits and not marked:
            return 0.0
        return len(hits) + 1.5 * min(telling, 4) + 0.5 * min(len(marked) - telling, 4) + min(actors, 2) - off

    def history_only(self, lower: str, years: list[str], day_year: str | None) -> bool:
        """Told only of the past: old years and words of history, and no word of the present day."""
        old = [year for year in years if int(year[:4]) < 2014]
        recent = [year for year in years if int(year[:4]) >= 2014]
        return len(old) >= 2 and not recent and bool(self.grammar.finders["history"].search(lower))


def _pattern(terms: tuple[str, ...]) -> re.Pattern[str]:
    return finder(tuple(term.replace("’", "'") for term in terms)) if terms else re.compile(r"(?!)")


def _scored(bearings: tuple[Bearing, ...], terms: frozenset[int]) -> tuple[str, ...]:
    scores: dict[str, float] = {}
    for bearing in bearings:
        if all(not group.isdisjoint(terms) for group in bearing.groups) and bearing.excluded.isdisjoint(terms):
            scores[bearing.id] = max(scores.get(bearing.id, 0.0), bearing.weight)
    order = {identity: position for position, identity in enumerate(scores)}
    return tuple(sorted(scores, key=lambda identity: (-scores[identity], order[identity])))
