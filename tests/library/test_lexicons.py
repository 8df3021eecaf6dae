"""Lexicons: merged from YAML, complete for their readers, and wrong ones named."""

from pathlib import Path

import pytest

from tocsin.errors import ConfigError
from tocsin.library import lexicons
from tocsin.read.expressions import EXPRESSIONS
from tocsin.read.grammar import CLASSES, PATTERNS


@pytest.mark.parametrize("language", lexicons.shipped())
def test_a_shipped_lexicon_has_what_a_reader_asks_for(language: str) -> None:
    lexicon = lexicons.load(language)
    assert lexicon.language == language
    assert len(lexicon.weekdays) == 7
    assert len(lexicon.months) == 12
    assert set(lexicon.words) <= set(CLASSES)
    assert set(lexicon.patterns) <= set(PATTERNS)
    assert set(lexicon.marks) <= set(EXPRESSIONS)
    assert {"say", "assess", "warn", "deny", "threaten", "promise"} <= set(lexicon.verbs)
    assert all(form == form.lower() for forms in lexicon.words.values() for form in forms)


def test_files_of_one_folder_are_joined(tmp_path: Path) -> None:
    folder = tmp_path / "xx"
    folder.mkdir()
    days = "weekdays: [[a], [b], [c], [d], [e], [f], [g]]\nmonths: [[a], [b], [c], [d], [e], [f], [g], [h], [i], [j], [k], [l]]\n"
    (folder / "a.yml").write_text("words:\n  that: that\nverbs:\n  say: say, tell\n" + days, encoding="utf-8")
    (folder / "b.yml").write_text("words:\n  of: of\nnumbers:\n  two: 2\nrelative:\n  yesterday: day-1\n", encoding="utf-8")
    lexicon = lexicons.read(folder)
    assert lexicon.words == {"that": ("that",), "of": ("of",)}
    assert lexicon.verbs["say"] == ("say", "tell")
    assert (lexicon.numbers, lexicon.relative) == ({"two": 2.0}, {"yesterday": "day-1"})


@pytest.mark.parametrize("content", ["", "words: [", "- a\n- b\n", "words:\n  that: that\n", "verbs:\n  sing: hum\n"])
def test_a_wrong_lexicon_is_named(tmp_path: Path, content: str) -> None:
    folder = tmp_path / "xx"
    folder.mkdir()
    if content:
        (folder / "a.yml").write_text(content, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        lexicons.read(folder)
    assert str(folder) in str(caught.value)
