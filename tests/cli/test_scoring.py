"""Persons beside the model beside base rates: what is settled is scored, hindsight and samples apart, in two languages."""

from pathlib import Path

import pytest
from tests.cli.test_main_job import Case

from tocsin.cli import app


@pytest.fixture
def case(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Case:
    monkeypatch.setenv("TOCSIN_NOW", "2023-10-01T08:00:00Z")
    found = Case(tmp_path, capsys)
    found.out("judge", "strategic-exercise", "-p", "0.6", "--by", "A", "--why", "each October", "--horizon", "30")
    found.out("judge", "strategic-exercise", "-p", "0.1", "--by", "B", "--why", "base rate", "--horizon", "30")
    found.out("assess", "--keep", "--draws", "20")
    monkeypatch.setenv("TOCSIN_NOW", "2024-03-01T08:00:00Z")
    return found


def test_persons_their_pool_and_the_model_are_scored_beside_base_rates(case: Case) -> None:
    found = case.json("score")
    rows = {(row["source"], row["by"]): row for row in found["rows"] if row["about"] is None and row["horizon"] is None}
    assert set(rows) == {("model", "Tocsin"), ("person", "A"), ("person", "B"), ("pool", "all persons")}
    mine = rows["person", "A"]
    assert (mine["n"], mine["happened"], mine["realm"]) == (1, 1, "record")
    assert mine["brier"]["mean"] == pytest.approx(0.16)
    assert {one["reference"]: one["n"] for one in mine["skill"]} == {"climatology": 1, "persistence": 1, "pool": 1, "model": 1}
    assert rows["model", "Tocsin"]["n"] == 0
    assert "too few: 1 settled" in mine["notes"][0]["text"]


def test_hypotheses_are_settled_by_what_is_recorded(case: Case) -> None:
    case.out("resolve", "short-range-use", "--outcome", "no", "--on", "2024-02-29", "--source", "nothing is recorded", "--by", "N. Test")
    rows = [row for row in case.json("score")["rows"] if row["source"] == "model"]
    whole = next(row for row in rows if row["about"] is None and row["horizon"] is None)
    assert (whole["n"], whole["happened"]) == (3, 0), "three horizons of one hypothesis"
    assert whole["auc"] is None
    assert "climatology" in {one["reference"] for one in whole["skill"]}


def test_third_parties_are_scored_where_they_state_event_and_horizon(case: Case) -> None:
    told = "judged on Monday that it was unlikely that Russia would use a tactical nuclear weapon in Ukraine"
    for name, who, horizon in (("a", "US intelligence", " within 30 days"), ("b", "British intelligence", "")):
        text = f"WASHINGTON, Oct 2 (Norvane Press) - {who} {told}{horizon}."
        case.take({"id": name, "site": "Norvane Press", "published": "2023-10-02T10:00:00Z", "language": "en", "text": text})
    case.out("resolve", "short-range-use", "--outcome", "no", "--on", "2024-02-29", "--source", "nothing is recorded", "--by", "N. Test")
    (row,) = [row for row in case.json("score")["rows"] if row["source"] == "third-party"]
    assert (row["by"], row["n"], row["happened"], row["realm"]) == ("US intelligence", 1, 0, "record")
    assert 0.01 < row["brier"]["mean"] < 0.2
    assert "climatology below -10" in case.out("score")


def test_hindsight_is_scored_apart_and_says_so(case: Case) -> None:
    case.out("judge", "strategic-exercise", "-p", "0.99", "--by", "A", "--why", "I know", "--as-of", "2023-10-10", "--horizon", "30")
    rows = [row for row in case.json("score")["rows"] if row["by"] == "A"]
    assert [(row["realm"], row["n"]) for row in rows] == [("record", 1), ("hindsight", 1)]
    assert "HINDSIGHT-INFORMED" in case.out("score")


def test_it_is_told_to_persons_in_two_languages(case: Case) -> None:
    told = case.out("score")
    assert "A, person, yes or no: 1 settled, 1 happened" in told
    assert "too few" in told
    assert "personne" in case.out("score", "--lang", "fr")


def test_outcomes_are_forecast_beside_counted_base_rates(case: Case) -> None:
    questions = {one["id"]: one for one in case.json("outcomes", "--as-of", "2024-03-01")["questions"]}
    one = questions["strategic-exercise"]
    assert (one["count"], one["last"]) == (3, "2023-10-25")
    look = one["horizons"][0]
    assert look["base_rate"]["low"] < look["base_rate"]["mean"] < look["base_rate"]["high"]
    assert look["climatology"] == pytest.approx(look["base_rate"]["mean"], abs=1e-5)
    assert "base rate" in case.out("outcomes")
    assert "taux de base" in case.out("outcomes", "--lang", "fr")


def test_kept_forecasts_of_what_happens_again_are_scored_as_made_beforehand(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    for day in ("2024-03-04", "2024-03-11"):
        monkeypatch.setenv("TOCSIN_NOW", f"{day}T08:00:00Z")
        case.out("outcomes", "--keep")
    case.out("outcomes", "--keep")
    monkeypatch.setenv("TOCSIN_NOW", "2026-01-10T08:00:00Z")
    rows = [row for row in case.json("score")["rows"] if row["by"] == "count process" and row["about"] is None and row["horizon"] is None]
    assert {row["kind"]: (row["realm"], row["n"]) for row in rows} == {
        "yes-no": ("record", 16),
        "count": ("record", 2),
        "time": ("record", 2),
    }
    assert {one["reference"] for one in next(row for row in rows if row["kind"] == "yes-no")["skill"]} == {"climatology", "persistence"}
    assert all(row["crps"] is not None for row in rows if row["kind"] != "yes-no")


def test_count_and_time_questions_take_quantiles(case: Case) -> None:
    made = case.json("judge", "nuclear-exercises-in-a-year", "--quantiles", "5:0,50:2,95:6", "--by", "A", "--why", "x", "--horizon", "365")
    assert (made["kind"], made["quantiles"]) == ("count", [[0.05, 0], [0.5, 2], [0.95, 6]])
    assert app.run(["judge", "days-to-strategic-exercise", "-p", "0.3", "--by", "A", "--why", "x", "-w", str(case.folder / "w")]) == 2


def test_numbers_of_a_table_are_forecast_and_settle_what_was_judged(case: Case, tmp_path: Path) -> None:
    table = tmp_path / "alerts.csv"
    days = [f"2023-{month:02d}-{day:02d}" for month in (9, 10) for day in range(1, 31)]
    table.write_text("date,number\n" + "".join(f"{day},{40 + 5 * (i % 7)}\n" for i, day in enumerate(days)), encoding="utf-8")
    told = ("resolve", "air-raid-alerts", "--table", str(table), "--source", "an archive of alerts", "--by", "N. Test")
    assert len(case.json(*told)["outcomes"]) == 60
    assert case.json(*told)["outcomes"] == [], "the same table twice changes nothing"
    questions = {one["id"]: one for one in case.json("outcomes", "--as-of", "2023-10-30")["questions"]}
    look = questions["air-raid-alerts"]["horizons"][1]
    assert 250 < look["low"] < look["median"] < look["high"] < 600
    massed = questions["massed-alerts"]
    assert massed["days"] == 60, "it counts the same"
    assert 0 < massed["horizons"][0]["probability"] < 0.2
    case.out("judge", "massed-alerts", "-p", "0.2", "--by", "A", "--why", "x", "--horizon", "7", "--as-of", "2023-10-10")
    case.out(
        "judge",
        "air-raid-alerts",
        "--quantiles",
        "5:200,50:380,95:600",
        "--by",
        "A",
        "--why",
        "x",
        "--horizon",
        "7",
        "--as-of",
        "2023-10-10",
    )
    states = {row["judgement"]["about"]: row["verdict"] for row in case.json("judge", "--list")["judgements"]}
    assert states["massed-alerts"]["state"] == "no"
    assert states["air-raid-alerts"]["value"] == sum(40 + 5 * (i % 7) for i, day in enumerate(days) if "2023-10-11" <= day <= "2023-10-17")
    scored = [row for row in case.json("score")["rows"] if row["kind"] == "count"]
    assert [(row["realm"], row["n"]) for row in scored] == [("hindsight", 1)]
    assert {one["reference"] for one in scored[0]["skill"]} == {"climatology", "model", "persistence"}


@pytest.mark.parametrize("row", ["2023-10-01,x", "2024-03-01,3", "2023-10-01T06:00:00Z,3", "2023-10-01,3\n2023-10-01,4", "2023-10-01,yes"])
def test_a_table_with_a_wrong_row_appends_nothing(case: Case, tmp_path: Path, row: str, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "alerts.csv"
    table.write_text(f"date,number\n2023-09-01,3\n{row}\n", encoding="utf-8")
    told = ["resolve", "air-raid-alerts", "--table", str(table), "--source", "s", "--by", "x", "-w", str(case.folder / "w")]
    assert app.run(told) == 2
    assert f"{table}:" in capsys.readouterr().err
    assert case.json("resolve", "--list")["outcomes"] == []


def test_who_dissents_stands_in_the_brief(case: Case) -> None:
    case.out(
        "judge", "short-range-use", "-p", "0.02", "--by", "C. Autre", "--why", "custodians moved", "--dissent", "from the model, too low"
    )
    assert "C. Autre" in case.out("brief", "--draws", "20")
    assert "C. Autre" not in case.out("brief", "--draws", "20", "--as-of", "2024-02-01")


def test_nothing_forecast_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    empty = Case(tmp_path, capsys)
    assert empty.json("score")["rows"] == []
    assert "Nobody has forecast" in empty.out("score")
