"""Senses of likelihood: what degrees make of them, and that lexicons and yardsticks speak of no others."""

import pytest

from tocsin.library import lexicons, likelihood, yardsticks

SENSES = likelihood.load()


@pytest.mark.parametrize(
    ("degrees", "sense", "said"),
    [
        (("very",), "likely", "very_likely"),
        (("not", "very"), "likely", "unlikely"),
        (("not",), "unlikely", "not_unlikely"),
        (("not",), "impossible", "not_excluded"),
        (("almost",), "certain", "almost_certain"),
        (("somewhat",), "unlikely", "unlikely"),
        (("less",), "likely", "less_likely"),
        (("very",), "even", "even"),
    ],
)
def test_degrees_compose_from_the_word_outwards(degrees: tuple[likelihood.Degree, ...], sense: str, said: str) -> None:
    assert SENSES.composed(sense, degrees) == said


def test_every_composition_is_a_sense() -> None:
    for sense in SENSES.senses:
        for outer in likelihood.DEGREES:
            for inner in likelihood.DEGREES:
                assert SENSES.composed(sense, (outer, inner)) in SENSES.senses


@pytest.mark.parametrize("language", lexicons.shipped())
def test_a_lexicon_speaks_of_declared_senses_and_degrees(language: str) -> None:
    lexicon = lexicons.load(language)
    assert lexicon.likelihood.keys() | lexicon.sizes.keys() <= SENSES.senses.keys()
    assert lexicon.degrees.keys() <= set(likelihood.DEGREES)
    for forms in (lexicon.likelihood, lexicon.sizes):
        listed = [form for words in forms.values() for form in words]
        assert sorted(set(listed)) == sorted(listed), "a form has one sense"


def test_languages_read_at_one_level_can_say_every_band_of_a_service() -> None:
    for code in ("en", "fr", "ru", "uk"):
        lexicon = lexicons.load(code)
        given = lexicon.likelihood.keys() | lexicon.sizes.keys()
        said = given | {SENSES.composed(sense, (degree,)) for sense in given for degree in likelihood.DEGREES}
        for yardstick in yardsticks.load():
            if yardstick.id in ("icd203", "phia", "nato"):
                assert all(said & set(term.senses) for term in yardstick.terms), (code, yardstick.id)
