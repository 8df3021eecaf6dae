"""The subject beside a verb where a language has cases: before it, behind it with the person told, or the place where it is said."""

from tocsin.read import cased, phrases
from tocsin.read.cased import (
    ADVERB,
    CONJ,
    DATIVE,
    DESCRIBING,
    EACH,
    INSTRUMENTAL,
    NOMINATIVE,
    PEOPLE,
    POSSESSIVE,
    PREP,
    PRONOUN,
    SPEECH,
    SUB,
    THAT,
)
from tocsin.read.grammar import TAGS, Grammar
from tocsin.read.phrases import BREAKS, MARKS, is_capital
from tocsin.read.sentences import Parsed


def unknown(parsed: Parsed, grammar: Grammar, at: int, end: int) -> tuple[int, int] | None:
    """An unknown noun right behind a verb: its subject where nothing else can be (`возражает жена подводника`)."""
    infinitive = grammar.shape.infinitive
    if at >= end or not cased.unknown_noun(parsed, at, grammar) or cased.describes(parsed.words[at], grammar):
        return None
    if infinitive is not None and infinitive.fullmatch(parsed.words[at]):
        return None
    return at, cased.reach(parsed, grammar, at, end)


def leftward(parsed: Parsed, grammar: Grammar, first: int, end: int, *, sure: bool = False) -> tuple[int, int] | None:
    """The subject between `first` and the verb at `end`, where one stands there; with `sure`, none that only its place gives away."""
    at = first
    while at < end:
        if parsed.tags[at] & PREP and not parsed.tags[at] & PEOPLE:
            at = cased.after_preposition(parsed, grammar, at, end)
            continue
        later = phrases.time_end(parsed, at, grammar)
        if later == at and parsed.tags[at] & DATIVE and parsed.tags[at] & (TAGS["outlet"] | TAGS["wire"]):
            later = _with_name(parsed, at, end)
        if later > at:
            at = later
            continue
        if cased.subject_here(parsed, at, grammar) and not _mere_word(parsed, at, end):
            plain = parsed.tags[at] & DESCRIBING or not parsed.tags[at]
            if plain and at + 1 < end and parsed.tags[at + 1] & PRONOUN and not parsed.tags[at + 1] & EACH:
                at += 1
            return at, cased.reach(parsed, grammar, at, end)
        at += 1
    return None if sure else _close(parsed, grammar, first, end)


def _with_name(parsed: Parsed, at: int, end: int) -> int:
    """The word after the outlet told at `at` and its name (`агентству Meridian Wire`, `газете «Курьер»`), or `at` where it has none."""
    later = at + 1
    while later < end and ((is_capital(parsed, later) and not parsed.tags[later] & PEOPLE) or cased.quoted_name(parsed, later) > later):
        later = max(later + 1, cased.quoted_name(parsed, later))
    return later if later > at + 1 else at


def _mere_word(parsed: Parsed, at: int, end: int) -> bool:
    """A capital that only begins a sentence: no name, for nothing but more lower-case words follow before the verb."""
    if not is_capital(parsed, at) or parsed.tags[at] & (PEOPLE | DESCRIBING | PRONOUN | EACH | POSSESSIVE | TAGS["not"]):
        return False
    before = parsed.words[at - 1] if at else "."
    opens = before in (".", "!", "?", "…", ":", "—", "–", "-", *MARKS) or parsed.text[parsed.ends[at - 1] : parsed.starts[at]].count("\n")
    return bool(opens) and at + 1 < end and not is_capital(parsed, at + 1) and not parsed.tags[at + 1] & ADVERB


def _close(parsed: Parsed, grammar: Grammar, first: int, end: int) -> tuple[int, int] | None:
    """A name right before the verb, whatever its ending; else a few unknown words that fill the clause."""
    while end > first and (parsed.tags[end - 1] & (ADVERB | TAGS["negator"]) or phrases.is_time(parsed, end - 1, grammar)):
        end -= 1
    at = end
    infinitive = grammar.shape.infinitive
    while at > first and is_capital(parsed, at - 1) and not parsed.tags[at - 1] & PREP:
        if infinitive is not None and infinitive.fullmatch(parsed.words[at - 1]):
            break
        if parsed.tags[at - 1] & DATIVE and not parsed.tags[at - 1] & NOMINATIVE:
            break
        at -= 1
    if at < end and (at == first or not parsed.tags[at - 1] & PREP):
        return at, end
    at = first
    while at < end and parsed.tags[at] & (CONJ | ADVERB):
        at += 1
    if at >= end or end - at > 3 or any(parsed.tags[word] & (PREP | SUB | THAT | CONJ | DATIVE) for word in range(at, end)):
        return None
    if any(parsed.words[word] in BREAKS or parsed.tags[word] & TAGS["points"] for word in range(at, end)):
        return None
    if any(parsed.tags[word] & EACH and not cased.counts(parsed, word, grammar) for word in range(at, end)):
        return None
    if any(parsed.tags[word] & INSTRUMENTAL or parsed.words[word] in grammar.verbs for word in range(at, end)):
        return None
    known = parsed.tags[at] & (PEOPLE | DESCRIBING) and not parsed.tags[at] & NOMINATIVE
    return None if known or cased.oblique(parsed.words[at], grammar) else (at, end)


def rightward(parsed: Parsed, grammar: Grammar, first: int, end: int) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
    """The subject between the verb before `first` and `end`, and the person told."""
    at, told = first, None
    while at < end:
        word, tag = parsed.words[at], parsed.tags[at]
        if tag & PREP and not tag & PEOPLE:
            at = cased.after_preposition(parsed, grammar, at, end)
            continue
        later = phrases.time_end(parsed, at, grammar)
        if later > at:
            at = later
            continue
        if cased.subject_here(parsed, at, grammar):
            if (people := _people_behind(parsed, grammar, at, end)) > 0:
                told, at = told or (at, people), people
                continue
            return (at, cased.reach(parsed, grammar, at, end)), told
        if tag & DATIVE and not tag & NOMINATIVE:
            start, at = at, at + 1
            while at < end and ((is_capital(parsed, at) and not parsed.tags[at] & NOMINATIVE) or cased.quoted_name(parsed, at) > at):
                at = max(at + 1, cased.quoted_name(parsed, at))
            told = told or (start, at)
            continue
        if (name := cased.quoted_name(parsed, at)) > at:
            told, at = told or (at, name), name
            continue
        if word in BREAKS:
            break
        at += 1
    return None, told


def _people_behind(parsed: Parsed, grammar: Grammar, at: int, end: int) -> int:
    """Where a nominative of people stands behind the outlet told at `at` (`сообщил РИА Новости представитель`, `сообщила «Нижнему
    причалу» сотрудница`), or 0."""
    if at < (name := cased.quoted_name(parsed, at)) < end:
        tag = parsed.tags[name]
        return name if (tag & NOMINATIVE and tag & PEOPLE) or cased.someone(parsed, name, grammar) else 0
    text = parsed.text[parsed.starts[at] : parsed.ends[at]]
    behind = cased.quoted_name(parsed, at + 1) if at + 1 < end else at
    if parsed.tags[at] & DATIVE and parsed.tags[at] & TAGS["outlet"] and at + 1 < behind < end:
        tag = parsed.tags[behind]
        return behind if tag & NOMINATIVE and tag & (PEOPLE | DESCRIBING) else 0
    if parsed.tags[at] & PEOPLE or not (
        text.isupper() or cased.foreign(parsed.words[at], grammar) or parsed.tags[at] & TAGS["outlet_name"]
    ):
        return 0
    for later in range(at + 1, min(at + 4, end)):
        tag = parsed.tags[later]
        if tag & NOMINATIVE and tag & (PEOPLE | DESCRIBING):
            return later
        if not is_capital(parsed, later):
            return 0
    return 0


def placed(parsed: Parsed, grammar: Grammar, first: int, end: int, *, papers: bool, out: bool = False) -> tuple[int, int] | None:
    """The body or place where it is said (`в Кремле заявили`), or the paper in which it stands; with `out`, that from which it follows."""
    for at in range(first, end - 1):
        if not parsed.tags[at] & (TAGS["of"] if out else TAGS["in"] | TAGS["of"] if papers else TAGS["in"]) or parsed.quote[at] >= 0:
            continue
        start = at + 1
        noun = start
        while noun < end - 1 and (parsed.tags[noun] & (DESCRIBING | POSSESSIVE) or cased.describes(parsed.words[noun], grammar)):
            noun += 1
        tag = parsed.tags[noun]
        if phrases.time_end(parsed, start, grammar) > start or (tag & SPEECH and not papers):
            continue
        body = tag & (0 if out else TAGS["institution"] | TAGS["office"] | TAGS["outlet"]) or (tag & TAGS["text"] and papers)
        named = not out and (cased.quoted_name(parsed, noun) > noun or (is_capital(parsed, noun) and parsed.words[noun] not in BREAKS))
        if body or named:
            return start, max(noun + 1, cased.reach(parsed, grammar, start, end))
    return None
