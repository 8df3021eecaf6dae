"""The command that shows what an address held, one time after the other: versions."""

from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from tocsin.cli.options import Json, Workspace
from tocsin.cli.output import print_json, wrapped, write
from tocsin.cli.stamping import vouched

if TYPE_CHECKING:
    from tocsin.model.versions import Change, Difference

SHOWN = 20
"""changes of one step that are written out"""


def versions(
    what: Annotated[str | None, Parameter(help="A URL, or the first eight letters of a report's id; else all that changed.")] = None,
    *,
    json: Json = False,
    workspace: Workspace = None,
) -> int:
    """Show what changed at an address since it was first read: edits, said so or silent, and what went away."""
    from tocsin.engine.versions import histories

    found = histories(workspace, what)
    if json:
        print_json({"addresses": found})
        return 0
    if not found:
        write("No address has been seen to change.")
    for number, history in enumerate(found):
        if number:
            write("")
        wrapped(history.url)
        for step in history.steps:
            wrapped(_step(step), "  ", "    ")
            if step.held is not None:
                wrapped(vouched(step.held), "      ", "      ")
            for change in step.changes[:SHOWN]:
                wrapped(_change(change), "      ", "      ")
            if len(step.changes) > SHOWN:
                write(f"      and {len(step.changes) - SHOWN} more (--json has all)")
    return 0


def _step(step: "Difference") -> str:
    when = f"{step.t_known:%Y-%m-%d %H:%M}"
    report = f" [{step.report[:8]}]" if step.report else ""
    if step.kind == "withdrawn":
        return f"{when}  no longer there; it was: {step.title or 'without title'}"
    if step.kind == "unlisted":
        return f"{when}  no longer listed by its feed, which lists older entries; its page may still stand{report}"
    if step.kind == "restored":
        return f"{when}  there again{report}"
    if step.kind == "new":
        return f"{when}  first seen{report}: {step.title or 'without title'}"
    if not step.changes:
        return f"{when}  changed in title or date, not in its text{report}"
    how = "corrected, and says so" if step.says_so else "edited without saying so"
    return f"{when}  {how}{report}, {len(step.changes)} {'place' if len(step.changes) == 1 else 'places'}:"


def _change(change: "Change") -> str:
    """`… had [-left-] {+not left+} the depot …`: as people who compare texts write it."""
    was = f"[-{change.was}-]" if change.was else ""
    now = f"{{+{change.now}+}}" if change.now else ""
    return f"… {change.before}{was}{now}{change.after} …"
