"""Where the finite verb of a party stands, listed or not: what comes before it is the party, what comes behind is what it does."""

from tocsin.read import phrases
from tocsin.read.grammar import FINITE, TAGS, Grammar
from tocsin.read.predicates import PAST, SHARED, THIRD
from tocsin.read.sentences import Parsed

VERBAL = TAGS["auxiliary"] | TAGS["be"] | TAGS["modal"] | TAGS["will"] | TAGS["finite"] | TAGS["negator"]
GOVERNS = phrases.DET | TAGS["of"] | TAGS["preposition"]
STEM = 2
"""letters before an ending at the least"""


def first(parsed: Parsed, grammar: Grammar, start: int, stop: int) -> int:
    """The finite verb of the party that begins at `start`, before `stop`, or -1: an auxiliary, a negation, a known form; else a form with
    the ending of one that an article or a preposition follows."""
    ending = -1
    for at in range(start + 1, stop):
        tag, word = parsed.tags[at], parsed.words[at]
        if phrases.is_capital(parsed, at) or not word[0].isalpha() or parsed.tags[at - 1] & GOVERNS:
            continue
        if tag & VERBAL and not tag & GOVERNS:
            return at
        if tag & TAGS["reflexive"] and not grammar.shape.bare_modals:
            return at
        if tag & (phrases.PEOPLE | TAGS["national"] | GOVERNS):
            continue
        if grammar.predicates:
            if grammar.predicates.get(word, 0) & (PAST | SHARED | THIRD):
                return at
            if not tag and word.endswith("s") and parsed.words[at - 1].endswith("ly"):
                return at
            if ending < 0 and not tag and len(word) > len("died") and word.endswith("ed") and at + 1 < len(parsed.words):
                ending = at if parsed.words[at + 1][0].isalpha() and not parsed.tags[at + 1] & TAGS["by"] else -1
            continue
        if any(form.kind == FINITE for form in grammar.verbs.get(word, ())):
            return at
        follows = at + 1 < len(parsed.words) and (parsed.tags[at + 1] & GOVERNS or parsed.words[at + 1][0].isdigit())
        if ending < 0 and not tag and follows and grammar.marks["finite_ending"].search(word, STEM):
            ending = at
    return ending


def clause(parsed: Parsed, grammar: Grammar, start: int, stop: int) -> bool:
    """A finite verb stands among the words: a clause, no list of things."""
    for at in range(start, stop):
        tag, word = parsed.tags[at], parsed.words[at]
        if tag & VERBAL and not tag & GOVERNS:
            return True
        governed = at > start and parsed.tags[at - 1] & GOVERNS and not parsed.tags[at - 1] & TAGS["clitic"]
        if not governed and any(form.kind == FINITE for form in grammar.verbs.get(word, ())):
            return True
        if not governed and grammar.predicates.get(word, 0) & (PAST | THIRD | (SHARED if at == start else 0)) and not tag & phrases.PEOPLE:
            return True
        ends = not (tag or governed or grammar.predicates) and start < at < stop - 1 and parsed.tags[at + 1] & GOVERNS
        if ends and grammar.marks["finite_ending"].search(word, STEM):
            return True
    return False
