"""The language of a text."""

import pytest

from tocsin.read.language import identify


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Le ministère a publié un communiqué sur les exercices prévus la semaine prochaine.", "fr"),
        ("The ministry published a statement about the exercises planned for next week.", "en"),
        ("Министерство опубликовало заявление о манёврах, которые пройдут на этой неделе.", "ru"),
        ("Міністерство оприлюднило заяву про навчання, які відбудуться цього тижня.", "uk"),
    ],
)
def test_language_is_found_and_a_wrong_declaration_overruled(text: str, language: str) -> None:
    assert identify(text, None) == (language, ())
    assert identify(text, language) == (language, ())
    wrong = "fr" if language != "fr" else "en"
    assert identify(text, wrong) == (language, ("language-overruled",))


def test_what_is_no_prose_is_believed() -> None:
    assert identify("12:40 - 13:05 *** 2024", "fr") == ("fr", ())
    assert identify("", None) == (None, ())
