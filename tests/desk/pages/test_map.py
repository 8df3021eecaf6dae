"""The map: places as the problem prints them, at a tenth of a degree; the list, the GeoJSON and the drawing say the same."""

import json

import pytest
from markupsafe import escape
from tests.desk.conftest import As, taken

from tocsin.desk.app import API
from tocsin.engine import mapping
from tocsin.warn.drawing.maps import SETTLED


def test_the_list_and_the_geojson_say_the_same_of_every_place(looking: As) -> None:
    client = looking()
    shown = client.get(f"{API}/map").json()
    answer = client.get("/map/places.geojson")
    assert answer.headers["content-type"].startswith("application/geo+json")
    told = answer.json()
    picture = client.app.state.pictures.at(None)  # type: ignore[attr-defined]
    declared = {one.id: one for one in picture.case.declared.problem.places if one.known_since <= picture.as_of.date()}
    places = {one["properties"]["id"]: one for one in told["features"] if one["properties"]["kind"] == "place"}
    assert set(places) == {one["id"] for one in shown["spots"]} == set(declared)
    for one in shown["spots"]:
        assert places[one["id"]]["properties"]["state"] == one["state"]
        assert places[one["id"]]["geometry"]["coordinates"] == [one["lon"], one["lat"]]
    assert (told["synthetic"], "SYNTHETIC" in told["marking"]) == (True, True)


def test_nothing_is_finer_than_a_tenth_of_a_degree(looking: As) -> None:
    told = looking().get("/map/places.geojson").json()
    for feature in told["features"]:
        for value in feature["geometry"]["coordinates"]:
            assert round(value, 1) == value


def test_looks_are_those_that_the_engine_works_out_and_are_said_to_be_no_tasking(looking: As) -> None:
    client = looking()
    shown = client.get(f"{API}/map").json()
    assert shown["looks_ready"] or shown["looks_refused"]
    if shown["looks_ready"]:
        ahead = mapping.ahead(client.app.state.pictures.at(None))  # type: ignore[attr-defined]
        assert shown["usable"] == ahead.usable
        assert sum(one["looks"] for one in shown["spots"]) == len(ahead.looks)
    page = client.get("/map", params={"lang": "fr"}).text
    assert "Des occasions, pas une programmation" in page
    assert SETTLED["fr"].split(":")[0].strip() in page
    assert 'stroke-dasharray="4 3"' in page  # disputed borders are dashed
    assert json.loads(client.get("/map/places.geojson").text)["notes"]


def test_one_place_is_shown_by_itself(looking: As) -> None:
    client = looking()
    name = client.get(f"{API}/map").json()["spots"][0]["id"]
    one = client.get(f"{API}/map", params={"place": name}).json()
    assert [spot["id"] for spot in one["spots"]] == [name]
    assert client.get("/map", params={"place": name}).status_code == 200
    assert client.get("/map", params={"place": "no-such"}).status_code == 200


def test_each_note_stands_once_on_the_page(looking: As) -> None:
    client = looking()
    told = client.get(f"{API}/map").json()
    assert set(told["left_out"]) <= set(told["notes"])
    page = client.get("/map").text.replace(told["picture"], "")  # the drawing has its own
    assert [page.count(escape(note)) for note in told["notes"]] == [1] * len(told["notes"])


@pytest.mark.parametrize("moment", ["2022-10-05"])
def test_a_frozen_moment_shows_nothing_that_came_later(looking: As, moment: str) -> None:
    shown = taken(looking(), f"{API}/map", as_of=moment)
    for spot in shown["spots"]:
        assert all(seen["at"] <= f"{moment}T23:59:59Z" for seen in spot["seen"])
        assert spot["last_look"] is None or spot["last_look"] <= "2022-10-06"
