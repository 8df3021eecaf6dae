"""The same query gives the same hits, in the same order, from either store."""

import math
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.ledger.conftest import NOON, Places, make_report
from tests.ledger.server import Server
from tests.ledger.test_searching import TEXTS

from tocsin.errors import UsageError
from tocsin.ledger.ledger import Ledger
from tocsin.ledger.postgres import tables
from tocsin.ledger.searching import Hit

WORDS = sorted({word.strip(".,'") for text in TEXTS.values() for word in text.split()})
# Beside words of four languages: numbers, marks, signs that part words in one index and might not in another, letters of other scripts.
ODD = [
    "7",
    "2024",
    "3,5",
    "a_b",
    "x-ray",
    "l'été",
    "й",
    "и\u0306",
    "ё",
    "Straße",
    "Łódź",
    "№5",
    "²",
    "½",
    "km²",
    "平和",
    "ǅ",
    "ﬁn",
    "İ",
    "ᏸ",
]
TOKEN = st.sampled_from(WORDS) | st.sampled_from(ODD) | st.text("abжїé'-_ 9", min_size=1, max_size=6)
TEXT = st.lists(TOKEN, min_size=1, max_size=25).map(" ".join)
QUERY = st.lists(
    st.one_of(
        TOKEN,
        TOKEN.map(lambda word: word[:3] + "*"),
        st.lists(TOKEN, min_size=1, max_size=3).map(lambda words: f'"{" ".join(words)}"'),
    ),
    min_size=1,
    max_size=3,
).map(" ".join)


@pytest.fixture(scope="module")
def both(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Ledger, Ledger]]:
    """A ledger in each store."""
    folder = tmp_path_factory.mktemp("both")
    with Places(folder / "s", None).create() as one, Places(folder / "p", server).create() as other:
        yield one, other


def told(hits: tuple[Hit, ...]) -> list[tuple[str, str, str, float, object, object]]:
    """What a person sees of hits; those of one score in a fixed order."""
    rows = [(h.record.id, h.part, h.language, float(f"{h.score:.9g}"), h.spans, h.snippet) for h in hits]
    return sorted(rows, key=lambda row: (-row[3], row[0]))


@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    texts=st.lists(TEXT, min_size=1, max_size=4),
    queries=st.lists(QUERY, min_size=1, max_size=4),
    language=st.sampled_from([None, "ru", "fr"]),
)
def test_both_stores_give_the_same_hits_with_the_same_scores(
    both: tuple[Ledger, Ledger], texts: list[str], queries: list[str], language: str | None
) -> None:
    reports = [make_report(text, title=text[:9].strip() or None) for text in texts]
    for ledger in both:
        ledger.append(reports, clock=NOON)
    for query in [*queries, texts[0][:12]]:
        try:
            here = both[0].search(query, language, limit=100_000)
        except UsageError:
            with pytest.raises(UsageError):
                both[1].search(query, language)
            continue
        there = both[1].search(query, language, limit=100_000)
        assert told(there) == told(here), query
        assert [hit.score for hit in there] == sorted((hit.score for hit in there), reverse=True)


def test_a_phrase_is_found_beyond_what_a_tsvector_counts(both: tuple[Ledger, Ledger]) -> None:
    # 16,383 positions, and 256 of one word, are as far as a tsvector counts.
    text = " ".join(["depot"] * 300 + [f"w{n}" for n in range(17_000)] + ["quiet", "convoy", "convoy", "convoy"])
    for ledger in both:
        ledger.append([make_report(text)], clock=NOON)
    for query in ('"quiet convoy"', '"convoy convoy"', "depot", '"w16999 quiet"', '"depot w0"'):
        assert told(both[1].search(query)) == told(both[0].search(query)) != []
    assert both[1].search('"convoy quiet"') == ()


def test_a_text_that_is_too_large_for_the_index_is_found_still(both: tuple[Ledger, Ledger], monkeypatch: pytest.MonkeyPatch) -> None:
    text = " ".join(f"{n}x{'y' * 60}" for n in range(20_000)) + " lastword " + "z" * 3_000
    assert len(text) > tables.MOST_BYTES
    for ledger in both:
        ledger.append([make_report(text)], clock=NOON)
    for query in ("lastword", f"19999x{'y' * 60}", "z" * 3_000, "zzz*"):
        (hit,) = both[1].search(query)
        assert hit.record.text == text
        assert math.isclose(hit.score, both[0].search(query)[0].score, rel_tol=1e-9)
    both[1].verify()


def test_more_hits_than_are_fetched_at_once_come_in_order(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tocsin.ledger.searching.AT_ONCE", 3)
    with Places(tmp_path, server).create() as ledger:
        ledger.append([make_report("convoy " * (n % 5 + 1) + f"n{n}", at=NOON + timedelta(days=n)) for n in range(20)], clock=NOON)
        hits = ledger.search("convoy", limit=13)
        assert len({hit.record.id for hit in hits}) == 13
        assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
        assert len(ledger.search("convoy", known_by=NOON + timedelta(days=4))) == 5
