"""`tocsin looks` and the ingest of element sets: text in both languages, JSON, drawing, refusals; as a watch officer would call them."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.sense.orbits import invented

from tocsin.cli import app
from tocsin.warn.overhead_phrases import PHRASES

AS_OF = ("--as-of", "2022-10-20T18:00Z")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with the sample's satellites and none of its reports; the commands here write nothing into it."""
    made = tmp_path_factory.mktemp("looks") / "w"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TOCSIN_NOW", "2022-10-20T18:00:00Z")
        from tocsin.engine import elements, store

        store.create(made, "nuclear-escalation", "autumn-2022")
        elements.take(invented.file(), made, synthetic=True)
    return made


@pytest.fixture
def call(folder: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    def run(*words: str, status: int = 0) -> str:
        capsys.readouterr()
        assert app.run(["looks", *words, "-w", str(folder)]) == status
        said = capsys.readouterr()
        return said.out if status == 0 else said.err

    return run


def test_one_place_in_both_languages(call: Any) -> None:
    english, french = call("kulikovo", *AS_OF), call("kulikovo", *AS_OF, "--lang", "fr")
    for told, words in ((english, "Opportunities, not tasking"), (french, "Des occasions, pas une programmation")):
        assert words in told
        assert told.startswith("TLP:CLEAR - Exercise / Restricted - SYNTHETIC")
        assert told.rstrip().endswith("SYNTHETIC")
        assert max(map(len, told.splitlines())) <= 105
    assert "Kulikovo, Kaliningrad (54.9, 20.4)" in english
    assert "Koulikovo" in french


def test_the_json_says_what_the_text_says(call: Any) -> None:
    found = json.loads(call("kulikovo", *AS_OF, "--json"))
    assert found["synthetic"] is True
    assert "not tasking" in found["says"]
    good = [look for look in found["looks"] if look["refused"] is None]
    (any_,) = [gap for gap in found["gaps"] if gap["sensor"] == "any"]
    assert any_["looks"] == len(good) > 10
    assert any_["first"] == good[0]["t"]
    assert [look["t"] for look in found["looks"]] == sorted(look["t"] for look in found["looks"])
    assert {(look["place"]["lat"], look["place"]["lon"]) for look in found["looks"]} == {(54.9, 20.4)}
    assert all(look["synthetic"] for look in found["looks"])


def test_the_same_call_gives_the_same_bytes(call: Any) -> None:
    assert call("--all", *AS_OF, "--days", "2", "--json") == call("--all", *AS_OF, "--days", "2", "--json")


def test_the_north_in_november_is_blind_for_optics_and_not_for_radar(call: Any) -> None:
    found = json.loads(call("gadzhiyevo", "--as-of", "2022-11-07T00:00Z", "--days", "3", "--json"))
    gaps = {gap["sensor"]: gap for gap in found["gaps"]}
    assert gaps["example-fine-optical"]["blind"] == "night"
    assert gaps["optical"]["looks"] == 0
    assert gaps["radar"]["looks"] > 0
    (light,) = found["daylight"]
    assert light["dark_hours_a_day"] == 24
    assert light["blind_from"] < "2022-11-07" < light["blind_to"]


def test_a_place_by_degrees_is_kept_at_a_tenth(call: Any) -> None:
    found = json.loads(call("54.7123,20.5099", *AS_OF, "--days", "1", "--json"))
    assert {(gap["place"]["lat"], gap["place"]["lon"]) for gap in found["gaps"]} == {(54.7, 20.5)}
    assert "54.71" not in json.dumps(found)


def test_before_the_elements_were_known_there_are_none(call: Any) -> None:
    found = json.loads(call("kulikovo", "--as-of", "2022-09-01", "--days", "2", "--json"))
    assert found["looks"] == []
    assert {gap["blind"] for gap in found["gaps"]} == {"no-elements"}


def test_a_drawing_says_what_it_is(call: Any, tmp_path: Path) -> None:
    call("kulikovo", *AS_OF, "--plot", str(tmp_path / "looks.svg"))
    drawn = (tmp_path / "looks.svg").read_text(encoding="utf-8")
    assert "SYNTHETIC" in drawn
    assert "not tasking" in drawn


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "name places, or --all"),
        (("kulikovo", "--all"), "name places, or --all"),
        (("kulikov",), "Did you mean 'kulikovo'"),
        (("99,200",), "nowhere on Earth"),
        (("48.5,38.0",), "active combat"),
        (("kulikovo", "--days", "0"), "cannot be looked at"),
        (("kulikovo", "--days", "nan"), "cannot be looked at"),
        (("kulikovo", "--sensor", "x-ray"), "no sensor 'x-ray'"),
        (("kulikovo", "--elements", "nowhere.tle"), "no such file"),
        (("kulikovo", "--clouds", "nowhere"), "no such folder"),
        (("kulikovo", "--plot", "looks.pdf"), "a drawing is"),
        (("kulikovo", "--from", "2022-10-20T18:00"), "no zone"),
    ],
)
def test_a_wrong_call_is_told_what_is_right(call: Any, words: tuple[str, ...], told: str) -> None:
    assert told in call(*words, *(AS_OF if "--from" not in words else ()), status=2)


def test_a_cover_on_disk_takes_the_tables_place(call: Any, tmp_path: Path) -> None:
    plain = json.loads(call("kulikovo", *AS_OF, "--sensor", "optical", "--json"))
    day = next(look for look in plain["looks"] if look["refused"] is None)
    item = {"id": "scene", "bbox": [19, 54, 22, 56], "properties": {"datetime": "2022-10-20T17:59:00Z", "eo:cloud_cover": 3}}
    later = {**item, "properties": {"datetime": day["t"].replace("+00:00", "Z"), "eo:cloud_cover": 3}}
    for name, content in (("a.json", item), ("b.json", later), ("c.json", [1]), ("d.json", {})):
        (tmp_path / name).write_text(json.dumps(content))
    # Neither is near a look and known: one too early, one of after as-of.
    assert json.loads(call("kulikovo", *AS_OF, "--sensor", "optical", "--clouds", str(tmp_path), "--json")) == plain
    known = call(
        "kulikovo", "--as-of", "2022-10-22", "--from", "2022-10-20T18:00Z", "--sensor", "optical", "--clouds", str(tmp_path), "--json"
    )
    seen = next(look for look in json.loads(known)["looks"] if look["t"] == day["t"])
    assert seen["p_clear"] == pytest.approx(0.96, abs=0.011)


def test_element_sets_are_ingested_once_and_refusals_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOCSIN_NOW", "2022-10-20T18:00:00Z")
    file, home = tmp_path / "sets.json", str(tmp_path / "w")
    sets = [{**one, "OBJECT_NAME": name} for one, name in zip(invented.sets(), ("SENTINEL 2A", "LANDSAT 8", "SKYSAT C1"), strict=False)]
    file.write_text(json.dumps([*sets, {**sets[0], "ECCENTRICITY": 7}]))
    assert app.run(["init", home]) == 0
    capsys.readouterr()
    assert app.run(["ingest", str(file), "-w", home]) == 1
    said = capsys.readouterr()
    assert "3 sound element sets (omm-json), 1 of satellites of the sensor catalogue kept" in said.out
    assert "sets.json#4: ECCENTRICITY 7 lies outside" in said.err
    assert app.run(["ingest", str(file), "-w", home]) == 1
    assert app.run(["quarantine", "-w", home]) == 0
    assert "out-of-bounds" in capsys.readouterr().out
    assert app.run(["quarantine", "--retry", "-w", home]) == 1
    assert app.run(["verify", "-w", home]) == 0
    capsys.readouterr()
    assert app.run(["looks", "kulikovo", "-w", home, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert {look["satellite"] for look in found["looks"]} == {"SKYSAT C1"}
    assert found["synthetic"] is False


def test_both_languages_say_the_same_places() -> None:
    import string

    fields = string.Formatter()
    for key, both in PHRASES.items():
        names = [{name for _, name, _, _ in fields.parse(text) if name} for text in both]
        assert names[0] == names[1], key
