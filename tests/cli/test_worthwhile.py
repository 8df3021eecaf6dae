"""`tocsin worth`: which looks to take next, in both languages and as JSON; a wrong call is told what is right."""

from pathlib import Path

import pytest
from tests.cli.test_main_job import AGENCY, NOW, Case

from tocsin.cli import app

FEW = ("--draws", "20", "--days", "2", "--looks", "2")
TWO = ("--indicator", "storage_activity", "--indicator", "warhead_transport")


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


def test_looks_alone_and_in_sets(case: Case) -> None:
    found = case.json("worth", *FEW, *TWO)
    assert [offer["id"] for offer in found["offers"]] == ["storage_activity@new:B", "warhead_transport@new:B"]
    values = [row["worth"]["mean"] for row in found["alone"]]
    assert values == sorted(values, reverse=True)
    assert all(row["worth"]["low"] >= 0 for row in found["alone"])
    first, second = found["sets"]
    assert first["worth"]["mean"] == values[0]
    assert second["worth"]["mean"] >= first["worth"]["mean"]
    assert second["gain"] == pytest.approx(second["worth"]["mean"] - first["worth"]["mean"], rel=1e-3)
    assert second["apart"] == pytest.approx(sum(values), rel=1e-4)
    assert found["hypothesis"] == "short-range-use"


def test_a_table_in_both_languages(case: Case) -> None:
    english, french = case.out("worth", *FEW, *TWO), case.out("worth", *FEW, *TWO, "--lang", "fr")
    assert "a further source of reliability B" in english
    assert "One look alone:" in english
    assert "une source de plus, de fiabilité B" in french


def test_what_rests_on_one_thing_and_another_loss(case: Case) -> None:
    shared = [f"--rests-on={name}@new:B=image" for name in ("storage_activity", "warhead_transport")]
    assert case.json("worth", *FEW, *TWO, *shared, "--loss", "entropy")["loss"] == "entropy"


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (("--hypothesis", "strike"), "no hypothesis"),
        (("--hypothesis", "unmodelled"), "no look can move"),
        (("--indicator", "official_assessment"), "is no indicator of evidence"),
        (("--days", "0"), "cannot be weighed"),
        (("--looks", "9"), "cannot be weighed"),
        (("--draws", "1"), "too few"),
        (("--rests-on", "image"), "names no basis"),
    ],
)
def test_a_wrong_call_is_told_what_is_right(case: Case, wrong: tuple[str, str], words: str) -> None:
    case.capsys.readouterr()
    assert app.run(["worth", "-w", str(case.folder / "w"), *wrong]) == 2
    assert words in case.capsys.readouterr().err
