"""The tables as they were before there were migrations. Written out: what a later version of the code says must not change them."""

from alembic import op

revision = "0001"
down_revision = None

TABLES = """
CREATE TABLE about (key {text} NOT NULL, value {text} NOT NULL, PRIMARY KEY (key));
CREATE TABLE entry (
  seq {long} NOT NULL, prev {text} NOT NULL, kind {text} NOT NULL, written_at {long} NOT NULL, digest {text} NOT NULL, hash {text} NOT NULL,
  PRIMARY KEY (seq), UNIQUE (prev), UNIQUE (hash)
);
CREATE TABLE body (
  seq {long} NOT NULL, kind {text} NOT NULL, record_id {text} NOT NULL, t_known {long}, report {text}, tlp {text} NOT NULL,
  synthetic INTEGER NOT NULL, content {text} NOT NULL, salt {bytes} NOT NULL, payload {text} NOT NULL,
  PRIMARY KEY (seq), FOREIGN KEY (seq) REFERENCES entry (seq)
);
CREATE INDEX body_identity ON body (kind, record_id, seq);
CREATE INDEX body_record ON body (record_id);
CREATE INDEX body_report ON body (report, kind);
CREATE TABLE words (
  id {number} NOT NULL, seq {long} NOT NULL, part {text} NOT NULL, language {text} NOT NULL, lemmas {text} NOT NULL, digest {text} NOT NULL,
  PRIMARY KEY (id), FOREIGN KEY (seq) REFERENCES body (seq)
);
CREATE INDEX ix_words_seq ON words (seq);
CREATE INDEX ix_words_language ON words (language)
"""
SQLITE = (
    "CREATE VIRTUAL TABLE words_index USING fts5(lemmas, content='words', content_rowid='id', tokenize=\"unicode61 remove_diacritics 0\")",
    "CREATE TRIGGER words_in AFTER INSERT ON words BEGIN INSERT INTO words_index(rowid, lemmas) VALUES (new.id, new.lemmas); END",
    "CREATE TRIGGER words_out AFTER DELETE ON words BEGIN"
    " INSERT INTO words_index(words_index, rowid, lemmas) VALUES ('delete', old.id, old.lemmas); END",
)
POSTGRES = (
    'CREATE TABLE head (one INTEGER NOT NULL, count BIGINT NOT NULL, hash TEXT COLLATE "C" NOT NULL, texts BIGINT NOT NULL,'
    " tokens BIGINT NOT NULL, PRIMARY KEY (one)) WITH (fillfactor = 10)",
    'CREATE TABLE blob (shelf TEXT COLLATE "C" NOT NULL, sha256 TEXT COLLATE "C" NOT NULL, data BYTEA NOT NULL,'
    " PRIMARY KEY (shelf, sha256))",
    """CREATE FUNCTION tocsin_terms(lemmas text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN coalesce(sum(octet_length(term)), 0) <= 900000 THEN array_to_tsvector(coalesce(array_agg(term), '{}')) END
  FROM (SELECT DISTINCT left(word, 500) AS term FROM unnest(string_to_array(lemmas, ' ')) AS word WHERE word <> '') AS found
$$""",
    "ALTER TABLE words ADD COLUMN terms tsvector GENERATED ALWAYS AS (tocsin_terms(lemmas)) STORED",
    "ALTER TABLE words ADD COLUMN size integer"
    " GENERATED ALWAYS AS (coalesce(cardinality(string_to_array(nullif(lemmas, ''), ' ')), 0)) STORED",
    "CREATE INDEX words_terms ON words USING gin (terms) WITH (fastupdate = off)",
    "CREATE INDEX words_unindexed ON words (id) WHERE terms IS NULL",
    "INSERT INTO head (one, count, hash, texts, tokens) VALUES (1, 0, repeat('0', 64), 0, 0)",
)


def upgrade() -> None:
    """Make them all."""
    connection = op.get_bind()
    sqlite = connection.dialect.name == "sqlite"
    types = ("INTEGER", "BLOB", "INTEGER", "TEXT") if sqlite else ("BIGINT", "BYTEA", "BIGSERIAL", 'TEXT COLLATE "C"')
    named = dict(zip(("long", "bytes", "number", "text"), types, strict=True))
    for statement in (*TABLES.format(**named).split(";"), *(SQLITE if sqlite else POSTGRES)):
        connection.exec_driver_sql(statement)
