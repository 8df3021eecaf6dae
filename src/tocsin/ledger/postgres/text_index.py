"""Search on PostgreSQL: a GIN index finds the texts that have the words, and their lemmas say whether phrases stand in them.

What is found is ranked by tocsin.ledger.ranking. A GIN index knows no order and is read to its end: it is asked for stretches of ids.
"""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, cast, func, literal, or_, select
from sqlalchemy import Text as Letters
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.engine import Connection

from tocsin.ledger.asked import SPACE, Phrase, Span, Terms, Text, spellings
from tocsin.ledger.postgres.tables import HEAD, LONGEST, TERMS
from tocsin.ledger.schema import WORDS


def counted(connection: Connection) -> tuple[int, int]:
    """How many texts the index holds, and how many words they have together."""
    row = connection.execute(select(HEAD.c.texts, HEAD.c.tokens)).one()
    return row.texts, row.tokens


def having(connection: Connection, phrases: Sequence[Phrase], span: Span) -> list[int]:
    """How many texts with ids in `span` hold each phrase: in one question, for each is a round trip."""
    if not phrases:
        return []
    counts = [select(func.count()).select_from(WORDS).where(*_within(span), _holds(phrase)).scalar_subquery() for phrase in phrases]
    return list(connection.execute(select(*counts)).one())


def newest(connection: Connection, terms: Terms, language: str | None, span: Span, most: int) -> list[Text]:
    """Texts with ids in `span` in which every term occurs, the last written first."""
    asked = [spellings(words) for words in terms]
    query = " & ".join("(" + " | ".join(f"({_tsquery(phrase)})" for phrase in some) + ")" for some in asked)
    found = select(WORDS.c.id).where(*_within(span), _may(query))
    for some in asked:
        # Where the index alone knows, only a text that is too large for it has to be looked through.
        found = found.where(or_(TERMS.is_not(None), *map(_spelt, some)) if all(map(_known, some)) else or_(*map(_holds, some)))
    if language:
        found = found.where(WORDS.c.language == language)
    # Materialized: if the planner knew of the limit, it might go backwards through all texts for words that hardly any has.
    rows = found.cte("found").prefix_with("MATERIALIZED")
    last = select(rows.c.id).order_by(rows.c.id.desc()).limit(most).subquery("last")
    question = select(WORDS.c.id, WORDS.c.seq, WORDS.c.part, WORDS.c.language, WORDS.c.lemmas)
    question = question.select_from(last.join(WORDS, WORDS.c.id == last.c.id)).order_by(WORDS.c.id.desc())
    return [Text(**row._mapping) for row in connection.execute(question)]


def _within(span: Span) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return WORDS.c.id > span[0], WORDS.c.id <= span[1]


def _known(phrase: Phrase) -> bool:
    """Does the index alone know where it stands?"""
    return len(phrase.words) == 1 and len(phrase.words[0]) <= LONGEST


def _holds(phrase: Phrase) -> ColumnElement[bool]:
    if _known(phrase):
        return or_(_named(_tsquery(phrase)), and_(TERMS.is_(None), _spelt(phrase)))
    return and_(_may(_tsquery(phrase)), _spelt(phrase))


def _spelt(phrase: Phrase) -> ColumnElement[bool]:
    """Does it stand in the lemmas?"""
    spread = literal(SPACE, Letters) + func.replace(WORDS.c.lemmas, SPACE, SPACE * 2) + literal(SPACE, Letters)
    return func.strpos(spread, phrase.spelt) > 0


def _named(query: str) -> ColumnElement[bool]:
    return TERMS.bool_op("@@")(cast(literal(query, Letters), TSQUERY))


def _may(query: str) -> ColumnElement[bool]:
    """Texts that the index names, and those that are too large for it."""
    return or_(_named(query), TERMS.is_(None))


def _tsquery(phrase: Phrase) -> str:
    """Its words, in any order: what the index can say. Quoted as the manual's 8.11.2 has it."""
    last = len(phrase.words) - 1
    return " & ".join(_quoted(word, phrase.prefix and place == last) for place, word in enumerate(phrase.words))


def _quoted(word: str, prefix: bool) -> str:
    return "'" + word[:LONGEST].replace("\\", "\\\\").replace("'", "''") + "'" + (":*" if prefix else "")
