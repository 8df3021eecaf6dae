"""Origins of a ledger of years: related era by era, each with the month before it at hand, and kept beside the ledger.

Up to `WHOLE` reports all are related at once. Beyond, the time that relating takes would grow with all that was ever collected, each time
that anything is written. So reports are taken by eras of a fixed calendar. An era is related together with what was known in the `LEAD`
before it, and what hangs there under a report of the lead is put under the origin that this report stands under already. An era that is
over is never related again, unless anything that it rests on changed: what is kept stands under the digest of all that went in, may be
deleted at any time, and no ledger refers to it.

What it costs is said in docs/design/0060.
"""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from tocsin import __version__
from tocsin.corroborate import corroborate
from tocsin.engine.declarations import Declarations
from tocsin.errors import CannotFinish
from tocsin.ledger import durable
from tocsin.model import Link, Origin, Reading, Record, Report, Ruling, from_json, to_json

if TYPE_CHECKING:
    from tocsin.corroborate.meaning.encoder import Kept as Encoder

WHOLE = 20_000
"""reports up to which all are related at once"""
ERA, LEAD = timedelta(days=30), timedelta(days=30)
"""a citation without a date reaches back 30 days, one that cites nobody 3: only copies and versions of older texts reach further"""
BEGAN = datetime(2000, 1, 1, tzinfo=UTC)
"""eras are counted from here, whatever is held and whenever it is looked at"""
DERIVED, FOLDER = "derived", "origins"
Pair = tuple[Report, Reading]


class Kept(Record, frozen=True, kw_only=True):
    """The file of one era: origins that any report of it stands under, as they were found with the lead."""

    mark: str
    origins: tuple[Origin, ...]


def related(
    reports: Sequence[Report],
    readings: Sequence[Reading],
    declared: Declarations,
    *,
    clock: datetime,
    rulings: Sequence[Ruling] = (),
    encoder: "Encoder | None" = None,
    encoded_by: str = "",
    folder: Path | None = None,
    whole: int = WHOLE,
) -> tuple[Origin, ...]:
    """The origins behind `reports`, one reading each in the same order, earliest first; nothing later than `clock` may be among them.

    encoded_by: what tells the encoder from others. folder: where eras that are over are kept; None: nowhere.
    """
    known = [ruling for ruling in rulings if ruling.t_known <= clock]

    def grown(pairs: Sequence[Pair]) -> tuple[Origin, ...]:
        some, read = [report for report, _ in pairs], [reading for _, reading in pairs]
        return corroborate(some, read, declared.sources, clock=clock, rulings=known, encoder=encoder, networks=declared.networks)

    pairs = sorted(zip(reports, readings, strict=True), key=lambda pair: (pair[1].t_known, pair[0].id))
    if len(pairs) <= whole:
        return grown(pairs)
    together = Together(known)
    declaration = _declaration(declared, clock, encoded_by)
    for era in _eras(pairs):
        if era.until > clock or folder is None:
            together.add(era, grown(era.pairs))
            continue
        path, mark = folder / f"{era.since:%Y-%m-%d}.json", _mark(era, known, declaration)
        held = _read(path)
        if held is None or held.mark != mark:
            ids = {report.id for report, _ in era.new}
            held = Kept(mark=mark, origins=tuple(one for one in grown(era.pairs) if any(link.id in ids for link in one.reports)))
            _write(path, held)
        together.add(era, held.origins)
    return together.origins()


class Era(Record, frozen=True, kw_only=True):
    """What one era is related from."""

    since: datetime
    until: datetime
    lead: tuple[Pair, ...]
    new: tuple[Pair, ...]

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """All of it, in order of time."""
        return (*self.lead, *self.new)


def _eras(pairs: Sequence[Pair]) -> Iterator[Era]:
    """Every era with anything in it, of pairs in order of time."""
    first = at = 0
    while at < len(pairs):
        since = BEGAN + (pairs[at][1].t_known - BEGAN) // ERA * ERA
        end = at
        while end < len(pairs) and pairs[end][1].t_known < since + ERA:
            end += 1
        while pairs[first][1].t_known < since - LEAD:
            first += 1
        yield Era(since=since, until=since + ERA, lead=tuple(pairs[first:at]), new=tuple(pairs[at:end]))
        at = end


class Together:
    """Origins of eras put together, era after era in order of time."""

    def __init__(self, rulings: Sequence[Ruling]) -> None:
        self._found: dict[str, Origin] = {}
        self._home: dict[str, str] = {}
        """report -> id of the first origin that it stands under"""
        self._apart: dict[str, set[str]] = {}
        self._merged = [ruling for ruling in rulings if ruling.kind == "merge" and ruling.other is not None]
        for ruling in rulings:
            if ruling.kind == "split" and ruling.other is not None:
                self._apart.setdefault(ruling.report, set()).add(ruling.other)
                self._apart.setdefault(ruling.other, set()).add(ruling.report)

    def add(self, era: Era, origins: Sequence[Origin]) -> None:
        """The origins of the next era: new ones, and what came in it under older ones."""
        new = {report.id for report, _ in era.new}
        said = {statement.id for _, reading in era.new for statement in reading.statements}
        for one in origins:
            links = tuple(link for link in one.reports if link.id in new)
            if not links:
                continue
            held = self._found.get(self._earlier(one, new))
            if held is None or self._parted(held, links):
                self._keep(one, links)
                continue
            mine = tuple(name for name in one.statements if name in said)
            self._keep(_longer(held, one, links, mine), links)

    def origins(self) -> tuple[Origin, ...]:
        """All of them, earliest first."""
        for ruling in sorted(self._merged, key=lambda one: one.t_known):
            one, two = (self._found.get(self._home.get(name or "", "")) for name in (ruling.report, ruling.other))
            if one is not None and two is not None and one.id != two.id:
                first, second = sorted((one, two), key=lambda found: (found.first_seen, found.id))
                del self._found[second.id]
                self._keep(_longer(first, second, second.reports, second.statements), second.reports)
                self._home |= {link.id: first.id for link in second.reports}
        return tuple(sorted(self._found.values(), key=lambda found: (found.first_seen, found.id)))

    def _earlier(self, one: Origin, new: set[str]) -> str:
        """Id of the origin of before that this one goes on from: itself, else the one that its first report of before stands under."""
        if one.id in self._found:
            return one.id
        return next((self._home[link.id] for link in one.reports if link.id not in new and link.id in self._home), "")

    def _parted(self, held: Origin, links: Sequence[Link]) -> bool:
        """Whether a person took any of these reports out of an origin."""
        apart = {other for link in links for other in self._apart.get(link.id, ())}
        return bool(apart) and any(link.id in apart for link in held.reports)

    def _keep(self, one: Origin, links: Sequence[Link]) -> None:
        self._found[one.id] = one
        for link in links:
            self._home.setdefault(link.id, one.id)


def _longer(held: Origin, later: Origin, links: Sequence[Link], statements: Sequence[str]) -> Origin:
    """An origin with what came under it later. Grades are the later ones where it is the same: they rest on more."""
    have = {link.id for link in held.reports}
    return replace(
        held,
        reports=(*held.reports, *(link for link in links if link.id not in have)),
        statements=tuple(dict.fromkeys((*held.statements, *statements))),
        grades=later.grades if later.id == held.id else held.grades,
        replaces=tuple(name for name in dict.fromkeys((*held.replaces, *later.replaces)) if name != held.id),
        synthetic=held.synthetic or later.synthetic,
    )


def _declaration(declared: Declarations, clock: datetime, encoded_by: str) -> bytes:
    """What every era rests on beside its reports: the program, the sources, the networks known by then, the encoder."""
    networks = [one for one in declared.networks if one.known_since <= clock.date()]
    said = to_json([declared.sources, networks, encoded_by])
    return hashlib.sha256(__version__.encode() + said).digest()


def _mark(era: Era, rulings: Sequence[Ruling], declaration: bytes) -> str:
    """The digest of all that an era's origins rest on."""
    found = hashlib.sha256(declaration)
    names = set()
    for report, reading in era.pairs:
        names.add(report.id)
        found.update(report.id.encode())
        found.update(to_json([report.furniture, report.flags, report.site, report.url, report.synthetic, report.tlp, reading]))
    for ruling in rulings:
        if ruling.report in names or ruling.other in names:
            found.update(to_json(ruling))
    return found.hexdigest()


def _read(path: Path) -> Kept | None:
    """What is kept; None where nothing is, or what no longer reads."""
    try:
        return from_json(Kept, path.read_bytes())
    except (OSError, msgspec.DecodeError):
        return None


def _write(path: Path, kept: Kept) -> None:
    """Keep it, where that can be done: a folder that may not be written costs time, and nothing else."""
    with suppress(CannotFinish):
        durable.write(path, to_json(kept))


def folder(workspace: Path) -> Path:
    """Where a workspace keeps them."""
    return workspace / DERIVED / FOLDER


def forget(workspace: Path) -> None:
    """Take away all that is kept: it holds words of reports, and one of them is to be erased."""
    for path in sorted(folder(workspace).glob("*.json")):
        durable.remove(path)
