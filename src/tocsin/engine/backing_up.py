"""A workspace's backup, and a workspace made of one."""

from pathlib import Path
from typing import TYPE_CHECKING

from tocsin.engine.telemetry import emitting
from tocsin.ledger import workspace as workspaces

if TYPE_CHECKING:
    from tocsin.ledger.backing_up import BackedUp, Told


def backup(workspace: Path | None, target: Path, told: "Told | None" = None) -> tuple["BackedUp", Path | None]:
    """Bring `target` to where the workspace is, while others write to it; and the folder of its problem, where that lies outside of it."""
    from tocsin.ledger import backing_up

    place = workspaces.find(workspace)
    with emitting.timed("backup.made") as more:
        done = backing_up.backup(place.folder, target, told or (lambda _: None))
        more.update(entries=done.head.count, blobs=done.blobs, files=done.files)
    problem = place.problem if isinstance(place.problem, Path) else None
    outside = problem is not None and place.folder.resolve() not in problem.resolve().parents
    return done, problem if outside else None


def restore(source: Path, target: Path) -> "BackedUp":
    """A workspace at `target` of the backup at `source`, checked. UsageError: something is there."""
    from tocsin.ledger import backing_up

    return backing_up.restore(source, target)
