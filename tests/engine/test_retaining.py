"""Words go by declared rules and by request; what remains verifies, counts as before, and says which rule took the rest."""

import json
from pathlib import Path
from typing import Any

import pytest

from tocsin.cli import app
from tocsin.engine import pipeline, retaining, store
from tocsin.engine.clock import moment
from tocsin.errors import UsageError
from tocsin.ledger import Ledger
from tocsin.ledger.kinds import Erasure
from tocsin.model import Published, Report, Ruling
from tocsin.model.keeping import erased

THEN, NOW = "2022-10-05T18:00:00Z", "2022-12-01T06:00:00Z"
TOLD = (
    "MINSK, 3 oct. (Agence Lantier) - Un convoi de camions a quitté dimanche un dépôt central d'ogives nucléaires sous escorte, "
    "ont déclaré à l'Agence Lantier deux responsables occidentaux ayant accès aux images. Le temps était couvert sur la zone.\n\n"
    "Le Kremlin a démenti tout mouvement d'ogives."
)
OTHER = "Le Kremlin a averti mercredi que toute frappe contre la Crimée entraînerait une riposte avec tous les moyens disponibles."
RULES = """
retention:
  rules:
    - {id: agencies, why: the licence lets their text be kept for 30 days, kinds: [agency], after_days: 30, erase: LEVEL}
    - {id: rest, why: nobody reads it after a year, after_days: 365, erase: all}
  hold:
    - {cited: published, why: whoever has the brief must be able to look it up}
"""
SOURCE = "sources:\n  - {id: lantier, name: Agence Lantier, kind: agency, originates: true, why: invented}\n"


def _report(name: str, site: str, text: str, **more: Any) -> dict[str, Any]:
    told = {"id": name, "site": site, "published": "2022-10-03T10:00:00Z", "title": f"Titre {name}", "text": text}
    return {**told, **more}


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with an agency's report, two copies of it, and another's."""
    monkeypatch.setenv("TOCSIN_NOW", THEN)
    folder = tmp_path / "w"
    assert app.run(["init", str(folder)]) == 0
    (folder / "sources").mkdir()
    (folder / "sources" / "own.yml").write_text(SOURCE)
    file = tmp_path / "in.jsonl"
    told = [
        _report("a", "Agence Lantier", TOLD, author="Ana Marel", summary="le secret"),
        _report("b", "Gazette", TOLD + "\n\nReprise"),
        _report("c", "Agence Lantier", OTHER, author="Bo Lund"),
    ]
    file.write_text("\n".join(map(json.dumps, told)), encoding="utf-8")
    assert app.run(["ingest", str(file), "-w", str(folder)]) == 0
    monkeypatch.setenv("TOCSIN_NOW", NOW)
    return folder


def declare(folder: Path, level: str) -> None:
    with (folder / "tocsin.yml").open("a", encoding="utf-8") as out:
        out.write(RULES.replace("LEVEL", level))


def _bytes(folder: Path) -> bytes:
    return b"\n".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file() and path.name != "tocsin.yml")


def _case(folder: Path) -> pipeline.Case:
    now = moment(NOW, "end")
    return pipeline.build(store.load(folder, now), now)


def origins(case: pipeline.Case) -> set[frozenset[str]]:
    return {frozenset(link.id for link in origin.reports) for origin in case.origins}


def held(folder: Path) -> dict[str, Report]:
    with Ledger.open(folder) as ledger:
        ledger.verify()
        return {str(report.source_id): report for report in ledger.records(Report)}


def test_nothing_goes_before_it_is_said_and_nothing_that_is_not_due(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UsageError, match="no rule is declared"):
        retaining.retained(place, apply=True)
    declare(place, "text")
    before = (place / "head").read_bytes(), held(place)
    said = retaining.retained(place, apply=False)
    assert ((place / "head").read_bytes(), held(place)) == before
    assert [(one.rule, one.source, one.erase) for one in said.due] == [("agencies", "lantier", "text")] * 2
    assert all(one.size > len(TOLD) / 3 for one in said.due)
    monkeypatch.setenv("TOCSIN_NOW", THEN)
    assert retaining.retained(place, apply=True).due == ()
    assert ((place / "head").read_bytes(), held(place)) == before


def test_text_goes_and_what_was_read_from_it_counts_as_before(place: Path) -> None:
    declare(place, "text")
    before, case = held(place), _case(place)
    done = retaining.retained(place, apply=True)
    after, later = held(place), _case(place)
    assert (len(done.due), done.left, done.applied) == (2, (), True)
    assert "MINSK" in before["a"].text
    for name in ("a", "c"):
        husk, report = after[name], before[name]
        assert (husk.id, husk.raw, husk.title, len(husk.text)) == (report.id, report.raw, report.title, len(report.text))
        assert erased(husk) == "agencies"
        assert "MINSK" not in husk.text
        assert husk.extra.keys() <= {"format"}
    assert after["b"] == before["b"]
    statements = [statement for reading in later.readings for statement in reading.statements]
    read = {one.id: one for reading in case.readings for one in reading.statements}
    texts = {report.id: report.text for report in later.reports}
    assert {one.id: one for one in statements} == read
    assert len(statements) > 2
    assert all(texts[one.report][slice(*one.span)] == one.text for one in statements)
    # The origins stand as they did: a copy is no second voice because the words it was known by are gone.
    assert origins(later) == origins(case)
    assert b"le secret" not in _bytes(place)
    assert b"Bo Lund" not in _bytes(place)
    with Ledger.open(place) as ledger:
        [erasure] = ledger.records(Erasure)
        assert (erasure.policy, erasure.why) == ("agencies", "the licence lets their text be kept for 30 days")
        assert set(erasure.blobs) == {before["a"].raw, before["c"].raw}
        assert not set(erasure.blobs) & set(ledger.blobs.names())
    again = retaining.retained(place, apply=True)
    assert again.due == ()


def test_the_same_report_ingested_again_brings_nothing_back(place: Path, tmp_path: Path) -> None:
    declare(place, "text")
    retaining.retained(place, apply=True)
    assert app.run(["ingest", str(tmp_path / "in.jsonl"), "-w", str(place)]) == 0
    assert "MINSK" not in held(place)["a"].text
    assert b"le secret" not in _bytes(place)


def test_all_goes_with_what_was_read_from_it(place: Path) -> None:
    declare(place, "all")
    retaining.retained(place, apply=True)
    assert set(held(place)) == {"b"}
    assert b"Bo Lund" not in _bytes(place)
    assert all(statement.report == held(place)["b"].id for reading in _case(place).readings for statement in reading.statements)
    with Ledger.open(place) as ledger:
        assert [erasure.policy for erasure in ledger.records(Erasure)] == ["agencies"]


def test_what_a_published_brief_cites_is_held_and_the_brief_still_verifies(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = held(place)["a"]
    said = json.dumps({"origins": [{"reports": [report.id]}]}).encode()
    now = moment(NOW, "end")
    with Ledger.open(place, write=True) as ledger:
        sha256 = ledger.blobs.put(said)
        ledger.append(
            [
                Published(
                    id="p", brief="b", form="daily", language="en", title="t", as_of=now, assessment="x", row=1, head="h",
                    sha256=sha256, size=len(said), by="ana", why="due", t_known=now,
                )
            ],
            clock=now,
        )  # fmt: skip
    declare(place, "all")
    capsys.readouterr()
    assert app.run(["retention", "-w", str(place)]) == 0
    shown = capsys.readouterr()
    assert "whoever has the brief must be able to look it up" in " ".join(shown.out.split())
    assert "nothing was erased: --apply does it" in shown.err
    assert app.run(["retention", "--apply", "-w", str(place)]) == 0
    assert set(held(place)) == {"a", "b"}
    assert app.run(["verify", "-w", str(place)]) == 0
    with Ledger.open(place) as ledger:
        assert ledger.blobs.get(sha256) == said


def test_statements_say_under_which_rule_the_rest_went(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    declare(place, "text")
    retaining.retained(place, apply=True)
    capsys.readouterr()
    for command in (["statements"], ["origins"], ["brief", "--draws", "40"], ["search", "Kremlin"], ["doctor"]):
        status = app.run([*command, "-w", str(place)])
        assert status in (0, 2) if command[0] == "search" else status == 0, command
        if command == ["statements"]:
            assert "text was erased under agencies" in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize(
    ("mistake", "said"),
    [
        ("{id: a, why: w, after_days: 1, erase: some}", "erase"),
        ("{id: a, why: w, after_days: -1, erase: all}", "after_days"),
        ("{id: a, after_days: 1, erase: all}", "why"),
    ],
    ids=["level", "days", "reason"],
)
def test_a_wrong_rule_is_named(place: Path, capsys: pytest.CaptureFixture[str], mistake: str, said: str) -> None:
    with (place / "tocsin.yml").open("a", encoding="utf-8") as out:
        out.write(f"retention:\n  rules:\n    - {mistake}\n")
    assert app.run(["retention", "-w", str(place)]) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(("option", "name", "gone"), [("--author", "ana marel", {"a"}), ("--source", "lantier", {"a", "c"})])
def test_everything_of_an_author_or_a_source_goes_when_somebody_asks(
    place: Path, capsys: pytest.CaptureFixture[str], option: str, name: str, gone: set[str]
) -> None:
    tokens = ["erase", option, name, "--why", "asked by the person", "-w", str(place)]
    assert app.run(tokens) == 0
    assert "nothing was erased" in capsys.readouterr().err
    assert set(held(place)) == {"a", "b", "c"}
    assert app.run([*tokens, "--apply"]) == 0
    assert "backups made before this hold it still" in capsys.readouterr().err
    assert set(held(place)) == {"a", "b", "c"} - gone
    assert (b"Ana Marel" in _bytes(place)) == ("a" not in gone)
    assert app.run(tokens) == 2


ALIKE = (
    "La route qui mène au village longe une rivière bordée de saules, et les habitants y vendent des pommes, du miel et des paniers.",
    "Les vergers descendent en terrasses jusqu'aux moulins, dont les roues ne tournent plus, et les chemins sont bordés de murets.",
)


def test_two_voices_that_only_their_words_told_apart_stay_two(place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two reports of one title: without their words they would be taken for one."""
    monkeypatch.setenv("TOCSIN_NOW", THEN)
    told = [_report(f"v{n}", site, ALIKE[n], title="Nouvelles du soir") for n, site in enumerate(("Gazette du Nord", "Courrier du Sud"))]
    (tmp_path / "two.jsonl").write_text("\n".join(map(json.dumps, told)), encoding="utf-8")
    assert app.run(["ingest", str(tmp_path / "two.jsonl"), "-w", str(place)]) == 0
    monkeypatch.setenv("TOCSIN_NOW", NOW)
    declare(place, "text")
    (place / "tocsin.yml").write_text((place / "tocsin.yml").read_text().replace("kinds: [agency], ", ""))
    before = origins(_case(place))
    done = retaining.retained(place, apply=True)
    assert done.rulings == 1
    assert origins(_case(place)) == before
    assert all(not held(place)[name].text.strip() for name in ("v0", "v1"))
    with Ledger.open(place) as ledger:
        [ruling] = ledger.records(Ruling)
    assert (ruling.kind, ruling.by) == ("split", retaining.BY)
    assert "agencies" in ruling.why
