"""Search over lemmas: every inflection of a word finds it, in the language of the text, and the hit says where the words stand."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import islice

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from tocsin.errors import UsageError
from tocsin.ledger import kinds, lemmas, reading, searchable
from tocsin.ledger.asked import Word
from tocsin.ledger.schema import BODY, WORDS
from tocsin.ledger.store import Store
from tocsin.model import Record, Report, Span, Statement, Tlp

AT_ONCE = 500
"""hits whose records are fetched together"""
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


def search(
    store: Store, query: str, language: str | None, limit: int, known_by: datetime | None, at_most: Tlp | None, marks: bool = True
) -> tuple[Hit, ...]:
    """Hits for `query`: words that must all occur, `"phrases"`, `prefix*`. language: only texts in it. UsageError: no word in it.

    marks: whether each hit says where the words stand, most of a search's work; `marked` says it later of those that are shown.
    """
    with store.engine.begin() as connection:
        languages = (language,) if language else _held(connection)
        terms = parse(query, languages)
        forms = [word for term in terms for word in term] if marks else []
        hits: dict[str, Hit] = {}
        found = iter(store.matches(connection, terms, language, reading.latest(known_by, at_most)))
        while len(hits) < limit and (some := list(islice(found, min(limit - len(hits), AT_ONCE)))):
            payloads = _payloads(connection, {seq for seq, _, _, _ in some})
            for seq, part, spoken, score in some:
                record = _found(kinds.decode(payloads[seq]), part)
                if record.id not in hits:  # a statement kept by itself and in a reading is one hit
                    hits[record.id] = _hit(record, part, spoken, score, forms)
    return tuple(hits.values())


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


def _payloads(connection: Connection, rows: set[int]) -> dict[int, str]:
    question = select(BODY.c.seq, BODY.c.payload).where(BODY.c.seq.in_(sorted(rows)))
    return {row.seq: row.payload for row in connection.execute(question)}


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
