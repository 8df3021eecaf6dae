"""A team's ledger beside a file, at growing sizes: the same reports and statements into SQLite and PostgreSQL in one run.

    python -m tests.bench ledgers [--reports=100000]

Reports and statements are made of invented words, drawn by a seed from a vocabulary with the frequencies of language (Zipf), so that
a search for a common word and for a rare one differ as they do in life. Peers: each store is the other's; PostgreSQL's own ranking
(`ts_rank` over `to_tsvector('simple')`) answers the same searches beside ours.
"""

import os
import statistics
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter

import numpy as np

from tests.ledger.conftest import declare
from tests.ledger.server import PASSWORD, Server, running
from tocsin.ledger.ledger import Ledger
from tocsin.model import Kept, Reading, Report, Speaker, Statement, report_id

AT = datetime(2022, 10, 1, tzinfo=UTC)
SIZES = (1_000, 10_000, 100_000)
STATEMENTS = 5
"""a report, as on topic in the sample"""
BATCH = 500
"""reports an append, as the engine does it"""
VOCABULARY, WORDS_A_REPORT, WORDS_A_STATEMENT = 40_000, 120, 18
SEARCHES = 40
LETTERS = "bdfgklmnprstvz", "aeiou"
SETTINGS = ("shared_buffers = 512MB", "max_wal_size = 4GB", "work_mem = 32MB")
"""of the server; the rest as Debian ships it, `fsync` on"""


def vocabulary(rng: np.random.Generator) -> list[str]:
    """Invented words, which no dictionary inflects."""
    made: dict[str, None] = {}
    while len(made) < VOCABULARY:
        made["".join(rng.choice(list(LETTERS[place % 2])) for place in range(int(rng.integers(5, 10))))] = None
    return list(made)


def documents(count: int, seed: int = 0) -> Iterator[list[Kept]]:
    """Batches of reports with their readings and statements."""
    rng = np.random.default_rng(seed)
    words = np.array(vocabulary(rng))
    chance = 1 / np.arange(1, VOCABULARY + 1)
    chance /= chance.sum()
    length = WORDS_A_REPORT + STATEMENTS * WORDS_A_STATEMENT
    for start in range(0, count, BATCH):
        batch: list[Kept] = []
        drawn = rng.choice(words, size=(min(BATCH, count - start), length), p=chance)
        for number, row in enumerate(drawn, start):
            at = AT + timedelta(minutes=number)
            text = " ".join(row[:WORDS_A_REPORT])
            report = Report(id=report_id(None, None, at, None, text), text=text, published_at=at, collected_at=at, language="en")
            batch += [report, Reading(report=report.id, language="en", t_known=at)]
            for place in range(STATEMENTS):
                first = WORDS_A_REPORT + place * WORDS_A_STATEMENT
                said = " ".join(row[first : first + WORDS_A_STATEMENT])
                batch.append(
                    Statement(
                        id=f"{report.id[:40]}-{place}",
                        report=report.id,
                        t_known=at,
                        span=(0, len(said)),
                        content_span=(0, len(said)),
                        text=said,
                        speaker=Speaker(kind="text"),
                        act="report",
                    )
                )
        yield batch


def queries(seed: int = 1) -> dict[str, list[str]]:
    """Words as common as people search for, by how often they stand in the texts."""
    words = vocabulary(np.random.default_rng(0))
    rng = np.random.default_rng(seed)
    bands = {"frequent (ranks 20-200)": (20, 200), "usual (200-3,000)": (200, 3_000), "rare (3,000-30,000)": (3_000, 30_000)}
    made = {name: [" ".join(words[int(n)] for n in rng.integers(*band, size=2)) for _ in range(SEARCHES)] for name, band in bands.items()}
    made["one usual word"] = [words[int(n)] for n in rng.integers(200, 3_000, size=SEARCHES)]
    return made


def taken(work: Callable[[], object]) -> float:
    """Seconds."""
    start = perf_counter()
    work()
    return perf_counter() - start


def p95(seconds: Sequence[float]) -> float:
    """In milliseconds."""
    return statistics.quantiles(seconds, n=20)[-1] * 1_000


def row(name: str, values: Sequence[float], form: str = ",.0f") -> None:
    """One line of the table; the last column is PostgreSQL's share of SQLite."""
    ratio = f"{values[1] / values[0]:>9.2f}" if len(values) > 1 and values[0] else ""
    print(f"  {name:<48}" + "".join(f"{value:>14{form}}" for value in values) + ratio, flush=True)


def measured(ledgers: Sequence[Ledger], size: int, held: int, server: Server) -> None:
    """Bring both to `size` reports, and ask both the same."""
    print(f"{size:,} reports, {size * STATEMENTS:,} statements; entries {size * (STATEMENTS + 2):,}", flush=True)
    spent = [0.0 for _ in ledgers]
    for number, batch in enumerate(documents(size)):
        if (number + 1) * BATCH <= held:
            continue
        for place, ledger in enumerate(ledgers):
            spent[place] += taken(lambda ledger=ledger, batch=batch: ledger.append(batch, clock=AT))  # type: ignore[misc]  # bound now
    row("reports with their statements taken in, per s", [(size - held) / each for each in spent])
    for name, asked in queries().items():
        times: list[list[float]] = [[], []]
        for query in asked:
            found = []
            for place, ledger in enumerate(ledgers):
                start = perf_counter()
                found.append([(hit.record.id, round(hit.score, 6)) for hit in ledger.search(query)])
                times[place].append(perf_counter() - start)
            if [score for _, score in found[0]] != [score for _, score in found[1]]:
                raise AssertionError(f"the stores do not agree on {query!r}")
        row(f"search, {name}: p95 ms", [p95(each) for each in times], ",.1f")
        row(f"search, {name}: median ms", [statistics.median(each) * 1_000 for each in times], ",.1f")
    row("one kind read whole (readings), per s", [size / taken(lambda ledger=ledger: list(ledger.records(Reading))) for ledger in ledgers])  # type: ignore[misc]  # bound now
    one = next(iter(documents(BATCH)))[0]
    assert isinstance(one, Report)
    row("a report by its id, ms", [taken(lambda ledger=ledger: ledger.get(Report, one.id)) * 1_000 for ledger in ledgers], ",.2f")  # type: ignore[misc]  # bound now
    file = sum(path.stat().st_size for path in ledgers[0].folder.glob("ledger.sqlite*"))
    base = int(server.sql("SELECT pg_database_size('bench')", "bench"))
    row("bytes on disk, MB", [file / 1e6, base / 1e6])
    if size <= SIZES[1]:
        row("entries verified, per s", [size * (STATEMENTS + 2) / taken(ledger.verify) for ledger in ledgers])


def main(flags: Sequence[str] = ()) -> None:
    """Print a table for each size. `--reports=N`: up to so many."""
    most = max((int(flag.partition("=")[2]) for flag in flags if flag.startswith("--reports=")), default=SIZES[-1])
    os.environ["TOCSIN_LEDGER_PASSWORD"] = PASSWORD
    with tempfile.TemporaryDirectory() as place, running(*SETTINGS) as server, ExitStack() as open_ones:
        address = server.database("bench")
        declare(Path(place) / "p", address)
        ledgers = [
            open_ones.enter_context(Ledger.create(Path(place) / "s")),
            open_ones.enter_context(Ledger.create(Path(place) / "p", address)),
        ]
        print(f"  {'':<48}{'SQLite':>14}{'PostgreSQL':>14}{'ratio':>9}")
        held = 0
        for size in (*(each for each in SIZES if each < most), most):
            measured(ledgers, size, held, server)
            held = size


if __name__ == "__main__":
    main()
