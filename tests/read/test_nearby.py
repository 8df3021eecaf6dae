"""Whom a pronoun means where nobody spoke before."""

from collections.abc import Callable

from tocsin.model import Reading


def test_the_person_named_nearest_is_meant(read: Callable[..., Reading]) -> None:
    text = 'It was put to the Dutch minister that nuclear warheads had moved. "No warhead has moved," he said.'
    said = read(text, published="2024-11-24T10:00:00+00:00", title="Nuclear warheads").statements
    assert said[-1].speaker.name == "the Dutch minister"
    assert said[-1].speaker.kind == "office"


def test_nobody_is_meant_across_paragraphs(read: Callable[..., Reading]) -> None:
    text = 'It was put to the Dutch minister that nuclear warheads had moved.\n\n"No warhead has moved," he said.'
    said = read(text, published="2024-11-24T10:00:00+00:00", title="Nuclear warheads").statements
    assert said[-1].speaker.name is None
