"""One look at all triggers: which events open, go on, or are over. Pure, and the same on every run over the same records.

A level opens or joins an event when it goes on, and the event is over when the last of its levels is off. A fact joins once, ever. What
happens inside `update_minutes` of the last message waits for the next, unless it makes the event graver: a storm is one event with a
count. Events never mix marks: what is RED runs beside what is CLEAR, so that a channel for the one need not stay silent about the other.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import NamedTuple

from tocsin.model import Alert, Cause, Place, Standing, Tlp, digest
from tocsin.model.triggers import SEVERITIES, Severity, Trigger
from tocsin.warn.triggers import facts, levels
from tocsin.warn.triggers.events import Event, events
from tocsin.warn.triggers.facts import Baseline
from tocsin.warn.triggers.situation import Situation
from tocsin.warn.triggers.wording import said

SHOWN = 12
"""causes that a message spells out; it counts the rest"""


class Group(NamedTuple):
    """What makes causes run into one event."""

    name: str
    subject: str
    tlp: Tlp
    synthetic: bool


class _Run(NamedTuple):
    """The causes of one group at this moment."""

    on: dict[str, Cause]
    off: dict[str, Cause]
    facts: dict[str, Cause]


def evaluate(
    triggers: Sequence[Trigger], situation: Situation, history: Iterable[Alert] = (), standings: Iterable[Standing] = ()
) -> tuple[Alert, ...]:
    """The messages that are due now, gravest first. Given again what it gave before, it gives nothing: the same twice is one alert.

    history: every alert so far. standings: what was judged at earlier looks, oldest first; the first is what our own judgement is
    compared with until an alert has told of it.
    """
    by_id = {one.id: one for one in triggers}
    past = events(history)
    running = {_group(one): one for one in past if not one.over}
    known = {name for one in past for alert in one.alerts for name in alert.keys}
    active = {name for one in running.values() for name in one.latest.active}
    count: dict[Group, int] = defaultdict(int)
    for event in past:
        count[_group(event)] += 1
    runs: dict[Group, _Run] = {}
    for cause in _causes(triggers, situation, active, past, standings):
        trigger = by_id[cause.trigger]
        made_up = cause.synthetic or situation.synthetic
        group = Group(trigger.group or trigger.id, cause.subject if trigger.per == "subject" else "", cause.tlp, made_up)
        run = runs.setdefault(group, _Run({}, {}, {}))
        if cause.level:
            (run.on if cause.on else run.off)[cause.key] = cause
        elif cause.key not in known and timedelta(0) <= situation.now - cause.t_known <= timedelta(days=trigger.fresh_days):
            run.facts[cause.key] = cause
    places = {name: cause for run in runs.values() for name, cause in run.on.items()}
    made = []
    for group in sorted({*runs, *running}):
        alert = _message(group, runs.get(group, _Run({}, {}, {})), running.get(group), places, by_id, situation, count[group])
        if alert is not None:
            made.append(alert)
    return tuple(sorted(made, key=lambda one: (-SEVERITIES.index(one.severity), one.id)))


def baselines(trigger: Trigger, past: Sequence[Event], standings: Iterable[Standing]) -> dict[str, Baseline]:
    """By hypothesis: what our judgement was when this trigger last told it, else at the first look."""
    found: dict[str, Baseline] = {}
    for one in standings:
        for name, chances in one.hypotheses.items():
            if name not in found and str(trigger.horizon) in chances:
                found[name] = Baseline(chances[str(trigger.horizon)])
    for alert in sorted((alert for event in past for alert in event.alerts), key=lambda alert: (alert.t_known, alert.number, alert.id)):
        for cause in alert.causes:
            if cause.trigger == trigger.id and cause.kind == "judgement" and cause.value is not None:
                found[cause.subject] = Baseline(cause.value, found[cause.subject].told + 1 if cause.subject in found else 1)
    return found


def _causes(
    triggers: Sequence[Trigger], seen: Situation, active: set[str], past: Sequence[Event], standings: Iterable[Standing]
) -> Iterable[Cause]:
    before = tuple(standings)
    for trigger in triggers:
        match trigger.watch:
            case "indicator":
                yield from levels.indicators(trigger, seen, active.__contains__)
            case "probability":
                yield from levels.probabilities(trigger, seen, active.__contains__)
            case "margin":
                yield from levels.margins(trigger, seen, active.__contains__)
            case "collector":
                yield from levels.collectors(trigger, seen, active.__contains__)
            case "calendar":
                yield from levels.calendar(trigger, seen, active.__contains__)
            case "drift":
                yield from facts.drifts(trigger, seen)
            case "red-line":
                yield from facts.red_lines(trigger, seen)
            case "judgement" if trigger.whose == "ours":
                yield from facts.ours(trigger, seen, baselines(trigger, past, before))
            case "judgement":
                yield from facts.theirs(trigger, seen)


def _group(event: Event) -> Group:
    one = event.first
    return Group(one.group, one.subject, one.tlp, one.synthetic)


def _message(
    group: Group,
    run: _Run,
    event: Event | None,
    on: Mapping[str, Cause],
    triggers: Mapping[str, Trigger],
    seen: Situation,
    opened_before: int,
) -> Alert | None:
    """What one event says now, or nothing. on: every level that is on, under whatever mark."""
    was = set(event.latest.active) if event is not None else set()
    started = {name: cause for name, cause in run.on.items() if name not in was}
    # A level that goes on under another mark is no longer reported under this one.
    elsewhere = {name: on[name] for name in was if name in on and name not in run.on}
    ended = {name: cause for name, cause in {**elsewhere, **run.off}.items() if name in was and name not in run.on}
    if event is not None and all(name not in triggers or _looked(triggers[name], seen) for name in event.latest.triggers):
        # Looked at, and not there: a source that is followed no longer, a trigger that was taken out.
        ended |= {name: _unwatched(name, event, seen) for name in was - set(run.on) - set(ended)}
    new = {**started, **run.facts}
    if event is None:
        return _alert(group, None, "alert", new, {}, triggers, seen, opened_before) if new else None
    since = seen.now - event.latest.t_known
    still = (was | set(started)) - set(ended)
    if still or new:
        if not new and not ended:
            return None
        graver = new and SEVERITIES.index(_gravest(new, triggers)) > SEVERITIES.index(event.severity)
        wait = min((triggers[c.trigger].update_minutes for c in (new or ended).values() if c.trigger in triggers), default=0)
        if not graver and since < timedelta(minutes=wait):
            return None
        return _alert(group, event, "update", new, ended, triggers, seen, opened_before)
    if was and ended:
        return _alert(group, event, "cancel", {}, ended, triggers, seen, opened_before)
    mine = [triggers[name] for name in event.latest.triggers if name in triggers]
    if not was and since >= timedelta(hours=max((one.closes_hours for one in mine), default=0)):
        return _alert(group, event, "cancel", {}, {}, triggers, seen, opened_before)
    return None


def _gravest(causes: Mapping[str, Cause], triggers: Mapping[str, Trigger]) -> Severity:
    return max((triggers[cause.trigger].severity for cause in causes.values()), key=SEVERITIES.index)


def _alert(
    group: Group,
    event: Event | None,
    message: str,
    new: Mapping[str, Cause],
    ended: Mapping[str, Cause],
    triggers: Mapping[str, Trigger],
    seen: Situation,
    opened_before: int,
) -> Alert:
    def rank(cause: Cause) -> tuple[int, float, str]:
        severity = triggers[cause.trigger].severity if cause.trigger in triggers else "minor"
        return -SEVERITIES.index(severity), -cause.t_known.timestamp(), cause.key

    before = event.latest if event is not None else None
    number = before.number + 1 if before is not None else 1
    name = event.id if event is not None else digest("event", seen.problem.id, *group, opened_before)
    told = sorted([*new.values(), *ended.values()], key=rank)
    mine = sorted({cause.trigger for cause in told} | set(before.triggers if before is not None else ()))
    declared = [triggers[one] for one in mine if one in triggers]
    lead = max(declared, key=lambda one: (SEVERITIES.index(one.severity), one.id), default=None)
    chance = next((cause for cause in told if cause.hypothesis is not None and cause.on), None)
    active = tuple(sorted((set(before.active if before is not None else ()) | {n for n, c in new.items() if c.level}) - set(ended)))
    causes = tuple(_over(cause) if cause.key in ended and cause.on else cause for cause in told[:SHOWN])
    return Alert(
        id=digest("alert", name, number),
        event=name,
        number=number,
        message=message,  # type: ignore[arg-type]  # one of the three words
        opened=event.first.t_known if event is not None else seen.now,
        problem=seen.problem.id,
        group=group.name,
        subject=group.subject,
        triggers=tuple(mine),
        title=lead.name if lead is not None else before.title if before is not None else {},
        severity=lead.severity if lead is not None else "minor",
        urgency=lead.urgency if lead is not None else "unknown",
        causes=causes,
        added=len(new),
        count=(before.count if before is not None else 0) + len(new),
        keys=tuple(sorted(new)),
        active=active,
        who=lead.who if lead is not None else "",
        action=lead.action if lead is not None and message != "cancel" else {},
        acknowledge=message != "cancel" and any(one.acknowledge for one in declared),
        escalate=lead.escalate if lead is not None and message != "cancel" else (),
        places=_places(declared, seen),
        area=seen.problem.area or seen.problem.name,
        hypothesis=chance.hypothesis if chance is not None else None,
        horizon=chance.horizon if chance is not None else None,
        probability=chance.value if chance is not None else None,
        threshold=chance.threshold if chance is not None else None,
        as_of=seen.assessment.as_of if seen.assessment is not None else seen.now,
        t_known=seen.now,
        assessment=seen.assessment.id if seen.assessment is not None else None,
        tlp=group.tlp,
        synthetic=group.synthetic,
    )


def _looked(trigger: Trigger, seen: Situation) -> bool:
    """Whether what a level rests on was looked at."""
    match trigger.watch:
        case "indicator" | "probability":
            return seen.assessment is not None
        case "margin":
            return seen.margins is not None
        case "collector":
            return seen.collectors is not None
        case "calendar":
            return seen.calendar is not None
    return True


def _unwatched(name: str, event: Event, seen: Situation) -> Cause:
    told = next((cause for alert in event.alerts for cause in alert.causes if cause.key == name), None)
    trigger, kind = (told.trigger, told.kind) if told is not None else (event.latest.triggers[0], event.latest.causes[0].kind)
    subject = told.subject if told is not None else name
    what = said("unwatched", name=subject)
    return Cause(key=name, trigger=trigger, kind=kind, subject=subject, what=what, on=False, level=True, t_known=seen.now)


def _over(cause: Cause) -> Cause:
    """A level that is told under another mark from now on: nothing of what it says there is said here."""
    return Cause(
        key=cause.key,
        trigger=cause.trigger,
        kind=cause.kind,
        subject=cause.subject,
        what=said("elsewhere"),
        on=False,
        level=True,
        t_known=cause.t_known,
    )


def _places(declared: Sequence[Trigger], seen: Situation) -> tuple[Place, ...]:
    wanted = {name for one in declared for name in one.places}
    return tuple(
        Place(id=one.id, name=one.name.get("en", one.id), lat=round(one.lat, 1), lon=round(one.lon, 1))
        for one in seen.problem.places
        if one.id in wanted
    )
