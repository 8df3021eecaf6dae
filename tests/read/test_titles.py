"""Lines in title case."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.read import languages
from tocsin.read.titles import lowered

GRAMMAR = languages.grammar("en")


def test_known_words_of_a_title_stand_in_small_letters() -> None:
    assert lowered("Mayor Holm Says Bread Should Cost More", GRAMMAR) == "Mayor Holm says Bread should cost More"


@pytest.mark.parametrize("text", ["Mayor Holm says bread should cost more.", "MAYOR SAYS BREAD SHOULD COST MORE", "Ada Holm, Kelp"])
def test_other_lines_stay(text: str) -> None:
    assert lowered(text, GRAMMAR) == text


@given(st.text(alphabet=st.sampled_from("aASsTt \n'é"), max_size=80))
def test_letter_for_letter(text: str) -> None:
    assert lowered(text, GRAMMAR).lower() == text.lower()
    assert len(lowered(text, GRAMMAR)) == len(text)
