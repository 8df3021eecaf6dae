"""Which texts hold the words of a search, and in what order, with work that does not grow with the ledger.

The formula is BM25 as FTS5 has it (Robertson and Zaragoza 2009, eq. 3.15, k1 = 1.2, b = 0.75), phrase by phrase, worked out here for both
stores: the same ledger gives the same hits in the same order from either. Of words that stand in more than RANKED texts only the texts
that were written last are ranked, and how often such words stand is counted among the last SAMPLE alone (docs/design/0061).
"""

from collections.abc import Iterator, Sequence
from math import log
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from tocsin.ledger.asked import SPACE, Phrase, Span, Terms, Text, spellings, spread
from tocsin.ledger.schema import WORDS
from tocsin.model import Record

if TYPE_CHECKING:
    from tocsin.ledger.store import Store

RANKED = 3_000
"""texts that are ranked against each other at once"""
SAMPLE = 10_000
"""the texts written last, among which frequent words are counted; ledgers of so many are counted whole"""
ENOUGH = 25
"""times that a word stands in the sample, from which on its share there is taken for its share of all"""
ROOM = 1.3
"""how much wider than expected the next stretch of texts is looked through"""
K1, B = 1.2, 0.75
LEAST_IDF = 1e-6
"""what FTS5 gives a word that stands in more than half of all texts"""


class Extent(Record, frozen=True, kw_only=True):
    """What the text index holds."""

    span: Span
    """ids of all texts"""
    texts: int
    tokens: int


class Match(Record, frozen=True, kw_only=True):
    """One text that holds all words."""

    seq: int
    part: str
    language: str
    score: float
    """BM25, higher is better"""


class Ranked(Record, frozen=True, kw_only=True):
    """The texts written last that hold all words, best first."""

    matches: tuple[Match, ...]
    below: int | None
    """older texts that hold them have ids up to this; None: these are all"""


class Weighed(Record, frozen=True, kw_only=True):
    """How much each spelling of each word says, among the texts of a ledger."""

    extent: Extent
    phrases: tuple[Phrase, ...]
    idf: tuple[float, ...]


def extent(store: "Store", connection: Connection, top: int | None = None) -> Extent:
    """What is held. top: the highest id that counts."""
    # In two questions: asked for both in one, SQLite reads the whole table.
    first, last = (connection.execute(select(end(WORDS.c.id))).scalar() for end in (func.min, func.max))
    texts, tokens = store.counted(connection)
    last = last or 0
    return Extent(span=((first or 1) - 1, last if top is None else min(top, last)), texts=texts, tokens=tokens)


def weigh(store: "Store", connection: Connection, terms: Terms, held: Extent) -> Weighed:
    """Count the words: all of them on a small ledger, else those that are frequent among the texts written last."""
    phrases = tuple(phrase for words in terms for phrase in spellings(words))
    low, high = held.span
    sampled = max(low, high - SAMPLE), high
    having = list(store.having(connection, phrases, sampled))
    if sampled[0] > low:
        seen = connection.execute(select(func.count()).select_from(WORDS).where(WORDS.c.id > sampled[0], WORDS.c.id <= high)).scalar_one()
        rare = [place for place, count in enumerate(having) if count < ENOUGH]
        having = [round(count * held.texts / max(1, seen)) for count in having]
        for place, count in zip(rare, store.having(connection, [phrases[place] for place in rare], (low, high)), strict=True):
            having[place] = count
    idf = tuple(max(LEAST_IDF, log((max(held.texts, count) - count + 0.5) / (count + 0.5))) for count in having)
    return Weighed(extent=held, phrases=phrases, idf=idf)


def ranked(
    store: "Store", connection: Connection, terms: Terms, language: str | None, weighed: Weighed, below: int | None = None
) -> Ranked:
    """The RANKED texts written last, of those with ids up to `below`, in which every term occurs. language: only texts in it."""
    low, high = weighed.extent.span
    texts, left = _newest(store, connection, terms, language, (low, high if below is None else min(below, high)))
    scored = sorted(zip(_scores(texts, weighed), texts, strict=True), key=lambda pair: (-pair[0], pair[1].id))
    matches = tuple(Match(seq=text.seq, part=text.part, language=text.language, score=score) for score, text in scored)
    return Ranked(matches=matches, below=texts[-1].id - 1 if left else None)


def _newest(store: "Store", connection: Connection, terms: Terms, language: str | None, span: Span) -> tuple[Sequence[Text], bool]:
    """At most RANKED texts, the last written first, and whether there are more: stretch by stretch, for PostgreSQL reads a whole one."""
    low, high = span
    found: list[Text] = []
    width = SAMPLE
    while high > low:
        start = max(low, high - width)
        more = store.newest(connection, terms, language, (start, high), RANKED + 1 - len(found))
        found += more
        if len(found) > RANKED:
            return found[:RANKED], True
        share = len(found) / (span[1] - start)
        # Where they are rare the rest is looked through at once.
        width = int(ROOM * (RANKED + 1 - len(found)) / share) + SAMPLE if len(found) >= ENOUGH else start - low
        high = start
    return found, False


def _scores(texts: Sequence[Text], weighed: Weighed) -> Iterator[float]:
    average = weighed.extent.tokens / max(1, weighed.extent.texts) or 1.0
    phrases = [(phrase.counter(), idf) for phrase, idf in zip(weighed.phrases, weighed.idf, strict=True)]
    for text in texts:
        words = spread(text.lemmas)
        size = text.lemmas.count(SPACE) + 1 if text.lemmas else 0
        share = K1 * (1 - B + B * size / average)
        score = 0.0
        for often, idf in phrases:
            if count := often(words):
                score += idf * (count * (K1 + 1)) / (count + share)
        yield score
