"""`tocsin threshold`: a curve, in both languages and as JSON; a trigger's rule; the past beside it; wrong calls are told what is right."""

from pathlib import Path

import pytest
from tests.cli.test_main_job import Case

from tocsin.cli import app

FEW = ("--worlds", "20", "--draws", "4", "--sources", "1")


def test_a_curve_as_json(told: Case) -> None:
    found = told.json("threshold", "short-range-use", *FEW, "--at", "0.005")
    assert found["synthetic"] is True
    assert found["hypothesis"] == "short-range-use"
    assert found["a_year"][1] < found["a_year"][0] < found["a_year"][2]
    ats = [point["at"] for point in found["curve"]]
    assert ats == sorted(ats)
    assert len(ats) > 5
    days = [point["false_days"]["value"] for point in found["curve"]]
    assert days == sorted(days, reverse=True)
    (asked,) = found["asked"]
    assert asked["at"] == 0.005
    assert [one["factor"] for one in asked["of_hundred"]] == [0.1, 1.0, 10.0]


def test_a_triggers_rule_for_people_with_the_past_beside_it(told: Case, tmp_path: Path) -> None:
    english = told.out(
        "threshold", *FEW, "--trigger", "use-rises", "--from", "2022-10-01", "--to", "2022-10-06", "--plot", str(tmp_path / "t.svg")
    )
    assert english.startswith("TLP:CLEAR - SYNTHETIC")
    assert "until it is below 60% of it" in english
    assert "At 1 in 200: in a quiet year it rings" in english
    assert "OVER THE PAST (1 October 2022" in english
    assert "HINDSIGHT-INFORMED" in english
    assert "SYNTHETIC" in (tmp_path / "t.svg").read_text()


def test_a_lamp_has_no_curve(told: Case) -> None:
    text = told.out("threshold", "--worlds", "20", "--trigger", "warheads-moving")
    assert "RULE: it rings while any of these stands as lit on the board: activity at warhead storage, transport" in text
    assert "Lit: in a quiet year it rings" in text
    assert "days in alarm" not in text.split("Lit:")[0]


def test_an_indicators_rule_in_french(told: Case) -> None:
    french = told.out("threshold", *FEW, "--problem", "korea-tests", "satellite-launch", "--indicator", "launch_notice", "--lang", "fr")
    assert "RÈGLE : elle sonne quand la probabilité que" in french
    assert "alertes vaines" in french


@pytest.mark.parametrize(
    ("tokens", "words"),
    [
        (("nothing",), "no process of nuclear-escalation ends in 'nothing'"),
        (("short-range-use", "--indicator", "official_assessment"), "no indicator of evidence"),
        (("short-range-use", "--at", "2"), "no probability"),
        (("--trigger", "none"), "no trigger 'none'"),
        (("--trigger", "deaf"), "neither a probability nor an indicator"),
        (("short-range-use", "--worlds", "3"), "too few or too many"),
        (("short-range-use", "--from", "2022-10-01"), "needs --from and --to"),
        (("short-range-use", "--sources", "9"), "--sources 1 to 3"),
    ],
)
def test_wrong_calls(told: Case, tokens: tuple[str, ...], words: str) -> None:
    told.capsys.readouterr()
    assert app.run(["threshold", *tokens, "-w", str(told.folder / "w")]) == 2
    assert words in told.capsys.readouterr().err
