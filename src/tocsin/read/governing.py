"""Verbs with their auxiliaries, and whose subject a verb without one of its own borrows."""

from tocsin.read import leftward, phrases
from tocsin.read.grammar import TAGS, Grammar
from tocsin.read.phrases import MARKS
from tocsin.read.sentences import Parsed, Sentence

AUX, BE, MODAL, ADVERB, NOT = (TAGS[name] for name in ("auxiliary", "be", "modal", "adverb", "not"))
FINITES = AUX | BE | MODAL | TAGS["finite"]
Words = tuple[int, int]


def group(parsed: Parsed, sentence: Sentence, at: int) -> tuple[int, int]:
    """Where the verb's auxiliaries begin, and the word before them, adverbs skipped."""
    first = at
    for left in range(at - 1, max(sentence.first, at - 6) - 1, -1):
        tag = parsed.tags[left]
        if tag & (AUX | BE | MODAL | NOT):
            first = left
        elif not (tag & ADVERB or parsed.words[left].endswith("ly")) or tag & (phrases.DET | TAGS["pronoun"]):
            break
    before = first - 1
    while before > sentence.first and parsed.tags[before] & ADVERB and not parsed.tags[before] & (phrases.DET | TAGS["pronoun"]):
        before -= 1
    return first, before


def floor(parsed: Parsed, sentence: Sentence, at: int) -> int:
    """The word after the last quotation mark, semicolon or colon before `at`."""
    for before in range(at - 1, sentence.first - 1, -1):
        if parsed.words[before] in (";", ":") or (parsed.words[before] in MARKS and parsed.text[parsed.starts[before] - 1] in ",.?!"):
            return before + 1
    return sentence.first


def subject_before(parsed: Parsed, sentence: Sentence, grammar: Grammar, at: int) -> Words | None:
    """The subject of the nearest finite verb before word `at`; of the first one behind where the sentence opens with it."""
    lowest = floor(parsed, sentence, at)
    for verb in range(at - 1, lowest, -1):
        if parsed.quote[verb] < 0 and (parsed.tags[verb] & FINITES or parsed.words[verb] in grammar.verbs):
            start, before = group(parsed, sentence, verb)
            if parsed.words[start - 1] == "to":
                continue  # an infinitive has no subject of its own: `signed treaties to take the regions, and told`
            if parsed.tags[before] & TAGS["who"] and before >= lowest:
                return before, before + 1
            subject = leftward.left(parsed, grammar, start, lowest)
            if subject is not None:
                return subject
    if at <= sentence.first + 3:
        comma = next((later for later in range(at, sentence.last - 1) if parsed.words[later] == ","), -1)
        if comma > 0 and phrases.starts_phrase(parsed, comma + 1, grammar):
            return comma + 1, phrases.right(parsed, sentence, grammar, comma + 1)
    return None
