"""The outbox: who is to be sent what, what is due, and what a try came to. Pure; every step is a record that is appended.

A delivery is written as tried before it is sent and as delivered or failed after. Killed in between, it is sent again under the same
key: the receiver drops the second. So nothing is lost, and nothing counts twice with a receiver that looks at keys; mail and others that
do not are told at least once.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from tocsin.model import Alert, Delivery, Release, digest
from tocsin.model.delivery import Progress
from tocsin.model.triggers import Alerting, Channel, Retries, Severity
from tocsin.warn.marking import allowed
from tocsin.warn.quiet import held_until
from tocsin.warn.triggers.events import Event

NOBODY = "-"
"""stands for the channel where none reaches the person"""
WAITING: tuple[Progress, ...] = ("queued", "tried", "failed")
DOUBLINGS = 30
"""of a pause: by then the longest rules"""


class Sent(NamedTuple):
    """What came of one try. `again`: a later try may do better, not before `wait_s` seconds."""

    ok: bool
    why: str = ""
    again: bool = False
    wait_s: float = 0.0


def key(alert: str, release: str | None, channel: str, step: int) -> str:
    """What every attempt at one delivery has in common."""
    return digest("delivery", alert, release or "", channel, step)


def latest(deliveries: Iterable[Delivery]) -> dict[str, Delivery]:
    """How each delivery stands, from records in the order in which they were written."""
    return {one.key: one for one in deliveries}


def queue(
    alert: Alert, alerting: Alerting, now: datetime, *, release: Release | None = None, step: int = 0, who: str | None = None
) -> list[Delivery]:
    """What is to be sent of one message: to the channels of the role, and to those that are nobody's. Nothing where there are none.

    A channel that may not carry the alert's mark, and a role that no channel reaches, are records too: they are shown, never passed over.
    """
    role = who or alert.who
    made = []
    for channel, name in _reached(alerting, role, step):
        held = None if channel is None else held_until(now, _severity(alert), role, alerting.quiet)
        progress, why = _first(alert, channel, role, held)
        mine = key(alert.id, release.id if release is not None else None, channel.id if channel is not None else NOBODY, step)
        made.append(
            Delivery(
                id=digest("step", mine, progress, now.isoformat()),
                key=mine,
                alert=alert.id,
                event=alert.event,
                channel=channel.id if channel is not None else NOBODY,
                release=release.id if release is not None else None,
                step=step,
                who=name,
                progress=progress,
                due=held or (now if progress == "queued" else None),
                why=why,
                t_known=now,
                tlp=alert.tlp,
                synthetic=alert.synthetic,
            )
        )
    return made


def followed(alert: Alert, before: Iterable[Delivery], queued: Sequence[Delivery], alerting: Alerting, now: datetime) -> list[Delivery]:
    """A later message of an event, for those who were told of it by escalation and are not among `queued`: they hear how it goes on.

    before: the deliveries of the event.
    """
    steps = {one.channel: one for one in before if one.step and one.channel != NOBODY}
    known = {one.channel for one in queued}
    return [
        made
        for name, one in sorted(steps.items())
        if name not in known
        for made in queue(alert, alerting, now, step=one.step, who=_role(alerting, one) or alert.who)
        if made.channel == name
    ]


def _role(alerting: Alerting, one: Delivery) -> str | None:
    """The role of the person that a channel reached."""
    return next((person.role for person in alerting.people if one.channel in person.channels and person.name == one.who), None)


def _severity(alert: Alert) -> Severity:
    # That it is over wakes nobody.
    return "minor" if alert.message == "cancel" else alert.severity


def _first(alert: Alert, channel: Channel | None, role: str, held: datetime | None) -> tuple[Progress, str]:
    if channel is None:
        return "dead", f"no channel reaches {role}"
    if not allowed(alert.tlp, channel.most_tlp):
        return "withheld", f"TLP:{alert.tlp.upper()} is above what {channel.id} may carry (TLP:{channel.most_tlp.upper()})"
    return "queued", "" if held is None else "quiet hours"


def _reached(alerting: Alerting, role: str, step: int) -> list[tuple[Channel | None, str | None]]:
    """Channels of the people who fill the role, then those that are nobody's; (None, None) where the role is reached by none at all."""
    if not alerting.channels:
        return []
    by_id = {one.id: one for one in alerting.channels}
    found: dict[str, str | None] = {}
    for person in alerting.people:
        if person.role == role:
            for name in person.channels:
                found.setdefault(name, person.name)
    owned = {name for person in alerting.people for name in person.channels}
    shared = [one.id for one in alerting.channels if one.id not in owned]
    if step == 0 or not found:
        for name in shared:
            found.setdefault(name, None)
    return [(by_id[name], who) for name, who in found.items()] or [(None, None)]


def escalated(event: Event, deliveries: Sequence[Delivery], alerting: Alerting, now: datetime) -> list[Delivery]:
    """What is queued because nobody has acknowledged: each step of the latest message whose time has come, once.

    deliveries: of this event, as they were written; those of others are passed over.
    """
    steps = [(number, who) for number, who, at in _steps(event, deliveries) if now >= at]
    return [one for number, who in steps for one in queue(event.latest, alerting, now, step=number, who=who)]


def _steps(event: Event, deliveries: Sequence[Delivery]) -> list[tuple[int, str, datetime]]:
    """Number, role and time of every step that is still to come while nobody acknowledges."""
    if event.state != "open" or not event.latest.acknowledge:
        return []
    seen = {one.alert for one in event.acknowledged}
    known = [number for number, one in enumerate(event.alerts) if one.id in seen]
    waiting = event.alerts[min(known[-1] + 1, len(event.alerts) - 1)] if known else event.first
    mine = [one for one in deliveries if one.event == event.id]
    # Who was not to be woken is not late: the time runs from when the message could go out.
    first = [one.due for one in mine if one.alert == waiting.id and one.step == 0 and one.due is not None and one.attempt == 0]
    start = min(first, default=waiting.t_known)
    done = {one.step for one in mine if one.step and one.t_known >= waiting.t_known}
    return [
        (number, step.who, start + timedelta(minutes=step.after_minutes))
        for number, step in enumerate(event.latest.escalate, 1)
        if number not in done
    ]


def wakes(found: Iterable[Event], deliveries: Sequence[Delivery], now: datetime) -> datetime | None:
    """When something is to be done next though nothing new comes: a delivery tried again, or the next person told. None: nothing is."""
    at = [one.due or now for one in latest(deliveries).values() if one.progress in WAITING]
    mine = by_event(deliveries)
    at += [when for event in found for _, _, when in _steps(event, mine.get(event.id, ()))]
    return min(at, default=None)


def by_event(deliveries: Iterable[Delivery]) -> dict[str, list[Delivery]]:
    """The deliveries of each event."""
    found: dict[str, list[Delivery]] = {}
    for one in deliveries:
        found.setdefault(one.event, []).append(one)
    return found


def due(standing: Mapping[str, Delivery], now: datetime) -> list[Delivery]:
    """What is to be sent now, oldest first. A try without an end was cut short: it is made again."""
    waits = [one for one in standing.values() if one.progress in WAITING and (one.due is None or one.due <= now)]
    return sorted(waits, key=lambda one: (one.t_known, one.key))


def trying(one: Delivery, now: datetime) -> Delivery:
    """The record that is written before a try."""
    return _next(one, "tried", now, attempt=one.attempt + 1)


def outcome(tried: Delivery, sent: Sent, retries: Retries, now: datetime) -> Delivery:
    """The record that is written after it."""
    if sent.ok:
        return _next(tried, "delivered", now, why=sent.why)
    if not sent.again:
        return _next(tried, "dead", now, why=sent.why)
    if tried.attempt >= retries.attempts:
        return _next(tried, "dead", now, why=f"{tried.attempt} attempts failed, the last: {sent.why}")
    pause = max(sent.wait_s, min(retries.longest_s, retries.first_s * float(2 ** min(tried.attempt - 1, DOUBLINGS))))
    return _next(tried, "failed", now, why=sent.why, due=now + timedelta(seconds=pause))


def postponed(tried: Delivery, until: datetime, now: datetime) -> Delivery:
    """A try that was not made after all: it does not count."""
    return _next(tried, "queued", now, attempt=max(0, tried.attempt - 1), due=until, why="the channel fails; left for later")


def revived(one: Delivery, now: datetime) -> Delivery:
    """A dead or withheld delivery, queued once more."""
    return _next(one, "queued", now, attempt=0, due=now, why="tried again on request")


def closed(one: Delivery, now: datetime) -> Delivery:
    """A delivery whose place others have taken."""
    return _next(one, "closed", now, why="told by other channels since")


def withheld(one: Delivery, why: str, now: datetime) -> Delivery:
    """A delivery that may not be made after all."""
    return _next(one, "withheld", now, why=why)


def _next(
    one: Delivery, progress: Progress, now: datetime, *, attempt: int | None = None, due: datetime | None = None, why: str = ""
) -> Delivery:
    number = one.attempt if attempt is None else attempt
    return Delivery(
        id=digest("step", one.id, progress, number, now.isoformat()),
        key=one.key,
        alert=one.alert,
        event=one.event,
        channel=one.channel,
        release=one.release,
        step=one.step,
        who=one.who,
        progress=progress,
        attempt=number,
        due=due,
        why=why,
        t_known=now,
        tlp=one.tlp,
        synthetic=one.synthetic,
    )
