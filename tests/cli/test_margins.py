"""`tocsin margin`: the table, the JSON of the contract, both languages, and wrong calls."""

import json
from pathlib import Path

import pytest

from tocsin.cli import app

FEW = ("--draws", "20", "--as-of", "2024-11-25")


@pytest.fixture(autouse=True)
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TOCSIN_WORKSPACE", raising=False)


def run(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert app.run(["margin", *FEW, *words]) == 0
    return capsys.readouterr().out


def test_the_json_is_the_contracts(capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(run(capsys, "--json"))
    for mass in ("never_seen", "too_late", "in_time"):
        assert set(found[mass]) == {"mean", "low", "high"}
    assert set(found["worst"]) >= {"strategy", "not_in_time"}
    assert list(found["hours"]) == ["p05", "p25", "p50", "p75", "p95"]
    assert found["pathway"] == "all"
    assert found["as_of"].startswith("2024-11-25T23:59")
    assert found["seed"] == 0
    assert found["scenarios"] > 0
    assert found["condition"] == "if these step rates hold"
    assert {one["channel"] for one in found["blind"]} == {"sar-public", "optical-public", "optical-commercial", "sar-commercial"}
    assert any("assumption" in line for line in found["assumes"])


def test_the_same_call_prints_the_same_bytes(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "--json") == run(capsys, "--json")
    assert run(capsys, "--json") != run(capsys, "--json", "--seed", "1")


def test_one_way_by_date_and_under_assumed_passes(capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(run(capsys, "--json", "--pathway", "from-storage", "--by-date", "2d", "--passes", "assumed", "--needs", "6"))
    assert found["pathway"] == "from-storage"
    assert found["needs_hours"] == 6
    assert [day["date"] for day in found["by_date"]] == ["2024-11-25", "2024-11-26"]
    assert found["looks"] == "assumed"
    assert not found["blind"]
    assert {row["pathway"] for row in found["strategies"]} == {"from-storage"}
    blind = json.loads(run(capsys, "--json", "--pathway", "from-storage", "--needs", "6"))
    assert blind["in_time"]["mean"] < found["in_time"]["mean"]


def test_people_read_it_in_both_languages(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    english = run(capsys, "--plot", str(tmp_path / "m.svg"))
    assert "WOULD WE SEE IT IN TIME?" in english
    assert (tmp_path / "m.svg").read_text(encoding="utf-8").endswith("</svg>\n")
    assert "LE VERRAIT-ON À TEMPS" in run(capsys, "--lang", "fr", "--problem", "korea-tests")


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (("--pathway", "tunnel"), "no pathway 'tunnel'"),
        (("--needs", "-1"), "cannot be weighed"),
        (("--by-date", "soon"), "is no number of days"),
        (("--by-date", "90d"), "cannot be told"),
        (("--draws", "5"), "too few"),
        (("--without", "radar"), "no channel 'radar'"),
        (("--plot", "margin.gif"), ".svg"),
    ],
)
def test_a_wrong_call_is_told_what_is_right(capsys: pytest.CaptureFixture[str], wrong: tuple[str, str], words: str) -> None:
    assert app.run(["margin", *wrong]) == 2
    assert words in capsys.readouterr().err


def test_a_problem_without_ways_says_so(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert app.run(["problem", "new", str(tmp_path / "mine")]) == 0
    assert app.run(["margin", "--problem", str(tmp_path / "mine")]) == 2
    assert "declares no pathways" in capsys.readouterr().err


def test_task_says_what_to_take_and_nothing_is_ordered(capsys: pytest.CaptureFixture[str]) -> None:
    few = ("task", "--draws", "20", "--as-of", "2024-11-25", "--passes", "assumed", "--pathway", "already-mated", "--looks", "2")
    assert app.run([*few, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert len(found["picks"]) == 2
    assert found["after"] < found["before"]
    assert found["says"] == "opportunities, not taskings: nothing is ordered"
    assert app.run([*few, "--looks-only", "--lang", "fr"]) == 0
    assert "QUE PRENDRE ENSUITE" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (("--looks", "0"), "cannot be chosen"),
        (("--budget", "-1"), "buys nothing"),
        (("--draws", "5"), "too few"),
        (("--pathway", "x"), "no pathway"),
    ],
)
def test_a_wrong_task_is_told_what_is_right(capsys: pytest.CaptureFixture[str], wrong: tuple[str, str], words: str) -> None:
    assert app.run(["task", *wrong]) == 2
    assert words in capsys.readouterr().err
