"""Origins and claims on the desk are those of the command line; what is decided there is appended and respected."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.desk.conftest import As

from tocsin.cli import app
from tocsin.desk.app import API
from tocsin.desk.grounds import said
from tocsin.desk.people.roles import Role
from tocsin.desk.pictures import Pictures


def told(folder: Path, capsys: pytest.CaptureFixture[str], *command: str) -> Any:
    capsys.readouterr()
    assert app.run([*command, "-w", str(folder), "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def moment(pictures: Pictures) -> str:
    return pictures.at(None).as_of.isoformat()


def test_the_list_holds_every_origin_of_the_command_line(
    looking: As, sample_folder: Path, sample_pictures: Pictures, capsys: pytest.CaptureFixture[str]
) -> None:
    expected = told(sample_folder, capsys, "origins", "--as-of", moment(sample_pictures))["origins"]
    client, rows, number = looking(), [], 1
    while True:
        page = client.get(f"{API}/origins", params={"page": number}).json()
        rows += page["rows"]
        if number == page["pages"]:
            break
        number += 1
    assert {row["id"]: row["reports"] for row in rows} == {one["id"]: len(one["reports"]) for one in expected}
    assert page["total"] == len(expected)
    for sort in ("reports", "-drift", "name"):
        assert client.get("/origins", params={"sort": sort, "lang": "fr"}).status_code == 200
    counts = [row["reports"] for row in client.get(f"{API}/origins", params={"sort": "-reports"}).json()["rows"]]
    assert counts == sorted(counts, reverse=True)


def test_one_origin_tells_its_links_drift_and_grades(
    looking: As, sample_folder: Path, sample_pictures: Pictures, capsys: pytest.CaptureFixture[str]
) -> None:
    client = looking()
    for one in told(sample_folder, capsys, "origins", "--as-of", moment(sample_pictures))["origins"]:
        view = client.get(f"{API}/origin/{one['id']}").json()
        assert [(r["id"], r["link"], len(r["changes"])) for r in view["reports"]] == [
            (link["id"], link["link"], len(link["drift"])) for link in one["reports"]
        ]
        assert [(g["hop"], g["reliability"], g["credibility"]) for g in view["grades"]] == [
            (g["hop"], g["reliability"], g["credibility"]) for g in one["grades"]
        ]
        assert sorted(_hrefs(view["tree"])) == sorted(f"/reports/{link['id']}" for link in one["reports"])
        graph = client.get(view["graph"]).json()
        names = {node["id"] for node in graph["nodes"]}
        assert {link["id"] for link in one["reports"]} <= names
        assert all({edge["from"], edge["to"]} <= names for edge in graph["edges"])
        assert _acyclic(graph["edges"])
    page = client.get(f"/origins/{one['id']}", params={"lang": "fr"})
    assert page.status_code == 200
    assert client.get("/origins/none").status_code == 404


def _hrefs(nodes: list[dict[str, Any]]) -> list[str]:
    return [href for node in nodes for href in (node["href"], *_hrefs(node["children"]))]


def _acyclic(edges: list[dict[str, Any]]) -> bool:
    left = list(edges)
    while left:
        ends = {edge["from"] for edge in left}
        kept = [edge for edge in left if edge["to"] in ends]
        if len(kept) == len(left):
            return False
        left = kept
    return True


def test_every_reason_of_a_grade_has_its_french(looking: As, sample_pictures: Pictures) -> None:
    reasons = {reason for origin in sample_pictures.at(None).case.origins for grade in origin.grades for reason in grade.why}
    assert reasons
    assert not [reason for reason in reasons if said(reason, "fr") == reason]
    assert all(said(reason, "en") == reason for reason in reasons)


def test_a_claim_is_answered_as_the_command_line_answers(
    looking: As, sample_folder: Path, sample_pictures: Pictures, capsys: pytest.CaptureFixture[str]
) -> None:
    client = looking()
    rows = client.get(f"{API}/claims").json()["claims"]
    for row in rows[:5]:
        expected = told(sample_folder, capsys, "claim", row["row"]["id"], "--as-of", moment(sample_pictures))
        view = client.get(f"{API}/claim/{row['row']['id']}", params={"lang": "en"}).json()
        assert (view["answer"], view["hands"], view["words"]) == (expected["answer"], expected["hands"], expected["words"])
        assert [one["statement"] for one in view["against"]] == [one["statement"] for one in expected["contradictions"]]
        assert view["settle"] == [one["words"]["en"] for one in expected["settle"]]
        assert client.get(f"/claims/{row['row']['id']}", params={"lang": "fr"}).status_code == 200
    assert client.get("/claims/nothing-like-it").status_code == 404


def test_a_claim_gets_an_owner_a_deadline_and_an_end(working: As) -> None:
    client = working()
    origin = client.get(f"{API}/claims").json()["claims"][0]["row"]["id"]
    day = client.app.state.pictures.at(None).as_of.date().isoformat()  # type: ignore[attr-defined]
    first = {"claim": origin, "status": "open", "owner": "bo", "deadline": day, "why": "call the agency"}
    assert client.post("/do/follow-claim", data=first, follow_redirects=False).status_code == 303
    view = client.get(f"{API}/claim/{origin}").json()
    assert (view["status"], view["owner"], view["deadline"], view["overdue"]) == ("open", "bo", day, False)
    late = client.post("/do/follow-claim", data={**first, "status": "false", "why": "they never printed it"})
    assert late.status_code == 409
    assert "they never printed it" in late.text
    done = {**first, "status": "false", "why": "they never printed it", "seen": view["seen"]}
    assert client.post("/do/follow-claim", data=done, follow_redirects=False).status_code == 303
    view = client.get(f"{API}/claim/{origin}").json()
    assert [(step["status"], step["by"]) for step in view["steps"]] == [("false", "ana"), ("open", "ana")]
    assert client.get(f"{API}/claims", params={"status": "false"}).json()["total"] == 1
    assert client.get(f"{API}/claims").json()["open"] == 0
    assert working(Role.READER).post("/do/follow-claim", data=done).status_code == 403
    nobody = client.post(f"{API}/do/follow-claim", json={"claim": origin, "status": "open", "why": "again", "seen": view["seen"]})
    assert nobody.status_code == 422
    assert "owner" in nobody.json()["error"]["todo"]


def test_a_split_is_looked_at_first_then_decided_then_merged_again(working: As) -> None:
    client = working()
    pictures = client.app.state.pictures  # type: ignore[attr-defined]
    origin = next(one for one in pictures.at(None).case.origins if len(one.reports) > 2)
    view = client.get(f"{API}/origin/{origin.id}").json()
    report, head = origin.reports[-1].id, origin.reports[0].id
    asked = {"kind": "split", "report": report, "other": head}
    preview = client.get(f"{API}/preview/{origin.id}", params=asked).json()
    assert not preview["pending"]
    assert preview["origins_after"] == preview["origins_before"] + 1
    assert len(preview["moved"]) == len(pictures.at(None).judged.hypotheses)
    assert client.get(f"/origins/{origin.id}/preview", params={**asked, "lang": "fr"}).status_code == 200
    assert len(pictures.at(None).given.rulings) == 0
    data = {"origin": origin.id, "report": report, "why": "they had a man there", "seen": view["seen"]}
    assert client.post("/do/split-origin", data=data, follow_redirects=False).status_code == 303
    again = client.post("/do/split-origin", data={**data, "why": "me too"})
    assert again.status_code == 409
    assert "me too</textarea>" in again.text
    pictures.refresh()
    assert len(pictures.at(None).case.origins) == preview["origins_after"]
    apart = next(one for one in pictures.at(None).case.origins if any(link.id == report for link in one.reports))
    view = client.get(f"{API}/origin/{apart.id}").json()
    merged = {"origin": apart.id, "report": head, "other": report, "why": "no: a reprint", "seen": view["seen"]}
    assert client.post("/do/merge-origins", data=merged, follow_redirects=False).status_code == 303
    pictures.refresh()
    assert len(pictures.at(None).case.origins) == preview["origins_before"]
    decided = client.get(f"{API}/origin/{origin.id}", params={"lang": "en"}).json()["decided"]
    assert [(one["kind"], one["by"]) for one in decided] == [("merged", "ana"), ("split", "ana")]


def test_a_grade_of_a_person_stands_beside_the_machines(working: As) -> None:
    client = working()
    pictures = client.app.state.pictures  # type: ignore[attr-defined]
    origin = next(one for one in pictures.at(None).case.origins if one.grades)
    hop, before = origin.grades[0].hop, len(origin.grades)
    data = {"origin": origin.id, "report": origin.reports[0].id, "hop": hop, "reliability": "E", "credibility": "1", "why": "seen before"}
    assert client.post("/do/grade-hop", data=data, follow_redirects=False).status_code == 303
    pictures.refresh()
    grades = client.get(f"{API}/origin/{origin.id}").json()["grades"]
    assert len(grades) == before + 1
    mine = next(one for one in grades if one["by"] == "ana")
    assert (mine["hop"], mine["reliability"], mine["credibility"], mine["contradictory"], mine["why"]) == (
        hop,
        "E",
        1,
        True,
        ["seen before"],
    )
