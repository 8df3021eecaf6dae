"""The command about the installation itself: doctor."""

from typing import Annotated

from cyclopts import App, Parameter

from tocsin.cli.options import Json, Shown, Workspace
from tocsin.cli.output import print_json, wrapped, write

MARKS = {
    "en": {"ok": "ok", "attention": "attention", "broken": "BROKEN"},
    "fr": {"ok": "ok", "attention": "attention", "broken": "EN PANNE"},
}
SUMMARY = {
    "en": "{ok} ok, {attention} need attention, {broken} broken",
    "fr": "{ok} ok, {attention} à surveiller, {broken} en panne",
}


def register(app: App) -> None:
    """Add this group's commands."""
    app.command(doctor)


def doctor(
    *,
    verify: Annotated[
        bool, Parameter(negative="", help="Read and check every row of the ledger too: as long as tocsin verify takes.")
    ] = False,
    lang: Shown = "en",
    json: Json = False,
    workspace: Workspace = None,
) -> int:
    """Examine the installation and the workspace, and say what to do. Exit 3: the ledger fails its check; 4: something else is broken."""
    from tocsin.desk import assets
    from tocsin.desk.people.store import FILE
    from tocsin.engine.doctor import examining, findings

    seen = tuple(examining.examine(workspace, assets.STATIC / "manifest.json", (FILE,), verify))
    count = {state: sum(one.state == state for one in seen) for state in ("ok", "attention", "broken")}
    if json:
        print_json({"findings": seen, **count})
        return findings.status(seen)
    for one in seen:
        said, todo = (one.said_fr, one.todo_fr) if lang == "fr" else (one.said, one.todo)
        before = f"{MARKS[lang][one.state]:<10}"
        wrapped(f"{one.check}: {said}" + (f" ({todo})" if todo else ""), before, " " * 10)
    write(SUMMARY[lang].format(**count))
    return findings.status(seen)
