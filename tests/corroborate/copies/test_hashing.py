"""Grams are those that a plain count finds, whatever the script, the case, the accents or the composition; windows keep one each."""

import unicodedata

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.corroborate.copies import K, fingerprints, grams, kernels
from tocsin.corroborate.copies.hashing import hashed

SAID = "Le ministère « n'exclut rien », dit-il. Міністерство п’ять разів попереджало; всё ещё ждём ответа из Киева 24 марта."


@given(st.lists(st.sampled_from("one two three four five six".split()), max_size=40))
def test_grams_are_those_that_a_plain_count_finds(words: list[str]) -> None:
    found = grams(" ".join(words))
    if len(words) >= K:
        plain = [tuple(words[start : start + K]) for start in range(len(words) - K + 1)]
        assert len(found) == len(plain)
        assert len(set(found.tolist())) == len(set(plain))
    else:
        assert len(found) == min(1, len(words))


@given(st.lists(st.integers(0, 2**63), max_size=60))
def test_every_window_keeps_one_of_its_own(values: list[int]) -> None:
    kept = set(fingerprints(np.array(values, dtype=np.uint64)).tolist())
    assert kept <= set(values)
    for start in range(max(0, len(values) - 7)):
        assert kept & set(values[start : start + 8])


@given(st.text(max_size=300))
def test_any_text_has_grams(text: str) -> None:
    found = hashed(text, kernels.plain())
    assert len(found.grams) <= max(1, len(text))
    if any(character.isalnum() and unicodedata.category(character) != "Lm" for character in text):
        assert len(found.grams)
    assert found.outside is None or len(found.outside) == len(found.grams)
    assert (np.diff(found.starts) > 0).all()


@pytest.mark.parametrize(
    "other",
    [
        SAID.upper(),
        unicodedata.normalize("NFD", SAID),
        SAID.replace("’", "'").replace("«", '"').replace("»", '"'),
        SAID.replace("и", "и\u0301").replace("минис", "мини\u00adс"),
        SAID.replace("о", "o").replace("е", "e").replace("а", "a"),
        SAID.replace("ё", "е").replace("è", "e").replace(" ", "\u00a0").replace(", ", "\n"),
    ],
    ids=[
        "upper case",
        "decomposed",
        "plain marks",
        "stress and soft hyphens",
        "Latin letters",
        "accents and spaces lost",
    ],
)
def test_disguises_make_no_difference(other: str) -> None:
    assert grams(other).tolist() == grams(SAID).tolist()


def test_ligatures_are_their_letters() -> None:
    assert grams("The o\ufb03ce \ufb01led five new reports today").tolist() == grams("The office filed five new reports today").tolist()


def test_each_character_is_a_word_where_no_space_is_put() -> None:
    assert len(grams("外交部发言人周四表示")) == 10 - K + 1


def test_a_quotation_touches_the_grams_that_reach_into_it() -> None:
    found = hashed('He said that night "never again will we wait for them" and then he left the room', kernels.plain())
    assert found.outside is not None
    assert found.outside.tolist() == [False] * 11 + [True] * 2
