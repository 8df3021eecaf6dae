"""Work that only one may do at a time for a ledger, e.g. sending alerts: one process of a workspace, and one desk of a team."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tocsin.ledger import resting
from tocsin.ledger.lock import WriterLock


@contextmanager
def alone(folder: Path, name: str, doing: str) -> Iterator[None]:
    """While open, nobody else has this turn. Busy, saying who and what it is `doing`, where somebody does. CannotFinish: no answer."""
    lock = WriterLock(folder / name, f"{doing} for this workspace")
    try:
        if (address := resting.declared(folder)) is None:
            yield
            return
        from tocsin.ledger.postgres import turns

        with turns.held(address, name, f"{doing} for this ledger"):
            yield
    finally:
        lock.release()
