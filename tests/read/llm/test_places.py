"""Words are found letter for letter, or not at all."""

from hypothesis import given
from hypothesis import strategies as st

from tocsin.read.llm.places import Places

TEXTS = st.text(st.sampled_from("aé я«»“”\"' \n\u00a0\u200b&;n.,"), max_size=60)


@given(TEXTS, st.integers(0, 60), st.integers(0, 60), st.integers(0, 60))
def test_a_found_place_holds_the_words(text: str, start: int, end: int, after: int) -> None:
    places = Places(text)
    words = text[start:end]
    for found in (places.find(words, after), places.nearest(words, (start, end))):
        if found is not None:
            left, right = places.original(found)
            assert 0 <= left < right <= len(text)
            assert [letter for letter in Places(text[left:right]).text if letter.isalnum()] == [
                letter for letter in Places(words).text if letter.isalnum()
            ]


@given(st.lists(st.sampled_from(["alpha", "beta", "gamma", "дельта"]), min_size=1, max_size=12), st.data())
def test_whole_words_that_are_there_are_found(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first + 1, len(words)))
    sought = "\n".join(words[first:last])
    found = Places(text).find(sought)
    assert found is not None
    assert text[slice(*found)] == " ".join(words[first:last])


def test_the_next_place_is_taken_before_an_earlier_one() -> None:
    places = Places("one two, one two, one two")
    assert places.find("one two") == (0, 7)
    assert places.find("one two", 1) == (9, 16)
    assert places.find("one two", 20) == (0, 7)
    assert places.nearest("one two", (17, 18)) == (18, 25)
    assert places.within("two", [(9, 16)]) == (13, 16)
    assert places.within("two", [(9, 12)]) is None


def test_signs_that_mean_something_to_a_pattern_mean_nothing() -> None:
    text = "a (b) [c] .* $5 ^x| \\d+"
    for words in text.split(" "):
        assert Places(text).find(words) is not None or not any(letter.isalnum() for letter in words)
    assert Places(text).find("b.*c") is None
