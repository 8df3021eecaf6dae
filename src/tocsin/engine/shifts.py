"""The watch: taken, noted in a log that only grows, and handed over with what is open and a handover brief."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tocsin.engine import clock
from tocsin.engine.requesting import folded
from tocsin.errors import Conflict, UsageError
from tocsin.ledger import workspace as workspaces
from tocsin.model import Acknowledgement, Alert, Brief, Kept, Release, Request, RequestStep, ShiftEntry, digest
from tocsin.model.shifts import EntryKind, Shift
from tocsin.warn.triggers.events import events

if TYPE_CHECKING:
    from tocsin.ledger import Ledger

Allowed = Callable[[Shift], None]
"""raises where an entry may not be made as the log stands"""
SHORTEST = 6
"""letters of an id"""
LONGEST = 4_000
"""characters of an entry"""


def shift(workspace: Path | None, known_by: datetime | None = None) -> Shift:
    """The log as it stands, or stood."""
    from tocsin.ledger import Ledger

    with Ledger.open(workspaces.find(workspace).folder) as ledger:
        return folded_log(ledger.records(ShiftEntry, known_by=known_by))


def folded_log(entries: Iterable[ShiftEntry]) -> Shift:
    """Who has the watch after these entries. Whoever hands over has it until the other has taken it."""
    told = sorted({one.id: one for one in entries}.values(), key=lambda one: (one.rows, one.t_known, one.id))
    holder, offered = "", ""
    since: datetime | None = None
    for one in told:
        if one.kind == "took-over":
            holder, since, offered = one.by, one.t_known, ""
        elif one.kind == "handed-over":
            offered = one.to
            if not one.to:
                holder, since = "", None
    return Shift(on_watch=holder, since=since, offered=offered, entries=tuple(told))


def take(workspace: Path | None, *, by: str, text: str = "", seen: int | None = None) -> ShiftEntry:
    """Somebody takes the watch. UsageError: they have it; it was handed to nobody, and whoever has it has not handed it over.

    A watch that nobody handed over is taken with a reason (`text`): people fall ill.
    """

    def allowed(held: Shift) -> None:
        if held.on_watch == by:
            raise UsageError("you have the watch", where=by, todo="note what happens, or hand it over")
        if held.on_watch and held.offered != by and not text.strip():
            raise UsageError(
                f"{held.on_watch} has the watch and has not handed it to you", where=by, todo="say why you take it all the same"
            )

    return _append(workspace, "took-over", by=by, text=text.strip(), allowed=allowed, seen=seen)


def note(workspace: Path | None, *, by: str, text: str) -> ShiftEntry:
    """What happened."""
    return _append(workspace, "note", by=by, text=_text(text))


def correct(workspace: Path | None, name: str, *, by: str, text: str) -> ShiftEntry:
    """An entry that puts another right; both stay. UsageError where there is no such entry."""
    return _append(workspace, "correction", by=by, text=_text(text), corrects=name)


def hand_over(workspace: Path | None, *, by: str, to: str, text: str, brief: Brief | None = None, seen: int | None = None) -> ShiftEntry:
    """The watch offered to somebody (to nobody: it ends), with the running events and open requests; `brief` is kept beside it.

    UsageError: whoever hands over has not got it. Conflict: the log went on since `seen` entries of it were read.
    """

    def allowed(held: Shift) -> None:
        if held.on_watch != by:
            who = f"{held.on_watch} has it" if held.on_watch else "nobody has it"
            raise UsageError(f"you have not got the watch: {who}", where=by, todo="take it over first")
        if to == by:
            raise UsageError("a watch is handed to somebody else", where=to, todo="name who takes it, or leave it empty to end it")

    return _append(workspace, "handed-over", by=by, text=_text(text), to=to.strip(), brief=brief, allowed=allowed, seen=seen)


def _append(
    workspace: Path | None,
    kind: EntryKind,
    *,
    by: str,
    text: str,
    to: str = "",
    corrects: str | None = None,
    brief: Brief | None = None,
    allowed: Allowed | None = None,
    seen: int | None = None,
) -> ShiftEntry:
    """One entry, judged and written under the writer's lock, so that of two people at once the second sees the first."""
    from tocsin.ledger import Ledger

    if not by.strip():
        raise UsageError("an entry needs a person", todo="--by NAME")
    now, place = clock.now(), workspaces.find(workspace)
    with Ledger.open(place.folder, write=True) as ledger:
        held = folded_log(ledger.records(ShiftEntry))
        if seen is not None and len(held.entries) > seen:
            last = held.entries[-1]
            raise Conflict(f"{last.by} wrote in the log meanwhile", todo="read it, then send this again", now=str(len(held.entries)))
        if allowed is not None:
            allowed(held)
        entry = ShiftEntry(
            id=digest("shift-entry", kind, by, text, to, corrects, now.isoformat(), ledger.head.count),
            kind=kind,
            by=by.strip(),
            text=text,
            to=to,
            corrects=_corrected(held.entries, corrects) if corrects is not None else None,
            alerts=_running(ledger) if kind == "handed-over" else (),
            requests=_open(ledger, now) if kind == "handed-over" else (),
            brief=brief.id if brief is not None else None,
            rows=ledger.head.count,
            synthetic=place.sample is not None,
            t_known=now,
        )
        records: list[Kept] = [entry] if brief is None else [brief, entry]
        ledger.append(records, clock=now)
    return entry


def _corrected(entries: Sequence[ShiftEntry], name: str) -> str:
    some = [one for one in entries if len(name) >= SHORTEST and one.id.startswith(name)]
    if len(some) != 1:
        what = "no entry has this id" if not some else f"{len(some)} entries begin like this"
        raise UsageError(what, where=name, todo=f"give at least {SHORTEST} letters of an id that tocsin shift shows")
    return some[0].id


def _running(ledger: "Ledger") -> tuple[str, ...]:
    found = events(ledger.records(Alert), ledger.records(Acknowledgement), ledger.records(Release))
    return tuple(one.id for one in found if not one.over)


def _open(ledger: "Ledger", now: datetime) -> tuple[str, ...]:
    return tuple(one.request.id for one in folded(ledger.records(Request), ledger.records(RequestStep), now) if one.closed is None)


def _text(given: str) -> str:
    text = given.strip()
    if not text:
        raise UsageError("an entry says something", todo="say what happened in a few words")
    if len(text) > LONGEST:
        raise UsageError("that is too long for the log", todo=f"at most {LONGEST:,} characters")
    return text
