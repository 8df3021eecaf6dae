"""Hostile text is harmless once printed."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.warn.neutral import coarse, fine_coordinates, line, safe, shortened

HOSTILE = "\x1b[31mred\x1b]0;title\x07\x9b2J \u202eevil\u202c \u2066x\u2069 a\u200bb\ufeff \r\x00 \ud800 \u2028new"


def test_nothing_that_steers_is_left() -> None:
    for c in safe(HOSTILE):
        assert c == "\n" or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn")


@given(st.text())
def test_any_text_is_safe_on_one_line(text: str) -> None:
    told = line(text)
    assert "\n" not in told
    assert all(unicodedata.category(c) not in ("Cc", "Cf", "Cs") for c in told)
    assert safe(told) == told


@given(st.text(), st.integers(5, 200))
def test_shortened_keeps_the_limit(text: str, limit: int) -> None:
    assert len(shortened(text, limit)) <= limit


@pytest.mark.parametrize(
    "fine",
    [
        "50.1234, 30.5678",
        "at 50.12N 30.56E",
        "50°12'33\"N",
        "50,123° N",
        "-12.3456 / 101.2345",
        "geo:50.1234,30.5678",
        "50° 12′",
        "It lies at 50.1234, 30.5678.",
    ],
)
def test_fine_coordinates_are_withheld(fine: str) -> None:
    assert fine_coordinates(fine)
    assert not fine_coordinates(coarse(fine))


@pytest.mark.parametrize("plain", ["50.1, 30.5", "12.5% and 13.25%", "in 2022, 24 systems", "a 1.25 factor", "15.30 h"])
def test_coarse_places_and_other_numbers_stay(plain: str) -> None:
    assert coarse(plain) == plain
