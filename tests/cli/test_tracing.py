"""Trees and answers through the command line, on the shipped sample and on what a test writes."""

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from tocsin.cli import app, ink
from tocsin.cli.ink import Paper
from tocsin.library import samples

REPORTS = str(samples.reports("autumn-2022"))
AS_OF = ("--as-of", "2022-10-20T18:00:00Z")
PARTS = {
    "en": ("Is it real?", "First seen", "Origins", "Against it", "Primary source", "Past false alarm", "What would settle it"),
    "fr": ("Est-ce vrai ?", "Vu d'abord", "Origines", "Contre", "Source première", "Fausse alerte passée", "Ce qui trancherait"),
}


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> Any:
    def run(*tokens: str, status: int = 0) -> str:
        capsys.readouterr()
        assert app.run(list(tokens)) == status
        return capsys.readouterr().out

    return run


def wide(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in line)


@pytest.mark.parametrize("width", [40, 80])
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_tree_fits_its_paper_and_shows_every_report(told: Any, monkeypatch: pytest.MonkeyPatch, lang: str, width: int) -> None:
    monkeypatch.setattr(ink, "paper", lambda: Paper(width, False))
    out = told("origins", REPORTS, *AS_OF, "--lang", lang)
    assert all(wide(line) <= width for line in out.splitlines())
    flat = " ".join(out.replace("│", " ").split())
    for report in json.loads(told("origins", REPORTS, *AS_OF, "--json"))["origins"]:
        assert all(link["source_id"] in flat for link in report["reports"][:3])


def test_a_chain_hangs_deeper_and_drift_says_was_and_now(told: Any) -> None:
    rows = told("origins", REPORTS, *AS_OF, "--report", "au22-13").splitlines()
    root = next(row for row in rows if "au22-13" in row)
    child = next(row for row in rows if "au22-14" in row)
    grandchild = next(row for row in rows if "au22-17" in row)
    assert root.index("Agence") < child.index("Flux") < grandchild.index("La Une")
    assert any("≠" in row and "Quatorze" in row and "Quatre" in row for row in rows)


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_claim_is_answered_on_one_screen(told: Any, lang: str) -> None:
    out = told("claim", "au22-10", REPORTS, *AS_OF, "--lang", lang)
    at = [out.index(part) for part in PARTS[lang]]
    assert at == sorted(at)
    assert len(out.splitlines()) <= 60


def test_what_was_taken_back_is_not_real_and_nothing_is_open(told: Any) -> None:
    answer = json.loads(told("claim", "au22-13", REPORTS, *AS_OF, "--json"))
    assert answer["answer"] == "withdrawn"
    assert answer["settle"] == []
    assert answer["storms"][0]["role"] == "coverage"
    before = json.loads(told("claim", "au22-13", REPORTS, "--as-of", "2022-10-06T00:00:00Z", "--json"))
    assert before["answer"] == "unconfirmed"


def test_an_id_may_be_an_origins_a_reports_or_a_statements(told: Any) -> None:
    origins = json.loads(told("origins", REPORTS, *AS_OF, "--json"))["origins"]
    meant = next(origin for origin in origins if any(link["source_id"] == "au22-10" for link in origin["reports"]))
    asked = {"origin": meant["id"][:10], "report": meant["reports"][0]["id"], "statement": meant["statements"][0]}
    for kind, name in asked.items():
        answer = json.loads(told("claim", name, REPORTS, *AS_OF, "--json"))
        assert answer["asked"] == kind
        assert [one["id"] for one in answer["origins"]] == [meant["id"]]
    told("claim", "nobody", REPORTS, *AS_OF, status=2)


def test_relays_are_a_table_and_name_who_may_be_one_hand(told: Any) -> None:
    out = told("origins", REPORTS, *AS_OF, "--relays")
    assert "who relays what" in out
    assert "+ relayed" in out


def test_an_imported_list_makes_one_hand(told: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOCSIN_NOW", "2022-10-20T18:00:00Z")
    workspace, file = str(tmp_path / "w"), tmp_path / "ring.csv"
    told("init", workspace)
    lines = [
        {
            "id": name,
            "url": f"https://{name}.example/1",
            "site": name.title(),
            "published": f"2022-10-0{day}T10:00:00Z",
            "language": "en",
            "title": "A convoy left a depot",
            "text": text,
        }
        for name, day, text in (
            ("alpha", 3, "A convoy of trucks left a central storage site of nuclear warheads on Monday, our reporter in the town saw."),
            ("beta", 4, "The lamps of the nuclear storage site were off all night, said a neighbour who has kept a diary for years."),
        )
    ]
    reports = tmp_path / "r.jsonl"
    reports.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    told("ingest", "-w", workspace, str(reports))
    file.write_text("domain\nalpha.example\nwww.beta.example\n")
    assert {origin["hand"] for origin in json.loads(told("origins", "-w", workspace, "--json"))["origins"]} == {None}
    given = ("--id", "ring", "--documented-by", "an institute", "--known-since", "2022-01-01", "-w", workspace)
    assert "2 domains" in told("source", "import-network", str(file), *given)
    assert "ring" in told("source", "networks", "-w", workspace)
    assert {origin["hand"] for origin in json.loads(told("origins", "-w", workspace, "--json"))["origins"]} == {"network:ring"}
