"""The command that lets words go by declared rules: retention."""

from collections import defaultdict
from typing import TYPE_CHECKING, Annotated

from cyclopts import App, Parameter

from tocsin.cli.options import Json, Workspace
from tocsin.cli.output import print_json, say, table, write

if TYPE_CHECKING:
    from tocsin.model.keeping import Due

SHOWN = 40
"""reports that are written out; --json has all"""
GOES = {"text": "its text", "all": "all of it"}


def register(app: App) -> None:
    """Add this group's commands."""
    app.command(retention)


def retention(
    *,
    apply: Annotated[bool, Parameter(negative="", help="Erase it. Else it is only said what would go, and why.")] = False,
    json: Json = False,
    workspace: Workspace = None,
) -> int:
    """Say what goes by retention: in tocsin.yml, and why; --apply erases it. The chain still stands, and says under which rule."""
    from tocsin.engine import retaining

    done = retaining.retained(workspace, apply)
    if json:
        print_json(done)
        return 0
    for some, words in ((done.due, "goes"), (done.held, "stays")):
        if some:
            rows = [(one.report[:12], one.where, f"{one.collected_at:%Y-%m-%d}", one.size, _said(one, words)) for one in some[:SHOWN]]
            table(rows, ("report", "of", "collected", "bytes", "what, and why"), (12, 26, 10, 9, 0))
            if len(some) > SHOWN:
                write(f"and {len(some) - SHOWN:,} more: --json names them")
    sums: dict[str, list[int]] = defaultdict(list)
    for one in done.due:
        sums[one.rule].append(one.size)
    for rule, sizes in sums.items():
        write(f"{rule}: {len(sizes):,} reports, {sum(sizes):,} bytes")
    if done.held:
        write(f"held: {len(done.held):,} reports")
    for report in done.left:
        write(f"left: {report[:12]}: without its text its origin would be another one")
    if done.applied:
        write(f"erased: {done.rows:,} entries; {done.rulings:,} rulings keep origins as they were")
        say("backups made before this hold it still: bring each up with tocsin backup, or delete it")
    elif done.due:
        say("nothing was erased: --apply does it")
    else:
        write("Nothing is due.")
    return 0


def _said(one: "Due", words: str) -> str:
    return f"{GOES[one.erase]} {words}: {one.why} ({one.rule})"
