"""The declared words that tell how reports relate: every language has every list, and the lists compile."""

import pytest

from tocsin.corroborate import phrases
from tocsin.library import relating

KNOWN = relating.load()
OF_SOME = {"kind_behind", "conditional"}
"""lists that a language has where its words stand so"""


@pytest.mark.parametrize("language", sorted(KNOWN))
def test_every_language_has_every_list(language: str) -> None:
    names = {name for words in KNOWN.values() for name in words.words} - OF_SOME
    assert names <= KNOWN[language].words.keys()
    assert KNOWN[language].frames.keys() == KNOWN["en"].frames.keys()
    assert KNOWN[language].units.keys() == KNOWN["en"].units.keys()
    assert KNOWN[language].tongues.keys() == KNOWN["en"].tongues.keys()
    assert set(KNOWN[language].relative.values()) >= {-1, 0}


@pytest.mark.parametrize(
    ("language", "hedged", "flat"),
    [
        ("fr", "Un convoi aurait quitté le dépôt", "Un convoi a quitté le dépôt"),
        ("en", "A convoy may have left the depot", "A convoy left the depot"),
        ("ru", "Колонна якобы покинула базу", "Колонна покинула базу"),
        ("uk", "Колона нібито залишила базу", "Колона залишила базу"),
    ],
)
def test_a_hedge_is_seen(language: str, hedged: str, flat: str) -> None:
    assert phrases.pattern("hedge", language).search(hedged)
    assert not phrases.pattern("hedge", language).search(flat)


def test_steps_keep_senses_apart_that_readers_do() -> None:
    steps = relating.steps()
    assert steps["very_unlikely"] == steps["extremely_unlikely"] < steps["unlikely"] < steps["even"] < steps["likely"] < steps["certain"]
