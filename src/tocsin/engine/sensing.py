"""Feeds of instruments: files and answers of addresses become observations and coverage, shown as they are or kept in the ledger.

What is kept is what was measured, by measure and place; what it says of the problem's indicators is worked out whenever the ledger is read,
so that a changed link holds for the past as well. Bytes that name single aircraft or ships are never kept.
"""

import hashlib
import io
import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from tocsin.collect import sniff
from tocsin.collect.dispatch import BROKEN
from tocsin.collect.files import STDIN, addressed, expand, shown
from tocsin.collect.records import Limits, RefusedInput, raw_document, refused
from tocsin.engine import clock, pipeline, store
from tocsin.engine.asking import Asking
from tocsin.engine.declarations import Declarations
from tocsin.engine.pipeline import Input
from tocsin.engine.store import Taken
from tocsin.errors import Refused, UsageError
from tocsin.ledger import workspace as workspaces
from tocsin.ledger.workspace import Workspace
from tocsin.library import instruments
from tocsin.model import Coverage, Kept, Observation, RawDoc, Record, Refusal
from tocsin.model.declared import Problem
from tocsin.sense.indicating import METHOD, measured
from tocsin.sense.instruments import registry
from tocsin.sense.instruments.contract import Taking, absent, watched, whole_hours

if TYPE_CHECKING:
    from tocsin.engine.progress import Told
    from tocsin.ledger import Ledger


Measured = Observation | Coverage


class Sensed(Record, frozen=True, kw_only=True):
    """What some bytes of an instrument told."""

    instrument: str
    where: str
    observations: tuple[Observation, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    broken: str | None = None
    """why nothing of it could be taken"""


class Parsed(Record, frozen=True, kw_only=True):
    """What is kept beside: the document's record and its bytes, where they may be kept, and refused pieces with theirs."""

    told: Sensed
    raw: RawDoc | None
    blob: bytes
    pieces: tuple[tuple[Refusal, bytes], ...]


def read(
    name: str,
    raw: bytes,
    where: str,
    problem: Problem,
    now: datetime,
    *,
    window: tuple[datetime, datetime] | None = None,
    synthetic: bool = False,
    limits: Limits | None = None,
    url: str | None = None,
) -> Parsed:
    """The records of an instrument's bytes. Nothing that they hold raises."""
    about = instruments.get(name)
    sha256 = hashlib.sha256(raw).hexdigest()
    taking = Taking(where, now, about, instruments.areas(problem, about), sha256, window, synthetic, limits or Limits())
    taken: list[Observation | Coverage] = []
    pieces: list[RefusedInput] = []
    broken = None
    try:
        for one in registry.get(name).parse(io.BytesIO(raw), taking):
            if isinstance(one, RefusedInput):
                pieces.append(one)
            else:
                taken.append(one)
    except Refused as error:
        broken = error.what
        pieces.append(_whole(error.reason, error.what, error.todo, raw, taking))
    except BROKEN as error:
        broken = f"it cannot be read as {name}: {type(error).__name__} {error}".rstrip()[:400]
        pieces.append(_whole("broken", broken, "fetch it again", raw, taking))
    if broken is not None:
        taken = []  # what came before the break may be half of it
    told = Sensed(
        instrument=name,
        where=where,
        observations=tuple(one for one in taken if isinstance(one, Observation)),
        coverage=tuple(one for one in taken if isinstance(one, Coverage)),
        refusals=tuple(one.record for one in pieces),
        broken=broken,
    )
    document = raw_document(raw, path=None if url else where, url=url, media_type="application/octet-stream", clock=now)
    return Parsed(told=told, raw=document if about.keeps_raw else None, blob=raw, pieces=tuple((one.record, one.blob) for one in pieces))


def missing(name: str, where: str, problem: Problem, now: datetime, window: tuple[datetime, datetime], why: str) -> Parsed:
    """A feed that did not answer: nobody was looking in that time."""
    return _covered(name, where, tuple(absent(_taking(name, where, problem, now), *whole_hours(*window), why)))


def broken(found: Parsed, problem: Problem, now: datetime, window: tuple[datetime, datetime]) -> Parsed:
    """An answer that makes no sense: the collector is broken in that time; its bytes stand refused."""
    told = found.told
    taking = _taking(told.instrument, told.where, problem, now)
    records = tuple(absent(taking, *whole_hours(*window), told.broken or "", broken=True))
    return msgspec.structs.replace(found, told=msgspec.structs.replace(told, coverage=records))


def silent(name: str, where: str, problem: Problem, now: datetime, window: tuple[datetime, datetime]) -> Parsed:
    """A service that says there is nothing: it was looking, and saw none of it."""
    taking = _taking(name, where, problem, now)
    return _covered(name, where, tuple(watched(taking, [one.id for one in taking.about.measures], *whole_hours(*window))))


def _covered(name: str, where: str, records: tuple[Coverage, ...]) -> Parsed:
    return Parsed(told=Sensed(instrument=name, where=where, coverage=records), raw=None, blob=b"", pieces=())


def _taking(name: str, where: str, problem: Problem, now: datetime) -> Taking:
    about = instruments.get(name)
    return Taking(where, now, about, instruments.areas(problem, about))


def _whole(reason: str, what: str, todo: str, raw: bytes, taking: Taking) -> RefusedInput:
    held = raw[: taking.limits.kept] if taking.about.keeps_raw else b""
    return refused(reason, what, where=taking.where, todo=todo, blob=held, size=len(raw), clock=taking.clock, form=taking.about.id)


def is_instrument(name: str | None) -> bool:
    """Whether a format is that of an instrument read from files."""
    return name in registry.READ


def told_of(path: str, form: str | None) -> str | None:
    """The instrument that a file is of, by `--format` or by its first bytes; None for reports."""
    if form is not None:
        return form if form in registry.READ else None
    if path == STDIN or addressed(path) or not os.path.isfile(path):
        return None
    with open(path, "rb") as stream:
        head = stream.read(sniff.HEAD)
    return registry.recognised(sniff.inside_gzip(head) if head.startswith(sniff.GZIP) else head)


def files(paths: Sequence[str], problem: Problem, form: str | None, now: datetime, synthetic: bool = False) -> Iterable[Parsed]:
    """The records of each file, in order. UsageError for what is no instrument's."""
    if form is not None and form not in registry.READ:
        raise UsageError(f"there is no instrument {form!r} that is read from files", todo=f"choose one of {', '.join(registry.READ)}")
    for path in expand(paths):
        if addressed(path):
            raise UsageError("addresses are asked by tocsin watch", where=path, todo="declare it with `instrument:` in a source")
        name = told_of(path, form)
        if name is None:
            todo = f"say which with --format: {', '.join(registry.READ)}"
            raise UsageError("this is no feed of an instrument that is known", where=shown(path), todo=todo)
        yield read(name, _content(path), "stdin" if path == STDIN else shown(path), problem, now, synthetic=synthetic)


def _content(path: str) -> bytes:
    """The bytes of a file, unpacked where it is packed by gzip, as far as a document may be long."""
    import gzip
    import sys

    most = Limits().unpacked + 1
    if path == STDIN:
        return sys.stdin.buffer.read(most)
    with open(path, "rb") as stream:
        if stream.read(2) != sniff.GZIP:
            stream.seek(0)
            return stream.read(most)
    try:
        with gzip.open(path) as packed:
            return packed.read(most)
    except (EOFError, OSError):
        return b""


class Shown(Record, frozen=True, kw_only=True):
    """What files or a workspace hold of instruments, and what it says of indicators."""

    problem: str
    as_of: datetime
    measured: tuple[Observation, ...]
    """by measure and place, in order of time"""
    watched: tuple[Coverage, ...]
    indicated: tuple[Observation, ...]
    covered: tuple[Coverage, ...]
    refusals: tuple[Refusal, ...] = ()
    synthetic: bool = False


def from_files(paths: Sequence[str], declared: Declarations, form: str | None, as_of: datetime | None) -> Shown:
    """What files tell, nothing stored."""
    now = clock.now()
    found = [one.told for one in files(paths, declared.problem, form, now)]
    given = Input(
        declared=declared,
        reports=(),
        readings=(),
        as_of=as_of or now,
        observations=tuple({o.id: o for one in found for o in one.observations}.values()),
        coverage=tuple({c.id: c for one in found for c in one.coverage}.values()),
        refusals=tuple(refusal for one in found for refusal in one.refusals),
    )
    return shown_of(given)


def shown_of(given: Input) -> Shown:
    """What was measured by as-of, and what it says."""
    made = pipeline.sense(given, given.as_of)
    mine = [one for one in given.observations if measured(one.indicator) and one.t_known <= given.as_of]
    seen = [one for one in given.coverage if measured(one.indicator) and one.t_known <= given.as_of]
    return Shown(
        problem=given.declared.problem.id,
        as_of=given.as_of,
        measured=tuple(sorted(mine, key=lambda o: (o.indicator, o.place.id if o.place else "", o.t_start or o.t_known, o.id))),
        watched=tuple(sorted(seen, key=lambda c: (c.indicator, c.place.id if c.place else "", c.t_start, c.id))),
        indicated=tuple(o for o in made.observations if o.origin is None),
        covered=tuple(c for c in made.coverage if c.method == METHOD),
        refusals=given.refusals,
        synthetic=any(one.synthetic for one in (*mine, *seen)),
    )


def ingest(
    paths: Sequence[str],
    workspace: Path | None,
    form: str | None = None,
    asked: Asking | None = None,
    columns: Mapping[str, str] | None = None,
    followed: "Told | None" = None,
) -> Taken:
    """Take reports (`store.ingest`) and feeds of instruments into the ledger. followed: is told now and then how far it is."""
    feeds: list[str] = []
    others = list(paths)
    if form in registry.READ:
        feeds, others = list(paths), []
    elif form is None and paths:
        found = expand(paths)
        feeds = [path for path in found if told_of(path, None) is not None]
        if feeds:
            others = [path for path in found if path not in set(feeds)]
    if not feeds:
        return store.ingest(paths, workspace, form, None, asked, columns, followed)
    taken = Taken(new=0, known=0, statements=0, refusals=())
    if others:
        taken = store.ingest(others, workspace, form, None, asked, columns, followed)
    place, now = workspaces.find(workspace), clock.now()
    kept = keep(place, files(feeds, store.declared(place.folder).problem, form, now, place.sample is not None), now)
    return msgspec.structs.replace(
        taken,
        refusals=(*taken.refusals, *kept.refusals),
        observations=kept.observations,
        coverage=kept.coverage,
        formats={**taken.formats, **kept.formats},
    )


def keep(place: Workspace, some: Iterable[Parsed], now: datetime) -> Taken:
    """Append what was told; what is held already is met again and changes nothing."""
    from tocsin.ledger import Ledger

    with Ledger.open(place.folder, write=True) as ledger:
        each = [kept(ledger, one, now) for one in some]
    return Taken(
        new=0,
        known=0,
        statements=0,
        refusals=tuple(refusal for one in each for refusal in one.refusals),
        formats=dict(Counter(form for one in each for form in one.formats)),
        observations=sum(one.observations for one in each),
        coverage=sum(one.coverage for one in each),
    )


def kept(ledger: "Ledger", one: Parsed, now: datetime) -> Taken:
    """What one document told, appended."""
    for record, blob in one.pieces:
        ledger.quarantine_add(record, blob, clock=now)
    fresh = [*_fresh(ledger, Observation, one.told.observations), *_fresh(ledger, Coverage, one.told.coverage)]
    if fresh:
        records: list[Kept] = list(fresh)
        if one.raw is not None:
            ledger.blobs.put_all([one.blob])
            records.insert(0, one.raw)
        ledger.append(records, clock=now)
    return Taken(
        new=0,
        known=0,
        statements=0,
        refusals=tuple(record for record, _ in one.pieces),
        formats={one.told.instrument: 1},
        observations=sum(isinstance(record, Observation) for record in fresh),
        coverage=sum(isinstance(record, Coverage) for record in fresh),
    )


def _fresh(
    ledger: "Ledger", kind: type[Observation] | type[Coverage], some: Sequence[Observation | Coverage]
) -> list[Observation | Coverage]:
    """Those that are not held: the first sighting of a measurement stands, wherever a mirror tells it again."""
    held = ledger.held(kind, [one.id for one in some])
    return [one for one in {one.id: one for one in some}.values() if one.id not in held]
