"""Which indicators and hypotheses words bear on, and whether a report is on the problem at all."""

import re
from typing import NamedTuple

from tocsin.model.declared import Cue, Problem
from tocsin.read.grammar import Grammar, finder

ENOUGH = 2.0
"""weight of words, indicators and parties that makes a report relevant (set on the development reports)"""
SENTENCE_ENDS = re.compile(r"(?<=[.!?…»”])\s+|\n")
EVIDENT = frozenset(["warhead_transport", "storage_activity", "alert_level", "diplomatic_channel", "dual_capable_deployment", "evacuation", "doctrine_change", "red_line"])
"""indicators that tell of the problem by themselves; talk of a threat or of our own sensors does not"""
NONE = re.compile(r"(?!)")


class Bearing(NamedTuple):
    """One cue compiled: one term of every group, none of the excluded ones."""

    id: str
    groups: tuple[re.Pattern[str], ...]
    excluded: re.Pattern[str]
    weight: float


class Relevance:
    """Cues of one problem in one language."""

    def __init__(self, problem: Problem, grammar: Grammar) -> None:
        cues = problem.cues.get(grammar.code)
        self.grammar = grammar
        self._indicators = tuple(_compile(cue) for cue in cues.indicators) if cues else ()
        self._hypotheses = tuple(_compile(cue) for cue in cues.hypotheses) if cues else ()
        self._relevant = _terms(cues.relevant if cues else ())
        self._unrelated = _terms(cues.unrelated if cues else ())
        self._elsewhere = grammar.finders["elsewhere"]
        self.raises = _terms(cues.raises if cues else ())
        self.lowers = _terms(cues.lowers if cues else ())

    def indicators(self, lower: str) -> tuple[str, ...]:
        """Indicators that the words bear on, the heaviest first."""
        return _scored(self._indicators, lower)

    def hypotheses(self, lower: str) -> tuple[str, ...]:
        """Hypotheses that the words bear on."""
        return _scored(self._hypotheses, lower)

    def relevant(self, lower: str, title: str, actors: int) -> bool:
        """The report is on the problem: its words and indicators outweigh those of other subjects.

        `actors`: names of the gazetteer and adjectives of countries in the text.
        """
        return self.weight(lower, title, actors) >= ENOUGH

    def weight(self, lower: str, title: str, actors: int) -> float:
        """How much speaks for the problem: distinct words of it, lines with a telling indicator, parties named; less the words of other subjects."""
        text = f"{title}\n{lower}"
        hits, off = set(self._relevant.findall(text)), self._unrelated.findall(text)
        lines = [line for line in SENTENCE_ENDS.split(text) if len(line) > 20]
        marked = [found for line in lines if (found := self.indicators(line))]
        telling = sum(1 for found in marked if any(identity in EVIDENT for identity in found))
        if not hits and not marked:
            return 0.0
        elsewhere = len(off) + 1.5 * len(self._elsewhere.findall(text))
        return len(hits) + 1.5 * min(telling, 4) + 0.5 * min(len(marked) - telling, 4) + min(actors, 2) - elsewhere

    def history_only(self, lower: str, years: list[str], day_year: str | None) -> bool:
        """Told only of the past: old years and words of history, and no word of the present day."""
        old = [year for year in years if int(year[:4]) < 2014]
        recent = [year for year in years if int(year[:4]) >= 2014]
        return len(old) >= 2 and not recent and bool(self.grammar.finders["history"].search(lower))


def _compile(cue: Cue) -> Bearing:
    return Bearing(cue.id, tuple(_terms(group) for group in cue.all_of), _terms(cue.none_of), cue.weight)


def _terms(terms: tuple[str, ...]) -> re.Pattern[str]:
    return finder(tuple(term.replace("’", "'") for term in terms)) if terms else NONE


def _scored(bearings: tuple[Bearing, ...], lower: str) -> tuple[str, ...]:
    scores: dict[str, float] = {}
    for bearing in bearings:
        if all(group.search(lower) for group in bearing.groups) and not bearing.excluded.search(lower):
            scores[bearing.id] = max(scores.get(bearing.id, 0.0), bearing.weight)
    return tuple(sorted(scores, key=lambda key: (-scores[key], list(scores).index(key))))
