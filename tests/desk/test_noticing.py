"""What the desk tells of requests: the route's pattern, never what was asked for, typed or shown, nor who somebody is by name."""

import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from tests.desk.people.conftest import ADDRESS, PASSWORD, Time, Visitor

from tocsin.desk.people import accounts
from tocsin.desk.people.acts import By
from tocsin.desk.people.door import Door
from tocsin.desk.people.passwords import Passwords
from tocsin.desk.people.roles import Role
from tocsin.desk.pictures import Pictures
from tocsin.engine import store
from tocsin.engine.telemetry import configuring, logs

SECRET = "0f1e2d3c4b5a69788796a5b4c3d2e1f0"  # noqa: S105 - planted


@pytest.fixture
def visitor(tmp_path: Path) -> Iterator[Visitor]:
    store.create(tmp_path / "w", "nuclear-escalation")
    time = Time()
    door = Door(tmp_path / "w", passwords=Passwords(memory_kib=64, passes=1, lanes=1), wall=lambda: time.now, ticks=time.ticks)
    by = By(who="", through="console", at=door.wall())
    for name in ("ana", "boris"):
        accounts.add(door.store, by, name, Role.ADMIN, password_hash=door.passwords.hash(PASSWORD))
    yield Visitor(door, Pictures(tmp_path / "w", patient=True))
    door.close()


@pytest.fixture
def told() -> Iterator[Callable[[], list[dict[str, Any]]]]:
    stream = io.StringIO()

    def lines() -> list[dict[str, Any]]:
        assert SECRET not in stream.getvalue()
        assert PASSWORD not in stream.getvalue()
        found = [json.loads(line) for line in stream.getvalue().split("\n")[:-1]]
        stream.seek(0)
        stream.truncate()
        return found

    with configuring.told({}):
        logs.begin("json", "debug", stream)
        yield lines


def test_requests_by_their_pattern(visitor: Visitor, told: Callable[[], list[dict[str, Any]]]) -> None:
    visitor.get("/sign-in")
    assert visitor.sign_in("ana").status_code == 303
    found = told()
    assert [(one["method"], one["route"], one["status"]) for one in found if one["event"] == "desk.asked"] == [
        ("GET", "/sign-in", 200),
        ("GET", "/sign-in", 200),
        ("POST", "/sign-in", 303),
    ]
    assert [one["act"] for one in found if one["event"] == "desk.people"] == ["sign-in"]
    assert "ana" not in json.dumps(found)
    assert visitor.get(f"/account?token={SECRET}", headers={"x-secret": SECRET, "referer": f"{ADDRESS}/?q={SECRET}"}).status_code == 200
    assert visitor.get(f"/people?q={SECRET}").status_code == 200
    assert visitor.get(f"/nowhere/{SECRET}?x={SECRET}").status_code == 404
    assert visitor.get("/api/v1/statements", headers={"authorization": f"Bearer tocsin_{SECRET}"}).status_code == 401
    visitor.client.post("/do/anything", data={"text": SECRET}, headers={"origin": ADDRESS})
    found = told()
    assert found[0]["route"] == "/account"
    assert "(none)" in {one["route"] for one in found}
    assert {one.get("through") for one in found} <= {"password", None}
    assert "ana" not in json.dumps(found)


def test_a_person_is_one_word_and_another_one_another_time(visitor: Visitor, told: Callable[[], list[dict[str, Any]]]) -> None:
    words = []
    for name in ("ana", "boris", "ana"):
        one = visitor.another()
        one.sign_in(name)
        told()
        one.get("/account")
        words.append(told()[0]["who"])
    assert words[0] == words[2] != words[1]
    again = Visitor(visitor.door, Pictures(visitor.door.folder, patient=True))
    again.sign_in("ana")
    told()
    again.get("/account")
    assert told()[0]["who"] != words[0]


def test_what_is_asked_all_the_time_is_told_only_where_it_fails(visitor: Visitor, told: Callable[[], list[dict[str, Any]]]) -> None:
    for path in ("/healthz", "/readyz", "/static/favicon.svg"):
        visitor.get(path)
    assert not [one for one in told() if one["event"] == "desk.asked" and one["status"] < 400]
    visitor.get("/metrics")
    assert [(one["route"], one["status"]) for one in told() if one["event"] == "desk.asked"] == [("(none)", 404)]


def test_what_breaks_is_told_by_class_and_place(tmp_path: Path, visitor: Visitor, told: Callable[[], list[dict[str, Any]]]) -> None:
    async def broken(_: Request) -> Response:
        raise ValueError(SECRET)

    async def fine(_: Request) -> Response:
        return PlainTextResponse("fine")

    app: Any = visitor.app
    while not hasattr(app, "routes"):
        app = app._app
    app.add_api_route("/broken", broken, methods=["GET"], response_model=None)
    with pytest.raises(ValueError, match=SECRET):
        visitor.get("/broken")
    (one,) = told()
    assert (one["route"], one["status"], one["error"]) == ("/broken", 500, "ValueError")


def test_nothing_is_told_where_nobody_listens(visitor: Visitor) -> None:
    assert visitor.get("/sign-in").status_code == 200
