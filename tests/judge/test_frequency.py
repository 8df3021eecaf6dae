"""Natural frequencies: rounded sensibly, in both languages, and never rarer than the scale supports."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tocsin.judge.frequency import frequency, parts, phrase, ratio, words
from tocsin.model import Probability
from tocsin.model.declared import Yardstick, YardstickTerm


@pytest.mark.parametrize(
    ("p", "english", "french"),
    [
        (0.0011, "about 1 in 900", "environ 1 sur 900"),
        (0.003, "about 1 in 330", "environ 1 sur 330"),
        (0.0002, "about 1 in 5,000", "environ 1 sur 5\u202f000"),
        (0.004, "about 1 in 250", "environ 1 sur 250"),
        (0.11, "about 1 in 9", "environ 1 sur 9"),
        (0.3, "about 3 in 10", "environ 3 sur 10"),
        (0.5, "about 1 in 2", "environ 1 sur 2"),
        (0.72, "about 7 in 10", "environ 7 sur 10"),
        (0.97, "about 97 in 100", "environ 97 sur 100"),
        (0.9999, "more than 99 in 100", "plus de 99 sur 100"),
        (1e-8, "less than 1 in 1,000,000", "moins de 1 sur 1\u202f000\u202f000"),
        (0.0, "less than 1 in 1,000,000", "moins de 1 sur 1\u202f000\u202f000"),
    ],
)
def test_phrases(p: float, english: str, french: str) -> None:
    assert phrase(p) == english
    assert phrase(p, "fr") == french


@given(st.floats(1e-6, 0.995))
def test_the_words_stay_near_the_number(p: float) -> None:
    count, of, _ = parts(p)
    assert count / of == pytest.approx(p, rel=0.2)


@given(st.floats(0, 1), st.floats(0, 1))
@example(0.3125, 0.296875)
def test_a_rarer_thing_never_sounds_more_frequent(p: float, q: float) -> None:
    low, high = sorted((p, q))
    (a, b, _), (c, d, _) = parts(low), parts(high)
    assert a * d <= c * b


def test_the_rarer_end_comes_first() -> None:
    said = frequency(Probability(mean=0.0011, low=0.0002, high=0.003))
    assert (said.low, said.high) == ("1 in 5,000", "1 in 330")
    assert ratio(1e-9) == "less than 1 in 1,000,000"


def test_no_words_below_one_percent() -> None:
    terms = (
        YardstickTerm(phrases=("very unlikely",), low=0.05, high=0.2),
        YardstickTerm(phrases=("almost no chance",), low=0.01, high=0.05),
    )
    scale = Yardstick(id="icd203", issuer="x", language="en", source="x", checked="invented", terms=terms)
    assert words(0.009, [scale]) is None
    assert words(0.03, [scale]) == "almost no chance"
    assert words(0.1, [scale]) == "very unlikely"
    assert words(0.1, []) is None
