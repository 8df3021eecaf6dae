"""The log on the desk: acts as they stand in the chain, newest first, filtered and paged; the chain is checked in the background."""

from datetime import UTC, datetime, timedelta

from starlette.testclient import TestClient
from tests.desk.conftest import As

from tocsin.desk import background
from tocsin.desk.app import API
from tocsin.desk.pages import log as page
from tocsin.desk.people.roles import Role
from tocsin.engine import auditing, picturing
from tocsin.model import Audited, digest

NOW = datetime(2026, 11, 28, 6, tzinfo=UTC)


def acts(client: TestClient, count: int) -> None:
    made = [
        Audited(
            id=digest("a", n),
            who="ana" if n % 3 else "bo <b>",
            act="sign-in" if n % 2 else "do:acknowledge",
            on=f"{n:064x}",
            why=f"because {n} <i>\u202e",
            through="password",
            t_known=NOW + timedelta(minutes=n),
        )
        for n in range(count)
    ]
    auditing.note(client.app.state.pictures.workspace, made)  # type: ignore[attr-defined]


def test_acts_are_those_of_the_chain_newest_first_and_paged(working: As) -> None:
    client = working(Role.ADMIN)
    acts(client, page.A_PAGE + 5)
    first = client.get(f"{API}/log").json()
    held = auditing.recent(client.app.state.pictures.workspace, most=1_000).acts  # type: ignore[attr-defined]
    assert [one["id"] for one in first["rows"]] == [one.id for one in held[: page.A_PAGE]]
    rest = client.get(f"{API}/log", params={"before": first["earlier"]}).json()
    assert [one["id"] for one in rest["rows"]] == [one.id for one in held[page.A_PAGE :]]
    assert rest["earlier"] is None
    end = picturing.head(client.app.state.pictures.workspace)  # type: ignore[attr-defined]
    assert (first["entries"], first["head"]) == (end.count, end.hash)


def test_acts_are_filtered_frozen_and_escaped(working: As) -> None:
    client = working(Role.ANALYST)
    acts(client, 12)
    some = client.get(f"{API}/log", params={"who": "ana", "act": "sign-in"}).json()["rows"]
    assert some
    assert {(one["who"], one["act"]) for one in some} == {("ana", "sign-in")}
    then = client.get(f"{API}/log", params={"as_of": (NOW + timedelta(minutes=3)).isoformat()}).json()["rows"]
    assert len(then) == 4
    text = client.get("/log", params={"lang": "fr"}).text
    assert "bo &lt;b&gt;" in text
    assert "<i>" not in text
    assert "Marquer comme vu" in text  # an action is told by its title
    assert working(Role.READER).get("/log").status_code == 403


def test_the_chain_is_checked_in_the_background(working: As) -> None:
    client = working()
    assert client.post(f"{API}/do/verify", json={"why": "the morning check"}).status_code == 201
    assert background.of(client.app.state.pictures).wait()  # type: ignore[attr-defined]
    (check,) = client.get(f"{API}/log").json()["checks"]
    assert (check["state"], check["who"]) == ("done", "ana")
    assert check["said"].startswith("whole: ")
