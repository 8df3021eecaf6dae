"""Noun phrases of speakers: where they begin and end to the left and to the right of a cue."""

from collections.abc import Sequence

from tocsin.read.grammar import FINITE, TAGS, Grammar
from tocsin.read.sentences import Parsed, Sentence

LONGEST = 26
"""words in a speaker's phrase at the most"""
DET = TAGS["definite"] | TAGS["indefinite"] | TAGS["demonstrative"] | TAGS["possessive"] | TAGS["each_of"]
OF, PREP, THAT, REL, CONJ, SUB = (TAGS[name] for name in ("of", "preposition", "that", "relative", "conjunction", "subordinator"))
AUX, BE, MODAL, PRONOUN, ADVERB = (TAGS[name] for name in ("auxiliary", "be", "modal", "pronoun", "adverb"))
PEOPLE = TAGS["anonymous"] | TAGS["office"] | TAGS["institution"] | TAGS["outlet"] | TAGS["text"]
BREAKS = frozenset([",", ";", ":", "(", ")", "—", "–", "-", "|", ".", "!", "?", "…", "»", "«", "“", "”", '"', "„", "[", "]"])
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
    if word not in grammar.times and word not in grammar.days:
        return at
    longest = max((len(entry) for entry in grammar.times.get(word, ()) if entry and _whole(parsed, at, entry)), default=0)
    if longest:
        end = parsed.starts[at] + longest
        while at < len(parsed.words) and parsed.starts[at] < end:
            at += 1
        return at
    if "" in grammar.times.get(word, ()):
        return at + 1 + (at + 1 < len(parsed.words) and bool(parsed.tags[at + 1] & TAGS["time_tail"]))
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
        if word in BREAKS and not (word in ("«", "“", '"') and at > start and short_quote(parsed, at)):
            if (
                word in MARKS
                and at > start
                and parsed.quote[at] >= 0
                and parsed.quote[at] == parsed.quote[at - 1]
                and short_quote(parsed, at)
            ):
                at += 1
                continue
            break
        if at > start and (fixed := inner(parsed, grammar, at)):
            at += fixed
            continue
        if at > start:
            if tag & (THAT | REL) and not tag & OF:
                break
            if tag & TAGS["who"] and grammar.shape.bare_modals and not described and at + 1 < limit and not _knows(tags, at + 1):
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
            if tag & PREP and not tag & OF and not described and words[at - 1] != "d'":  # `deux d'entre eux`
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


def _knows(tags: Sequence[int], at: int) -> bool:
    """The relative clause says how somebody can know (`who saw the talking points`, `who had been briefed`)."""
    return any(tag & TAGS["access"] for tag in tags[at : at + 3])


def inner(parsed: Parsed, grammar: Grammar, at: int) -> int:
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


def short_quote(parsed: Parsed, at: int) -> bool:
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
