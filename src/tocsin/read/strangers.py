"""Persons and bodies that no gazetteer has, by what stands around their capitals: first names, titles, appositions, nouns of bodies."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from tocsin.library import cities
from tocsin.read.grammar import TAGS, Grammar
from tocsin.read.names import Found
from tocsin.read.nominatives import nominatives, person
from tocsin.read.sentences import Parsed, Sentence

PERSON, ORGANISATION, OUTLET = "person", "organisation", "outlet"
BODY, CHANNEL = TAGS["institution"] | TAGS["body"], TAGS["outlet"]
TITLE = (TAGS["office"] | TAGS["anonymous"]) & ~BODY
SMALL = (
    TAGS["definite"] | TAGS["indefinite"] | TAGS["demonstrative"] | TAGS["possessive"] | TAGS["preposition"] | TAGS["conjunction"]
    | TAGS["subordinator"] | TAGS["pronoun"] | TAGS["relative"] | TAGS["that"] | TAGS["auxiliary"] | TAGS["be"] | TAGS["modal"]
    | TAGS["not"] | TAGS["negator"] | TAGS["adverb"] | TAGS["quantity"] | TAGS["according"] | TAGS["citing"] | TAGS["national"]
    | TAGS["i"] | TAGS["we"] | TAGS["hearsay"] | TAGS["because"] | TAGS["concession"]
)  # fmt: skip
"""words that are no part of a name, capital or not"""
PARTICLES = frozenset(
    "de du des la le van von der den da dos del di al el bin ibn of the et and для the фон ван дер де да аль бин ибн".split()
)
"""small words inside a name"""
NOBLE = frozenset("van von der den bin ibn фон ван дер бин ибн".split())
"""small words that stand in names of people only"""
OF_BODIES = frozenset("of for the de du des la le les d' et and".split())
"""small words inside the name of a body"""
SLAVIC = re.compile(
    r"(?:[а-яёіїєґ'-]{2,}(?:ов|ев|ёв|єв|їв|ин|ын|ін|їн)(?:а|у|ым|им|е|ой|ою|ої|ій|і|ові)?|[а-яёіїєґ'-]{2,}(?:ск|цк|ськ|цьк)(?:ий|ого|ому|им|ом|ая|ой|ую|а|ої|ій|у|ою)"
    r"|[а-яёіїєґ'-]{2,}(?:енк|ченк|йк|ськ)(?:о|а|у|ом|ові)|[а-яёіїєґ'-]{2,}(?:чук|юк|ук|як|ич|ець|вич)(?:а|у|ом|ем|ові|еві)?)"
)
"""surnames of Russian and Ukrainian by their ending, in any case"""
CYRILLIC = re.compile("[а-яёіїєґ]")
OPENING, CLOSING = "«\"“„‘'", "»\"”“’'"
ROMAN = re.compile(r"[IVXLCDMХІ]+")
SHOUTED = 0.6
"""share of capitals among the letters of a line that is all in capitals"""
TITLED = 0.5
"""share of words with a capital from which a text tells nothing by its capitals (headlines, German): first names alone count then"""
LONGEST = 5
"""words of one name"""


class Run(NamedTuple):
    """Words with capitals in a row: `first:last` count in the words of the text. `sure`: the first is no capital of a beginning."""

    first: int
    last: int
    sure: bool


def namesakes(parsed: Parsed, names: Sequence[Found], known: dict[str, frozenset[str]]) -> list[Found]:
    """`names` without surnames that another first name stands before (`Alan Johnson` is no Boris).

    `known`: words in lower case of all forms of a listed person, by id.
    """
    kept = []
    for found in names:
        at = parsed.at(found.start)
        other = found.type == PERSON and at > 0 and parsed.ends[at - 1] + 1 == found.start and _capital(parsed, at - 1)
        if other and " " not in parsed.text[found.start : found.end]:
            word = parsed.words[at - 1]
            if person(word) and not any(guess in known.get(found.id, ()) for guess in (word, *nominatives(word))):
                continue
        kept.append(found)
    return kept


def find(parsed: Parsed, grammar: Grammar, names: Sequence[Found]) -> list[Found]:
    """Persons, bodies and outlets in the text outside `names`, in order."""
    taken = [used or word in grammar.times for used, word in zip(_taken(parsed, names), parsed.words, strict=True)]
    letters = [(word, parsed.text[start].isupper()) for word, start in zip(parsed.words, parsed.starts, strict=True) if word[0].isalpha()]
    small = {word for word, upper in letters if not upper}
    strict = sum(upper for _, upper in letters) > TITLED * max(1, len(letters))
    found: list[Found] = []
    for sentence in parsed.sentences:
        if _shouted(parsed.text[sentence.start : sentence.end]):
            continue
        for run in _runs(parsed, sentence, taken, small):
            named = _named(parsed, sentence, run, strict)
            if named is not None:
                found.append(named)
    return _again(parsed, found, taken)


def _taken(parsed: Parsed, names: Sequence[Found]) -> list[bool]:
    taken = [False] * len(parsed.words)
    for found in names:
        for at in range(parsed.at(found.start), parsed.at(found.end)):
            taken[at] = True
    return taken


def _capital(parsed: Parsed, at: int) -> bool:
    return parsed.text[parsed.starts[at]].isupper()


def _shouted(text: str) -> bool:
    return sum(map(str.isupper, text)) > SHOUTED * max(1, sum(map(str.isalpha, text)))


def _runs(parsed: Parsed, sentence: Sentence, taken: Sequence[bool], small: set[str]) -> list[Run]:
    """Runs of capitals in one sentence, joined over particles and the points of initials."""
    runs: list[Run] = []
    at = sentence.first
    while at < sentence.last:
        word = parsed.words[at]
        if not word[0].isalpha() or taken[at] or not _capital(parsed, at) or parsed.tags[at] & SMALL:
            at += 1
            continue
        last = at + 1
        while last < sentence.last and last - at < 2 * LONGEST:
            step = _joined(parsed, taken, last)
            if not step:
                break
            last += step
        sure = _inside(parsed, sentence, at) or (word not in small and not parsed.tags[at]) or _entitled(parsed, sentence, at)
        if sure or last > at + 1:
            runs.append(Run(at, last, sure))
        at = last
    return runs


def _joined(parsed: Parsed, taken: Sequence[bool], at: int) -> int:
    """How many words go on with the run before `at`: 1 for a capital, more with a particle or the point of an initial before it; 0."""
    gap = parsed.text[parsed.ends[at - 1] : parsed.starts[at]]
    if taken[at]:
        return 0
    if _capital(parsed, at) and not parsed.tags[at] & SMALL and parsed.words[at][0].isalpha():
        return 1 if gap == " " or (gap in (".", ". ") and len(parsed.words[at - 1]) == 1) else 0
    following = at + 1 < len(parsed.words) and not taken[at + 1] and _capital(parsed, at + 1)
    if following and parsed.words[at] == "." and not gap and len(parsed.words[at - 1]) == 1:
        return 2
    if following is False and at + 2 < len(parsed.words) and parsed.words[at] == "de" and parsed.words[at + 1] in ("la", "los", "las"):
        apart = parsed.text[parsed.ends[at - 1] : parsed.starts[at + 2]] == f" de {parsed.words[at + 1]} "
        return 3 if apart and not taken[at + 2] and _capital(parsed, at + 2) else 0
    space = following and parsed.text[parsed.ends[at] : parsed.starts[at + 1]] in (" ", "")
    return 2 if space and gap == " " and parsed.words[at] in PARTICLES and parsed.words[at] not in ("the", "and", "et", "of") else 0


def _inside(parsed: Parsed, sentence: Sentence, at: int) -> bool:
    """No sentence, quotation or speech of a dialogue begins at the word."""
    before = parsed.text[max(sentence.start, parsed.starts[at] - 3) : parsed.starts[at]].rstrip()
    return at > sentence.first and bool(before) and before[-1] not in OPENING + ":–—-.!?…(["


def _entitled(parsed: Parsed, sentence: Sentence, at: int) -> bool:
    """The word opens a quotation right after a noun of bodies or outlets: `канал «Ястреб`."""
    return at - 2 >= sentence.first and parsed.words[at - 1] in OPENING and bool(parsed.tags[at - 2] & (BODY | CHANNEL))


def _named(parsed: Parsed, sentence: Sentence, run: Run, strict: bool) -> Found | None:
    """What the run is the name of; None where nothing tells."""
    words, tags = parsed.words, parsed.tags
    first, last = run.first, run.last
    before = tags[first - 1] if first > sentence.first else 0
    quoted = parsed.starts[first] > 0 and parsed.text[parsed.starts[first] - 1] in OPENING
    if quoted and not strict:
        noun = tags[first - 2] if first - 2 >= sentence.first and not words[first - 1][0].isalnum() else before
        if noun & (BODY | CHANNEL):
            return _found(parsed, first, _to_the_mark(parsed, last), OUTLET if noun & CHANNEL else ORGANISATION)
    titled = bool(before & TITLE) and words[first - 1][0].isalpha() and parsed.text[parsed.ends[first - 1] : parsed.starts[first]] == " "
    while last - first > 1 and tags[first] & TITLE and not person(words[first]):
        first, titled = first + 1, True
    while (
        last - first > 2
        and not person(words[first])
        and person(words[first + 1])
        and (not _inside(parsed, sentence, first) or _letters(parsed, first))
    ):
        first += 1
    if last - first > 1 and all(_letters(parsed, at) for at in range(first, last)):
        return None
    bodies = [at for at in range(first, last) if tags[at] & BODY]
    if bodies and not person(words[first]) and not strict:
        end = _to_the_end_of_a_body(parsed, sentence, last)
        return _found(parsed, first, end, ORGANISATION) if end - first > 1 else None
    parts = [at for at in range(first, last) if words[at][0].isalpha()]
    size = len(parts)
    if size > LONGEST or (size == 1 and tags[first] & (TITLE | BODY)):
        return None
    if person(words[first]) and (size > 1 or (titled and not strict)):
        return _found(parsed, first, last, PERSON)
    if strict:
        return None
    if size > 1 and (any(words[at] in NOBLE for at in parts) or (len(words[first]) == 1 and _surname_of(words[first], words[last - 1]))):
        return _found(parsed, first, last, PERSON)
    if titled and (run.sure or size > 1) and not any(cities.is_name(guess) for guess in nominatives(words[first])):
        return _found(parsed, first, last, PERSON)
    if size in (2, 3) and SLAVIC.fullmatch(words[last - 1]) and len(words[first]) > 2 and not tags[first]:
        return _found(parsed, first, last, PERSON)
    if size in (2, 3) and run.sure and not any(tags[first:last]) and _apposed(parsed, sentence, last):
        foreign = words[first].isascii() and bool(CYRILLIC.search(parsed.lower, sentence.start, sentence.end))
        return _found(parsed, first, last, ORGANISATION if foreign else PERSON)
    if size in (2, 3) and run.sure and tags[last - 1] & TAGS["outlet_name"]:
        return _found(parsed, first, last, OUTLET)
    return _abbreviation(parsed, first, last)


def _to_the_mark(parsed: Parsed, last: int) -> int:
    """Where a name in quotation marks ends: at the mark, where that is near."""
    for at in range(last, min(last + LONGEST, len(parsed.words))):
        if parsed.words[at] in CLOSING:
            return at
    return last


def _abbreviation(parsed: Parsed, first: int, last: int) -> Found | None:
    """A body by its letters (`OPCW`, `МАГАТЭ`): three to six capitals that are no number and no word of the lexicon."""
    word = parsed.text[parsed.starts[first] : parsed.ends[first]]
    letters = last - first == 1 and 3 <= len(word) <= 6 and word.isalpha() and word.isupper()
    return _found(parsed, first, last, ORGANISATION) if letters and not ROMAN.fullmatch(word) and not parsed.tags[first] else None


def _to_the_end_of_a_body(parsed: Parsed, sentence: Sentence, last: int) -> int:
    """Where the name of a body ends: it goes on over `of`, `for`, `de la` as long as capitals follow."""
    end = at = last
    while at < sentence.last and at - last < 2 * LONGEST:
        gap = parsed.text[parsed.ends[at - 1] : parsed.starts[at]]
        if gap not in (" ", ""):
            break
        if _capital(parsed, at) and parsed.words[at][0].isalpha() and parsed.words[at].isascii() == parsed.words[last - 1].isascii():
            end = at + 1
        elif parsed.words[at] not in OF_BODIES:
            break
        at += 1
    return end


def _apposed(parsed: Parsed, sentence: Sentence, last: int) -> bool:
    """A comma and a noun of people or offices follow: `Marta Okafor, a spokeswoman`."""
    if last >= sentence.last or parsed.words[last] not in (",", "("):
        return False
    for at in range(last + 1, min(last + 6, sentence.last)):
        if parsed.words[at] == ",":
            return False
        if parsed.tags[at] & TITLE:
            return True
    return False


def _surname_of(initial: str, word: str) -> bool:
    """The word may be the surname after an initial: of its letters, and no initial itself."""
    return len(word) > 2 and initial.isascii() == word[0].isascii()


def _letters(parsed: Parsed, at: int) -> bool:
    """The word is written in capitals only."""
    return parsed.text[parsed.starts[at] : parsed.ends[at]].isupper() and len(parsed.words[at]) > 1


def _again(parsed: Parsed, found: list[Found], taken: list[bool]) -> list[Found]:
    """The names, and the surnames that stand alone before or after the full name."""
    for name in found:
        for at in range(parsed.at(name.start), parsed.at(name.end)):
            taken[at] = True
    surnames = {
        guess
        for name in found
        if name.type == PERSON
        for guess in nominatives(parsed.words[parsed.at(name.end) - 1])
        if parsed.at(name.end) - parsed.at(name.start) > 1 and len(guess) > 3
    }
    more = [
        _found(parsed, at, at + 1, PERSON)
        for at, word in enumerate(parsed.words)
        if surnames and not taken[at] and len(word) > 3 and _capital(parsed, at) and any(guess in surnames for guess in nominatives(word))
    ]
    return sorted([*found, *more])


def _found(parsed: Parsed, first: int, last: int, kind: str) -> Found:
    start, end = parsed.starts[first], parsed.ends[last - 1]
    return Found(start, end, f"unknown:{'-'.join(parsed.text[start:end].lower().split())}", kind)
