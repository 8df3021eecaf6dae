"""Triage loses nothing that the full reading keeps, drops what only sounds like the problem, and minds neither language nor case."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.library import problems
from tocsin.model.declared import Problem
from tocsin.read import Reader
from tocsin.read.triage import Triage

PROBLEM = problems.load("nuclear-escalation")
TRIAGE = Triage(PROBLEM)
CASES = Path(__file__).resolve().parents[1] / "bench" / "data" / "triage.jsonl"
LINES: list[dict[str, Any]] = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]
LANGUAGES = sorted({line["language"] for line in LINES})
DROPPED = 0.65
"""share of the look-alikes of a language that triage alone drops; bread baked in Kyiv is left to the full reading"""


def words(line: dict[str, Any]) -> str:
    return f"{line['title']}\n{line['text']}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_news_of_the_problem_is_kept_in_every_language(language: str) -> None:
    lost = [line["title"] for line in LINES if line["language"] == language and line["relevant"] and not TRIAGE.keeps(words(line))]
    assert lost == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_most_of_what_only_sounds_like_it_is_dropped(language: str) -> None:
    alike = [line for line in LINES if line["language"] == language and not line["relevant"]]
    kept = [line["title"] for line in alike if TRIAGE.keeps(words(line))]
    assert len(kept) <= (1 - DROPPED) * len(alike), kept


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(LINES), st.sampled_from([str.upper, str.title, str.lower, str.swapcase]))
def test_case_changes_nothing_of_what_is_kept(line: dict[str, Any], change: Any) -> None:
    if line["relevant"]:
        assert TRIAGE.keeps(change(words(line)))


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([line for line in LINES if line["relevant"]]), st.text(alphabet=" .,!?-–—«»“”\n1234567890", max_size=60))
def test_punctuation_around_a_report_changes_nothing(line: dict[str, Any], around: str) -> None:
    assert TRIAGE.look(f"{around}\n{words(line)}\n{around}") == TRIAGE.look(words(line))


@given(st.text())
def test_any_text_is_looked_at_and_always_alike(text: str) -> None:
    assert TRIAGE.look(text) == TRIAGE.look(text)


def test_a_term_inside_a_longer_word_is_none() -> None:
    assert TRIAGE.look("colleagues programme").on == 0.0
    assert TRIAGE.look("nuclear weapons").on > TRIAGE.look("nuclear").on > 0.0
    assert TRIAGE.look("centrale nucléaire").off > 0.0


def test_a_problem_without_words_keeps_nothing() -> None:
    bare = Problem(
        **{name: getattr(PROBLEM, name) for name in PROBLEM.__struct_fields__ if name not in ("cues", "gazetteer")}, cues={}, gazetteer=()
    )
    assert not Triage(bare).keeps("nuclear weapons in Russia")


def test_the_reader_drops_what_triage_drops_and_still_says_its_language(reader: Reader, read: Any) -> None:
    for line in LINES:
        if not TRIAGE.keeps(words(line)):
            reading = read(line["text"], title=line["title"])
            assert reading.language == line["language"]
            assert reading.statements == ()
            assert "irrelevant" in reading.flags


@pytest.mark.parametrize(
    "text",
    [
        "Russia&#39;s nucl&#101;ar weap&#111;ns stay in st&#111;rage, said two &#1086;fficials of the alliance in Bruss&#101;ls on Monday.",
        "The nu\u00adcle\u00adar wea\u00adpons of Rus\u00adsia stay in storage, two officials of the alliance said in Brussels on Monday.",
        "The nuсlеаr wеароns of Russiа stay in storage, two officials of the alliance said in Brussels on Monday.",
        "The nu<b>cl</b>ear wea<i>pon</i>s of Rus<b>sia</b> stay in storage, two officials of the alliance said in Brussels on Monday.",
    ],
    ids=["entities", "soft hyphens", "other alphabets", "tags"],
)
def test_a_disguise_does_not_get_a_report_dropped(text: str, read: Any) -> None:
    assert "irrelevant" not in read(text).flags


def test_a_language_that_is_not_read_is_not_called_irrelevant(read: Any) -> None:
    reading = read("Il consiglio comunale ha deciso martedì di tenere aperta la piscina più a lungo in estate e di non aumentare i prezzi.")
    assert "language-not-read" in reading.flags
