"""The ledger beside the same rows put into SQLite with nothing around them: what chain, index columns, lemmas and head cost."""

import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from tocsin.ledger.ledger import Ledger
from tocsin.model import Observation, Report, from_json, report_id, to_json

AT = datetime(2022, 10, 1, tzinfo=UTC)
REPORTS, SINGLE, BATCH, SEARCHES = 2_000, 200, 500, 20
SENTENCE = "Les mouvements de convois {n} près du dépôt {m} inquiètent les observateurs, qui ne confirment rien pour autant. "


def reports() -> list[Report]:
    """Articles of about 2.3 kB in invented words."""
    texts = ["".join(SENTENCE.format(n=n, m=n + m) for m in range(20)) for n in range(REPORTS)]
    return [Report(id=report_id(None, None, AT, None, t), text=t, published_at=AT, collected_at=AT) for t in texts]


def observations() -> list[Observation]:
    """Records without words."""
    return [
        Observation(id=str(n), indicator="exercise", source="s", kind="look", t_known=AT, method="m", method_version="1")
        for n in range(REPORTS)
    ]


def per_second(count: int, work: Callable[[], object]) -> float:
    """How many of `count` things a second."""
    start = perf_counter()
    work()
    return count / (perf_counter() - start)


def batches(size: int, items: list[Report] | list[Observation]) -> list[list[Report] | list[Observation]]:
    """Items in appends of `size`."""
    return [items[start : start + size] for start in range(0, len(items), size)]


def ledger_appends(ledger: Ledger, size: int, items: list[Report] | list[Observation]) -> None:
    """One transaction a batch."""
    for batch in batches(size, items):
        ledger.append(batch, clock=AT)


def raw_appends(raw: sqlite3.Connection, size: int, items: list[Report] | list[Observation]) -> None:
    """The same payloads, one transaction a batch, on disk when committed."""
    for batch in batches(size, items):
        raw.execute("BEGIN IMMEDIATE")
        raw.executemany("INSERT OR IGNORE INTO kept VALUES (?, ?)", [(item.id, to_json(item).decode()) for item in batch])
        raw.execute("COMMIT")


def row(name: str, ours: float, peer: float | None = None) -> None:
    """One line of the table."""
    print(f"{name:<44}{ours:>10,.0f}" + ("" if peer is None else f"{peer:>10,.0f}{peer / ours:>8.1f}"))


def appends(name: str, size: int, items: list[Report] | list[Observation], beyond: bool = False) -> None:
    """Write `items` both ways; with `beyond`, read, check and search them too."""
    with tempfile.TemporaryDirectory() as place, Ledger.create(Path(place) / "l") as ledger, plain(Path(place)) as raw:
        ours = per_second(len(items), lambda: ledger_appends(ledger, size, items))
        row(name, ours, per_second(len(items), lambda: raw_appends(raw, size, items)))
        if not beyond:
            return
        read = per_second(len(items), lambda: list(ledger.records(Report)))
        decoded = per_second(len(items), lambda: [from_json(Report, p) for (p,) in raw.execute("SELECT payload FROM kept")])
        row("reports read back, per s", read, decoded)
        row("entries verified, per s", per_second(len(items), ledger.verify))
        row("searches of two words, 50 hits, per s", per_second(SEARCHES, lambda: [ledger.search("convoi dépôt") for _ in range(SEARCHES)]))
        row("the same reports again, per s", per_second(len(items), lambda: ledger_appends(ledger, size, items)))


@contextmanager
def plain(folder: Path) -> Iterator[sqlite3.Connection]:
    """A database with the same settings and one table."""
    with closing(sqlite3.connect(folder / "raw.sqlite", isolation_level=None)) as raw:
        for pragma in ("journal_mode=WAL", "synchronous=FULL"):
            raw.execute(f"PRAGMA {pragma}")
        raw.execute("CREATE TABLE kept (id TEXT PRIMARY KEY, payload TEXT)")
        yield raw


def main() -> None:
    """Print a table."""
    print(f"{'':<44}{'ledger':>10}{'sqlite3':>10}{'ratio':>8}")
    appends("reports, 2.3 kB, in appends of 500, per s", BATCH, reports(), beyond=True)
    appends("reports, one an append, per s", 1, reports()[:SINGLE])
    appends("observations, in appends of 500, per s", BATCH, observations())


if __name__ == "__main__":
    main()
