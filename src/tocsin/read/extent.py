"""How far things reach that no mark bounds: the content behind a cue, the whole noun phrase of a source."""

from tocsin.read import leftward, phrases
from tocsin.read.grammar import TAGS, Grammar
from tocsin.read.phrases import BREAKS, MARKS
from tocsin.read.predicates import PAST, SHARED
from tocsin.read.sentences import Parsed, Sentence

FINITES = TAGS["auxiliary"] | TAGS["be"] | TAGS["modal"] | TAGS["finite"]
JOINING = TAGS["and"] | TAGS["but"]
DASHES = ("—", "–", "-")
Words = tuple[int, int]


def ends(parsed: Parsed, sentence: Sentence, grammar: Grammar, start: int, *, clause: bool, inside: bool = False) -> int:
    """The word after the content that begins at `start`: a clause or an infinitive reaches further than an object, and content `inside`
    another clause's subject no further than to that clause's verb."""
    tags, words = parsed.tags, parsed.words
    last = sentence.last
    while last > start and words[last - 1] in BREAKS and words[last - 1] not in (*MARKS, ")"):
        last -= 1
    if parsed.quote[start] >= 0 and words[start] in MARKS:
        closing = parsed.at(parsed.quotes[parsed.quote[start]].end)
        if closing >= last or words[closing] in BREAKS or tags[closing] & JOINING or _comma_inside(parsed, closing - 1):
            return min(closing, last)
    fronted = _fronted(parsed, sentence, start)
    relative = bool(tags[start] & OPENS)
    depth = 0
    for at in range(start + 1, last):
        word, tag = words[at], tags[at]
        depth += (word == "(") - (word == ")")
        if parsed.quote[at] >= 0 and word not in MARKS:
            continue
        if (word == ";" and not (clause and tags[at + 1] & TAGS["finite"])) or depth < 0:
            return at
        if word in DASHES and not clause and parsed.text[parsed.starts[at] - 1].isspace():
            return at
        if (word == "," or _comma_inside(parsed, at)) and at + 1 < last and depth == 0:
            if tags[at + 1] & FINITES or _past(parsed, grammar, at + 1) or _leaves(parsed, grammar, at + 1, last, clause=clause):
                return at
            if (fronted or not clause) and _main(parsed, grammar, at + 1, last):
                return at
            relative = False
        elif tag & JOINING and at + 1 < last and not clause and (tag & TAGS["but"] or tags[at + 1] & (FINITES & ~TAGS["be"])):
            return at
        elif tag & OPENS:
            relative = True
        elif (inside and tag & FINITES and not relative) or (not clause and tag & TAGS["subordinator"] and _subordinate(parsed, at, last)):
            return at
    return last


OPENS = TAGS["that"] | TAGS["question"] | TAGS["who"] | TAGS["relative"]


def _comma_inside(parsed: Parsed, at: int) -> bool:
    """A closing mark at `at` has the comma of the words around it before it (`the "crooked," he said`)."""
    return parsed.words[at] in MARKS and at > 0 and parsed.words[at - 1] == "," and parsed.quote[at] >= 0


def _fronted(parsed: Parsed, sentence: Sentence, start: int) -> bool:
    """The content stands in a phrase or clause ahead of the main one: `While she praised the mill, the town ...`."""
    opening = parsed.tags[sentence.first]
    ahead = opening & (TAGS["subordinator"] | TAGS["if"] | TAGS["preposition"]) or parsed.words[sentence.first].endswith("ing")
    return bool(ahead) and not any(parsed.words[at] == "," for at in range(sentence.first, start))


def _subordinate(parsed: Parsed, at: int, last: int) -> bool:
    """A clause of time or reason opens at `at`: no question, and no preposition (`before the vote`)."""
    tag = parsed.tags[at]
    if tag & TAGS["question"]:
        return False
    return not tag & TAGS["preposition"] or (
        at + 1 < last and bool(parsed.tags[at + 1] & TAGS["pronoun"] and not parsed.tags[at + 1] & phrases.DET)
    )


def _past(parsed: Parsed, grammar: Grammar, at: int) -> bool:
    """A form of the past that stands right behind a comma: the verb of the clause around, or a participle that describes its subject."""
    return bool(grammar.predicates.get(parsed.words[at], 0) & (PAST | SHARED))


def _leaves(parsed: Parsed, grammar: Grammar, at: int, last: int, *, clause: bool) -> bool:
    """What begins behind the comma is no part of the content: `, saying ...`, `, which ...`; of an object also `, but ...`."""
    tag, word = parsed.tags[at], parsed.words[at]
    if tag & (TAGS["relative"] | TAGS["according"]) or (word.endswith("ing") and (word in grammar.verbs or not clause)):
        return True
    if clause:
        return word in ("while", "whereas")
    if tag & TAGS["but"] or (tag & TAGS["subordinator"] and not tag & (TAGS["preposition"] | TAGS["if"])):
        return True
    if tag & TAGS["and"] and at + 1 < last:
        return bool(parsed.tags[at + 1] & FINITES) or _main(parsed, grammar, at + 1, last)
    return bool(tag & (TAGS["who"] | TAGS["pronoun"] | phrases.DET)) and not _listed(parsed, at, last)


def _listed(parsed: Parsed, at: int, last: int) -> bool:
    """The words from `at` on are the last parts of a list: `..., the press and the mayor`."""
    for later in range(at, min(at + 12, last)):
        if parsed.tags[later] & FINITES:
            return False
        if parsed.tags[later] & TAGS["and"]:
            return True
    return False


def _main(parsed: Parsed, grammar: Grammar, at: int, last: int) -> bool:
    """A subject and its finite verb follow before the next mark: a clause of its own."""
    if not (phrases.starts_phrase(parsed, at, grammar) or parsed.words[at].isalpha()) or parsed.tags[at] & (TAGS["preposition"] | OPENS):
        return False
    for later in range(at, min(at + 12, last)):
        if parsed.words[later] in BREAKS or parsed.tags[later] & (OPENS | TAGS["and"]):
            return False
        if parsed.tags[later] & FINITES or (later > at and (parsed.words[later] in grammar.verbs or _past(parsed, grammar, later))):
            return True
    return False


def whole(parsed: Parsed, sentence: Sentence, grammar: Grammar, phrase: Words, verb: int) -> Words:
    """A source's phrase with all that describes it: brackets, appositions, clauses, up to its verb or behind it (`said Holm, a baker`)."""
    start, end = phrase
    if end >= sentence.last or parsed.words[end] not in (",", "(", *DASHES):
        return phrase
    if end < verb <= sentence.last:
        closed = parsed.words[verb - 1] in (",", ")", *DASHES)
        if not closed or not (parsed.words[end] == "(" or leftward.describes(parsed, end + 1, verb - 1)):
            return phrase
        return start, verb - (parsed.words[verb - 1] != ")")
    if verb > start:
        return phrase
    if parsed.words[end] == "(":
        closing = next((at for at in range(end + 1, min(end + 8, sentence.last)) if parsed.words[at] == ")"), -1)
        return whole(parsed, sentence, grammar, (start, closing + 1), verb) if closing > 0 else phrase
    at = end + 1
    if parsed.words[end] != "," or at >= sentence.last or not _apposed(parsed, grammar, at):
        return phrase
    while at < sentence.last and parsed.words[at] not in (";", ":", *MARKS, *DASHES):
        if parsed.words[at] == "," and at + 1 < sentence.last and not _apposed(parsed, grammar, at + 1):
            break
        at += 1
    while at > end and parsed.words[at - 1] in BREAKS:
        at -= 1
    return start, at


def _apposed(parsed: Parsed, grammar: Grammar, at: int) -> bool:
    """What begins behind a comma describes the name before it: `, a baker`, `, who sold it`, `, head of the mill`, `, 62`, `, Texas`."""
    tag, word = parsed.tags[at], parsed.words[at]
    if tag & (TAGS["who"] | TAGS["relative"] | phrases.DET) or word[0].isdigit():
        return True
    if word.endswith("ing") or not word[0].isalnum() or parsed.quote[at] >= 0:
        return False
    closed = TAGS["preposition"] | TAGS["pronoun"] | TAGS["subordinator"] | TAGS["but"] | TAGS["adverb"] | FINITES | TAGS["according"]
    return not tag & closed and word not in grammar.verbs and not phrases.is_time(parsed, at, grammar)
