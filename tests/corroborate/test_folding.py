"""Names in two scripts meet; other names do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.corroborate.folding import fold, stem


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Калининград", "Kaliningrad"),
        ("Искандер", "Iskander"),
        ("Пентагоне", "Pentagon"),
        ("Стрельчук", "Strelchuk"),
        ("Стрельчук", "Стрельчук"),
        ("Лиман", "Lyman"),
        ("мобилизация", "mobilisation"),
        ("mobilization", "mobilisation"),
        ("тактического", "tactique"),
    ],
)
def test_one_name(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(("one", "other"), [("Donetsk", "Dnipro"), ("Москва", "Минск"), ("Ryabkov", "Rogov"), ("Oreshnik", "Iskander")])
def test_two_names(one: str, other: str) -> None:
    assert stem(one) != stem(other)


@given(st.text(max_size=30))
def test_only_small_latin_letters_come_out(word: str) -> None:
    assert all("a" <= letter <= "z" for letter in fold(word))
