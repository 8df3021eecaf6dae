"""The source summary statement counts the very records that the brief was made from."""

import re

import msgspec
import pytest

from tests.warn.laid import whole
from tests.warn.made import Made, case
from tocsin.model import Grade
from tocsin.warn.words import Lang

both = pytest.mark.parametrize("lang", ["en", "fr"])


def told(lang: Lang, made: Made | None = None) -> str:
    return "\n".join(s.text for s in whole(lang, made=made).sentences if s.section == "sources")


@both
def test_counts_are_those_of_the_records(lang: Lang) -> None:
    held = case()
    statements = [s for reading in held.readings for s in reading.statements]
    anonymous = sum(s.speaker.kind == "anonymous" for s in statements)
    said = told(lang)
    assert (
        f"Of {len(statements)} statements, {anonymous} are" if lang == "en" else f"Sur {len(statements)} propos, {anonymous} viennent"
    ) in said
    assert ("known for 0, suspected for 0, unknown for 3" if lang == "en" else "connu pour 0, supposé pour 0, inconnu pour 3") in said
    assert ("2 of 4 evidence indicators" if lang == "en" else "2 indicateurs d’indice sur 4") in said


def test_grades_are_of_the_outlets_of_origins_that_moved_it() -> None:
    held = case()
    graded = tuple(
        msgspec.structs.replace(
            origin,
            grades=(
                Grade(hop="outlet", reliability="B", credibility=3, by="machine"),
                Grade(hop="speaker", reliability="F", credibility=6, by="machine"),
            ),
        )
        for origin in held.origins
    )
    said = told("en", msgspec.structs.replace(held, origins=graded))
    assert "B 2." in said  # the third origin moved nothing


def test_languages_and_unread_reports_are_counted() -> None:
    held = case()
    unread = msgspec.structs.replace(held.readings[3], language="xx", flags=("language-not-read",))
    said = told("en", msgspec.structs.replace(held, readings=(*held.readings[:3], unread)))
    assert "fr 3, xx 1" in said
    assert "reports that could not be read: 1" in said


def test_nothing_read_says_nothing() -> None:
    assert not re.search(r"\d", told("en", msgspec.structs.replace(case(), origins=(), readings=(), reports=())))
