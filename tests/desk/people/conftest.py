"""A door over an empty workspace, with a clock that the test moves and hashes that cost little."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tocsin.desk.people import accounts
from tocsin.desk.people.acts import By
from tocsin.desk.people.door import Door
from tocsin.desk.people.passwords import Passwords
from tocsin.desk.people.roles import Role
from tocsin.engine import store
from tocsin.model.desk import DeskSettings

PASSWORD = "four grey herons waiting"  # noqa: S105 - of invented people
OTHER = "seven slow barges downstream"
Opened = Callable[..., Door]


class Time:
    """A wall clock and a tick counter that stand still until they are moved."""

    def __init__(self) -> None:
        self.now = datetime(2030, 3, 1, 6, tzinfo=UTC)
        self.started = self.now

    def move(self, **by: float) -> None:
        """Let time pass: seconds=, minutes=, hours=, days=."""
        self.now += timedelta(**by)

    def ticks(self) -> float:
        """Seconds since the test began."""
        return (self.now - self.started).total_seconds()


@pytest.fixture
def time() -> Time:
    """The clock."""
    return Time()


@pytest.fixture(scope="session")
def cheap() -> Passwords:
    """Hashes of a cost for tests."""
    return Passwords(memory_kib=64, passes=1, lanes=1)


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """An empty workspace."""
    store.create(tmp_path / "desk", "nuclear-escalation")
    return tmp_path / "desk"


@pytest.fixture
def opened(workspace: Path, time: Time, cheap: Passwords) -> Iterator[Opened]:
    """Opens doors of that workspace, and closes them."""
    made: list[Door] = []

    def open_(settings: DeskSettings | None = None) -> Door:
        made.append(Door(workspace, settings, passwords=cheap, wall=lambda: time.now, ticks=time.ticks))
        return made[-1]

    yield open_
    for door in made:
        door.close()


@pytest.fixture
def door(opened: Opened) -> Door:
    """A door with four people behind it, one of each role, all with the same password."""
    door = opened()
    by = By(who="", through="console", at=door.wall())
    for role in Role:
        accounts.add(door.store, by, f"{role.value}-one", role, password_hash=door.passwords.hash(PASSWORD))
    return door
