"""Chances in numbers, in four languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.read import languages
from tocsin.read.chances import Chances

OF = {code: Chances(languages.grammar(code)) for code in ("en", "fr", "ru", "uk")}

CHANCES = {
    "en": {
        "a 20 per cent chance of it": ("20 per cent", 0.2, 0.2),
        "the probability lies between one and three per cent": ("between one and three per cent", 0.01, 0.03),
        "a risk of 10 to 15%": ("10 to 15%", 0.1, 0.15),
        "the odds are one in three": ("one in three", 1 / 3, 1 / 3),
        "a one-in-four chance": ("one-in-four", 0.25, 0.25),
        "the probability is less than 5%": ("less than 5%", 0.0, 0.05),
        "a chance of at least two in five": ("at least two in five", 0.4, 1.0),
        "odds of three to one against": ("three to one against", 0.25, 0.25),
        "a fifty-fifty chance": ("fifty-fifty", 0.5, 0.5),
        "the probability is one in a thousand, tops": ("one in a thousand, tops", 0.0, 0.001),
        "a chance of 1 in 1,000": ("1 in 1,000", 0.001, 0.001),
        "enriched to 60 per cent": None,
        "two of them, one in Kyiv": None,
        "two in three officials agreed": None,
        "the chance came in 1991": None,
    },
    "fr": {
        "un risque de 10 à 15 %": ("10 à 15 %", 0.1, 0.15),
        "trois chances sur quatre": ("trois chances sur quatre", 0.75, 0.75),
        "une probabilité de moins de 5 %": ("moins de 5 %", 0.0, 0.05),
        "la probabilité, entre 2 et 4 %": ("entre 2 et 4 %", 0.02, 0.04),
        "une chance sur trente": ("une chance sur trente", 1 / 30, 1 / 30),
        "les chances sont de cinquante-cinquante": ("cinquante-cinquante", 0.5, 0.5),
        "un rabais de 20 %": None,
    },
    "ru": {
        "шансы пятьдесят на пятьдесят": ("пятьдесят на пятьдесят", 0.5, 0.5),
        "вероятность — один из трёх": ("один из трёх", 1 / 3, 1 / 3),
        "вероятность от 10 до 15 процентов": ("от 10 до 15 процентов", 0.1, 0.15),
        "вероятность удара 1,5 процента": ("1,5 процента", 0.015, 0.015),
        "риск менее 5 %": ("менее 5 %", 0.0, 0.05),
        "вероятность процентов на девяносто": ("процентов на девяносто", 0.9, 0.9),
        "двое из трёх сказали": None,
    },
    "uk": {
        "у трьох випадках з десяти, імовірність така": ("трьох випадках з десяти", 0.3, 0.3),
        "ймовірність у п'ятдесят відсотків": ("п'ятдесят відсотків", 0.5, 0.5),
        "ризик зріс до одного з десяти": ("одного з десяти", 0.1, 0.1),
        "шанси п'ятдесят на п'ятдесят": ("п'ятдесят на п'ятдесят", 0.5, 0.5),
        "ймовірність від 2 до 4 %": ("від 2 до 4 %", 0.02, 0.04),
        "за словами двох із трьох": None,
    },
}


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, texts in CHANCES.items() for text in texts])
def test_chances_in_numbers(code: str, text: str) -> None:
    found = next(iter(OF[code].all(text)), None)
    wanted = CHANCES[code][text]
    if wanted is None:
        assert found is None
    else:
        assert found is not None
        assert text[found.start : found.end] == wanted[0]
        assert (found.low, found.high) == pytest.approx(wanted[1:])
        assert OF[code].read(wanted[0]) == pytest.approx(wanted[1:]), "alone it reads the same"


@given(low=st.integers(0, 100), high=st.integers(0, 100), code=st.sampled_from(sorted(OF)))
def test_a_range_is_what_its_figures_say(low: int, high: int, code: str) -> None:
    found = OF[code].read(f"{low}-{high} %")
    assert found == pytest.approx((min(low, high) / 100, max(low, high) / 100))


@given(text=st.text(alphabet="0123456789 %,.-:інonetрfive один из três sur", max_size=60), code=st.sampled_from(sorted(OF)))
def test_a_chance_lies_between_none_and_certain_and_inside_its_text(text: str, code: str) -> None:
    text += " chance шанс risk риск"
    for found in OF[code].all(text):
        assert 0 <= found.low <= found.high <= 1
        assert 0 <= found.start < found.end <= len(text)
