"""The day of an act or event, among all times named near it."""

from collections.abc import Callable

import pytest

from tocsin.model import Reading, Statement

Read = Callable[..., Reading]


def about(reading: Reading, words: str, text: str) -> Statement:
    """The statement with the tightest content that covers `words`."""
    at = text.index(words)
    covering = [item for item in reading.statements if item.span[0] <= at and item.span[1] >= at + len(words)]
    assert covering, reading.statements
    return min(covering, key=lambda item: item.content_span[1] - item.content_span[0])


CASES = [
    # (published, text, words, day)
    (
        "2022-10-12",
        "Russia moved nuclear warheads towards the border, the ministry said on Monday.",
        "moved nuclear warheads",
        "2022-10-10",
    ),
    (
        "2022-10-12",
        "L'exercice nucléaire annuel de l'Alliance se déroulera lundi au-dessus de la Belgique.",
        "exercice nucléaire",
        "2022-10-17",
    ),
    ("2022-10-12", "L'Alliance a ouvert lundi son exercice nucléaire annuel.", "exercice nucléaire", "2022-10-10"),
    (
        "2022-10-12",
        "Le pont a été frappé samedi par des missiles. Deux jours plus tard, la Russie tirait des missiles sur Kiev.",
        "tirait des missiles",
        "2022-10-10",
    ),
    (
        "2022-10-12",
        "The bridge was hit by missiles on Saturday. The previous day Russia had moved nuclear warheads out of storage.",
        "moved nuclear warheads",
        "2022-10-07",
    ),
]


@pytest.mark.parametrize(("published", "text", "words", "day"), CASES)
def test_the_day_named_nearest_is_its_own(read: Read, published: str, text: str, words: str, day: str) -> None:
    reading = read(text, published=f"{published}T10:00:00+00:00")
    assert about(reading, words, text).date == day


def test_a_dated_speech_goes_on_with_its_speaker(read: Read) -> None:
    text = (
        "On Monday, Vladimir Putin warned that Russia could use nuclear weapons if its territory was attacked.\n\n"
        "Putin said Russian nuclear forces would be ready for any strike."
    )
    reading = read(text, published="2022-10-12T10:00:00+00:00")
    assert about(reading, "would be ready", text).date == "2022-10-10"


def test_words_without_a_day_have_none(read: Read) -> None:
    text = "Russia's nuclear forces are ready for any strike, the ministry said."
    assert all(item.date is None for item in read(text, published="2022-10-12T10:00:00+00:00").statements)


@pytest.mark.parametrize(
    "text",
    [
        "The risk of nuclear use is at its highest since 1962, the president said.",
        "Le risque d'emploi de l'arme nucléaire est au plus haut depuis 1962, a dit le président.",
    ],
)
def test_a_day_to_compare_with_is_not_the_statement_s_own(read: Read, text: str) -> None:
    [statement] = read(text, published="2022-10-12T10:00:00+00:00").statements
    assert statement.date is None
