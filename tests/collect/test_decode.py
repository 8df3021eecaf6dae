"""Codings told from bytes: marks, UTF-16 without one, and the single-byte codings of our languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.collect.decode import decode
from tocsin.errors import Refused

FRENCH = "L'état-major a relevé le niveau d'alerte à Brest ; personne n'a été évacué. « C'est prévu », dit-il. Le préavis reste très bref."
RUSSIAN = "Ракеты малой дальности вывезли из хранилища, сообщил представитель министерства обороны. Учения продлятся до субботы."
UKRAINIAN = "Їхні ракети вивезли зі сховища, повідомив речник міністерства оборони. Навчання триватимуть до суботи, є й інші ознаки."
ENGLISH = "Four launchers left their garrison on Monday, a railway worker said. Nobody had announced an exercise."


@pytest.mark.parametrize("text", [FRENCH, RUSSIAN, UKRAINIAN, ENGLISH])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_codings(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "x").text == text


@pytest.mark.parametrize(
    ("text", "encoding", "told"),
    [
        (FRENCH, "iso-8859-1", "iso-8859-1"),
        (FRENCH.replace("'", "’") + " Coût : 5 €, l’œuvre…", "cp1252", "cp1252"),
        (RUSSIAN, "cp1251", "cp1251"),
        (UKRAINIAN, "cp1251", "cp1251"),
        (RUSSIAN, "koi8-r", "koi8-r"),
        (UKRAINIAN, "koi8-u", "koi8-u"),
        (RUSSIAN, "cp866", "cp866"),
        (RUSSIAN, "iso8859-5", "iso8859-5"),
        ("«" + RUSSIAN.upper() + "»", "cp1251", "cp1251"),
        ("Встреча.", "cp1251", "cp1251"),
        ("Déjà vu à Orléans", "iso-8859-1", "iso-8859-1"),
    ],
)
def test_single_byte_codings_are_told_and_the_guess_is_flagged(text: str, encoding: str, told: str) -> None:
    decoded = decode(text.encode(encoding), "x")
    assert decoded.text == text
    assert decoded.encoding == told
    assert f"encoding-guessed:{told}" in decoded.flags


def test_utf8_with_one_damaged_character_stays_utf8() -> None:
    raw = RUSSIAN.encode() * 3
    decoded = decode(raw[:41] + raw[42:], "x")
    assert decoded.encoding == "utf-8"
    assert "damaged-encoding" in decoded.flags
    assert decode(raw[:-1], "x").encoding == "utf-8"


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_utf8_comes_back_as_it_was(text: str) -> None:
    if text.startswith("\ufeff") or not text.strip("\ufeff \t\r\n\x0b\x0c"):
        return
    assert decode(text.encode(), "x").text == text


@pytest.mark.parametrize("raw", [b"", b"\xff\xfe", b"\xff\xfe\x20\x00", b"   "])
def test_nothing_is_refused_as_empty(raw: bytes) -> None:
    with pytest.raises(Refused) as caught:
        decode(raw, "x")
    assert caught.value.reason == "empty"
