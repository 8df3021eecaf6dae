"""A person's rulings go in, are respected by every later run, and stand beside what the machine says."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.cli.test_main_job import AGENCY, Case

from tocsin.cli import app

COPY = {**AGENCY, "id": "c1", "site": "Dépêches du Soir", "published": "2022-10-03T15:00:00+02:00"}
OTHER = {
    "id": "d1",
    "site": "Nord-Info",
    "published": "2022-10-04T09:00:00+02:00",
    "title": "Des camions vus près d'un dépôt d'ogives",
    "text": "Plusieurs habitants ont vu des camions militaires près d'un dépôt d'ogives nucléaires mardi, a appris Nord-Info sur place.",
}
LATE_COPY = {**AGENCY, "id": "e1", "site": "Le Soir en bref", "published": "2022-10-05T08:00:00+02:00"}


@pytest.fixture
def case(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Case:
    monkeypatch.setenv("TOCSIN_NOW", "2022-10-20T18:00:00Z")
    found = Case(tmp_path, capsys)
    found.take(AGENCY, COPY, OTHER)
    return found


def _families(case: Case) -> list[set[str]]:
    return sorted(({link["source_id"] for link in origin["reports"]} for origin in case.json("origins")["origins"]), key=sorted)


def test_a_split_and_a_merge_survive_later_runs_and_later_reports(case: Case) -> None:
    assert _families(case) == [{"a1", "c1"}, {"d1"}]
    case.out("rule", "split", "c1", "a1", "--by", "N. Test", "--why", "it had it from elsewhere")
    assert _families(case) == [{"a1"}, {"c1"}, {"d1"}]
    case.out("rule", "merge", "a1", "d1", "--by", "N. Test", "--why", "one convoy, one agency")
    assert _families(case) == [{"a1", "d1"}, {"c1"}]
    case.take(LATE_COPY)
    assert {"a1", "d1", "e1"} in _families(case)
    assert {"c1"} in _families(case)
    listed = case.json("rule", "list")["rulings"]
    assert [(ruling["kind"], ruling["by"]) for ruling in listed] == [("split", "N. Test"), ("merge", "N. Test")]
    assert app.run(["verify", "-w", str(case.folder / "w")]) == 0


def test_before_a_ruling_was_made_it_is_not_known(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    case.out("rule", "split", "c1", "--by", "N. Test", "--why", "no")
    found = case.json("origins", "--as-of", "2022-10-10")
    assert sorted(len(origin["reports"]) for origin in found["origins"]) == [1, 2]


def _grades(case: Case, hop: str) -> list[dict[str, Any]]:
    return [grade for origin in case.json("origins", "--report", "a1")["origins"] for grade in origin["grades"] if grade["hop"] == hop]


def test_a_persons_grade_stands_beside_the_machines_and_a_contradictory_pair_is_flagged(case: Case) -> None:
    case.out("rule", "grade", "a1", "Agence Lantier", "E1", "--by", "N. Test", "--why", "seen in person")
    machine, person = _grades(case, "Agence Lantier")
    assert machine["by"] == "machine"
    assert (person["by"], person["reliability"], person["credibility"], person["why"]) == ("N. Test", "E", 1, ["seen in person"])
    assert person["flags"] == ["contradictory-pair"]


def test_outcomes_teach_reliability(case: Case) -> None:
    for _ in range(2):
        case.out("rule", "outcome", "a1", "wrong", "--by", "N. Test", "--why", "no convoy left")
    (learnt,) = case.json("rule", "list")["reliability"]
    assert (learnt["right"], learnt["wrong"]) == (0, 1), "one origin has one outcome"
    assert learnt["low"] < learnt["mean"] < learnt["high"]
    assert any("learnt: 0 right, 1 wrong" in why for why in _grades(case, "Agence Lantier")[0]["why"])


@pytest.mark.parametrize(
    "tokens",
    [
        ["split", "nobody", "--by", "x", "--why", "y"],
        ["split", "a1", "d1", "--by", "x", "--why", "y"],
        ["split", "a1", "--by", "x", "--why", "y"],
        ["merge", "a1", "c1", "--by", "x", "--why", "y"],
        ["merge", "a1", "a1", "--by", "x", "--why", "y"],
        ["grade", "a1", "Agence Lantier", "G7", "--by", "x", "--why", "y"],
        ["grade", "a1", "Nobody", "B2", "--by", "x", "--why", "y"],
    ],
)
def test_a_ruling_that_would_do_nothing_is_refused(case: Case, tokens: list[str]) -> None:
    assert app.run(["rule", *tokens, "-w", str(case.folder / "w")]) == 2
    assert json.loads(case.out("rule", "list", "--json"))["rulings"] == []
