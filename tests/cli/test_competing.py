"""`tocsin ach`: the matrix in both languages, as JSON, with a person's cells; what is wrong in them is said."""

import pytest
from tests.cli.test_main_job import Case

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


def test_a_table_in_both_languages(told: Case) -> None:
    english, french = told.out("ach", *FEW), told.out("ach", *FEW, "--lang", "fr")
    assert "Competing hypotheses" in english
    assert "none of them" in english
    assert "Hypothèses concurrentes" in french
    assert "aucune d’elles" in french
    assert all(len(line) <= 100 for text in (english, french) for line in text.splitlines())


def test_a_persons_cell_stands_beside_the_models(told: Case) -> None:
    plain = told.json("ach", *FEW)
    row = plain["rows"][0]["id"]
    own = told.folder / "w" / "ach.yml"
    own.write_text(CELLS.format(row=row[:8]), encoding="utf-8")
    with_hand = told.json("ach", *FEW)
    cell = next(c for c in with_hand["rows"][0]["cells"] if c["hypothesis"] == "short-range-use")
    assert cell["hand"][0]["by"] == "N. Test"
    before = next(c for c in plain["rows"][0]["cells"] if c["hypothesis"] == "short-range-use")
    assert (cell["alone"], cell["weight"]) == (before["alone"], before["weight"])
    said = " ".join(told.out("ach", *FEW).split())
    own.unlink()
    assert "by hand" in said
    assert "N. Test, because convoys leave that depot every autumn" in said


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
def test_what_is_wrong_in_a_file_of_cells_is_said(told: Case, cells: str, words: str) -> None:
    file = told.folder / "mine.yml"
    file.write_text(cells, encoding="utf-8")
    told.capsys.readouterr()
    assert app.run(["ach", "-w", str(told.folder / "w"), "--cells", str(file), *FEW]) == 2
    assert words in told.capsys.readouterr().err


def test_a_call_that_cannot_be_answered_is_refused(told: Case) -> None:
    for wrong in (("--draws", "5"), ("--horizon", "0"), ("--cells", "nothing.yml")):
        assert app.run(["ach", "-w", str(told.folder / "w"), *wrong]) == 2
