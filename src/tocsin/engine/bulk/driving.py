"""A run over an archive, from its input to its links: through the plan, step by step, taking up what is there already."""

import fcntl
import os
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from msgspec.structs import replace

from tocsin.engine import encoding
from tocsin.engine.bulk import cutting, parts, plan, work
from tocsin.engine.bulk.cutting import Cut
from tocsin.engine.bulk.runners import Runner
from tocsin.engine.bulk.settings import Settings, buckets
from tocsin.engine.bulk.work import Done, Work
from tocsin.errors import Busy, UsageError
from tocsin.ledger import durable
from tocsin.model import Record, digest, from_json, to_json

FILE, LOCK = "run.json", "lock"
SHARE = {"read": 0.8, "pairs": 0.02, "parents": 0.01, "assign": 0.01, "route": 0.03, "relate": 0.13}
"""of all the time, about, each step takes: what an estimate of the rest goes by while nothing is known of later steps"""


class Run(Record, frozen=True, kw_only=True):
    """What a folder of results was made of; a run that goes on must be the same."""

    version: int = plan.VERSION
    settings: Settings
    input: str
    """digest of paths, sizes and times of change"""
    partitions: int
    size: int


class Told(Record, frozen=True, kw_only=True):
    """How far a run is."""

    step: str
    done: int
    of: int
    """pieces of the step"""
    documents: int
    seconds: float
    part: float
    """of the whole run, about"""


class Ended(Record, frozen=True, kw_only=True):
    """What came of a run."""

    folder: str
    bytes: int
    documents: int
    kept: int
    refused: int
    twice: int
    """documents that bear on the problem and stand in the input more than once"""
    families: int
    """of copies, a report without copies being one too"""
    folded: int
    cases: int
    statements: int
    origins: int
    links: int
    seconds: float
    """of this call"""
    by_step: dict[str, float]
    """seconds that each step took, those of parts that were there already left out"""


def run(
    paths: Sequence[str],
    folder: Path,
    settings: Settings,
    runner: Runner,
    *,
    partition: int,
    resume: bool = False,
    told: Callable[[Told], None] | None = None,
) -> Ended:
    """Go through the plan. UsageError where the folder holds another run, or one that nobody asked to go on; Busy where one is at it."""
    started = time.monotonic()
    with _alone(folder):
        held = _begun(paths, folder, settings, partition, resume)
        sums: Counter[str] = Counter()
        took: dict[str, float] = {}
        before = 0.0
        for step in plan.PLAN:
            began = time.monotonic()
            job = Work(folder=str(folder), step=step.name, settings=held.settings)
            numbers = _numbers(step, folder, held)
            there = set(parts.done(folder, step.name))
            for number in sorted(there & set(numbers)) if step.name in ("read", "assign") else ():
                sums.update(work.counted(folder, step.name, number))
            parts.sweep(folder, step.name)
            missing = [number for number in numbers if number not in there]
            ready = len(numbers) - len(missing)
            for done in _largest_first(step, runner, job, missing, folder):
                sums.update(done.counts)
                ready += 1
                if told is not None:
                    part = before + SHARE[step.name] * ready / len(numbers)
                    told(
                        Told(
                            step=step.name, done=ready, of=len(numbers), documents=sums["documents"],
                            seconds=time.monotonic() - started, part=part,
                        )
                    )  # fmt: skip
            before += SHARE[step.name]
            took[step.name] = round(time.monotonic() - began, 3)
        return Ended(
            folder=str(folder), bytes=held.size, documents=sums["documents"], kept=sums["reports"], refused=sums["refused"],
            twice=sums["twice"], families=sums["families"], folded=sums["folded"], cases=sums["cases"],
            **{table: _rows(folder, table) for table in ("statements", "origins", "links")},
            seconds=round(time.monotonic() - started, 3), by_step=took,
        )  # fmt: skip


def _largest_first(step: plan.Step, runner: Runner, job: Work, missing: list[int], folder: Path) -> Iterator[Done]:
    """The pieces as they are finished; the longest are begun first, so that none is left alone at the end."""
    if step.over == "groups" and step.source is not None and len(missing) > 1:
        sizes = parts.sizes(folder, step.source.step, step.source.table, step.by or "")
        missing = sorted(missing, key=lambda number: (-sizes[number], number))
    return runner.run(job, missing)


def _numbers(step: plan.Step, folder: Path, held: Run) -> range:
    """The pieces of a step."""
    if step.over == "all":
        return range(1)
    if step.over == "each":
        return range(held.partitions)
    return range(held.settings.buckets if step.by == "bucket" else work.counted(folder, "assign", 0)["cases"])


def _begun(paths: Sequence[str], folder: Path, settings: Settings, partition: int, resume: bool) -> Run:
    """The run that a folder holds, or is to hold."""
    cut = cutting.cut(paths, partition)
    file = folder / FILE
    if not file.exists():
        run = Run(
            settings=_sized(settings, cut.size), input=_digest(cut), partitions=len(cut.partitions), size=cut.size,
        )  # fmt: skip
        for name, raw in work.listed(cut.partitions).items():
            durable.write(folder / "input" / name, raw, named=False)
        durable.write(file, to_json(run))
        return run
    if not resume:
        raise UsageError("it holds a run already", where=str(folder), todo="--resume goes on with it; or name another folder")
    held = from_json(Run, file.read_bytes())
    meant = _sized(settings, cut.size)
    if held.version != plan.VERSION:
        raise UsageError("it was begun by another version", where=str(folder), todo="begin again in another folder")
    if held.input != _digest(cut) or held.partitions != len(cut.partitions):
        raise UsageError("its input is not what it was begun with", where=str(folder), todo="name the same files, unchanged, as before")
    # Its clock is that of its beginning: what has no date is known since then.
    if held.settings != replace(meant, clock=held.settings.clock):
        raise UsageError("it was begun with other settings", where=str(folder), todo="give the same problem, sizes and encoder as before")
    return held


def _sized(settings: Settings, size: int) -> Settings:
    return replace(settings, buckets=buckets(size), encoder=settings.encoder or os.environ.get(encoding.VARIABLE))


def _digest(cut: Cut) -> str:
    return digest(cut.files)


def _rows(folder: Path, table: str) -> int:
    return sum(parts.rows(path) for path in parts.files(folder, plan.RESULTS[table], table))


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One driver a folder. Raises Busy."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise durable.cannot_write(folder, error) from error
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise Busy("another run is at it", where=str(folder), todo="wait until it ends, or name another folder") from None
        yield
    finally:
        os.close(handle)
