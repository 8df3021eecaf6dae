"""Commands about the ledger itself: where it rests, bringing it up, copying it."""

from typing import Annotated

from cyclopts import App, Parameter

from tocsin.cli.options import Json, Workspace
from tocsin.cli.output import print_json, rewriting, write


def register(app: App) -> None:
    """Add this group's commands."""
    ledger = App(name="ledger", help="The ledger itself: show, upgrade, copy.", help_format="plaintext", result_action="return_value")
    for command, name in ((show, "show"), (upgrade, "upgrade"), (copy, "copy")):
        ledger.command(command, name=name)
    app.command(ledger)


def show(*, json: Json = False, workspace: Workspace = None) -> int:
    """Show where the ledger rests, where its chain ends, and whether an upgrade waits."""
    from tocsin.engine import ledgers

    found = ledgers.resting(workspace)
    if json:
        print_json(found)
        return 0
    write(f"{found.where}: {found.head.count:,} rows, head {found.head.hash}")
    if found.migration == found.newest:
        write(f"its tables are the newest (migration {found.migration})")
    else:
        write(f"its tables are at migration {found.migration} of {found.newest}: tocsin ledger upgrade brings them up")
    return 0


def upgrade(
    *,
    backup: Annotated[bool, Parameter(help="Make a backup first, beside the ledger or, of a PostgreSQL, with pg_dump.")] = True,
    json: Json = False,
    workspace: Workspace = None,
) -> int:
    """Bring the tables up to what this version knows, all of it or nothing, after a backup."""
    from tocsin.engine import ledgers

    done = ledgers.upgrade(workspace, backup)
    if json:
        print_json(done)
        return 0
    if done.before == done.after:
        write(f"{done.where}: nothing to do, its tables are the newest (migration {done.after})")
        return 0
    write(f"{done.where}: from migration {done.before} to {done.after}")
    if done.backup is not None:
        write(f"as it was: {done.backup}. Delete it once all is well: what is erased later is in it still")
    return 0


def copy(
    source: Annotated[str, Parameter(help="A workspace's folder, or postgresql://USER@HOST/DATABASE.")],
    target: Annotated[str, Parameter(help="Where to: a new workspace's folder, or the address of an empty database.")],
    *,
    json: Json = False,
) -> int:
    """Copy a ledger into another store, with its hashes, and check the copy. Broken off, the same command goes on where it ended."""
    from tocsin.engine import ledgers

    with rewriting() as line:
        done = ledgers.copy(source, target, None if line is None else lambda through, of: line(f"{through:,} of {of:,} entries"))
    if json:
        print_json(done)
    else:
        write(f"{done.target}: {done.entries:,} entries and {done.blobs:,} blobs copied")
        write(f"it is whole: {done.head.count:,} rows, head {done.head.hash}")
    return 0
