"""Warning time on the desk: the numbers are those of the command, under the same condition; what takes long is worked out behind."""

import pytest
from tests.desk.conftest import As

from tocsin.desk.app import API
from tocsin.desk.pages import margin as page
from tocsin.engine import margins
from tocsin.engine.picturing import Picture
from tocsin.model import from_json, rounded, to_json
from tocsin.model.margin import Margin

FEW = 20


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few draws: the page asks with the command's own."""
    question = page._question

    def asked(picture: Picture, query: page.Asking) -> margins.Question:
        from dataclasses import replace

        return replace(question(picture, query), draws=FEW)

    monkeypatch.setattr(page, "_question", asked)


def test_the_numbers_are_those_of_the_command(looking: As) -> None:
    client = looking()
    shown = client.get(f"{API}/margin").json()
    picture = client.app.state.pictures.at(None)  # type: ignore[attr-defined]
    found = margins.ask(picture.workspace, margins.Question(picture.as_of, days=page.DAYS, draws=FEW))
    told = from_json(Margin, to_json(rounded(found)))
    masses = {one["id"]: one["chance"]["mean"] for one in shown["masses"]}
    assert masses == {name: getattr(told, name).mean for name in ("in_time", "too_late", "never_seen")}
    assert sum(masses.values()) == pytest.approx(1.0, abs=1e-4)
    assert [one["in_time"]["mean"] for one in shown["days"]] == [one.in_time.mean for one in told.by_date]
    assert {one["id"]: one["share"] for one in shown["channels"]} == told.first_seen_by
    assert "If these step rates hold" in shown["condition"]
    line = client.get("/margin/timeline.json").json()
    assert line["series"][0]["mean"] == pytest.approx([one.in_time.mean for one in told.by_date], rel=1e-5)
    assert len(line["t"]) == page.DAYS
    for lang, said in (("en", "nothing is ordered here"), ("fr", "rien n’est commandé ici")):
        answer = client.get("/margin", params={"lang": lang})
        assert answer.status_code == 200
        assert said.replace("’", "&#39;") in answer.text or said in answer.text or said.replace("’", "'") in answer.text


def test_what_is_taken_next_is_what_the_command_takes(looking: As) -> None:
    client = looking()
    shown = client.get(f"{API}/margin").json()
    picture = client.app.state.pictures.at(None)  # type: ignore[attr-defined]
    tasking = margins.next_taken(picture.workspace, margins.Question(picture.as_of, draws=FEW), most=page.LOOKS)
    assert [one["gain"] for one in shown["picks"]] == [rounded(one.gain) for one in tasking.picks]
    assert shown["before"] == rounded(tasking.before)


def test_one_way_and_other_hours_are_asked_and_nonsense_is_told(looking: As) -> None:
    client = looking()
    ways = client.get(f"{API}/margin").json()["pathways"]
    one = client.get(f"{API}/margin", params={"pathway": ways[0][0], "needs": "3"}).json()
    assert {row["way"] for row in one["ways"]} == {ways[0][1]}
    assert one["needs"] == 3
    for wrong in ({"pathway": "no-such"}, {"needs": "-1"}, {"needs": "1e9"}):
        assert client.get(f"{API}/margin", params=wrong).status_code == 422


def test_the_curve_is_worked_out_when_it_is_asked_for(looking: As, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "WORLDS", 20)
    client = looking()
    assert client.get(f"{API}/margin").json()["curve"] == []
    shown = client.get(f"{API}/margin", params={"curve": "1"}).json()
    seen = [one["seen"] for one in shown["curve"]]
    assert seen == sorted(seen, reverse=True)  # a higher threshold sees no more
    assert all(0 <= one <= 1 for one in seen)
    assert "SYNTHETIC" in client.get("/margin?curve=1").text
