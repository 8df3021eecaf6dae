"""A door over an empty workspace, with a clock that the test moves and hashes that cost little."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from tocsin.desk.people import accounts
from tocsin.desk.people.acts import By
from tocsin.desk.people.door import Door
from tocsin.desk.people.passwords import Passwords
from tocsin.desk.people.roles import Role
from tocsin.desk.pictures import Pictures
from tocsin.desk.serving import guarded
from tocsin.engine import store
from tocsin.ledger import workspace as workspaces
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


ADDRESS = "http://127.0.0.1:8750"


class Visitor:
    """A browser at a guarded desk: it keeps cookies, sends the forms that it was given, and says where they come from, as browsers do."""

    def __init__(self, door: Door, pictures: Pictures, **more: Any) -> None:
        self.door = door
        place = workspaces.load(door.folder)
        # The stream of events ends as soon as it has said hello: a test client waits for the whole of an answer.
        self.app = guarded(place, door, pictures=pictures, dress=lambda app: app.state.live.close(), **more)
        self.client = TestClient(self.app, base_url=ADDRESS, follow_redirects=False, client=("198.51.100.20", 40_000))

    def another(self) -> "Visitor":
        """Another browser at the same desk."""
        made = Visitor.__new__(Visitor)
        made.door, made.app = self.door, self.app
        made.client = TestClient(self.app, base_url=ADDRESS, follow_redirects=False, client=("198.51.100.21", 40_001))
        return made

    def get(self, path: str, **more: Any) -> Response:
        """A page."""
        got: Response = self.client.get(path, **more)
        return got

    def csrf(self, page: str = "/account") -> str:
        """The token in the forms of a page."""
        found = re.search(r'name="_csrf" value="([^"]+)"', self.get(page).text)
        assert found is not None
        return found[1]

    def send(self, path: str, page: str = "/account", **fields: str) -> Response:
        """A form, as the page that holds it sends it."""
        got: Response = self.client.post(
            path, data={"_csrf": self.csrf(page), **fields}, headers={"origin": ADDRESS, "sec-fetch-site": "same-origin"}
        )
        return got

    def sign_in(self, name: str, password: str = PASSWORD, **more: str) -> Response:
        """By password."""
        return self.send("/sign-in", "/sign-in", name=name, password=password, **more)

    @property
    def session(self) -> str:
        """The id that the browser holds."""
        return self.client.cookies.get("tocsin_session") or ""


@pytest.fixture
def nothing(workspace: Path) -> Pictures:
    """Pictures of an empty workspace: none is ever there."""
    return Pictures(workspace, take=lambda *_: pytest.fail("no picture is asked for"))


@pytest.fixture
def desk(door: Door, nothing: Pictures) -> Visitor:
    """A browser, not signed in, at a desk of four people."""
    return Visitor(door, nothing)


@pytest.fixture
def signed(desk: Visitor) -> Callable[[str], Visitor]:
    """`signed("analyst")`: a browser of its own, signed in as the one of that role."""

    def by_role(role: str) -> Visitor:
        made = desk.another()
        assert made.sign_in(f"{role}-one").status_code == 303
        return made

    return by_role
