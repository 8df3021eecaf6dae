"""Noun phrases of speakers where a language has cases and no articles: where they begin, how far they reach, and which is the subject."""

from tocsin.read import phrases
from tocsin.read.grammar import FINITE, GERUND, PARTICIPLE, TAGS, Grammar
from tocsin.read.phrases import BREAKS, MARKS, is_capital
from tocsin.read.sentences import Parsed, Sentence

LONGEST = 22
"""words in a speaker's phrase at the most"""
NAME = 40
"""characters in quotation marks that are a name rather than words said"""
PEOPLE = phrases.PEOPLE
NOMINATIVE, GENITIVE, DATIVE, INSTRUMENTAL = (TAGS[name] for name in ("nominative", "genitive", "dative", "instrumental"))
DESCRIBING = TAGS["national"] | TAGS["adjective"]
PREP, CONJ, SUB, THAT, REL, ADVERB = (TAGS[name] for name in ("preposition", "conjunction", "subordinator", "that", "relative", "adverb"))
PRONOUN, EACH, POSSESSIVE, SPEECH = (TAGS[name] for name in ("pronoun", "each_of", "possessive", "speech_noun"))


def starts(parsed: Parsed, at: int, grammar: Grammar) -> bool:
    """A noun phrase of somebody may begin here, in any language."""
    return subject_here(parsed, at, grammar) if grammar.shape.cases else phrases.starts_phrase(parsed, at, grammar)


def right(parsed: Parsed, sentence: Sentence, grammar: Grammar, start: int) -> int:
    """The word after the noun phrase that begins at `start`, in any language."""
    return reach(parsed, grammar, start, sentence.last) if grammar.shape.cases else phrases.right(parsed, sentence, grammar, start)


def foreign(word: str, grammar: Grammar) -> bool:
    """The word begins in a script that the language does not use: an outlet's name, as a rule."""
    return grammar.shape.foreign is not None and grammar.shape.foreign.match(word) is not None


def owner(word: str, grammar: Grammar) -> bool:
    """A name of this ending may be a genitive that belongs to the noun before it."""
    return grammar.shape.owner is not None and grammar.shape.owner.search(word) is not None


def is_verb(parsed: Parsed, at: int, grammar: Grammar) -> bool:
    """A known form of a verb of speech stands here, no noun of people of the same letters."""
    if parsed.tags[at] & PEOPLE:
        return False
    forms = grammar.verbs.get(parsed.words[at], ())
    return any(form.kind in (FINITE, PARTICIPLE, GERUND) and (not form.tail or _tailed(parsed, at + 1, form.tail)) for form in forms)


def _tailed(parsed: Parsed, at: int, tail: tuple[str, ...]) -> bool:
    """The fixed tail of a verb stands right behind it, or a word further on."""
    return any(tuple(parsed.words[start : start + len(tail)]) == tail for start in (at, at + 1))


def quoted_name(parsed: Parsed, at: int) -> int:
    """Where the name in quotation marks that opens at `at` ends (the word after its closing mark), or `at` itself."""
    number = parsed.quote[at]
    if number < 0 or parsed.words[at] not in MARKS or parsed.starts[at] != parsed.quotes[number].start:
        return at
    quote = parsed.quotes[number]
    if quote.inner_end - quote.inner_start > NAME or not parsed.text[quote.inner_start].isupper():
        return at
    return parsed.at(quote.end)


def subject_here(parsed: Parsed, at: int, grammar: Grammar) -> bool:
    """The subject of a clause may begin here: a nominative of people, a pronoun, a number of people, a name."""
    word, tag = parsed.words[at], parsed.tags[at]
    if (after := quoted_name(parsed, at)) > at:
        return not (after == at + 3 and oblique(parsed.words[at + 1], grammar) and not parsed.words[at + 1].endswith("м"))
    if word in BREAKS or tag & (THAT | PREP | SUB) or (tag & CONJ and not tag & PEOPLE) or phrases.time_end(parsed, at, grammar) > at:
        return False
    if tag & TAGS["negator"]:
        return at + 1 < len(parsed.words) and bool(parsed.tags[at + 1] & EACH)
    infinitive = grammar.shape.infinitive
    if not tag and infinitive is not None and infinitive.fullmatch(word):
        return False
    if tag & EACH and not counts(parsed, at, grammar):
        return False
    if tag & DATIVE and not tag & (NOMINATIVE | PRONOUN):
        return False
    if tag & PRONOUN:
        return True
    if tag & ADVERB and not tag & (PEOPLE | EACH):
        return False
    if tag & NOMINATIVE:
        return not tag & DESCRIBING or bool(tag & PEOPLE) or _leads_on(parsed, at + 1, grammar)
    if tag & EACH:
        return True
    if tag & POSSESSIVE:
        return at + 1 < len(parsed.words) and (subject_here(parsed, at + 1, grammar) or unknown_noun(parsed, at + 1, grammar))
    if tag & (PEOPLE | DESCRIBING | TAGS["demonstrative"]):
        return False
    if word[0].isdigit():
        return at + 1 < len(parsed.words) and bool(parsed.tags[at + 1] & (PEOPLE | DESCRIBING))
    if is_capital(parsed, at):
        return not oblique(word, grammar) and not is_verb(parsed, at, grammar)
    if someone(parsed, at, grammar):
        return True
    return (describes(word, grammar) and _leads(parsed, at + 1, grammar)) or (
        unknown_noun(parsed, at, grammar) and _name_follows(parsed, at + 1, grammar) and not grammar.marks["deed_ending"].search(word)
    )


def someone(parsed: Parsed, at: int, grammar: Grammar) -> bool:
    """A lower-case word of no class with the ending of who does something, in the nominative (`кассирша`, `виконроб`)."""
    return unknown_noun(parsed, at, grammar) and grammar.marks["person_ending"].search(parsed.words[at]) is not None


def role(parsed: Parsed, at: int, grammar: Grammar) -> bool:
    """A word of no class, in lower case or with the capital of a sentence's first word, that ends like who does something."""
    if not is_capital(parsed, at):
        return someone(parsed, at, grammar)
    opens = at == 0 or parsed.words[at - 1] in BREAKS or parsed.words[at - 1] in MARKS
    return opens and not parsed.tags[at] and grammar.marks["person_ending"].search(parsed.words[at]) is not None


def unknown_noun(parsed: Parsed, at: int, grammar: Grammar) -> bool:
    """A lower-case word of no class that a subject's ending can be."""
    word = parsed.words[at]
    return (
        not parsed.tags[at]
        and word.isalpha()
        and not is_capital(parsed, at)
        and word not in grammar.verbs
        and not oblique(word, grammar)
        and phrases.time_end(parsed, at, grammar) == at
    )


def _name_follows(parsed: Parsed, at: int, grammar: Grammar) -> bool:
    """A name that can be a subject stands here: what is before it says what its bearer is (`синолог Эльвира Бакирова`)."""
    return (
        at < len(parsed.words)
        and is_capital(parsed, at)
        and parsed.words[at].isalpha()
        and not parsed.tags[at]
        and not oblique(parsed.words[at], grammar)
        and not foreign(parsed.words[at], grammar)
        and not parsed.text[parsed.starts[at] : parsed.ends[at]].isupper()
    )


def counts(parsed: Parsed, at: int, grammar: Grammar) -> bool:
    """The word of number at `at` may count people: people, adjectives, a verb or `of them` follow, no things, and it is no genitive."""
    if oblique(parsed.words[at], grammar):
        return False
    if at + 1 >= len(parsed.words):
        return True
    word, tag = parsed.words[at + 1], parsed.tags[at + 1]
    if tag & (PEOPLE | DESCRIBING | TAGS["of"] | ADVERB | EACH | TAGS["negator"] | TAGS["who"] | PREP | DATIVE):
        return True
    verbal = is_verb(parsed, at + 1, grammar) or finite(parsed, at + 1, grammar)
    return word in BREAKS or verbal or is_capital(parsed, at + 1) or describes(word, grammar)


def oblique(word: str, grammar: Grammar) -> bool:
    return grammar.shape.oblique is not None and grammar.shape.oblique.fullmatch(word) is not None


def describes(word: str, grammar: Grammar) -> bool:
    return grammar.shape.describes is not None and grammar.shape.describes.fullmatch(word) is not None


def _leads(parsed: Parsed, at: int, grammar: Grammar) -> bool:
    """After adjectives, a nominative of people stands here."""
    for later in range(at, min(at + 4, len(parsed.words))):
        tag = parsed.tags[later]
        if tag & PEOPLE and tag & NOMINATIVE:
            return True
        if not (tag & DESCRIBING or describes(parsed.words[later], grammar)):
            return False
    return False


def _leads_on(parsed: Parsed, at: int, grammar: Grammar) -> bool:
    """After an adjective in the nominative, a noun may follow."""
    if at >= len(parsed.words):
        return False
    word, tag = parsed.words[at], parsed.tags[at]
    return word not in BREAKS and not tag & (PREP | CONJ | SUB | THAT) and not is_verb(parsed, at, grammar)


def opens_sentence(parsed: Parsed, first: int, last: int) -> bool:
    """The phrase has a capital only because it opens a sentence."""
    lead = parsed.text[max(0, parsed.starts[first] - 8) : parsed.starts[first]].rstrip(' «“"„—–-')[-1:]
    opens = lead in (".", "!", "?", "…", ":", "\n", "")
    return opens and last - first > 1 and not any(is_capital(parsed, at) for at in range(first + 1, min(last, len(parsed.words))))


def reach(parsed: Parsed, grammar: Grammar, start: int, limit: int) -> int:
    """The word after the noun phrase that begins at `start` and ends before `limit` at the latest."""
    tags, words = parsed.tags, parsed.words
    if tags[start] & PRONOUN and not tags[start] & (EACH | POSSESSIVE | PEOPLE | DESCRIBING):
        doubled = start + 1 < limit and tags[start + 1] & DESCRIBING and tags[start + 1] & TAGS["he"]
        return start + 1 + bool(doubled)
    limit = min(limit, start + LONGEST)
    at = start
    head = 0
    while at < limit:
        word, tag = words[at], tags[at]
        if (after := quoted_name(parsed, at)) > at:
            at = after
            continue
        if word in BREAKS and not (word == "." and at > start and len(words[at - 1]) == 1):
            break
        if at > start:
            if tag & (THAT | REL | TAGS["negator"] | TAGS["not"] | TAGS["hearsay"]) or (tag & SUB and not tag & PEOPLE):
                break
            if tag & (TAGS["be"] | TAGS["modal"] | TAGS["according"] | TAGS["citing"]) and not tag & (PEOPLE | DESCRIBING):
                break
            if phrases.time_end(parsed, at, grammar) > at or (is_verb(parsed, at, grammar) and not is_capital(parsed, at)):
                break
            if not tag & (PEOPLE | DESCRIBING | PREP | CONJ | EACH) and not is_capital(parsed, at) and word.isalpha():
                if _full_name(parsed, at, start) or finite(parsed, at, grammar):
                    break
                if at + 1 < len(words) and tags[at + 1] & TAGS["negator"] and not describes(word, grammar):
                    break
            if tag & CONJ and not tag & PEOPLE:
                if not (tag & TAGS["and"] and at + 1 < limit and _joined(parsed, at + 1, grammar, start)):
                    break
                if _full_name(parsed, at, start) and _full_name(parsed, at + 3, at + 1):
                    break  # two persons: the second speaks together with the first
                at += 1
                continue
            if tag & PREP and (fixed := phrases.inner(parsed, grammar, at)):
                at += fixed
                continue
            if tag & PREP:
                if not _inside(parsed, grammar, at, limit, head):
                    break
                at += 2
                continue
            if tag & PRONOUN and not tag & (POSSESSIVE | EACH | PEOPLE | DESCRIBING):
                break
            if tag & ADVERB and not tag & (PEOPLE | DESCRIBING):
                break
            if tag & DATIVE and not tag & (GENITIVE | NOMINATIVE) and not tags[at - 1] & PREP:
                break
            if (
                tag & EACH
                and not tags[at - 1] & (PREP | CONJ | EACH)
                and word in grammar.lexicon.numbers
                and not counts(parsed, at, grammar)
            ):
                break
        if tag & PEOPLE and not head:
            head = tag
        at += 1
    while at > start + 1 and (tags[at - 1] & (PREP | CONJ) or (tags[at - 1] & ADVERB and not tags[at - 1] & PEOPLE)):
        at -= 1
    return at


def finite(parsed: Parsed, at: int, grammar: Grammar) -> bool:
    """Letters of a finite verb, or one of the commoner ones."""
    tag = parsed.tags[at]
    if tag & TAGS["finite"]:
        return True
    return not tag & (PEOPLE | DESCRIBING | PREP | ADVERB) and grammar.marks["finite_ending"].search(parsed.words[at]) is not None


def _full_name(parsed: Parsed, at: int, start: int) -> bool:
    """Name and surname end right before `at`."""
    names = range(at - 2, at)
    return (
        start <= at - 2
        and at <= len(parsed.words)
        and all(
            is_capital(parsed, word)
            and not parsed.tags[word] & (PEOPLE | DESCRIBING)
            and not parsed.text[parsed.starts[word] : parsed.ends[word]].isupper()
            for word in names
        )
    )


def _joined(parsed: Parsed, at: int, grammar: Grammar, start: int) -> bool:
    """A second subject or a second owner follows the conjunction, and no clause of its own."""
    ahead = range(at, min(at + 4, len(parsed.words)))
    if any(is_verb(parsed, later, grammar) for later in ahead) and not subject_here(parsed, start, grammar):
        return False
    return subject_here(parsed, at, grammar) or bool(parsed.tags[at] & (PEOPLE | DESCRIBING)) or is_capital(parsed, at)


def _inside(parsed: Parsed, grammar: Grammar, at: int, limit: int, head: int) -> bool:
    """A preposition that keeps its noun inside a phrase of people: where they sit, what they are in charge of, how many of them."""
    if at + 1 >= limit:
        return False
    following, word = parsed.tags[at + 1], parsed.words[at + 1]
    if parsed.tags[at] & TAGS["of"]:
        return True
    if not head & (TAGS["anonymous"] | TAGS["office"] | TAGS["outlet"]) or following & (SPEECH | PRONOUN | TAGS["demonstrative"]):
        return False
    if phrases.time_end(parsed, at + 1, grammar) > at + 1 or parsed.tags[at] & TAGS["according"] or word in BREAKS or word[0].isdigit():
        return False
    return is_capital(parsed, at + 1) or bool(following & (PEOPLE | DESCRIBING)) or not parsed.tags[at] & (TAGS["in"] | TAGS["about"])


def after_preposition(parsed: Parsed, grammar: Grammar, at: int, limit: int) -> int:
    """The word after the phrase whose preposition stands at `at`: where the next may begin."""
    later = at + 1
    while later < limit and (
        parsed.tags[later] & (DESCRIBING | POSSESSIVE | TAGS["demonstrative"] | TAGS["correlative"])
        or describes(parsed.words[later], grammar)
        or parsed.words[later][0].isdigit()
    ):
        later += 1
    alone = later < limit and later > at + 1 and (parsed.tags[later] & PRONOUN or parsed.words[later] in BREAKS)
    if (name := quoted_name(parsed, later) if later < limit else later) > later:
        later = name
    elif not (alone and quoted_name(parsed, later) == later and not parsed.tags[later - 1] & (DESCRIBING | POSSESSIVE)):
        later += 1  # an ending of adjectives may be a noun's as well (`на прощание он ...`)
    while later < limit:
        word, tag = parsed.words[later], parsed.tags[later]
        if (name := quoted_name(parsed, later)) > later:
            later = name
            continue
        if word in BREAKS or tag & (PREP | CONJ | SUB | THAT | REL | PRONOUN | ADVERB | TAGS["negator"]) or is_verb(parsed, later, grammar):
            break
        if tag & NOMINATIVE and not tag & GENITIVE:
            break
        if tag & (PEOPLE | DESCRIBING) and not tag & (GENITIVE | NOMINATIVE):
            break
        if is_capital(parsed, later) and not tag & PEOPLE and _named_anew(parsed, later, grammar):
            break
        later += 1
    return later


def _named_anew(parsed: Parsed, at: int, grammar: Grammar) -> bool:
    """A name that can be a subject and is no genitive, no outlet in Latin letters, no abbreviation."""
    word = parsed.words[at]
    belongs = foreign(word, grammar) or owner(word, grammar) or parsed.text[parsed.starts[at] : parsed.ends[at]].isupper()
    return not belongs and subject_here(parsed, at, grammar)
