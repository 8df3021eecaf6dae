"""Every page of the desk by the processor time that the server spends on it: in one process, no network, nobody else's load in the numbers.

`python -m tests.bench desk_pages` (the shipped sample), `--reports=N` (a made-up ledger of tests.bench.large, its origins as who made it
knows them and judged with few draws, so that nothing but the desk is measured), `--folder=DIR` (a workspace that is there),
`--rounds=N`, `--profile=PAGE` (what one page spends its time on). Pages and searches are asked for as a browser asks, once to warm, then
`N` times; wall time stands beside, because the disk waits in no process. What is worked out behind the pages is left out.
"""

import argparse
import cProfile
import os
import pstats
import resource
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from starlette.requests import Request
from starlette.testclient import TestClient

from tests.bench import large
from tests.bench.desk_server import SEARCHES, reached
from tocsin.desk.app import make_app
from tocsin.desk.people.persons import Person
from tocsin.desk.people.roles import Role
from tocsin.desk.pictures import Pictures
from tocsin.engine import picturing, pipeline, sample, store
from tocsin.engine.picturing import Picture
from tocsin.engine.pipeline import Case

T = TypeVar("T")
DRAWS = 40
"""of a judgement that is only shown"""
RANK = 300
"""of the usual word that is searched for; the words of `large.SEARCHES` stand in half of all reports"""


class Quiet(Pictures):
    """Pictures behind which nothing is worked out: pages say that it is not there yet."""

    def soon(self, picture: Picture, what: str, make: Callable[[Picture], T], *, slow: bool = False) -> T | None:  # noqa: ARG002 - never made
        """Not yet there."""
        return None


def client(folder: Path, count: int = 0) -> tuple[TestClient, Pictures]:
    """Somebody who may do anything, and the pictures of the desk. count: of made-up reports whose origins are known."""
    pictures = Quiet(folder, take=lambda place, as_of: known(place, as_of, count)) if count else Quiet(folder)

    async def gate(_: Request) -> Person | None:
        return Person(name="bench", role=Role.ADMIN)

    return TestClient(make_app(folder, gate=gate, pictures=pictures), base_url="http://127.0.0.1:8750"), pictures


def known(folder: Path, as_of: datetime | None, count: int) -> Picture:
    """A picture whose origins are those that its maker knows."""
    when, head = as_of or large.NOW, picturing.head(folder)
    given = store.load(folder, when)
    case = Case(
        declared=given.declared, as_of=when, reports=given.reports, readings=given.readings,
        origins=large.origins(count), coverage=(), later=(),
    )  # fmt: skip
    print(f"loaded: {time.process_time():.0f} s of processor, {memory_mb():.0f} MB", flush=True)
    judged = pipeline.assess(case, draws=DRAWS, explain=False)
    return Picture(workspace=folder, head=head, as_of=when, given=given, case=case, judged=judged)


def asked_again(asking: TestClient, path: str, rounds: int) -> tuple[list[float], list[float]]:
    """Milliseconds of processor, and on the clock, of each request after the first."""
    asking.get(path)
    spent, took = [], []
    for _ in range(rounds):
        began, used = time.perf_counter(), time.process_time()
        answer = asking.get(path)
        spent.append(1000 * (time.process_time() - used))
        took.append(1000 * (time.perf_counter() - began))
        assert answer.status_code == 200, (path, answer.status_code)
    return sorted(spent), sorted(took)


def at(values: Sequence[float], share: float) -> float:
    """That share of the values, in order, is no larger."""
    return values[min(len(values) - 1, int(share * len(values)))]


def memory_mb() -> float:
    """The most memory that this process held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(folder: Path, rounds: int, profiled: str, count: int = 0) -> None:
    """Print what the desk over one workspace spends. count: as for `client`."""
    asking, pictures = client(folder, count)
    began, used = time.perf_counter(), time.process_time()
    picture = pictures.refresh()
    took, spent, case = time.perf_counter() - began, time.process_time() - used, picture.case
    print(f"{len(case.reports):,} reports, {len(case.origins):,} origins; load {os.getloadavg()[0]:.1f}")
    print(f"picture {spent:.1f} s of processor, {took:.1f} s; {memory_mb():.0f} MB", flush=True)
    paths, unreached = reached(asking)  # type: ignore[arg-type]  # asks as httpx does
    if profiled:
        asking.get(paths[profiled])
        with cProfile.Profile() as profile:
            for _ in range(rounds):
                asking.get(paths[profiled])
        pstats.Stats(profile).sort_stats("cumulative").print_stats(60)
        return
    print(f"no link leads to: {', '.join(unreached) or '-'}")
    searched = large.SEARCHES if count else SEARCHES
    said = {f"search {tongue}": f"/statements?q={words}" for tongue, words in searched.items()}
    if count:
        said |= {f"search {tongue}, usual": f"/statements?q={words[RANK]}" for tongue, words in large.Maker().words.items()}
    rows = [(name, *asked_again(asking, path, rounds)) for name, path in (paths | said).items()]
    print(f"{'milliseconds':<22}{'cpu p50':>9}{'cpu p95':>9}{'p50':>9}{'p95':>9}")
    for name, used_ms, took_ms in sorted(rows, key=lambda row: -at(row[1], 0.95)):
        print(f"{name:<22}{at(used_ms, 0.5):>9.0f}{at(used_ms, 0.95):>9.0f}{at(took_ms, 0.5):>9.0f}{at(took_ms, 0.95):>9.0f}")
    print(f"{memory_mb():.0f} MB", flush=True)


def main(words: Sequence[str] = ()) -> None:
    """Print a table."""
    given = argparse.ArgumentParser(prog="desk_pages")
    given.add_argument("--folder", type=Path, default=None)
    given.add_argument("--reports", type=int, default=0)
    given.add_argument("--rounds", type=int, default=20)
    given.add_argument("--profile", default="")
    asked = given.parse_args(list(words))
    if asked.folder is not None:
        os.environ["TOCSIN_NOW"] = "2026-11-01T06:00:00+00:00"
        measure(asked.folder, asked.rounds, asked.profile)
        return
    with tempfile.TemporaryDirectory() as scratch:
        if asked.reports:
            os.environ["TOCSIN_NOW"] = large.NOW.isoformat()
            took, spent = large.fill(Path(scratch) / "w", asked.reports)
            print(f"{asked.reports:,} reports appended in {took:.0f} s, {spent:.0f} s of processor")
            measure(Path(scratch) / "w", asked.rounds, asked.profile, asked.reports)
            return
        sample.prepare(Path(scratch) / "sample")
        measure(Path(scratch) / "sample", asked.rounds, asked.profile)
