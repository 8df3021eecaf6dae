"""Numbers of one thing across languages, and what hearsay becomes where another language has no mood for it."""

from datetime import timedelta

import pytest
from tests.corroborate.meaning.fake import kept
from tests.corroborate.test_corroborate import START, reading, report

from tocsin.corroborate import corroborate
from tocsin.corroborate.drift.things import behind
from tocsin.corroborate.phrases import pattern
from tocsin.model import Drift

REST = "\n\nDie Halle blieb zu. Der Mond schien auf den Weg, und niemand kam bis zum Morgen vorbei."


def drifts(first: str, second: str, language: str) -> list[Drift]:
    made, later = report(first + REST, "Lake Agency", 0, language="fr"), report(second + REST, "Relay", 1, language=language)
    given = [(made, reading(made)), (later, reading(later, ["Lake Agency"]))]
    (found,) = corroborate([one for one, _ in given], [two for _, two in given], (), clock=START + timedelta(days=2), encoder=kept())
    return list(found.reports[1].drift)


FRENCH = "Lake Agency a vu 14 camions au dépôt avec 30 gardes."


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("Lake Agency saw 40 trucks at the depot with 30 guards.", [("40 trucks", "14 camions")]),
        ("Lake Agency saw 14 trucks at the depot with 70 guards.", [("70 guards", "30 gardes")]),
        ("Lake Agency saw 14 trucks at the depot with 30 guards.", []),
        ("Lake Agency saw 30 guards at the depot with 14 trucks.", []),
        ("Lake Agency saw 14 trucks at the depot, and 90 birds above it.", []),
    ],
    ids="trucks|guards|the same|turned round|another thing".split("|"),
)
def test_a_number_is_set_beside_that_of_the_same_thing(told: str, expected: list[tuple[str, str]]) -> None:
    assert [(drift.words, drift.was) for drift in drifts(FRENCH, told, "en") if drift.kind == "number"] == expected


@pytest.mark.parametrize(
    ("text", "number", "expected"),
    [
        ("14 covered trucks left the depot", (0, 2, 14.0), "covered trucks left"),
        ("14 of them", (0, 2, 14.0), ""),
        ("14.", (0, 2, 14.0), ""),
    ],
)
def test_what_stands_behind_a_number(text: str, number: tuple[int, int, float], expected: str) -> None:
    assert behind(text, number) == expected


HEARSAY = "Lake Agency: trois camions et des gardes du dépôt nucléaire seraient doublé en cas d'alerte."


@pytest.mark.parametrize(
    ("told", "hardened"),
    [
        ("Lake Agency: three trucks and guards of the nuclear depot doubled for good.", True),
        ("Lake Agency: three trucks and guards of the nuclear depot doubled if alarm sounds.", False),
    ],
)
def test_a_condition_that_is_told_keeps_what_the_mood_said(told: str, hardened: bool) -> None:
    assert any(drift.kind == "modality" for drift in drifts(HEARSAY, told, "en")) is hardened


def test_a_word_behind_a_sign_stands_in_small_letters_alone() -> None:
    hedge = pattern("hedge", "en")
    assert hedge.search("It may be moved.") is not None
    assert hedge.search("Moved on 9 May, it stayed there.") is None
    assert hedge.search("Moved on 9 MAY, it stayed there.") is None
