"""Commands about the watch: shift (show, take, note, correct, hand-over)."""

from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import App, Parameter

from tocsin.cli.options import Json, Workspace
from tocsin.cli.output import print_json, wrapped, write

if TYPE_CHECKING:
    from tocsin.model import ShiftEntry

By = Annotated[str, Parameter(name="--by", help="Who.")]
SHOWN = 20


def register(app: App) -> None:
    """Add this group's commands."""
    group = App(
        name="shift",
        help="The log of the watch: who has it, what they noted, how it was handed over.",
        help_format="plaintext",
        result_action="return_value",
    )
    group.default(show)
    for command, name in ((take, "take"), (note, "note"), (correct, "correct"), (hand_over, "hand-over")):
        group.command(command, name=name)
    app.command(group)


def show(
    *,
    all: Annotated[bool, Parameter(name="--all", negative="", help=f"All entries, not the last {SHOWN} alone.")] = False,
    json: Json = False,
    workspace: Workspace = None,
) -> int:
    """Show who has the watch, and the log, the latest entry last."""
    from tocsin.engine import shifts

    found = shifts.shift(workspace)
    if json:
        print_json(found)
        return 0
    since = f" since {found.since:%Y-%m-%d %H:%M} UTC" if found.since is not None else ""
    write(f"{found.on_watch} has the watch{since}." if found.on_watch else "Nobody has the watch.")
    if found.offered:
        write(f"It was handed to {found.offered}, who has not taken it yet.")
    for entry in found.entries if all else found.entries[-SHOWN:]:
        _told(entry)
    return 0


def take(
    *,
    by: By,
    why: Annotated[str, Parameter(name="--why", help="Why, where nobody handed it over.")] = "",
    json: Json = False,
    workspace: Workspace = None,
) -> int:
    """Take the watch."""
    from tocsin.engine import shifts

    return _done(shifts.take(workspace, by=by, text=why), json)


def note(text: Annotated[str, Parameter(help="What happened.")], *, by: By, json: Json = False, workspace: Workspace = None) -> int:
    """Write an entry into the log."""
    from tocsin.engine import shifts

    return _done(shifts.note(workspace, by=by, text=text), json)


def correct(
    id: Annotated[str, Parameter(help="Id of the entry, or its first six letters and more.")],
    text: Annotated[str, Parameter(help="What is right.")],
    *,
    by: By,
    json: Json = False,
    workspace: Workspace = None,
) -> int:
    """Put an entry right by a new one; both stay."""
    from tocsin.engine import shifts

    return _done(shifts.correct(workspace, id, by=by, text=text), json)


def hand_over(
    text: Annotated[str, Parameter(help="What whoever comes next has to know.")],
    *,
    by: By,
    to: Annotated[str, Parameter(name="--to", help="Who takes the watch; nobody where not given: it ends.")] = "",
    lang: Annotated[Literal["en", "fr"], Parameter(name="--lang", help="Language of the handover brief: en or fr.")] = "en",
    brief: Annotated[bool, Parameter(negative="--no-brief", help="Keep a handover brief with it.")] = True,
    json: Json = False,
    workspace: Workspace = None,
) -> int:
    """Hand the watch over, with running events, open requests and a handover brief that is kept."""
    from tocsin.engine import handing_over, shifts

    made = handing_over.brief_of(workspace, lang) if brief else None
    return _done(shifts.hand_over(workspace, by=by, to=to, text=text, brief=made), json)


def _done(made: "ShiftEntry", json: bool) -> int:
    if json:
        print_json(made)
    else:
        _told(made)
    return 0


_KINDS = {"took-over": "took over", "handed-over": "handed over", "note": "note", "correction": "correction"}


def _told(entry: "ShiftEntry") -> None:
    to = f" to {entry.to}" if entry.to else ""
    of = f" of {entry.corrects[:8]}" if entry.corrects else ""
    open_now = f" ({len(entry.alerts)} running events, {len(entry.requests)} open requests)" if entry.kind == "handed-over" else ""
    text = f": {entry.text}" if entry.text else ""
    marks = " SYNTHETIC" if entry.synthetic else ""
    wrapped(f"{entry.id[:8]}  {entry.t_known:%Y-%m-%d %H:%M}  {entry.by}, {_KINDS[entry.kind]}{of}{to}{open_now}{marks}{text}", "", "    ")
