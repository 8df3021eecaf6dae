"""Words that people bring with a verb of no list and a colon, where a language has cases: `Чергова сміється: автобуси возили дітей`.

The place gives the verb away: between people who open the sentence and what a colon brings, only a verb of speech can stand.
"""

from tocsin.read import beside, cased, clauses, phrases
from tocsin.read.clauses import DASHES
from tocsin.read.cues import Attribution
from tocsin.read.grammar import TAGS, Grammar
from tocsin.read.phrases import MARKS, is_capital
from tocsin.read.sentences import Parsed
from tocsin.read.subjects import Found, Here

AHEAD = 12
"""words between people and the colon at the most"""
SHORTEST = 2
"""words in a content at the least"""
SPEAK = TAGS["anonymous"] | TAGS["office"] | TAGS["institution"] | TAGS["outlet"] | TAGS["text"]


def before_colon(here: Here, items: list[Found]) -> Found | None:
    """The attribution of this form in one sentence, where none stands before the colon."""
    parsed, grammar, sentence = here.parsed, here.grammar, here.sentence
    colon = _colon(here)
    if colon < 0 or any(one.item.cue[0] < parsed.starts[colon] for one in items):
        return None
    if any(one.item.layout in ("before", "after") and one.item.content[0] < parsed.starts[colon] < one.item.content[1] for one in items):
        return None
    quoted = parsed.words[colon + 1] in MARKS and parsed.quote[colon + 1] >= 0
    speaker = next((phrase for first in _clauses(here, colon) if (phrase := _brings(here, first, colon, quoted)) is not None), None)
    if speaker is None or not (quoted or _clause(parsed, grammar, colon + 1, sentence.last)):
        return None
    cue = parsed.starts[min(speaker[1], colon)], parsed.ends[colon]
    item = Attribution("colon", cue, speaker, (parsed.starts[colon + 1], sentence.end), None, end=colon + 1, edge=-1)
    return Found(item, speaker[0], False)


def _clauses(here: Here, colon: int) -> tuple[int, ...]:
    """Where the last clause before the colon and the first one of the sentence begin."""
    first, last = here.sentence.first, clauses.opening(here.marks, here.sentence, colon - 1)
    return (first,) if last <= first else (last, first)


def _brings(here: Here, first: int, colon: int, quoted: bool) -> tuple[int, int] | None:
    """Who brings what stands behind the colon: the subject of the clause that begins at `first`, before its verb or behind it."""
    parsed, grammar = here.parsed, here.grammar
    opens = clauses.closing(here.marks, here.sentence, first)
    start = _begins(here, first, opens)
    if start >= 0:
        stop = min(cased.reach(parsed, grammar, start, opens), opens)
        named = _people(parsed, (start, stop), grammar) and (quoted or not parsed.tags[start] & TAGS["text"])
        alone = opens == colon and (quoted or _placed(here, stop, colon))
        if colon - stop <= AHEAD and stop < colon and (named or parsed.tags[start] & cased.PRONOUN) and (alone or _told(here, stop, colon)):
            return start, stop
    verb = next((at for at in range(first, opens) if cased.finite(parsed, at, grammar) or cased.is_verb(parsed, at, grammar)), -1)
    if verb < 0 or opens != colon:
        return None
    subject, _ = beside.rightward(parsed, grammar, verb + 1, opens)
    behind = subject is not None and subject[1] == colon and _people(parsed, subject, grammar)
    return subject if subject is not None and behind and not parsed.tags[subject[0]] & TAGS["text"] else None


def before_that(here: Here, items: list[Found]) -> Found | None:
    """`Посольство уведомило граждан, что ...`: people, a verb of no list, and the clause it opens, no other attribution before."""
    parsed, grammar, sentence = here.parsed, here.grammar, here.sentence
    opens = clauses.closing(here.marks, sentence, sentence.first)
    if opens + SHORTEST >= sentence.last or parsed.words[opens] != "," or not parsed.tags[opens + 1] & TAGS["that"]:
        return None
    if opens - sentence.first > AHEAD or any(one.item.cue[0] < parsed.starts[opens] for one in items):
        return None
    start = _begins(here, sentence.first, opens)
    if start < 0:
        return None
    stop = min(cased.reach(parsed, grammar, start, opens), opens)
    verb = next((at for at in range(stop, opens) if cased.finite(parsed, at, grammar)), -1)
    if verb < 0 or verb - stop > 2 or not _people(parsed, (start, stop), grammar):
        return None
    cue = parsed.starts[verb], parsed.ends[opens + 1]
    item = Attribution("that", cue, (start, stop), (parsed.starts[opens + 2], sentence.end), None, end=opens + 2, edge=-1)
    return Found(item, start, False)


def _colon(here: Here) -> int:
    """The first colon outside quotation marks, where only commas part what stands before it; -1 where there is none."""
    parsed, sentence = here.parsed, here.sentence
    for at in range(sentence.first + 1, min(sentence.first + 2 * AHEAD, sentence.last - SHORTEST)):
        if parsed.words[at] == ":" and parsed.quote[at] < 0:
            return at
        if here.marks[at - sentence.first] and parsed.words[at] != ",":
            return -1
    return -1


def _begins(here: Here, first: int, end: int) -> int:
    """Where the subject of the clause at `first` begins: at its start, behind what joins, places or times it; -1 where none does."""
    parsed, grammar, at = here.parsed, here.grammar, first
    while at < end:
        tag = parsed.tags[at]
        if tag & cased.PREP and not tag & cased.PEOPLE:
            at = cased.after_preposition(parsed, grammar, at, end)
        elif (later := phrases.time_end(parsed, at, grammar)) > at:
            at = later
        elif tag & (cased.CONJ | cased.ADVERB) and not tag & cased.PEOPLE:
            at += 1
        else:
            break
    return at if at < end and cased.subject_here(parsed, at, grammar) else -1


def _told(here: Here, start: int, colon: int) -> bool:
    """A finite verb stands between the people and the colon, in the people's own clause."""
    parsed, grammar = here.parsed, here.grammar
    for at in range(start, colon):
        if cased.finite(parsed, at, grammar) or cased.is_verb(parsed, at, grammar) or parsed.tags[at] & TAGS["be"]:
            opens = clauses.opening(here.marks, here.sentence, at)
            return not parsed.tags[opens] & (TAGS["that"] | TAGS["relative"] | TAGS["subordinator"] | TAGS["who"])
    return False


def _placed(here: Here, start: int, colon: int) -> bool:
    """Nothing but where, when or how stands before the colon (`МАГАТЭ в суточной сводке: ...`)."""
    parsed, grammar, at = here.parsed, here.grammar, start
    while at < colon:
        if parsed.tags[at] & cased.PREP:
            at = cased.after_preposition(parsed, grammar, at, colon)
        elif (later := phrases.time_end(parsed, at, grammar)) > at:
            at = later
        elif parsed.tags[at] & cased.ADVERB:
            at += 1
        else:
            return False
    return True


def _clause(parsed: Parsed, grammar: Grammar, start: int, end: int) -> bool:
    """A verb stands in the words: a clause, no list of things."""
    verbal, participle = TAGS["be"] | TAGS["modal"], grammar.marks["short_participle"]
    return any(
        parsed.tags[at] & verbal
        or participle.search(parsed.words[at])
        or parsed.words[at] in DASHES
        or cased.finite(parsed, at, grammar)
        or cased.is_verb(parsed, at, grammar)
        for at in range(start, end)
    )


def _people(parsed: Parsed, phrase: tuple[int, int], grammar: Grammar) -> bool:
    """People or bodies, or a name."""
    first, last = phrase
    known = any(parsed.tags[at] & SPEAK for at in range(first, min(first + 5, last)))
    named = is_capital(parsed, first) and first + 1 < last and is_capital(parsed, first + 1)
    pronoun = bool(parsed.tags[first] & cased.PRONOUN and not parsed.tags[first] & TAGS["demonstrative"])
    return known or named or pronoun or cased.role(parsed, first, grammar)


def enclosed(parsed: Parsed, items: list[Found]) -> list[Found]:
    """`items` without those that only go on inside the words somebody brings with a colon: his own `we`, and verbs that nobody is the
    subject of."""
    outer = [one.item for one in items if one.item.layout == "colon" and one.item.speaker is not None]
    return [one for one in items if not any(_goes_on(parsed, one.item, other) for other in outer)]


def _goes_on(parsed: Parsed, item: Attribution, outer: Attribution) -> bool:
    if item is outer or item.cue[0] < outer.content[0]:
        return False
    if item.speaker is None:
        return item.layout in ("before", "passive", "quote") or item.content[0] < item.cue[0]
    first = item.speaker[0]
    if parsed.tags[first] & (TAGS["i"] | TAGS["we"]):
        return True
    if item.layout == "before":
        return not any(parsed.tags[at] & (SPEAK | cased.PRONOUN) or is_capital(parsed, at) for at in range(*item.speaker))
    persons = any(parsed.tags[at] & cased.PEOPLE or is_capital(parsed, at) for at in range(*item.speaker))
    return item.layout == "noun" and item.kind in ("see", "believe", "fear") and not persons
