"""Today: what a watch officer reads first: how likely, what changed since they last looked, what waits for them, what we do not see."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Literal

from tocsin.desk import telling
from tocsin.desk.declared import Action, Asked, Page, Query
from tocsin.desk.looked import Look, looked
from tocsin.desk.telling import Told
from tocsin.engine import briefing, lines, picturing
from tocsin.engine.alerting import holding
from tocsin.engine.picturing import Picture
from tocsin.ledger import workspace as workspaces
from tocsin.library import samples
from tocsin.model import Probability, Record, Time
from tocsin.model.calendars import DueRow
from tocsin.model.triggers import SEVERITIES
from tocsin.model.worth import Worth
from tocsin.warn import ahead, changed, timing
from tocsin.warn.beside import notice
from tocsin.warn.board import blind
from tocsin.warn.brief import marking
from tocsin.warn.judgements import key_judgements
from tocsin.warn.neutral import line
from tocsin.warn.phrases import Both
from tocsin.warn.triggers.events import Event
from tocsin.warn.view import View
from tocsin.warn.words import chance, span

AHEAD, BEHIND = 30, 1
"""days of the calendar that are shown"""
ALERTS, DATES = 6, 8
SPANS = {"day": timedelta(days=1), "week": timedelta(days=7), "fortnight": timedelta(days=14)}
TONES = {"minor": "exercise", "moderate": "warn", "severe": "alarm", "extreme": "alarm"}
STATUSES: tuple[Literal["lit", "contested", "broken", "quiet", "unseen"], ...] = ("lit", "contested", "broken", "quiet", "unseen")


class Standing(Record, frozen=True, kw_only=True):
    """One hypothesis within the main horizon."""

    id: str
    name: str
    probability: Probability
    base_rate: Probability | None
    said: str
    """the mean and its 90% range in words"""
    confidence: Literal["low", "moderate", "high"]
    over: bool
    """it has happened, or can no longer"""


class Changed(Record, frozen=True, kw_only=True):
    """What changed since a moment."""

    since: Time
    basis: Literal["look", "day", "week", "fortnight", "sample"]
    looked: Time | None
    """when this person last looked, where that is known"""
    entries: int | None
    """how many entries the ledger has had since then"""
    from_count: int | None
    pending: bool
    sentences: tuple[Told, ...] = ()


class Waiting(Record, frozen=True, kw_only=True):
    """One running event that nobody acknowledged as grave as it is, or that somebody did."""

    id: str
    title: str
    severity: str
    tone: str
    opened: Time
    state: str
    what: str
    """the newest cause"""
    action: str
    latest: str
    """id of its newest message: what an acknowledgement is of"""
    acknowledged: int
    by: str | None


class Date(Record, frozen=True, kw_only=True):
    """One entry of the calendar."""

    id: str
    date: str | None
    until: str | None
    days: int | None
    state: str
    kind: str
    what: str
    language: str | None
    """of `what`, where it is a statement's own words"""
    shows: str
    whose: str
    href: str | None
    foretold: bool


class Count(Record, frozen=True, kw_only=True):
    """How many evidence indicators are in one state."""

    status: Literal["lit", "quiet", "unseen", "contested", "broken"]
    count: int


class Today(Record, frozen=True, kw_only=True):
    """What the page shows."""

    as_of: Time
    problem: str
    question: str
    marking: str
    horizon: int
    key: tuple[Told, ...]
    hypotheses: tuple[Standing, ...]
    changed: Changed
    alerts: tuple[Waiting, ...]
    open: int
    """events that wait for a person, all of them"""
    dates: tuple[Date, ...]
    more_dates: int
    board: tuple[Count, ...]
    blind: tuple[Told, ...]
    ahead: tuple[Told, ...]
    ahead_pending: bool
    notice: tuple[Told, ...]


class Asking(Query):
    """What may be asked."""

    since: Literal["look", "day", "week", "fortnight"] = "look"


def show(asked: Asked, query: Asking) -> Today:
    """The picture of the moment, and what waits for this person."""
    picture = asked.picture
    view = telling.view(asked, picture)
    judged = picture.judged
    made = judged.synthetic
    events = _events(asked)
    waiting = [one for one in events if one.state == "open"]
    dates = asked.pictures.once(picture, "dates", _due)
    worth = asked.pictures.soon(picture, "worth", _worth)
    horizon = view.days()
    return Today(
        as_of=picture.as_of,
        problem=view.label(view.problem.name, view.problem.id),
        question=view.label(view.problem.question, ""),
        marking=marking(judged.tlp, made),
        horizon=horizon,
        key=telling.told(key_judgements(view), view, asked.frozen),
        hypotheses=tuple(_standing(one.id, view, horizon) for one in view.ordered()),
        changed=_changed(asked, query, picture, view),
        alerts=tuple(_waiting(one, asked) for one in events[:ALERTS]),
        open=len(waiting),
        dates=tuple(_date(one, view, asked) for one in dates[:DATES]),
        more_dates=max(0, len(dates) - DATES),
        board=_board(view),
        blind=telling.told(blind(view), view, asked.frozen),
        ahead=telling.told(ahead.looks(view, worth[0]), view, asked.frozen) if worth is not None else (),
        ahead_pending=worth is None,
        notice=telling.told(notice(view, made), view, asked.frozen),
    )


def _worth(picture: Picture) -> tuple[Worth | None]:
    """In a tuple, for None says that it is not there yet."""
    return (briefing.worth(picture.case, min(picture.judged.draws, briefing.ASKED_DRAWS), picture.judged.seed),)


def _standing(id: str, view: View, horizon: int) -> Standing:
    judged = next(one for one in view.assessment.hypotheses if one.id == id)
    value = judged.probability[str(horizon)]
    return Standing(
        id=id,
        name=view.hypothesis(id),
        probability=value,
        base_rate=judged.base_rate.get(str(horizon)),
        said=f"{chance(value.mean, view.lang)} ({span(value, view.lang)})",
        confidence=judged.confidence.level,
        over=timing.is_over(judged),
    )


def _changed(asked: Asked, query: Asking, picture: Picture, view: View) -> Changed:
    look = None if asked.as_of is not None else looked(asked.workspace, asked.person.name, picture, asked.now)
    since, basis = _since(query, picture, look)
    compared = asked.pictures.soon(picture, f"compared.{since.isoformat()}", lambda held: picturing.compared(held, since))
    sentences: tuple[Told, ...] = ()
    if compared is not None:
        sentences = telling.told(changed.changed(view.of(compared.judged), since, compared.previous), view, asked.frozen)
    return Changed(
        since=since,
        basis=basis,
        looked=look.at if look is not None else None,
        entries=picture.head.count - look.count if look is not None else None,
        from_count=look.count if look is not None else None,
        pending=compared is None,
        sentences=sentences,
    )


def _since(query: Asking, picture: Picture, look: Look | None) -> tuple[datetime, Literal["look", "day", "week", "fortnight", "sample"]]:
    """Since when changes are told. A last look at the same moment (a sample's stands still) tells nothing: then since the sample's own."""
    if query.since == "day" or query.since == "week" or query.since == "fortnight":
        return picture.as_of - SPANS[query.since], query.since
    if look is not None and look.as_of < picture.as_of:
        # The hour before: whoever looked in the same hour is told the same, and it is worked out once.
        return min(look.as_of, picture.as_of).replace(minute=0, second=0, microsecond=0), "look"
    sample = workspaces.find(picture.workspace).sample
    if sample is not None and samples.since(sample) < picture.as_of:
        return samples.since(sample), "sample"
    return picture.as_of - SPANS["day"], "day"


def _events(asked: Asked) -> list[Event]:
    """Events that are not over, those that wait for a person first, then the gravest."""
    have = asked.pictures.read("alerts", lambda place: holding.held(workspaces.find(place)))
    if asked.as_of is not None:
        until = asked.as_of
        have = holding.Held(
            alerts=tuple(one for one in have.alerts if one.t_known <= until),
            acknowledgements=tuple(one for one in have.acknowledgements if one.t_known <= until),
            releases=tuple(one for one in have.releases if one.t_known <= until),
        )
    running = [one for one in have.events() if not one.over]
    return sorted(running, key=lambda one: (one.state != "open", -SEVERITIES.index(one.severity), -one.latest.t_known.timestamp(), one.id))


def _waiting(event: Event, asked: Asked) -> Waiting:
    last = event.latest
    cause = next((one for alert in reversed(event.alerts) for one in alert.causes), None)
    return Waiting(
        id=event.id,
        title=last.title.get(asked.lang) or last.title.get("en") or last.group,
        severity=event.severity,
        tone=TONES[event.severity],
        opened=event.first.t_known,
        state=event.state,
        what=(cause.what.get(asked.lang) or cause.what.get("en") or "") if cause is not None else "",
        action=last.action.get(asked.lang) or last.action.get("en") or "",
        latest=last.id,
        acknowledged=len(event.acknowledged),
        by=event.acknowledged[-1].by if event.acknowledged else None,
    )


def _due(picture: Picture) -> tuple[DueRow, ...]:
    """What is due or going on within the next days, the soonest first; what has no date comes last."""
    today = picture.as_of.astimezone(UTC).date()
    found = lines.calendar_of(picture.case, today - timedelta(days=BEHIND), today + timedelta(days=AHEAD))
    return tuple(one for one in found.entries if one.state != "past")


def _date(row: DueRow, view: View, asked: Asked) -> Date:
    statement = row.words.statement if row.words is not None and row.words.statement in view.statement else None
    labels = row.what
    ours = asked.lang in labels or "en" in labels
    return Date(
        id=row.id,
        date=row.date.isoformat() if row.date else None,
        until=row.until.isoformat() if row.until else None,
        days=row.days,
        state=row.state,
        kind=row.kind,
        what=view.label(labels, "") or next(iter(labels.values()), row.id),
        language=None if ours else next(iter(labels), None),
        shows=view.label(row.shows, ""),
        whose=_named(row.on_whose_word, view),
        href=f"/statements/{statement}{asked.frozen}" if statement is not None else None,
        foretold=row.foretold,
    )


def _named(whose: str, view: View) -> str:
    """The name of an entity where the word is one's; else who or what it is, as it stands."""
    return line(next((view.label(one.name, one.id) for one in view.problem.gazetteer if one.id == whose), whose))


def _board(view: View) -> tuple[Count, ...]:
    counts = Counter("unseen" if row.status == "quiet" and not row.coverage else row.status for row in view.evidence())
    return tuple(Count(status=status, count=counts[status]) for status in STATUSES)


PAGES = (Page(name="today", path="/", title=Both("Today", "Aujourd'hui"), query=Asking, view=Today, show=show, menu=0),)
ACTIONS: tuple[Action, ...] = ()
