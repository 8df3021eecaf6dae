"""Hypotheses are shown as judged; what moved them adds up, and leads to words that stand in an article."""

import math
from pathlib import Path

import pytest
from tests.desk.conftest import As

from tocsin.desk import telling
from tocsin.desk.app import API
from tocsin.engine import courses, reasons
from tocsin.engine.picturing import Picture
from tocsin.model.replays import Step

ID = "short-range-use"


def test_numbers_are_those_of_the_judgement(looking: As, sample_picture: Picture) -> None:
    judged = next(one for one in sample_picture.judged.hypotheses if one.id == ID)
    shown = looking().get(f"{API}/hypothesis/{ID}").json()
    assert {str(one["days"]): one["probability"]["mean"] for one in shown["within"]} == {
        days: float(f"{value.mean:.6g}") for days, value in judged.probability.items()
    }
    assert shown["confidence"] == judged.confidence.level
    assert len(shown["why"]) == len(judged.confidence.why)
    assert len(shown["others"]) == sum(one.hypothesis == ID for one in sample_picture.judged.judgements)
    assert [row["id"] for row in looking().get(f"{API}/hypotheses").json()["rows"]] == [
        one.id for one in telling.of(sample_picture, "en").ordered()
    ]


@pytest.mark.parametrize("by", ["origin", "indicator"])
def test_what_moved_it_adds_up_to_the_move(looking: As, by: str) -> None:
    moved = looking().get(f"{API}/hypothesis/{ID}", params={"by": by}).json()["moved"]
    total = sum(row["delta"] for row in moved["rows"])
    assert math.isclose(total, moved["now"]["mean"] - moved["before"]["mean"], rel_tol=1e-3, abs_tol=1e-7)


def test_every_word_shown_stands_in_the_article_it_leads_to(looking: As, sample_picture: Picture) -> None:
    view = telling.of(sample_picture, "en")
    found = reasons.of_picture(sample_picture, ID)
    moved = looking().get(f"{API}/hypothesis/{ID}").json()["moved"]
    words = [one for row in moved["rows"] for one in row["words"]]
    assert words
    for one in words:
        statement = view.statement[one["href"].removeprefix("/statements/")]
        assert one["text"].rstrip("…").strip()[:20] in " ".join(view.report[statement.report].text.split())
    assert {row["href"] for row in moved["rows"] if row["kind"] == "origin"} <= {f"/origins/{one.origin}" for one in found.reasons}


def test_between_two_moments_it_is_told_what_moved_it_then(looking: As) -> None:
    asked = {"since": "2022-10-06T18:00:00Z", "until": "2022-10-10T00:00:00Z"}
    shown = looking().get(f"{API}/hypothesis/{ID}", params=asked).json()["moved"]
    assert (shown["since"], shown["until"]) == (asked["since"], asked["until"])
    total = sum(row["delta"] for row in shown["rows"])
    assert math.isclose(total, shown["now"]["mean"] - shown["before"]["mean"], rel_tol=1e-3, abs_tol=1e-7)
    for wrong in (
        {"since": "2022-10-10T00:00:00Z", "until": "2022-10-06T18:00:00Z"},
        {"until": "2022-10-06T18:00:00Z"},
        {"since": "2022-10-06T18:00:00"},
    ):
        assert looking().get(f"{API}/hypothesis/{ID}", params=wrong).status_code == 422


def test_the_chart_is_fed_with_the_days_that_are_judged(looking: As, sample_picture: Picture, sample_folder: Path) -> None:
    days = courses.moments(sample_picture)[:3]
    chances = {one.id: one.probability for one in sample_picture.judged.hypotheses}
    steps = [
        Step(as_of=day, reports=n, origins=n, new_reports=0, new_origins=0, hypotheses=chances, states={}, lit=())
        for n, day in enumerate(days)
    ]
    names = courses.marks(sample_picture.given, days, min(courses.DRAWS, sample_picture.judged.draws))
    held = courses.Kept(days=tuple(courses.Known(mark=mark, step=step) for mark, step in zip(names, steps, strict=True)))
    courses._write(sample_folder, held)
    try:
        shown = looking().get(f"{API}/course", params={"hypothesis": ID}).json()
        assert len(shown["t"]) == len(days) + 1
        assert shown["t"] == sorted(shown["t"])
        (series,) = shown["series"]
        assert series["mean"] == [float(f"{chances[ID]['30'].mean:.6g}")] * 4
        assert shown["jumps"] == []
        assert shown["synthetic"]
        assert shown["missing"] == len(courses.moments(sample_picture)) - 3
        assert {mark["href"] for mark in shown["marks"]} <= {f"/statements/{one.statement}" for one in sample_picture.judged.judgements}
        page = looking().get(f"/hypotheses/{ID}", params={"lang": "fr"}).text
        assert "<tocsin-timeline" in page
        assert "<svg" in page
        assert " style=" not in page
    finally:
        (sample_folder / courses.FOLDER / courses.FILE).unlink()


def test_an_address_that_names_no_hypothesis_is_told(looking: As) -> None:
    for path in (f"{API}/hypothesis/nothing", "/hypotheses/nothing", f"{API}/course?hypothesis=nothing"):
        assert looking().get(path).status_code == 404
