"""`tocsin trend`: how a judgement went, as table, JSON and drawing; a wrong call is told what is right."""

from pathlib import Path

import pytest
from tests.cli.test_main_job import Case

from tocsin.cli import app

FEW = ("--draws", "20", "--days", "5")


def test_it_ends_where_the_judgement_stands(told: Case, tmp_path: Path) -> None:
    found = told.json("trend", "short-range-use", *FEW, "--plot", str(tmp_path / "trend.svg"))
    stands = next(h for h in told.json("assess", "--draws", "20")["hypotheses"] if h["id"] == "short-range-use")
    assert len(found["days"]) == 6
    assert found["days"][-1]["probability"]["mean"] == pytest.approx(stands["probability"]["30"]["mean"], rel=1e-4)
    assert "TLP:" in (tmp_path / "trend.svg").read_text(encoding="utf-8")


def test_a_table_in_both_languages(told: Case) -> None:
    assert "what moved it" in told.out("trend", "short-range-use", *FEW)
    assert "plage à 90" in told.out("trend", "short-range-use", *FEW, "--lang", "fr")


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (("strike",), "no hypothesis"),
        (("unmodelled",), "has no course"),
        (("--days", "1"), "cannot be told"),
        (("--horizon", "0"), "no number of days"),
    ],
)
def test_a_wrong_call_is_told_what_is_right(told: Case, wrong: tuple[str, str], words: str) -> None:
    told.capsys.readouterr()
    assert app.run(["trend", *wrong, "--draws", "20", "-w", str(told.folder / "w")]) == 2
    assert words in told.capsys.readouterr().err
