"""Requests for information: who asked what, by when, what was answered with what it rests on, what was looked for and not found."""

from datetime import datetime
from typing import Literal

from pydantic import Field

from tocsin.desk.declared import Action, Asked, Done, Form, NotThere, Page, Query
from tocsin.engine import clock, requesting
from tocsin.errors import UsageError
from tocsin.model import Record, Reference, Time
from tocsin.model.requests import Priority, RequestStep, Standing
from tocsin.warn.phrases import Both

A_PAGE = 30
PRIORITY: dict[str, Both] = {
    "routine": Both("routine", "courante"),
    "priority": Both("priority", "prioritaire"),
    "immediate": Both("immediate", "immédiate"),
}
STATES: dict[str, Both] = {
    "open": Both("open", "ouverte"),
    "assigned": Both("assigned", "attribuée"),
    "answered": Both("answered", "répondue"),
    "nil": Both("nil return: looked, found nothing", "réponse négative : cherché, rien trouvé"),
    "withdrawn": Both("withdrawn", "retirée"),
    "noted": Both("note", "note"),
    "reopened": Both("opened again", "rouverte"),
}
TONES = {"routine": "", "priority": "warn", "immediate": "alarm"}


class Rest(Record, frozen=True, kw_only=True):
    """What an answer rests on."""

    words: str
    href: str | None
    """a page of this desk; null for an address elsewhere, which is shown and not linked"""


class Happened(Record, frozen=True, kw_only=True):
    """One step."""

    step: str
    words: str
    by: str
    at: Time
    to: str
    text: str
    rests: tuple[Rest, ...]
    looked_at: tuple[str, ...]
    since: Time | None
    until: Time | None


class Row(Record, frozen=True, kw_only=True):
    """One request."""

    id: str
    question: str
    why: str
    by: str
    asked: Time
    priority: str
    priority_words: str
    tone: str
    due: Time | None
    late: bool
    state: str
    state_words: str
    assigned: str
    about: tuple[str, ...]
    tlp: str
    synthetic: bool
    closed: Happened | None
    steps: int


class Requests(Record, frozen=True, kw_only=True):
    """What the page shows."""

    rows: tuple[Row, ...]
    total: int
    pages: int
    number: int
    open: int
    late: int
    closed: int
    priorities: tuple[tuple[str, str], ...]


class Asking(Query):
    """What may be asked."""

    show: Literal["open", "late", "mine", "closed", "all"] = "open"
    q: str = Field("", max_length=200)
    page: int = Field(1, ge=1, le=100_000)


def show(asked: Asked, query: Asking) -> Requests:
    """Requests, the late and the urgent first."""
    found = _standing(asked)
    me = asked.person.name
    words = query.q.casefold()
    some = [
        one
        for one in found
        if _fits(one, query.show, me) and (not words or words in f"{one.request.question} {one.request.why}".casefold())
    ]
    pages = max(1, -(-len(some) // A_PAGE))
    number = min(query.page, pages)
    return Requests(
        rows=tuple(_row(one, asked) for one in some[(number - 1) * A_PAGE : number * A_PAGE]),
        total=len(some),
        pages=pages,
        number=number,
        open=sum(one.closed is None for one in found),
        late=sum(one.late for one in found),
        closed=sum(one.closed is not None for one in found),
        priorities=tuple((name, getattr(said, asked.lang)) for name, said in PRIORITY.items()),
    )


def _fits(one: Standing, shown: str, me: str) -> bool:
    match shown:
        case "late":
            return one.late
        case "mine":
            return one.closed is None and me in (one.assigned, one.request.by)
        case "closed":
            return one.closed is not None
        case "all":
            return True
    return one.closed is None


def _standing(asked: Asked) -> tuple[Standing, ...]:
    return requesting.standing(asked.workspace, asked.as_of or asked.now, asked.as_of)


def _row(one: Standing, asked: Asked) -> Row:
    request, lang = one.request, asked.lang
    return Row(
        id=request.id,
        question=request.question,
        why=request.why,
        by=request.by,
        asked=request.t_known,
        priority=request.priority,
        priority_words=getattr(PRIORITY[request.priority], lang),
        tone=TONES[request.priority],
        due=request.due,
        late=one.late,
        state=one.state,
        state_words=getattr(STATES[one.state], lang),
        assigned=one.assigned,
        about=request.about,
        tlp=request.tlp,
        synthetic=request.synthetic,
        closed=_happened(one.closed, asked) if one.closed is not None else None,
        steps=len(one.steps),
    )


def _happened(step: RequestStep, asked: Asked) -> Happened:
    return Happened(
        step=step.step,
        words=getattr(STATES[step.step], asked.lang),
        by=step.by,
        at=step.t_known,
        to=step.to,
        text=step.text,
        rests=tuple(_rest(one, asked) for one in step.references),
        looked_at=step.looked_at,
        since=step.since,
        until=step.until,
    )


def _rest(one: Reference, asked: Asked) -> Rest:
    if one.statement is not None:
        return Rest(words=one.words or one.statement[:12], href=f"/statements/{one.statement}{asked.frozen}")
    if one.report is not None:
        return Rest(words=one.words or one.report[:12], href=f"/reports/{one.report}{asked.frozen}")
    return Rest(words=one.path or "", href=None)


class One(Record, frozen=True, kw_only=True):
    """One request whole."""

    row: Row
    steps: tuple[Happened, ...]
    """oldest first"""


class AskingOne(Query):
    """Which."""

    id: str = Field(max_length=64)


def show_one(asked: Asked, query: AskingOne) -> One:
    """One request, step by step. NotThere: there is none of this id by the moment."""
    try:
        one = requesting.meant(_standing(asked), query.id)
    except UsageError as error:
        raise NotThere(error.what, where=query.id, todo="look for it on the page of requests") from None
    return One(row=_row(one, asked), steps=tuple(_happened(step, asked) for step in one.steps))


class Requesting(Form):
    """What somebody needs to know."""

    question: str = Field(min_length=5, max_length=4_000)
    why: str = Field(min_length=3, max_length=4_000)
    priority: Priority = "routine"
    due: str | None = Field(None, max_length=40)
    """`2026-11-30` (its end) or `2026-11-30T18:00` (UTC where it names no zone)"""
    about: str = Field("", max_length=500)
    """ids, separated by commas"""


def ask(asked: Asked, form: Requesting) -> Done:
    """Append a request."""
    made = requesting.ask(
        asked.workspace,
        form.question,
        by=asked.person.name,
        why=form.why,
        priority=form.priority,
        due=moment(form.due, "end"),
        about=form.about.split(","),
    )
    return Done(said=Both("Asked.", "Demande enregistrée."), record=made, to=f"/requests/{made.id}", subject=made.id, why=form.why)


def moment(text: str | None, edge: Literal["start", "end"]) -> datetime | None:
    """What a form gives as a date, or as a date and time: without zone it is UTC, as the page says. UsageError where it is none."""
    if not text:
        return None
    zoned = text if "T" not in text or text.endswith("Z") or "+" in text[10:] or "-" in text[11:] else f"{text}Z"
    return clock.moment(zoned, edge)


class Stepping(Form):
    """One step of one request. `seen`: how many steps were seen when it was decided."""

    id: str = Field(max_length=64)
    seen: int | None = Field(None, ge=0)


class Assigning(Stepping):
    """Who is to see to it."""

    to: str = Field(min_length=1, max_length=200)
    text: str = Field("", max_length=4_000)


def assign(asked: Asked, form: Assigning) -> Done:
    """Append it."""
    made = requesting.assign(asked.workspace, form.id, by=asked.person.name, to=form.to, text=form.text, seen=form.seen)
    return _done(made, Both(f"Assigned to {made.to}.", f"Attribuée à {made.to}."))


class Noting(Stepping):
    """What to know about it."""

    text: str = Field(min_length=3, max_length=4_000)


def note(asked: Asked, form: Noting) -> Done:
    """Append it."""
    made = requesting.note(asked.workspace, form.id, by=asked.person.name, text=form.text)
    return _done(made, Both("Noted.", "Noté."))


class Answering(Stepping):
    """The answer, and what it rests on: ids or addresses, one a line."""

    text: str = Field(min_length=3, max_length=4_000)
    references: str = Field(min_length=6, max_length=8_000)


def answer(asked: Asked, form: Answering) -> Done:
    """Append it. UsageError: what it names is not held."""
    made = requesting.answer(
        asked.workspace, form.id, by=asked.person.name, text=form.text, references=form.references.split(), seen=form.seen
    )
    return _done(made, Both("Answered.", "Répondue."))


class NilReturn(Stepping):
    """It was looked, and nothing was found."""

    looked_at: str = Field(min_length=3, max_length=8_000)
    """one a line"""
    text: str = Field("", max_length=4_000)
    since: str | None = Field(None, max_length=40)
    until: str | None = Field(None, max_length=40)


def nil(asked: Asked, form: NilReturn) -> Done:
    """Append it."""
    made = requesting.nil(
        asked.workspace,
        form.id,
        by=asked.person.name,
        looked_at=form.looked_at.splitlines(),
        text=form.text,
        since=moment(form.since, "start"),
        until=moment(form.until, "end"),
        seen=form.seen,
    )
    return _done(made, Both("Returned nil: looked, found nothing.", "Réponse négative : cherché, rien trouvé."))


class Deciding(Stepping):
    """A reason."""

    why: str = Field(min_length=3, max_length=4_000)


def withdraw(asked: Asked, form: Deciding) -> Done:
    """Append it."""
    made = requesting.withdraw(asked.workspace, form.id, by=asked.person.name, text=form.why, seen=form.seen)
    return _done(made, Both("Withdrawn.", "Retirée."))


def reopen(asked: Asked, form: Deciding) -> Done:
    """Append it."""
    made = requesting.reopen(asked.workspace, form.id, by=asked.person.name, text=form.why, seen=form.seen)
    return _done(made, Both("Opened again.", "Rouverte."))


def _done(made: RequestStep, said: Both) -> Done:
    return Done(said=said, record=made, to=f"/requests/{made.request}", subject=made.request, why=made.text)


def _action(name: str, title: Both, form: type[Form], do: object) -> Action:
    return Action(name=name, title=title, form=form, do=do, judged_again=False)  # type: ignore[arg-type]


PAGES = (
    Page(name="requests", path="/requests", title=Both("Requests", "Demandes"), query=Asking, view=Requests, show=show, menu=90),
    Page(name="request", path="/requests/{id}", title=Both("Request", "Demande"), query=AskingOne, view=One, show=show_one),
)
ACTIONS = (
    _action("ask", Both("Ask for information", "Demander un renseignement"), Requesting, ask),
    _action("assign-request", Both("Assign a request", "Attribuer une demande"), Assigning, assign),
    _action("note-request", Both("Note on a request", "Noter sur une demande"), Noting, note),
    _action("answer-request", Both("Answer a request", "Répondre à une demande"), Answering, answer),
    _action("nil-request", Both("Return nil", "Répondre par la négative"), NilReturn, nil),
    _action("withdraw-request", Both("Withdraw a request", "Retirer une demande"), Deciding, withdraw),
    _action("reopen-request", Both("Open a request again", "Rouvrir une demande"), Deciding, reopen),
)
