"""Several speakers of one statement."""

from collections.abc import Callable

import pytest

from tocsin.model import Reading

Read = Callable[..., Reading]
PUBLISHED = "2024-11-28T10:00:00+00:00"


@pytest.mark.parametrize(
    ("text", "everybody"),
    [
        ("Vladimir Putin and Sergei Shoigu said that nuclear forces remain on high alert.", ["Vladimir Putin", "Sergei Shoigu"]),
        (
            "Vladimir Poutine et Emmanuel Macron ont déclaré que l'arme nucléaire ne serait pas employée.",
            ["Vladimir Poutine", "Emmanuel Macron"],
        ),
        ("Владимир Путин и Сергей Шойгу заявили, что ядерные силы приведены в боевую готовность.", ["Владимир Путин", "Сергей Шойгу"]),
        ("Польща і Литва заявили, що ядерні сили Росії приведено в бойову готовність.", ["Польща", "Литва"]),
        ("Vladimir Putin, president of Russia, said that nuclear forces remain on high alert.", ["Vladimir Putin"]),
    ],
)
def test_who_speaks_in_one_breath(read: Read, text: str, everybody: list[str]) -> None:
    statement = read(text, published=PUBLISHED).statements[0]
    said = [statement.speaker, *statement.co_speakers]
    assert sorted(item.text or "" for item in said) == sorted(everybody)
    assert all(item.span is not None and text[slice(*item.span)] == item.text for item in statement.co_speakers)
