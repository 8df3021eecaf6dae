"""Requests for information: asked, assigned, answered with what the answer rests on, or returned nil with what was looked at."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tocsin.engine import clock, store
from tocsin.errors import Conflict, UsageError
from tocsin.ledger import workspace as workspaces
from tocsin.model import Reference, Report, Request, RequestStep, Statement, digest
from tocsin.model.requests import PRIORITIES, Priority, Standing, Step

if TYPE_CHECKING:
    from tocsin.ledger import Ledger

SHORTEST = 6
"""letters of an id"""
LONGEST = 4_000
"""characters of a text that a person types"""
CLOSING: tuple[Step, ...] = ("answered", "nil", "withdrawn")


def standing(workspace: Path | None, now: datetime, known_by: datetime | None = None) -> tuple[Standing, ...]:
    """Every request: open ones first, the late and the urgent first among them. `now` says what is late."""
    from tocsin.ledger import Ledger

    with Ledger.open(workspaces.find(workspace).folder) as ledger:
        asked = tuple(ledger.records(Request, known_by=known_by))
        steps = tuple(ledger.records(RequestStep, known_by=known_by))
    return folded(asked, steps, now)


def folded(asked: Iterable[Request], steps: Iterable[RequestStep], now: datetime) -> tuple[Standing, ...]:
    """Requests and what happened to them, as they stand at `now`. Records may come in any order; a double changes nothing."""
    taken: dict[str, dict[str, RequestStep]] = defaultdict(dict)
    for step in steps:
        taken[step.request][step.id] = step
    found = [
        _fold(one, sorted(taken[one.id].values(), key=lambda s: (s.number, s.t_known, s.id)), now)
        for one in {r.id: r for r in asked}.values()
    ]
    return tuple(sorted(found, key=_order))


def _fold(request: Request, steps: Sequence[RequestStep], now: datetime) -> Standing:
    closed: RequestStep | None = None
    assigned = ""
    for step in steps:
        if step.step in CLOSING:
            closed = step
        elif step.step == "reopened":
            closed = None
        elif step.step == "assigned":
            assigned = step.to
    state = closed.step if closed is not None else "assigned" if assigned else "open"
    return Standing(
        request=request,
        steps=tuple(steps),
        state=state,  # type: ignore[arg-type]
        assigned=assigned,
        late=closed is None and request.due is not None and now > request.due,
        closed=closed,
    )


def _order(one: Standing) -> tuple[bool, bool, int, float, float, str]:
    due = one.request.due.timestamp() if one.request.due is not None else float("inf")
    return (
        one.closed is not None,
        not one.late,
        -PRIORITIES.index(one.request.priority),
        due,
        -one.request.t_known.timestamp(),
        one.request.id,
    )


def ask(
    workspace: Path | None,
    question: str,
    *,
    by: str,
    why: str,
    priority: Priority = "routine",
    due: datetime | None = None,
    about: Sequence[str] = (),
) -> Request:
    """Append a request. UsageError: no question, no reason, or it was due before it was asked."""
    now = clock.now()
    if due is not None and due < now:
        raise UsageError("it would be late before it is asked", where=f"{due:%Y-%m-%d %H:%M}", todo="name a time that lies ahead, UTC")
    made = Request(
        id=digest("request", question, why, by, priority, due.isoformat() if due is not None else None, now.isoformat()),
        question=_text(question, "a question"),
        why=_text(why, "what hangs on the answer"),
        by=_text(by, "who asks"),
        priority=priority,
        due=due,
        about=tuple(dict.fromkeys(name.strip() for name in about if name.strip())),
        synthetic=_synthetic(workspace),
        t_known=now,
    )
    store.add(workspace, [made])
    return made


def assign(workspace: Path | None, name: str, *, by: str, to: str, text: str = "", seen: int | None = None) -> RequestStep:
    """Somebody is to see to it."""
    return _step(workspace, name, "assigned", by=by, to=_text(to, "who is to see to it"), text=text.strip(), seen=seen)


def note(workspace: Path | None, name: str, *, by: str, text: str, seen: int | None = None) -> RequestStep:
    """Something to know about it while it is open."""
    return _step(workspace, name, "noted", by=by, text=_text(text, "a note"), seen=seen)


def answer(workspace: Path | None, name: str, *, by: str, text: str, references: Sequence[str], seen: int | None = None) -> RequestStep:
    """The answer, with what it rests on: statements or reports by id (eight letters and more), or addresses. UsageError without any."""
    rests = tuple(dict.fromkeys(one.strip() for one in references if one.strip()))
    if not rests:
        raise UsageError(
            "an answer rests on something",
            where=name,
            todo="name a statement, a report or an address; or return nil, with what was looked at",
        )
    return _step(workspace, name, "answered", by=by, text=_text(text, "an answer"), rests=rests, seen=seen)


def nil(
    workspace: Path | None,
    name: str,
    *,
    by: str,
    looked_at: Sequence[str],
    text: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
    seen: int | None = None,
) -> RequestStep:
    """It was looked, and nothing was found. UsageError where it is not said at what."""
    looked = tuple(dict.fromkeys(one.strip()[:LONGEST] for one in looked_at if one.strip()))
    if not looked:
        raise UsageError("a nil return says what was looked at", where=name, todo="name the sources, places or pages that were looked at")
    if since is not None and until is not None and until < since:
        raise UsageError("the time that was searched ends before it begins", where=name, todo="from comes first")
    return _step(workspace, name, "nil", by=by, text=text.strip(), looked_at=looked, since=since, until=until, seen=seen)


def withdraw(workspace: Path | None, name: str, *, by: str, text: str, seen: int | None = None) -> RequestStep:
    """Nobody needs to know any more, because."""
    return _step(workspace, name, "withdrawn", by=by, text=_text(text, "why it is withdrawn"), seen=seen)


def reopen(workspace: Path | None, name: str, *, by: str, text: str, seen: int | None = None) -> RequestStep:
    """The answer does not do, because."""
    return _step(workspace, name, "reopened", by=by, text=_text(text, "why it is opened again"), seen=seen)


def meant(found: Sequence[Standing], name: str) -> Standing:
    """The request that `name` means: its id or the beginning of it. UsageError where that is none, or several."""
    some = [one for one in found if len(name) >= SHORTEST and one.request.id.startswith(name)]
    if len(some) != 1:
        what = "no request has this id" if not some else f"{len(some)} requests begin like this"
        raise UsageError(what, where=name, todo=f"give at least {SHORTEST} letters of an id that tocsin requests shows")
    return some[0]


def _step(
    workspace: Path | None,
    name: str,
    step: Step,
    *,
    by: str,
    text: str,
    to: str = "",
    rests: Sequence[str] = (),
    looked_at: tuple[str, ...] = (),
    since: datetime | None = None,
    until: datetime | None = None,
    seen: int | None,
) -> RequestStep:
    """Append one step. seen: how many steps the person had seen; Conflict where more were taken. All within the writer's lock."""
    from tocsin.ledger import Ledger

    now = clock.now()
    with Ledger.open(workspaces.find(workspace).folder, write=True) as ledger:
        held = meant(folded(ledger.records(Request), ledger.records(RequestStep), now), name)
        if seen is not None and len(held.steps) > seen:
            last = held.steps[-1]
            what = f"{last.by} was quicker: {last.step}{f', to {last.to}' if last.to else ''}"
            raise Conflict(
                what, where=held.request.id[:8], todo="look at it, then say it again where it still holds", now=str(len(held.steps))
            )
        _allowed(held, step)
        made = RequestStep(
            id=digest("request-step", held.request.id, step, by, text, to, now.isoformat(), len(held.steps)),
            request=held.request.id,
            number=len(held.steps) + 1,
            by=_text(by, "who does it"),
            step=step,
            text=text,
            to=to,
            references=tuple(_reference(ledger, one) for one in rests),
            looked_at=looked_at,
            since=since,
            until=until,
            tlp=held.request.tlp,
            synthetic=held.request.synthetic,
            t_known=now,
        )
        ledger.append([made], clock=now)
    return made


def _allowed(held: Standing, step: Step) -> None:
    if step == "reopened" and held.closed is None:
        raise UsageError("it is open", where=held.request.id[:8], todo="answer it, or return nil")
    if step != "reopened" and step != "noted" and held.closed is not None:
        raise UsageError(f"it was {_CLOSED[held.closed.step]} by {held.closed.by}", where=held.request.id[:8], todo="open it again first")


_CLOSED = {"answered": "answered", "nil": "returned nil", "withdrawn": "withdrawn"}


def _reference(ledger: "Ledger", name: str) -> Reference:
    """Where an answer rests: a statement or report that is held, or an address."""
    if name.startswith(("https://", "http://")):
        return Reference(path=name[:LONGEST])
    for kind in (Statement, Report):
        found = ledger.beginning(kind, name) if len(name) >= store.SHORTEST_ID else ()
        if len(found) == 1:
            held = ledger.get(kind, found[0])
            if isinstance(held, Statement):
                return Reference(report=held.report, statement=held.id, span=held.span, words=held.text)
            if isinstance(held, Report):
                return Reference(report=held.id, words=held.title)
        if found:
            raise UsageError(f"{len(found)} ids begin like this", where=name, todo="give more letters of it")
    raise UsageError(
        "nothing held has this id",
        where=name,
        todo=f"give {store.SHORTEST_ID} letters and more of a statement's or report's id, or an address",
    )


def _text(given: str, what: str) -> str:
    text = given.strip()
    if not text:
        raise UsageError(f"{what} is missing", todo="say it in a few words")
    if len(text) > LONGEST:
        raise UsageError(f"{what} is too long", todo=f"at most {LONGEST:,} characters")
    return text


def _synthetic(workspace: Path | None) -> bool:
    """Whether the workspace was made from a sample: what is asked there is an exercise too."""
    return workspaces.find(workspace).sample is not None
