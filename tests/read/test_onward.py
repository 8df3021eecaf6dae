"""Speech that goes on without a cue."""

from collections.abc import Callable

import pytest

from tocsin.model import Reading

GOES_ON = (
    ("No nuclear warhead has been moved, the Dutch minister said. The depot is asleep.", "the Dutch minister"),
    ("Aucune ogive nucléaire n'a bougé, a dit le ministre. Le dépôt dort.", "le ministre"),
)
TURNS = (
    "No nuclear warhead has been moved, the Dutch minister said. On Friday the depot was closed.",
    "No nuclear warhead has been moved, the Dutch minister said. The opposition was asleep.",
    "No nuclear warhead has been moved, the Dutch minister said.\n\nThe depot is asleep.",
    "The Dutch minister said that no nuclear warhead had been moved. The depot is asleep.",
)


@pytest.mark.parametrize(("text", "speaker"), GOES_ON)
def test_the_sentence_behind_is_of_whom_spoke_last(read: Callable[..., Reading], text: str, speaker: str) -> None:
    said = read(text, published="2024-11-24T10:00:00+00:00", title="Nuclear depot").statements
    assert [item.speaker.text for item in said] == [speaker, speaker]


@pytest.mark.parametrize("text", TURNS)
def test_a_time_a_party_or_a_paragraph_turns(read: Callable[..., Reading], text: str) -> None:
    said = read(text, published="2024-11-24T10:00:00+00:00", title="Nuclear depot").statements
    assert sum("minister" in (item.speaker.text or "") for item in said) == 1
