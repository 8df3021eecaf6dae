"""An archive from bytes to origins, by each runner: documents a second, memory, start-up, and how all of it grows.

`python -m tests.bench engines` prints the table for 20,000 documents and for ten times as many; `--documents=N` sets the first, `--times=N`
how many times as many, `--runners=process,pool-2,ray-2` who. TOCSIN_ENCODER=packaged compares meaning too, which costs the most by far.
Texts are walks over the word pairs of `../shared/data/ntrex128` in four languages (SYNTHETIC, some 400 words); two in a hundred begin with
a report of the shipped sample and go on in their own way, and four in ten of those are copies of earlier ones.
"""

import gzip
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from tests.corroborate.copies.planted import FILES, Walk
from tocsin.engine import declarations
from tocsin.library import samples
from tocsin.read import Reader

SHARED = Path(os.environ.get("TOCSIN_BENCH_SHARED", Path(__file__).parents[3] / "shared"))
DATA = SHARED / "data" / "ntrex128"
CLOCK = datetime(2026, 11, 28, tzinfo=UTC)
DOCUMENTS, TIMES = 20_000, 10
RELEVANT, COPIED = 0.02, 0.4
A_DAY = 2_000
"""documents: an archive of more documents is one of more days"""
IN_FILE = 5_000
SENTENCES, POOL = 20, 4_000
PARTITION = 8_000_000
SEED = 20_261_129


class Writer:
    """Documents of one archive, drawn one after the other."""

    def __init__(self) -> None:
        self._draw = random.Random(SEED)  # noqa: S311
        import numpy as np

        declared = declarations.load()
        look = Reader(declared.problem, declared.yardsticks, declared.sources).triage.look
        draw = np.random.default_rng(SEED)
        self._pools = {
            code: [
                said
                for words in Walk(DATA / f"{file}.txt").sentences(draw, POOL)
                if (found := look(said := " ".join(words).capitalize() + ".")).on <= 0 and not found.theatre
            ]
            for code, file in FILES.items()
        }
        told = [json.loads(line) for line in samples.reports("autumn-2022").read_text(encoding="utf-8").splitlines()]
        self._told = [row for row in told if len(str(row["text"])) > 300]
        self._before: list[str] = []

    def text(self) -> str:
        """The text of the next document."""
        draw = self._draw
        code = draw.choice(("en", "fr", "ru", "uk"))
        if draw.random() >= RELEVANT:
            return " ".join(draw.choices(self._pools[code], k=SENTENCES))
        if self._before and draw.random() < COPIED:
            return f"({draw.randrange(10**6)}) {draw.choice(self._before)}"
        row = draw.choice(self._told)
        own = " ".join(draw.choices(self._pools[str(row.get("language") or "en")], k=SENTENCES // 2))
        made = f"{row['text']} {own}"
        self._before = [*self._before[-300:], made]
        return made

    def write(self, folder: Path, documents: int) -> int:
        """So many documents in `folder`, half of the files JSON Lines, half WET; their bytes, unpacked."""
        folder.mkdir(parents=True)
        size, began = 0, datetime(2022, 1, 1, tzinfo=UTC)
        for number, start in enumerate(range(0, documents, IN_FILE)):
            rows = []
            for n in range(start, min(documents, start + IN_FILE)):
                when = began + timedelta(days=n / A_DAY)
                rows.append((n, f"post{self._draw.randrange(400)}.example", when, self.text()))
            if number % 2:
                size += _packed(folder / f"{number:04}.warc.wet.gz", rows)
            else:
                size += _lines(folder / f"{number:04}.jsonl", rows)
        return size


Row = tuple[int, str, datetime, str]


def _lines(path: Path, rows: list[Row]) -> int:
    with path.open("w", encoding="utf-8") as file:
        for n, site, when, text in rows:
            row = {"id": str(n), "url": f"https://{site}/{n}", "site": site, "published": when.isoformat(), "text": text}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    return path.stat().st_size


def _packed(path: Path, rows: list[Row]) -> int:
    """As crawls write it: a gzip member for each record, and no date but that in the words."""
    size = 0
    with path.open("wb") as file:
        for n, site, when, text in rows:
            body = f"{when:%d %B %Y}\n{text}".encode()
            head = f"WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Record-ID: <urn:uuid:{n:032d}>\r\nWARC-Target-URI: https://{site}/{n}\r\n"
            head += f"WARC-Date: {when:%Y-%m-%dT%H:%M:%SZ}\r\nContent-Type: text/plain\r\nContent-Length: {len(body)}\r\n\r\n"
            raw = head.encode() + body + b"\r\n\r\n"
            size += len(raw)
            file.write(gzip.compress(raw, 6, mtime=0))
    return size


class Measured(NamedTuple):
    """One run: seconds by the clock and of processors, and the most memory that one process held, in MB."""

    documents: int
    kept: int
    wall: float
    cpu: float
    memory: float
    start: float
    """seconds until the first piece was finished, less what that piece took"""
    by_step: dict[str, float]
    outcome: tuple[int, int, int]


RUN = """
import json, os, resource, sys, time
from pathlib import Path
began = time.monotonic()
from tests.bench import engines
if __name__ == "__main__":
    print(json.dumps(engines.one(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), began)))
"""


def one(runner: str, archive: Path, out: Path, began: float) -> Measured:
    """A run, in a process of its own. `ray-2` is two nodes of one processor each on this machine, `ray` one of two."""
    from tocsin.engine.bulk import driving, runners
    from tocsin.engine.bulk.driving import Told
    from tocsin.engine.bulk.settings import Settings

    name, _, workers = runner.partition("-")
    nodes = _two_nodes() if runner == "ray-2" else None
    first: list[float] = []

    def told(_: Told) -> None:
        first.append(time.monotonic() - began)

    made = runners.make("process" if name == "process" else "pool" if name == "pool" else "ray", int(workers or 2))
    settings = Settings(clock=CLOCK, encoder=os.environ.get("TOCSIN_ENCODER", "none"))
    ended = driving.run([str(archive)], out, settings, made, partition=PARTITION, told=told)
    made.close()
    if nodes is not None:
        nodes()
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return Measured(
        ended.documents, ended.kept, round(time.monotonic() - began, 1), round(sum(each.ru_utime + each.ru_stime for each in used), 1),
        round(max(each.ru_maxrss for each in used) / 1024), round(first[0], 1), ended.by_step,
        (ended.statements, ended.origins, ended.links),
    )  # fmt: skip


def _two_nodes() -> Callable[[], None]:
    import ray
    from ray.cluster_utils import Cluster

    nodes = Cluster(initialize_head=True, head_node_args={"num_cpus": 1, "object_store_memory": 80_000_000, "include_dashboard": False})
    nodes.add_node(num_cpus=1, object_store_memory=80_000_000)
    ray.init(address=nodes.address, log_to_driver=False, configure_logging=False)

    def end() -> None:
        ray.shutdown()
        nodes.shutdown()  # type: ignore[no-untyped-call]

    return end


def measured(runner: str, archive: Path, out: Path) -> Measured:
    """A run by that runner, its results thrown away."""
    script = out.parent / "run.py"
    script.write_text(RUN)
    done = subprocess.run([sys.executable, str(script), runner, str(archive), str(out)], capture_output=True, text=True, check=False)
    shutil.rmtree(out, ignore_errors=True)
    if done.returncode:
        raise RuntimeError(done.stderr[-2_000:])
    return Measured(*json.loads(done.stdout.splitlines()[-1]))


def main(flags: Sequence[str] = ()) -> None:
    """Print one table; where the runs differ in what they come to, say so and fail."""
    if not DATA.exists():
        print("skipped: ../shared/data/ntrex128 is not there")
        return
    asked = dict(flag.removeprefix("--").split("=", 1) for flag in flags)
    documents, times = int(asked.get("documents", DOCUMENTS)), int(asked.get("times", TIMES))
    names = asked.get("runners", "process,pool-1,pool-2,ray,ray-2").split(",")
    print(f"encoder {os.environ.get('TOCSIN_ENCODER', 'none')}; load before: {os.getloadavg()[0]:.1f}")
    print("| documents | runner | documents/s | of processor time | most memory of a process, MB | start, s | seconds by step |")
    print("|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for many in (documents, documents * times) if times > 1 else (documents,):
            size = Writer().write(Path(folder) / str(many), many)
            came = set()
            for name in names:
                found = measured(name, Path(folder) / str(many), Path(folder) / "out")
                came.add(tuple(found.outcome))
                steps = ", ".join(f"{step} {took:,.0f}" for step, took in found.by_step.items())
                of_cpu = "" if name.startswith("ray") else f"{found.documents / found.cpu:,.0f}"
                rate = f"{found.documents / found.wall:,.0f}"
                print(f"| {many:,} | {name} | {rate} | {of_cpu} | {found.memory:,.0f} | {found.start} | {steps} |", flush=True)
            told = f"{size / 1e6:,.0f} MB, {found.kept:,} bear on the problem; statements, origins, links: {sorted(came)}"
            print(f"| {many:,} | | | | | | {told} |", flush=True)
            if len(came) > 1:
                raise SystemExit("the runners do not agree")
