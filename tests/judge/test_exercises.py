"""An announced exercise explains dispersal by the side that holds it, and nothing that departs from it."""

from datetime import date

import pytest

from tests.judge.worlds import SOURCES, indicator, problem, statement
from tocsin.judge.exercises import explained_by
from tocsin.judge.originators import Parties
from tocsin.model.declared import ChronologyEntry

DISPERSAL = indicator("dispersal", preparation_step="dispersal")


def explained(*entities: str, words: str = "Launchers left their garrison.", day: date = date(2022, 10, 17)) -> str | None:
    entry = ChronologyEntry(
        id="manoeuvre",
        what={"en": "x"},
        source="x",
        kind="exercise",
        date=date(2022, 10, 15),
        until=date(2022, 10, 19),
        known_since=date(2022, 10, 10),
        entities=entities,
    )
    declared = problem(DISPERSAL, chronology=(entry,))
    return explained_by(statement("x", 3, ("dispersal",), text=words), DISPERSAL, day, declared, Parties.of(declared, SOURCES))


def test_an_exercise_explains_its_own_side_alone() -> None:
    assert explained() == explained("country:xx") == explained("country:xx", "country:yy") == "manoeuvre"
    assert explained("country:yy") is None


@pytest.mark.parametrize(
    "words",
    [
        "Launchers left their garrison for an unannounced exercise.",
        "Launchers stay out: the exercise was extended beyond its end.",
        "Des lanceurs ont quitté leur garnison pour un exercice inopiné.",
        "Des lanceurs ont pris la route sans préavis.",
        "Пусковые установки вышли на внеплановые учения.",
    ],
)
def test_words_of_deviation_are_the_indication(words: str) -> None:
    assert explained("country:xx", words=words) is None


def test_what_lies_outside_its_dates_is_not_explained() -> None:
    assert explained("country:xx", day=date(2022, 10, 20)) is None
