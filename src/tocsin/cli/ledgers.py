"""Commands about the ledger itself: where it rests, bringing it up, copying it, taking over what damage left."""

from collections import Counter
from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from tocsin.cli.options import Json, Workspace
from tocsin.cli.output import print_json, rewriting, safe, say, write
from tocsin.errors import LedgerError


def register(app: App) -> None:
    """Add this group's commands."""
    ledger = App(
        name="ledger", help="The ledger itself: show, upgrade, copy, rescue.", help_format="plaintext", result_action="return_value"
    )
    for command, name in ((show, "show"), (upgrade, "upgrade"), (copy, "copy"), (rescue, "rescue")):
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


SHOWN = 20
"""lines of a list that are written out; --json has all"""


def rescue(
    source: Annotated[Path, Parameter(help="The damaged workspace, left as it is; or a backup, to put lost bytes back.")],
    target: Annotated[Path, Parameter(help="The workspace that takes over: restored from a backup, or new.")],
    *,
    apply: Annotated[bool, Parameter(negative="", help="Take it over. Else it is only said what would be.")] = False,
    json: Json = False,
) -> int:
    """Say what one workspace still holds that another lacks, and what is lost (exit 3); --apply takes over what is whole."""
    from tocsin.engine import ledgers

    done = ledgers.rescue(source, target, apply)
    if json:
        print_json(done)
        return LedgerError.exit_status if done.lost or done.lost_blobs else 0
    kinds = Counter(row.kind for row in done.taken)
    verb = "taken over" if apply else "can be taken over"
    named = ", ".join(f"{kind} {count:,}" for kind, count in sorted(kinds.items()))
    write(f"{len(done.taken):,} records {verb}{f' ({named})' if named else ''}, with {len(done.blobs):,} blobs")
    if done.erased:
        write(f"{len(done.erased):,} rows that were erased there {'are' if apply else 'will be'} erased here too")
    for row in done.lost[:SHOWN]:
        write(safe(f"lost: row {row.row}{f' ({row.kind} {row.id})' if row.kind else ''}: {row.why}"))
    for sha256 in done.lost_blobs[:SHOWN]:
        write(f"lost: blob {sha256}: neither has it whole")
    if (more := max(0, len(done.lost) - SHOWN) + max(0, len(done.lost_blobs) - SHOWN)) > 0:
        write(f"and {more:,} more: --json names them")
    if done.lost or done.lost_blobs:
        say("what is lost may be ingested again from where it came: what is held already is not taken twice")
    if not apply and (done.taken or done.blobs or done.erased):
        say("nothing was written: --apply does it")
    return LedgerError.exit_status if done.lost or done.lost_blobs else 0
