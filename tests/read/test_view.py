"""The text as matched, and the way back."""

from hypothesis import given
from hypothesis import strategies as st

from tocsin.read import lookalikes, undisguised
from tocsin.read.view import BEYOND, DISGUISE, HIDING, disguised, view

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


LETTERS = st.lists(
    st.one_of(st.text(max_size=4), st.text("aceoрсхуАВС αβГ'-&<\u200b\u0301ﬁＡ\U0001d400\ud800", max_size=6), st.characters(codec=None)),
    max_size=30,
).map("".join)


@given(LETTERS, st.sampled_from(["", "слова и слова. " * 30, "des mots, été. " * 30]))
def test_what_a_table_says_hides_nothing_hides_nothing(letters: str, around: str) -> None:
    text = around + letters + around
    hides = DISGUISE.search(text) is not None or BEYOND.search(text) is not None or lookalikes.fold(text) != text
    if not text.isascii():
        assert disguised(text) == hides
    assert not (hides and undisguised.plainly(text, HIDING))


def test_ordinary_texts_hide_nothing() -> None:
    for text in ("Le président a déclaré : « Non ».", "Президент заявил, что 5G и НАТО — это не одно и то же…", "Він сказав: «Ні»."):
        assert undisguised.plainly(text, HIDING)
