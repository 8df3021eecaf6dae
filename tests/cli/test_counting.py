"""`tocsin series`: tables, the ledger's own counts, instruments; a page for people, JSON, a drawing; wrong calls are told what is right."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.cli.test_main_job import NOW, Case

from tocsin.cli import app
from tocsin.engine import store
from tocsin.model import Coverage, Observation, Place

FIRST = date(2024, 1, 1)


@pytest.fixture
def csv(tmp_path: Path) -> Path:
    """Two places: one usual, one three times as high over its last five days, with a week not looked at."""
    rng = np.random.default_rng(4)
    rows = ["date,series,value"]
    for n in range(160):
        day = FIRST + timedelta(n)
        rows.append(f"{day},Aldmoor,{rng.poisson(5)}")
        rows.append(f"{day},Brenholt,{'' if 60 <= n < 67 else rng.poisson(4 if n < 155 else 14)}")
    path = tmp_path / "counts.csv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def run(capsys: pytest.CaptureFixture[str], *tokens: str) -> tuple[int, str, str]:
    capsys.readouterr()
    status = app.run(["series", *tokens])
    told = capsys.readouterr()
    return status, told.out, told.err


def test_a_page_for_people_in_both_languages(csv: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, text, _ = run(capsys, str(csv))
    assert status == 0
    assert "2 series, 1 January 2024 to 8 June 2024" in text
    assert "UNUSUAL on 8 June 2024\n  Brenholt: " in text
    assert "second opinion agrees" in text
    assert "since 4 June 2024" in text
    assert "As usual: Aldmoor" in text
    assert "Brenholt: 7 days in all; last 1 March 2024 to 7 March 2024" in text
    french = run(capsys, str(csv), "--lang", "fr")[1]
    assert "INHABITUEL le 8 juin 2024" in french
    assert "le second avis concorde" in french
    assert "qu’un jour sur 60" in french


def test_json_is_the_days_asked_for_and_the_same_bytes(csv: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, text, _ = run(capsys, str(csv), "--json", "--from", "2024-06-01")
    assert status == 0
    found = json.loads(text)
    by_name = {one["name"]: one for one in found["series"]}
    assert len(by_name["Brenholt"]["days"]) == 8
    assert by_name["Brenholt"]["days"][-1]["p"] < 1 / 60
    assert by_name["Brenholt"]["method"] == "series-ewma"
    assert run(capsys, str(csv), "--json", "--from", "2024-06-01")[1] == text
    earlier = json.loads(run(capsys, str(csv), "--json", "--to", "2024-06-03")[1])["series"]
    whole = json.loads(run(capsys, str(csv), "--json")[1])["series"]
    assert earlier[1]["days"] == whole[1]["days"][:155]


def test_a_drawing_of_one_and_of_several(csv: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    several, one = tmp_path / "several.svg", tmp_path / "one.svg"
    assert run(capsys, str(csv), "--plot", str(several))[0] == 0
    single = tmp_path / "single.csv"
    single.write_text(
        "".join(line.replace(",Aldmoor", "") for line in csv.read_text().splitlines(True) if "Bren" not in line).replace("series,", "")
    )
    assert run(capsys, str(single), "--plot", str(one))[0] == 0
    assert "Brenholt" in several.read_text()
    assert "TLP:CLEAR" in one.read_text()


def test_a_folder_a_glob_and_several_files(csv: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (csv.parent / "other.csv").write_text(csv.read_text(), encoding="utf-8")
    named = json.loads(run(capsys, str(csv), str(csv.parent / "other.csv"), "--json")[1])
    assert [one["name"] for one in named["series"]] == ["counts Aldmoor", "counts Brenholt", "other Aldmoor", "other Brenholt"]
    assert json.loads(run(capsys, str(csv.parent), "--json")[1]) == named
    assert json.loads(run(capsys, str(csv.parent / "*.csv"), "--json")[1]) == named
    assert run(capsys, str(csv.parent / "*.nothing"))[0] == 2


def test_refused_rows_are_said_and_end_in_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "t.csv"
    path.write_text("date,value\n2024-01-01,3\n2024-01-02,x\n")
    status, _, said = run(capsys, str(path))
    assert status == 1
    assert "t.csv:3: 'x' is no number" in said


@pytest.mark.parametrize(
    ("tokens", "words"),
    [
        ((), "name what to count"),
        (("missing.csv",), "there is no such file"),
        (("{csv}", "--indicator", "exercise"), "name what to count"),
        (("{csv}", "--to", "2020-01-01"), "no count is as old as"),
        (("{csv}", "--country", "zz"), "no holidays are known"),
        (("{csv}", "--plot", "x.gif"), ".svg, or .png"),
    ],
)
def test_wrong_calls(csv: Path, tokens: tuple[str, ...], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    status, _, said = run(capsys, *(token.format(csv=csv) for token in tokens))
    assert status == 2
    assert words in said or words.replace(", or", " or") in said


@pytest.fixture
def case(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Case:
    monkeypatch.setenv("TOCSIN_NOW", NOW)
    return Case(tmp_path, capsys)


def report(n: int, text: str, site: str) -> dict[str, Any]:
    return {"id": f"{site}{n}", "site": site, "published": f"2022-10-{n:02d}T10:00:00+00:00", "text": text}


THREAT = "The Kremlin warned on Monday that Russia would answer any attack on its territory with all means, including nuclear weapons."


def test_the_ledgers_own_counts(case: Case) -> None:
    case.take(*(report(n, f"{THREAT} ({n})", "Norvane Press") for n in range(1, 15)), report(16, f"{THREAT} (x)", "Other Press"))
    found = case.json("series", "--source", "Norvane Press")
    (series,) = found["series"]
    assert series["name"] == "reports of Norvane Press"
    assert found["looked"] == "any-report"
    assert [one["value"] for one in series["days"]] == [1.0] * 14 + [None, 0.0]
    words = case.json("series", "--indicator", "rhetoric")["series"][0]
    assert sum(one["value"] or 0 for one in words["days"]) >= 14
    assert "No record says who looked" in case.out("series", "--indicator", "rhetoric")


def test_coverage_decides_what_is_a_zero(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    case.take(report(1, THREAT, "Norvane Press"), report(5, f"{THREAT} again", "Norvane Press"))
    monkeypatch.setenv("TOCSIN_NOW", NOW)

    def watch(n: int, status: str) -> Coverage:
        begin = datetime(2022, 10, n, tzinfo=UTC)
        return Coverage(
            id=f"c{n}", indicator="rhetoric", source="norvane", t_start=begin, t_end=begin + timedelta(1), t_known=begin + timedelta(1),
            status=status, method="t", method_version="1",  # type: ignore[arg-type]
        )  # fmt: skip

    store.add(case.folder / "w", [watch(1, "watched"), watch(2, "watched"), watch(3, "broken"), watch(5, "watched"), watch(6, "watched")])
    found = case.json("series", "--indicator", "rhetoric")
    assert found["looked"] == "coverage"
    values = [one["value"] for one in found["series"][0]["days"]]
    assert [value is None for value in values] == [False, False, True, True, False, False]
    assert values[1] == values[5] == 0


def test_what_an_instrument_measured(case: Case) -> None:
    """Alerts by region and day; a watched day without any is a zero, an unwatched one a gap."""
    place = Place(id="aldmoor", name="Aldmoor")

    def seen(n: int, value: float) -> Observation:
        at = datetime(2022, 9, n, tzinfo=UTC)
        return Observation(
            id=f"o{n}", indicator="alerts/count", source="alerts", kind="look", value=value, t_start=at, t_end=at + timedelta(1),
            t_known=at + timedelta(1), place=place, unit="alerts", method="t", method_version="1", synthetic=True,
        )  # fmt: skip

    def watched(n: int) -> Coverage:
        at = datetime(2022, 9, n, tzinfo=UTC)
        return Coverage(
            id=f"c{n}", indicator="alerts/count", source="alerts", t_start=at, t_end=at + timedelta(1), t_known=at + timedelta(1),
            status="watched", place=place, method="t", method_version="1", synthetic=True,
        )  # fmt: skip

    days = [n for n in range(1, 28) if n not in (9, 10)]
    store.add(case.folder / "w", [*(watched(n) for n in days), *(seen(n, float(n % 3)) for n in days if n % 3)])
    found = case.json("series", "--instrument", "alerts")
    (series,) = found["series"]
    assert series["name"] == "alerts/count aldmoor"
    assert series["unit"] == "alerts"
    assert series["synthetic"] is True
    assert [one["value"] for one in series["days"][:3]] == [1.0, 2.0, 0.0]
    assert [one["day"][-2:] for one in series["days"] if one["value"] is None] == ["09", "10"]
    assert "SYNTHETIC" in case.out("series", "--instrument", "alerts")
    case.capsys.readouterr()
    assert app.run(["series", "--instrument", "none", "-w", str(case.folder / "w")]) == 2
    assert app.run(["series", "--indicator", "none", "-w", str(case.folder / "w")]) == 2
    assert "one of rhetoric" in case.capsys.readouterr().err
