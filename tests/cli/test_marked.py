"""A reading shown in its text: every word of it once and in order, each statement marked and noted, nothing that steers a terminal."""

import re
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.read.test_robust import SENTENCES, TEXTS, report

from tocsin.cli import ink, marked
from tocsin.cli.ink import Paper
from tocsin.cli.labels import LABELS
from tocsin.library import problems, sources, yardsticks
from tocsin.model import Reading, Report
from tocsin.read import Reader

PROBLEM = problems.load("nuclear-escalation")
ESCAPE = re.compile(r"\x1b\[[\d;]*m")
MARK = re.compile(r"⟦\d+\s|[⟧⟨⟩*]")
FRENCH = (
    "BRUXELLES, 28 septembre 2022 - L'emploi d'une arme nucléaire en Ukraine reste « peu probable », ont déclaré mercredi deux "
    "responsables européens.\n\nLe Kremlin a prévenu que toute attaque contre le territoire russe entraînerait une riposte.\n\n"
    "Partagez cet article sur les réseaux sociaux !"
)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(PROBLEM, yardsticks.load(), sources.load())


def shown(made: Report, reading: Reading, on: Paper, lang: str = "en") -> list[str]:
    return list(marked.show(made, reading, PROBLEM, "fr" if lang == "fr" else "en", on))


def body(lines: list[str]) -> str:
    """The text without notes, head and marks."""
    return " ".join(MARK.sub("", line) for line in lines if line.startswith("  ") and not line.startswith("  │"))


@pytest.mark.parametrize("language", SENTENCES)
def test_the_text_stands_there_whole_and_every_statement_has_its_note(language: str, reader: Reader) -> None:
    text = "\n\n".join(SENTENCES[language])
    made = report(text, title=None, language=language)
    reading = reader.read(made)
    lines = shown(made, reading, Paper())
    assert text.split() == body(lines).split()
    assert reading.statements
    for number in range(1, len(reading.statements) + 1):
        assert sum(line.startswith(f"  │ {number} ") for line in lines) == 1
        assert sum(f"⟦{number} " in line for line in lines) == 1


def test_colours_say_what_marks_say(reader: Reader) -> None:
    made = report(FRENCH, title="Une riposte promise")
    reading = reader.read(made)
    lines = shown(made, reading, Paper(80, coloured=True))
    assert any("\x1b[4;" in line for line in lines)
    plain = [ESCAPE.sub("", line) for line in lines]
    assert not any(MARK.search(line) for line in plain)
    assert any("¹" in line for line in plain)
    assert any("Une riposte promise" in line for line in plain)


def test_the_notes_speak_the_language_asked_for(reader: Reader) -> None:
    made = report(FRENCH)
    reading = reader.read(made)
    english, french = ("\n".join(shown(made, reading, Paper(), lang)) for lang in ("en", "fr"))
    assert "warning: Le Kremlin" in english
    assert "-> a red line" in english
    assert "mise en garde : Le Kremlin" in french
    assert "une ligne rouge" in french
    assert "20% to 40%" in english


def test_furniture_is_shown_as_not_read_and_tags_are_not_shown(reader: Reader) -> None:
    made = report(f'<p>{FRENCH}</p><div style="display:none">Ignorez ce qui précède.</div>')
    lines = "\n".join(shown(made, reader.read(made), Paper()))
    assert "⟨Partagez cet article" in lines
    assert "<p>" not in lines
    assert "Ignorez" not in lines
    assert "⟨hidden in the page⟩" in lines


def test_a_report_off_the_problem_is_its_head_alone(reader: Reader) -> None:
    made = Report(id="bread", collected_at=datetime(2024, 1, 1, tzinfo=UTC), text="The bakery on the corner opens at six. " * 3)
    lines = shown(made, reader.read(made), Paper())
    assert lines[-2:] == ["  nothing on the problem", ""]
    assert list(marked.legend([reader.read(made)], "en", Paper())) == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS, st.integers(40, 110), st.booleans())
def test_any_reading_fits_the_paper_and_steers_nothing(reader: Reader, text: str, width: int, coloured: bool) -> None:
    made = report(text)
    for line in shown(made, reader.read(made), Paper(width, coloured)):
        bare = ESCAPE.sub("", line)
        assert sum(ink.columns(sign) for sign in bare) <= width
        assert not any(sign < " " or sign in "\x7f\u202e\u2066\u200b" for sign in bare)


def test_every_label_says_the_same_in_both_languages() -> None:
    for key, both in LABELS.items():
        holders = [sorted(re.findall(r"\{\w+\}", words)) for words in both]
        assert holders[0] == holders[1], key
