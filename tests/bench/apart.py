"""What it costs to parse in a child process: documents a second here and there, by format, and how long a child takes to start.

`python -m tests.bench apart`. Seconds are of processors, for others work beside; documents are the golden ones and the self-written
pages (page_layouts.py, SYNTHETIC), one asked after the other, as ingest does. Both ways run in turn, and the quicker of `TIMES` counts.
"""

import os
import resource
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from tests.bench.page_layouts import layouts
from tocsin.collect.apart import pool
from tocsin.collect.files import collect_bytes

CLOCK = datetime(2026, 11, 28, tzinfo=UTC)
GOLDEN = Path(__file__).resolve().parents[1] / "golden"
FEW, MANY, TIMES = 10, 200, 2


def documents() -> dict[str, list[bytes]]:
    """By format."""
    found = {"html": [layout.page.encode() for layout in layouts()]}
    for form in ("feed", "eml", "docx", "pdf", "parquet"):
        found[form] = [path.read_bytes() for path in sorted((GOLDEN / form).iterdir()) if not path.name.endswith(".expected.json")]
    long = "<item><title>T</title><link>https://example.org/{}</link><description>" + "Two launchers left, the office said. " * 40
    found["feed of 100 entries"] = [
        ("<rss><channel>" + "".join(long.format(n) + "</description></item>" for n in range(100)) + "</channel></rss>").encode()
    ]
    return found


def seconds(some: Sequence[bytes], form: str, how: str, many: int) -> float:
    """Processor seconds, this process's and its child's together, for so many documents, one after the other."""
    os.environ[pool.VARIABLE] = how
    before = time.process_time() + _children()
    for number in range(many):
        list(collect_bytes(some[number % len(some)], "x", clock=CLOCK, form=form))
    pool.close()  # a child's time is known once it has ended
    return time.process_time() + _children() - before


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def each(some: Sequence[bytes], form: str, how: str) -> float:
    """Processor seconds a document, without those of a beginning."""
    return max(1e-9, (seconds(some, form, how, FEW + MANY) - seconds(some, form, how, FEW)) / MANY)


def main() -> None:
    """Print the table."""
    print("| format | bytes | here, documents/s | in a child | times |")
    print("|---|---|---|---|---|")
    for name, some in documents().items():
        form = name.split()[0]
        here = there = float("inf")
        for _ in range(TIMES):
            here, there = min(here, each(some, form, "none")), min(there, each(some, form, "usual"))
        size = sum(map(len, some)) // len(some)
        print(f"| {name} | {size:,} | {1 / here:,.0f} | {1 / there:,.0f} | {there / here:.2f} |")
    begun = min(seconds(documents()["html"], "html", "usual", 1) for _ in range(TIMES))
    print(f"\na child started, its modules loaded, one page parsed: {begun:.2f} processor seconds")
