"""Letters that a match must hold: every text that matches holds one of them, and what is not known is said."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.read.factors import factors, searched


@pytest.mark.parametrize(
    ("pattern", "letters"),
    [
        (r"\bnever\b|no intention", frozenset({"never", "no intention"})),
        (r"rule[ds]? out", frozenset({"rule out", "ruled out", "rules out"})),
        (r"(?:not|n't) (?:a )?bluff", frozenset({"not bluff", "not a bluff", "n't bluff", "n't a bluff"})),
        (r"\w+ chances sur \w+", frozenset({" chances sur "})),
        (r"(?:abc)+x?", frozenset({"abc"})),
        (r"be(?!fore)hind", frozenset({"behind"})),
    ],
)
def test_letters_of_an_expression(pattern: str, letters: frozenset[str]) -> None:
    assert factors(pattern) == letters


@pytest.mark.parametrize("pattern", [r"\w+", "ab", "a|bcd", "(?:abc)*", r"(?i:abc)d", "[^a]{3}", "(?!)"])
def test_where_no_letters_are_sure_none_are_named(pattern: str) -> None:
    assert factors(pattern) is None


def test_an_expression_that_ignores_case_has_none() -> None:
    assert searched(re.compile("never", re.IGNORECASE)) is None
    assert searched(re.compile("never")) == frozenset(["never"])


PARTS = st.sampled_from(["abc", "bca", "a", "[ab]c", "(?:ab|cab)", "(?:abc)?", r"\w", "b*", "(?:ca)+", r"\b", "(?=c)", "(?:a|bc){2}"])


@given(st.lists(st.lists(PARTS, min_size=1, max_size=5), min_size=1, max_size=3), st.text(alphabet="abc ", max_size=40))
def test_every_match_holds_one_of_the_letters(alternatives: list[list[str]], text: str) -> None:
    pattern = "|".join("".join(parts) for parts in alternatives)
    letters = factors(pattern)
    for match in re.finditer(pattern, text):
        assert letters is None or any(one in match.group() for one in letters)
