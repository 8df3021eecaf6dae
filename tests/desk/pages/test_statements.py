"""What the pages of statements show is what the command line says; what is decided there is appended, and the judge goes by it."""

import itertools
import json
import re
from pathlib import Path
from typing import Any

import pytest
from tests.desk.conftest import As, taken

from tocsin.cli import app
from tocsin.desk.app import API
from tocsin.desk.people.roles import Role
from tocsin.desk.pictures import Pictures


def told(folder: Path, capsys: pytest.CaptureFixture[str], *more: str) -> list[dict[str, Any]]:
    capsys.readouterr()
    assert app.run(["statements", "-w", str(folder), "--json", *more]) == 0
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)["statements"]
    return found


def shown(client: Any, **asked: str) -> list[dict[str, Any]]:
    """All pages, one after the other."""
    rows: list[dict[str, Any]] = []
    after: dict[str, str] = {}
    while True:
        page = client.get(f"{API}/statements", params={**asked, **after}).json()
        rows += page["found"]
        if page["following"] is None:
            assert page["total"] == len(rows)
            return rows
        after = {"after": page["following"]}


def test_all_pages_together_are_what_the_command_line_says(looking: As, sample_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = shown(looking())
    expected = told(sample_folder, capsys)
    assert len({row["id"] for row in rows}) == len(rows)
    assert {row["id"]: row["text"] for row in rows} == {one["id"]: one["text"] for one in expected}
    assert [row["known"] for row in rows] == sorted((row["known"] for row in rows), reverse=True)


@pytest.mark.parametrize(
    ("asked", "holds"),
    [
        ({"act": "denial"}, lambda one: one["act"] == "denial"),
        ({"polarity": "lowers"}, lambda one: one["polarity"] == "lowers"),
        ({"indicator": "rhetoric"}, lambda one: "rhetoric" in one["indicators"]),
        ({"hypothesis": "short-range-use"}, lambda one: "short-range-use" in one["hypotheses"]),
        ({"red_line": "true"}, lambda one: one.get("red_line") is not None),
        ({"act": "report", "polarity": "raises"}, lambda one: one["act"] == "report" and one["polarity"] == "raises"),
    ],
)
def test_a_filter_shows_those_and_no_others(
    looking: As, sample_folder: Path, capsys: pytest.CaptureFixture[str], asked: dict[str, str], holds: Any
) -> None:
    expected = {one["id"] for one in told(sample_folder, capsys) if holds(one)}
    assert {row["id"] for row in shown(looking(), **asked)} == expected
    assert expected


def test_words_find_their_statements_and_say_where_they_stand(looking: As, sample_folder: Path) -> None:
    from tocsin.ledger import Ledger
    from tocsin.model import Statement

    with Ledger.open(sample_folder) as ledger:
        expected = [hit.record.id for hit in ledger.search("nuclear", None, 400) if isinstance(hit.record, Statement)]
    page = looking().get(f"{API}/statements", params={"q": "nuclear"}).json()
    assert [row["id"] for row in page["found"]] == expected[: len(page["found"])]
    assert page["total"] == len(expected)
    for row in page["found"]:
        assert all("nuclear" in row["text"][mark["start"] : mark["end"]].casefold() for mark in row["marks"])
    assert looking().get("/statements", params={"q": "..."}).status_code == 422


def test_of_words_that_very_many_texts_hold_it_says_that_the_last_written_are_ranked(looking: As, monkeypatch: pytest.MonkeyPatch) -> None:
    client = looking()
    assert client.get(f"{API}/statements", params={"q": "nuclear"}).json()["newest"] is None
    assert "written last into the ledger" not in client.get("/statements", params={"q": "nuclear"}).text
    monkeypatch.setattr("tocsin.ledger.ranking.RANKED", 7)
    assert client.get(f"{API}/statements", params={"q": "nuclear"}).json()["newest"] == 7
    for lang, words in (("en", "the 7 that were written last into the ledger are ranked"), ("fr", "les 7 derniers inscrits au registre")):
        assert words in client.get("/statements", params={"q": "nuclear", "lang": lang}).text
    assert client.get(f"{API}/statements").json()["newest"] is None


def test_one_statement_stands_in_the_words_of_its_report(looking: As, sample_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    client = looking()
    for one in told(sample_folder, capsys)[:6]:
        view = client.get(f"{API}/statement/{one['id']}").json()
        assert one["text"] in view["excerpt"]
        html = client.get(f"/statements/{one['id']}", params={"lang": "fr"})
        assert html.status_code == 200
        assert f'href="/reports/{one["report"]}' in html.text
        report = client.get(f"{API}/report/{one['report']}").json()
        assert report["text"][one["span"][0] : one["span"][1]] == one["text"]
        assert one["id"] in {row["id"] for row in report["statements"]}
        ends = [(mark["start"], mark["end"]) for mark in report["marks"]]
        assert all(before[1] <= after[0] for before, after in itertools.pairwise(ends))
        page = client.get(f"/reports/{one['report']}")
        assert page.status_code == 200
        assert "TOCSIN_TRANSLATOR" in page.text or "in your language" in page.text


def test_what_moves_a_hypothesis_is_two_clicks_from_its_words(looking: As, sample_pictures: Pictures) -> None:
    client, judged = looking(), sample_pictures.at(None).judged
    moving = {name for row in judged.influences for name in row.statements}
    assert moving
    for name in sorted(moving)[:3]:
        view = client.get(f"{API}/statement/{name}").json()
        expected = {(row.hypothesis, row.origin) for row in judged.influences if name in row.statements}
        assert {(row["hypothesis"]["id"], row["origin"]) for row in view["moves"]} == expected
        assert f"/origins/{view['moves'][0]['origin']}" in client.get(f"/statements/{name}").text


def test_what_is_not_held_is_not_found_and_a_frozen_moment_shows_nothing_later(looking: As) -> None:
    client = looking()
    assert client.get("/statements/none").status_code == 404
    assert client.get("/reports/none").status_code == 404
    rows = shown(client)
    moment = sorted(row["known"] for row in rows)[len(rows) // 2]
    taken(client, f"{API}/statements", as_of=moment)
    frozen = shown(client, as_of=moment)
    assert {row["id"] for row in frozen} == {row["id"] for row in rows if row["known"] <= moment}
    assert all(
        f"as_of={moment[:4]}" in href
        for href in re.findall(r'href="(/statements/[0-9a-f]+[^"]*)"', client.get("/statements", params={"as_of": moment}).text)
    )


def test_reject_restore_correct_through_the_forms(working: As) -> None:
    client = working()
    one = next(row for row in client.get(f"{API}/statements").json()["found"] if row["indicators"] and row["polarity"] == "raises")
    page = f"/statements/{one['id']}"
    answer = client.post("/do/reject-statement", data={"statement": one["id"], "why": "a film", "_back": page}, follow_redirects=False)
    assert answer.status_code == 303
    client.app.state.pictures.refresh()  # type: ignore[attr-defined]
    view = client.get(f"{API}/statement/{one['id']}").json()
    assert view["said"]["ruled"] == "reject"
    assert view["rulings"][0]["by"] == "ana"
    assert view["moves"] == []
    assert "a film" in client.get(page, params={"lang": "fr"}).text
    client.get(page, params={"lang": "en"})  # a language asked for is kept: asked back
    assert [row["id"] for row in client.get(f"{API}/statements", params={"ruled": "rejected"}).json()["found"]] == [one["id"]]
    late = client.post("/do/reject-statement", data={"statement": one["id"], "why": "typed long", "seen": "", "_back": page})
    assert late.status_code == 409
    assert "typed long</textarea>" in late.text
    data = {
        "statement": one["id"],
        "why": "no nuclear matter",
        "seen": view["seen"],
        "act": one["act"],
        "bears": "1",
        "polarity": "neutral",
    }
    assert client.post("/do/correct-statement", data=data, follow_redirects=False).status_code == 303
    client.app.state.pictures.refresh()  # type: ignore[attr-defined]
    view = client.get(f"{API}/statement/{one['id']}", params={"lang": "en"}).json()
    assert view["said"]["polarity"] == "neutral"
    assert view["said"]["indicators"] == []
    assert {each["field"] for each in view["otherwise"]} >= {"points to", "indicators"}
    program = client.post(f"{API}/do/restore-statement", json={"statement": one["id"], "why": "as it was", "seen": view["seen"]})
    assert program.status_code == 201
    assert program.json()["record"]["by"] == "ana"
    client.app.state.pictures.refresh()  # type: ignore[attr-defined]
    again = client.get(f"{API}/statement/{one['id']}").json()
    assert again["said"] == one


def test_a_reader_decides_nothing_and_a_reason_is_needed(working: As) -> None:
    client = working()
    one = client.get(f"{API}/statements").json()["found"][0]
    assert working(Role.READER).post("/do/reject-statement", data={"statement": one["id"], "why": "because"}).status_code == 403
    refused = client.post("/do/correct-statement", data={"statement": one["id"], "act": "shout", "speaker": "kept words"})
    assert refused.status_code == 422
    assert 'value="kept words"' in refused.text
