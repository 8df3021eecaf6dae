"""Letters of another alphabet inside a word become those of the word; honest words of two alphabets stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.read.lookalikes import CYRILLIC, LATIN, fold


@pytest.mark.parametrize(
    ("disguised", "plain"),
    [
        ("nuсleаr", "nuclear"),
        ("Рutin", "Putin"),
        ("Κremlin", "Kremlin"),
        ("яderное".replace("der", "дер"), "ядерное"),
        ("рaкетa", "ракета"),
        ("Украïнa", "Україна"),
        ("Украïна", "Україна"),
        ("ｎｕｃｌｅａｒ", "nuclear"),
        ("𝐧𝐮𝐜𝐥𝐞𝐚𝐫", "𝐧𝐮𝐜𝐥𝐞𝐚𝐫"),
        ("ATACMSами", "ATACMSами"),
        ("Т-72B", "Т-72B"),
        ("Moscow и Москва", "Moscow и Москва"),
        ("ελληνικά words", "ελληνικά words"),
    ],
)
def test_a_mixed_word_becomes_one_of_one_alphabet(disguised: str, plain: str) -> None:
    assert fold(disguised) == plain


@given(st.text())
def test_positions_hold_and_twice_is_once(text: str) -> None:
    made = fold(text)
    assert len(made) == len(text)
    assert fold(made) == made


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz ", max_size=40), st.data())
def test_one_letter_of_a_latin_word_disguised_comes_back(text: str, data: st.DataObject) -> None:
    words = [word for word in text.split() if len(word) > 2 and not set(word) <= set(LATIN)]
    for word in words:
        at = data.draw(st.integers(0, len(word) - 1))
        if word[at] in LATIN:
            assert fold(word[:at] + CYRILLIC[LATIN.index(word[at])] + word[at + 1 :]) == word
