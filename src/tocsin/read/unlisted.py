"""Words that people bring with a verb of no list and a colon, where a language has cases: `Чергова сміється: автобуси возили дітей`.

The place gives the verb away: between people who open the sentence and what a colon brings, only a verb of speech can stand.
"""

from tocsin.read import cased, clauses
from tocsin.read.cues import Attribution
from tocsin.read.grammar import TAGS, Grammar
from tocsin.read.phrases import MARKS, is_capital
from tocsin.read.sentences import Parsed
from tocsin.read.subjects import Found, Here

AHEAD = 12
"""words between people and the colon at the most"""
SHORTEST = 2
"""words in a content at the least"""
PERSONS = TAGS["anonymous"] | TAGS["office"] | TAGS["institution"] | TAGS["outlet"]


def before_colon(here: Here, items: list[Found]) -> Found | None:
    """The attribution of this form in one sentence, where none stands before the colon."""
    parsed, grammar, sentence = here.parsed, here.grammar, here.sentence
    colon = clauses.closing(here.marks, sentence, sentence.first)
    if colon + SHORTEST >= sentence.last or parsed.words[colon] != ":" or colon - sentence.first > 2 * AHEAD:
        return None
    if any(one.item.cue[0] < parsed.starts[colon] for one in items):
        return None
    start = sentence.first
    while start < colon and parsed.tags[start] & (cased.CONJ | cased.ADVERB) and not parsed.tags[start] & cased.PEOPLE:
        start += 1
    if start >= colon or not cased.subject_here(parsed, start, grammar):
        return None
    stop = min(cased.reach(parsed, grammar, start, colon), colon)
    quoted = parsed.words[colon + 1] in MARKS and parsed.quote[colon + 1] >= 0
    named = _people(parsed, (start, stop)) and not parsed.tags[start] & TAGS["text"]
    if stop >= colon or colon - stop > AHEAD or not (named or parsed.tags[start] & cased.PRONOUN):
        return None
    if not any(cased.finite(parsed, word, grammar) or cased.is_verb(parsed, word, grammar) for word in range(stop, colon)):
        return None
    if not quoted and not _clause(parsed, grammar, colon + 1, sentence.last):
        return None
    cue = parsed.starts[stop], parsed.ends[colon]
    item = Attribution("colon", cue, (start, stop), (parsed.starts[colon + 1], sentence.end), None, end=colon + 1, edge=-1)
    return Found(item, start, False)


def _clause(parsed: Parsed, grammar: Grammar, start: int, end: int) -> bool:
    """A verb stands in the words: a clause, no list of things."""
    verbal = TAGS["be"] | TAGS["modal"]
    return any(
        parsed.tags[at] & verbal or cased.finite(parsed, at, grammar) or cased.is_verb(parsed, at, grammar) for at in range(start, end)
    )


def _people(parsed: Parsed, phrase: tuple[int, int]) -> bool:
    """People or bodies, or a name."""
    first, last = phrase
    known = any(parsed.tags[at] & PERSONS for at in range(first, min(first + 5, last)))
    named = is_capital(parsed, first) and first + 1 < last and is_capital(parsed, first + 1)
    return known or named or bool(parsed.tags[first] & cased.PRONOUN and not parsed.tags[first] & TAGS["demonstrative"])
