"""English verbs that no list holds, known by their place."""

from collections.abc import Callable

import pytest

from tocsin.model import Reading

CASES = (
    ('"No warhead has left its depot," a Danish sailor grimaced.', "a Danish sailor", "No warhead has left its depot"),
    (
        '"The nuclear talk is for his own gallery," shrilled the minister on Monday.',
        "the minister",
        "The nuclear talk is for his own gallery",
    ),
    (
        "Nobody at the depot has been told to load a nuclear warhead, twinkled physicist Anton Brezin.",
        "physicist Anton Brezin",
        "Nobody at the depot has been told to load a nuclear warhead",
    ),
    ("The ministry was curt: the nuclear forces are on no alert.", "The ministry", "the nuclear forces are on no alert"),
)


@pytest.mark.parametrize(("text", "speaker", "words"), CASES)
def test_the_place_makes_a_verb_of_speech(read: Callable[..., Reading], text: str, speaker: str, words: str) -> None:
    said = read(text, published="2024-11-24T10:00:00+00:00", title="Nuclear threats").statements
    assert (speaker, words) in [(item.speaker.text, text[slice(*item.content_span)]) for item in said]


def test_what_is_done_to_somebody_is_no_speech(read: Callable[..., Reading]) -> None:
    text = "The nuclear convoy, guarded by police, stopped the traffic in the town, angered residents."
    said = read(text, published="2024-11-24T10:00:00+00:00", title="Nuclear convoy").statements
    assert all(item.speaker.text != "residents" for item in said)
