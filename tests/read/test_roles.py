"""Whom a person without a name speaks for: an outlet, an office, or himself alone."""

from collections.abc import Callable

import pytest

from tocsin.model import Reading


@pytest.mark.parametrize(
    ("who", "kind"),
    [
        ("обозреватель «Заречья»", "outlet"),
        ("редактор отдела", "outlet"),
        ("военный обозреватель «Заречья»", "outlet"),
        ("пресс-центр Люфтваффе", "office"),
        ("генерал в отставке Прохор Лозовой", "named"),
        ("редактор Адам Лапицкий", "named"),
        ("советник президента", "office"),
        ("бывший советник президента", "anonymous"),
        ("советник по безопасности", "anonymous"),
        ("депутат парламента", "office"),
        ("буфетчица", "anonymous"),
        ("Провизор", "anonymous"),
        ("американцы", "institution"),
    ],
)
def test_kinds(read: Callable[..., Reading], who: str, kind: str) -> None:
    verb = "сообщили" if who.endswith("цы") else "сообщила" if who.endswith("ца") else "сообщил"
    [statement] = read(f"{who[0].upper()}{who[1:]} {verb}, что Россия не готовит ядерный удар по Украине.", language="ru").statements
    assert statement.speaker.kind == kind


@pytest.mark.parametrize(
    "text",
    [
        "Иван Лозовой, Пётр Белугин и Анна Мшанская заявили, что Россия не нанесёт ядерный удар по Украине.",
        "«Россия не нанесёт ядерный удар по Украине», — заявили Иван Лозовой, Пётр Белугин и Анна Мшанская.",
    ],
)
def test_each_of_several_names_is_a_speaker(read: Callable[..., Reading], text: str) -> None:
    [statement] = read(text, language="ru").statements
    assert [statement.speaker.text, *(item.text for item in statement.co_speakers)] == ["Иван Лозовой", "Пётр Белугин", "Анна Мшанская"]
