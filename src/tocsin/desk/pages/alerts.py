"""Alerts: running events and what was decided on them, what went nowhere, what rings."""

from typing import Literal

from pydantic import Field

from tocsin.desk import background
from tocsin.desk.declared import Asked, NotThere, Page, Query
from tocsin.engine.alerting import deciding, holding
from tocsin.engine.alerting.holding import Held
from tocsin.errors import UsageError
from tocsin.ledger import workspace as workspaces
from tocsin.ledger.workspace import Workspace
from tocsin.model import Cause, Delivery, Record, Time
from tocsin.model.triggers import SEVERITIES
from tocsin.warn.channels import plain
from tocsin.warn.channels.message import message
from tocsin.warn.phrases import Both
from tocsin.warn.triggers.events import Event
from tocsin.warn.words import Lang

A_PAGE, CAUSES = 20, 6
WORDS: dict[str, Both] = {
    "minor": Both("minor", "mineur"),
    "moderate": Both("moderate", "modéré"),
    "severe": Both("severe", "grave"),
    "extreme": Both("extreme", "extrême"),
    "open": Both("open", "ouvert"),
    "acknowledged": Both("acknowledged", "vu"),
    "over": Both("over", "fini"),
    "queued": Both("queued", "en attente"),
    "tried": Both("interrupted", "interrompu"),
    "delivered": Both("delivered", "remis"),
    "failed": Both("failed, tried again later", "échoué, réessayé plus tard"),
    "dead": Both("given up", "abandonné"),
    "withheld": Both("withheld for its mark", "retenu pour sa marque"),
    "closed": Both("replaced", "remplacé"),
}
TONES = {"minor": "exercise", "moderate": "warn", "severe": "alarm", "extreme": "alarm"}


class Why(Record, frozen=True, kw_only=True):
    """One cause, and where it leads to."""

    words: str
    on: bool
    at: Time
    href: str | None


class Decided(Record, frozen=True, kw_only=True):
    """What a person decided."""

    by: str
    at: Time
    did: Literal["acted", "nothing", "released"]
    what: str
    scope: str = ""


class Sent(Record, frozen=True, kw_only=True):
    """How far one message got on one channel."""

    alert: str
    event: str
    title: str
    channel: str
    who: str | None
    progress: str
    words: str
    why: str
    at: Time
    due: Time | None


class Row(Record, frozen=True, kw_only=True):
    """One running event."""

    id: str
    severity: str
    severity_words: str
    tone: str
    state: str
    state_words: str
    title: str
    opened: Time
    latest: Time
    latest_id: str
    count: int
    messages: int
    who: str
    action: str
    tlp: str
    synthetic: bool
    status: str
    causes: tuple[Why, ...]
    more: int
    decided: tuple[Decided, ...]
    seen: str
    """how it stands, for the form that acknowledges it"""
    sent: tuple[Sent, ...]
    releasable: bool
    """whether its latest message may leave as Actual: what is SYNTHETIC never may"""


class Ringing(Record, frozen=True, kw_only=True):
    """One trigger in force."""

    id: str
    name: str
    severity: str
    watch: str
    why: str
    rings: bool


class Alerts(Record, frozen=True, kw_only=True):
    """What the page shows."""

    show: str
    rows: tuple[Row, ...]
    total: int
    pages: int
    number: int
    open: int
    acknowledged: int
    over: int
    undelivered: int
    dead: tuple[Sent, ...]
    triggers: tuple[Ringing, ...]
    channels: int
    sending: tuple[str, ...]
    """what is being sent, or was a moment ago"""


class Asking(Query):
    """What may be asked."""

    show: Literal["running", "open", "acknowledged", "over", "dead", "triggers"] = "running"
    page: int = Field(1, ge=1, le=100_000)


def show(asked: Asked, query: Asking) -> Alerts:
    """Events, gravest and newest first."""
    place, have = _have(asked)
    events = have.events()
    wanted = {"running": ("open", "acknowledged"), "open": ("open",), "acknowledged": ("acknowledged",), "over": ("over",)}
    some = [one for one in events if one.state in wanted.get(query.show, ())]
    some.sort(key=lambda one: (one.state != "open", -SEVERITIES.index(one.severity), -one.latest.t_known.timestamp(), one.id))
    pages = max(1, -(-len(some) // A_PAGE))
    number = min(query.page, pages)
    gone = _undelivered(have, asked.lang)
    return Alerts(
        show=query.show,
        rows=tuple(_row(one, have, asked) for one in some[(number - 1) * A_PAGE : number * A_PAGE]),
        total=len(some),
        pages=pages,
        number=number,
        open=sum(one.state == "open" for one in events),
        acknowledged=sum(one.state == "acknowledged" for one in events),
        over=sum(one.over for one in events),
        undelivered=len(gone),
        dead=gone if query.show == "dead" else (),
        triggers=_triggers(place, events, asked.lang) if query.show == "triggers" else (),
        channels=len(place.alerting.channels) if place.alerting is not None else 0,
        sending=tuple(getattr(one.said, asked.lang) or one.state for one in background.of(asked.pictures).jobs("alerts")[:1]),
    )


def _have(asked: Asked) -> tuple[Workspace, Held]:
    place = workspaces.find(asked.workspace)
    return place, holding.held(place, asked.as_of)


def _in(labels: dict[str, str], lang: Lang) -> str:
    return labels.get(lang) or labels.get("en") or ""


def _row(event: Event, have: Held, asked: Asked) -> Row:
    lang, last = asked.lang, event.latest
    causes = list({cause.key: cause for alert in event.alerts for cause in alert.causes}.values())[::-1]
    released = {one.alert for one in event.releases}
    return Row(
        id=event.id,
        severity=event.severity,
        severity_words=getattr(WORDS[event.severity], lang),
        tone=TONES[event.severity],
        state=event.state,
        state_words=getattr(WORDS[event.state], lang),
        title=_in(last.title, lang) or last.group,
        opened=event.first.t_known,
        latest=last.t_known,
        latest_id=last.id,
        count=last.count,
        messages=len(event.alerts),
        who=last.who,
        action=_in(last.action, lang),
        tlp=last.tlp,
        synthetic=last.synthetic,
        status="Actual" if last.id in released else last.status,
        causes=tuple(_why(one, asked) for one in causes[:CAUSES]),
        more=max(0, last.count - min(CAUSES, len(causes))),
        decided=_decided(event),
        seen=deciding.standing_of(event),
        sent=tuple(_sent(one, have, lang) for one in have.standing().values() if one.event == event.id and one.progress != "closed"),
        releasable=not last.synthetic and last.id not in released,
    )


def _decided(event: Event) -> tuple[Decided, ...]:
    said = [Decided(by=one.by, at=one.t_known, did=one.decided, what=one.what) for one in event.acknowledged]
    said += [Decided(by=one.by, at=one.t_known, did="released", what=one.why, scope=one.scope) for one in event.releases]
    return tuple(sorted(said, key=lambda one: one.at))


def _why(cause: Cause, asked: Asked) -> Why:
    href = _leads(cause)
    return Why(
        words=_in(cause.what, asked.lang) or cause.subject, on=cause.on, at=cause.t_known, href=href + asked.frozen if href else None
    )


def _leads(cause: Cause) -> str | None:
    """Where a person goes on from a cause: to the words that it rests on, else to the page of what it is about."""
    for one in cause.references:
        if one.statement:
            return f"/statements/{one.statement}"
        if one.report:
            return f"/reports/{one.report}"
        if one.origin:
            return f"/origins/{one.origin}"
    match cause.kind:
        case "indicator" | "drift":
            return f"/indicators/{cause.subject}"
        case "probability" | "judgement":
            return f"/hypotheses/{cause.hypothesis or cause.subject}"
        case "margin":
            return "/margin"
        case "collector":
            return f"/sources/{cause.subject}"
        case "red-line":
            return "/lines"
    return None


def _sent(one: Delivery, have: Held, lang: Lang) -> Sent:
    titles = {alert.id: _in(alert.title, lang) or alert.group for alert in have.alerts}
    return Sent(
        alert=one.alert,
        event=one.event,
        title=titles.get(one.alert, ""),
        channel=one.channel,
        who=one.who,
        progress=one.progress,
        words=getattr(WORDS[one.progress], lang),
        why=one.why,
        at=one.t_known,
        due=one.due,
    )


def _undelivered(have: Held, lang: Lang) -> tuple[Sent, ...]:
    return tuple(_sent(one, have, lang) for one in have.standing().values() if one.progress in ("dead", "withheld"))


def _triggers(place: Workspace, events: tuple[Event, ...], lang: Lang) -> tuple[Ringing, ...]:
    on = {name for event in events if not event.over for name in event.latest.triggers}
    return tuple(
        Ringing(
            id=one.id,
            name=_in(one.name, lang),
            severity=getattr(WORDS[one.severity], lang),
            watch=one.watch,
            why=one.why,
            rings=one.id in on,
        )
        for one in holding.in_force(place, holding.problem(place))
    )


class Message(Record, frozen=True, kw_only=True):
    """One message as it left, or would leave."""

    id: str
    number: int
    text: str
    at: Time
    causes: tuple[Why, ...]


class One(Record, frozen=True, kw_only=True):
    """One event whole."""

    row: Row
    messages: tuple[Message, ...]


class AskingOne(Query):
    """Which: id of the event, or of one of its messages."""

    id: str = Field(max_length=64)


def show_one(asked: Asked, query: AskingOne) -> One:
    """One event, message by message. NotThere: there is none of this id by the moment."""
    place, have = _have(asked)
    try:
        event = holding.meant(have.events(), query.id)
    except UsageError as error:
        raise NotThere(error.what, where=query.id, todo="look for it on the page of alerts") from None
    sender = place.alerting.sender if place.alerting is not None else ""
    freed = {one.alert: one for one in event.releases}
    return One(
        row=_row(event, have, asked),
        messages=tuple(
            Message(
                id=alert.id,
                number=alert.number,
                text=plain.text(message(event, alert, sender, freed.get(alert.id)), asked.lang),
                at=alert.t_known,
                causes=tuple(_why(cause, asked) for cause in alert.causes),
            )
            for alert in reversed(event.alerts)
        ),
    )


PAGES = (
    Page(name="alerts", path="/alerts", title=Both("Alerts", "Alertes"), query=Asking, view=Alerts, show=show, menu=15),
    Page(name="alert", path="/alerts/{id}", title=Both("Alert", "Alerte"), query=AskingOne, view=One, show=show_one),
)
