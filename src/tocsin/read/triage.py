"""Keep or drop, before a text's language is known: one pass of one automaton over the words of all languages that bear on the problem."""

import re
from typing import NamedTuple

import ahocorasick_rs

from tocsin.library import furniture
from tocsin.model.declared import Cues, Problem
from tocsin.read.relevance import AWAY, STRONG, WEAK

KEEP = -4.0
"""points that keep a report where a party or place of the problem is named: ordinary words together may show an indicator there, so it
is kept unless other subjects outweigh, and a single word of another subject does not (4 points: it, and again)"""
KEEP_ELSEWHERE = 2.0
"""points where none is named: a strong term, or two weak ones"""

AWAY_AT_MOST = 10.0
"""points that terms of other subjects take at the most"""
AGAIN = 0.5
"""share that a term counts for a second time it stands there"""

MANY = 2_000
"""texts after which the automaton is made again as a whole table, which finds the same: 40 ms and 11 MB, for half the time a text"""

ON_STRONG, ON_WEAK, ON_THEATRE, OFF = 1, 2, 4, 8
ALL, BITS = 15, 4


class Looked(NamedTuple):
    """What one pass over a text found: points on the problem and off it, and whether a party or place of the problem is named."""

    on: float
    off: float
    theatre: bool

    @property
    def kept(self) -> bool:
        """The full reading should look."""
        return self.on - min(self.off, AWAY_AT_MOST) >= (KEEP if self.theatre else KEEP_ELSEWHERE)


OF_THE_PROBLEM = frozenset(["system", "exercise", "text"])
"""types of names that belong to the problem as its parties do; countries and their capitals are in all the news"""
NOTHING = Looked(0.0, 0.0, False)


class Term(NamedTuple):
    """All that may stand behind one beginning of a term: kinds by how the term goes on, four bits a language."""

    whole: int
    """where the word ends right here"""
    stem: int
    """whatever letters follow"""
    phrases: re.Pattern[str] | None
    """the further words that may follow, one group a kind"""
    kinds: tuple[int, ...]
    """of the groups of `phrases`"""


class Triage:
    """The terms of a problem's cues in all of its languages. A text counts in the language that most of its terms are of."""

    def __init__(self, problem: Problem) -> None:
        kinds: dict[str, int] = {}
        boxes = "".join(f"\n {phrase}" for phrase in _boxes())
        self._shifts = tuple(BITS * number for number in range(len(problem.cues)))
        for shift, cues in zip(self._shifts, problem.cues.values(), strict=True):
            for kind, terms in _kinds(cues):
                for term in terms:
                    form = plain(term)
                    # Only the full reading sees where a box ends: the words of boxes say nothing here of what a report is about.
                    if kind != OFF or f" {form.rstrip('*')}" not in boxes:
                        kinds[form] = kinds.get(form, 0) | kind << shift
        for shift, code in zip(self._shifts, problem.cues, strict=True):
            for entity in problem.gazetteer:
                for name in (entity.name.get(code, ""), *entity.forms.get(code, ())) if entity.type in OF_THE_PROBLEM else ():
                    kinds[plain(name)] = kinds.get(plain(name), 0) | ON_THEATRE << shift
        beginnings: dict[str, list[tuple[str, int]]] = {}
        for form, kind in kinds.items():
            beginning, star, rest = form.partition("*")
            if beginning:
                beginnings.setdefault(beginning, []).append((star + rest, kind))
        patterns = sorted(beginnings)
        self._terms = [_term(beginnings[pattern]) for pattern in patterns]
        self._languages = {
            kinds: tuple(shift for shift in self._shifts if kinds >> shift & ALL)
            for term in self._terms
            for kinds in (term.whole, term.stem, *term.kinds)
        }
        self._patterns = patterns or ["\0"]
        self._automaton = ahocorasick_rs.AhoCorasick(self._patterns, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
        self._looked = 0

    def look(self, text: str) -> Looked:
        """The points of `text`, title and all, in whatever language and case."""
        lower = plain(text)
        self._looked += 1
        if self._looked == MANY:
            self._automaton = ahocorasick_rs.AhoCorasick(
                self._patterns, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest, implementation=ahocorasick_rs.Implementation.DFA
            )
        terms, size = self._terms, len(lower)
        seen: dict[tuple[int, int], int] = {}
        for number, start, end in self._find(lower):
            if start and lower[start - 1].isalnum():
                continue
            term = terms[number]
            kind = term.stem if end < size and lower[end].isalnum() else term.whole
            if term.phrases is not None and (followed := term.phrases.match(lower, end)):
                kind = term.kinds[(followed.lastindex or 1) - 1]
            if kind:
                key = (number, kind)
                seen[key] = seen.get(key, 0) + 1
        votes = dict.fromkeys(self._shifts, 0)
        for _, kinds in seen:
            for shift in self._languages[kinds]:
                votes[shift] += 1
        most = max(votes.values(), default=0)
        return max((_points(seen, shift) for shift, many in votes.items() if many == most), default=NOTHING)

    def keeps(self, text: str) -> bool:
        """The report may be on the problem: read it. Meant to be quick and to lose nothing, so it keeps some that are not."""
        return self.look(text).kept

    def _find(self, lower: str) -> list[tuple[int, int, int]]:
        try:
            found: list[tuple[int, int, int]] = self._automaton.find_matches_as_indexes(lower, overlapping=False)
        except UnicodeEncodeError:  # halves of characters, which the automaton does not take
            found = self._automaton.find_matches_as_indexes(lower.encode("utf-8", "replace").decode("utf-8"), overlapping=False)
        return found


def _points(seen: dict[tuple[int, int], int], shift: int) -> Looked:
    """What the terms seen come to in one language."""
    on, off, theatre = 0.0, 0.0, False
    for (_, kinds), often in seen.items():
        kind = kinds >> shift & ALL
        if kind:
            share = 1.0 if often == 1 else 1.0 + AGAIN
            theatre = theatre or bool(kind & ON_THEATRE)
            if kind & ON_STRONG:
                on += STRONG * share
            elif kind & ON_WEAK:
                on += WEAK * share
            elif kind & OFF:
                off += AWAY * share
    return Looked(on, off, theatre)


def plain(text: str) -> str:
    """`text` as terms are written: lower case, straight apostrophes, е for ё."""
    lower = text.lower()
    return lower if lower.isascii() else lower.replace("’", "'").replace("ё", "е")


def _boxes() -> list[str]:
    """Phrases of what surrounds articles, in all languages."""
    return [
        plain(phrase)
        for language in furniture.load()
        for phrase in (
            *language.anywhere,
            *language.whole,
            *language.edge,
            *(term for groups in language.together for group in groups for term in group),
        )
    ]


def _kinds(cues: Cues) -> tuple[tuple[int, tuple[str, ...]], ...]:
    return (ON_STRONG, cues.strong), (ON_WEAK, cues.relevant), (ON_THEATRE, cues.theatre), (OFF, cues.unrelated)


def _term(endings: list[tuple[str, int]]) -> Term:
    whole = stem = 0
    phrases: dict[int, list[str]] = {}
    for ending, kind in sorted(endings):
        if ending in ("", "*"):
            whole |= kind
            stem |= kind if ending else 0
        else:
            phrases.setdefault(kind, []).append(re.escape(ending).replace(r"\*", r"\w*") + ("" if ending.endswith("*") else r"\b"))
    kinds = tuple(sorted(phrases))
    groups = "|".join(f"({'|'.join(phrases[kind])})" for kind in kinds)
    return Term(whole, stem, re.compile(groups) if groups else None, kinds)
