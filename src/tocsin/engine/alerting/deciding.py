"""What persons decide about alerts: acknowledged, released, tried again. Each decision is appended, and says who and why."""

from pathlib import Path

from tocsin.engine import clock, store
from tocsin.engine.alerting import holding
from tocsin.errors import Conflict, UsageError
from tocsin.ledger.workspace import Workspace
from tocsin.model import Acknowledgement, Alert, Delivery, Kept, Release, digest
from tocsin.model.triggers import Alerting
from tocsin.warn import outbox
from tocsin.warn.triggers.events import Event


def acknowledge(
    workspace: Path | None, name: str, *, by: str, did: str | None, nothing: str | None, seen: str | None = None
) -> Acknowledgement:
    """Append that a person has seen an event and what they did; it escalates no further. UsageError where nothing is said of that.

    seen: how the event stood when the person looked at it (`standing_of`); Conflict where that is no longer so.
    """
    what = (did or nothing or "").strip()
    if not by.strip() or not what or (did is not None) == (nothing is not None):
        raise UsageError(
            "an acknowledgement needs a person and what was decided", where=name, todo='--by NAME and --did "..." or --nothing "the reason"'
        )
    place, have = holding.of(workspace)
    event = holding.meant(have.events(), name)
    if seen is not None:
        _unchanged(event, seen)
    now = clock.now()
    made = Acknowledgement(
        id=digest("acknowledgement", event.id, event.latest.id, by, what, now.isoformat()),
        event=event.id,
        alert=event.latest.id,
        by=by.strip(),
        decided="acted" if did is not None else "nothing",
        what=what,
        t_known=now,
        tlp=event.latest.tlp,
        synthetic=event.latest.synthetic,
    )
    store.add(place.folder, [made])
    return made


def standing_of(event: Event) -> str:
    """How an event stands: its latest message, and how many have acknowledged it."""
    return f"{event.latest.id}:{len(event.acknowledged)}"


def _unchanged(event: Event, seen: str) -> None:
    """Nothing where an event is as a person saw it."""
    now = standing_of(event)
    if seen == now:
        return
    if not seen.startswith(f"{event.latest.id}:") or not event.acknowledged:
        what, todo = "this alert has a newer message than the one you saw", "read it, then say again what is done"
    else:
        last = event.acknowledged[-1]
        what, todo = f"{last.by} acknowledged it meanwhile: {last.what}", "add yours where it still says more"
    raise Conflict(what, where=event.id[:8], todo=todo, now=now)


def release(workspace: Path | None, name: str, *, by: str, why: str, public: bool) -> tuple[Release, tuple[Delivery, ...]]:
    """A person lets the latest message of an event, or the one named, leave as Actual; it is queued anew where channels are declared.

    UsageError: what is SYNTHETIC is never Actual; only TLP:CLEAR is for the public; what was released is released.
    """
    if not by.strip() or not why.strip():
        raise UsageError("a release needs a person and a reason", where=name, todo="--by NAME --why REASON")
    place, have = holding.of(workspace)
    event = holding.meant(have.events(), name)
    exact = [one for one in event.alerts if one.id.startswith(name)]
    alert = exact[-1] if exact else event.latest
    _may_leave(alert, public, name)
    if any(one.alert == alert.id for one in event.releases):
        raise UsageError(
            "this message was released already", where=name, todo="tocsin alerts shows by whom; a later message is released by itself"
        )
    now = clock.now()
    made = Release(
        id=digest("release", alert.id, by, why, public, now.isoformat()),
        alert=alert.id,
        event=event.id,
        by=by.strip(),
        why=why.strip(),
        scope="Public" if public else "Restricted",
        t_known=now,
        tlp=alert.tlp,
        synthetic=alert.synthetic,
    )
    queued = outbox.queue(alert, place.alerting or Alerting(), now, release=made)
    records: list[Kept] = [made, *queued]
    store.add(place.folder, records)
    return made, tuple(queued)


def _may_leave(alert: Alert, public: bool, name: str) -> None:
    if alert.synthetic:
        raise UsageError("what is SYNTHETIC is never Actual", where=name, todo="it goes out as an exercise, as it is")
    if public and alert.tlp != "clear":
        raise UsageError(
            f"TLP:{alert.tlp.upper()} is not for the public", where=name, todo="release it without --public, to whom its mark allows"
        )


def retry(workspace: Path | None, name: str | None = None) -> tuple[Delivery, ...]:
    """Queue again what is dead or withheld (of one alert, where one is named); what may still not go out is withheld again, and shown."""
    place, have = holding.of(workspace)
    event = holding.meant(have.events(), name) if name is not None else None
    now = clock.now()
    alerting = place.alerting or Alerting()
    known = {one.id for one in alerting.channels}
    gone = [one for one in have.standing().values() if one.progress in ("dead", "withheld") and (event is None or one.event == event.id)]
    again = [outbox.revived(one, now) for one in gone if one.channel in known]
    # What reached nobody because nobody was declared is routed anew.
    by_id = {one.id: one for one in have.alerts}
    for one in gone:
        if one.channel == outbox.NOBODY and one.alert in by_id and alerting.channels:
            freed = next((held for held in have.releases if held.id == one.release), None)
            anew = outbox.queue(by_id[one.alert], alerting, now, release=freed, step=one.step)
            if all(made.channel != outbox.NOBODY for made in anew):
                again += [outbox.closed(one, now), *anew]
    if again:
        store.add(place.folder, again)
    return tuple(one for one in again if one.progress != "closed")


def dead(place: Workspace) -> tuple[Delivery, ...]:
    """What went nowhere: dead and withheld deliveries, oldest first."""
    return tuple(one for one in holding.held(place).standing().values() if one.progress in ("dead", "withheld"))
