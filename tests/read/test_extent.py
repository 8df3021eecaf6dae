"""How far contents and sources reach."""

import pytest

from tocsin.read import languages
from tocsin.read.extent import ends, whole
from tocsin.read.sentences import parse

GRAMMAR = languages.grammar("en")


@pytest.mark.parametrize(
    ("text", "clause", "kept"),
    [
        ("bread will cost more, which hurts.", True, "bread will cost more"),
        ("bread will cost more, but not much.", True, "bread will cost more, but not much"),
        ("the new mill, but it never opened.", False, "the new mill"),
        ("the mill, saying it was too old.", False, "the mill"),
        ("the mill (and the bakery) in Kelp.", False, "the mill (and the bakery) in Kelp"),
    ],
)
def test_content_ends_where_other_words_begin(text: str, clause: bool, kept: str) -> None:
    parsed = parse(text, GRAMMAR)
    assert text[: parsed.ends[ends(parsed, parsed.sentences[0], GRAMMAR, 0, clause=clause) - 1]] == kept


def test_a_source_with_all_that_describes_it() -> None:
    parsed = parse("Ada Holm, a baker from Kelp, said no.", GRAMMAR)
    assert whole(parsed, parsed.sentences[0], GRAMMAR, (0, 2), 8) == (0, 7)
    assert whole(parsed, parsed.sentences[0], GRAMMAR, (0, 2), 2) == (0, 2)


def test_what_describes_a_source_behind_its_verb() -> None:
    text = "said Ada Holm (of Kelp), a baker who owns the mill, adding nothing."
    parsed = parse(text, GRAMMAR)
    first, last = whole(parsed, parsed.sentences[0], GRAMMAR, (1, 3), 0)
    assert text[parsed.starts[first] : parsed.ends[last - 1]] == "Ada Holm (of Kelp), a baker who owns the mill"
