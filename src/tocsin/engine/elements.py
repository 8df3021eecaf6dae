"""Element sets into a workspace and out of it: read, refused one by one, and kept for satellites of the sensor catalogue."""

from collections import Counter
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
    from tocsin.collect.records import RefusedInput
    from tocsin.model.sensors import Sensor

MOST_TOLD = 1000
"""refusals of one file that are kept one by one; the rest is counted"""
AT_ONCE = 2000
"""records a transaction"""


class Sets(Record, frozen=True, kw_only=True):
    """What came of a file of element sets."""

    where: str
    format: str
    sound: int
    """sets without a mistake"""
    kept: int
    """of them, of satellites of the sensor catalogue: the others are let go"""
    twice: int
    """sets that say again, or otherwise, what another of the same satellite and epoch says; the last stands"""
    several: int
    """satellites with more than one epoch: the newest that could be known is used"""
    refusals: tuple[Refusal, ...]


def holds_sets(path: str) -> bool:
    """Whether a file begins as one of element sets."""
    from tocsin.sense.orbits import element_files

    file = Path(path)
    if not file.is_file():
        return False
    with file.open("rb") as stream:
        return element_files.recognised(stream.read(element_files.HEAD)) is not None


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


def read(
    path: Path, now: datetime, *, synthetic: bool = False, sample: str | None = None
) -> "tuple[Sets, tuple[Elements, ...], list[RefusedInput]]":
    """The sets of a file that belong to satellites of the catalogue, and what was refused. UsageError where there is no such file."""
    if not path.is_file():
        raise UsageError("there is no such file", where=str(path), todo="name a file of element sets: OMM, TLE or 3LE")
    with path.open("rb") as stream:
        return _read(stream, str(path), now, synthetic, sample)


def _read(
    stream: BinaryIO, where: str, now: datetime, synthetic: bool, sample: str | None
) -> "tuple[Sets, tuple[Elements, ...], list[RefusedInput]]":
    from tocsin.collect.records import refused
    from tocsin.sense.orbits import element_files
    from tocsin.sense.orbits.element_checks import Collecting
    from tocsin.sense.orbits.satellites import catalogued

    ours = catalogued(families(sample))
    kept: dict[tuple[int, datetime], Elements] = {}
    told: list[RefusedInput] = []
    sound = twice = more = 0
    form = ""
    try:
        head = stream.read(element_files.HEAD)
        stream.seek(0)
        form = element_files.recognised(head) or ""
        for piece in element_files.read(stream, Collecting(clock=now, synthetic=synthetic)):
            if not isinstance(piece, element_files.Set):
                more += len(told) >= MOST_TOLD
                if len(told) < MOST_TOLD:
                    told.append(
                        refused(piece.reason, piece.what, where=where + piece.at, todo=piece.todo, blob=piece.blob, clock=now, form=form)
                    )
                continue
            sound += 1
            one = piece.elements
            if not ours(one):
                continue
            twice += (one.catalogue, one.epoch) in kept
            kept[one.catalogue, one.epoch] = one
    except Refused as error:
        told.append(refused(error.reason, error.what, where=where, todo=error.todo, blob=b"", clock=now, form=form or None))
    if more:
        what = f"{more:,} more sets of this file are refused, not kept one by one"
        told.append(refused("many", what, where=where, todo="get the file again", blob=b"", clock=now, form=form or None))
    epochs = Counter(number for number, _ in kept)
    sets = Sets(
        where=where,
        format=form,
        sound=sound,
        kept=len(kept),
        twice=twice,
        several=sum(count > 1 for count in epochs.values()),
        refusals=tuple(item.record for item in told),
    )
    return sets, tuple(kept.values()), told


def take(path: Path, workspace: Path | None, *, synthetic: bool = False) -> tuple[Sets, int]:
    """Take a file of element sets into the ledger; how many were new. The same file twice changes nothing."""
    from tocsin.ledger import Ledger

    now, place = clock.now(), workspaces.find(workspace)
    sets, found, told = read(path, now, synthetic=synthetic, sample=place.sample)
    with Ledger.open(place.folder, write=True) as ledger:
        for item in told:
            ledger.quarantine_add(item.record, item.blob, clock=now)
        # One that is held already stands as it was first known.
        known = ledger.held(Elements, [one.id for one in found])
        new = sum(ledger.append(batch, clock=now) for batch in _batches([one for one in found if one.id not in known]))
    return sets, new


def _batches(found: Sequence[Elements]) -> Iterator[list[Elements]]:
    rest = iter(found)
    while batch := list(islice(rest, AT_ONCE)):
        yield batch


def place_of(workspace: Path | None, optional: bool) -> Workspace | None:
    """The workspace; None where there is none and none is needed. UsageError."""
    try:
        return workspaces.find(workspace)
    except UsageError:
        if workspace is not None or not optional:
            raise
        return None


def held(place: Workspace | None) -> tuple[Elements, ...]:
    """Element sets of the ledger; none where there is no workspace."""
    from tocsin.ledger import Ledger

    if place is None:
        return ()
    with Ledger.open(place.folder) as ledger:
        return tuple(ledger.records(Elements))


def looked(place: Workspace | None) -> tuple[Coverage, ...]:
    """What was looked at, by the ledger; nothing where there is no workspace."""
    from tocsin.ledger import Ledger

    if place is None:
        return ()
    with Ledger.open(place.folder) as ledger:
        return tuple(ledger.records(Coverage))
