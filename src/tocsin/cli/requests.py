"""Commands about what somebody needs to know: requests (list, ask, assign, note, answer, nil, withdraw, reopen)."""

from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import App, Parameter

from tocsin.cli.options import Json, Workspace
from tocsin.cli.output import print_json, wrapped, write

if TYPE_CHECKING:
    from datetime import datetime

    from tocsin.model import RequestStep
    from tocsin.model.requests import Standing

Id = Annotated[str, Parameter(help="Id of the request, or its first six letters and more.")]
By = Annotated[str, Parameter(name="--by", help="Who.")]
Priority = Literal["routine", "priority", "immediate"]
LATE = 1


def register(app: App) -> None:
    """Add this group's commands."""
    group = App(
        name="requests",
        help="Requests for information: who asked what, by when, what was answered, what was looked for and not found.",
        help_format="plaintext",
        result_action="return_value",
    )
    group.default(show)
    for command in (ask, assign, note, answer, nil, withdraw, reopen):
        group.command(command)
    app.command(group)


def show(
    id: Annotated[str | None, Parameter(help="One request, whole: its id, or the first six letters and more.")] = None,
    *,
    all: Annotated[bool, Parameter(name="--all", negative="", help="Those that are answered or withdrawn, too.")] = False,
    json: Json = False,
    workspace: Workspace = None,
) -> int:
    """Show open requests, the late and the urgent first. Exit 1 where one is late."""
    from tocsin.engine import clock, requesting

    found = requesting.standing(workspace, clock.now())
    if id is not None:
        found = (requesting.meant(found, id),)
    elif not all:
        found = tuple(one for one in found if one.closed is None)
    if json:
        print_json({"requests": found})
    elif not found:
        write("Nobody waits for an answer.")
    else:
        for one in found:
            _told(one, whole=id is not None)
    return LATE if any(one.late for one in found) else 0


def ask(
    question: Annotated[str, Parameter(help="What somebody needs to know.")],
    *,
    by: By,
    why: Annotated[str, Parameter(name="--why", help="What hangs on the answer.")],
    priority: Annotated[Priority, Parameter(name="--priority", help="How urgent it is.")] = "routine",
    due: Annotated[str | None, Parameter(name="--due", help="By when: a date means its end; a time needs a zone.")] = None,
    about: Annotated[tuple[str, ...], Parameter(name="--about", help="Id of an indicator, hypothesis, place or claim; repeated.")] = (),
    json: Json = False,
    workspace: Workspace = None,
) -> int:
    """Ask for something to be found out."""
    from tocsin.engine import clock, requesting

    moment = clock.moment(due, "end") if due is not None else None
    made = requesting.ask(workspace, question, by=by, why=why, priority=priority, due=moment, about=about)
    if json:
        print_json(made)
    else:
        write(f"{made.id[:8]}: asked")
    return 0


def assign(
    id: Id,
    to: Annotated[str, Parameter(help="Who is to see to it.")],
    *,
    by: By,
    text: Annotated[str, Parameter(name="--text", help="What to know about it.")] = "",
    json: Json = False,
    workspace: Workspace = None,
) -> int:
    """Say who is to see to a request."""
    from tocsin.engine import requesting

    return _done(requesting.assign(workspace, id, by=by, to=to, text=text), json)


def note(id: Id, text: Annotated[str, Parameter(help="What to know.")], *, by: By, json: Json = False, workspace: Workspace = None) -> int:
    """Note something about a request."""
    from tocsin.engine import requesting

    return _done(requesting.note(workspace, id, by=by, text=text), json)


def answer(
    id: Id,
    text: Annotated[str, Parameter(help="The answer.")],
    *,
    by: By,
    ref: Annotated[
        tuple[str, ...],
        Parameter(name="--ref", help="What it rests on: a statement's or report's id, its first eight letters, or an address; repeated."),
    ],
    json: Json = False,
    workspace: Workspace = None,
) -> int:
    """Answer a request, with what the answer rests on."""
    from tocsin.engine import requesting

    return _done(requesting.answer(workspace, id, by=by, text=text, references=ref), json)


def nil(
    id: Id,
    *,
    by: By,
    looked_at: Annotated[tuple[str, ...], Parameter(name="--looked-at", help="A source, page or place that was looked at; repeated.")],
    text: Annotated[str, Parameter(name="--text", help="What to know about the search.")] = "",
    since: Annotated[str | None, Parameter(name="--since", help="The time that was searched begins here.")] = None,
    until: Annotated[str | None, Parameter(name="--to", help="And ends here.")] = None,
    json: Json = False,
    workspace: Workspace = None,
) -> int:
    """Return nil: it was looked, and nothing was found. At what was looked belongs to it."""
    from tocsin.engine import requesting

    begin, end = _moment(since, "start"), _moment(until, "end")
    return _done(requesting.nil(workspace, id, by=by, looked_at=looked_at, text=text, since=begin, until=end), json)


def withdraw(
    id: Id, *, by: By, why: Annotated[str, Parameter(name="--why", help="The reason.")], json: Json = False, workspace: Workspace = None
) -> int:
    """Take a request back: nobody needs to know any more."""
    from tocsin.engine import requesting

    return _done(requesting.withdraw(workspace, id, by=by, text=why), json)


def reopen(
    id: Id, *, by: By, why: Annotated[str, Parameter(name="--why", help="The reason.")], json: Json = False, workspace: Workspace = None
) -> int:
    """Open a request again: the answer does not do."""
    from tocsin.engine import requesting

    return _done(requesting.reopen(workspace, id, by=by, text=why), json)


def _moment(text: str | None, edge: Literal["start", "end"]) -> "datetime | None":
    from tocsin.engine import clock

    return clock.moment(text, edge) if text is not None else None


def _done(made: "RequestStep", json: bool) -> int:
    if json:
        print_json(made)
    else:
        write(f"{made.request[:8]}: {_STEPS[made.step]} by {made.by}")
    return 0


_STEPS = {
    "assigned": "assigned",
    "noted": "noted",
    "answered": "answered",
    "nil": "returned nil",
    "withdrawn": "withdrawn",
    "reopened": "opened again",
}


def _told(one: "Standing", whole: bool) -> None:
    asked = one.request
    due = f", due {asked.due:%Y-%m-%d %H:%M}{', LATE' if one.late else ''}" if asked.due is not None else ""
    who = f", with {one.assigned}" if one.assigned else ""
    marks = f"TLP:{asked.tlp.upper()}{', SYNTHETIC' if asked.synthetic else ''}"
    wrapped(f"{asked.id[:8]}  {asked.priority}, {one.state}{who}{due}; {marks}: {asked.question}", "", "  ")
    wrapped(f"asked by {asked.by}, {asked.t_known:%Y-%m-%d %H:%M} UTC: {asked.why}", "  ", "    ")
    if not whole and one.closed is None:
        return
    for step in one.steps if whole else (one.closed,):
        if step is None:
            continue
        to = f" to {step.to}" if step.to else ""
        looked = f" (looked at: {'; '.join(step.looked_at)})" if step.looked_at else ""
        rests = (
            f" [{', '.join((ref.statement or ref.report or ref.path or '')[:60] for ref in step.references)}]" if step.references else ""
        )
        wrapped(f"{step.t_known:%Y-%m-%d %H:%M}  {_STEPS[step.step]}{to} by {step.by}: {step.text}{looked}{rests}", "  ", "    ")
