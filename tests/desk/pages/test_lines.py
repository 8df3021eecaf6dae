"""Red lines, doctrine and decisions on the desk are the registers of the command line; a crossing entered there is appended."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.desk.conftest import As

from tocsin.cli import app
from tocsin.desk.app import API
from tocsin.desk.people.roles import Role
from tocsin.desk.pictures import Pictures


def told(folder: Path, capsys: pytest.CaptureFixture[str], command: str, pictures: Pictures) -> Any:
    capsys.readouterr()
    assert app.run([command, "-w", str(folder), "--json", "--as-of", pictures.at(None).as_of.isoformat()]) == 0
    return json.loads(capsys.readouterr().out)


def test_red_lines_are_the_registers(
    looking: As, sample_folder: Path, sample_pictures: Pictures, capsys: pytest.CaptureFixture[str]
) -> None:
    expected = told(sample_folder, capsys, "redlines", sample_pictures)
    view = looking().get(f"{API}/lines").json()
    assert [(line["id"], len(line["said"]), len(line["crossings"])) for line in view["lines"]] == [
        (line["id"], len(line["said"]), len(line["crossings"])) for line in expected["lines"]
    ]
    assert [(one["cases"], one["yes"]) for one in view["how_often"]] == [(one["cases"], one["yes"]) for one in expected["follow_through"]]
    crossed = looking().get(f"{API}/lines", params={"crossed": "yes"}).json()["lines"]
    assert [line["id"] for line in crossed] == [line["id"] for line in expected["lines"] if line["crossings"]]


def test_doctrine_and_decisions_are_the_registers(
    looking: As, sample_folder: Path, sample_pictures: Pictures, capsys: pytest.CaptureFixture[str]
) -> None:
    expected = told(sample_folder, capsys, "doctrine", sample_pictures)
    view = looking().get(f"{API}/lines", params={"tab": "doctrine"}).json()
    assert [(one["id"], len(one["conditions"])) for one in view["texts"]] == [
        (one["id"], len(one["conditions"])) for one in expected["texts"]
    ]
    assert [(len(one["added"]), len(one["removed"]), len(one["changed"])) for one in view["compared"]] == [
        (len(one["added"]), len(one["removed"]), len(one["changed"])) for one in expected["differences"]
    ]
    decided = told(sample_folder, capsys, "decisions", sample_pictures)
    view = looking().get(f"{API}/lines", params={"tab": "decisions"}).json()
    assert [(one["id"], len(one["ours"]), len(one["others"])) for one in view["decisions"]] == [
        (one["id"], len(one["ours"]), len(one["others"])) for one in decided["decisions"]
    ]


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("tab", ["lines", "doctrine", "decisions"])
def test_each_register_opens(looking: As, tab: str, lang: str) -> None:
    assert looking().get("/lines", params={"tab": tab, "lang": lang}).status_code == 200


def test_a_crossing_is_entered_and_of_two_the_later_is_told(working: As) -> None:
    client = working()
    line = client.get(f"{API}/lines").json()["lines"][0]
    day = client.app.state.pictures.at(None).as_of.date().isoformat()  # type: ignore[attr-defined]
    data = {"line": line["id"], "crossed": "yes", "on": day, "what": "a depot was hit", "why": "the ministry says so", "seen": line["seen"]}
    assert working(Role.READER).post("/do/mark-crossed", data=data).status_code == 403
    assert client.post("/do/mark-crossed", data=data, follow_redirects=False).status_code == 303
    late = client.post("/do/mark-crossed", data={**data, "why": "kept words"})
    assert late.status_code == 409
    assert "kept words</textarea>" in late.text
    client.app.state.pictures.refresh()  # type: ignore[attr-defined]
    after = next(one for one in client.get(f"{API}/lines").json()["lines"] if one["id"] == line["id"])
    mine = next(one for one in after["crossings"] if one["date"] == day)
    assert (mine["what"], mine["basis"]) == ("a depot was hit", "entered by a person")
    assert "a depot was hit" in client.get("/lines", params={"lang": "fr"}).text
    assert client.post("/do/mark-crossed", data={**data, "on": "soon", "seen": after["seen"]}).status_code == 422
