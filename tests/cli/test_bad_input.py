"""Bad input gets a clear refusal that says what, where and what to do; the rest goes in and nothing is lost."""

import json
from pathlib import Path
from typing import Any

import pytest

from tocsin.cli import app

FRENCH = "Le Kremlin a prévenu mercredi que tout tir sur le sol russe entraînerait une riposte. « Ce sera dur », a dit un porte-parole.\n"
RUSSIAN = "В Кремле в среду предупредили, что любой удар по территории России повлечёт ответ. «Мы ответим», — заявил представитель.\n"
LINE = (
    '{{"id": "{id}", "site": "Lantier", "published": "2022-09-28T10:00:00+02:00", "text": "Le Kremlin a dit que rien ne change ({id})."}}'
)
BIG_LINE = 50_000_000
"""characters"""


class Desk:
    """A workspace and the command line, as a person uses them."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.capsys = folder, capsys
        assert app.run(["init", str(folder / "w")]) == 0
        capsys.readouterr()

    def file(self, name: str, data: bytes) -> str:
        path = self.folder / name
        path.write_bytes(data)
        return str(path)

    def ask(self, *tokens: str) -> tuple[int, Any, str]:
        """Exit status, the JSON document on standard output, and standard error."""
        status = app.run([*tokens, "--json", "-w", str(self.folder / "w")])
        shown = self.capsys.readouterr()
        return status, json.loads(shown.out), shown.err


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(tmp_path, capsys)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20),
        ("noise.bin", bytes(range(256)) * 40),
        ("empty.txt", b""),
        ("blank.txt", b" \n\t\n"),
        ("deep.jsonl", b'{"text": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_read_is_quarantined_with_its_bytes_and_the_rest_goes_in(desk: Desk, name: str, data: bytes) -> None:
    bad, good = desk.file(name, data), desk.file("good.txt", FRENCH.encode())
    status, taken, said = desk.ask("ingest", bad, good)
    assert status == 1
    assert taken["new"] == 1
    assert name in said
    status, held, _ = desk.ask("quarantine")
    assert status == 0
    [refusal] = held["refusals"]
    assert refusal["what"]
    assert refusal["todo"]
    assert refusal["kept"] == refusal["size"] == len(data)
    assert desk.ask("ingest", bad, good)[1]["new"] == 0
    assert len(desk.ask("quarantine")[1]["refusals"]) == 1
    assert desk.ask("verify")[0] == 0


def test_fifty_megabytes_on_one_line_are_refused_and_said(desk: Desk) -> None:
    bad = desk.file("big.txt", b"a" * BIG_LINE)
    status, taken, said = desk.ask("ingest", bad, desk.file("good.txt", FRENCH.encode()))
    assert (status, taken["new"]) == (1, 1)
    assert "big.txt" in said
    [refusal] = desk.ask("quarantine")[1]["refusals"]
    assert refusal["size"] == BIG_LINE
    assert refusal["kept"] > 0


@pytest.mark.parametrize(
    ("text", "encoding", "language"),
    [
        (FRENCH, "latin-1", "fr"),
        (FRENCH, "utf-16", "fr"),
        (FRENCH, "utf-16-le", "fr"),
        (FRENCH, "utf-8-sig", "fr"),
        (RUSSIAN, "cp1251", "ru"),
        (RUSSIAN, "utf-16", "ru"),
        (RUSSIAN, "utf-8", "ru"),
    ],
)
def test_old_encodings_are_read_as_what_they_say(desk: Desk, text: str, encoding: str, language: str) -> None:
    body = text.replace("«", '"').replace("»", '"').replace("—", "-") if encoding == "latin-1" else text
    status, shown, _ = desk.ask("read", desk.file("old.txt", body.encode(encoding)))
    assert status == 0
    [report] = shown["reports"]
    assert report["language"] == language
    assert all(0 <= start < end <= len(body) for start, end in (s["span"] for s in report["statements"]))
    if language == "fr":
        assert [body[slice(*s["span"])] for s in report["statements"]] == [s["text"] for s in report["statements"]]
        assert report["statements"]


def test_a_broken_line_is_quarantined_with_its_number(desk: Desk) -> None:
    lines = [
        LINE.format(id="a"),
        '{"id": "b", "text": "cut of',
        LINE.format(id="c"),
        '{"id": "d"}',
        '["no", "object"]',
        LINE.format(id="e"),
    ]
    status, taken, said = desk.ask("ingest", desk.file("many.jsonl", "\n".join(lines).encode()))
    assert (status, taken["new"]) == (1, 3)
    assert "many.jsonl:2" in said
    refused = desk.ask("quarantine")[1]["refusals"]
    assert [r["where"].rsplit(":", 1)[1] for r in refused] == ["2", "4", "5"]
    assert [r["size"] for r in refused] == [len(lines[i].encode()) for i in (1, 3, 4)]


def test_lone_surrogates_and_marks_of_direction_do_no_harm(desk: Desk) -> None:
    hostile = '{"id": "s", "text": "Le Kremlin a dit \\ud800 que \\u202erien\\u202c ne\\u200b change. Le ministère a dit oui."}'
    status, shown, _ = desk.ask("read", desk.file("odd.jsonl", hostile.encode()))
    assert status in (0, 1)
    assert len(shown["reports"]) + len(shown["refused"]) == 1
    assert app.run(["read", str(desk.folder / "odd.jsonl")]) == status
    out = desk.capsys.readouterr().out
    assert "\u202e" not in out
    assert "\u200b" not in out


def test_the_same_id_with_another_text_is_two_reports_and_flagged(desk: Desk) -> None:
    lines = [LINE.format(id="a"), LINE.format(id="a").replace("rien ne", "tout")]
    status, shown, _ = desk.ask("read", desk.file("twice.jsonl", "\n".join(lines).encode()))
    assert status == 0
    assert [r["source_id"] for r in shown["reports"]] == ["a", "a"]
    assert len({r["id"] for r in shown["reports"]}) == 2
    assert any(r["flags"] for r in shown["reports"])


def test_what_was_refused_goes_in_after_a_fix(desk: Desk) -> None:
    from tocsin.collect.files import Limits
    from tocsin.engine import store

    long = FRENCH * 3
    # A limit of an earlier version, or of a cautious installation: what it refused is tried again under the present one.
    taken = store.ingest([desk.file("long.txt", long.encode())], desk.folder / "w", limits=Limits(report=100, kept=10_000))
    assert [refusal.reason for refusal in taken.refusals] == ["too-large"]
    status, retried, _ = desk.ask("quarantine", "--retry")
    assert (status, retried["new"]) == (0, 1)
    assert desk.ask("quarantine")[1]["refusals"] == []
    assert desk.ask("verify")[0] == 0


def test_a_problem_file_with_three_mistakes_shows_all_three(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run(["problem", "new", str(tmp_path / "p")]) == 0
    file = tmp_path / "p" / "problem.yml"
    text = file.read_text(encoding="utf-8")
    assert app.run(["problem", "check", str(tmp_path / "p")]) == 0
    broken = text.replace("hypotheses:", "hypotheses_:", 1).replace("question:", "qestion:", 1).replace("prior:", "priro:", 1)
    assert broken != text
    file.write_text(broken, encoding="utf-8")
    capsys.readouterr()
    assert app.run(["problem", "check", str(tmp_path / "p")]) == 2
    said = capsys.readouterr().err
    for wrong, right in (("hypotheses_", "hypotheses"), ("qestion", "question"), ("priro", "prior")):
        line = 1 + broken[: broken.index(wrong)].count("\n")
        assert f"problem.yml:{line}:" in said, said
        assert f"{right}" in said
    assert said.count("Did you mean") == 3
