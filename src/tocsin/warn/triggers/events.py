"""Running events: what alerts, acknowledgements and releases come to. Everything is folded from appended records; nothing else is kept."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Literal

from tocsin.model import Acknowledgement, Alert, Record, Release, Time
from tocsin.model.triggers import SEVERITIES, Severity

State = Literal["open", "acknowledged", "over"]


class Event(Record, frozen=True, kw_only=True):
    """One running event, from the message that opened it to the latest."""

    id: str
    alerts: tuple[Alert, ...]
    """its messages in order; never empty"""
    acknowledged: tuple[Acknowledgement, ...] = ()
    """oldest first"""
    releases: tuple[Release, ...] = ()

    @property
    def first(self) -> Alert:
        return self.alerts[0]

    @property
    def latest(self) -> Alert:
        return self.alerts[-1]

    @property
    def severity(self) -> Severity:
        """The gravest that it was."""
        return max((one.severity for one in self.alerts), key=SEVERITIES.index)

    @property
    def over(self) -> bool:
        """Whether its last message cancelled it."""
        return self.latest.message == "cancel"

    @property
    def state(self) -> State:
        """Over; or acknowledged as grave as it is; or open."""
        return "over" if self.over else "acknowledged" if self.settled_at is not None else "open"

    @property
    def settled_at(self) -> Time | None:
        """When somebody acknowledged it as grave as it is now; None where nobody did. What got graver needs another word."""
        by_id = {one.id: number for number, one in enumerate(self.alerts)}
        for one in reversed(self.acknowledged):
            seen = self.alerts[: by_id.get(one.alert, -1) + 1]
            if seen and max(SEVERITIES.index(a.severity) for a in seen) >= SEVERITIES.index(self.severity):
                return one.t_known
        return None


def events(
    alerts: Iterable[Alert], acknowledgements: Iterable[Acknowledgement] = (), releases: Iterable[Release] = ()
) -> tuple[Event, ...]:
    """Every event, in the order in which they were opened. Records may come in any order; a double changes nothing."""
    messages: dict[str, dict[str, Alert]] = defaultdict(dict)
    for one in alerts:
        messages[one.event or one.id][one.id] = one
    acks: dict[str, dict[str, Acknowledgement]] = defaultdict(dict)
    for ack in acknowledgements:
        acks[ack.event][ack.id] = ack
    free: dict[str, dict[str, Release]] = defaultdict(dict)
    for release in releases:
        free[release.event][release.id] = release
    found = [
        Event(
            id=name,
            alerts=tuple(sorted(some.values(), key=lambda one: (one.number, one.id))),
            acknowledged=tuple(sorted(acks[name].values(), key=lambda one: (one.t_known, one.id))),
            releases=tuple(sorted(free[name].values(), key=lambda one: (one.t_known, one.id))),
        )
        for name, some in messages.items()
    ]
    return tuple(sorted(found, key=lambda one: (one.first.t_known, one.id)))
