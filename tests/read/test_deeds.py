"""What a party does, told by the report."""

from collections.abc import Callable

import pytest

from tocsin.model import Reading

CASES = (
    ("Kyiv waved through the nuclear deal on tactical warheads.", "Kyiv", "waved through the nuclear deal on tactical warheads"),
    ("The air force has not touched its nuclear bombs.", "The air force", "has not touched its nuclear bombs"),
    (
        "The foreign minister, in Rome for the day, hosted talks on tactical nuclear warheads.",
        "The foreign minister",
        "hosted talks on tactical nuclear warheads",
    ),
    ("Le Kremlin n'a pas touché à ses armes nucléaires.", "Le Kremlin", "n'a pas touché à ses armes nucléaires"),
)


@pytest.mark.parametrize(("text", "speaker", "words"), CASES)
def test_the_party_stands_behind_what_it_does(read: Callable[..., Reading], text: str, speaker: str, words: str) -> None:
    (said,) = read(text, published="2024-11-24T10:00:00+00:00", title="Nuclear").statements
    assert (said.speaker.text, text[slice(*said.content_span)]) == (speaker, words)


@pytest.mark.parametrize("text", ["The ministry was asked about the nuclear depot.", "The pessimists enjoyed the nuclear scare."])
def test_who_undergoes_or_is_no_body_does_nothing(read: Callable[..., Reading], text: str) -> None:
    assert all(item.speaker.text is None for item in read(text, published="2024-11-24T10:00:00+00:00", title="Nuclear").statements)
