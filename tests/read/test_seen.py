"""What stands where: the one pass finds what the expressions themselves find."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.library import lexicons
from tocsin.read import languages
from tocsin.read.expressions import RUNNING
from tocsin.read.grammar import Grammar

LANGUAGES = {code: languages.grammar(code) for code in ("en", "fr")}
PIECES = {
    code: [
        *(word.replace("*", "xyz") for words in lexicons.load(code).words.values() for word in words),
        *("rait", "ed", "n't", "n'", " ", " ", "-", "nous ", "we ", "5 %", "«", "it is ", "c'est "),
    ]
    for code in LANGUAGES
}


@pytest.mark.parametrize("code", LANGUAGES)
@given(data=st.data())
def test_the_one_pass_finds_what_the_expressions_find(code: str, data: st.DataObject) -> None:
    grammar: Grammar = LANGUAGES[code]
    pieces = data.draw(st.lists(st.sampled_from(PIECES[code]), max_size=12))
    joints = data.draw(st.lists(st.sampled_from([" ", " ", ", ", "-", ""]), min_size=len(pieces), max_size=len(pieces)))
    text = "".join(piece + joint for piece, joint in zip(pieces, joints, strict=True)).lower()
    seen = grammar.sought.scan(text)
    may = seen.within(0, len(text))
    for name, pattern in grammar.finders.items():
        spans = [match.span() for match in pattern.finditer(text)]
        assert [match.span() for match in seen.words(name, 0, len(text))] == spans
        assert not spans or may & grammar.sought.words[name]
    for name in RUNNING:
        match = grammar.marks[name].search(text)
        found = seen.mark(name, 0, len(text))
        assert (found and found.span()) == (match and match.span())
        assert match is None or may & grammar.sought.bits[name]


def test_only_what_stands_inside_is_seen() -> None:
    seen = LANGUAGES["en"].sought.scan("they will never strike; it is unlikely")
    assert seen.word("estimative", 0, 20) is None
    found = seen.word("estimative", 20, 38)
    assert found is not None
    assert found.group() == "unlikely"
    assert seen.within(24, 38) & LANGUAGES["en"].sought.bits["never"] == 0


@given(
    st.lists(st.sampled_from(["three weeks ago", "two days later", "on monday", "5 october 2022", "x, " * 24, "in 2014", "hours later"]))
)
def test_what_stands_near_its_letters_is_found_as_by_the_whole_expression(pieces: list[str]) -> None:
    text = " ".join(pieces)
    sought = LANGUAGES["en"].sought
    for name in ("same_day", "handed_by", "found_by"):
        found = [match.span() for match in sought.scan(text).near(name, 60)]
        assert found == [match.span() for match in sought.marks[name].finditer(text)]
