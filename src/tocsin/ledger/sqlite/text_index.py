"""The text index of SQLite: FTS5 over the lemmas, kept in step with `words` by triggers."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from sqlalchemy import ColumnElement, Integer, TextClause, column, func, select, table, text
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DatabaseError, OperationalError

from tocsin.ledger.asked import Phrase, Span, Terms, Text, spellings
from tocsin.ledger.schema import WORDS
from tocsin.ledger.sqlite import connecting

WORDS_INDEX = table("words_index", column("rowid", Integer))
"""the text index as questions see it"""
MATCHES: TextClause = text("words_index MATCH :match")
PREFIX = "*"
NINTH, MORE = 9, 0x80
"""of an integer in FTS5's data: the last byte that it may have; says that another one follows"""

# The lemmas are folded already (tocsin.ledger.lemmas), so the tokenizer must fold nothing more: it would turn a typed й into и.
MADE = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS words_index USING fts5("
    "lemmas, content='words', content_rowid='id', tokenize=\"unicode61 remove_diacritics 0\")",
    "CREATE TRIGGER IF NOT EXISTS words_in AFTER INSERT ON words BEGIN"
    " INSERT INTO words_index(rowid, lemmas) VALUES (new.id, new.lemmas); END",
    "CREATE TRIGGER IF NOT EXISTS words_out AFTER DELETE ON words BEGIN"
    " INSERT INTO words_index(words_index, rowid, lemmas) VALUES ('delete', old.id, old.lemmas); END",
)


def create(connection: Connection) -> None:
    """Make index and triggers where they are not there yet."""
    for statement in MADE:
        connection.exec_driver_sql(statement)


def rebuild(connection: Connection) -> None:
    """Make the index anew: deleted lemmas linger in its segments until then."""
    connection.exec_driver_sql("INSERT INTO words_index(words_index) VALUES ('rebuild')")


def counted(connection: Connection) -> tuple[int, int]:
    """How many texts the index holds, and how many words they have together."""
    # FTS5 keeps both as the first row of its data, where its own BM25 reads them: counting them anew would read every text's size.
    block: bytes = connection.exec_driver_sql("SELECT block FROM words_index_data WHERE id = 1").scalar() or b""
    numbers = _integers(block)
    return next(numbers, 0), next(numbers, 0)


def having(connection: Connection, phrases: Sequence[Phrase], span: Span) -> list[int]:
    """How many texts with ids in `span` hold each phrase."""
    question = select(func.count()).select_from(WORDS_INDEX).where(MATCHES, *_within(span))
    return [connection.execute(question, {"match": _phrase(phrase)}).scalar_one() for phrase in phrases]


def newest(connection: Connection, terms: Terms, language: str | None, span: Span, most: int) -> list[Text]:
    """Texts with ids in `span` in which every term occurs, the last written first."""
    # FTS5 goes through its lists backwards as they are asked for: what follows the last text that is wanted is not read.
    found = select(WORDS_INDEX.c.rowid).where(MATCHES, *_within(span)).order_by(WORDS_INDEX.c.rowid.desc())
    question = select(WORDS.c.id, WORDS.c.seq, WORDS.c.part, WORDS.c.language, WORDS.c.lemmas)
    if language:
        question = question.select_from(WORDS_INDEX.join(WORDS, WORDS.c.id == WORDS_INDEX.c.rowid))
        question = question.where(MATCHES, WORDS.c.language == language, *_within(span)).order_by(WORDS_INDEX.c.rowid.desc()).limit(most)
    else:
        rows = found.limit(most).subquery("found")
        question = question.select_from(rows.join(WORDS, WORDS.c.id == rows.c.rowid)).order_by(rows.c.rowid.desc())
    asked = " AND ".join("(" + " OR ".join(map(_phrase, spellings(words))) + ")" for words in terms)
    return [Text(*row) for row in connection.execute(question, {"match": asked})]


def findings(folder: Path) -> Iterator[str]:
    """Does the text index hold what `words` holds? SQLite asks this as a write; where none is possible it goes unasked."""
    engine = connecting.connect(folder, write=True)
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql("INSERT INTO words_index(words_index, rank) VALUES ('integrity-check', 1)")
            connection.rollback()
    except OperationalError:
        return
    except DatabaseError as error:
        yield f"{connecting.FILE}: the text index does not agree with the words it was made from ({error.orig})"
    finally:
        engine.dispose()


def _within(span: Span) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return WORDS_INDEX.c.rowid > span[0], WORDS_INDEX.c.rowid <= span[1]


def _phrase(phrase: Phrase) -> str:
    return f'"{" ".join(phrase.words)}"{PREFIX if phrase.prefix else ""}'


def _integers(block: bytes) -> Iterator[int]:
    """SQLite's integers of varying length: seven bits a byte, the first byte first; eight in a ninth."""
    value = length = 0
    for byte in block:
        length += 1
        if length == NINTH:
            yield value << 8 | byte
        elif byte & MORE:
            value = value << 7 | byte & ~MORE
            continue
        else:
            yield value << 7 | byte
        value = length = 0
