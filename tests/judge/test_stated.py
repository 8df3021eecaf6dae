"""Numbers, ranges and words become probabilities; what is none of them is said to be."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import integrate, stats

from tocsin.errors import UsageError
from tocsin.judge.stated import quantiles, ranged, stated
from tocsin.library import yardsticks

SCALES = yardsticks.load()


@pytest.mark.parametrize(
    ("text", "mean"),
    [("0.3", 0.3), (".3", 0.3), ("30%", 0.3), ("30 %", 0.3), ("0,3", 0.3), ("0.3-0.3", 0.3), ("30–30%", 0.3), ("30% to 30%", 0.3)],
)
def test_numbers(text: str, mean: float) -> None:
    assert stated(text, SCALES).probability.mean == pytest.approx(mean, abs=1e-15)


@settings(deadline=None, max_examples=50)
@given(st.floats(0.001, 0.5), st.floats(0.5, 0.999))
def test_a_range_has_the_mean_of_its_logit_normal(low: float, high: float) -> None:
    a, b = math.log(low / (1 - low)), math.log(high / (1 - high))
    centre, spread = (a + b) / 2, (b - a) / (2 * stats.norm.ppf(0.95))
    exact, _ = integrate.quad(lambda z: stats.norm.pdf(z) / (1 + math.exp(-(centre + spread * z))), -9, 9)
    found = ranged(low, high)
    assert found.mean == pytest.approx(exact, abs=2e-4)
    assert (found.low, found.high) == (low, high)


def test_words_are_read_by_a_yardstick_and_icd_203_comes_first() -> None:
    unlikely = stated("Unlikely", SCALES)
    assert (unlikely.yardstick, unlikely.probability.low, unlikely.probability.high) == ("icd203", 0.2, 0.45)
    assert unlikely.probability.low < unlikely.probability.mean < unlikely.probability.high
    readers = next(scale.id for scale in SCALES if any(term.quantiles for term in scale.terms))
    assert stated("unlikely", SCALES, readers).probability != unlikely.probability


@pytest.mark.parametrize("text", ["0", "1", "100%", "30", "1.2", "-0.1", "0.4-0.2", "perhaps", ""])
def test_what_is_no_probability_is_said_to_be_none(text: str) -> None:
    with pytest.raises(UsageError):
        stated(text, SCALES)


def test_quantiles_rise() -> None:
    assert quantiles("5:2, 50:6,95:15") == ((0.05, 2.0), (0.5, 6.0), (0.95, 15.0))
    for text in ("50:6,5:2", "5:6,50:2", "0:1", "100:3", "5", ""):
        with pytest.raises(UsageError):
            quantiles(text)
