"""The register of assumptions on the command line, of a problem and of a judgement, in both languages."""

from pathlib import Path

import pytest
from tests.cli.test_main_job import AGENCY, DRAWS, NOW, Case


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One workspace for all: the commands here write nothing."""
    made = tmp_path_factory.mktemp("case")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TOCSIN_NOW", NOW)
        Case(made, None).take(AGENCY)  # type: ignore[arg-type]
    return made


@pytest.fixture
def case(folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Case:
    monkeypatch.setenv("TOCSIN_NOW", NOW)
    found = Case.__new__(Case)
    found.folder, found.capsys, found.files = folder, capsys, 1
    return found


def test_of_a_judgement_those_that_carry_most_come_first(case: Case) -> None:
    english, french = (case.out("assess", "--assumptions", "--draws", DRAWS, "--lang", lang) for lang in ("en", "fr"))
    assert english.splitlines()[1].split()[0].endswith("%")
    assert "chance a day" in english
    assert "probabilité par jour" in french
    assert "chance a day" not in french
    assert "problem.yml:" in english


def test_three_ranges_are_named_with_their_lines(case: Case) -> None:
    told = case.out("assess", "--draws", DRAWS)
    rows = told.split("What makes the range of")[1].split("\n\n")[0]
    assert rows.count("problem.yml:") + rows.count("indicators.yml:") == 3
    found = case.json("assess", "--draws", DRAWS)["sensitivity"]
    main = [row for row in found if row["hypothesis"] == "short-range-use"]
    assert sum(row["share"] for row in main) == pytest.approx(1, abs=0.02)
    assert main[0]["at"].startswith("problem.yml:")


def test_why_in_french_says_the_same(case: Case) -> None:
    english, french = (case.out("why", "short-range-use", "--draws", DRAWS, "--lang", lang) for lang in ("en", "fr"))
    assert "By indicator:" in english
    assert "Par indicateur" in french
    assert "caractères" in french
    assert "characters" not in french
    assert [line.split()[0] for line in english.splitlines() if line.startswith("   ") and line.split()[0][0] in "+−"] == [
        line.split()[0] for line in french.splitlines() if line.startswith("   ") and line.split()[0][0] in "+−"
    ]
