"""Expressions of a language: compiled from its lexicon, absent ones match nothing, wrong ones are named."""

import msgspec
import pytest

from tocsin.library import lexicons
from tocsin.read import expressions
from tocsin.read.expressions import EXPRESSIONS, compiled


@pytest.mark.parametrize("language", lexicons.shipped())
def test_every_expression_of_a_shipped_language_compiles_and_matches_no_empty_text(language: str) -> None:
    marks = compiled(lexicons.load(language))
    assert set(marks) == set(EXPRESSIONS)
    assert [name for name, pattern in marks.items() if pattern.search("")] == []


def test_alternatives_are_one_expression_and_an_absent_one_matches_nothing() -> None:
    lexicon = msgspec.structs.replace(lexicons.load("en"), marks={"never": (r"\bnever\b", "a|b")})
    marks = compiled(lexicon)
    assert marks["never"].search("it never ends") is not None
    assert marks["never"].search("xbx") is not None
    assert marks["likely"] is expressions.NOTHING
    assert marks["likely"].search("likely") is None


@pytest.mark.parametrize(("name", "expression", "said"), [("nobody_asks", "a", "unknown mark nobody_asks"), ("never", "(", "mark never")])
def test_a_wrong_expression_is_named(name: str, expression: str, said: str) -> None:
    lexicon = msgspec.structs.replace(lexicons.load("en"), marks={name: (expression,)})
    with pytest.raises(ValueError, match=said):
        compiled(lexicon)
