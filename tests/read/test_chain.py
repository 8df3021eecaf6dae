"""The chain from the carrier in the credits to the first source named, the nearest first."""

from collections.abc import Callable

import pytest

from tocsin.model import Reading

Read = Callable[..., Reading]

FRENCH = (
    "Moscou ne prépare aucun tir nucléaire, estiment trois responsables occidentaux.\n\n"
    "Rien n’indique que des ogives aient quitté les dépôts russes, a rapporté jeudi le site Kaskad.\n\n{}"
)
ENGLISH = (
    "Moscow is not preparing a nuclear strike, three Western officials believe.\n\n"
    "Nothing shows that nuclear warheads have left Russian depots, the website Kaskad reported on Thursday.\n\n{}"
)


@pytest.mark.parametrize(
    ("text", "end", "hands"),
    [
        (FRENCH, "Brèves d’Orient\n\nAvec Lanterne24", ("Brèves d'Orient", "Lanterne24")),
        (FRENCH, "(Lanterne24)", ("Lanterne24",)),
        (FRENCH, "Brèves d’Orient, d’après Lanterne24\n\nN’oubliez pas de partager !", ("Brèves d'Orient", "Lanterne24")),
        (FRENCH, "Traduit de l’anglais par Brèves d’Orient", ("Brèves d'Orient",)),
        (FRENCH, "Source : Lanterne24, traduit du russe\n\nSuivez-nous sur Telegram", ("Lanterne24",)),
        (FRENCH, "Reproduit avec l’autorisation de Lanterne24.\n\nTous droits réservés", ("Lanterne24",)),
        (ENGLISH, "Eastern Briefs\n\nvia Lantern24", ("Eastern Briefs", "Lantern24")),
        (ENGLISH, "Eastern Briefs, with Lantern24\n\nFollow us on Telegram", ("Eastern Briefs", "Lantern24")),
        (ENGLISH, "Translated from the German by Eastern Briefs", ("Eastern Briefs",)),
        (ENGLISH, "Published with the permission of Lantern24. Comments are closed.", ("Lantern24",)),
        (ENGLISH, "By Joan Smithers for Lantern24", ("Lantern24",)),
        (ENGLISH, "This article first appeared in Lantern24. All rights reserved.", ("Lantern24",)),
    ],
)
def test_credits_stand_before_the_source(read: Read, text: str, end: str, hands: tuple[str, ...]) -> None:
    reading = read(text.format(end))
    assert reading.chain == (*hands, "Kaskad")
    start = text.index("{}")
    assert not any(statement.span[0] >= start for statement in reading.statements)


@pytest.mark.parametrize("end", ["We regret the error.", "Share this story!", "Join our Telegram channel for more"])
def test_a_last_sentence_or_a_plea_is_no_hand(read: Read, end: str) -> None:
    assert read(ENGLISH.format(end)).chain == ("Kaskad",)
