"""Whom a person without a name speaks for: an outlet, an office, or himself alone."""

from collections.abc import Callable

import pytest

from tocsin.model import Reading


@pytest.mark.parametrize(
    ("who", "kind"),
    [
        ("обозреватель «Заречья»", "outlet"),
        ("редактор отдела", "outlet"),
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
