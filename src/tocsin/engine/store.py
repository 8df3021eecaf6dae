"""Into a workspace and out of it: the only place that writes the ledger.

A Reading is kept without its statements and each Statement by itself, so that one can be addressed, searched and erased
alone; `load` joins them.
"""

import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import nullcontext
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from tocsin.engine import asking, clock, declarations, elements, eras, fetching, garbage, pipeline, progress, stamping, versions
from tocsin.engine.asking import Asking
from tocsin.engine.declarations import Declarations
from tocsin.engine.elements import Sets
from tocsin.engine.pipeline import Input
from tocsin.engine.telemetry import emitting
from tocsin.errors import LedgerError, UsageError
from tocsin.ledger import workspace as workspaces
from tocsin.ledger.workspace import Workspace
from tocsin.model import (
    Condition,
    Coverage,
    Crossed,
    Kept,
    Look,
    Observation,
    Outcome,
    PersonJudgement,
    Reading,
    Record,
    Refusal,
    Report,
    Ruling,
    Statement,
    StatementRuling,
)
from tocsin.model.declared import Network, SourceProfile
from tocsin.read.llm.budget import Bill

if TYPE_CHECKING:
    from tocsin.collect.files import Collected, Limits, RefusedInput
    from tocsin.engine.progress import Told
    from tocsin.ledger import Ledger
    from tocsin.ledger.erasing import Erased
    from tocsin.library.networks import About, Columns
    from tocsin.read.llm import SecondReader

SHORTEST_ID = 8
"""letters: fewer are too easily a slip, and an erasure cannot be undone"""
Heard = Callable[[Sequence[Reading]], None]
AT_ONCE = 500
"""reports a transaction: large enough to be quick, small enough that an interrupted run loses little work"""
AT_ONCE_BYTES = 64_000_000
"""of their bytes, which are all in memory"""


class Taken(Record, frozen=True, kw_only=True):
    """What came of an ingest."""

    new: int
    known: int
    """reports that the ledger held already"""
    statements: int
    refusals: tuple[Refusal, ...]
    formats: dict[str, int] = {}  # noqa: RUF012  (msgspec copies a mutable default)
    """how many reports came in which format"""
    observations: int = 0
    """of instruments, new"""
    coverage: int = 0
    """records of who was looking, new"""
    bill: Bill | None = None
    """of the optional reader, where it was asked"""
    elements: tuple[Sets, ...] = ()
    """files of satellites' element sets"""


class Checked(Record, frozen=True, kw_only=True):
    """What `verify` found: nothing, or one line for each row that is not what was written."""

    rows: int
    head: str
    """hash of the last entry: noted elsewhere, it proves that nothing before it was changed"""
    findings: tuple[str, ...]
    stamps: int = 0
    """tokens of a time-stamping authority that were checked again"""
    unchecked: str = ""
    """why the tokens that are held could not be checked"""
    todo: str = ""
    """what to do about the findings"""


def create(directory: Path, problem: str, sample: str | None = None, ledger: str | None = None) -> Workspace:
    """A new workspace for a problem, which is checked first. UsageError where one is there already.

    ledger: the address of a PostgreSQL that its ledger rests in, and may rest in already; else it lies in the folder.
    """
    declarations.load(problem)
    return workspaces.create(directory, problem, clock=clock.now(), sample=sample, ledger=ledger)


def rows(place: Workspace) -> int:
    """How many entries a workspace's ledger has."""
    from tocsin.ledger import Ledger

    with Ledger.open(place.folder) as ledger:
        return ledger.head.count


def declared(workspace: Path | None) -> Declarations:
    """Declarations of the workspace that a command works in, or the shipped ones where there is none.

    UsageError where a workspace is named that does not exist.
    """
    try:
        return _declared(workspaces.find(workspace))
    except UsageError:
        if workspace is not None:
            raise
        return declarations.load()


def is_sample(workspace: Path | None) -> bool:
    """Whether a workspace was made from a shipped sample: whatever is entered there is SYNTHETIC."""
    return workspaces.find(workspace).sample is not None


def sources(workspace: Path | None) -> tuple[SourceProfile, ...]:
    """Every source that is known, the workspace's own included."""
    return declared(workspace).sources


def import_network(workspace: Path | None, file: Path, columns: "Columns", about: "About") -> tuple[tuple[Network, ...], Path]:
    """Networks of somebody's list, and the file of the workspace's sources that they were put into. A list of the same id is replaced."""
    from tocsin.library import networks

    place = workspaces.find(workspace)
    found = networks.imported(file, columns, about)
    path = networks.write(found, place.sources, about.id)
    networks.load.cache_clear()
    declarations.load.cache_clear()
    return found, path


def ingest(
    paths: Sequence[str],
    workspace: Path | None,
    form: str | None = None,
    limits: "Limits | None" = None,
    asked: Asking | None = None,
    columns: Mapping[str, str] | None = None,
    told: "Told | None" = None,
) -> Taken:
    """Collect, read and keep. The same input twice changes nothing; what is refused is quarantined with its bytes.

    told: is told now and then how far it is.
    """
    from tocsin.collect.files import Limits, addressed, collect

    if not paths:
        raise UsageError("no file was named", todo="name files, folders, globs, addresses, or - for standard input")
    now, place = clock.now(), workspaces.find(workspace)
    files, paths = elements.apart(paths, form)
    sets = tuple(elements.take(file, place.folder)[0] for file in files)
    if sets and not paths:
        return Taken(new=0, known=0, statements=0, refusals=tuple(one for each in sets for one in each.refusals), elements=sets)
    with fetching.fetcher(place) if any(map(addressed, paths)) else nullcontext() as fetcher:
        items = collect(paths, clock=now, limits=limits or Limits(), form=form, columns=columns, fetcher=fetcher)
        if told is not None:
            items = progress.followed(items, paths, told, time.monotonic)
        taken = keep(place, items, now, asked=asked)
    refusals = (*(one for each in sets for one in each.refusals), *taken.refusals)
    return msgspec.structs.replace(taken, refusals=refusals, elements=sets) if sets else taken


def keep(
    place: Workspace,
    items: "Iterable[Collected | RefusedInput]",
    now: datetime,
    synthetic: bool = False,
    asked: Asking | None = None,
    heard: Heard | None = None,
) -> Taken:
    """Read what was collected and append it all to the workspace's ledger, in transactions of `AT_ONCE` reports.

    heard: is told of the readings of what was new, once they are in the ledger.
    """
    from tocsin.collect.files import Collected
    from tocsin.ledger import Ledger

    new = known = said = size = 0
    refusals: list[Refusal] = []
    formats: Counter[str] = Counter()
    with Ledger.open(place.folder, write=True) as ledger, asking.opened(asked, _declared(place)) as second:
        batch: list[Collected] = []
        for item in items:
            if not isinstance(item, Collected):
                refusals.append(item.record)
                ledger.quarantine_add(item.record, item.blob, clock=now)
                emitting.tell("input.refused", refusal=item.record.id, reason=item.record.reason)
                if (gone := versions.withdrawn(ledger, item.record, now)) is not None:
                    ledger.append([gone], clock=now)
                continue
            batch.append(item)
            formats[_format(item)] += 1
            size += len(item.blob)
            if len(batch) == AT_ONCE or size >= AT_ONCE_BYTES:
                added, statements = append(ledger, batch, _declared(place), now, synthetic, second, heard)
                new, known, said, batch = new + added, known + len(batch) - added, said + statements, []
                size = 0
        added, statements = append(ledger, batch, _declared(place), now, synthetic, second, heard)
    return Taken(
        new=new + added,
        known=known + len(batch) - added,
        statements=said + statements,
        refusals=tuple(refusals),
        formats=dict(sorted(formats.items())),
        bill=second.bill if second is not None else None,
    )


def _format(item: "Collected") -> str:
    """What a report was read as."""
    told = item.report.extra.get("format")
    return told if isinstance(told, str) else "jsonl" if item.raw.media_type == "application/json" else "text"


def append(
    ledger: "Ledger",
    batch: "list[Collected]",
    declared: Declarations,
    now: datetime,
    synthetic: bool,
    second: "SecondReader | None" = None,
    heard: Heard | None = None,
) -> tuple[int, int]:
    """How many reports of a batch were new, and how many statements they hold."""
    if not batch:
        return 0, 0
    with emitting.timed("reports.read") as more:
        new, said = _appended(ledger, batch, declared, now, synthetic, second, heard)
        more.update(new=new, known=len(batch) - new, statements=said)
    return new, said


def _appended(
    ledger: "Ledger",
    batch: "list[Collected]",
    declared: Declarations,
    now: datetime,
    synthetic: bool,
    second: "SecondReader | None",
    heard: Heard | None,
) -> tuple[int, int]:
    held = ledger.held(Report, [item.report.id for item in batch])
    fresh = {item.report.id: item for item in batch if item.report.id not in held}
    noted = versions.note(ledger, batch, fresh, now)
    if not fresh:
        if noted.records:
            ledger.append(noted.records, clock=now)
        return 0, 0
    ledger.blobs.put_all(item.blob for item in fresh.values())
    reports = [
        msgspec.structs.replace(
            item.report,
            synthetic=synthetic or item.report.synthetic,
            flags=(*item.report.flags, versions.FLAG) if item.report.id in noted.edits else item.report.flags,
        )
        for item in fresh.values()
    ]
    readings = pipeline.read(reports, declared, second)
    records: list[Kept] = [item.raw for item in fresh.values()]
    readings = [versions.late(one, now) if one.report in noted.edits else one for one in readings]
    for report, reading in zip(reports, readings, strict=True):
        records += [report, msgspec.structs.replace(reading, statements=()), *reading.statements]
    ledger.append([*records, *noted.records], clock=now)
    if heard is not None:
        heard(readings)
    return len(fresh), sum(len(reading.statements) for reading in readings)


def refusals(workspace: Path | None) -> tuple[Refusal, ...]:
    """What is in quarantine."""
    from tocsin.ledger import Ledger

    with Ledger.open(workspaces.find(workspace).folder) as ledger:
        return ledger.refusals()


def verify(workspace: Path | None) -> Checked:
    """Check the whole ledger, its head, its blobs and its time stamps."""
    from tocsin.ledger import Ledger

    place = workspaces.find(workspace)
    try:
        with Ledger.open(place.folder) as ledger:
            head = ledger.head
            ledger.verify()
            stamps = stamping.check(place, ledger)
    except LedgerError as error:
        return Checked(rows=0, head="", findings=tuple(error.findings), todo=error.todo)
    return Checked(rows=head.count, head=head.hash, findings=stamps.findings, stamps=stamps.stamps, unchecked=stamps.unchecked)


def erase(workspace: Path | None, record: str, why: str) -> "Erased":
    """Destroy a report or statement and what was read from it. UsageError where `record` is none, or the beginning of several."""
    from tocsin.ledger import Ledger
    from tocsin.read.llm import forget

    place = workspaces.find(workspace)
    with Ledger.open(place.folder, write=True) as ledger:
        held = {report.id: report.id for report in ledger.records(Report)}
        held |= {statement.id: statement.report for statement in ledger.records(Statement)}
        meant = [name for name in held if name.startswith(record)] if len(record) >= SHORTEST_ID else []
        if len(meant) != 1:
            found = "nothing held has this id" if not meant else f"{len(meant)} ids begin like this"
            raise UsageError(found, where=record, todo=f"give at least {SHORTEST_ID} letters of an id that tocsin statements --json shows")
        # What a model quoted from the report goes first: should this be interrupted, the ledger still says that there is work left.
        forget(place.answers, held[meant[0]])
        eras.forget(place.folder)
        return ledger.erase(meant[0], why, clock=clock.now())


@garbage.unsearched()
def load(workspace: Path | None, as_of: datetime) -> Input:
    """All that a workspace holds, with each reading's statements joined to it; `pipeline.build` leaves out what came later."""
    from tocsin.ledger import Ledger

    place = workspaces.find(workspace)
    with Ledger.open(place.folder) as ledger:
        reports = tuple(ledger.records(Report))
        readings = {reading.report: reading for reading in ledger.records(Reading)}
        said: dict[str, list[Statement]] = defaultdict(list)
        for statement in ledger.records(Statement):
            said[statement.report].append(statement)
        coverage = tuple(ledger.records(Coverage))
        observations, looks = tuple(ledger.records(Observation)), tuple(ledger.records(Look))
        corrections = tuple(sorted(ledger.records(StatementRuling), key=lambda ruling: ruling.t_known))
        rulings = tuple(sorted(ledger.records(Ruling), key=lambda ruling: ruling.t_known))
        judgements = tuple(sorted(ledger.records(PersonJudgement), key=lambda judgement: judgement.t_known))
        outcomes = tuple(sorted(ledger.records(Outcome), key=lambda outcome: outcome.recorded_at))
        conditions: tuple[Condition | Crossed, ...] = (*ledger.records(Condition), *ledger.records(Crossed))
        held = stamping.held_since(ledger, as_of=as_of)
    joined = tuple(
        msgspec.structs.replace(readings[report.id], statements=tuple(sorted(said[report.id], key=lambda s: (s.span, s.id))))
        for report in reports
    )
    return Input(
        declared=_declared(place),
        reports=reports,
        readings=joined,
        coverage=coverage,
        observations=observations,
        looks=looks,
        rulings=rulings,
        corrections=corrections,
        judgements=judgements,
        outcomes=outcomes,
        conditions=conditions,
        held=held,
        as_of=as_of,
        kept=eras.folder(place.folder),
    )


def add(workspace: Path | None, records: Iterable[Kept]) -> int:
    """Append records that came from elsewhere than a report: coverage of collectors and instruments, rulings of persons."""
    from tocsin.ledger import Ledger

    with Ledger.open(workspaces.find(workspace).folder, write=True) as ledger:
        return ledger.append(records, clock=clock.now())


def _declared(place: Workspace) -> Declarations:
    return declarations.load(place.problem, place.sources if place.sources.is_dir() else None, place.sample)
