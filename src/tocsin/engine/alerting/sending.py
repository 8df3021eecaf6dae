"""The outbox emptied: what is due is written down as tried, carried, and written down as it came out; channels side by side."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path

from tocsin.engine import clock, store
from tocsin.engine.alerting import holding
from tocsin.engine.alerting.carrying import Carry, carry
from tocsin.engine.alerting.looking import Keep
from tocsin.engine.telemetry import emitting
from tocsin.errors import CannotFinish
from tocsin.ledger import durable
from tocsin.ledger import workspace as workspaces
from tocsin.ledger.workspace import Workspace
from tocsin.model import Alert, Delivery, Kept, Record, Release
from tocsin.model.triggers import Alerting, Channel
from tocsin.warn import outbox
from tocsin.warn.channels import atom
from tocsin.warn.channels.message import Message, message
from tocsin.warn.marking import allowed
from tocsin.warn.outbox import Sent
from tocsin.warn.triggers.events import Event

TOGETHER = 50
"""deliveries whose records are written in one go: as many may go out twice, under one key, where the process is killed"""
GIVEN_UP = 3
"""failures in a row after which a channel is left alone until the next round"""
FEED, FEED_NAME = 100, "alerts.atom.xml"
"""messages in a feed on disk, and its name"""
SIDE_BY_SIDE = 8
"""channels"""


class Outcome(Record, frozen=True, kw_only=True):
    """What came of emptying the outbox."""

    delivered: int = 0
    failed: int = 0
    """to be tried again"""
    dead: int = 0
    withheld: int = 0
    waiting: int = 0
    """not due, or left for the next round"""


def send(
    place: Workspace, clock: Callable[[], datetime], keep: Keep, carry: Carry = carry, stopping: Callable[[], bool] = lambda: False
) -> Outcome:
    """Send what is due. Busy where another process sends for this workspace; what a channel does is never raised."""
    with holding.alone(place):
        return _Run(place, clock, keep, carry, stopping).all()


def empty(workspace: Path | None) -> Outcome:
    """Send what is due in a workspace, now."""
    place = workspaces.find(workspace)
    return send(place, clock.now, lambda records: _keep(place, records))


def _keep(place: Workspace, records: Sequence[Kept]) -> None:
    store.add(place.folder, records)


class _Run:
    """One emptying."""

    def __init__(self, place: Workspace, clock: Callable[[], datetime], keep: Keep, carry: Carry, stopping: Callable[[], bool]) -> None:
        self.place, self.clock, self.keep, self.carry, self.stopping = place, clock, keep, carry, stopping
        self.alerting = place.alerting or Alerting()
        self.channels = {one.id: one for one in self.alerting.channels}
        have = holding.held(place)
        self.standing = have.standing()
        self.events: dict[str, Event] = {one.id: one for one in have.events()}
        self.alerts: dict[str, Alert] = {one.id: one for one in have.alerts}
        self.releases: dict[str, Release] = {one.id: one for one in have.releases}
        self.broken: set[str] = set()
        self.results: list[Delivery] = []

    def all(self) -> Outcome:
        """Batch after batch, until nothing is due that may still go out."""
        if not any(one.progress in outbox.WAITING for one in self.standing.values()):
            return Outcome()
        while not self.stopping():
            due = [one for one in outbox.due(self.standing, self.clock()) if one.channel not in self.broken][:TOGETHER]
            if not due:
                break
            self.batch(due)
        count: dict[str, int] = defaultdict(int)
        for one in self.results:
            count[one.progress] += 1
        waiting = sum(one.progress in ("queued", "tried") for one in self.standing.values())
        return Outcome(
            delivered=count["delivered"], failed=count["failed"], dead=count["dead"], withheld=count["withheld"], waiting=waiting
        )

    def batch(self, due: Sequence[Delivery]) -> None:
        """Some deliveries: those that may not go out are closed; the rest is written down, carried, and written down again."""
        now = self.clock()
        closed, tried = [], []
        for one in due:
            refused = self.refused(one, now)
            if refused is not None:
                closed.append(refused)
            else:
                tried.append(outbox.trying(one, now))
        self.note([*closed, *tried])
        by_channel: dict[str, list[Delivery]] = defaultdict(list)
        for one in tried:
            by_channel[one.channel].append(one)
        if not by_channel:
            return
        with ThreadPoolExecutor(min(SIDE_BY_SIDE, len(by_channel))) as pool:
            done = [step for steps in pool.map(lambda some: list(self.carried(some)), by_channel.values()) for step in steps]
        self.note(done)

    def refused(self, one: Delivery, now: datetime) -> Delivery | None:
        """The record of why a delivery may not be made, where it may not."""
        channel, alert = self.channels.get(one.channel), self.alerts.get(one.alert)
        if channel is None or alert is None:
            why = f"{one.channel} is no channel any more" if channel is None else "its alert was erased"
            return outbox.outcome(one, Sent(ok=False, why=why), self.alerting.retries, now)
        if not allowed(alert.tlp, channel.most_tlp):
            why = f"TLP:{alert.tlp.upper()} is above what {channel.id} may carry (TLP:{channel.most_tlp.upper()})"
            return outbox.withheld(one, why, now)
        return None

    def carried(self, some: Sequence[Delivery]) -> Iterator[Delivery]:
        """Deliveries of one channel, one after the other; after some failures in a row the rest waits."""
        if self.channels[some[0].channel].kind == "file" and self.channels[some[0].channel].form == "atom":
            yield from self.fed(self.channels[some[0].channel], some)
            return
        failures = 0
        for one in some:
            channel, now = self.channels[one.channel], self.clock()
            if failures >= GIVEN_UP or self.stopping():
                yield outbox.postponed(one, now + timedelta(seconds=self.alerting.retries.first_s if failures else 0), now)
                continue
            sent = self.one(channel, one, now)
            failures = failures + 1 if sent.again and not sent.ok else 0
            yield outbox.outcome(one, sent, self.alerting.retries, self.clock())
        if failures >= GIVEN_UP:
            self.broken.add(some[0].channel)

    def fed(self, channel: Channel, some: Sequence[Delivery]) -> Iterator[Delivery]:
        """Messages into the channel's feed: one file with the latest of all that it took, made anew each time."""
        now = self.clock()
        taken = {one.key: one for one in self.standing.values() if one.channel == channel.id and one.progress == "delivered"}
        taken |= {one.key: one for one in some}
        told = {}
        for one in taken.values():
            alert = self.alerts.get(one.alert)
            if alert is not None and allowed(alert.tlp, channel.most_tlp):
                made = self.message(one)
                told[made.name] = made
        last = sorted(told.values(), key=lambda made: (made.sent, made.name))[-FEED:]
        try:
            durable.write(self.place.folder / (channel.folder or "alerts") / FEED_NAME, atom.feed(last))
            sent = Sent(ok=True, why=FEED_NAME)
        except CannotFinish as error:
            sent = Sent(ok=False, why=error.what, again=True)
        for one in some:
            yield outbox.outcome(one, sent, self.alerting.retries, now)

    def message(self, one: Delivery) -> Message:
        """What a delivery carries."""
        release = self.releases.get(one.release) if one.release is not None else None
        return message(self.events[one.event], self.alerts[one.alert], self.alerting.sender, release)

    def one(self, channel: Channel, one: Delivery, now: datetime) -> Sent:
        """One try."""
        return self.carry(self.place, channel, one, self.message(one), now)

    def note(self, records: Sequence[Delivery]) -> None:
        """Into the ledger, then into what this run knows."""
        if records:
            self.keep(records)
        for one in records:
            self.standing[one.key] = one
        done = [one for one in records if one.progress != "tried"]
        for one in done:
            emitting.tell("alert.carried", delivery=one.key, channel=one.channel, progress=one.progress, tries=one.attempt)
        self.results += done
