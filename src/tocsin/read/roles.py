"""Whom a person without a name speaks for, where a language has cases: an outlet he writes for, an office he advises, or himself alone."""

from tocsin.read import cased, nominatives, phrases
from tocsin.read.grammar import TAGS, Grammar
from tocsin.read.names import Found
from tocsin.read.sentences import Parsed

OUTLET = TAGS["outlet"]


def writes_for(parsed: Parsed, inside: list[Found], head: int, last: int) -> bool:
    """Behind the noun stands an outlet: a noun of outlets, a name in quotation marks, or a known one."""
    known = any(name.type == "outlet" for name in inside)
    return known or any(parsed.tags[at] & OUTLET or parsed.words[at] in phrases.MARKS for at in range(head + 1, last))


def advises(parsed: Parsed, first: int, head: int, last: int) -> bool:
    """Whose adviser it is stands right behind, no preposition between, and he is one still."""
    former = any(parsed.tags[at] & TAGS["former"] for at in range(first, head))
    return head + 1 < last and not former and not parsed.tags[head + 1] & (TAGS["preposition"] | TAGS["and"])


def named_elsewhere(parsed: Parsed, at: int) -> bool:
    """The word stands elsewhere with a capital that no sentence's beginning gives it, or is a first name."""
    word = parsed.words[at]
    others = (other for other, found in enumerate(parsed.words) if other != at and found[: len(word) - 1] == word[:-1])
    inside = (other for other in others if other and parsed.words[other - 1][0].isalpha() and phrases.is_capital(parsed, other))
    return nominatives.person(word) or next(inside, None) is not None


def noun(parsed: Parsed, head: int, last: int) -> int:
    """The noun that says who it is, where an adjective of its letters stands before it (`военный обозреватель`)."""
    while (
        head + 1 < last
        and parsed.tags[head] & cased.DESCRIBING
        and parsed.tags[head + 1] & cased.PEOPLE
        and parsed.tags[head + 1] & cased.NOMINATIVE
        and not phrases.is_capital(parsed, head + 1)
    ):
        head += 1
    return head


def belongs(parsed: Parsed, grammar: Grammar, at: int, first: int) -> bool:
    """The single capital at `at` names nobody who speaks: a genitive, part of a body's name, or a sentence's first word."""
    word = parsed.words[at]
    if cased.owner(word, grammar) or (at > first and parsed.tags[at - 1] & TAGS["body"]):
        return True
    declined = cased.describes(word, grammar) and cased.oblique(word, grammar)
    return declined or (at == first and cased.opens_sentence(parsed, first, at + 2) and cased.describes(word, grammar))
