"""A team's ledger beside a file, at growing sizes: the same reports and statements into SQLite and PostgreSQL in one run.

    python -m tests.bench ledgers [--reports=100000]

Reports and statements are made of invented words, drawn by a seed from a vocabulary with the frequencies of language (Zipf), so that
a search for a common word and for a rare one differ as they do in life. Peers: each store is the other's. Seconds of processor stand
beside those on the clock: of this process, and with PostgreSQL of the server's processes as well.
"""

import os
import statistics
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter, process_time
from typing import NamedTuple

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
    made["very frequent (1-20)"] = [" ".join(words[int(n)] for n in rng.integers(0, 20, size=2)) for _ in range(SEARCHES)]
    made["one very frequent or frequent word"] = [words[int(n)] for n in rng.integers(0, 200, size=SEARCHES)]
    made["a phrase of frequent words"] = [f'"{words[int(a)]} {words[int(b)]}"' for a, b in rng.integers(0, 200, size=(SEARCHES, 2))]
    return made


class Took(NamedTuple):
    """Seconds: on the clock, and of processor."""

    clock: float
    processor: float


def taken(work: Callable[[], object], server: Server | None = None) -> Took:
    """What it took, with a server's processes."""
    used, start = served(server) + process_time(), perf_counter()
    work()
    return Took(perf_counter() - start, process_time() + served(server) - used)


def served(server: Server | None) -> float:
    """Seconds of processor that a server has used so far, in its own and all its processes, those that ended as well."""
    if server is None:
        return 0.0
    main = (server.data / "postmaster.pid").read_text().split()[0]
    seconds = 0.0
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
            if main in (path.parent.name, fields[1]):
                seconds += int((path.parent / "schedstat").read_text().split()[0]) / 1e9
        except OSError:
            continue  # it has ended
        if path.parent.name == main:  # of those that have ended, in ticks
            seconds += sum(map(int, fields[13:15])) / os.sysconf("SC_CLK_TCK")
    return seconds


def p95(seconds: Sequence[float]) -> float:
    """In milliseconds."""
    return statistics.quantiles(seconds, n=20)[-1] * 1_000


def row(name: str, values: Sequence[float], form: str = ",.0f") -> None:
    """One line of the table; the last column is PostgreSQL's share of SQLite."""
    ratio = f"{values[1] / values[0]:>9.2f}" if len(values) > 1 and values[0] else ""
    print(f"  {name:<48}" + "".join(f"{value:>14{form}}" for value in values) + ratio, flush=True)


def both(name: str, took: Sequence[Sequence[Took]]) -> None:
    """Lines on the searches of one kind in both stores."""
    row(f"search, {name}: p95 ms", [p95([one.clock for one in each]) for each in took], ",.1f")
    row(f"search, {name}: median ms", [statistics.median([one.clock for one in each]) * 1_000 for each in took], ",.1f")
    row(f"search, {name}: processor, p95 ms", [p95([one.processor for one in each]) for each in took], ",.1f")
    row(f"search, {name}: processor, median ms", [statistics.median([one.processor for one in each]) * 1_000 for each in took], ",.1f")


def measured(ledgers: Sequence[Ledger], size: int, held: int, server: Server) -> None:
    """Bring both to `size` reports, and ask both the same."""
    load = os.getloadavg()[0]
    print(f"{size:,} reports, {size * STATEMENTS:,} statements; entries {size * (STATEMENTS + 2):,}; load {load:.1f}", flush=True)
    stores: Sequence[tuple[Ledger, Server | None]] = list(zip(ledgers, (None, server), strict=True))
    spent: list[list[Took]] = [[], []]
    for number, batch in enumerate(documents(size)):
        if (number + 1) * BATCH <= held:
            continue
        for place, (ledger, beside) in enumerate(stores):
            spent[place].append(taken(lambda ledger=ledger, batch=batch: ledger.append(batch, clock=AT), beside))  # type: ignore[misc]  # bound now
    row("reports with their statements taken in, per s", [(size - held) / sum(one.clock for one in each) for each in spent])
    row("the same, per s of processor", [(size - held) / sum(one.processor for one in each) for each in spent])
    for name, asked in queries().items():
        times: list[list[Took]] = [[], []]
        for query in asked:
            found: list[list[float]] = []
            for place, (ledger, beside) in enumerate(stores):
                times[place].append(taken(lambda ledger=ledger, query=query, found=found: found.append(scores(ledger, query)), beside))  # type: ignore[misc]  # bound now
            if found[0] != found[1]:
                raise AssertionError(f"the stores do not agree on {query!r}")
        both(name, times)
    read = [taken(lambda ledger=ledger: list(ledger.records(Reading)), beside) for ledger, beside in stores]  # type: ignore[misc]  # bound now
    row("one kind read whole (readings), per s", [size / one.clock for one in read])
    row("the same, per s of processor", [size / one.processor for one in read])
    one = next(iter(documents(BATCH)))[0]
    assert isinstance(one, Report)
    row("a report by its id, ms", [taken(lambda ledger=ledger: ledger.get(Report, one.id)).clock * 1_000 for ledger in ledgers], ",.2f")  # type: ignore[misc]  # bound now
    file = sum(path.stat().st_size for path in ledgers[0].folder.glob("ledger.sqlite*"))
    base = int(server.sql("SELECT pg_database_size('bench')", "bench"))
    row("bytes on disk, MB", [file / 1e6, base / 1e6])
    if size <= SIZES[1]:
        row("entries verified, per s", [size * (STATEMENTS + 2) / taken(ledger.verify).clock for ledger in ledgers])


def scores(ledger: Ledger, query: str) -> list[float]:
    """Of the hits, best first."""
    return [round(hit.score, 6) for hit in ledger.search(query)]


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
