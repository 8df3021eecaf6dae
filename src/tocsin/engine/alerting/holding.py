"""What the ledger holds of alerts, and which triggers are in force."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from tocsin.engine import declarations
from tocsin.errors import ConfigError, UsageError
from tocsin.ledger import turns
from tocsin.ledger import workspace as workspaces
from tocsin.ledger.workspace import Workspace
from tocsin.library.yaml_files import did_you_mean
from tocsin.model import Acknowledgement, Alert, Delivery, Record, Release, Standing
from tocsin.model.declared import Problem
from tocsin.model.triggers import Trigger
from tocsin.warn import outbox
from tocsin.warn.triggers.events import Event, events

LOCK = "alerts.lock"
SHORTEST = 6
"""letters of an id"""


class Held(Record, frozen=True, kw_only=True):
    """All of it, oldest first."""

    alerts: tuple[Alert, ...] = ()
    acknowledgements: tuple[Acknowledgement, ...] = ()
    releases: tuple[Release, ...] = ()
    deliveries: tuple[Delivery, ...] = ()
    standings: tuple[Standing, ...] = ()

    def events(self) -> tuple[Event, ...]:
        """The running events, and those that are over."""
        return events(self.alerts, self.acknowledgements, self.releases)

    def standing(self) -> dict[str, Delivery]:
        """How each delivery stands."""
        return outbox.latest(self.deliveries)


def held(place: Workspace, known_by: datetime | None = None) -> Held:
    """What the ledger holds; with `known_by`, what of it could have been known by then."""
    from tocsin.ledger import Ledger

    with Ledger.open(place.folder) as ledger:
        return Held(
            alerts=tuple(ledger.records(Alert, known_by=known_by)),
            acknowledgements=tuple(ledger.records(Acknowledgement, known_by=known_by)),
            releases=tuple(ledger.records(Release, known_by=known_by)),
            deliveries=tuple(ledger.records(Delivery, known_by=known_by)),
            standings=tuple(ledger.records(Standing, known_by=known_by)),
        )


@contextmanager
def alone(place: Workspace) -> Iterator[None]:
    """While open, nobody else looks at triggers or sends for this ledger, at whatever desk. Busy where somebody does."""
    with turns.alone(place.folder, LOCK, "is sending alerts"):
        yield


def of(workspace: Path | None) -> tuple[Workspace, Held]:
    """The workspace a command works in, and what its ledger holds."""
    place = workspaces.find(workspace)
    return place, held(place)


def problem(place: Workspace) -> Problem:
    """The workspace's problem."""
    return declarations.load(place.problem, place.sources if place.sources.is_dir() else None, place.sample).problem


def in_force(place: Workspace, declared: Problem) -> tuple[Trigger, ...]:
    """The problem's triggers and the workspace's own, without those that are off here. ConfigError for an id that nothing has."""
    mine = place.alerting
    if mine is None:
        return declared.triggers
    every = {one.id: one for one in (*declared.triggers, *mine.triggers)}
    where = place.folder / workspaces.FILE
    mistakes = [f"{where}: alerts.off: '{name}' is no trigger{did_you_mean(name, every)}" for name in mine.off if name not in every]
    known = {
        "indicator": {one.id for one in declared.indicators},
        "drift": {one.id for one in declared.indicators},
        "probability": {one.id for one in declared.hypotheses},
        "judgement": {one.id for one in declared.hypotheses},
    }
    places = {one.id for one in declared.places}
    for one in mine.triggers:
        mistakes += [
            f"{where}: alerts.triggers {one.id}: '{name}' is watched by no {one.watch}{did_you_mean(name, known[one.watch])}"
            for name in one.of
            if one.watch in known and name not in known[one.watch]
        ]
        mistakes += [
            f"{where}: alerts.triggers {one.id}: '{name}' is no watched place{did_you_mean(name, places)}"
            for name in one.places
            if name not in places
        ]
    if mistakes:
        raise ConfigError(mistakes)
    return tuple(one for one in every.values() if one.id not in mine.off)


def meant(found: Sequence[Event], name: str) -> Event:
    """The event that `name` means: its id or an alert's, or the beginning of one. UsageError where that is none, or several."""
    some = [
        one
        for one in found
        if len(name) >= SHORTEST and (one.id.startswith(name) or any(alert.id.startswith(name) for alert in one.alerts))
    ]
    if len(some) != 1:
        what = "no alert has this id" if not some else f"{len(some)} alerts begin like this"
        raise UsageError(what, where=name, todo=f"give at least {SHORTEST} letters of an id that tocsin alerts shows")
    return some[0]
