"""Any inflection finds a word, in every language, and the hit says where it stands."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.ledger.conftest import make_report

from tocsin.errors import UsageError
from tocsin.ledger import lemmas, ranking, searching
from tocsin.ledger.ledger import Ledger
from tocsin.model import Report

MakeReport = Callable[..., Report]
TEXTS = {
    "fr": "Les menaces nucléaires de Moscou inquiètent les alliés, dit-on à l'Élysée.",
    "en": "Analysts saw unusual movements of trains near the storage sites last week.",
    "ru": "Учёные говорят, что йод раздают жителям, а боеголовок никто не видел.",
    "uk": "Українська розвідка повідомляє, що їхні ракети перевезли вночі.",
}


@pytest.fixture
def searched(ledger: Ledger, report: MakeReport, clock: datetime) -> Ledger:
    """A ledger of one report a language."""
    ledger.append([report(text, title=f"{language} 7") for language, text in TEXTS.items()], clock=clock)
    return ledger


@pytest.mark.parametrize(
    ("query", "language", "words"),
    [
        ("menace nucléaire", "fr", ["menaces", "nucléaires"]),
        ("MENACE nucleaire", "fr", ["menaces", "nucléaires"]),
        ("l'Elysée", "fr", ["l", "Élysée"]),
        ("train movement", "en", ["movements", "trains"]),
        ('"unusual movement"', "en", ["unusual", "movements"]),
        ("stor*", "en", ["storage"]),
        ("ученый", "ru", ["Учёные"]),
        ("учёного", "ru", ["Учёные"]),
        ("боеголовка", "ru", ["боеголовок"]),
        ("йода", "ru", ["йод"]),
        ("и\u0306о\u0301д", "ru", ["йод"]),
        ("ракета", "uk", ["ракети"]),
        ("їхній", "uk", ["їхні"]),
    ],
)
def test_an_inflection_is_found_where_it_stands(searched: Ledger, query: str, language: str, words: list[str]) -> None:
    (hit,) = searched.search(query)
    assert hit.record.text == TEXTS[language]
    assert [TEXTS[language][start:end] for start, end in hit.spans] == words
    assert all(hit.snippet[0] <= start and end <= hit.snippet[1] for start, end in hit.spans)


@pytest.mark.parametrize("query", ['"movements unusual"', "movement menace", "storm*", "иод"])
def test_what_is_not_there_is_not_found(searched: Ledger, query: str) -> None:
    assert searched.search(query) == ()


def test_search_is_limited_to_a_language_and_a_number(searched: Ledger) -> None:
    assert searched.search("train", "en")
    assert searched.search("train", "fr") == ()
    assert len(searched.search("7", limit=3)) == 3
    assert {hit.part for hit in searched.search("7")} == {"title"}


@pytest.mark.parametrize("query", ["menace nucléaire", "stor*", "7", "ракета", '"unusual movement"'])
@pytest.mark.parametrize("language", [None, "fr"])
def test_marks_asked_for_later_are_those_of_the_search(searched: Ledger, query: str, language: str | None) -> None:
    bare = searched.search(query, language, marks=False)
    assert all(hit.spans == () for hit in bare)
    assert searched.marked(bare, query, language) == searched.search(query, language)


def test_a_statement_is_found_once_though_kept_twice(filled: Ledger) -> None:
    kinds = sorted(type(hit.record).__name__ for hit in filled.search("les"))
    assert kinds == ["Report", "Statement"]


@given(query=st.text(max_size=20))
def test_no_query_breaks_the_search(query: str) -> None:
    try:
        terms = searching.parse(query, ("fr",))
    except UsageError:
        return
    assert all(word.forms for term in terms for word in term)


@given(text=st.text(st.sampled_from("aàéœ ЁёЙйїґ'-’\u0301\u0300."), max_size=30))
def test_tokens_stand_where_they_say_and_folding_is_done_once(text: str) -> None:
    for token in lemmas.tokens(text):
        assert text[slice(*token.span)] == token.word
    assert lemmas.fold(lemmas.fold(text)) == lemmas.fold(text)


@pytest.mark.parametrize(
    ("word", "folded"), [("Ёлка", "елка"), ("Йод", "йод"), ("и\u0306од", "йод"), ("Їхній", "їхній"), ("Élysée", "elysee"), ("Łódź", "lodz")]
)
def test_folding(word: str, folded: str) -> None:
    assert lemmas.fold(word) == folded


def test_of_words_that_many_texts_hold_those_written_last_are_ranked(
    ledger: Ledger, clock: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    append(ledger, 40, clock)
    seen = searching.Seen(known_by=clock + timedelta(days=90))
    whole = ledger.find("convoy", None, 50, seen)
    assert whole.newest is None
    assert numbers(whole.hits)[:8] == [4, 9, 14, 19, 24, 29, 34, 39]
    few(monkeypatch)
    found = ledger.find("convoy", None, 8, seen)
    assert found.newest == 8
    assert numbers(found.hits) == [34, 39, 33, 38, 32, 37, 36, 35]
    assert ledger.find("convoy n7", None, 50, seen).newest is None  # of rare words none is left out
    assert numbers(ledger.find("convoy n7", None, 50, seen).hits) == [7]


def test_what_was_known_by_a_moment_is_searched_as_far_back_as_it_takes(
    ledger: Ledger, clock: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    append(ledger, 40, clock)
    few(monkeypatch)
    found = ledger.find("convoy", None, 8, searching.Seen(known_by=clock + timedelta(days=9)))
    assert found.newest == 8
    assert numbers(found.hits) == [4, 9, 3, 8, 7, 6, 5, 2]


def test_as_the_ledger_stood_at_a_row_a_search_stays_what_it_was(ledger: Ledger, clock: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    append(ledger, 30, clock)
    few(monkeypatch)
    seen = searching.Seen(last=ledger.head.count)
    before = numbers(ledger.find("convoy", None, 8, seen).hits)
    append(ledger, 40, clock)
    assert numbers(ledger.find("convoy", None, 8, seen).hits) == before
    assert numbers(ledger.find("convoy", None, 8, searching.Seen()).hits) != before


def test_both_ways_of_counting_give_words_of_even_spread_the_same_order(
    ledger: Ledger, clock: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    append(ledger, 40, clock)
    exact = [hit.record.id for hit in ledger.search('convoy "convoy truck" truck*')]
    monkeypatch.setattr(ranking, "SAMPLE", 20)
    monkeypatch.setattr(ranking, "ENOUGH", 3)
    assert [hit.record.id for hit in ledger.search('convoy "convoy truck" truck*')] == exact


def append(ledger: Ledger, count: int, clock: datetime) -> None:
    """So many reports, one a day, which say "convoy" once to five times."""
    texts = ["convoy " * (n % 5 + 1) + f"truck n{n} " + "other " * (5 - n % 5) for n in range(count)]
    ledger.append([make_report(text, at=clock + timedelta(days=n)) for n, text in enumerate(texts)], clock=clock)


def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bounds that a small ledger reaches."""
    for name, value in (("RANKED", 8), ("SAMPLE", 5), ("ENOUGH", 3)):
        monkeypatch.setattr(ranking, name, value)


def numbers(hits: tuple[searching.Hit, ...]) -> list[int]:
    """Which of the reports they are."""
    return [int(word[1:]) for hit in hits for word in hit.record.text.split() if word[0] == "n"]
