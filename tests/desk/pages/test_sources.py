"""Sources on the desk: what came of each is what the ledger holds; health as the watch tells it; one is added in the background."""

from datetime import timedelta
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.desk.conftest import As, taken
from tests.engine.watching.world import START

from tocsin.desk import background
from tocsin.desk.app import API
from tocsin.desk.people.roles import Role
from tocsin.engine import sourcing, store
from tocsin.engine.arriving import UNLISTED
from tocsin.engine.watching import states
from tocsin.errors import UsageError


def folder(client: TestClient) -> Path:
    found: Path = client.app.state.pictures.workspace  # type: ignore[attr-defined]
    return found


def test_what_came_of_each_source_adds_up_to_what_is_held(looking: As) -> None:
    client = looking()
    shown = client.get(f"{API}/sources", params={"show": "all"}).json()
    case = client.app.state.pictures.at(None).case  # type: ignore[attr-defined]
    rows, page = shown["rows"], 1
    while page < shown["pages"]:
        page += 1
        rows += client.get(f"{API}/sources", params={"show": "all", "page": page}).json()["rows"]
    assert sum(row["reports"] for row in rows) == len(case.reports)
    assert {row["id"] for row in rows} - {UNLISTED} == {one.id for one in store.sources(folder(client))}
    for row in rows[:3]:
        one = client.get(f"{API}/source/{row['id']}").json()
        assert one["total"] == row["reports"]
        held = {report.id for report in case.reports}
        assert {came["id"] for came in one["came"]} <= held


def test_a_frozen_moment_shows_nothing_that_came_later(looking: As) -> None:
    shown = taken(looking(), f"{API}/sources", as_of="2022-10-05")
    assert all(row["latest"] <= "2022-10-06" for row in shown["rows"] if row["latest"])
    assert not shown["live"]
    now = looking().get(f"{API}/sources").json()
    assert sum(row["reports"] for row in shown["rows"]) < sum(row["reports"] for row in now["rows"])


def test_health_is_told_in_the_language_of_who_reads(working: As) -> None:
    client = working()
    place = folder(client)
    name = next(one for one in store.sources(place) if one.collect)
    with (place / "tocsin.yml").open("a", encoding="utf-8") as file:
        file.write(f"watch: [{name.id}]\n")
    held = states.PollState(
        asked_at=START, failures=9, failing_since=START - timedelta(days=1), reason="http-500", what="the server failed"
    )
    states.save(place, states.State(polls={one.url: held for one in name.collect}))
    row = next(one for one in client.get(f"{API}/sources?show=followed").json()["rows"] if one["id"] == name.id)
    assert row["addresses"][0]["doing"] == "broken"
    assert "9 failures in a row" in row["addresses"][0]["remarks"][0]
    french = client.get("/sources?show=followed&lang=fr").text
    assert "9 échecs de suite" in french
    assert "en panne" in french
    assert client.get(f"/sources/{name.id}").status_code == 200


def test_a_source_is_added_by_an_admin_in_the_background(working: As, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def add(url: str, workspace: Path, *more: object) -> sourcing.Added:
        asked.append((url, workspace, more))
        raise UsageError("no feed was found there", where=url)

    monkeypatch.setattr(sourcing, "add", add)
    form = {"url": "https://post.example/", "why": "a paper of the region"}
    assert working(Role.EDITOR).post(f"{API}/do/add-source", json=form).status_code == 403
    client = working(Role.ADMIN)
    assert client.post(f"{API}/do/add-source", json=form).status_code == 201
    assert background.of(client.app.state.pictures).wait()  # type: ignore[attr-defined]
    (begun,) = client.get(f"{API}/sources").json()["adding"]
    assert (begun["state"], begun["who"]) == ("failed", "ana")
    assert "no feed was found there" in begun["said"]
    assert asked == [("https://post.example/", folder(client), (None, None, "outlet"))]
    assert client.post(f"{API}/do/add-source", json=form | {"id": "../x"}).status_code == 422


def test_an_address_of_the_own_network_is_refused_by_the_guard(working: As) -> None:
    client = working(Role.ADMIN)
    for url in ("http://127.0.0.1/feed", "http://169.254.169.254/latest", "file:///etc/passwd"):
        assert client.post(f"{API}/do/add-source", json={"url": url, "why": "to see"}).status_code == 201
        assert background.of(client.app.state.pictures).wait()  # type: ignore[attr-defined]
        begun = client.get(f"{API}/sources").json()["adding"][0]
        assert (begun["what"], begun["state"]) == (url, "failed")
    assert not (folder(client) / "sources").exists()


def test_a_source_that_is_not_declared_is_not_there(looking: As) -> None:
    assert looking().get("/sources/no-such").status_code == 404
