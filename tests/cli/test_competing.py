"""`tocsin ach`: the matrix in both languages, as JSON, with a person's cells; what is wrong in them is said."""

from pathlib import Path

import pytest
from tests.cli.test_main_job import AGENCY, NOW, Case

from tocsin.cli import app

CELLS = """\
cells:
  - evidence: {row}
    hypothesis: short-range-use
    rating: "--"
    by: N. Test
    reason: convoys leave that depot every autumn
    date: 2022-10-10
"""
FEW = ("--draws", "20")


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


def test_a_table_in_both_languages(case: Case) -> None:
    english, french = case.out("ach", *FEW), case.out("ach", *FEW, "--lang", "fr")
    assert "Competing hypotheses" in english
    assert "none of them" in english
    assert "Hypothèses concurrentes" in french
    assert "aucune d’elles" in french
    assert all(len(line) <= 100 for text in (english, french) for line in text.splitlines())


def test_a_persons_cell_stands_beside_the_models(case: Case) -> None:
    plain = case.json("ach", *FEW)
    row = plain["rows"][0]["id"]
    own = case.folder / "w" / "ach.yml"
    own.write_text(CELLS.format(row=row[:8]), encoding="utf-8")
    with_hand = case.json("ach", *FEW)
    cell = next(c for c in with_hand["rows"][0]["cells"] if c["hypothesis"] == "short-range-use")
    assert cell["hand"][0]["by"] == "N. Test"
    before = next(c for c in plain["rows"][0]["cells"] if c["hypothesis"] == "short-range-use")
    assert (cell["alone"], cell["weight"]) == (before["alone"], before["weight"])
    told = " ".join(case.out("ach", *FEW).split())
    own.unlink()
    assert "by hand" in told
    assert "N. Test, because convoys leave that depot every autumn" in told


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        (CELLS.format(row="zzzz"), "of no evidence"),
        (CELLS.format(row="silence").replace("short-range-use", "strike"), "of no hypothesis"),
        (CELLS.format(row="x").replace('rating: "--"', "factor: -1"), "factor"),
        (CELLS.format(row="x").replace('    rating: "--"\n', ""), "needs a `rating`"),
        (CELLS.format(row="x").replace("reason: ", "raison: "), "reason"),
    ],
)
def test_what_is_wrong_in_a_file_of_cells_is_said(case: Case, cells: str, words: str) -> None:
    file = case.folder / "mine.yml"
    file.write_text(cells, encoding="utf-8")
    case.capsys.readouterr()
    assert app.run(["ach", "-w", str(case.folder / "w"), "--cells", str(file), *FEW]) == 2
    assert words in case.capsys.readouterr().err


def test_a_call_that_cannot_be_answered_is_refused(case: Case) -> None:
    for wrong in (("--draws", "5"), ("--horizon", "0"), ("--cells", "nothing.yml")):
        assert app.run(["ach", "-w", str(case.folder / "w"), *wrong]) == 2
