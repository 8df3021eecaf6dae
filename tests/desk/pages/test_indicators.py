"""The board and its indicators are the judge's own; a look entered by hand is appended and shown for what it is."""

from typing import Any

from tests.desk.conftest import As

from tocsin.desk.app import API
from tocsin.desk.people.roles import Role
from tocsin.desk.pictures import Pictures
from tocsin.judge import observe

NAME = "warhead_transport"


def test_the_board_is_the_judges(looking: As, sample_pictures: Pictures) -> None:
    judged = sample_pictures.at(None).judged
    board = looking().get(f"{API}/indicators").json()
    tiles = {tile["id"]: tile for tile in (*board["evidence"], *board["beside"])}
    assert {name: (t["status"], t["origins"], t["reports"]) for name, t in tiles.items()} == {
        row.id: (row.status, row.origins, row.reports) for row in judged.indicators
    }
    assert sum(board["counts"].values()) == len(board["evidence"])
    for status, count in board["counts"].items():
        page = looking().get("/indicators", params={"status": status, "lang": "fr"})
        assert page.status_code == 200
        assert len(looking().get(f"{API}/indicators", params={"status": status}).json()["evidence"]) == count


def test_each_indicator_tells_what_it_rests_on(looking: As, sample_pictures: Pictures) -> None:
    picture, client = sample_pictures.at(None), looking()
    case = picture.case
    read = observe(case.origins, case.readings, case.declared.problem, case.declared.sources, as_of=picture.as_of).observations
    for row in picture.judged.indicators:
        view = client.get(f"{API}/indicator/{row.id}").json()
        expected = {one.id for one in (*read, *case.observations) if one.indicator == row.id}
        assert len(view["observations"]) + view["more_observations"] == len(expected)
        assert {one["id"] for one in view["observations"]} <= expected
        assert view["watched"] == round(row.coverage * view["days"])
        linked = [link.instrument for link in case.declared.problem.instruments if link.indicator == row.id]
        assert [one["id"] for one in view["instruments"]] == linked
        assert all(one["can"] and one["cannot"] for one in view["instruments"])
        for lang in ("en", "fr"):
            page = client.get(f"/indicators/{row.id}", params={"lang": lang})
            assert page.status_code == 200, page.text
        for one in view["observations"][:5]:
            for name in one["statements"]:
                assert client.get(f"{API}/statement/{name}").status_code == 200
    assert client.get("/indicators/none").status_code == 404


def test_coverage_over_time_is_what_the_timeline_takes(looking: As) -> None:
    view = looking().get(f"{API}/indicator/{NAME}").json()
    chart = looking().get(view["chart"]).json()
    assert chart["t"] == sorted(chart["t"])
    assert [len(one["mean"]) for one in chart["series"]] == [len(chart["t"])] * len(chart["series"])
    assert looking().get(f"/indicators/{NAME}/coverage").status_code == 200


def _form(client: Any, **more: str) -> dict[str, str]:
    day = client.app.state.pictures.at(None).as_of.date().isoformat()
    return {
        "indicator": NAME,
        "what": "seen",
        "start": f"{day}T00:00",
        "end": f"{day}T03:00",
        "looked_by": "Institute of Invented Images",
        "chance": "0.7",
        "reliability": "B",
        "why": "an image of that morning",
        **more,
    }


def test_a_look_entered_by_hand_is_shown_with_who_and_why(working: As) -> None:
    client = working()
    assert client.post("/do/enter-observation", data=_form(client), follow_redirects=False).status_code == 303
    client.app.state.pictures.refresh()  # type: ignore[attr-defined]
    view = client.get(f"{API}/indicator/{NAME}").json()
    mine = next(one for one in view["observations"] if one["by"])
    assert (mine["by"], mine["why"], mine["source"]) == ("ana", "an image of that morning", "Institute of Invented Images")
    assert view["tile"]["status"] in ("lit", "contested")
    assert any(one["by"] == "ana" for one in view["sources"])
    assert "an image of that morning" in client.get(f"/indicators/{NAME}", params={"lang": "fr"}).text


def test_a_site_in_active_combat_is_refused_and_what_was_typed_comes_back(working: As) -> None:
    client = working()
    refused = client.post("/do/enter-observation", data=_form(client, where="front=48.5,37.9", why="typed with care"))
    assert refused.status_code == 422
    assert "active combat" in refused.text
    assert "typed with care</textarea>" in refused.text
    assert working(Role.READER).post("/do/enter-observation", data=_form(client)).status_code == 403
