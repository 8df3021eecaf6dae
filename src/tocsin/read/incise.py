"""Attributions whose verb no list holds, in languages whose endings tell a verb: `« ... », s'étrangle le colonel`.

The place gives them away: between content and people alone only a verb of speech can stand.
"""

from tocsin.read import phrases, verbal
from tocsin.read.cues import PREP, Attribution
from tocsin.read.expressions import NOTHING
from tocsin.read.grammar import TAGS, Grammar
from tocsin.read.phrases import BREAKS, MARKS
from tocsin.read.sentences import Parsed, Sentence

STEM = 2
"""letters before an ending at the least"""
LEAD = 12
"""words before a colon at the most"""
SHORTEST = 3
"""words in content at the least"""
PERSONS = TAGS["anonymous"] | TAGS["office"] | TAGS["outlet"] | TAGS["institution"]


def unlisted(parsed: Parsed, sentence: Sentence, grammar: Grammar, found: list[Attribution]) -> list[Attribution]:
    """Attributions of this form in one sentence where no listed verb gave one that covers them."""
    if grammar.marks["finite_ending"] is NOTHING:
        return []
    made: list[Attribution] = []
    taken = [(item.cue[0], item.end) for item in found]
    for at in range(sentence.first + 2, sentence.last - 1):
        if parsed.words[at - 1] not in (",", *MARKS, "?", "!", "…") or (parsed.quote[at] >= 0 and not _closed(parsed, at - 1)):
            continue
        item = _incise(parsed, sentence, grammar, at)
        if item is not None and not any(
            start <= item.cue[0] and item.cue[0] < parsed.starts[min(end, sentence.last - 1)] for start, end in taken
        ):
            made.append(item)
    if not found and not made and (item := _colon(parsed, sentence, grammar)) is not None:
        made.append(item)
    if not found and not made and (item := _seeming(parsed, sentence, grammar)) is not None:
        made.append(item)
    return made


def _ends(word: str, name: str, grammar: Grammar) -> bool:
    """Two letters and more, and an ending of the expression `name`."""
    return word.isalpha() and grammar.marks[name].search(word, STEM) is not None


def _closed(parsed: Parsed, at: int) -> bool:
    """A closing mark stands at `at`."""
    return parsed.words[at] in MARKS and (parsed.quote[at] < 0 or parsed.ends[at] >= parsed.quotes[parsed.quote[at]].end)


def _incise(parsed: Parsed, sentence: Sentence, grammar: Grammar, at: int) -> Attribution | None:
    """Content ends before `at`, a verb and people follow, and then nothing or a mark."""
    before = at - 2 if parsed.words[at - 1] == "," else at - 1
    quoted = _closed(parsed, before) or _closed(parsed, at - 1)
    head = at
    while head < sentence.last - 1 and parsed.tags[head] & (TAGS["reflexive"] | TAGS["auxiliary"] | TAGS["be"] | TAGS["clitic"]):
        if parsed.tags[head] & TAGS["definite"]:
            return None
        head += 1
    compound = any(parsed.tags[item] & (TAGS["auxiliary"] | TAGS["be"]) for item in range(at, head))
    word, tag = parsed.words[head], parsed.tags[head]
    if tag & (
        PREP | TAGS["adverb"] | TAGS["conjunction"] | phrases.DET | TAGS["relative"] | TAGS["that"] | PERSONS | TAGS["subordinator"]
    ) or (phrases.is_capital(parsed, head) or phrases.is_time(parsed, head, grammar)):
        return None
    if not (_ends(word, "finite_ending", grammar) or (compound and _ends(word, "participle_ending", grammar))):
        return None
    start = head + 1
    while start < sentence.last and parsed.tags[start] & TAGS["adverb"] and not parsed.tags[start] & phrases.DET:
        start += 1
    if start >= sentence.last or not phrases.starts_phrase(parsed, start, grammar) or parsed.tags[start] & TAGS["pronoun"]:
        return None
    stop = phrases.right(parsed, sentence, grammar, start)
    people = any(parsed.tags[item] & PERSONS for item in range(start, min(start + 4, stop)))
    named = phrases.is_capital(parsed, start) and start + 1 < stop and phrases.is_capital(parsed, start + 1)
    if stop <= start or not (people or named):
        return None
    closed = stop >= sentence.last or parsed.words[stop] in BREAKS
    if not quoted and (not closed or compound or not people or not _clause_before(parsed, sentence.first, at - 1)):
        return None
    if quoted and not closed and not parsed.tags[stop] & (PREP | TAGS["who"] | TAGS["relative"]):
        return None
    longer = phrases.apposition(parsed, sentence, grammar, stop)
    edge = at
    while edge > sentence.first and parsed.words[edge - 1] in BREAKS and parsed.words[edge - 1] not in ("?", "!", "…"):
        edge -= 1
    if edge - sentence.first < SHORTEST:
        return None
    cue = parsed.starts[at], parsed.ends[head]
    return Attribution(
        "before", cue, (start, max(stop, longer)), (sentence.start, parsed.ends[edge - 1]), None, end=max(stop, longer), edge=edge
    )


def _clause_before(parsed: Parsed, first: int, last: int) -> bool:
    """A finite auxiliary or one of the commoner endings stands in the words: a clause, not one part of a list."""
    finite = TAGS["auxiliary"] | TAGS["be"] | TAGS["modal"] | TAGS["will"]
    return any(parsed.tags[at] & finite for at in range(first, last))


def _colon(parsed: Parsed, sentence: Sentence, grammar: Grammar) -> Attribution | None:
    """People open the sentence, do something, and a colon brings a quotation: `Le général a haussé les épaules : « ... »`."""
    colon = next(
        (at for at in range(sentence.first + 2, min(sentence.first + 2 * LEAD, sentence.last - SHORTEST)) if parsed.words[at] == ":"), -1
    )
    if colon < 0 or parsed.quote[colon] >= 0:
        return None
    quoted = parsed.words[colon + 1] in MARKS and parsed.quote[colon + 1] >= 0
    start = sentence.first
    comma = next((at for at in range(colon - 1, start, -1) if parsed.words[at] == ","), -1)
    for begin in (start, comma + 1 if comma > 0 else start):
        if not phrases.starts_phrase(parsed, begin, grammar) or parsed.quote[begin] >= 0:
            continue
        stop = phrases.right(parsed, sentence, grammar, begin)
        reach = next(
            (at for at in range(begin, stop) if at > begin and _ends(parsed.words[at], "finite_ending", grammar) and at + 1 == colon), stop
        )
        stop = min(stop, reach, colon)
        verb = verbal.first(parsed, grammar, begin, min(stop + 1, colon))
        stop = verb if verb > begin else stop
        people = any(parsed.tags[at] & PERSONS for at in range(begin, min(begin + 3, stop))) or parsed.tags[begin] & TAGS["pronoun"]
        named = stop - begin >= 2 and phrases.is_capital(parsed, begin) and phrases.is_capital(parsed, begin + 1)
        if stop <= begin or stop >= colon or not (people or named):
            continue
        known = parsed.tags[begin] & TAGS["text"] == 0 and (people or named) and colon - stop <= LEAD
        if quoted or (known and verbal.clause(parsed, grammar, colon + 1, sentence.last)):
            cue = parsed.starts[stop], parsed.ends[colon]
            return Attribution("colon", cue, (begin, stop), (parsed.starts[colon + 1], sentence.end), None, end=colon + 1, edge=-1)
    return None


def _seeming(parsed: Parsed, sentence: Sentence, grammar: Grammar) -> Attribution | None:
    """`Un essai nous semble moins invraisemblable`: who is seemed to holds the view."""
    seems, seems_to = grammar.marks["seems"], grammar.marks["seems_to"]
    for at in range(sentence.first + 1, sentence.last - 1):
        if parsed.quote[at] < 0 and seems.match(parsed.words[at]) and seems_to.match(parsed.words[at - 1]):
            cue = parsed.starts[at - 1], parsed.ends[at]
            return Attribution("before", cue, (at - 1, at), (sentence.start, sentence.end), None, end=sentence.last, edge=-1)
    return None
