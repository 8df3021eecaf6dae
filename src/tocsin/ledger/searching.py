"""Search over lemmas: every inflection of a word finds it, in the language of the text, and the hit says where the words stand."""

import re
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Engine, select, text
from sqlalchemy.engine import Connection

from tocsin.errors import UsageError
from tocsin.ledger import kinds, lemmas, reading, searchable
from tocsin.ledger.schema import BODY, WORDS, WORDS_INDEX
from tocsin.model import Record, Report, Span, Statement, Tlp

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


class Word(Record, frozen=True, kw_only=True):
    """A word asked for: what it may be in the index; a prefix where the query ends it with `*`."""

    forms: tuple[str, ...]
    prefix: bool = False


def search(engine: Engine, query: str, language: str | None, limit: int, known_by: datetime | None, at_most: Tlp | None) -> tuple[Hit, ...]:
    """Hits for `query`: words that must all occur, `"phrases"`, `prefix*`. language: only texts in it. UsageError: no word in it."""
    with engine.begin() as connection:
        languages = (language,) if language else _held(connection)
        terms = parse(query, languages)
        match = " AND ".join(_term(term) for term in terms)
        question = (
            select(WORDS.c.seq, WORDS.c.part, WORDS.c.language, WORDS_INDEX.c.rank)
            .select_from(WORDS_INDEX.join(WORDS, WORDS.c.id == WORDS_INDEX.c.rowid).join(BODY, BODY.c.seq == WORDS.c.seq))
            .where(text("words_index MATCH :match").bindparams(match=match), *reading.latest(known_by, at_most))
            .order_by(WORDS_INDEX.c.rank, WORDS.c.id)
        )
        if language:
            question = question.where(WORDS.c.language == language)
        forms = [word for term in terms for word in term]
        hits: dict[str, Hit] = {}
        for seq, part, spoken, rank in connection.execute(question):
            payload = connection.execute(select(BODY.c.payload).where(BODY.c.seq == seq)).scalar_one()
            record = _found(kinds.decode(payload), part)
            if record.id not in hits:  # a statement kept by itself and in a reading is one hit
                hits[record.id] = _hit(record, part, spoken, -rank, forms)
            if len(hits) == limit:
                break
    return tuple(hits.values())


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


def _term(words: Sequence[Word]) -> str:
    # FTS5 has no alternatives inside a phrase, so a phrase is spelled out in every combination of its words' forms.
    phrases: list[list[str]] = [[]]
    for word in words:
        phrases = [[*phrase, form] for phrase in phrases for form in word.forms][:COMBINATIONS]
    end = PREFIX if words[-1].prefix else ""
    return "(" + " OR ".join(f'"{" ".join(phrase)}"{end}' for phrase in phrases) + ")"


COMBINATIONS = 256
"""spellings of one phrase that are tried: four words with four forms each"""


def _held(connection: Connection) -> tuple[str, ...]:
    return tuple(connection.execute(select(WORDS.c.language).distinct().order_by(WORDS.c.language)).scalars())


def _found(record: kinds.Stored, part: str) -> Report | Statement:
    if isinstance(record, Report | Statement):
        return record
    place = int(part.removeprefix(searchable.STATEMENT))
    statements: tuple[Statement, ...] = getattr(record, "statements", ())
    return statements[place]


def _hit(record: Report | Statement, part: str, language: str, score: float, words: Sequence[Word]) -> Hit:
    part = searchable.TITLE if part == searchable.TITLE else searchable.TEXT
    held = (record.title or "") if part == searchable.TITLE and isinstance(record, Report) else record.text
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
