"""What leaves a workspace at once: its alerts in a form, or everything that a mark allows as tables."""

from datetime import datetime
from pathlib import Path
from typing import Literal, NamedTuple

from msgspec.structs import replace

from tocsin.engine import clock, pipeline, store
from tocsin.engine.alerting import holding
from tocsin.errors import UsageError
from tocsin.ledger import durable
from tocsin.model import Alert, Assessment, Tlp
from tocsin.warn.channels.message import Message, Payload, message, payload
from tocsin.warn.marking import allowed, higher, highest
from tocsin.warn.triggers import Event

Form = Literal["stix", "cap", "geojson", "atom", "json", "text", "parquet"]
TOGETHER = ("stix", "geojson", "atom")
"""forms in which many messages are one file"""


class Exported(NamedTuple):
    """Files by name, how many records they hold, and how many were left out for their mark."""

    files: tuple[Payload, ...]
    records: int
    above: int


def alerts(workspace: Path | None, form: Form, most: Tlp, name: str | None = None, every: bool = False) -> Exported:
    """The messages of running events (of one, where it is named; of all that ever were, with `every`), as released where they were."""
    place, have = holding.of(workspace)
    found = have.events()
    if name is not None:
        found = (holding.meant(found, name),)
    elif not every:
        found = tuple(one for one in found if not one.over)
    sender = place.alerting.sender if place.alerting is not None else "tocsin@localhost"
    told = [_message(event, alert, sender) for event in found for alert in event.alerts]
    kept = [one for one in told if allowed(one.alert.tlp, most)]
    return Exported(_files(kept, form), len(kept), len(told) - len(kept))


def _message(event: Event, alert: Alert, sender: str) -> Message:
    return message(event, alert, sender, next((one for one in event.releases if one.alert == alert.id), None))


def _files(kept: list[Message], form: Form) -> tuple[Payload, ...]:
    from tocsin.warn.channels import atom, geojson, stix

    match form:
        case "stix":
            return (Payload(stix.bundle(kept), "application/stix+json;version=2.1", "alerts.stix.json"),)
        case "geojson":
            return (Payload(geojson.collection(kept), "application/geo+json", "alerts.geojson"),)
        case "atom":
            return (Payload(atom.feed(kept), "application/atom+xml", "alerts.atom.xml"),)
        case "cap" | "json" | "text":
            return tuple(payload(one, form) for one in kept)
    raise ValueError(form)


def tables(workspace: Path | None, most: Tlp, as_of: datetime | None, draws: int, seed: int) -> Exported:
    """Statements, origins, assessments (those kept, and one of now) and alerts as Parquet, without what is marked above `most`."""
    from tocsin.ledger import Ledger
    from tocsin.warn.channels import tables as made

    now = as_of or clock.now()
    place, have = holding.of(workspace)
    case = pipeline.build(store.load(place.folder, now))
    with Ledger.open(place.folder) as ledger:
        judged = tuple(ledger.records(Assessment, known_by=now))
    current = pipeline.assess(case, draws=draws, seed=seed, explain=False)
    current = replace(current, tlp=higher(current.tlp, highest(one.tlp for one in case.reports)))
    told = [_message(event, alert, "").alert for event in have.events() for alert in event.alerts]
    rows = {
        "statements": made.statements(case.reports, case.readings, case.origins, case.declared.sources),
        "origins": made.origin_rows(case.origins, case.reports),
        "assessments": made.assessments([*(one for one in judged if one.id != current.id), current]),
        "alerts": made.alerts(one for one in told if one.t_known <= now),
    }
    files, above, count = [], 0, 0
    for name, some in rows.items():
        listed = list(some)
        body, left = made.parquet(name, listed, most)
        files.append(Payload(body, "application/vnd.apache.parquet", f"{name}.parquet"))
        above, count = above + left, count + len(listed) - left
    return Exported(tuple(files), count, above)


def write(files: tuple[Payload, ...], into: Path, folder: bool) -> tuple[Path, ...]:
    """The files, each whole or not at all: into a folder, or the one there is under that name. UsageError where that cannot be."""
    if not folder and len(files) == 1 and not into.is_dir():
        if not into.parent.is_dir():
            raise UsageError("there is no such folder", where=str(into.parent), todo="make it first, or name another file after -o")
        durable.write(into, files[0].body)
        return (into,)
    if into.exists() and not into.is_dir():
        raise UsageError("is a file", where=str(into), todo=f"{len(files)} files need a folder: name one after -o")
    for one in files:
        durable.write(into / one.name, one.body)
    return tuple(into / one.name for one in files)
