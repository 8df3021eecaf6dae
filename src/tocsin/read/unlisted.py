"""Attributions whose verb no list holds, where a language has cases: `«...», — гаркнув керівник`, `Чергова сміється: ...`.

The place gives them away: between a quotation and people alone, or between people and a colon, only a verb of speech can stand.
"""

from tocsin.read import cased, clauses
from tocsin.read.clauses import DASHES
from tocsin.read.cues import Attribution
from tocsin.read.grammar import TAGS, Grammar
from tocsin.read.phrases import MARKS, is_capital
from tocsin.read.sentences import Parsed
from tocsin.read.subjects import Found, Here, content_ends

LEAD = 3
"""adverbs before such a verb at the most"""
AHEAD = 12
"""words between people and the colon at the most"""
SHORTEST = 2
"""words in a content at the least"""
PERSONS = TAGS["anonymous"] | TAGS["office"] | TAGS["institution"] | TAGS["outlet"]
NO_VERB = cased.PREP | cased.CONJ | cased.SUB | cased.THAT | cased.REL | cased.PEOPLE | cased.DESCRIBING | cased.PRONOUN | TAGS["negator"]


def found(here: Here, items: list[Found]) -> list[Found]:
    """Attributions of this form in one sentence where no listed verb gave one."""
    taken = [one.item for one in items]
    made = [one for at in _openings(here) if (one := _behind(here, at)) is not None and not _covered(here, one, taken)]
    colon = clauses.closing(here.marks, here.sentence, here.sentence.first)
    led = colon < here.sentence.last and any(other.cue[0] < here.parsed.starts[colon] for other in taken)
    if not led and not made and (one := _before_colon(here, colon)) is not None:
        made.append(one)
    return made


def _covered(here: Here, one: Found, taken: list[Attribution]) -> bool:
    start, end = here.parsed.starts[one.opens], here.parsed.starts[min(one.item.end, len(here.parsed.starts) - 1)]
    return any(start <= other.cue[0] <= end for other in taken)


def _openings(here: Here) -> list[int]:
    """Words behind a quotation that has closed, or behind a comma and a dash."""
    parsed, sentence = here.parsed, here.sentence
    opens = []
    for at in range(sentence.first + SHORTEST, sentence.last - 1):
        before = parsed.words[at - 1]
        if (before in DASHES and parsed.words[at - 2] in (",", "!", "?", "…", *MARKS)) or (before in (",", *MARKS) and parsed.quote[at] < 0 and parsed.words[content_ends(parsed, at) - 1] in MARKS):
            opens.append(at)
    return opens


def _behind(here: Here, at: int) -> Found | None:
    """A finite verb and people in the clause that begins at `at`, behind content."""
    parsed, grammar = here.parsed, here.grammar
    closes = clauses.closing(here.marks, here.sentence, at)
    head = at
    while head < min(at + LEAD, closes) and parsed.tags[head] & TAGS["adverb"]:
        head += 1
    if head >= closes or not _verbal(parsed, head, grammar):
        return None
    subject, told = cased.rightward(parsed, grammar, head + 1, closes)
    if subject is None or not _people(parsed, subject):
        return None
    end = content_ends(parsed, at)
    start = here.sentence.first
    while start < end and (parsed.words[start] in DASHES or parsed.words[start] == ","):
        start += 1
    if end - start < 1:
        return None
    content = parsed.starts[start], parsed.ends[end - 1]
    cue = parsed.starts[head], parsed.ends[head]
    item = Attribution("before", cue, subject, content, None, addressee=told, end=max(subject[1], head + 1), edge=end)
    return Found(item, at, False)


def _before_colon(here: Here, colon: int) -> Found | None:
    """People open the sentence, do something, and a colon brings what they say."""
    parsed, grammar, sentence = here.parsed, here.grammar, here.sentence
    if colon + SHORTEST >= sentence.last or parsed.words[colon] != ":" or colon - sentence.first > 2 * AHEAD:
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
    if not any(cased.finite(parsed, word, grammar) or word in _verbs(parsed, grammar, stop, colon) for word in range(stop, colon)):
        return None
    if not quoted and not _clause(parsed, grammar, colon + 1, sentence.last):
        return None
    cue = parsed.starts[stop], parsed.ends[colon]
    item = Attribution("colon", cue, (start, stop), (parsed.starts[colon + 1], sentence.end), None, end=colon + 1, edge=-1)
    return Found(item, start, False)


def _verbs(parsed: Parsed, grammar: Grammar, start: int, end: int) -> set[int]:
    return {at for at in range(start, end) if cased.is_verb(parsed, at, grammar)}


def _clause(parsed: Parsed, grammar: Grammar, start: int, end: int) -> bool:
    """A verb stands in the words: a clause, no list of things."""
    verbal = TAGS["be"] | TAGS["modal"]
    return any(
        parsed.tags[at] & verbal or cased.finite(parsed, at, grammar) or cased.is_verb(parsed, at, grammar) for at in range(start, end)
    )


def _verbal(parsed: Parsed, at: int, grammar: Grammar) -> bool:
    """Letters of a finite verb, in lower case, and no other word that is known."""
    return not is_capital(parsed, at) and not parsed.tags[at] & NO_VERB and cased.finite(parsed, at, grammar)


def _people(parsed: Parsed, phrase: tuple[int, int]) -> bool:
    """People or bodies, or a name."""
    first, last = phrase
    known = any(parsed.tags[at] & PERSONS for at in range(first, min(first + 5, last)))
    named = is_capital(parsed, first) and first + 1 < last and is_capital(parsed, first + 1)
    return known or named or bool(parsed.tags[first] & cased.PRONOUN and not parsed.tags[first] & TAGS["demonstrative"])
