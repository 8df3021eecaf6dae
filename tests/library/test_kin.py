"""Ukrainian put into Russian's spelling and words, for an encoder that knows Russian only."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.library import kin


@pytest.mark.parametrize(
    ("ukrainian", "russian"),
    [
        ("Він сказав, що зброю не застосують.", "Он сказал, что оружие не применют."),
        ("У п'ятницю влада заявила про загрозу.", "В пятницу власть заявила о угрозу."),
        ("Троє посадовців", "Трое чиновников"),
        ("ЗСУ", "ВСУ"),
        ("військові навчання", "военные учения"),
        ("українських", "украинских"),
    ],
)
def test_words_are_put_into_the_kin(ukrainian: str, russian: str) -> None:
    ours, theirs = kin.written(ukrainian, "uk").split(), russian.split()
    assert len(ours) == len(theirs)
    assert sum(one[:4] == other[:4] for one, other in zip(ours, theirs, strict=True)) >= len(theirs) - 1


def test_other_languages_stay_as_they_are() -> None:
    for language in ("ru", "fr", "en", None):
        assert kin.written("Він сказав", language) == "Він сказав"


@given(st.text(max_size=80))
def test_any_text_keeps_what_is_no_word(text: str) -> None:
    digits = [sign for sign in text if sign.isdigit()]
    assert [sign for sign in kin.written(text, "uk") if sign.isdigit()] == digits


def test_no_letter_of_ukrainian_alone_is_left() -> None:
    put = kin.written("Її ґанок з'їхав, і є ще їжа в Києві, Харкові та Чернігові", "uk").lower()
    assert not set(put) & set("іїєґ'")
