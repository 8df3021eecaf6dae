"""The text as matched, and the way back."""

from hypothesis import given
from hypothesis import strategies as st

from tocsin.read.view import view

PIECES = st.lists(
    st.one_of(st.text(max_size=6), st.sampled_from(["&eacute;", "&nbsp;", "&#8217;", "&zzz;", "&", "\u200b", "\u00ad", "\r\n", "’"])),
    max_size=20,
)


@given(PIECES)
def test_every_character_comes_from_its_place(pieces: list[str]) -> None:
    text = "".join(pieces)
    made = view(text)
    before = 0
    for position in range(len(made.text)):
        start, end = made.original(position, position + 1)
        assert before <= start < end <= len(text)
        before = end


def test_entities_are_letters_and_spans_stay_those_of_the_text() -> None:
    text = "L&rsquo;&eacute;tat-major am&eacute;ricain"
    made = view(text)
    assert made.text == "L'état-major américain"
    start = made.text.index("américain")
    assert text[slice(*made.original(start, len(made.text)))] == "am&eacute;ricain"
