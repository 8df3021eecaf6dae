"""Search over lemmas: every inflection of a word finds it, in the language of the text, and the hit says where the words stand."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import islice

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.engine import Connection

from tocsin.errors import UsageError
from tocsin.ledger import kinds, lemmas, ranking, reading, searchable, writing
from tocsin.ledger.asked import Word
from tocsin.ledger.moments import to_integer
from tocsin.ledger.schema import BODY, WORDS
from tocsin.ledger.store import Store
from tocsin.model import Record, Report, Span, Statement, Tlp

AT_ONCE = 500
"""hits whose records are fetched together"""
ROUNDS = 4
"""times that RANKED texts are ranked, older ones each time, where hardly any of them may be seen"""
POINTS = 64
"""rows of a ledger that are looked at for how far it was known by a moment"""
SNIPPET = 160
"""characters of text around the first words found"""
_TERM = re.compile(r'"([^"]*)"?|(\S+)')
PREFIX = "*"


class Hit(Record, frozen=True, kw_only=True):
    """A record that holds what was asked for. Spans count in `part` of the record: its text, or its title."""

    record: Report | Statement
    part: str
    language: str
    score: float
    """BM25, higher is better"""
    spans: tuple[Span, ...]
    """where the words stand"""
    snippet: Span
    """a stretch around as many of them as fit"""


class Found(Record, frozen=True, kw_only=True):
    """What a search found."""

    hits: tuple[Hit, ...]
    """best first"""
    newest: int | None = None
    """so many texts, those written last that hold the words, were ranked: more hold them; null: all that hold them were"""


class Seen(Record, frozen=True, kw_only=True):
    """Whose eyes a search has: what was known by a moment, what a mark lets be shown, how the ledger stood at a row."""

    known_by: datetime | None = None
    at_most: Tlp | None = None
    last: int | None = None
    """row of the chain: nothing written after it is found or counted"""

    @property
    def conditions(self) -> list[ColumnElement[bool]]:
        """On BODY."""
        return reading.latest(self.known_by, self.at_most, self.last)


def search(store: Store, query: str, language: str | None, limit: int, seen: Seen, marks: bool = True) -> Found:
    """Hits for `query`: words that must all occur, `"phrases"`, `prefix*`. language: only texts in it. UsageError: no word in it.

    marks: whether each hit says where the words stand, most of a search's work; `marked` says it later of those that are shown.
    """
    with store.engine.begin() as connection:
        languages = (language,) if language else _held(connection)
        terms = parse(query, languages)
        forms = [word for term in terms for word in term] if marks else []
        top = None if seen.last is None else _id_at(connection, seen.last)
        weighed = ranking.weigh(store, connection, terms, ranking.extent(store, connection, top))
        hits: dict[str, Hit] = {}
        some = ranking.ranked(store, connection, terms, language, weighed)
        newest = None if some.below is None else len(some.matches)
        if some.below is not None and seen.known_by is not None and (below := _known(connection, seen.known_by)) < weighed.extent.span[1]:
            # Nearly all that was written last was not known then: begin with what was.
            some = ranking.ranked(store, connection, terms, language, weighed, below)
        for further in range(ROUNDS):
            _take(connection, some.matches, limit, seen, forms, hits)
            if some.below is None or len(hits) >= limit or further == ROUNDS - 1:
                break
            some = ranking.ranked(store, connection, terms, language, weighed, some.below)
    return Found(hits=tuple(hits.values()), newest=newest)


def _take(
    connection: Connection, matches: Sequence[ranking.Match], limit: int, seen: Seen, forms: Sequence[Word], hits: dict[str, Hit]
) -> None:
    """Put the hits of matches that may be seen to those there are, up to `limit`: whether they may is only asked of so many."""
    found = iter(matches)
    while len(hits) < limit and (some := list(islice(found, min(limit - len(hits), AT_ONCE)))):
        payloads = _payloads(connection, {match.seq for match in some}, seen.conditions)
        for match in some:
            if match.seq not in payloads:
                continue
            record = _found(kinds.decode(payloads[match.seq]), match.part)
            if record.id not in hits:  # a statement kept by itself and in a reading is one hit
                hits[record.id] = _hit(record, match.part, match.language, match.score, forms)


def marked(store: Store, query: str, language: str | None, hits: Iterable[Hit]) -> tuple[Hit, ...]:
    """Hits of a search without marks, each saying now where the words stand."""
    with store.engine.begin() as connection:
        languages = (language,) if language else _held(connection)
    forms = [word for term in parse(query, languages) for word in term]
    return tuple(_hit(hit.record, hit.part, hit.language, hit.score, forms) for hit in hits)


def parse(query: str, languages: Sequence[str]) -> tuple[tuple[Word, ...], ...]:
    """The terms of a query, each a word or the words of a phrase. UsageError where there is none."""
    terms = []
    for quoted, bare in _TERM.findall(query):
        words = [token.word for token in lemmas.tokens(quoted or bare)]
        if not words:
            continue
        made = [Word(forms=lemmas.candidates(word, tuple(languages))) for word in words]
        if bare.endswith(PREFIX):
            made[-1] = Word(forms=(lemmas.fold(words[-1]),), prefix=True)
        # Words that a hyphen or an apostrophe joins stand together in the index too.
        terms.append(tuple(made))
    if not terms:
        raise UsageError(f"{query!r} holds no word to search for")
    return tuple(terms)


def _payloads(connection: Connection, rows: set[int], conditions: Sequence[ColumnElement[bool]]) -> dict[int, str]:
    """By row: payloads of those rows that may be seen."""
    question = select(BODY.c.seq, BODY.c.payload).where(BODY.c.seq.in_(sorted(rows)), *conditions)
    return {row.seq: row.payload for row in connection.execute(question)}


def _id_at(connection: Connection, row: int) -> int:
    """The highest id of a text that was written by a row of the chain."""
    # In two questions: each is one jump through an index, where the highest id of all rows before would read all of them.
    before = connection.execute(select(func.max(WORDS.c.seq)).where(WORDS.c.seq <= row)).scalar()
    found: int | None = connection.execute(select(func.max(WORDS.c.id)).where(WORDS.c.seq == before)).scalar()
    return found or 0


def _known(connection: Connection, known_by: datetime) -> int:
    """The id of a text, after which hardly any was known by a moment: found at POINTS rows, for a ledger is written roughly in order."""
    last = writing.last(connection).count
    points = sorted({last * point // POINTS for point in range(1, POINTS + 1)})
    question = select(func.max(BODY.c.seq)).where(BODY.c.seq.in_(points), BODY.c.t_known <= to_integer(known_by))
    found = connection.execute(question).scalar() or 0
    return _id_at(connection, next((point for point in points if point > found), last))


def _held(connection: Connection) -> tuple[str, ...]:
    """The languages of the texts that are held: one jump through the index for each, where DISTINCT would read all of it."""
    found: list[str] = []
    while True:
        question = select(func.min(WORDS.c.language))
        after = connection.execute(question.where(WORDS.c.language > found[-1]) if found else question).scalar()
        if after is None:
            return tuple(sorted(found))
        found.append(after)


def _found(record: kinds.Stored, part: str) -> Report | Statement:
    if isinstance(record, Report | Statement):
        return record
    place = int(part.removeprefix(searchable.STATEMENT))
    statements: tuple[Statement, ...] = getattr(record, "statements", ())
    return statements[place]


def _hit(record: Report | Statement, part: str, language: str, score: float, words: Sequence[Word]) -> Hit:
    part = searchable.TITLE if part == searchable.TITLE else searchable.TEXT
    held = (record.title or "") if part == searchable.TITLE and isinstance(record, Report) else record.text
    if not words:
        return Hit(record=record, part=part, language=language, score=score, spans=(), snippet=_snippet(held, ()))
    exact = {form for word in words if not word.prefix for form in word.forms}
    starts = tuple(word.forms[0] for word in words if word.prefix)
    spans = []
    for token in lemmas.tokens(held):
        lemma = lemmas.lemma(token.word, language)
        if lemma in exact or (starts and lemma.startswith(starts)):
            spans.append(token.span)
    return Hit(record=record, part=part, language=language, score=score, spans=tuple(spans), snippet=_snippet(held, spans))


def _snippet(held: str, spans: Sequence[Span]) -> Span:
    """The stretch of SNIPPET characters that holds the most of `spans`, the first such, with some room before it."""
    if not spans:
        return 0, min(SNIPPET, len(held))
    best = max(spans, key=lambda first: (sum(first[0] <= start and end <= first[0] + SNIPPET for start, end in spans), -first[0]))
    last = max((end for start, end in spans if best[0] <= start and end <= best[0] + SNIPPET), default=best[1])
    start = max(0, best[0] - max(0, SNIPPET - (last - best[0])) // 2)
    return start, min(len(held), max(last, start + SNIPPET))
