"""The text index of SQLite: FTS5 over the lemmas, kept in step with `words` by triggers."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from sqlalchemy import ColumnElement, Integer, column, select, table, text
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DatabaseError, OperationalError

from tocsin.ledger.asked import Match, Terms, Word, spellings
from tocsin.ledger.schema import BODY, WORDS
from tocsin.ledger.sqlite import connecting

WORDS_INDEX = table("words_index", column("rowid", Integer), column("rank"))
"""the text index as questions see it; `rank` is BM25, lower is better"""
PREFIX = "*"

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


def matches(connection: Connection, terms: Terms, language: str | None, conditions: Sequence[ColumnElement[bool]]) -> Iterator[Match]:
    """Rows of `words` in which every term occurs, best first."""
    question = (
        select(WORDS.c.seq, WORDS.c.part, WORDS.c.language, WORDS_INDEX.c.rank)
        .select_from(WORDS_INDEX.join(WORDS, WORDS.c.id == WORDS_INDEX.c.rowid).join(BODY, BODY.c.seq == WORDS.c.seq))
        .where(text("words_index MATCH :match").bindparams(match=" AND ".join(_term(term) for term in terms)), *conditions)
        .order_by(WORDS_INDEX.c.rank, WORDS.c.id)
    )
    if language:
        question = question.where(WORDS.c.language == language)
    for seq, part, spoken, rank in connection.execute(question):
        yield seq, part, spoken, -rank


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


def _term(words: Sequence[Word]) -> str:
    end = PREFIX if words[-1].prefix else ""
    return "(" + " OR ".join(f'"{" ".join(phrase)}"{end}' for phrase in spellings(words)) + ")"
