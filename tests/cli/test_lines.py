"""Red lines, doctrine and the calendar through the command line: on the reference articles, on a workspace, with a person's word."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.cli.test_main_job import Case

from tocsin.cli import app

THREAT = {
    "id": "t1",
    "site": "Lantier Wire",
    "published": "2022-10-05T10:00:00+02:00",
    "text": "Vladimir Putin warned on Wednesday that Moscow would use all means if its territory were attacked by Western missiles.",
}
DAY = ("--on", "2022-10-10", "--by", "N. Test", "--why", "two agencies tell it")


@pytest.fixture
def case(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Case:
    monkeypatch.setenv("TOCSIN_NOW", "2022-12-20T18:00:00Z")
    return Case(tmp_path, capsys)


def files(capsys: pytest.CaptureFixture[str], command: str, *paths: Path, as_of: str) -> Any:
    assert app.run([command, *map(str, paths), "--as-of", as_of, "--problem", "nuclear-escalation", "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_the_words_of_a_reference_article_stand_under_the_line_that_they_say(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = files(capsys, "redlines", shared / "seeds" / "000_de6a0378a4e103db.txt", as_of="2024-12-01")
    line = next(one for one in found["lines"] if one["id"] == "strike-suppliers")
    words = [one["text"] for said in line["said"] for one in said["words"]]
    assert any("frapper des cibles militaires en dehors de l’Ukraine" in text for text in words)
    assert {said["date"] for said in line["said"]} == {"2024-11-21"}
    crossing = next(one for one in line["crossings"] if one["id"] == "atacms-kursk")
    assert [(one["date"], one["counts"]) for one in crossing["followed"]] == [("2024-11-26", False), ("2024-11-28", True)]
    assert crossing["answered"] is None  # thirty days are not over


def test_the_press_texts_of_the_reference_articles_are_held_against_the_doctrine(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (older,) = files(capsys, "doctrine", shared / "seeds" / "003_3482db50830ce200.txt", as_of="2022-09-30")["paraphrases"]
    assert (older["of"], older["nearest"]) == ("basic-principles-2020", "military-doctrine-2014")
    assert ({told["matter"] for told in older["told"]}, older["omitted"], older["added"]) == (
        {"mass-destruction", "conventional"}, ["ballistic-launch", "critical-sites"], [],
    )  # fmt: skip
    (newer,) = files(capsys, "doctrine", shared / "seeds" / "000_de6a0378a4e103db.txt", as_of="2024-12-01")["paraphrases"]
    assert newer["of"] == newer["nearest"] == "basic-principles-2024"
    assert {"matter": "conventional", "left_out": ["belarus"]} in newer["told"]
    assert "air-launch" in newer["omitted"]


def test_between_the_texts_a_speech_went_beyond_the_one_in_force(case: Case) -> None:
    found = case.json("doctrine")
    assert {"line": "territory-all-means", "text": "basic-principles-2020"}.items() <= found["beyond"][0].items()
    assert [text["id"] for text in found["texts"] if text["in_force"]] == ["basic-principles-2020"]
    assert "territorial integrity" in case.out("doctrine")
    assert "intégrité territoriale" in case.out("doctrine", "--lang", "fr")


def test_a_persons_crossing_is_appended_respected_and_hidden_from_a_replay(case: Case) -> None:
    case.take(THREAT)
    case.out("redlines", "--crossed", "territory-all-means", *DAY, "--answered", "conventional", "--at", "06:00+03:00")
    line = next(one for one in case.json("redlines")["lines"] if one["id"] == "territory-all-means")
    entered = next(one for one in line["crossings"] if one["date"] == "2022-10-10")
    assert (entered["basis"], entered["on_whose_word"], entered["answered"], entered["as_threatened"]) == (
        "person",
        ["N. Test"],
        True,
        False,
    )
    assert "N. Test" in case.out("redlines")
    before = next(one for one in case.json("redlines", "--as-of", "2022-12-01")["lines"] if one["id"] == "territory-all-means")
    assert all(one["date"] != "2022-10-10" for one in before["crossings"])
    assert app.run(["verify", "-w", str(case.folder / "w")]) == 0


def test_a_later_word_takes_it_back(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    case.out("redlines", "--crossed", "territory-all-means", *DAY)
    monkeypatch.setenv("TOCSIN_NOW", "2022-12-21T18:00:00Z")
    case.out("redlines", "--not-crossed", "territory-all-means", *DAY)
    line = next(one for one in case.json("redlines")["lines"] if one["id"] == "territory-all-means")
    assert all(one["date"] != "2022-10-10" for one in line["crossings"])


@pytest.mark.parametrize(
    ("tokens", "said"),
    [
        (("--crossed", "territory-all-means"), "--on DAY"),
        (("--crossed", "teritory-all-means", *DAY), "territory-all-means"),
        (("--crossed", "territory-all-means", *DAY, "--answered", "nuklear"), "nuclear"),
        (("--crossed", "territory-all-means", *DAY, "--at", "6 am"), "03:25+03:00"),
        (("--crossed", "territory-all-means", "--on", "2022-01-01", "--by", "N. Test", "--why", "no"), "first said on 2022-09-21"),
        (("--crossed", "territory-all-means", "--on", "2023-01-01", "--by", "N. Test", "--why", "no"), "cannot lie ahead"),
        (("--crossed", "territory-all-means", "--on", "yesterday", "--by", "N. Test", "--why", "no"), "is no date"),
    ],
)
def test_a_wrong_entry_is_refused_and_says_what_to_do(case: Case, tokens: tuple[str, ...], said: str) -> None:
    assert app.run(["redlines", *tokens, "-w", str(case.folder / "w")]) == 2
    assert said in case.capsys.readouterr().err


def test_no_nuclear_answer_is_a_bound_in_words_and_never_a_rate(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOCSIN_NOW", "2025-12-20T18:00:00Z")
    (nuclear,) = [
        one
        for one in case.json("redlines")["follow_through"]
        if (one["by"], one["key"], one["question"]) == ("consequence", "nuclear", "as-threatened")
    ]
    assert (nuclear["yes"], nuclear["mean"], nuclear["bound"]) == (0, None, "upper")
    assert nuclear["cases"] >= 5
    assert f"none of {nuclear['cases']}; an upper bound, not a rate" in " ".join(case.out("redlines").split())
    assert f"aucun sur {nuclear['cases']} ; un majorant, pas un taux" in " ".join(case.out("redlines", "--lang", "fr").split())


def test_the_calendar_tells_past_from_due_and_hides_what_was_not_known(case: Case) -> None:
    entries = {one["id"]: one for one in case.json("calendar", "--as-of", "2022-10-12")["entries"]}
    assert (entries["steadfast-noon-2022"]["state"], entries["steadfast-noon-2022"]["days"]) == ("due", 5)
    assert entries["steadfast-noon-2022"]["outcome"] == {}
    assert entries["referendums-2022"]["state"] == "past"
    assert "drills-2024" not in {one["id"] for one in case.json("calendar", "--from", "2022-01-01", "--to", "2026-12-31")["entries"]}
    assert "in 5 days" in case.out("calendar", "--as-of", "2022-10-12")
    assert "dans 5 jours" in case.out("calendar", "--as-of", "2022-10-12", "--lang", "fr")


def test_new_start_was_due_since_its_extension_and_is_past_since_it_ran_out(case: Case) -> None:
    window = ("--from", "2026-01-01", "--to", "2026-03-01")
    before = {one["id"]: one for one in case.json("calendar", "--as-of", "2021-03-01", *window)["entries"]}
    assert (before["new-start-expires"]["date"], before["new-start-expires"]["state"]) == ("2026-02-05", "due")
    after = {one["id"]: one for one in case.json("calendar", "--as-of", "2026-02-20", *window)["entries"]}
    assert (after["new-start-expires"]["state"], after["new-start-expires"]["days"]) == ("past", -15)


def test_a_window_the_wrong_way_round_is_refused(case: Case) -> None:
    assert app.run(["calendar", "--from", "2022-11-01", "--to", "2022-10-01", "-w", str(case.folder / "w")]) == 2


def test_the_assessment_of_a_reference_article_is_on_condition_of_the_decision_that_it_names(
    shared: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    article = shared / "seeds" / "000_de6a0378a4e103db.txt"
    rows = files(capsys, "judgements", article, as_of="2024-12-01")["assessors"]
    mine = {(row["entity"], row["hypothesis"], row["condition"]): row for row in rows}
    view = mine["country:us", "short-range-use", "atacms-permitted"]["views"][0]
    assert (view["sense"], view["median"], view["horizon"], view["status"]) == ("unlikely", 0.2, "unstated", "first")
    unchanged = [view for row in rows for view in row["views"] if view["status"] == "unchanged"]
    assert any("pas changé" in view["words"]["text"] for view in unchanged)
    found = files(capsys, "decisions", article, as_of="2024-12-01")["decisions"]
    decision = next(one for one in found if one["id"] == "atacms-permitted")
    assert {one["when"] for one in decision["others"]} == {"before", "after"}
    assert decision["ours_missing"] == "no-reports"
    given = next(one for one in decision["given"] if one["hypothesis"] == "short-range-use")
    assert (given["basis"], given["n_given"], given["given_not"]) == ("others", 1, None)


def test_ours_before_and_after_a_decision_and_the_words_for_both(case: Case) -> None:
    case.take(
        {
            "id": "b1",
            "site": "Lantier Wire",
            "published": "2022-09-28T10:00:00+02:00",
            "text": "US officials said that it is unlikely that Russia will use a nuclear weapon in Ukraine before the new year.",
        }
    )
    found = case.json("decisions", "--draws", "50")["decisions"]
    annexation = next(one for one in found if one["id"] == "annexation")
    assert {one["hypothesis"] for one in annexation["ours"]} == {"short-range-use", "demonstration"}
    assert {one["basis"] for one in annexation["given"]} == {"hazard-ratio"}
    assert all(one["given"]["mean"] > one["given_not"]["mean"] for one in annexation["given"])

    def words(*tokens: str) -> str:
        return " ".join(case.out(*tokens, "--draws", "50").split())

    assert "the day before" in words("decisions")
    assert "la veille" in words("decisions", "--lang", "fr")
    assert "until 2022-12-31" in words("judgements")
    assert "jusqu'au 2022-12-31" in words("judgements", "--lang", "fr")


def test_another_problem_brings_its_own_doctrine_and_windows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "report.jsonl"
    words = "Under a law of September 2022, North Korea may use nuclear weapons if an attack on its leadership is judged to be imminent."
    report = {"id": "k1", "site": "Lantier Wire", "published": "2022-12-01T10:00:00Z", "text": words}
    file.write_text(json.dumps(report), encoding="utf-8")
    assert app.run(["doctrine", str(file), "--as-of", "2023-05-30", "--problem", "korea-tests", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [text["id"] for text in found["texts"] if text["in_force"]] == ["law-2022"]
    (press,) = found["paraphrases"]
    assert (press["of"], {told["matter"] for told in press["told"]}, len(press["omitted"])) == ("law-2022", {"leadership"}, 5)
    assert app.run(["calendar", str(file), "--as-of", "2023-05-30", "--problem", "korea-tests", "--json"]) == 0
    window, unknown = json.loads(capsys.readouterr().out)["entries"]
    assert (window["id"], window["days"], window["outcome"]) == ("satellite-window-may-2023", 1, {})
    assert unknown["kind"] == "known-unknown"
