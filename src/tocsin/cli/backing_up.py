"""Commands about losing nothing: backup, restore."""

from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from tocsin.cli.options import Json, Workspace
from tocsin.cli.output import print_json, say, write


def register(app: App) -> None:
    """Add this group's commands."""
    for command in (backup, restore):
        app.command(command)


def backup(
    target: Annotated[Path, Parameter(help="A new folder, or one that an earlier backup made: then only what is new goes there.")],
    *,
    json: Json = False,
    workspace: Workspace = None,
) -> int:
    """Back up the whole workspace while it is written to; the copy is a workspace, and is checked. Broken off, the one before stays."""
    from tocsin.engine import backing_up

    done, outside = backing_up.backup(workspace, target)
    if json:
        print_json(done)
    else:
        write(f"{done.target}: {done.head.count:,} rows, {done.blobs:,} new blobs, {done.files:,} other files")
        write(f"it is whole: head {done.head.hash}")
    if outside is not None:
        say(f"the problem's folder lies outside of the workspace and is not in it: {outside}")
    return 0


def restore(
    source: Annotated[Path, Parameter(help="A folder that tocsin backup made.")],
    target: Annotated[Path, Parameter(help="The new workspace: a folder that is not there yet, or is empty.")],
    *,
    json: Json = False,
) -> int:
    """Make a workspace of a backup, and check it. Nothing is overwritten."""
    from tocsin.engine import backing_up

    done = backing_up.restore(source, target)
    if json:
        print_json(done)
    else:
        write(f"{done.target}: a workspace with {done.head.count:,} rows, head {done.head.hash}")
    return 0
