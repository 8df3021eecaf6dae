"""Finite verbs among words that are nouns as well."""

import pytest

from tocsin.read import languages
from tocsin.read.grammar import TAGS
from tocsin.read.sentences import parse


@pytest.mark.parametrize(
    ("text", "verbs"),
    [
        ("Voters support the plan.", ["support"]),
        ("Their support for the plan grew.", ["grew"]),
        ("The campaign faces new questions.", ["faces"]),
        ("The faces of the campaign were tired.", ["were"]),
        ("He plans to vote.", ["plans"]),
        ("A report on state plans was read.", ["was"]),
        ("The baker raised the price of bread.", ["raised"]),
        ("One member voted against the plan.", ["voted"]),
        ("Bread baked by the monks sold well.", ["sold"]),
        ("The council, which opposes the plan, voted.", ["opposes"]),
    ],
)
def test_what_stands_around_decides(text: str, verbs: list[str]) -> None:
    parsed = parse(text, languages.grammar("en"))
    assert [word for word, tag in zip(parsed.words, parsed.tags, strict=True) if tag & TAGS["finite"]] == verbs


def test_a_language_whose_verbs_tell_themselves_has_no_list() -> None:
    assert languages.grammar("fr").predicates == {}
