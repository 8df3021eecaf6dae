"""A person judges, something happens, and what became of it is told; nothing is known before its day."""

from pathlib import Path

import pytest
from tests.cli.test_main_job import Case

from tocsin.cli import app

MINE = ("judge", "short-range-use", "--probability", "20-45%", "--horizon", "30", "--by", "N. Test", "--why", "no sign of it")


@pytest.fixture
def case(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Case:
    monkeypatch.setenv("TOCSIN_NOW", "2022-10-20T18:00:00Z")
    return Case(tmp_path, capsys)


def test_a_judgement_is_kept_with_reasons_and_replaces_the_one_before(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    first = case.json(*MINE)
    assert (first["record"], first["about"], first["until"], first["replaces"]) == ("judgement", "short-range-use", "2022-11-19", None)
    assert first["probability"]["low"] < first["probability"]["mean"] < first["probability"]["high"]
    monkeypatch.setenv("TOCSIN_NOW", "2022-10-21T18:00:00Z")
    second = case.json(
        "judge", "short-range-use", "-p", "unlikely", "--by", "N. Test", "--why", "still none", "--dissent", "from the model: too low"
    )
    assert (second["replaces"], second["phrase"], second["yardstick"]) == (first["id"], "unlikely", "icd203")
    other = case.json("judge", "short-range-use", "-p", "0.01", "--by", "M. Autre", "--why", "base rate")
    assert other["replaces"] is None, "nobody replaces another's"
    listed = case.json("judge", "--list")["judgements"]
    assert [row["judgement"]["by"] for row in listed] == ["N. Test", "N. Test", "M. Autre"]
    assert {row["verdict"]["state"] for row in listed} == {"open"}
    assert "dissent: from the model" in case.out("judge", "--list")
    assert app.run(["verify", "-w", str(case.folder / "w")]) == 0


def test_what_waits_is_listed_until_an_outcome_settles_it(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    case.out(*MINE)
    assert case.json("resolve", "--due")["due"] == []
    monkeypatch.setenv("TOCSIN_NOW", "2022-12-01T08:00:00Z")
    assert [(row["about"], row["until"], row["judgements"]) for row in case.json("resolve", "--due")["due"]] == [
        ("short-range-use", "2022-11-19", 1)
    ]
    told = case.json(
        "resolve", "short-range-use", "--outcome", "no", "--on", "2022-11-30", "--source", "nothing recorded", "--by", "N. Test"
    )
    assert told["t_known"].startswith("2022-11-30T23:59:59")
    assert case.json("resolve", "--due")["due"] == []
    assert case.json("judge", "--list")["judgements"][0]["verdict"]["state"] == "no"
    monkeypatch.setenv("TOCSIN_NOW", "2022-12-02T08:00:00Z")
    correction = case.json(
        "resolve", "short-range-use", "--outcome", "VOID", "--on", "2022-11-30", "--by", "N. Test", "--why", "the source takes it back"
    )
    assert correction["replaces"] == [told["id"]]
    assert correction["t_known"].startswith("2022-12-02"), "a correction is known when it is made"
    assert case.json("judge", "--list")["judgements"][0]["verdict"]["state"] == "void"
    assert "corrected since" in case.out("resolve", "--list")


def test_a_judgement_of_long_ago_is_marked_as_hindsight(case: Case) -> None:
    case.out(*MINE, "--as-of", "2022-10-20")
    case.out(*MINE, "--as-of", "2022-10-18")
    assert [row["hindsight"] for row in case.json("judge", "--list")["judgements"]] == [False, True]


@pytest.mark.parametrize(
    "tokens",
    [
        ["judge", "short-range", "-p", "0.3", "--by", "x", "--why", "y"],
        ["judge", "short-range-use", "--by", "x", "--why", "y"],
        ["judge", "short-range-use", "-p", "1", "--by", "x", "--why", "y"],
        ["judge", "short-range-use", "-p", "0.3", "--by", "", "--why", "y"],
        ["judge", "short-range-use", "-p", "0.3", "--by", "x"],
        ["judge", "short-range-use", "-p", "0.3", "--by", "x", "--why", "y", "--as-of", "2022-10-21"],
        ["judge", "short-range-use", "-p", "0.3", "--by", "x", "--why", "y", "--horizon", "0"],
        ["judge", "short-range-use", "--quantiles", "5:2,50:6", "--by", "x", "--why", "y"],
        ["judge"],
        ["resolve", "short-range-use", "--outcome", "yes", "--on", "2022-10-21", "--source", "s", "--by", "x"],
        ["resolve", "short-range-use", "--outcome", "no", "--on", "2022-10-20", "--source", "s", "--by", "x"],
        ["resolve", "short-range-use", "--outcome", "yes", "--on", "2022-10-19", "--by", "x"],
        ["resolve", "short-range-use", "--outcome", "void", "--on", "2022-10-19", "--by", "x"],
        ["resolve", "short-range-use", "--outcome", "maybe", "--on", "2022-10-19", "--source", "s", "--by", "x"],
        ["resolve", "short-range-use", "--outcome", "3", "--on", "2022-10-19", "--source", "s", "--by", "x"],
        ["resolve", "short-range-use", "--outcome", "yes", "--on", "2022-10-19", "--known", "2022-10-18", "--source", "s", "--by", "x"],
        ["resolve", "short-range-use", "--outcome", "yes", "--on", "2022-10-19", "--replaces", "12345678", "--source", "s", "--by", "x"],
        ["resolve"],
    ],
)
def test_what_cannot_be_is_refused_with_a_reason(case: Case, tokens: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run([*tokens, "-w", str(case.folder / "w")]) == 2
    assert "tocsin: " in capsys.readouterr().err
