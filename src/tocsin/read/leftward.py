"""Noun phrases that end before a verb and are its subject: where they begin, with what describes them between."""

import re

from tocsin.read.grammar import FINITE, TAGS, Grammar
from tocsin.read.phrases import (
    ADVERB,
    AUX,
    BE,
    BREAKS,
    CONJ,
    DASHES,
    DET,
    LONGEST,
    MARKS,
    MODAL,
    OF,
    PEOPLE,
    PREP,
    PRONOUN,
    REL,
    SUB,
    THAT,
    is_capital,
    is_number,
    is_time,
    short_quote,
    starts_phrase,
)
from tocsin.read.predicates import PAST, SHARED
from tocsin.read.sentences import Parsed

INDIRECT = frozenset(["lui", "leur", "nous", "vous"])
"""pronouns that stand before a French verb as the person told as well"""


def left(parsed: Parsed, grammar: Grammar, end: int, floor: int) -> tuple[int, int] | None:
    """The noun phrase that ends right before word `end` and is its subject; None where there is none after `floor`."""
    words, tags = parsed.words, parsed.tags
    if end <= floor:
        return None
    stop = end
    if (
        words[end - 1] in MARKS
        and end < len(words)
        and parsed.quote[end] >= 0
        and parsed.quotes[parsed.quote[end]].start == parsed.starts[end - 1]
    ):
        end = stop = end - 1
    while grammar.predicates and stop > floor + 1 and words[stop - 1].endswith("ly") and not tags[stop - 1] & (PEOPLE | PRONOUN):
        stop -= 1
    while stop > floor + 1 and tags[stop - 1] & TAGS["clitic"] and not tags[stop - 1] & PRONOUN and not tags[stop - 1] & DET:
        stop -= 1
    if stop - 2 >= floor and words[stop - 1] in INDIRECT and words[stop - 2] not in BREAKS and not tags[stop - 2] & (PREP | THAT | CONJ):
        stop -= 1
    if tags[stop - 1] & PRONOUN and not tags[stop - 1] & DET and (stop - 2 < floor or not tags[stop - 2] & (PREP | OF)):
        return stop - 1, stop
    end = stop
    if tags[end - 1] & TAGS["who"] and not tags[end - 1] & THAT:
        stop = end - 1
        if stop > floor and words[stop - 1] == ",":
            stop -= 1
        subject = _clause_subject(parsed, grammar, stop, floor)
        if subject is None and grammar.predicates:
            subject = _nearest(parsed, grammar, stop, floor)
        return _antecedent(parsed, subject)
    if grammar.predicates and words[end - 1] in (",", ")", *DASHES) and (head := described(parsed, grammar, end, floor)) is not None:
        return head
    if words[end - 1] == ",":
        opening = next((at for at in range(end - 2, max(floor, end - LONGEST) - 1, -1) if words[at] == ","), -1)
        if opening <= floor:
            return None
        subject = _clause_subject(parsed, grammar, opening, floor)
        named = (
            opening + 1 < end - 1
            and end - opening <= 7
            and all(is_capital(parsed, at) or words[at] == "." for at in range(opening + 1, end - 1))
        )
        return (subject[0], end - 1) if subject is not None and named else subject
    return _clause_subject(parsed, grammar, stop, floor)


def described(parsed: Parsed, grammar: Grammar, end: int, floor: int) -> tuple[int, int] | None:
    """The subject before what describes it between commas, dashes or brackets right before word `end` (`Ash, a baker (62), said`)."""
    words, tags = parsed.words, parsed.tags
    verbal = AUX | BE | MODAL | TAGS["finite"]
    if words[end - 1] == ")":
        opening = next((at for at in range(end - 2, max(floor, end - LONGEST) - 1, -1) if words[at] == "("), -1)
        if opening <= floor:
            return None
        end = opening
        if words[end - 1] not in (",", ")", *DASHES):
            return left(parsed, grammar, end, floor)
    marks = (",",) if words[end - 1] == "," else DASHES
    thing: tuple[int, int] | None = None
    for opening in range(max(floor + 1, end - 2 * LONGEST), end - 1):
        if words[opening] not in marks or parsed.quote[opening] >= 0:
            continue
        bracketed = words[opening - 1] == ")"
        subject = left(parsed, grammar, opening, floor) if bracketed else _clause_subject(parsed, grammar, opening, floor)
        if (
            subject is None
            or not _opens_clause(parsed, subject[0], floor)
            or any(tags[at] & verbal and not _relative_between(parsed, subject[0], at) for at in range(*subject))
        ):
            continue
        if describes(parsed, opening + 1, end - 1):
            named = end - opening <= 7 and all(is_capital(parsed, at) or words[at] == "." for at in range(opening + 1, end - 1))
            whole = (subject[0], end - 1) if named else subject
            follows_verb = subject[0] == floor and floor > 0 and words[floor - 1] in grammar.verbs
            if follows_verb and thing is None:
                thing = whole  # perhaps what the verb did something to, with people behind it: `has logged no cargo, its head, X, told`
            elif thing is None or (tags[subject[0]] & DET and any(tags[at] & PEOPLE for at in range(*subject))):
                return whole
    return thing


def _opens_clause(parsed: Parsed, at: int, floor: int) -> bool:
    """No word of the clause that can govern a noun stands before word `at`."""
    if at <= floor or parsed.words[at - 1] in BREAKS:
        return True
    return bool(parsed.tags[at - 1] & (SUB | THAT | CONJ | ADVERB | TAGS["who"] | REL | PREP))


def describes(parsed: Parsed, first: int, last: int) -> bool:
    """The words are no clause of their own: each part between commas that has a finite verb is opened by a relative."""
    if first >= last or parsed.tags[first] & (TAGS["and"] | TAGS["but"] | PRONOUN & ~DET) & ~TAGS["who"]:
        return False
    verbal = AUX | BE | MODAL | TAGS["finite"]
    opens, relative = first, False
    for at in range(first, last):
        if parsed.words[at] in BREAKS:
            opens, relative = at + 1, False
        elif parsed.tags[at] & (REL | TAGS["who"] | SUB | THAT):
            relative = True
        elif parsed.tags[at] & verbal and not relative and not _relative_between(parsed, opens, at):
            return False
    return True


def _relative_between(parsed: Parsed, first: int, last: int) -> bool:
    return any(parsed.tags[at] & (REL | TAGS["who"] | THAT | SUB) for at in range(first, last))


def _nearest(parsed: Parsed, grammar: Grammar, stop: int, floor: int) -> tuple[int, int] | None:
    """The noun phrase that ends at `stop`, back to the preposition, verb or mark before it."""
    start = stop
    while start > floor and parsed.words[start - 1] not in BREAKS:
        tag = parsed.tags[start - 1]
        counted = start - 2 >= floor and is_number(parsed, start - 2, grammar) and is_number(parsed, start, grammar)
        if tag & (AUX | BE | MODAL | TAGS["finite"] | SUB | CONJ) or (tag & PREP and not tag & OF and not counted):
            break
        start -= 1
    return (start, stop) if start < stop else None


def _antecedent(parsed: Parsed, phrase: tuple[int, int] | None) -> tuple[int, int] | None:
    """The last phrase of people inside `phrase`: whom a relative pronoun right after it means (`l'information d'un
    conseiller, lequel ...`)."""
    if phrase is None:
        return None
    for at in range(phrase[1] - 2, phrase[0], -1):
        fresh = parsed.tags[at] & (TAGS["indefinite"] | TAGS["definite"]) and parsed.tags[at - 1] & OF and not parsed.tags[at] & OF
        if fresh and parsed.tags[at + 1] & (TAGS["anonymous"] | TAGS["office"]):
            return at, phrase[1]
    return phrase


def _clause_subject(parsed: Parsed, grammar: Grammar, end: int, floor: int) -> tuple[int, int] | None:
    words, tags = parsed.words, parsed.tags
    at = end
    while at > floor:
        word, tag = words[at - 1], tags[at - 1]
        if word in MARKS:
            number = parsed.quote[at - 1]
            if number >= 0 and short_quote(parsed, at - 1) and parsed.at(parsed.quotes[number].start) > floor and at != end:
                at = parsed.at(parsed.quotes[number].start)
                continue
            break
        if word == ",":
            if at < end and starts_phrase(parsed, at, grammar):
                break
            if at < end and _joins_list(parsed, at):
                at -= 1
                continue
            if at < end and (not tags[at] & PREP or tags[at] & TAGS["quantity"]):
                break
            if at >= end or _only_time(parsed, grammar, at, end):
                break
            at -= 1
            continue
        if word == ")" and at < end and grammar.predicates:
            opening = next((before for before in range(at - 2, max(floor, at - 8) - 1, -1) if words[before] == "("), -1)
            if opening > floor:
                at = opening
                continue
        if word in BREAKS or (tag & THAT and not tag & OF) or (tag & SUB and not tag & PREP):
            break
        if grammar.predicates and tag & SUB and at < end and word != "than" and not tag & CONJ:
            break
        if grammar.predicates and tag & (AUX | BE | MODAL | TAGS["finite"]) and at < end and not _relative_near(parsed, at - 1, floor):
            break
        if tag & CONJ and not tag & TAGS["and"]:
            break
        if tag & TAGS["and"] and (at >= end or not _and_inside(parsed, grammar, at, floor)):
            break
        at -= 1
    start = at
    if grammar.predicates and start < end and _bare(parsed, grammar, start):
        return _trimmed(parsed, grammar, start, end)
    while start < end and (not starts_phrase(parsed, start, grammar) or (tags[start] & (SUB | ADVERB) and not tags[start] & DET)):
        if tags[start] & PREP and not tags[start] & OF:
            start = _after_prepositional(parsed, grammar, start, end)
            continue
        start += 1
    if start >= end:
        return None
    while is_time(parsed, start, grammar) and start + 1 < end:
        start += 1
        while start < end and (tags[start] & ADVERB or tags[start] & TAGS["time_tail"]):
            start += 1
    return _trimmed(parsed, grammar, start, end)


def _bare(parsed: Parsed, grammar: Grammar, at: int) -> bool:
    """A noun phrase may begin here without an article or a capital: `tech executives`, `about half of voters`."""
    tag = parsed.tags[at]
    if tag & TAGS["quantity"]:
        return any(is_number(parsed, ahead, grammar) or parsed.tags[ahead] & DET for ahead in range(at + 1, min(at + 3, len(parsed.words))))
    if at > 0 and parsed.tags[at - 1] & (AUX | BE) and grammar.predicates.get(parsed.words[at], 0) & (PAST | SHARED):
        return False
    closed = PREP | SUB | ADVERB | AUX | BE | MODAL | THAT | REL | CONJ | TAGS["finite"] | TAGS["who"] | TAGS["not"]
    return (
        parsed.words[at].isalpha()
        and not tag & closed
        and not is_time(parsed, at, grammar)
        and not parsed.words[at].endswith(("ing", "ly"))
    )


def _relative_near(parsed: Parsed, at: int, floor: int) -> bool:
    """The verb at `at` stands in a relative clause that hangs on the noun phrase before it."""
    for before in range(at - 1, max(floor, at - 8) - 1, -1):
        if parsed.words[before] in BREAKS:
            return False
        if parsed.tags[before] & (TAGS["who"] | REL | THAT):
            return before > floor
    return False


def _trimmed(parsed: Parsed, grammar: Grammar, start: int, end: int) -> tuple[int, int] | None:
    words, tags = parsed.words, parsed.tags
    stop = end
    while grammar.predicates and stop > start + 1 and words[stop - 1].endswith("ly") and not tags[stop - 1] & PEOPLE:
        stop -= 1
    while stop > start + 1 and (
        (tags[stop - 1] & ADVERB and not tags[stop - 1] & PEOPLE) or is_time(parsed, stop - 1, grammar) or words[stop - 1] in BREAKS
    ):
        stop -= 1
    opened = next((at for at in range(stop - 1, start, -1) if words[at] in ("(", ")")), -1)
    if opened > start and words[opened] == "(":
        stop = opened
    if stop < end and stop > start + 1 and tags[stop - 1] & PREP and not tags[stop - 1] & (OF | DET):
        stop -= 1
    return (start, stop) if stop > start and stop - start <= LONGEST + 8 else None


def _joins_list(parsed: Parsed, at: int) -> bool:
    """After a comma, a prepositional phrase that continues a list: `à la Maison Blanche, au Pentagone et au Département`."""
    return bool(parsed.tags[at] & PREP) and bool(parsed.tags[at] & TAGS["to"])


def _only_time(parsed: Parsed, grammar: Grammar, start: int, end: int) -> bool:
    return all(is_time(parsed, at, grammar) or parsed.tags[at] & ADVERB for at in range(start, end))


def _and_inside(parsed: Parsed, grammar: Grammar, at: int, floor: int) -> bool:
    """The conjunction before `at` joins nouns of one subject: no verb of a clause stands left of it in the clause."""
    bare = bool(grammar.predicates) and _bare(parsed, grammar, at)
    if not (bare or starts_phrase(parsed, at, grammar) or parsed.tags[at] & (PREP | TAGS["national"])):
        return False
    for before in range(at - 2, floor - 1, -1):
        tag, word = parsed.tags[before], parsed.words[before]
        if word in BREAKS:
            return True
        if tag & (AUX | BE) or (
            (forms := grammar.verbs.get(word)) and forms[0].kind == FINITE and not tag & PEOPLE and not parsed.tags[before - 1] & DET
        ):
            return False
    return True


def _after_prepositional(parsed: Parsed, grammar: Grammar, start: int, end: int) -> int:
    """The word after a prepositional phrase that opens a clause (`Dans un entretien à l'AFP le ministre`): the next fresh noun phrase."""
    at = start + 1
    while at < end and (parsed.tags[at] & (DET | OF) or is_number(parsed, at, grammar)):
        at += 1
    while at < end:
        fresh = parsed.tags[at] & DET and not parsed.tags[at] & (OF | PREP) and not parsed.tags[at - 1] & (PREP | OF | DET)
        if fresh or (parsed.tags[at] & PRONOUN and not parsed.tags[at - 1] & (PREP | OF)):
            return at
        if (
            is_capital(parsed, at)
            and not is_capital(parsed, at - 1)
            and not parsed.tags[at - 1] & (PREP | OF | DET)
            and not re.match(r"\d", parsed.words[at])
        ):
            return at
        at += 1
    return end


def modified(parsed: Parsed, first: int, end: int, grammar: Grammar) -> tuple[int, int] | None:
    """English: people who open the sentence, with what tells them apart, right before the verb at `end` (`A defector who once served at a
    depot says ...`, `A diplomat based in Moscow says ...`); None where anything else stands there."""
    words, tags = parsed.words, parsed.tags
    start = first
    while start < end and tags[start] & (CONJ | ADVERB) and not tags[start] & DET:
        start += 1
    if start + 2 >= end or not starts_phrase(parsed, start, grammar) or any(words[at] in BREAKS for at in range(start, end)):
        return None
    head = next((at for at in range(start, end) if tags[at] & PEOPLE), -1)
    tells = next((at for at in range(head + 1, end) if tags[at] & (TAGS["who"] | PREP) or words[at].endswith("ed")), -1)
    if head < 0 or tells < 0 or tells - head > 2:
        return None
    verbal = AUX | BE | MODAL | TAGS["finite"]
    verbs = [at for at in range(start, end) if tags[at] & verbal and not tags[at - 1] & verbal and at != tells]
    relative = bool(tags[tells] & TAGS["who"])
    return (start, end) if len(verbs) <= relative and not any(tags[at] & THAT for at in range(start, end)) else None
