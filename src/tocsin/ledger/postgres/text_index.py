"""Search on PostgreSQL: a GIN index finds the texts that have the words, and their lemmas say whether phrases stand in them.

What is found is ranked by tocsin.ledger.ranking. A GIN index knows no order and is read to its end: it is asked for stretches of ids.
"""

from collections.abc import Sequence
from itertools import starmap
from typing import Any

from sqlalchemy import ColumnElement, Result, Select, and_, cast, func, literal, or_, select, union_all
from sqlalchemy import Text as Letters
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.engine import Connection

from tocsin.ledger.asked import SPACE, Phrase, Span, Terms, Text, spellings
from tocsin.ledger.postgres.tables import HEAD, LONGEST, TERMS
from tocsin.ledger.schema import WORDS

NARROW = 20_000
"""ids of a stretch that is small enough to be gone through text by text"""


def counted(connection: Connection) -> tuple[int, int]:
    """How many texts the index holds, and how many words they have together."""
    row = connection.execute(select(HEAD.c.texts, HEAD.c.tokens)).one()
    return row.texts, row.tokens


def having(connection: Connection, phrases: Sequence[Phrase], span: Span) -> list[int]:
    """How many texts with ids in `span` hold each phrase: in one question, for each is a round trip."""
    if not phrases:
        return []
    counts = [_count(span, some).scalar_subquery() for phrase in phrases for some in (_indexed(phrase), _unindexed([phrase]))]
    found = _planned(connection, select(*counts), span).one()
    return [sum(found[place : place + 2]) for place in range(0, len(found), 2)]


def newest(connection: Connection, terms: Terms, language: str | None, span: Span, most: int) -> list[Text]:
    """Texts with ids in `span` in which every term occurs, the last written first."""
    asked = [spellings(words) for words in terms]
    query = " & ".join("(" + " | ".join(f"({_tsquery(phrase)})" for phrase in some) + ")" for some in asked)
    further = [or_(*map(_indexed, some)) for some in asked if not all(map(_known, some))]
    spoken = [WORDS.c.language == language] if language else []
    named = select(WORDS.c.id).where(*_within(span), _named(query), *further, *spoken)
    looked = select(WORDS.c.id).where(*_within(span), *map(_unindexed, asked), *spoken)
    # Materialized: if the planner knew of the limit, it might go backwards through all texts for words that hardly any has.
    rows = union_all(named, looked).cte("found").prefix_with("MATERIALIZED")
    last = select(rows.c.id).order_by(rows.c.id.desc()).limit(most).subquery("last")
    question = select(WORDS.c.id, WORDS.c.seq, WORDS.c.part, WORDS.c.language, WORDS.c.lemmas)
    question = question.select_from(last.join(WORDS, WORDS.c.id == last.c.id)).order_by(WORDS.c.id.desc())
    return list(starmap(Text, _planned(connection, question, span)))


def _planned(connection: Connection, question: Select[Any], span: Span) -> Result[Any]:
    """The answer. The planner thinks that asking a text for its words costs nothing: of many texts it must ask the index."""
    if span[1] - span[0] <= NARROW:
        return connection.execute(question)
    connection.exec_driver_sql("SET LOCAL enable_indexscan = off")
    answer = connection.execute(question)
    connection.exec_driver_sql("SET LOCAL enable_indexscan = on")
    return answer


def _count(span: Span, holds: ColumnElement[bool]) -> Select[int]:
    return select(func.count()).select_from(WORDS).where(*_within(span), holds)


def _within(span: Span) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return WORDS.c.id > span[0], WORDS.c.id <= span[1]


def _known(phrase: Phrase) -> bool:
    """Does the index alone know where it stands?"""
    return len(phrase.words) == 1 and len(phrase.words[0]) <= LONGEST


def _indexed(phrase: Phrase) -> ColumnElement[bool]:
    """Does it stand in a text that is in the index?"""
    named = _named(_tsquery(phrase))
    return named if _known(phrase) else and_(named, _spelt(phrase))


def _unindexed(some: Sequence[Phrase]) -> ColumnElement[bool]:
    """Does one of them stand in a text that is too large for the index? A question of its own, for which there is an index of these."""
    return and_(TERMS.is_(None), or_(*map(_spelt, some)))


def _spelt(phrase: Phrase) -> ColumnElement[bool]:
    """Does it stand in the lemmas?"""
    spread = literal(SPACE, Letters) + func.replace(WORDS.c.lemmas, SPACE, SPACE * 2) + literal(SPACE, Letters)
    return func.strpos(spread, phrase.spelt) > 0


def _named(query: str) -> ColumnElement[bool]:
    return TERMS.bool_op("@@")(cast(literal(query, Letters), TSQUERY))


def _tsquery(phrase: Phrase) -> str:
    """Its words, in any order: what the index can say. Quoted as the manual's 8.11.2 has it."""
    last = len(phrase.words) - 1
    return " & ".join(_quoted(word, phrase.prefix and place == last) for place, word in enumerate(phrase.words))


def _quoted(word: str, prefix: bool) -> str:
    return "'" + word[:LONGEST].replace("\\", "\\\\").replace("'", "''") + "'" + (":*" if prefix else "")
