"""A watch made ready: the workspace's sources, a fetcher, and a lock so that no second watch asks the same addresses."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tocsin.collect.records import Limits
from tocsin.engine import clock, fetching
from tocsin.engine.asking import Asking
from tocsin.engine.watching import following
from tocsin.engine.watching.beating import Heart
from tocsin.engine.watching.rounds import Watch
from tocsin.ledger import workspace as workspaces
from tocsin.ledger.lock import WriterLock

LOCK = "watch.lock"
WORKERS = 8
"""hosts asked at once"""


@contextmanager
def opened(
    workspace: Path | None,
    chosen: Sequence[str],
    *,
    sleep: Callable[[float], None],
    stopping: Callable[[], bool],
    judge: bool,
    alert: bool = True,
    draws: int,
    seed: int,
    asked: Asking | None = None,
) -> Iterator[Watch]:
    """A watch over the sources chosen, else those that the workspace follows. UsageError: none; Busy: another watch runs here."""
    place = workspaces.find(workspace)
    followed = following.followed(place, chosen)
    lock = WriterLock(place.folder / LOCK, "is watching for this workspace")
    try:
        with fetching.fetcher(place) as fetcher:
            yield Watch(
                place=place,
                followed=followed,
                fetcher=fetcher,
                clock=clock.now,
                sleep=sleep,
                limits=Limits(),
                seed=seed,
                # Recorded answers are played in one order, so that a run gives the same ledger again.
                workers=1 if fetching.recorded() else WORKERS,
                judge=judge,
                alert=alert,
                draws=draws,
                asked=asked,
                stopping=stopping,
                beat=Heart(place.folder, clock.now),
            )
    finally:
        lock.release()
