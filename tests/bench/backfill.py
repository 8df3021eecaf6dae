"""A folder of reports taken in end to end, and again: reports a second, how fast what is known is passed over, and how much memory."""

import json
import os
import random
import resource
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter, process_time

from tocsin.engine import store
from tocsin.engine.store import Taken

REPORTS = int(os.environ.get("TOCSIN_BENCH_REPORTS", "4000"))
FILES, SEED = 8, 20261128
RELEVANT = 0.05
"""share of reports that bear on the problem, as in a general archive"""
SIGN = "Trucks and armed guards in unusual numbers have been seen at a nuclear warhead storage site near {n}, two Polish officials said. "
PLAIN = (
    "The council of village {n} has opened its library number {m}, the mayor said. ",
    "Rain is expected along the coast near harbour {m} until Friday. ",
    "Le conseil du village {n} a voté le budget de la piscine, a annoncé le maire adjoint {m}. ",
    "В деревне {n} открыли школу номер {m}, сообщил директор. ",
)


def write(folder: Path, reports: int) -> int:
    """Invented reports of about 1.5 kB as JSON Lines in FILES files; their bytes."""
    rng, day = random.Random(SEED), datetime(2024, 1, 1, tzinfo=UTC)  # noqa: S311
    size = 0
    for number in range(FILES):
        with (folder / f"{number:03}.jsonl").open("w", encoding="utf-8") as file:
            for n in range(number, reports, FILES):
                words = rng.choice(PLAIN)
                text = "".join(words.format(n=n, m=rng.randrange(1_000_000)) for _ in range(18))
                text = SIGN.format(n=n) + text if rng.random() < RELEVANT else text
                line = {"id": str(n), "site": f"Post {n % 40}", "published": (day + timedelta(minutes=n)).isoformat(), "text": text}
                size += file.write(json.dumps(line, ensure_ascii=False) + "\n")
    return size


def timed(work: Callable[[], Taken]) -> tuple[Taken, float, float]:
    """What came of it, seconds, seconds of CPU."""
    wall, cpu = perf_counter(), process_time()
    taken = work()
    return taken, perf_counter() - wall, process_time() - cpu


def main() -> None:
    """Twice over one folder."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        (folder / "in").mkdir()
        size = write(folder / "in", REPORTS)
        store.create(folder / "w", "nuclear-escalation")
        store.ingest([str(folder / "in" / "000.jsonl")], folder / "w")  # what is loaded once is loaded
        for name in ("first run, an eighth known", "second run, all known"):
            taken, wall, cpu = timed(lambda: store.ingest([str(folder / "in")], folder / "w"))
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            count = taken.new or taken.known
            print(
                f"{name:28} {taken.new:6,} new {taken.known:6,} known  {wall:6.1f} s, {cpu:6.1f} s of CPU: {count / wall:7,.0f} a second,"
                f" {count / cpu:7,.0f} a second of CPU; most memory {peak:.0f} MB"
            )
        print(f"{size / 1e6:.1f} MB in {FILES} files")
