"""The log of who did what: its records go into the ledger's chain, and come back newest first."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from tocsin.engine import clock
from tocsin.model import Audited, Record


class Logged(Record, frozen=True, kw_only=True):
    """Some of the log, newest first. `earlier` is where to go on: the row before which the next ones lie; None: there are none."""

    acts: tuple[Audited, ...]
    earlier: int | None


def note(folder: Path, acts: Sequence[Audited]) -> int:
    """Append acts to the ledger of the workspace in `folder`; how many were new. Busy where another process writes just then."""
    from tocsin.ledger import Ledger

    with Ledger.open(folder, write=True) as ledger:
        return ledger.append(acts, clock=clock.now())


def recent(
    folder: Path,
    *,
    most: int = 100,
    before: int | None = None,
    who: str | None = None,
    act: str | None = None,
    known_by: datetime | None = None,
) -> Logged:
    """At most `most` acts written before row `before`, newest first; of one account, of one kind of act (or all that begin so: `do:`)."""
    from tocsin.ledger import Ledger

    found: list[Audited] = []
    with Ledger.open(folder) as ledger:
        for row, one in ledger.newest(Audited, before=before):
            if known_by is not None and one.t_known > known_by:
                continue
            if (who is not None and one.who != who) or (act is not None and not _of(one.act, act)):
                continue
            if len(found) == most:
                return Logged(acts=tuple(found), earlier=before)
            found.append(one)
            before = row
    return Logged(acts=tuple(found), earlier=None)


def _of(act: str, asked: str) -> bool:
    return act.startswith(asked) if asked.endswith(":") else act == asked
