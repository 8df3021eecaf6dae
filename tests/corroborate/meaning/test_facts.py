"""Numbers, names, days and negations come out alike in four languages."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.corroborate.meaning.facts import MOST, Sentence, affirmed, alike, facts, near, sentences


def said(language: str, text: str) -> Sentence:
    (sentence,) = facts(language, None, text).sentences
    return sentence


@pytest.mark.parametrize(
    ("language", "text", "numbers"),
    [
        ("en", "They counted 3,000 men and 1.5 million shells.", (3000, 1.5e6)),
        ("fr", "Ils ont compté 3 000 hommes et 1,5 million d'obus.", (3000, 1.5e6)),
        ("ru", "Они насчитали 3 000 человек и 1,5 млн снарядов.", (3000, 1.5e6)),
        ("uk", "Вони нарахували 3 000 людей і 1,5 млн снарядів.", (3000, 1.5e6)),
        ("en", "Twenty-five trucks came on the third day.", (25, 3)),
        ("ru", "Двадцать пять грузовиков пришли на третий день.", (25, 3)),
        ("uk", "Двадцять п'ять вантажівок прийшли на третій день.", (25, 3)),
        ("fr", "Vingt-cinq camions sont venus le troisième jour.", (25, 3)),
    ],
)
def test_numbers(language: str, text: str, numbers: tuple[float, ...]) -> None:
    assert said(language, text).numbers == numbers


@pytest.mark.parametrize(
    ("language", "plain", "negated"),
    [
        ("en", "They saw trucks at the gate.", "They didn't see trucks at the gate."),
        ("en", "The move is not only dangerous.", "The move is not dangerous."),
        ("fr", "Ils ont sans doute vu des camions.", "Ils n'ont vu aucun camion."),
        ("ru", "Они видели грузовики у ворот.", "Они не видели грузовиков у ворот."),
        ("ru", "Не только грузовики видели там.", "Грузовиков там никто не видел."),
        ("uk", "Вони бачили вантажівки біля воріт.", "Вони не бачили жодної вантажівки біля воріт."),
    ],
)
def test_negations(language: str, plain: str, negated: str) -> None:
    assert said(language, plain).negations == 0
    assert said(language, negated).negations > 0


@pytest.mark.parametrize(
    ("language", "negated", "bare"),
    [
        ("en", "He will not come and cannot stay.", "He will come and can stay."),
        ("fr", "Il ne viendra pas.", "Il viendra ."),
        ("ru", "Он не придёт.", "Он придёт."),
    ],
)
def test_a_sentence_without_its_negation(language: str, negated: str, bare: str) -> None:
    assert affirmed(negated, language).replace(" .", ".") == bare.replace(" .", ".")


@pytest.mark.parametrize(
    ("one", "other"),
    [("Germany", "Германия"), ("the United States", "Соединённые Штаты"), ("États-Unis", "США"), ("Allemagne", "Німеччина")],
)
def test_countries_that_do_not_sound_alike_are_one(one: str, other: str) -> None:
    first = facts("en" if "the" in one or one == "Germany" else "fr", None, f"On Monday {one} answered them.")
    second = facts("uk" if other == "Німеччина" else "ru", None, f"В среду {other} ответили им.")
    assert set(first.names) & set(second.names)


@pytest.mark.parametrize(
    ("latin", "cyrillic"), [("Halloway", "Халлоуэй"), ("Warren", "Уоррен"), ("Johnson", "Джонсон"), ("Michael", "Майкл")]
)
def test_names_spelled_after_the_sound_are_near(latin: str, cyrillic: str) -> None:
    (one,) = facts("en", None, f"They met {latin} there.").names
    (other,) = facts("ru", None, f"Там видели {cyrillic} снова.").names
    assert near(one, other)


def test_other_names_are_not_near() -> None:
    (one,) = facts("en", None, "They met Halloway there.").names
    (other,) = facts("ru", None, "Там видели Петренко снова.").names
    assert not near(one, other)
    assert not alike(one, other)


def test_a_title_in_capitals_names_nobody() -> None:
    found = facts("en", "Western Officials See No Unusual Traffic", "They saw trucks at the gate of the depot.")
    assert not found.names
    assert found.sentences[0].title


@given(st.text(max_size=300))
def test_any_text_has_its_facts(text: str) -> None:
    for language in ("en", "fr", "ru", "uk", None):
        found = facts(language, text, text)
        assert len(found.sentences) <= MOST
        assert all(number > 1 for number in found.numbers)


@given(st.text(alphabet="abc .!?\n", max_size=200))
def test_sentences_lose_no_word(text: str) -> None:
    assert re.findall(r"\w+", " ".join(sentences(text))) == re.findall(r"\w+", text)
