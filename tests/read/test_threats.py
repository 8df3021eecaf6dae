"""Who warns of what he would do himself threatens; who warns of what may come warns."""

from collections.abc import Callable

import pytest

from tocsin.model import Reading


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("The Kremlin warned on Wednesday that it would use nuclear weapons if attacked.", "threat"),
        ("Le Kremlin a prévenu que la Russie emploierait l'arme nucléaire.", "threat"),
        ("The Kremlin warned that Western missiles would lead to a nuclear catastrophe.", "warning"),
        ("NATO warned that Russia could use nuclear weapons.", "warning"),
    ],
)
def test_harm_by_oneself_is_a_threat(read: Callable[..., Reading], text: str, act: str) -> None:
    [statement] = read(text, published="2022-10-12T10:00:00+00:00").statements
    assert statement.act == act
