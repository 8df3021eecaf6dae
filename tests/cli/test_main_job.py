"""The main job through the command line: the contract's shapes, the same bytes, and the promises that an analyst relies on."""

import json
from pathlib import Path
from typing import Any

import pytest

from tocsin.cli import app
from tocsin.library import problems

NOW = "2022-10-20T18:00:00Z"
DRAWS = "200"
"""enough to be deterministic; the numbers themselves are tested where they are made"""
AGENCY = {
    "id": "a1",
    "site": "Agence Lantier",
    "published": "2022-10-03T10:00:00+02:00",
    "title": "Des ogives auraient bougé",
    "text": (
        "MINSK, 3 oct. (Agence Lantier) - Un convoi de camions a quitté dimanche un dépôt central d'ogives nucléaires sous escorte, "
        "ont déclaré à l'Agence Lantier deux responsables occidentaux ayant accès aux images.\n\n"
        "« Nous n'avions jamais vu cela », a dit l'un d'eux. Le Kremlin a démenti tout mouvement d'ogives."
    ),
}
LATER = {
    "id": "b1",
    "site": "Gazette du Lantier",
    "published": "2022-10-12T10:00:00+02:00",
    "text": "Le Kremlin a averti mercredi que toute frappe contre la Crimée entraînerait une riposte avec tous les moyens disponibles.",
}


class Case:
    """A workspace fed with JSON Lines, asked through the command line at a fixed clock."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.capsys, self.files = folder, capsys, 0
        assert app.run(["init", str(folder / "w")]) == 0

    def take(self, *reports: dict[str, Any]) -> None:
        self.files += 1
        file = self.folder / f"{self.files}.jsonl"
        file.write_text("\n".join(json.dumps(report, ensure_ascii=False) for report in reports), encoding="utf-8")
        assert app.run(["ingest", "-w", str(self.folder / "w"), str(file)]) == 0

    def out(self, *tokens: str) -> str:
        self.capsys.readouterr()
        assert app.run([*tokens, "-w", str(self.folder / "w")]) == 0
        return self.capsys.readouterr().out

    def json(self, *tokens: str) -> Any:
        return json.loads(self.out(*tokens, "--json"))


@pytest.fixture
def case(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Case:
    monkeypatch.setenv("TOCSIN_NOW", NOW)
    return Case(tmp_path, capsys)


def copies(report: dict[str, Any], count: int) -> list[dict[str, Any]]:
    return [
        {
            **report,
            "id": f"copy{i}",
            "site": f"Reprise {i}",
            "published": f"2022-10-03T1{i % 10}:30:00+02:00",
            "text": report["text"] + f"\n\nReprise {i}",
        }
        for i in range(count)
    ]


def test_assess_has_the_shape_of_the_contract(case: Case) -> None:
    case.take(AGENCY)
    judged = case.json("assess", "--draws", DRAWS)
    assert judged["problem"] == "nuclear-escalation"
    assert judged["horizons"] == [7, 30, 90]
    assert judged["range"] == "90% over declared parameters"
    declared = problems.load("nuclear-escalation")
    assert [h["id"] for h in judged["hypotheses"]] == [h.id for h in declared.hypotheses]
    for hypothesis in judged["hypotheses"]:
        assert set(hypothesis["probability"]) == {"7", "30", "90"}
        for horizon in hypothesis["probability"].values():
            assert 0 <= horizon["low"] <= horizon["mean"] <= 1
            assert horizon["mean"] <= horizon["high"] or horizon["mean"] < 1e-3
        if hypothesis["probability"]["30"]["mean"] < 0.01:
            assert hypothesis["words"] is None
        assert hypothesis["frequency"]["fr"].startswith(("environ", "moins", "plus", "presque"))
        assert hypothesis["prior_over_10"] <= hypothesis["probability"]["30"]["mean"] <= hypothesis["prior_times_10"]
        assert hypothesis["confidence"]["level"] in ("low", "moderate", "high")
    assert {i["id"] for i in judged["indicators"]} == {i.id for i in declared.indicators}
    assert {i["status"] for i in judged["indicators"]} <= {"lit", "quiet", "unseen", "contested", "broken"}


def test_files_that_arrived_show_nobody_looking(case: Case) -> None:
    case.take(AGENCY, LATER)
    for indicator in case.json("assess", "--draws", DRAWS)["indicators"]:
        assert indicator["coverage"] == 0
        assert indicator["status"] not in ("quiet", "broken")


def test_the_same_ledger_gives_the_same_bytes(case: Case) -> None:
    case.take(AGENCY, LATER)
    for tokens in (("assess", "--json"), ("brief",), ("brief", "--lang", "fr", "--format", "json"), ("why", "short-range-use", "--json")):
        assert case.out(*tokens, "--draws", DRAWS) == case.out(*tokens, "--draws", DRAWS)


def test_copies_are_one_origin_and_move_nothing(case: Case) -> None:
    case.take(AGENCY)
    alone = case.json("assess", "--draws", DRAWS)["hypotheses"]
    before = case.json("origins")
    case.take(*copies(AGENCY, 6))
    assert case.json("assess", "--draws", DRAWS)["hypotheses"] == alone
    after = case.json("origins")
    assert (before["reports"], after["reports"]) == (1, 7)
    assert len(after["origins"]) == len(before["origins"])


def test_a_storm_is_said_and_moves_no_probability(case: Case) -> None:
    case.take(AGENCY)
    alone = case.json("assess", "--draws", DRAWS)["hypotheses"]
    assert case.json("origins")["storms"] == []
    case.take(*copies(AGENCY, 12))
    [storm] = case.json("origins")["storms"]
    assert storm["role"] == "coverage"
    assert len(storm["reports"]) == 12
    assert case.json("assess", "--draws", DRAWS)["hypotheses"] == alone


def test_a_judgement_of_then_does_not_know_what_came_later(case: Case) -> None:
    case.take(AGENCY)
    then = ("--as-of", "2022-10-08", "--draws", DRAWS)
    before = case.out("assess", "--json", *then), case.out("brief", *then)
    case.take(LATER)
    assert (case.out("assess", "--json", *then), case.out("brief", *then)) == before


def test_every_report_stands_under_an_origin(case: Case) -> None:
    irrelevant = {
        "id": "x",
        "site": "Gazette du Lantier",
        "published": "2022-10-04T10:00:00+02:00",
        "text": "Le marché aux fleurs a rouvert.",
    }
    case.take(AGENCY, LATER, irrelevant)
    listed = {link["source_id"] for origin in case.json("origins")["origins"] for link in origin["reports"]}
    assert listed == {"a1", "b1", "x"}
    [shown] = case.json("origins", "--report", "x")["origins"]
    assert [link["source_id"] for link in shown["reports"]] == ["x"]


def test_statements_can_be_asked_for(case: Case) -> None:
    case.take(AGENCY, LATER)
    everything = case.json("statements")["statements"]
    assert everything
    kremlin = case.json("statements", "--speaker", "kremlin")["statements"]
    assert kremlin
    assert all("kremlin" in " ".join(str(s["speaker"][k]) for k in ("text", "name", "entity")).lower() for s in kremlin)
    late = case.json("statements", "--since", "2022-10-10")["statements"]
    assert {s["report"] for s in late} < {s["report"] for s in everything}
    for indicator in {i for s in everything for i in s["indicators"]}:
        assert all(indicator in s["indicators"] for s in case.json("statements", "--indicator", indicator)["statements"])


def test_why_adds_up_and_leads_to_the_words(case: Case) -> None:
    case.take(AGENCY, LATER)
    why = case.json("why", "short-range-use", "--since", "2022-10-08", "--draws", DRAWS)
    moved = sum(reason["delta"] for reason in why["reasons"])
    assert moved == pytest.approx(why["probability"]["mean"] - why["base_rate"]["mean"], abs=1e-4)
    changed = sum(reason["change"] for reason in why["reasons"])
    assert changed == pytest.approx(why["probability"]["mean"] - why["previous"]["mean"], abs=1e-4)
    texts = {AGENCY["text"], LATER["text"]}
    words = [w for reason in why["reasons"] for w in reason["words"]]
    assert words
    assert all(any(text[slice(*w["span"])] == w["words"] for text in texts) for w in words)


def test_a_hypothesis_misspelt_is_helped(case: Case, capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run(["why", "short-range-us", "-w", str(case.folder / "w")]) == 2
    assert "did you mean short-range-use" in capsys.readouterr().err


def test_a_brief_leads_to_the_words_and_keeps_likelihood_from_confidence(case: Case) -> None:
    case.take(AGENCY, LATER)
    for lang in ("en", "fr"):
        brief = json.loads(case.out("brief", "--lang", lang, "--format", "json", "--draws", DRAWS))
        assert "Restricted" in brief["marking"] or "restreint" in brief["marking"].lower()
        for sentence in brief["sentences"]:
            assert sentence["references"], sentence["text"]
            assert sentence["role"] in ("likelihood", "confidence", "fact", "caveat", "heading")
        roles = [s["role"] for s in brief["sentences"] if s["section"] == "key-judgements"]
        assert "likelihood" in roles
        assert "confidence" in roles


def test_what_is_erased_is_gone_and_the_chain_stands(case: Case, capsys: pytest.CaptureFixture[str]) -> None:
    case.take(AGENCY, LATER)
    report = next(s["report"] for s in case.json("statements")["statements"] if "Crimée" in s["text"])
    workspace = str(case.folder / "w")
    assert app.run(["erase", report[:4], "--why", "asked to", "-w", workspace]) == 2
    assert case.json("erase", report, "--why", "asked to")["rows"]
    assert "Crimée" not in case.out("statements", "--json")
    assert case.json("verify")["findings"] == []
    assert not any("Crimée".encode() in path.read_bytes() for path in (case.folder / "w").rglob("*") if path.is_file())
    assert app.run(["erase", report, "--why", "again", "-w", workspace]) == 2


def test_demo_says_synthetic_and_can_be_asked_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOCSIN_NOW", NOW)
    folder = str(tmp_path / "demo")
    assert app.run(["demo", folder, "--draws", DRAWS]) == 0
    first = capsys.readouterr()
    assert "SYNTHETIC" in first.out.splitlines()[0]
    assert f"tocsin desk -w {folder}" in first.err
    assert app.run(["demo", folder, "--draws", DRAWS]) == 0
    assert capsys.readouterr().out == first.out
    assert app.run(["assess", "-w", folder, "--json", "--draws", DRAWS]) == 0
    assert json.loads(capsys.readouterr().out)["synthetic"] is True
    assert app.run(["why", "short-range-use", "-w", folder, "--draws", DRAWS]) == 0
    assert "SYNTHETIC" in capsys.readouterr().out
    assert app.run(["verify", "-w", folder]) == 0


def test_demo_does_not_write_into_a_folder_of_somebody_else(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    assert app.run(["demo", str(tmp_path)]) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_the_seeds_give_a_brief_in_both_languages(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    seeds = [str(path) for path in sorted((shared / "seeds").glob("*.txt"))]
    for lang in ("fr", "en"):
        assert app.run(["brief", *seeds, "--as-of", "2024-11-30", "--lang", lang, "--draws", DRAWS]) == 0
        out = capsys.readouterr().out
        assert "peu probable" in out
        assert "Reuters" in out
        assert "SYNTHETIC" not in out


def test_a_report_in_a_language_that_is_not_read_is_said_to_be_missing(case: Case) -> None:
    spanish = {
        "id": "r",
        "site": "La Ventana",
        "published": "2022-10-04T10:00:00+03:00",
        "text": "El presidente de Rusia declaró que la respuesta con armas nucleares será inmediata, según una nota de la presidencia.",
    }
    case.take(AGENCY, spanish)
    for lang, said in (("en", "Not read, because their language is not: 1 report (es)"), ("fr", "Non lus, faute de lire leur langue")):
        assert said in " ".join(case.out("brief", "--lang", lang, "--draws", DRAWS).replace("\u202f", " ").split())


def test_text_for_people_fits_a_hundred_columns_and_has_names(case: Case) -> None:
    case.take(AGENCY, LATER)
    asked = (
        ("assess", "--draws", DRAWS),
        ("why", "short-range-use", "--draws", DRAWS),
        ("statements",),
        ("origins",),
        ("brief", "--draws", DRAWS),
    )
    for tokens in asked:
        shown = case.out(*tokens)
        assert max(len(line) for line in shown.splitlines()) <= 100, tokens
        assert "storage_activity" not in shown, tokens
        assert "warhead_transport" not in shown, tokens


def test_declared_things_fit_a_hundred_columns(capsys: pytest.CaptureFixture[str]) -> None:
    for tokens in (["problem", "list"], ["problem", "show", "nuclear-escalation"], ["source", "list"]):
        assert app.run(tokens) == 0
        assert max(len(line) for line in capsys.readouterr().out.splitlines()) <= 100, tokens
