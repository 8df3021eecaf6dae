"""Element sets into a workspace and out of it: read, refused one by one, and kept for satellites of the sensor catalogue."""

import io
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from tocsin.engine import clock
from tocsin.errors import Refused, UsageError
from tocsin.ledger import workspace as workspaces
from tocsin.ledger.workspace import Workspace
from tocsin.model import Coverage, Elements, Record, Refusal

if TYPE_CHECKING:
    from tocsin.collect.records import Limits, RefusedInput
    from tocsin.ledger import Ledger
    from tocsin.model.sensors import Sensor
    from tocsin.sense.orbits.element_files import Form

MOST_TOLD = 1000
"""refusals of one file that are kept one by one; the rest is counted"""
AT_ONCE = 2000
"""records a transaction"""
TOGETHER = 20_000
"""sets of satellites of the catalogue that are in memory at once: some fifty times as many as fly"""


class Sets(Record, frozen=True, kw_only=True):
    """What came of a file of element sets."""

    where: str
    format: str
    sound: int
    """sets without a mistake"""
    kept: int
    """of them, of satellites of the sensor catalogue: the others are let go"""
    twice: int
    """sets that say again, or otherwise, what another of the same satellite and epoch among `TOGETHER` says; the last stands"""
    several: int
    """satellites with more than one epoch: the newest that could be known is used"""
    refusals: tuple[Refusal, ...]

    @staticmethod
    def of(refusal: Refusal, kept: int) -> "Sets":
        """What one refused set came to when it was tried again."""
        return Sets(where=refusal.where, format=refusal.format or "", sound=1, kept=kept, twice=0, several=0, refusals=())


def holds_sets(path: str) -> bool:
    """Whether a file begins as one of element sets, packed by gzip or in a ZIP archive too."""
    from tocsin.sense.orbits import element_archives

    return Path(path).is_file() and element_archives.holds_sets(Path(path))


def families(sample: str | None) -> "tuple[Sensor, ...]":
    """The sensor catalogue, with the invented families of a sample."""
    from tocsin.library import samples, sensors

    folder = samples.sensors(sample) if sample is not None else None
    return (*sensors.load(), *(sensors.load(folder) if folder is not None else ()))


def is_form(name: str | None) -> bool:
    """Whether a format is one of element sets."""
    from tocsin.sense.orbits.element_files import FORMS

    return name in FORMS


def apart(paths: Sequence[str], form: str | None) -> tuple[list[Path], Sequence[str]]:
    """Files of element sets among what was named, and the rest; all are where `form` is one of element sets, none where it is another."""
    from tocsin.collect.files import addressed, expand
    from tocsin.sense.orbits.element_files import FORMS

    if form is not None and form not in FORMS:
        return [], paths
    found = expand(paths)
    files = [path for path in found if form is not None or (not addressed(path) and holds_sets(path))]
    return [Path(path) for path in files], [path for path in found if path not in files] if files else paths


class Told:
    """What came of a file so far, counted while its sets go by."""

    def __init__(self, where: str) -> None:
        self.where, self.forms = where, list[str]()
        self.sound = self.kept = self.twice = self.more = 0
        self.refused: list[RefusedInput] = []
        self._epochs: dict[int, datetime] = {}
        self._several: set[int] = set()

    def epoch(self, one: Elements) -> None:
        """A set of a satellite of the catalogue."""
        if self._epochs.setdefault(one.catalogue, one.epoch) != one.epoch:
            self._several.add(one.catalogue)

    def refuse(self, reason: str, what: str, where: str, todo: str, blob: bytes, form: str | None, clock: datetime) -> None:
        """A piece that was not taken; from `MOST_TOLD` on only counted."""
        from tocsin.collect.records import refused

        self.more += len(self.refused) >= MOST_TOLD
        if len(self.refused) < MOST_TOLD:
            self.refused.append(refused(reason, what, where=where, todo=todo, blob=blob, clock=clock, form=form))

    def rest(self, clock: datetime) -> None:
        """The file is at its end: what was only counted is told."""
        from tocsin.collect.records import refused

        if self.more:
            what = f"{self.more:,} more sets of this file are refused, not kept one by one"
            self.refused.append(refused("many", what, where=self.where, todo="get the file again", blob=b"", clock=clock))

    def sets(self) -> Sets:
        """As a record."""
        return Sets(
            where=self.where,
            format=", ".join(dict.fromkeys(self.forms)),
            sound=self.sound,
            kept=self.kept,
            twice=self.twice,
            several=len(self._several),
            refusals=tuple(item.record for item in self.refused),
        )


def batches(
    path: Path, now: datetime, told: Told, *, synthetic: bool = False, sample: str | None = None, limits: "Limits | None" = None
) -> Iterator[tuple[Elements, ...]]:
    """The sets of a file that belong to satellites of the catalogue, some thousands at a time, so that no file fills the memory.

    Of sets of one satellite and epoch within a batch the last stands. UsageError where there is no such file.
    """
    from tocsin.collect.records import Limits
    from tocsin.sense.orbits import element_archives
    from tocsin.sense.orbits.satellites import catalogued

    if not path.is_file():
        raise UsageError("there is no such file", where=str(path), todo="name a file of element sets: OMM, TLE or 3LE")
    ours = catalogued(families(sample))
    kept: dict[tuple[int, datetime], Elements] = {}
    with path.open("rb") as file:
        try:
            for where, stream in element_archives.inside(file, str(path), limits or Limits(), now):
                for one in _sound(stream, where, now, told, synthetic):
                    if not ours(one):
                        continue
                    told.epoch(one)
                    told.twice += (one.catalogue, one.epoch) in kept
                    kept[one.catalogue, one.epoch] = one
                    if len(kept) >= TOGETHER:
                        told.kept += len(kept)
                        yield tuple(kept.values())
                        kept.clear()
        except Refused as error:
            told.refuse(error.reason, error.what, str(path), error.todo, b"", None, now)
    told.rest(now)
    told.kept += len(kept)
    if kept:
        yield tuple(kept.values())


def _sound(stream: BinaryIO, where: str, now: datetime, told: Told, synthetic: bool, form: "Form | None" = None) -> Iterator[Elements]:
    """Every set of one stream that is sound."""
    from tocsin.sense.orbits import element_files
    from tocsin.sense.orbits.element_checks import Collecting

    held = b""
    try:
        held = stream.peek(element_files.HEAD)[: element_files.HEAD]  # type: ignore[attr-defined]  # a buffered reader
        form = form or element_files.recognised(held)
        told.forms += [form] if form is not None else []
        for piece in element_files.read(stream, Collecting(clock=now, synthetic=synthetic), form):
            if isinstance(piece, element_files.Set):
                told.sound += 1
                yield piece.elements
            else:
                told.refuse(piece.reason, piece.what, where + piece.at, piece.todo, piece.blob, form, now)
    except Refused as error:
        told.refuse(error.reason, error.what, where, error.todo, held if form is None else b"", form, now)


def read(
    path: Path, now: datetime, *, synthetic: bool = False, sample: str | None = None
) -> "tuple[Sets, tuple[Elements, ...], list[RefusedInput]]":
    """All of `batches` at once, what came of them, and what was refused."""
    told = Told(str(path))
    found = tuple(one for some in batches(path, now, told, synthetic=synthetic, sample=sample) for one in some)
    return told.sets(), found, told.refused


def take(path: Path, workspace: Path | None, *, synthetic: bool = False) -> tuple[Sets, int]:
    """Take a file of element sets into the ledger; how many were new. The same file twice changes nothing."""
    from tocsin.ledger import Ledger

    now, place = clock.now(), workspaces.find(workspace)
    told, new = Told(str(path)), 0
    with Ledger.open(place.folder, write=True) as ledger:
        for some in batches(path, now, told, synthetic=synthetic, sample=place.sample):
            new += _append(ledger, some, now)
        for item in told.refused:
            ledger.quarantine_add(item.record, item.blob, clock=now)
    return told.sets(), new


def _append(ledger: "Ledger", some: Sequence[Elements], now: datetime) -> int:
    """Keep the sets that are not held yet: one that is stands as it was first known."""
    known = ledger.held(Elements, [one.id for one in some])
    rest = iter([one for one in some if one.id not in known])
    new = 0
    while batch := list(islice(rest, AT_ONCE)):
        new += ledger.append(batch, clock=now)
    return new


def again(ledger: "Ledger", refusal: Refusal, blob: bytes, now: datetime, sample: str | None) -> tuple[str, ...] | None:
    """Ids of what a refused set came to when it was tried again; None where it is refused still.

    One that is sound, and of no satellite of the catalogue, is let go as others are: it comes to nothing.
    """
    from tocsin.collect.streams import Rejoined, buffered
    from tocsin.sense.orbits.element_files import FORMS
    from tocsin.sense.orbits.satellites import catalogued

    told = Told(refusal.where)
    # Of XML the fields of the set are kept, a line each.
    form = next((one for one in FORMS if one == ("omm-kvn" if refusal.format == "omm-xml" else refusal.format)), None)
    found = list(_sound(buffered(Rejoined(blob, io.BytesIO(), 0)), refusal.where, now, told, refusal.synthetic, form))
    if told.refused or not found:
        return None
    ours = [one for one in found if catalogued(families(sample))(one)]
    _append(ledger, ours, now)
    return tuple(one.id for one in ours)


def every(place: Workspace | None, files: Sequence[Path], now: datetime, refusals: list[Refusal]) -> Iterator[Elements]:
    """Element sets of the ledger, then of files, as they go by; what is refused of the files is added to `refusals`."""
    sample = place.sample if place is not None else None
    yield from held(place)
    for file in files:
        told = Told(str(file))
        for some in batches(file, now, told, sample=sample):
            yield from some
        refusals += told.sets().refusals


def place_of(workspace: Path | None, optional: bool) -> Workspace | None:
    """The workspace; None where there is none and none is needed. UsageError."""
    try:
        return workspaces.find(workspace)
    except UsageError:
        if workspace is not None or not optional:
            raise
        return None


def held(place: Workspace | None) -> Iterator[Elements]:
    """Element sets of the ledger, one by one; none where there is no workspace."""
    from tocsin.ledger import Ledger

    if place is not None:
        with Ledger.open(place.folder) as ledger:
            yield from ledger.records(Elements)


def looked(place: Workspace | None) -> tuple[Coverage, ...]:
    """What was looked at, by the ledger; nothing where there is no workspace."""
    from tocsin.ledger import Ledger

    if place is None:
        return ()
    with Ledger.open(place.folder) as ledger:
        return tuple(ledger.records(Coverage))
