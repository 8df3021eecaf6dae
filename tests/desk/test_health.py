"""Whether the desk lives and can be used: asked without signing in, before there are accounts too; reasons only to who may know them."""

import sqlite3
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from httpx2 import Response
from starlette.testclient import TestClient
from tests.desk.people.conftest import ADDRESS, PASSWORD, Time, Visitor

from tocsin.desk import health
from tocsin.desk.people import accounts, hosts
from tocsin.desk.people.acts import By
from tocsin.desk.people.door import Door
from tocsin.desk.people.passwords import Passwords
from tocsin.desk.people.roles import Role
from tocsin.desk.pictures import Pictures
from tocsin.engine import store
from tocsin.engine.doctor import readiness
from tocsin.engine.doctor import workspace as around
from tocsin.engine.doctor.findings import Finding
from tocsin.engine.picturing import Picture
from tocsin.ledger import migrating
from tocsin.ledger import workspace as workspaces
from tocsin.model.desk import DeskSettings

NEAR, FAR = ("127.0.0.1", 40_000), ("198.51.100.20", 40_000)


class Aged(Pictures):
    """Pictures that are as old as the test says."""

    old: timedelta | None = timedelta(0)

    def age(self) -> timedelta | None:
        return self.old


class Desk:
    """A desk over a workspace of this test's own."""

    def __init__(self, folder: Path, settings: DeskSettings | None = None) -> None:
        store.create(folder, "nuclear-escalation")
        self.folder, self.time = folder, Time()
        cheap = Passwords(memory_kib=64, passes=1, lanes=1)
        self.door = Door(folder, settings, passwords=cheap, wall=lambda: self.time.now, ticks=self.time.ticks)
        self.pictures = Aged(folder, take=lambda *_: pytest.fail("no picture is asked for"))
        self.visitor = Visitor(self.door, self.pictures)

    def people(self) -> None:
        by = By(who="", through="console", at=self.door.wall())
        accounts.add(self.door.store, by, "ana", Role.READER, password_hash=self.door.passwords.hash(PASSWORD))
        self.door.settle()

    def get(self, path: str, client: tuple[str, int] = NEAR, base: str = ADDRESS, **headers: str) -> Response:
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        asking = TestClient(self.visitor.app, base_url=base, follow_redirects=False, client=client)
        answer: Response = asking.get(path, headers=told)
        return answer

    def later(self) -> None:
        """So much that an answer is not given again."""
        self.time.move(seconds=health.KEPT_S)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path / "w", DeskSettings(hosts=("desk.example.org",)))
    yield made
    made.door.close()


def checks(answer: Response) -> list[str]:
    assert answer.status_code == 503
    told = answer.json()
    assert told["ready"] is False
    assert all(one["what"] and one["todo"] for one in told["reasons"])
    return [one["check"] for one in told["reasons"]]


def test_it_answers_before_anybody_can_sign_in_and_says_nothing_else(desk: Desk) -> None:
    for client in (NEAR, FAR):
        answer = desk.get("/healthz", client)
        assert (answer.status_code, answer.text) == (200, "ok\n")
        assert "set-cookie" not in answer.headers
        assert answer.headers["cache-control"] == "no-store"
    assert desk.get("/", NEAR).headers["location"] == "/setup"
    assert desk.get("/readyz").json() == {"ready": True}


def test_it_lives_though_the_ledger_does_not(desk: Desk) -> None:
    (desk.folder / "ledger.sqlite").unlink()
    assert desk.get("/healthz").status_code == 200
    assert checks(desk.get("/readyz")) == ["ledger"]


def test_a_picture_that_is_missing_or_too_old(desk: Desk) -> None:
    desk.people()
    desk.pictures.old = None
    assert checks(desk.get("/readyz")) == ["picture"]
    desk.pictures.old = timedelta(minutes=181)
    assert checks(desk.get("/readyz")) == ["picture"]
    desk.pictures.old = timedelta(minutes=179)
    assert desk.get("/readyz").status_code == 503, "kept for some seconds"
    desk.later()
    assert desk.get("/readyz").json() == {"ready": True}


def test_while_one_looks_the_others_get_what_was_found_last(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def slowly(*_: object) -> tuple[Finding, ...]:
        begun.set()
        assert go_on.wait(60)
        return ()

    assert desk.get("/readyz").json() == {"ready": True}
    desk.later()
    monkeypatch.setattr(readiness, "unready", slowly)
    first = threading.Thread(target=lambda: desk.get("/readyz"))
    first.start()
    assert begun.wait(60)
    assert desk.get("/readyz").json() == {"ready": True}
    go_on.set()
    first.join()


def test_before_anything_was_found_it_is_not_ready(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    ready = health.Readiness(workspaces.load(desk.folder), desk.pictures, timedelta(minutes=180), desk.time.ticks)
    inside: list[object] = []

    def within(*_: object) -> tuple[Finding, ...]:
        inside.append(ready.reasons())
        return ()

    monkeypatch.setattr(readiness, "unready", within)
    assert ready.reasons() == ()
    assert inside == [(health.LOOKING,)]


def test_an_empty_ledger_wants_no_picture(desk: Desk) -> None:
    desk.pictures.old = None
    assert desk.get("/readyz").status_code == 200


def test_older_tables_and_a_full_disk(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    with sqlite3.connect(desk.folder / "ledger.sqlite") as opened:
        opened.execute("UPDATE alembic_version SET version_num = ?", (migrating.FIRST,))
    opened.close()
    assert checks(desk.get("/readyz")) == ["migration"]
    desk.later()
    monkeypatch.setattr(around, "LITTLE", 1 << 60)
    monkeypatch.setattr(around, "TOO_LITTLE", 1 << 60)
    assert checks(desk.get("/readyz")) == ["migration", "disk"]


def test_reasons_are_for_this_machine_and_for_who_is_signed_in(desk: Desk) -> None:
    desk.people()
    desk.pictures.old = None
    assert desk.get("/readyz", FAR).json() == {"ready": False}
    assert desk.get("/readyz", FAR).headers["retry-after"]
    for name in health.HANDED_ON:  # a proxy on this machine hands on what comes from anywhere
        assert desk.get("/readyz", NEAR, **{name: "198.51.100.7"}).json() == {"ready": False}
    assert desk.get("/readyz", NEAR, base="http://desk.example.org").json() == {"ready": False}
    assert desk.visitor.sign_in("ana").status_code == 303
    assert checks(desk.visitor.get("/readyz")) == ["picture"]


@pytest.mark.parametrize("settings", [{"behind_tls": True}, {"behind_tls": True, "proxies": ("127.0.0.1",)}], ids=["tls", "proxies"])
def test_behind_a_proxy_nothing_counts_as_near(tmp_path: Path, settings: dict[str, object]) -> None:
    made = Desk(tmp_path / "w", DeskSettings(**settings))  # type: ignore[arg-type]
    made.people()
    made.pictures.old = None
    assert made.get("/readyz").json() == {"ready": False}
    made.door.close()


def test_a_foreign_name_gets_nothing_and_nothing_is_counted_against_strangers(desk: Desk) -> None:
    assert desk.get("/healthz", base="http://evil.example").status_code == 421
    assert {desk.get("/healthz", FAR).status_code for _ in range(300)} == {200}
    assert desk.get("/sign-in", FAR).status_code == 303, "the set-up: not 429"


def test_nothing_can_be_sent_there(desk: Desk) -> None:
    for path in ("/healthz", "/readyz"):
        assert desk.visitor.client.post(path, headers={"origin": ADDRESS}).status_code in (303, 403, 405)
        assert desk.visitor.client.head(path).status_code == 200


def test_how_old_a_picture_is(sample_picture: Picture, tmp_path: Path) -> None:
    store.create(tmp_path / "w", "nuclear-escalation")
    now = datetime(2031, 1, 1, tzinfo=UTC)
    fresh = Pictures(tmp_path / "w", take=lambda *_: sample_picture, moment=lambda _: now, patient=True)
    assert fresh.age() is None
    fresh.refresh()
    assert fresh.age() == now - sample_picture.as_of
    held = Pictures(tmp_path / "w", as_of=sample_picture.as_of, take=lambda *_: sample_picture, moment=lambda _: now, patient=True)
    held.refresh()
    assert held.age() == timedelta(0)


def test_the_names_of_this_machine_are_loopback() -> None:
    assert all(hosts.loopback(name) for name in hosts.LOOPBACK_NAMES)
