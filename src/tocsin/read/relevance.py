"""Which indicators and hypotheses words bear on, and whether a report is on the problem at all."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import ahocorasick_rs

from tocsin.model import Span
from tocsin.model.declared import Cue, Cues, Problem
from tocsin.read.grammar import Grammar, finder

NONE = re.compile(r"(?!)")
HINT = 0.7
"""weight from which a cue hints at an indicator"""
CUE = 1.0
"""weight from which a cue shows by itself what words bear on; a lighter one is a hint and counts only beside a context"""
BESIDE = 0.3
"""share of its weight that a second cue of the same indicator adds: two views of one thing, not two things"""
STRONG, WEAK, TITLE, EVIDENT = 3.0, 1.0, 1.5, 3.0
"""points of a report: of a strong term, of a weak one, how much more either counts in title and opening, and of an indicator shown"""
TALK = 1.0
"""points of an indicator of mere words, opinion or our own posture: threats, risks and watching fill every page of a paper"""
ENOUGH = 2.5
"""points that make a report relevant where its theatre is named: a strong term, three weak ones, or an indicator shown"""
PARTLY = 4.0
"""points where only other states or bodies are named"""
HALF = 0.5
"""what an indicator shown counts for where nobody is named"""
ALONE = 5.5
"""points where nobody of the world of states is named: two strong terms, for figures of speech (`go nuclear`) come without them"""
AWAY = 2.5
"""points that a term of another subject takes: one reactor beside a threat outweighs no threat, three beside one do"""
SHOWN = 1.5
"""weight of a paragraph's cues from which it shows an indicator"""
OPENING = 220
"""characters of the text that count with its title"""
DISTINCT = 2
"""how often one term counts: the same word ten times is not ten signs"""
REMEMBERED = 4096
"""weighings kept: one report asks for the same passages several times"""
RECENT = 2014
"""the year from which the problem's present counts: before it, what is told is history"""


class Bearing(NamedTuple):
    """One cue compiled to bits: all of `need`, none of `excluded`."""

    id: str
    need: int
    excluded: int
    weight: float


class Marks(NamedTuple):
    """Terms found in one text, in order of their start."""

    starts: list[int]
    ends: list[int]
    bits: list[int]
    lower: str
    asked: dict[tuple[int, int], int]
    """the bits of spans asked for before"""

    def without(self, skipped: Sequence[Span], lower: str) -> "Marks":
        """The terms outside of what is skipped, spans in order and none over another; `lower` is the text without it, place for place."""
        if not skipped:
            return self
        lefts = [left for left, _ in skipped]
        kept = [
            at
            for at, (start, end) in enumerate(zip(self.starts, self.ends, strict=True))
            if (box := bisect_left(lefts, end) - 1) < 0 or skipped[box][1] <= start
        ]
        return Marks([self.starts[at] for at in kept], [self.ends[at] for at in kept], [self.bits[at] for at in kept], lower, {})

    def before(self, body: "Marks") -> "Marks":
        """These terms of a title and those of the body on the next lines."""
        behind = len(self.lower) + 1
        starts, ends = [start + behind for start in body.starts], [end + behind for end in body.ends]
        return Marks(self.starts + starts, self.ends + ends, self.bits + body.bits, f"{self.lower}\n{body.lower}", {})

    def within(self, start: int, end: int) -> int:
        """The bits of all terms inside `start:end`."""
        found = self.asked.get((start, end))
        if found is None:
            found = 0
            for at in range(bisect_left(self.starts, start), bisect_left(self.starts, end)):
                if self.ends[at] <= end:
                    found |= self.bits[at]
            self.asked[start, end] = found
        return found


class Relevance:
    """Cues of one problem in one language: every term of every cue in one automaton, one bit a group of terms."""

    def __init__(self, problem: Problem, grammar: Grammar) -> None:
        cues = problem.cues.get(grammar.code) or Cues(language=grammar.code, indicators=(), hypotheses=(), relevant=())
        self.problem, self.grammar = problem, grammar
        self._terms: dict[str, int] = {}
        self._groups: dict[tuple[str, ...], int] = {}
        self._indicators = tuple(self._compile(cue) for cue in cues.indicators)
        self._hypotheses = tuple(self._compile(cue) for cue in cues.hypotheses)
        self.nothing = self._group(cues.nothing)
        away = (*cues.unrelated, *grammar.lexicon.words.get("elsewhere", ()))
        self._strong, self._weak, self._theatre, self._away = (
            self._group(terms) for terms in (cues.strong, cues.relevant, cues.theatre, away)
        )
        self._cued = sum(self._groups.values())
        raises, lowers = self._group(cues.raises), self._group(cues.lowers)
        self._patterns = sorted(self._terms)
        self._stem = [pattern.endswith("*") for pattern in self._patterns]
        self._bits = [self._terms[pattern] for pattern in self._patterns]
        self._rest = [
            re.compile(re.escape(pattern[pattern.index("*") + 1 :]).replace(r"\*", r"\w*")) if "* " in pattern else None
            for pattern in self._patterns
        ]
        self._automaton = ahocorasick_rs.AhoCorasick([pattern.split("*")[0] for pattern in self._patterns]) if self._patterns else None
        self.raises, self.lowers = _finder(cues.raises), _finder(cues.lowers)
        self._ways = (("raises", raises, self.raises), ("lowers", lowers, self.lowers))
        self._weighed: dict[int, dict[str, float]] = {}
        self._weighed_hypotheses: dict[int, dict[str, float]] = {}
        self._plain = {
            indicator.id for indicator in problem.indicators if indicator.role in ("evidence", "outcome") and not indicator.cheap
        }
        self.leans: dict[str, list[tuple[str, float]]] = {}
        """trait of a statement -> indicators that lean with it, and how much"""
        for indicator in problem.indicators:
            for trait, weight in indicator.leans.items():
                self.leans.setdefault(trait, []).append((indicator.id, weight))
        self.opinions = frozenset(indicator.id for indicator in problem.indicators if indicator.role == "opinion")
        self._order = {indicator.id: number for number, indicator in enumerate(problem.indicators)}
        self._kinds = {indicator.id: indicator.kinds for indicator in problem.indicators}

    def kinds_of(self, indicators: Iterable[str]) -> tuple[frozenset[str], ...]:
        """What each indicator is to a reader."""
        return tuple(self._kinds.get(name, frozenset()) for name in indicators)

    def _group(self, terms: tuple[str, ...]) -> int:
        """The bit of a group of terms; 0 for an empty one."""
        if not terms:
            return 0
        if terms not in self._groups:
            self._groups[terms] = 1 << len(self._groups)
            for term in terms:
                form = term.lower().replace("’", "'").replace("ё", "е")
                self._terms[form] = self._terms.get(form, 0) | self._groups[terms]
        return self._groups[terms]

    def _compile(self, cue: Cue) -> Bearing:
        need = 0
        for group in cue.all_of:
            need |= self._group(group)
        return Bearing(cue.id, need, self._group(cue.none_of), cue.weight)

    def scan(self, lower: str) -> Marks:
        """Every term in `lower` (lower case, straight apostrophes), also one inside another."""
        starts: list[int] = []
        ends: list[int] = []
        bits: list[int] = []
        if self._automaton is None:
            return Marks(starts, ends, bits, lower, {})
        lower = lower.replace("ё", "е")  # printed or not, it is one letter
        size = len(lower)
        for number, start, end in self._automaton.find_matches_as_indexes(lower, overlapping=True):
            if start and (
                (before := lower[start - 1]).isalnum() or before == "_" or (before == "-" and start > 1 and lower[start - 2].isalnum())
            ):
                continue
            rest = self._rest[number]
            if rest is not None:
                while end < size and lower[end].isalnum():
                    end += 1
                if (following := rest.match(lower, end)) is None:
                    continue
                end = following.end()
            if end < size and lower[end].isalnum() and not self._stem[number]:
                continue
            starts.append(start)
            ends.append(end)
            bits.append(self._bits[number])
        order = sorted(range(len(starts)), key=starts.__getitem__)
        return Marks([starts[at] for at in order], [ends[at] for at in order], [bits[at] for at in order], lower, {})

    def weigh(self, found: int) -> Mapping[str, float]:
        """Indicator -> weight of the cues that hold in `found`, hints as well."""
        found &= self._cued
        if found not in self._weighed:
            if len(self._weighed) >= REMEMBERED:
                self._weighed.clear()
            self._weighed[found] = _weigh(self._indicators, found) if found else {}
        return self._weighed[found]

    def weigh_hypotheses(self, found: int) -> Mapping[str, float]:
        """Hypothesis -> weight of the cues that hold in `found`."""
        found &= self._cued
        if found not in self._weighed_hypotheses:
            if len(self._weighed_hypotheses) >= REMEMBERED:
                self._weighed_hypotheses.clear()
            self._weighed_hypotheses[found] = _weigh(self._hypotheses, found) if found else {}
        return self._weighed_hypotheses[found]

    def points(self, marks: Marks, start: int, end: int) -> list[str]:
        """`raises` and `lowers`, where words of `start:end` do so."""
        found = marks.within(start, end)
        return [way for way, bit, finds in self._ways if found & bit and finds.search(marks.lower[start:end]) is not None]

    def ranked(self, weights: Mapping[str, float]) -> tuple[str, ...]:
        """Ids by weight, the heaviest first, those of one weight as the problem declares them."""
        return tuple(sorted(weights, key=lambda key: (-round(weights[key], 6), self._order.get(key, len(self._order)), key)))

    def indicators(self, lower: str) -> tuple[str, ...]:
        """Indicators that the words by themselves bear on, the heaviest first; hints alone show none."""
        return self.shown(_all(self.scan(lower)))

    def shown(self, found: int) -> tuple[str, ...]:
        """Indicators that the terms found bear on by themselves, the heaviest first; hints alone show none."""
        return self.ranked({key: weight for key, weight in self.weigh(found).items() if weight >= CUE})

    def hinted(self, found: int) -> bool:
        """The terms found hold at least a hint of an indicator."""
        return any(weight >= HINT for weight in self.weigh(found).values())

    def touched(self, found: int) -> bool:
        """The terms found hold a word of the problem."""
        return bool(found & (self._strong | self._weak))

    def relevant(self, lower: str, title: str, actors: int = 0) -> bool:
        """The report is on the problem.

        Terms count once or twice each, more in the title and opening; terms inside one of another subject (`nuclear option`,
        `centrale nucléaire`) count for that one only; paragraphs that show an indicator count as well. Where neither party nor
        place of the problem is named, more is asked.
        `actors`: names of the gazetteer and adjectives of countries in the text.
        """
        return self.weighs(self.scan(lower), title, actors)

    def weighs(self, body: Marks, title: str, actors: int = 0) -> bool:
        """`relevant` for a text already scanned."""
        marks = self.scan(title).before(body)
        text = marks.lower
        away = [(start, end) for start, end, bit in zip(marks.starts, marks.ends, marks.bits, strict=True) if bit & self._away]
        seen: dict[tuple[str, str], float] = {}
        often: dict[str, int] = {}
        theatre = False
        opening = len(title) + OPENING
        covered = dict(sorted(away))  # of those that begin together the longest
        reach = 0
        for start, end, bit in zip(marks.starts, marks.ends, marks.bits, strict=True):
            theatre = theatre or bool(bit & self._theatre)
            points = STRONG if bit & self._strong else WEAK if bit & self._weak else 0.0
            reach = max(reach, covered.get(start, 0))
            if not points or end <= reach:
                continue
            word = text[start:end]
            often[word] = often.get(word, 0) + 1
            if often[word] <= DISTINCT:
                points *= TITLE if start < opening else 1.0
                seen[word, str(often[word])] = points if often[word] == 1 else points / 3
        on = sum(seen.values())
        position = 0
        shown: set[str] = set()
        for line in text.split("\n"):
            for key, weight in self.weigh(marks.within(position, position + len(line))).items():
                if weight >= SHOWN:
                    shown.add(key)
            position += len(line) + 1
        plain = len(shown & self._plain)
        on += min(2 * EVIDENT, EVIDENT * plain + TALK * (len(shown) - plain)) * (1.0 if theatre or actors else HALF)
        off = AWAY * len({text[start:end] for start, end in away}) + 0.5 * len(away)
        return on - off >= (ENOUGH if theatre else PARTLY if actors else ALONE)

    def history_only(self, lower: str, years: list[str], lead: Span, marks: Marks) -> bool:
        """Told only of the past: old years and words of history, and no word of the present day.

        A first sentence (`lead`) on the problem and its theatre that is not itself of the past is news, whatever it is compared with.
        """
        found = marks.within(*lead)
        if found & self._theatre and self.shown(found) and self.grammar.finders["history"].search(lower, *lead) is None:
            return False
        old = [year for year in years if int(year[:4]) < RECENT]
        recent = [year for year in years if int(year[:4]) >= RECENT]
        return len(old) >= 2 and not recent and bool(self.grammar.finders["history"].search(lower))


def _all(marks: Marks) -> int:
    found = 0
    for bit in marks.bits:
        found |= bit
    return found


def _finder(terms: tuple[str, ...]) -> re.Pattern[str]:
    return finder(tuple(term.replace("’", "'") for term in terms)) if terms else NONE


def _weigh(bearings: tuple[Bearing, ...], found: int) -> dict[str, float]:
    held: dict[str, tuple[float, float]] = {}
    for bearing in bearings:
        if found & bearing.need == bearing.need and not found & bearing.excluded:
            first, second = held.get(bearing.id, (0.0, 0.0))
            held[bearing.id] = (bearing.weight, first) if bearing.weight > first else (first, max(second, bearing.weight))
    return {key: first + BESIDE * second for key, (first, second) in held.items()}
