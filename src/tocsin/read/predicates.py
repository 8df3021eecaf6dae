"""Which words of a sentence are finite verbs, where a language's nouns and verbs share their letters: what stands around decides."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from tocsin.model.lexicon import Lexicon
from tocsin.read.grammar import FINITE, GERUND, INFINITIVE, PARTICIPLE, TAGS, Grammar, Shape

BASE, THIRD, PAST, SHARED, NOUN = 1, 2, 4, 8, 16
"""what a form can be: of all persons but the third, of the third, past, past and participle alike; a noun as well"""
DET = sum(TAGS[name] for name in ("definite", "indefinite", "demonstrative", "possessive"))
SUBJECT = TAGS["pronoun"] | TAGS["who"]
NONE = ~(TAGS["finite"])
BEFORE_NOUN = DET | TAGS["of"] | TAGS["preposition"] | TAGS["national"]
OPENS = TAGS["that"] | TAGS["who"] | TAGS["relative"] | TAGS["subordinator"] | TAGS["conjunction"]
"""what opens another clause"""
REACH = 14
"""words looked at on either side for another verb of the clause"""
VERBAL = TAGS["auxiliary"] | TAGS["be"] | TAGS["modal"]


def forms(shape: Shape, lexicon: Lexicon) -> dict[str, int]:
    """Form -> what it can be, of every verb of the lexicon."""
    made: dict[str, int] = {}
    nouns = set(lexicon.words.get("ambiguous", ()))
    for name, lemmas in lexicon.predicates.items():
        _add(made, shape, lexicon.irregular, lemmas, NOUN if name == "nouns" else 0)
    if lexicon.predicates:
        for entries in lexicon.verbs.values():
            _add(made, shape, lexicon.irregular, (entry.split(" ", 1)[0] for entry in entries), 0)
    return {form: kinds | NOUN if form in nouns else kinds for form, kinds in made.items()}


def _add(made: dict[str, int], shape: Shape, irregular: Mapping[str, tuple[str, ...]], lemmas: Iterable[str], noun: int) -> None:
    for lemma in lemmas:
        inflected = shape.inflect(lemma, irregular)
        participles = {form for form, kind, _, _ in inflected if kind == PARTICIPLE}
        for form, kind, plural, _ in inflected:
            if kind in (GERUND, INFINITIVE):
                continue
            if kind == FINITE and plural:
                bits = BASE | noun
            elif form in participles:
                bits = SHARED
            elif kind == FINITE:
                bits = THIRD | noun if form.endswith("s") else PAST
            else:
                continue
            made[form] = made.get(form, 0) | bits


def mark(text: str, words: Sequence[str], starts: Sequence[int], tags: list[int], grammar: Grammar) -> None:
    """Give the tag `finite` to the words that are finite verbs where they stand, and take it from those that are not."""
    known = grammar.predicates
    bit, numbers = TAGS["finite"], grammar.lexicon.numbers
    for at, word in enumerate(words):
        if word == "'s" and at and tags[at - 1] & SUBJECT and not tags[at - 1] & DET:
            tags[at] = TAGS["be"]
            continue
        kinds = known.get(word)
        if kinds is None or tags[at] & VERBAL:
            continue
        if _finite(text, words, starts, tags, at, kinds, numbers):
            tags[at] |= bit
        elif kinds & NOUN or kinds == SHARED:
            tags[at] &= NONE


def past(words: Sequence[str], tags: Sequence[int], grammar: Grammar) -> bool:
    """The first finite verb of the clause is a simple past: a happening told. False where a language's forms are not told apart."""
    if not grammar.predicates:
        return False
    for word, tag in zip(words, tags, strict=True):
        if tag & VERBAL:
            return False
        if tag & TAGS["finite"]:
            return bool(grammar.predicates.get(word, 0) & (PAST | SHARED))
    return False


def _finite(
    text: str, words: Sequence[str], starts: Sequence[int], tags: Sequence[int], at: int, kinds: int, numbers: Collection[str]
) -> bool:
    if at == 0:
        return False
    before = at - 1
    while before > 0 and tags[before] & TAGS["adverb"] and not tags[before] & (DET | SUBJECT | VERBAL):
        before -= 1
    tag, word = tags[before], words[before]
    if tag & VERBAL or word == "to":
        return False
    if kinds & NOUN and word in numbers:
        return False
    if tag & SUBJECT and not tag & DET:
        return True
    if tag & BEFORE_NOUN:
        return bool(tag & TAGS["demonstrative"] and kinds & (THIRD | PAST) and not kinds & NOUN)
    if not word[0].isalnum():
        return bool(kinds & PAST)
    if text[starts[at]].isupper():
        return False
    following = tags[at + 1] if at + 1 < len(words) else 0
    opens = at + 1 < len(words) and (
        bool(following & (DET | TAGS["pronoun"] | TAGS["that"] | TAGS["not"] | TAGS["quantity"]))
        or words[at + 1] == "to"
        or words[at + 1][0].isdigit()
        or text[starts[at + 1]].isupper()
    )
    if kinds & SHARED:
        if opens and words[at + 1] != "to" and not following & TAGS["of"]:
            return True
        return not following & (TAGS["by"] | TAGS["of"]) and not tags[at] & TAGS["access"] and _alone(words, tags, at)
    if kinds & PAST:
        return True
    plural = (word.endswith("s") and not word.endswith(("ss", "us", "is"))) or bool(tag & TAGS["plural"])
    loose = opens or not kinds & NOUN
    if kinds & THIRD and not plural:
        goes_on = at + 1 < len(words) and words[at + 1][0].isalnum() and not following & (TAGS["of"] | TAGS["and"] | VERBAL)
        if not loose and goes_on and _alone(words, tags, at):
            return True
        return loose or (bool(following & (TAGS["preposition"] | TAGS["adverb"])) and text[starts[before]].isupper())
    return bool(kinds & BASE and plural and (loose or following & (TAGS["preposition"] | TAGS["adverb"])))


def _alone(words: Sequence[str], tags: Sequence[int], at: int) -> bool:
    """No other word of its clause can be the finite verb."""
    for around in (range(at - 1, max(-1, at - REACH), -1), range(at + 1, min(len(words), at + REACH))):
        for other in around:
            if not words[other][0].isalnum() or tags[other] & OPENS:
                break
            if tags[other] & (VERBAL | TAGS["finite"]):
                return False
    return True
