"""Searches of ledgers that would take hours to fill: the words of reports and statements alone, put straight into the index of both stores.

    python -m tests.bench searches [--reports=200000] [--sqlite]

The texts are those of `ledgers`, in as many rows; no records, no chain and no other table stand behind them. So this measures what finds
and ranks (tocsin.ledger.ranking) and not the fetching of the records that are shown, which does not grow. Both stores must rank alike.
Seconds of processor are of this process, and with PostgreSQL of the server's as well.
"""

import os
import sqlite3
import statistics
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from pathlib import Path
from time import perf_counter, process_time

import numpy as np
from pg8000.dbapi import connect
from sqlalchemy.engine import Connection

from tests.bench.ledgers import (
    SETTINGS,
    STATEMENTS,
    VOCABULARY,
    WORDS_A_REPORT,
    WORDS_A_STATEMENT,
    Took,
    p95,
    queries,
    row,
    served,
    taken,
    vocabulary,
)  # fmt: skip
from tests.ledger.conftest import declare
from tests.ledger.server import PASSWORD, USER, Server, running
from tocsin.ledger import ranking, searching
from tocsin.ledger.asked import Terms
from tocsin.ledger.ledger import Ledger
from tocsin.ledger.sqlite.connecting import FILE

AT_ONCE = 2_000
"""reports drawn together"""
NOTE = "0" * 64


def texts(count: int) -> Iterator[str]:
    """The words of so many reports, each followed by those of its statements."""
    rng = np.random.default_rng(0)
    words = np.array(vocabulary(rng))
    chance = np.cumsum(1 / np.arange(1, VOCABULARY + 1))
    chance /= chance[-1]
    length = WORDS_A_REPORT + STATEMENTS * WORDS_A_STATEMENT
    for start in range(0, count, AT_ONCE):
        for drawn in words[np.searchsorted(chance, rng.random((min(AT_ONCE, count - start), length)))]:
            yield " ".join(drawn[:WORDS_A_REPORT])
            for first in range(WORDS_A_REPORT, length, WORDS_A_STATEMENT):
                yield " ".join(drawn[first : first + WORDS_A_STATEMENT])


def into_sqlite(ledger: Ledger, count: int) -> None:
    """Rows of words, with the triggers that put them into the index."""
    # As another program: a ledger's own connections would ask for the records.
    with closing(sqlite3.connect(ledger.folder / FILE)) as opened, opened:
        opened.execute("PRAGMA cache_size = -65536")
        opened.executemany(
            f"INSERT INTO words (id, seq, part, language, lemmas, digest) VALUES (?, ?, 'text', 'en', ?, '{NOTE}')",  # noqa: S608 - a constant
            ((number, number, said) for number, said in enumerate(texts(count), 1)),
        )


def into_postgres(ledger: Ledger, server: Server, count: int) -> None:
    """The same by COPY; the index is made afterwards, as a restore makes it."""
    opened = connect(USER, password=PASSWORD, database="bench", unix_sock=f"{server.folder}/.s.PGSQL.5432")
    opened.autocommit = True
    cursor = opened.cursor()
    cursor.execute("ALTER TABLE words DROP CONSTRAINT words_seq_fkey")
    cursor.execute("DROP INDEX words_terms")
    lines = (f"{number}\t{number}\ttext\ten\t{said}\t{NOTE}\n".encode() for number, said in enumerate(texts(count), 1))
    cursor.execute("COPY words (id, seq, part, language, lemmas, digest) FROM STDIN", stream=lines)
    cursor.execute("CREATE INDEX words_terms ON words USING gin (terms) WITH (fastupdate = off)")
    cursor.execute("VACUUM ANALYZE words")
    cursor.execute("UPDATE head SET texts = (SELECT count(*) FROM words), tokens = (SELECT sum(size) FROM words)")
    opened.close()


def found(ledger: Ledger, terms: Terms) -> list[float]:
    """Scores of what is ranked."""

    def asked(connection: Connection) -> list[float]:
        weighed = ranking.weigh(ledger.store, connection, terms, ranking.extent(ledger.store, connection))
        return [round(one.score, 6) for one in ranking.ranked(ledger.store, connection, terms, None, weighed).matches]

    with ledger.store.engine.begin() as connection:
        return asked(connection)


def measured(stores: Sequence[tuple[Ledger, Server | None]]) -> None:
    """Every kind of search of `ledgers`, asked of each."""
    for name, some in queries().items():
        took: list[list[Took]] = [[] for _ in stores]
        for query in some:
            terms = searching.parse(query, ("en",))
            told: list[list[float]] = []
            for place, (ledger, beside) in enumerate(stores):
                took[place].append(taken(lambda ledger=ledger, terms=terms, told=told: told.append(found(ledger, terms)), beside))  # type: ignore[misc]  # bound now
            assert all(each == told[0] for each in told), f"the stores do not agree on {query!r}"
        row(f"{name}: clock, p95 ms", [p95([one.clock for one in each]) for each in took], ",.1f")
        row(f"{name}: processor, p95 ms", [p95([one.processor for one in each]) for each in took], ",.1f")
        row(f"{name}: processor, median ms", [statistics.median([one.processor for one in each]) * 1_000 for each in took], ",.1f")


def main(flags: Sequence[str] = ()) -> None:
    """Print a table. `--reports=N`; `--sqlite`: without a server."""
    count = max((int(flag.partition("=")[2]) for flag in flags if flag.startswith("--reports=")), default=200_000)
    os.environ["TOCSIN_LEDGER_PASSWORD"] = PASSWORD
    with tempfile.TemporaryDirectory() as place, ExitStack() as open_ones:
        one = open_ones.enter_context(Ledger.create(Path(place) / "s"))
        stores: list[tuple[Ledger, Server | None]] = [(one, None)]
        began, used = perf_counter(), process_time()
        into_sqlite(one, count)
        print(f"SQLite filled: {perf_counter() - began:.0f} s, {process_time() - used:.0f} of processor", flush=True)
        if "--sqlite" not in flags:
            server = open_ones.enter_context(running(*SETTINGS))
            address = server.database("bench")
            declare(Path(place) / "p", address)
            other = open_ones.enter_context(Ledger.create(Path(place) / "p", address))
            began, used = perf_counter(), process_time() + served(server)
            into_postgres(other, server, count)
            print(
                f"PostgreSQL filled: {perf_counter() - began:.0f} s, {process_time() + served(server) - used:.0f} of processor", flush=True
            )
            stores.append((other, server))
        print(f"{count:,} reports, {count * STATEMENTS:,} statements; load {os.getloadavg()[0]:.1f}")
        print(f"  {'':<48}" + "".join(f"{name:>14}" for name in ("SQLite", "PostgreSQL")[: len(stores)]))
        measured(stores)
        print(f"load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
