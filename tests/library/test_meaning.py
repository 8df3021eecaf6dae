"""The words of comparing are whole, and the weights are those of features that there are."""

from tocsin.corroborate.meaning.compare import DIFFERENCES, FEATURES
from tocsin.library import meaning


def test_every_language_has_its_words() -> None:
    words = meaning.load()
    for language in meaning.LANGUAGES:
        assert words.negations[language]
        assert words.denying[language]
        assert words.idioms[language]
    assert all(word == word.lower() for word in (*words.numbers, *words.scales, *words.countries))


def test_differences_speak_against_and_nearness_for() -> None:
    weights = meaning.weights()
    assert set(weights.most) == {*DIFFERENCES, "source"}
    assert set(weights.differs) == {"near", "source", *DIFFERENCES}
    assert all(weights.differs[name] <= 0 for name in DIFFERENCES)
    assert weights.differs["near"] > 0
    assert all(weight >= 0 for name, weight in weights.near.items() if name in FEATURES)
    assert 0.5 <= weights.threshold < 1
