"""Names that are something else: what a namesake tells shows nothing, and the nearest word decides."""

from collections.abc import Callable

import pytest

from tocsin.model import Reading

Read = Callable[..., Reading]


@pytest.mark.parametrize(
    "text",
    [
        "Le Kremlin a menacé d'employer l'arme nucléaire contre l'Ukraine. Un homme prénommé Iskander a ouvert un restaurant à Lyon.",
        "The Kremlin threatened to use nuclear weapons against Ukraine. Chef Iskander left his post and moved a restaurant to Leeds.",
        "Кремль пригрозил применить ядерное оружие против Украины. Повар по имени Искандер переехал в новый ресторан.",
        "Кремль пригрозив застосувати ядерну зброю проти України. Кухаря на ім'я Іскандер поранено у ресторані.",
    ],
)
def test_a_namesake_of_a_missile_shows_no_deployment(read: Read, text: str) -> None:
    statements = read(text).statements
    assert statements
    assert all("dual_capable_deployment" not in one.indicators for one in statements)


def test_the_nearest_word_decides(read: Read) -> None:
    text = "Quatre missiles Iskander ont été déployés près de Brest, ont indiqué les gardes. Un restaurant Iskander a ouvert à Paris."
    found = [name for name in read(text).names if name.id == "system:iskander-m"]
    assert [text[: name.span[0]] for name in found] == ["Quatre missiles "]
