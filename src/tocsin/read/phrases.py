"""Noun phrases of speakers: where they begin and end to the left and to the right of a cue."""

import re

from tocsin.read.grammar import FINITE, TAGS, Grammar
from tocsin.read.sentences import Parsed, Sentence

LONGEST = 26
"""words in a speaker's phrase at the most"""
DET = TAGS["definite"] | TAGS["indefinite"] | TAGS["demonstrative"] | TAGS["possessive"] | TAGS["each_of"]
OF, PREP, THAT, REL, CONJ, SUB = (TAGS[name] for name in ("of", "preposition", "that", "relative", "conjunction", "subordinator"))
AUX, BE, MODAL, PRONOUN, ADVERB = (TAGS[name] for name in ("auxiliary", "be", "modal", "pronoun", "adverb"))
PEOPLE = TAGS["anonymous"] | TAGS["office"] | TAGS["institution"] | TAGS["outlet"] | TAGS["text"]
BREAKS = frozenset([",", ";", ":", "(", ")", "—", "–", "-", "|", ".", "!", "?", "…", "»", "«", "“", "”", '"', "„", "[", "]"])
INDIRECT = frozenset(["lui", "leur", "nous", "vous"])
"""pronouns that stand before a French verb as the person told as well"""
MARKS = frozenset(["»", "«", "“", "”", '"', "„"])
DASHES = ("—", "–", "-")


def is_capital(parsed: Parsed, at: int) -> bool:
    """The word is written with a capital."""
    return parsed.text[parsed.starts[at]].isupper()


def is_number(parsed: Parsed, at: int, grammar: Grammar) -> bool:
    """The word is a number, in figures or letters."""
    word = parsed.words[at]
    return word[0].isdigit() or word in grammar.lexicon.numbers


def is_time(parsed: Parsed, at: int, grammar: Grammar) -> bool:
    """The word begins an expression of time: a weekday, yesterday, a month."""
    entries = grammar.times.get(parsed.words[at])
    return entries is not None and any(not entry or _phrase_at(parsed, at, entry) for entry in entries)


def time_end(parsed: Parsed, at: int, grammar: Grammar) -> int:
    """The word after the expression of time that begins at `at`, or `at` itself: `last week`, `la semaine dernière`, `21
    November`, `mardi`."""
    lexicon, word = grammar.lexicon, parsed.words[at]
    longest = max((len(entry) for entry in grammar.times.get(word, ()) if entry and _whole(parsed, at, entry)), default=0)
    if longest:
        end = parsed.starts[at] + longest
        while at < len(parsed.words) and parsed.starts[at] < end:
            at += 1
        return at
    if "" in grammar.times.get(word, ()):
        return at + 1
    around = [parsed.words[other] for other in (at - 1, at + 1) if 0 <= other < len(parsed.words)]
    if any(word in names for names in lexicon.months) and any(other[0].isdigit() for other in around):
        at += 1
        while at < len(parsed.words) and parsed.words[at][0].isdigit():
            at += 1
    return at


def _whole(parsed: Parsed, at: int, entry: str) -> bool:
    """`entry` stands at word `at`, not as the beginning of a longer word."""
    end = parsed.starts[at] + len(entry)
    return _phrase_at(parsed, at, entry) and not parsed.lower[end : end + 1].isalnum()


def _phrase_at(parsed: Parsed, at: int, entry: str) -> bool:
    return parsed.lower.startswith(entry, parsed.starts[at])


def starts_phrase(parsed: Parsed, at: int, grammar: Grammar) -> bool:
    """A noun phrase may begin here: a determiner, a number, a pronoun, a capital, or a noun of people."""
    tag, word = parsed.tags[at], parsed.words[at]
    if tag & (THAT | REL) or word in BREAKS:
        return False
    if tag & DET and not (tag & PREP and not tag & OF and word in ("au", "aux")):
        return not (tag & OF and word in ("du", "de", "d'"))
    return bool(tag & (PRONOUN | PEOPLE)) or is_number(parsed, at, grammar) or (is_capital(parsed, at) and not tag & (PREP | SUB | ADVERB))


def right(parsed: Parsed, sentence: Sentence, grammar: Grammar, start: int, *, participles: bool = True) -> int:
    """The end of the noun phrase that begins at `start` (the index after its last word)."""
    tags, words = parsed.tags, parsed.words
    limit = min(sentence.last, start + LONGEST)
    at = start
    described = False
    while at < limit:
        word, tag = words[at], tags[at]
        if word in BREAKS and not (word in ("«", "“", '"') and at > start and _short_quote(parsed, at)):
            if (
                word in MARKS
                and at > start
                and parsed.quote[at] >= 0
                and parsed.quote[at] == parsed.quote[at - 1]
                and _short_quote(parsed, at)
            ):
                at += 1
                continue
            break
        if at > start and (inner := _inner(parsed, grammar, at)):
            at += inner
            continue
        if at > start:
            if tag & (THAT | REL) and not tag & OF:
                break
            if tag & SUB or (is_time(parsed, at, grammar) and not described):
                break
            if tag & TAGS["access"] and participles and not tags[at - 1] & (OF | DET):
                described = True
                at += 1
                continue
            if tag & TAGS["auxiliary"] and at + 1 < limit and tags[at + 1] & TAGS["access"]:
                described = True
                at += 2
                continue
            if tag & (AUX | BE | MODAL) and not described:
                break
            if tag & CONJ:
                if at + 1 >= limit or not _joins(parsed, sentence, grammar, at):
                    break
                at += 1
                continue
            if tag & PREP and not tag & OF and not described:
                plain = tag & TAGS["in"] and at + 1 < limit and not is_capital(parsed, at + 1) and not is_number(parsed, at + 1, grammar)
                belongs = _place_inside(parsed, at, limit) or (grammar.shape.head_last and _belongs(parsed, grammar, at, limit))
                if not plain and not belongs:
                    break
            elif (
                tag & DET
                and not tag & OF
                and not tags[at - 1] & (OF | PREP | DET | CONJ)
                and not described
                and not is_number(parsed, at - 1, grammar)
            ) or (
                is_number(parsed, at, grammar)
                and not is_capital(parsed, at)
                and not tags[at - 1] & (OF | PREP | DET | TAGS["quantity"])
                and not described
                and not word[0].isdigit()
            ):
                break
            if tag & PRONOUN and not tag & (DET | OF) and not tags[at - 1] & (OF | PREP):
                break
            if tag & TAGS["citing"] and not tags[at - 1] & (DET | OF | PREP):
                break
            if tag & TAGS["finite"] and not tags[at - 1] & (DET | OF | PREP) and not described and not is_capital(parsed, at):
                break
            forms = grammar.verbs.get(word)
            if (
                forms
                and forms[0].kind == FINITE
                and not tag & PEOPLE
                and not tags[at - 1] & (DET | OF | PREP)
                and not described
                and not is_capital(parsed, at)
            ):
                break
        at += 1
    while at > start + 1 and (
        (tags[at - 1] & (PREP | CONJ | TAGS["clitic"] | DET) and not tags[at - 1] & TAGS["each_of"])
        or (tags[at - 1] & ADVERB and not tags[at - 1] & PEOPLE)
    ):
        at -= 1
    return at


def _inner(parsed: Parsed, grammar: Grammar, at: int) -> int:
    """Words of a fixed phrase that stays inside a speaker's phrase (`un général à la retraite`, `en poste à Vienne`); 0 for none."""
    bit = TAGS["inside"]
    return max(
        (
            len(words)
            for words, tag in grammar.phrases.get(parsed.words[at], ())
            if tag == bit and tuple(parsed.words[at : at + len(words)]) == words
        ),
        default=0,
    )


def _short_quote(parsed: Parsed, at: int) -> bool:
    """A word between marks that is part of a phrase: it does not end in a stop or comma, as what is said does."""
    number = parsed.quote[at]
    if number < 0 or parsed.text[parsed.quotes[number].inner_end :][:1] in (",", ".", "?", "!", "…"):
        return False
    return parsed.quotes[number].inner_end - parsed.quotes[number].inner_start < 40


def _joins(parsed: Parsed, sentence: Sentence, grammar: Grammar, at: int) -> bool:
    """The conjunction at `at` joins two noun phrases rather than two clauses."""
    following = at + 1
    if (
        following >= sentence.last
        or parsed.tags[following] & PRONOUN
        or not (starts_phrase(parsed, following, grammar) or parsed.tags[following] & TAGS["national"])
    ):
        return False
    return not any(
        parsed.words[later] in grammar.verbs and parsed.words[later] not in BREAKS
        for later in range(following + 1, min(following + 4, sentence.last))
    )


BELONGING = frozenset(["for", "to", "at", "from", "with", "in"])


def _belongs(parsed: Parsed, grammar: Grammar, at: int, limit: int) -> bool:
    """English: whom or where people belong to (`an aide to the president`, `a spokesman for the Joint Staff`, `a diplomat in Vienna`)."""
    if (
        parsed.words[at] not in BELONGING
        or at + 1 >= limit
        or not parsed.tags[at - 1] & (TAGS["anonymous"] | TAGS["office"])
        or parsed.tags[at - 1] & TAGS["institution"]
    ):
        return False
    following = parsed.tags[at + 1]
    if time_end(parsed, at + 1, grammar) > at + 1 or following & TAGS["speech_noun"]:
        return False
    return bool(following & (TAGS["definite"] | TAGS["possessive"])) or is_capital(parsed, at + 1)


def _place_inside(parsed: Parsed, at: int, limit: int) -> bool:
    """`à la Maison-Blanche` and the like stay with people right before it; a bare name after `à` is the one told (`à Reuters`)."""
    if not parsed.tags[at - 1] & (TAGS["anonymous"] | TAGS["national"] | TAGS["office"]) or at + 1 >= limit:
        return False
    article = bool(parsed.tags[at] & TAGS["definite"] or parsed.tags[at + 1] & TAGS["definite"])
    return article and parsed.tags[at] & TAGS["to"] > 0 and any(is_capital(parsed, later) for later in range(at + 1, min(at + 3, limit)))


def apposition(parsed: Parsed, sentence: Sentence, grammar: Grammar, end: int) -> int:
    """Where a name in apposition after the phrase ends (`le vice-ministre russe, Sergueï Ryabkov`), else `end`."""
    if end + 2 >= sentence.last or parsed.words[end] != ",":
        return end
    titled = bool(parsed.tags[end + 1] & TAGS["definite"]) and any(
        is_capital(parsed, at) for at in range(end + 2, min(end + 6, sentence.last))
    )
    if titled or (is_capital(parsed, end + 1) and not parsed.tags[end + 1] & (PRONOUN | DET | SUB | PREP)):
        stop = right(parsed, sentence, grammar, end + 1)
        if stop - end <= (8 if titled else 5) and (stop >= sentence.last or parsed.words[stop] in BREAKS):
            return stop
    return end


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
        return _antecedent(parsed, _clause_subject(parsed, grammar, stop, floor))
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
    for opening in range(max(floor + 1, end - 2 * LONGEST), end - 1):
        if words[opening] not in marks or parsed.quote[opening] >= 0:
            continue
        subject = _clause_subject(parsed, grammar, opening, floor)
        if subject is None or any(tags[at] & verbal and not _relative_between(parsed, subject[0], at) for at in range(*subject)):
            continue
        if _describes(parsed, opening + 1, end - 1):
            named = end - opening <= 7 and all(is_capital(parsed, at) or words[at] == "." for at in range(opening + 1, end - 1))
            return (subject[0], end - 1) if named else subject
    return None


def _describes(parsed: Parsed, first: int, last: int) -> bool:
    """The words are no clause of their own: each part between commas that has a finite verb is opened by a relative."""
    if first >= last or parsed.tags[first] & (TAGS["and"] | TAGS["but"] | PRONOUN & ~DET) & ~TAGS["who"]:
        return False
    verbal = AUX | BE | MODAL | TAGS["finite"]
    opens, relative = first, False
    for at in range(first, last):
        if parsed.words[at] in BREAKS:
            opens = at + 1
        elif parsed.tags[at] & (REL | TAGS["who"] | SUB | THAT):
            relative = True
        elif parsed.tags[at] & verbal and not relative and not _relative_between(parsed, opens, at):
            return False
    return True


def _relative_between(parsed: Parsed, first: int, last: int) -> bool:
    return any(parsed.tags[at] & (REL | TAGS["who"] | THAT | SUB) for at in range(first, last))


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
            if number >= 0 and _short_quote(parsed, at - 1) and parsed.at(parsed.quotes[number].start) > floor and at != end:
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
        while start < end and (tags[start] & ADVERB or words[start] in ("dernier", "last", "matin", "soir")):
            start += 1
    return _trimmed(parsed, grammar, start, end)


def _bare(parsed: Parsed, grammar: Grammar, at: int) -> bool:
    """A noun phrase may begin here without an article or a capital: `tech executives`, `about half of voters`."""
    tag = parsed.tags[at]
    if tag & TAGS["quantity"] and at + 1 < len(parsed.words):
        return is_number(parsed, at + 1, grammar) or bool(parsed.tags[at + 1] & DET)
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
    while stop > start + 1 and (
        (tags[stop - 1] & ADVERB and not tags[stop - 1] & PEOPLE) or is_time(parsed, stop - 1, grammar) or words[stop - 1] in BREAKS
    ):
        stop -= 1
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
    if not (starts_phrase(parsed, at, grammar) or parsed.tags[at] & (PREP | TAGS["national"])):
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
