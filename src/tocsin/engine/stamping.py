"""Stamps of an authority on what the ledger holds: asked for, kept, checked again offline, and shown beside what they vouch for."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from tocsin.collect import stamping
from tocsin.collect.fetching import keys
from tocsin.collect.stamping import Trust
from tocsin.engine import clock, fetching
from tocsin.errors import CannotFinish, ConfigError, LedgerError, Refused, UsageError
from tocsin.ledger import workspace as workspaces
from tocsin.ledger.workspace import Workspace
from tocsin.model import Held, Report, Stamp, Stamping, digest, to_json

if TYPE_CHECKING:
    from tocsin.collect.fetching.fetcher import Fetcher
    from tocsin.ledger import Ledger
    from tocsin.ledger.chain import Head

SHORTEST = 8
"""letters of an id that stand for it"""


class Checked(NamedTuple):
    """What a check of all stamps came to. `unchecked`: why none could be checked."""

    stamps: int = 0
    findings: tuple[str, ...] = ()
    unchecked: str = ""


def stamp(workspace: Path | None, reports: Sequence[str] = ()) -> tuple[Stamp, ...]:
    """Have the bytes of these reports stamped, or, where none is named, the ledger's head; keep the tokens.

    UsageError: no authority is declared, no such report, nothing held. CannotFinish: no answer, or one that does not hold.
    """
    from tocsin.ledger import Ledger

    place = workspaces.find(workspace)
    _declared(place)
    with Ledger.open(place.folder) as ledger:
        named = [_report(ledger, name) for name in reports]
        wanted = [(one, ledger.blobs.get(one.raw)) for one in named if one.raw is not None]
    with fetching.fetcher(place) as fetcher:
        if not reports:
            return (of_head(place, fetcher),)
        return tuple(_kept(place, data, fetcher, of="bytes", report=report.id) for report, data in wanted)


def of_head(place: Workspace, fetcher: "Fetcher") -> Stamp:
    """Have the ledger's head stamped: it vouches for every row before it, and shows the authority nothing of them."""
    from tocsin.ledger import Ledger

    with Ledger.open(place.folder) as ledger:
        head = ledger.head
    if not head.count:
        raise UsageError("nothing is held yet, so there is nothing to stamp", where=str(place.folder), todo="ingest something first")
    return _kept(place, _bytes(head), fetcher, of="head", rows=head.count, head=head.hash)


def _kept(
    place: Workspace,
    data: bytes,
    fetcher: "Fetcher",
    *,
    of: Literal["bytes", "head"],
    report: str | None = None,
    rows: int | None = None,
    head: str | None = None,
) -> Stamp:
    """A token for `data`, asked for, checked, and put into the ledger."""
    from tocsin.ledger import Ledger

    declared = _declared(place)
    trust, request, sha256 = _trust(place), stamping.request(data), stamping.imprint(data)
    came = fetcher.post(declared.url, request.body, stamping.QUERY, stamping.REPLY, stamping.MOST_BYTES, own=keys.own(declared.url))
    if came.outcome != "new":
        raise CannotFinish(f"no time stamp came: {came.reason}: {came.what}", where=declared.url, todo=came.todo or "try again later")
    try:
        token = stamping.holds(came.body, sha256, trust, request.nonce)
    except Refused as error:
        raise CannotFinish(f"the time stamp that came is not kept: {error.what}", where=declared.url, todo=error.todo) from error
    kept = stamping.imprint(came.body)
    made = Stamp(
        id=digest("stamp", kept),
        of=of,
        sha256=sha256,
        report=report,
        rows=rows,
        head=head,
        authority=declared.url,
        signer=token.signer,
        policy=token.policy,
        serial=token.serial,
        stamped_at=token.at,
        within_s=token.within_s,
        token=kept,
        t_known=came.at,
    )
    with Ledger.open(place.folder, write=True) as ledger:
        ledger.blobs.put(came.body)
        ledger.append([made], clock=clock.now())
    return made


def check(place: Workspace, ledger: "Ledger") -> Checked:
    """Every stamp checked again, offline: its token against the certificates declared, and what it vouches for against the ledger."""
    held = list(ledger.records(Stamp))
    if not held:
        return Checked()
    try:
        trust = _trust(place)
    except (CannotFinish, ConfigError, UsageError) as error:
        return Checked(unchecked=str(error))
    return Checked(len(held), tuple(finding for one in held for finding in _findings(one, ledger, trust)))


def _findings(one: Stamp, ledger: "Ledger", trust: Trust) -> Iterable[str]:
    about = f"the ledger up to row {one.rows}" if one.of == "head" else f"report {(one.report or '')[:SHORTEST]}"
    name = f"stamp {one.id[:SHORTEST]} of {about}"
    try:
        token = stamping.holds(ledger.blobs.get(one.token), one.sha256, trust)
    except (Refused, CannotFinish, LedgerError) as error:
        yield f"{name}: {error.what if isinstance(error, Refused) else error}"
        return
    if (token.at, token.serial, token.signer) != (one.stamped_at, one.serial, one.signer):
        yield f"{name}: the record says other than its token"
    if one.of == "head":
        from tocsin.ledger.chain import Head

        if one.rows is None or one.head is None or stamping.imprint(_bytes(Head(count=one.rows, hash=one.head))) != one.sha256:
            yield f"{name}: the record names another head than was stamped"
        elif ledger.hash_at(one.rows) != one.head:
            yield f"{name}: row {one.rows} is not what it was on {one.stamped_at:%Y-%m-%d %H:%M:%S}, when it was stamped"
    elif (report := ledger.get(Report, one.report or "")) is not None and report.raw != one.sha256:
        yield f"{name}: its bytes are not those that were stamped"


def held_since(ledger: "Ledger", reports: Iterable[str] | None = None, as_of: datetime | None = None) -> dict[str, Held]:
    """For each report (all where none is named) that a stamp vouches for, the earliest; by stamps known as of then."""
    stamps = list(ledger.records(Stamp, known_by=as_of))
    if not stamps:
        return {}
    heads = sorted((one for one in stamps if one.of == "head"), key=lambda one: one.rows or 0)
    reach = [one.rows or 0 for one in heads]
    # Of the heads from each on, which all vouch for as many rows or more.
    earliest = list(accumulate(reversed(heads), _earlier))[::-1]
    found: dict[str, Held] = {}
    for report, row in ledger.rows(Report, reach[-1] if reach else 0).items():
        found[report] = _held(earliest[bisect_left(reach, row)], report)
    for one in stamps:
        if one.report is not None and (one.report not in found or one.stamped_at < found[one.report].at):
            found[one.report] = _held(one, one.report)
    return found if reports is None else {name: found[name] for name in reports if name in found}


def _earlier(one: Stamp, two: Stamp) -> Stamp:
    return min((one, two), key=lambda stamp: (stamp.stamped_at, stamp.id))


def _held(one: Stamp, report: str) -> Held:
    return Held(report=report, at=one.stamped_at, by=one.signer, through=one.of, stamp=one.id)


def _bytes(head: "Head") -> bytes:
    """What stands for a head: its canonical JSON."""
    return to_json(head)


def _declared(place: Workspace) -> Stamping:
    if place.stamping is None:
        todo = "declare stamping: with url and certificates there; nothing is asked before that (docs/how-to/prove-when.md)"
        raise UsageError("no time-stamping authority is declared", where=str(place.folder / workspaces.FILE), todo=todo)
    return place.stamping


def _trust(place: Workspace) -> Trust:
    declared = _declared(place)
    return stamping.trust([place.folder / name for name in declared.certificates], declared.policy)


def _report(ledger: "Ledger", name: str) -> Report:
    found = [one for one in ledger.records(Report) if one.id == name or (len(name) >= SHORTEST and one.id.startswith(name))]
    if len(found) != 1:
        what = "no report held has this id" if not found else f"{len(found)} reports begin like this"
        raise UsageError(what, where=name, todo=f"give at least {SHORTEST} letters of an id that tocsin statements --json shows")
    if found[0].raw is None:
        raise UsageError("its bytes are not kept, so there is nothing to stamp", where=name, todo="stamp the ledger's head instead")
    return found[0]
