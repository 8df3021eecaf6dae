"""One piece of a step, as a worker does it: take, operate, keep. What was loaded for a step stays loaded for the worker's next piece."""

import time
from functools import cache
from pathlib import Path

from tocsin.engine.bulk import parts, plan
from tocsin.engine.bulk.arrow import pa
from tocsin.engine.bulk.cutting import Partition
from tocsin.engine.bulk.operators import Operator
from tocsin.engine.bulk.schemas import WORK
from tocsin.engine.bulk.settings import Settings
from tocsin.model import Record, from_json, to_json

COUNTS = "counts"
"""table of sums that some steps hand on"""


class Done(Record, frozen=True, kw_only=True):
    """A piece that is finished and kept."""

    step: str
    number: int
    seconds: float
    counts: dict[str, int] = {}  # noqa: RUF012  (msgspec copies a mutable default)


class Work(Record, frozen=True, kw_only=True):
    """All of a step that a worker must know; small, and the same for each piece."""

    folder: str
    step: str
    settings: Settings

    def take(self, number: int) -> pa.Table:
        """The rows of a piece, from what earlier steps have kept."""
        step, folder = plan.named(self.step), Path(self.folder)
        if step.source is None:
            return pa.Table.from_pylist([{"number": number, "partition": partition(folder, number).decode()}], WORK)
        if step.over == "all":
            return parts.everything(folder, step.source.step, step.source.table, step.source.columns)
        if step.over == "groups":
            found = parts.group(folder, step.source.step, step.source.table, step.by or "", number)
            return found if found is not None else self.nothing()
        return parts.one(folder, step.source.step, number, step.source.table, step.source.columns)

    def nothing(self) -> pa.Table:
        """No rows, with the columns that the step is given."""
        source = plan.named(self.step).source
        schema = WORK if source is None else operator(source.step, self.settings).outputs[source.table].schema
        return schema.empty_table()

    def finish(self, number: int, table: pa.Table) -> Done:
        """Operate on a piece's rows and keep what comes of it."""
        started = time.monotonic()
        step, folder = plan.named(self.step), Path(self.folder)
        beside = None
        if step.beside is not None and step.over == "all":
            beside = parts.everything(folder, step.beside.step, step.beside.table, step.beside.columns)
        elif step.beside is not None:
            beside = parts.group(folder, step.beside.step, step.beside.table, "part", number)
        made = operator(self.step, self.settings)
        tables = made(table, beside)
        parts.commit(folder, self.step, number, tables, made.outputs)
        counts = tables[COUNTS].to_pylist()[0] if COUNTS in tables else {}
        return Done(step=self.step, number=number, seconds=time.monotonic() - started, counts=counts)

    def do(self, number: int) -> Done:
        """One piece from beginning to end."""
        return self.finish(number, self.take(number))


def counted(folder: Path, step: str, number: int) -> dict[str, int]:
    """The sums of a part that is kept."""
    held: dict[str, int] = parts.one(folder, step, number, COUNTS).to_pylist()[0]
    return held


def partition(folder: Path, number: int) -> bytes:
    """One partition of the input, as JSON."""
    return (folder / "input" / f"{number:06d}.json").read_bytes()


@cache
def operator(step: str, settings: Settings) -> Operator:
    """The operator of a step, made once a worker."""
    return plan.named(step).operate(settings)


def packed(work: Work) -> bytes:
    """For the way to another process."""
    return to_json(work)


def unpacked(raw: bytes) -> Work:
    """What `packed` made."""
    return from_json(Work, raw)


def listed(partitions: tuple[Partition, ...]) -> dict[str, bytes]:
    """The file that each partition is kept in, under its name."""
    return {f"{one.number:06d}.json": to_json(one) for one in partitions}
