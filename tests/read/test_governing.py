"""Verbs with their auxiliaries, and borrowed subjects."""

import pytest

from tocsin.read import languages
from tocsin.read.governing import group, subject_before
from tocsin.read.sentences import parse

GRAMMAR = languages.grammar("en")


@pytest.mark.parametrize(
    ("text", "verb", "subject"),
    [
        ("Ada Holm left the mill, saying it was old.", "saying", "Ada Holm"),
        ("At a fair in Kelp on Sunday, Ada Holm tried to sell the mill, adding nothing.", "adding", "Ada Holm"),
        ("The baker, who tried to praise it, left.", "praise", "who"),
        ("Speaking of flour, the baker smiled.", "Speaking", "the baker"),
    ],
)
def test_whose_subject_a_verb_borrows(text: str, verb: str, subject: str) -> None:
    parsed = parse(text, GRAMMAR)
    found = subject_before(parsed, parsed.sentences[0], GRAMMAR, parsed.words.index(verb.lower()))
    assert found is not None
    assert text[parsed.starts[found[0]] : parsed.ends[found[1] - 1]] == subject


def test_a_verb_with_its_auxiliaries() -> None:
    parsed = parse("The mill has not really been sold.", GRAMMAR)
    assert group(parsed, parsed.sentences[0], 6) == (2, 1)
