"""Paragraphs, sentences and words with exact positions; a quotation stays in the sentence that brings it."""

import re
from bisect import bisect_left, bisect_right
from functools import reduce
from itertools import repeat
from operator import attrgetter, or_
from typing import NamedTuple

from tocsin.read import predicates, quotes
from tocsin.read.grammar import FINITE, TAGS, Grammar
from tocsin.read.quotes import Quote
from tocsin.read.seen import Seen

LINE = re.compile(r"[^\n]+")
WRAPPED = re.compile(r"[^\s.!?…:;»”\"][ \t]*\n[ \t]*(?=[a-zà-öø-ÿа-яёіїєґ])")
LAST_WORD = re.compile(r"([^\W\d_]+'?)[ \t]*$")
WRAPS = range(40, 161)
"""widths at which texts are wrapped by hand, in characters; wider lines are paragraphs, narrower ones a list or a title"""
LEADS_ON = ("definite", "indefinite", "demonstrative", "possessive", "of", "to", "in", "by", "preposition", "that", "and")
"""classes of words that end no paragraph"""
BREAK = re.compile(
    r"""(?<![.!?…])[.!?…]++(?:(?:\s?['")\]»”’“](?=\s))*['")\]»”’“]*\s+(?=(?:[—–]\s)?[«"“‘„(\[—–-]?\s?[^\W_a-zà-öø-ÿа-яёіїєґ])|[»”"]?(?=[«“]))"""
)
"""a run of stops is taken whole and from its beginning, so that a thousand of them are looked at once"""
WORD_BEFORE = re.compile(r"([^\W_]+(?:\.[^\W_]+)*)\.['\")\]»”]*\s+$")
ADVERB = TAGS["adverb"]
FIRST_WORD = attrgetter("first")
CLOSING = frozenset('»”"')
STOPS = frozenset(".!?…")
TELLING = 10
"""words in a sentence that only tells who said what stands before it, at the most"""
NUMBERED = frozenset(["no", "nos", "art", "fig", "sec"])
"""words that a dot ends no sentence behind where a figure follows (`School No. 9`)"""
LONGEST_SENTENCE = 1500
"""characters; a longer run without a stop is cut at a line or a semicolon, so that no rule looks further"""


class Sentence(NamedTuple):
    """`first:last` count in the words of the text, `start:end` in its characters."""

    first: int
    last: int
    start: int
    end: int
    paragraph: int
    kinds: int = -1
    """all tags of its words together: a class that is not here stands nowhere in it"""


class Parsed(NamedTuple):
    """A text cut up. `words` are lower case; `tags` are sums of `grammar.TAGS`; `quote` is the index of the quotation
    around the word, or -1."""

    text: str
    words: list[str]
    starts: list[int]
    ends: list[int]
    tags: list[int]
    quote: list[int]
    quotes: list[Quote]
    sentences: list[Sentence]
    paragraphs: list[tuple[int, int]]
    lower: str
    seen: Seen
    """what may stand where, see `read.seen`"""

    def at(self, position: int) -> int:
        """Index of the first word that starts at or after character `position`."""
        return bisect_left(self.starts, position)

    def sentence_of(self, word: int) -> int:
        """Index of the sentence that holds the word, or -1."""
        number = bisect_right(self.sentences, word, key=FIRST_WORD) - 1
        return number if number >= 0 and word < self.sentences[number].last else -1


def parse(text: str, grammar: Grammar) -> Parsed:
    """`text`, already plain (see `view`), cut into paragraphs, sentences, quotations and words."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(small if len(small := letter.lower()) == 1 else letter for letter in text)
    words, starts, ends = _words(text, lower, grammar)
    known, openings = grammar.tags, grammar.openings
    tags = list(map(known.get, words, repeat(0)))
    if "-" in lower:
        for position, word in enumerate(words):
            if "-" in word and not tags[position] and word[0] != "-":
                tags[position] = known.get(word.rsplit("-", 1)[-1], 0)
    for position in [position for position, word in enumerate(words[:-1]) if word in openings]:
        for phrase, bit in openings[words[position]].get(words[position + 1], ()):
            if tuple(words[position : position + len(phrase)]) == phrase:
                for at in range(position, position + len(phrase) if bit == ADVERB else position + 1):
                    tags[at] |= bit
    if grammar.predicates:
        predicates.mark(text, words, starts, tags, grammar)
    paragraphs = _paragraphs(text, lower, grammar)
    found = [quote for start, end in paragraphs for quote in quotes.find(text, start, end)]
    inside = [-1] * len(words)
    for number, quote in enumerate(found):
        for position in range(bisect_left(starts, quote.start), bisect_left(starts, quote.end)):
            inside[position] = number
    sentences: list[Sentence] = []
    for number, (start, end) in enumerate(paragraphs):
        for left, right in _split(text, start, end, found, grammar.shape.abbreviations):
            first, last = bisect_left(starts, left), bisect_left(starts, right)
            if last > first and sentences and _tells_who(words, tags, sentences[-1], first, last, number, grammar):
                sentences[-1] = sentences[-1]._replace(last=last, end=right)
            elif last > first:
                sentences.append(Sentence(first, last, left, right, number, reduce(or_, tags[first:last])))
    return Parsed(text, words, starts, ends, tags, inside, found, sentences, paragraphs, lower, grammar.sought.scan(lower))


def _tells_who(words: list[str], tags: list[int], before: Sentence, first: int, last: int, paragraph: int, grammar: Grammar) -> bool:
    """`"No." Holm said.`: after a quotation that ends in a stop, a few words that only tell who said it belong to its sentence."""
    if not grammar.predicates or before.paragraph != paragraph or words[before.last - 1] not in CLOSING or last - first > TELLING:
        return False
    if words[before.last - 2] not in STOPS:
        return False
    for at in range(first + 1, min(first + 6, last)):
        forms = grammar.verbs.get(words[at])
        if forms is not None and any(form.kind == FINITE and form.verb_class in ("say", "ask", "warn") for form in forms):
            rest = tags[at + 1 : last]
            clause = any(tag & (TAGS["that"] | TAGS["finite"] | TAGS["be"] | TAGS["auxiliary"] | TAGS["modal"]) for tag in rest)
            ends = at + 1 >= last or not words[at + 1][0].isalnum() or words[at + 1] in grammar.times
            return not clause and (ends or (bool(rest[0] & TAGS["preposition"]) and words[at + 1] != "to"))
        if not words[at][0].isalnum():
            return False
    return False


def _words(text: str, lower: str, grammar: Grammar) -> tuple[list[str], list[int], list[int]]:
    """The tokens of a text, where they start and where they end; the dot of an abbreviation or an initial is part of its word."""
    tokens = list(grammar.token.finditer(lower))
    words, starts, ends = [token.group() for token in tokens], [token.start() for token in tokens], [token.end() for token in tokens]
    short = grammar.shape.abbreviations
    dots = {
        at
        for at, word in enumerate(words)
        if word == "." and at and ends[at - 1] == starts[at] and (words[at - 1] in short or _initial(text, starts[at - 1], ends[at - 1]))
    }
    if not dots:
        return words, starts, ends
    kept = [at for at in range(len(words)) if at not in dots]
    return [words[at] for at in kept], [starts[at] for at in kept], [ends[at + (at + 1 in dots)] for at in kept]


def _initial(text: str, start: int, end: int) -> bool:
    return end - start == 1 and text[start].isupper()


def _paragraphs(text: str, lower: str, grammar: Grammar) -> list[tuple[int, int]]:
    """Lines, joined where a hard wrap cut them: the whole block is filled to one width, the next line goes on in lower case,
    or this one ends in `of` or `the`."""
    leads_on = sum(TAGS[name] for name in LEADS_ON)
    lines = [(start, end) for line in LINE.finditer(text) for start, end in [_trim(text, *line.span())] if end > start]
    width = max((end - start for start, end in lines), default=0)
    joined: list[tuple[int, int]] = []
    for number, (start, end) in enumerate(lines):
        if number and text.count("\n", lines[number - 1][1], start) == 1:
            before = lines[number - 1]
            first = text.find(" ", start, end)
            full = width in WRAPS and before[1] - before[0] + 1 + (first if first > 0 else end) - start > width
            word = LAST_WORD.search(lower, max(before[0], before[1] - 20), before[1])
            leads = word is not None and bool(grammar.tags.get(word.group(1), 0) & leads_on)
            if full or leads or WRAPPED.match(text, before[1] - 1):
                joined[-1] = (joined[-1][0], end)
                continue
        joined.append((start, end))
    return joined


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _split(text: str, start: int, end: int, found: list[Quote], abbreviations: frozenset[str]) -> list[tuple[int, int]]:
    """Sentences of one paragraph. A stop inside a closed quotation ends none; one at its end does where a capital follows."""
    pieces: list[tuple[int, int]] = []
    spans = [(quote.start, quote.end) for quote in found if start <= quote.start < end and "quote-unclosed" not in quote.flags]
    left, number = start, 0
    for stop in BREAK.finditer(text, start, end):
        while number < len(spans) and spans[number][1] <= stop.start():
            number += 1
        if number < len(spans) and spans[number][0] < stop.start() and stop.end() < spans[number][1]:
            continue
        before = WORD_BEFORE.search(text, max(left, stop.start() - 12), stop.end())
        if before is not None and "." in stop.group() and _abbreviation(before.group(1), abbreviations):
            continue
        if before is not None and before.group(1).lower() in NUMBERED and text[stop.end() : stop.end() + 1].isdigit():
            continue
        if stop.end() > left:
            pieces.append(_trim(text, left, stop.end()))
        left = stop.end()
    pieces.append(_trim(text, left, end))
    return [part for piece in pieces if piece[1] > piece[0] for part in _shorten(text, *piece)]


def _abbreviation(word: str, abbreviations: frozenset[str]) -> bool:
    return (
        word.lower() in abbreviations
        or (len(word) == 1 and word.isalpha() and word.isupper())
        or bool(re.fullmatch(r"(?:[^\W\d_]\.)+[^\W\d_]", word))
    )


def _shorten(text: str, start: int, end: int) -> list[tuple[int, int]]:
    pieces: list[tuple[int, int]] = []
    while end - start > LONGEST_SENTENCE:
        cut = max(
            text.rfind(";", start, start + LONGEST_SENTENCE), text.rfind(" ", start + LONGEST_SENTENCE // 2, start + LONGEST_SENTENCE)
        )
        cut = cut + 1 if cut > start else start + LONGEST_SENTENCE
        pieces.append(_trim(text, start, cut))
        start = cut
    pieces.append(_trim(text, start, end))
    return [piece for piece in pieces if piece[1] > piece[0]]
