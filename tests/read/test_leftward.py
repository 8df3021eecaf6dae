"""Noun phrases that end before their verb."""

import pytest

from tocsin.read import languages, leftward
from tocsin.read.sentences import parse

GRAMMAR = languages.grammar("en")


@pytest.mark.parametrize(
    ("text", "verb", "subject"),
    [
        ("Sen. Ada Holm (D-Kelp), who chairs the panel, said no.", "said", "Sen. Ada Holm"),
        ("He built the mill to help in times of need, a baker, Ada Holm, said.", "said", "a baker, Ada Holm"),
        ("More than 4 in 10 voters said no.", "said", "More than 4 in 10 voters"),
        ("It was sold by 6 in 10 bakers who said no.", "said", "6 in 10 bakers"),
        ("But, as Mr. Holm said, no.", "said", "Mr. Holm"),
        ("Success and failure show it.", "show", "Success and failure"),
        ("She bought what many bakers said was flour.", "said", "many bakers"),
    ],
)
def test_subjects(text: str, verb: str, subject: str) -> None:
    parsed = parse(text, GRAMMAR)
    found = leftward.left(parsed, GRAMMAR, parsed.words.index(verb), 0)
    assert found is not None
    assert text[parsed.starts[found[0]] : parsed.ends[found[1] - 1]] == subject
