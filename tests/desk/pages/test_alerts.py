"""Alerts on the desk: the board says what the command says; acknowledged with what was done, released by an editor, sent again."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.desk.conftest import As

from tocsin.cli.app import build
from tocsin.desk import background
from tocsin.desk.app import API
from tocsin.desk.people.roles import Role
from tocsin.engine import store
from tocsin.engine.alerting import holding
from tocsin.ledger import workspace as workspaces
from tocsin.model import Alert, Cause, Delivery, Reference

NOW = datetime(2022, 10, 19, 6, tzinfo=UTC)


def workspace(client: TestClient) -> Path:
    found: Path = client.app.state.pictures.workspace  # type: ignore[attr-defined]
    return found


def ring(client: TestClient, *, event: str = "e" * 64, synthetic: bool = True, number: int = 1) -> Alert:
    report = client.app.state.pictures.at(None).case.reports[0]  # type: ignore[attr-defined]
    cause = Cause(
        key=f"k{number}",
        trigger="t",
        kind="indicator",
        subject="exercise",
        what={"en": "an exercise <b>", "fr": "un exercice <b>"},
        t_known=NOW,
        references=(Reference(report=report.id),),
    )
    made = Alert(
        id=f"{number}" + event[1:],
        event=event,
        number=number,
        message="alert" if number == 1 else "update",
        title={"en": "Something stirs", "fr": "Quelque chose bouge"},
        severity="severe",
        causes=(cause,),
        added=1,
        count=number,
        who="watch-officer",
        as_of=NOW,
        t_known=NOW,
        synthetic=synthetic,
    )
    store.add(workspace(client), [made])
    return made


def test_the_board_says_what_the_command_says(working: As, capsys: pytest.CaptureFixture[str]) -> None:
    client = working()
    made = ring(client)
    shown = client.get(f"{API}/alerts").json()
    capsys.readouterr()
    assert build()(["alerts", "--json", "-w", str(workspace(client))]) == 0
    said = json.loads(capsys.readouterr().out)
    assert [(row["id"], row["state"], row["severity"], row["count"]) for row in shown["rows"]] == [
        (one["id"], one["state"], one["severity"], one["count"]) for one in said["alerts"]
    ]
    assert shown["undelivered"] == said["undelivered"]
    assert shown["rows"][0]["causes"][0]["href"] == f"/reports/{made.causes[0].references[0].report}"
    page = client.get("/alerts", params={"lang": "fr"})
    assert "Quelque chose bouge" in page.text
    assert "un exercice &lt;b&gt;" in page.text
    assert client.get(f"/alerts/{made.event}").status_code == 200
    assert client.get("/alerts/ffffffffffff").status_code == 404
    # As it stood: nothing that came later.
    assert client.get(f"{API}/alerts", params={"as_of": "2022-10-18"}).json()["rows"] == []


def test_an_event_is_acknowledged_with_what_was_done_in_the_name_of_who_did(working: As) -> None:
    client = working()
    made = ring(client)
    row = client.get(f"{API}/alerts").json()["rows"][0]
    form = {"id": row["id"], "decided": "nothing", "what": "a known exercise", "seen": row["seen"]}
    answer = client.post("/do/acknowledge", data=form | {"_back": "/alerts?show=open"}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/alerts?show=open")
    (event,) = holding.held(workspaces.find(workspace(client))).events()
    assert [(one.by, one.decided, one.what) for one in event.acknowledged] == [("ana", "nothing", "a known exercise")]
    assert event.state == "acknowledged"
    # The second of two is told, and what they typed comes back.
    other = working(name="bo").post("/do/acknowledge", data=form | {"what": "called the ministry"})
    assert other.status_code == 409
    assert "ana acknowledged it meanwhile" in other.text
    assert "called the ministry" in other.text
    ring(client, number=2)
    assert "newer message" in client.post(f"{API}/do/acknowledge", json=form).json()["error"]["what"]
    assert len(holding.held(workspaces.find(workspace(client))).events()[0].acknowledged) == 1
    assert made.id


def test_what_is_synthetic_is_never_released_and_only_an_editor_releases(working: As) -> None:
    client = working(Role.EDITOR)
    exercise = ring(client)
    real = ring(client, event="d" * 64, synthetic=False)
    form = {"id": exercise.id, "why": "it is so", "sure": True}
    assert working(Role.ANALYST).post(f"{API}/do/release", json=form).status_code == 403
    assert "never Actual" in client.post(f"{API}/do/release", json=form).json()["error"]["what"]
    assert client.post(f"{API}/do/release", json=form | {"id": real.id, "sure": False}).status_code == 422
    answer = client.post(f"{API}/do/release", json=form | {"id": real.id})
    assert answer.status_code == 201, answer.text
    assert (answer.json()["record"]["by"], answer.json()["record"]["scope"]) == ("ana", "Restricted")
    row = client.get(f"{API}/alert/{real.event}").json()["row"]
    assert (row["status"], row["releasable"]) == ("Actual", False)
    assert background.of(client.app.state.pictures).wait()  # type: ignore[attr-defined]


def test_what_went_nowhere_is_shown_and_queued_again_with_a_reason(working: As) -> None:
    client = working()
    made = ring(client)
    dead = Delivery(id="x1", key="x", alert=made.id, event=made.event, channel="mail", progress="dead", why="refused <script>", t_known=NOW)
    store.add(workspace(client), [dead])
    shown = client.get(f"{API}/alerts", params={"show": "dead"}).json()
    assert [(one["channel"], one["progress"]) for one in shown["dead"]] == [("mail", "dead")]
    page = client.get("/alerts?show=dead")
    assert "refused &lt;script&gt;" in page.text
    assert client.post(f"{API}/do/send-again", json={}).status_code == 422
    # Its channel is not declared any more: nothing is queued, and that is said.
    assert client.post(f"{API}/do/send-again", json={"why": "mended"}).json()["said"].startswith("0 queued")


@pytest.mark.parametrize("show", ["running", "open", "acknowledged", "over", "dead", "triggers"])
def test_every_tab_opens_in_both_languages(looking: As, show: str) -> None:
    for lang in ("en", "fr"):
        assert looking().get("/alerts", params={"show": show, "lang": lang}).status_code == 200
