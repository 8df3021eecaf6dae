"""What outcomes teach of a source: a declared prior, moved by what turned out, one way each."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.corroborate.reliability import Past, counted, learnt, quantiles
from tocsin.library import reliability

LETTERS = ("A", "B", "C", "D", "E", "F")


@pytest.mark.parametrize("letter", LETTERS)
def test_without_outcomes_a_source_is_its_prior(letter: str) -> None:
    declared = reliability.load().grades[letter]  # type: ignore[index]
    found = learnt("x", letter, Past())  # type: ignore[arg-type]
    assert found.learnt == letter
    assert found.mean == pytest.approx((declared.low + declared.high) / 2)
    assert (found.low, found.high) == pytest.approx((declared.low, declared.high), abs=0.06)


@given(st.sampled_from(LETTERS), st.integers(0, 30), st.integers(0, 30), st.integers(0, 10))
def test_what_turns_out_right_raises_and_what_turns_out_wrong_lowers(letter: str, right: int, wrong: int, corrected: int) -> None:
    before = learnt("x", letter, Past(right, wrong, corrected))  # type: ignore[arg-type]
    assert learnt("x", letter, Past(right + 1, wrong, corrected)).mean > before.mean  # type: ignore[arg-type]
    assert learnt("x", letter, Past(right, wrong + 1, corrected)).mean < before.mean  # type: ignore[arg-type]
    owned = learnt("x", letter, Past(right, wrong, corrected + 1)).mean  # type: ignore[arg-type]
    assert learnt("x", letter, Past(right, wrong + 1, corrected)).mean < owned < before.mean  # type: ignore[arg-type]
    assert before.low < before.mean < before.high


def test_an_unlisted_source_is_graded_only_after_enough_outcomes() -> None:
    fewest = reliability.load().fewest
    assert learnt("x", "F", Past(fewest - 1)).learnt == "F"
    assert learnt("x", "F", Past(20)).learnt == "A"
    assert learnt("x", "F", Past(0, 20)).learnt == "E"


def test_the_quantiles_of_a_flat_and_of_a_known_beta() -> None:
    assert quantiles(1, 1) == pytest.approx((0.05, 0.95), abs=1e-3)
    assert quantiles(2, 2) == pytest.approx((0.13535, 0.86465), abs=1e-3)


def test_outcomes_are_counted_by_source() -> None:
    assert counted([("a", "right"), ("b", "wrong"), ("a", "corrected")]) == {"a": Past(1, 0, 1), "b": Past(0, 1, 0)}
