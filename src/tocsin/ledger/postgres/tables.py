"""What PostgreSQL has beside the tables of tocsin.ledger.schema: the head, the bytes, and a text index that the server keeps itself."""

from sqlalchemy import BigInteger, Column, ColumnClause, Integer, LargeBinary, MetaData, Table, literal_column, text
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.engine import Connection

from tocsin.ledger.chain import GENESIS
from tocsin.ledger.schema import TEXT

EXTRA = MetaData()

HEAD = Table(
    "head",
    EXTRA,
    Column("one", Integer, primary_key=True),
    Column("count", BigInteger, nullable=False),
    Column("hash", TEXT, nullable=False),
    Column("texts", BigInteger, nullable=False),
    Column("tokens", BigInteger, nullable=False),
)
"""one row: where the chain ends, which writers lock one after the other; how many texts and words are indexed, which BM25 asks for"""

BLOB = Table(
    "blob",
    EXTRA,
    Column("shelf", TEXT, primary_key=True),
    Column("sha256", TEXT, primary_key=True),
    Column("data", LargeBinary, nullable=False),
)

TERMS: ColumnClause[str] = literal_column("words.terms", TSVECTOR())
SIZE: ColumnClause[int] = literal_column("words.size", Integer())
"""columns that the server itself makes of `words.lemmas`: which words a text has, and how many it is long"""

LONGEST = 500
"""letters of a word that the index holds: a lexeme may have 2,046 bytes"""
MOST_BYTES = 900_000
"""of different words in one text: a tsvector may have a megabyte; a text of more is looked through by itself"""

# No positions: a tsvector has none beyond the 16,383rd word, and 256 of one word at most, so phrases are looked for in the lemmas.
MADE = (
    # A function, for a generated column may not hold a question.
    f"""CREATE OR REPLACE FUNCTION tocsin_terms(lemmas text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN coalesce(sum(octet_length(term)), 0) <= {MOST_BYTES} THEN array_to_tsvector(coalesce(array_agg(term), '{{}}')) END
  FROM (SELECT DISTINCT left(word, {LONGEST}) AS term FROM unnest(string_to_array(lemmas, ' ')) AS word WHERE word <> '') AS found
$$""",  # noqa: S608 - our own numbers
    "ALTER TABLE words ADD COLUMN IF NOT EXISTS terms tsvector GENERATED ALWAYS AS (tocsin_terms(lemmas)) STORED",
    "ALTER TABLE words ADD COLUMN IF NOT EXISTS size integer"
    " GENERATED ALWAYS AS (coalesce(cardinality(string_to_array(nullif(lemmas, ''), ' ')), 0)) STORED",
    "CREATE INDEX IF NOT EXISTS words_terms ON words USING gin (terms) WITH (fastupdate = off)",
    "CREATE INDEX IF NOT EXISTS words_unindexed ON words (id) WHERE terms IS NULL",
    # One row that is written again with every append: room for its next version on the same page.
    "ALTER TABLE head SET (fillfactor = 10)",
)


def create(connection: Connection) -> None:
    """Make what is not there yet; one who makes it at the same time waits."""
    EXTRA.create_all(connection, tables=[HEAD, BLOB])
    for statement in MADE:
        connection.exec_driver_sql(statement)
    connection.execute(
        text("INSERT INTO head (one, count, hash, texts, tokens) VALUES (1, 0, :genesis, 0, 0) ON CONFLICT DO NOTHING"),
        {"genesis": GENESIS},
    )
