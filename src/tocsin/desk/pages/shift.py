"""The shift log: who has the watch, what they noted, what is open, and the handover with its brief."""

from typing import Literal

from pydantic import Field

from tocsin.desk.declared import Action, Asked, Done, Form, Page, Query
from tocsin.desk.pages import brief as briefs
from tocsin.engine import requesting, shifts
from tocsin.engine.alerting import holding
from tocsin.ledger import workspace as workspaces
from tocsin.model import Brief, Record, ShiftEntry, Time
from tocsin.warn.phrases import Both

A_PAGE = 40
KINDS: dict[str, Both] = {
    "took-over": Both("took over", "a pris la veille"),
    "handed-over": Both("handed over", "a passé la veille"),
    "note": Both("note", "note"),
    "correction": Both("correction", "rectification"),
}


class Entry(Record, frozen=True, kw_only=True):
    """One entry."""

    id: str
    kind: str
    words: str
    by: str
    at: Time
    text: str
    to: str
    corrects: str | None
    corrected: str | None
    """id of the entry that puts this one right"""
    alerts: tuple[str, ...]
    requests: tuple[str, ...]
    brief: str | None
    rows: int
    synthetic: bool


class Open(Record, frozen=True, kw_only=True):
    """A running event or an open request."""

    id: str
    words: str
    href: str
    late: bool


class Shift(Record, frozen=True, kw_only=True):
    """What the page shows."""

    on_watch: str
    since: Time | None
    offered: str
    mine: bool
    """whether who asks has the watch"""
    entries: tuple[Entry, ...]
    """the latest first"""
    seen: int
    """how many there are in all: what a handover is made from"""
    total: int
    pages: int
    number: int
    alerts: tuple[Open, ...]
    requests: tuple[Open, ...]


class Asking(Query):
    """What may be asked."""

    page: int = Field(1, ge=1, le=100_000)
    by: str = Field("", max_length=200)


def show(asked: Asked, query: Asking) -> Shift:
    """The log as it stands, or stood at a frozen moment."""
    log = shifts.shift(asked.workspace, asked.as_of)
    some = [one for one in reversed(log.entries) if query.by in ("", one.by)]
    mine = log.on_watch == asked.person.name
    if mine and asked.as_of is None:
        briefs.begun(asked, asked.picture, "handover")  # so that it is there when the watch is handed over
    pages = max(1, -(-len(some) // A_PAGE))
    number = min(query.page, pages)
    righted = {one.corrects: one.id for one in log.entries if one.corrects}
    return Shift(
        on_watch=log.on_watch,
        since=log.since,
        offered=log.offered,
        mine=mine,
        entries=tuple(_entry(one, righted.get(one.id), asked) for one in some[(number - 1) * A_PAGE : number * A_PAGE]),
        seen=len(log.entries),
        total=len(some),
        pages=pages,
        number=number,
        alerts=_alerts(asked),
        requests=_requests(asked),
    )


def _entry(one: ShiftEntry, righted: str | None, asked: Asked) -> Entry:
    return Entry(
        id=one.id,
        kind=one.kind,
        words=getattr(KINDS[one.kind], asked.lang),
        by=one.by,
        at=one.t_known,
        text=one.text,
        to=one.to,
        corrects=one.corrects,
        corrected=righted,
        alerts=one.alerts,
        requests=one.requests,
        brief=one.brief,
        rows=one.rows,
        synthetic=one.synthetic,
    )


def _alerts(asked: Asked) -> tuple[Open, ...]:
    if asked.as_of is None:
        have = asked.pictures.read("alerts", lambda place: holding.held(workspaces.find(place)))
    else:
        have = holding.held(workspaces.find(asked.workspace), asked.as_of)
    return tuple(
        Open(
            id=one.id,
            words=one.latest.title.get(asked.lang) or one.latest.title.get("en") or one.latest.group,
            href=f"/alerts/{one.id}{asked.frozen}",
            late=one.state == "open",
        )
        for one in have.events()
        if not one.over
    )


def _requests(asked: Asked) -> tuple[Open, ...]:
    found = requesting.standing(asked.workspace, asked.as_of or asked.now, asked.as_of)
    return tuple(
        Open(id=one.request.id, words=one.request.question, href=f"/requests/{one.request.id}{asked.frozen}", late=one.late)
        for one in found
        if one.closed is None
    )


class Taking(Form):
    """Taking the watch; a reason where nobody handed it over."""

    text: str = Field("", max_length=4_000)
    seen: int | None = Field(None, ge=0)


def take(asked: Asked, form: Taking) -> Done:
    """Append it. UsageError: somebody has it and no reason is given. Conflict: the log went on."""
    made = shifts.take(asked.workspace, by=asked.person.name, text=form.text, seen=form.seen)
    return _done(made, Both("You have the watch.", "Vous avez la veille."))


class Noting(Form):
    """What happened."""

    text: str = Field(min_length=3, max_length=4_000)


def note(asked: Asked, form: Noting) -> Done:
    """Append it."""
    return _done(shifts.note(asked.workspace, by=asked.person.name, text=form.text), Both("Noted in the log.", "Noté dans le journal."))


class Correcting(Noting):
    """What is right, and which entry it puts right."""

    id: str = Field(max_length=64)


def correct(asked: Asked, form: Correcting) -> Done:
    """Append it; both entries stay."""
    made = shifts.correct(asked.workspace, form.id, by=asked.person.name, text=form.text)
    return _done(made, Both("Put right: both entries stay.", "Rectifié : les deux entrées restent."))


class Handing(Form):
    """What whoever comes next has to know, and who that is."""

    to: str = Field("", max_length=200)
    text: str = Field(min_length=3, max_length=4_000)
    seen: int | None = Field(None, ge=0)
    language: Literal["en", "fr"] = "en"
    brief: bool = False


def hand_over(asked: Asked, form: Handing) -> Done:
    """Append it with running events and open requests, and the handover brief where it is wanted."""
    made: Brief | None = briefs.composed(asked, asked.picture, "handover", form.language) if form.brief else None
    entry = shifts.hand_over(asked.workspace, by=asked.person.name, to=form.to, text=form.text, brief=made, seen=form.seen)
    told = (len(entry.alerts), len(entry.requests))
    return _done(
        entry,
        Both(
            f"Handed over with {told[0]} running events and {told[1]} open requests.",
            f"Veille passée avec {told[0]} événements en cours et {told[1]} demandes ouvertes.",
        ),
    )


def _done(made: ShiftEntry, said: Both) -> Done:
    return Done(said=said, record=made, to="/shift", subject=made.id, why=made.text)


def _action(name: str, title: Both, form: type[Form], do: object) -> Action:
    return Action(name=name, title=title, form=form, do=do, judged_again=False)  # type: ignore[arg-type]


PAGES = (Page(name="shift", path="/shift", title=Both("Shift log", "Journal de veille"), query=Asking, view=Shift, show=show, menu=95),)
ACTIONS = (
    _action("take-watch", Both("Take the watch", "Prendre la veille"), Taking, take),
    _action("note-shift", Both("Write in the log", "Écrire au journal"), Noting, note),
    _action("correct-shift", Both("Put an entry right", "Rectifier une entrée"), Correcting, correct),
    _action("hand-over", Both("Hand over", "Passer la veille"), Handing, hand_over),
)
