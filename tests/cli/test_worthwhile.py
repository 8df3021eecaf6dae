"""`tocsin worth`: which looks to take next, in both languages and as JSON; a wrong call is told what is right."""

import pytest
from tests.cli.test_main_job import Case

from tocsin.cli import app

FEW = ("--draws", "20", "--days", "2", "--looks", "2")
TWO = ("--indicator", "storage_activity", "--indicator", "warhead_transport")


def test_looks_alone_and_in_sets(told: Case) -> None:
    found = told.json("worth", *FEW, *TWO)
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


def test_a_table_in_both_languages(told: Case) -> None:
    english, french = told.out("worth", *FEW, *TWO), told.out("worth", *FEW, *TWO, "--lang", "fr")
    assert "a further source of reliability B" in english
    assert "One look alone:" in english
    assert "une source de plus, de fiabilité B" in french


def test_what_rests_on_one_thing_and_another_loss(told: Case) -> None:
    shared = [f"--rests-on={name}@new:B=image" for name in ("storage_activity", "warhead_transport")]
    assert told.json("worth", *FEW, *TWO, *shared, "--loss", "entropy")["loss"] == "entropy"


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (("--hypothesis", "strike"), "no hypothesis"),
        (("--hypothesis", "unmodelled"), "no look can move"),
        (("--indicator", "official_assessment"), "is no indicator of evidence"),
        (("--days", "0"), "cannot be weighed"),
        (("--looks", "9"), "cannot be weighed"),
        (("--draws", "1"), "from 20 to 2,000"),
        (("--rests-on", "image"), "names no basis"),
    ],
)
def test_a_wrong_call_is_told_what_is_right(told: Case, wrong: tuple[str, str], words: str) -> None:
    told.capsys.readouterr()
    assert app.run(["worth", "-w", str(told.folder / "w"), *wrong]) == 2
    assert words in told.capsys.readouterr().err
