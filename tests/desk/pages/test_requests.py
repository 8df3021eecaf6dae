"""Requests on the desk: what the page shows is what the command says; steps are appended in the name of who takes them."""

import pytest
from tests.desk.conftest import As

from tocsin.desk.app import API
from tocsin.desk.people.roles import Role
from tocsin.engine import clock, requesting
from tocsin.model import from_json, to_json
from tocsin.model.requests import Standing


def ask(client: object, **more: object) -> str:
    answer = client.post(  # type: ignore[attr-defined]
        f"{API}/do/ask", json={"question": "Did the railway stop?", "why": "the brief of Monday", "about": "exercise, evacuation"} | more
    )
    assert answer.status_code == 201, answer.text
    made: str = answer.json()["record"]["id"]
    return made


def test_a_request_is_asked_assigned_answered_and_shown_as_the_command_says_it(working: As) -> None:
    client = working()
    made = ask(client, priority="immediate", due="2199-01-01T06:00")
    report = working().app.state.pictures.at(None).case.reports[0]  # type: ignore[attr-defined]
    for name, form in (
        ("assign-request", {"to": "bo", "seen": 0}),
        ("answer-request", {"text": "It did not.", "references": f"{report.id[:16]}\nhttps://rail.example/a", "seen": 1}),
    ):
        answer = client.post(f"{API}/do/{name}", json={"id": made} | form)
        assert answer.status_code == 201, answer.text
    shown = client.get(f"{API}/request/{made}").json()
    assert [(step["step"], step["by"]) for step in shown["steps"]] == [("assigned", "ana"), ("answered", "ana")]
    assert shown["steps"][1]["rests"][0]["href"] == f"/reports/{report.id}"
    assert shown["steps"][1]["rests"][1] == {"words": "https://rail.example/a", "href": None}
    workspace = client.app.state.pictures.workspace  # type: ignore[attr-defined]
    (held,) = from_json(tuple[Standing, ...], to_json(requesting.standing(workspace, clock.now())))
    row = client.get(f"{API}/requests", params={"show": "all"}).json()["rows"][0]
    assert (row["id"], row["state"], row["assigned"]) == (held.request.id, held.state, held.assigned)
    assert row["due"].startswith("2199-01-01T06:00:00")
    assert row["about"] == ["exercise", "evacuation"]
    assert row["synthetic"]


def test_of_two_at_once_the_second_is_told_and_nothing_is_appended(working: As) -> None:
    client = working()
    made = ask(client)
    assert client.post(f"{API}/do/assign-request", json={"id": made, "to": "bo", "seen": 0}).status_code == 201
    other = working(name="cy")
    answer = other.post(f"{API}/do/withdraw-request", json={"id": made, "why": "no need", "seen": 0})
    assert answer.status_code in (409, 422)
    assert "was quicker" in answer.json()["error"]["what"]
    assert len(client.get(f"{API}/request/{made}").json()["steps"]) == 1


def test_a_frozen_moment_knows_no_later_request(working: As) -> None:
    client = working()
    ask(client)
    assert client.get(f"{API}/requests").json()["open"] == 1
    assert client.get(f"{API}/requests", params={"as_of": "2022-10-20"}).json()["open"] == 0


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("ask", {"question": "Did it stop?", "why": "because", "due": "soon"}),
        ("ask", {"question": "x", "why": "because"}),
        ("answer-request", {"id": "ffffffff", "text": "yes", "references": "https://a.example/"}),
        ("nil-request", {"id": "ffffffff", "looked_at": "all"}),
    ],
)
def test_what_is_wrong_is_told(working: As, name: str, form: dict[str, str]) -> None:
    assert working().post(f"{API}/do/{name}", json=form).status_code == 422


def test_a_reader_asks_nothing(working: As) -> None:
    client = working(Role.READER)
    assert client.post(f"{API}/do/ask", json={"question": "Did it stop?", "why": "because"}).status_code == 403


def test_forms_lead_to_the_request_and_its_text_is_escaped(working: As) -> None:
    client = working()
    hostile = "<img src=x onerror=alert(1)> \u202eevil"
    answer = client.post("/do/ask", data={"question": hostile, "why": "<script>1</script>"}, follow_redirects=False)
    assert answer.status_code == 303, answer.text
    for page in (client.get(answer.headers["location"]), client.get("/requests")):
        assert page.status_code == 200
        assert "<img" not in page.text
        assert "&lt;img src=x" in page.text
        assert "<script>1" not in page.text
