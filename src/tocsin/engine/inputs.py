"""Where a command's reports come from: files as they are, or a workspace's ledger."""

from collections.abc import Callable, Sequence
from pathlib import Path

from tocsin.engine import asking, clock, declarations, pipeline, store
from tocsin.engine.asking import Asking
from tocsin.engine.pipeline import Input
from tocsin.errors import UsageError
from tocsin.model import Reading, Refusal

REFUSED = 1


def take(paths: Sequence[str], problem: str | None, workspace: Path | None, as_of: str | None) -> Input:
    """The reports in `paths`, or, where none are given, those of the workspace."""
    return from_paths(paths, problem, workspace, as_of) if paths else from_workspace(workspace, as_of)


def from_paths(
    paths: Sequence[str],
    problem: str | None = None,
    workspace: Path | None = None,
    as_of: str | None = None,
    asked: Asking | None = None,
) -> Input:
    """The reports in files, read; nothing is stored and nothing that merely arrived counts as coverage.

    The problem is the one named, else that of the workspace where there is one, else the shipped one.
    """
    if not paths:
        raise UsageError("no file was named", todo="name files, folders, globs, or - for standard input")
    from tocsin.collect.files import Collected, collect

    started = clock.now()
    taken, refusals = [], []
    for item in collect(paths, clock=started):
        if isinstance(item, Collected):
            taken.append(item.report)
        else:
            refusals.append(item.record)
    unique = tuple({report.id: report for report in taken}.values())
    declared = declarations.load(problem) if problem else store.declared(workspace)
    with asking.opened(asked, declared) as second:
        readings = tuple(pipeline.read(unique, declared, second))
    return Input(
        declared=declared,
        reports=unique,
        readings=readings,
        refusals=tuple(refusals),
        as_of=clock.moment(as_of, "end") if as_of else started,
        bill=second.bill if second is not None else None,
    )


def from_workspace(workspace: Path | None, as_of: str | None) -> Input:
    """What the ledger of a workspace holds and could have been known by `as_of`."""
    return store.load(workspace, clock.moment(as_of, "end") if as_of else clock.now())


def status(refusals: Sequence[Refusal], say: Callable[[str], None]) -> int:
    """Exit status for what was refused: 0 for nothing, else 1, with each refusal said."""
    for refusal in refusals:
        say(f"refused {refusal.where}: {refusal.what} ({refusal.todo})")
    return REFUSED if refusals else 0


def left_out(later: Sequence[Reading], given: Input) -> str | None:
    """One line about reports that an earlier `--as-of` leaves out, or None."""
    if not later:
        return None
    undated = sum(reading.published_at is None and reading.resolved_date is None for reading in later)
    why = f", {undated} of them without any date, so known only since they were collected" if undated else ""
    return f"{len(later)} of {len(given.reports)} reports became known after {given.as_of:%Y-%m-%d %H:%M} UTC and were left out{why}"


def too_old(given: Input) -> str | None:
    """One line where every report lies before the window that is judged, or None: old files judged as of today say nothing."""
    if not given.readings:
        return None
    newest = max(reading.t_known for reading in given.readings)
    days = (given.as_of - newest).days
    if days <= given.declared.problem.start_days:
        return None
    return f"the newest report became known {days} days before {given.as_of.date()}; to judge as of then: --as-of {newest.date()}"
