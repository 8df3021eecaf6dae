"""The ledger itself, where it rests and at which migration it is: shown, brought up, copied from one store into another."""

from pathlib import Path
from typing import TYPE_CHECKING

from tocsin.engine import clock
from tocsin.ledger import workspace as workspaces
from tocsin.ledger.chain import Head
from tocsin.model import Record

if TYPE_CHECKING:
    from tocsin.ledger.copying import Copied, Told
    from tocsin.ledger.rescuing import Rescued
    from tocsin.ledger.upgrading import Upgraded


class Resting(Record, frozen=True, kw_only=True):
    """Where a ledger rests."""

    where: str
    """a path, or an address without its password"""
    store: str
    """`sqlite` or `postgresql`"""
    head: Head
    migration: str
    newest: str
    """the migration that this version knows; behind it, `tocsin ledger upgrade` makes it quicker or readable"""


def resting(workspace: Path | None) -> Resting:
    """Where the ledger of a workspace rests, and what it is at."""
    from tocsin.ledger import Ledger, migrating

    with Ledger.open(workspaces.find(workspace).folder) as ledger:
        with ledger.store.said(), ledger.store.engine.begin() as connection:
            at = migrating.at(connection) or migrating.FIRST
            name = connection.dialect.name
        return Resting(where=ledger.where, store=name, head=ledger.head, migration=at, newest=migrating.NEWEST)


def upgrade(workspace: Path | None, backup: bool = True) -> "Upgraded":
    """Bring the tables up to what this version knows, after a backup."""
    from tocsin.ledger import upgrading

    return upgrading.upgrade(workspaces.find(workspace).folder, backup)


def copy(source: str, target: str, told: "Told | None" = None) -> "Copied":
    """Copy a ledger, entry by entry, and check the copy. Each is a workspace's folder or the address of a PostgreSQL."""
    from tocsin.ledger import copying

    with copying.opened(source, write=False) as here, copying.opened(target, write=True) as there:
        return copying.copy(here, there, told)


def rescue(source: Path, target: Path, apply: bool) -> "Rescued":
    """What the workspace `source` still holds and `target` does not, and what is lost; taken over where `apply`."""
    from tocsin.ledger import rescuing

    here, there = workspaces.find(source), workspaces.find(target)
    return rescuing.rescue(here.folder, there.folder, apply=apply, clock=clock.now())
