"""Numbers, chances and dates in words; the two languages say the same."""

import re
import string
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.model import Probability
from tocsin.warn import words
from tocsin.warn.phrases import PHRASES, phrase
from tocsin.warn.words import Lang, typography

NARROW = "\u202f"
LANGS: tuple[Lang, ...] = ("en", "fr")


def _slots(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


@pytest.mark.parametrize("key", sorted(PHRASES))
def test_both_languages_hold_the_same_slots(key: str) -> None:
    both = PHRASES[key]
    assert both.en.strip()
    assert both.fr.strip()
    assert _slots(both.en) == _slots(both.fr)


@pytest.mark.parametrize("key", sorted(PHRASES))
def test_french_spaces_are_narrow_and_never_break(key: str) -> None:
    french = typography(PHRASES[key].fr)
    assert not re.search(r" [:;!?%»]|« |'", french)
    assert not re.search(r"[^\s{NARROW}][;!?%»]".replace("{NARROW}", NARROW), french)


def test_every_phrase_is_used() -> None:
    import tocsin.warn

    folder = next(iter(tocsin.warn.__path__))
    from pathlib import Path

    code = "".join(file.read_text(encoding="utf-8") for file in Path(folder).glob("*.py") if not file.name.endswith("phrases.py"))
    families = set(re.findall(r'f"([a-z]+)\.\{', code))
    unused = [key for key in PHRASES if f'"{key}"' not in code and key.partition(".")[0] not in families]
    assert not unused


@given(st.floats(0, 1))
def test_small_chances_are_frequencies_and_large_ones_percentages(p: float) -> None:
    for lang in LANGS:
        told = words.chance(p, lang)
        assert ("%" in told) == (p >= 0.01)
        assert (" 1 " in f" {told} ") or p >= 0.01


@given(st.floats(0.0001, 0.9999))
def test_a_percentage_is_never_a_certainty(p: float) -> None:
    assert words.percent(p, "en") not in ("100%", "100.0%")


def test_a_range_keeps_one_form() -> None:
    value = Probability(mean=0.005, low=0.0001, high=0.03)
    assert words.span(value, "en") == "1 in 10,000 to 1 in 33"
    assert words.span(value, "fr") == f"1 sur 10{NARROW}000 à 1 sur 33"


def test_numbers_and_dates_as_each_language_writes_them() -> None:
    first = datetime(2022, 10, 1, 6, 5, tzinfo=UTC)
    assert words.number(1250.5, "en", 1) == "1,250.5"
    assert words.number(1250.5, "fr", 1) == f"1{NARROW}250,5"
    assert words.day(first, "fr") == "1er octobre 2022"
    assert words.moment(first, "en") == "1 October 2022, 06:05 UTC"
    assert words.written("2022-10", "fr") == "octobre 2022"
    assert words.written("2022-10-01", "en") == "1 October 2022"
    assert words.written("some day", "en") == "some day"


def test_french_of_contracts_and_elides() -> None:
    assert words.of("une rupture", "fr") == "d’une rupture"
    assert words.of("le recours", "fr") == "du recours"
    assert words.of("les bases", "fr") == "des bases"
    assert words.of("la guerre", "fr") == "de la guerre"


@given(st.floats(1e-6, 1))
def test_the_denominator_shows_two_to_three_digits(p: float) -> None:
    assert 10 <= round(p * words.denominator(p)) <= 1000


def test_values_keep_their_own_spaces() -> None:
    assert "a : b" in phrase("said.statement", "fr", speaker="x", act="y", words="a : b", chain="")
