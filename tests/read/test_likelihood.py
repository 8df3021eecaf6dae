"""Words of likelihood in four languages: sense by sense, with degrees and negations, and sizes of a chance."""

import pytest

from tocsin.read import languages
from tocsin.read.likelihood import Likelihoods, Phrase

WORDS = {code: Likelihoods(languages.grammar(code)) for code in ("en", "fr", "ru", "uk")}

SAME = {
    "unlikely": ("unlikely", "peu probable", "маловероятно", "малоймовірно"),
    "very_unlikely": ("highly unlikely", "très peu probable", "весьма маловероятен", "дуже малоймовірна"),
    "extremely_unlikely": ("extremely unlikely", "extrêmement improbable", "крайне маловероятным", "вкрай малоймовірним"),
    "likely": ("likely", "vraisemblable", "вероятно", "ймовірно"),
    "very_likely": ("very likely", "très probable", "весьма вероятно", "дуже ймовірно"),
    "almost_certain": ("almost certainly", "quasi certaine", "почти наверняка", "майже напевно"),
    "not_excluded": ("not impossible", "pas exclu", "не исключено", "не виключено"),
    "not_certain": ("not certain", "loin d'être certain", "не факт", "далеко не факт"),
    "even": ("even odds", "une chance sur deux", "шансы равны", "рівні шанси"),
    "realistic_possibility": ("realistic possibility", "possibilité réaliste", "реальная возможность", "реалістична можливість"),
    "more_likely": ("much more likely", "nettement plus probable", "гораздо более вероятно", "значно більш імовірно"),
    "less_likely": ("less likely", "moins probable", "менее вероятно", "менш імовірно"),
    "almost_no_chance": ("almost impossible", "quasiment impossible", "почти невозможно", "практично неможливо"),
    "doubted": ("doubtful", "douteux", "сомнительно", "сумнівно"),
}
TURNED = {
    "en": {"not likely": "unlikely", "not very likely": "unlikely", "isn't likely": "unlikely", "not unlikely": "not_unlikely"},
    "fr": {"pas probable": "unlikely", "guère probable": "unlikely", "pas improbable": "not_unlikely", "pas impossible": "not_excluded"},
    "ru": {"не слишком вероятно": "unlikely", "навряд": "unlikely", "едва ли": "unlikely", "отнюдь не невозможно": "not_excluded"},
    "uk": {"не надто ймовірно": "unlikely", "навряд чи": "unlikely", "не малоймовірно": "not_unlikely", "не неможливо": "not_excluded"},
}
SIZES: dict[str, dict[str, str | None]] = {
    "en": {
        "the probability of a strike was judged as low.": "low",
        "a very high probability of a strike": "very high probability",
        "the risk is negligible": "negligible",
        "low-yield warheads add to the risk": None,
    },
    "fr": {
        "une faible probabilité d'emploi": "faible probabilité",
        "probabilité d'un coup nucléaire : quasi nulle": "quasi nulle",
        "le risque reste élevé": "élevé",
    },
    "ru": {
        "он оценивает вероятность худшего как ничтожную": "ничтожную",
        "шанс есть всегда, он мизерный": "мизерный",
        "мизерный бюджет": None,
    },
    "uk": {"дуже низька ймовірність удару": "дуже низька ймовірність", "шанс на найгірше, як на мене, невеликий": "невеликий"},
}


def within(code: str, text: str) -> list[Phrase]:
    """All phrases of a text."""
    return WORDS[code].phrases(WORDS[code].scan(text), 0, len(text))


@pytest.mark.parametrize("sense", SAME)
def test_the_same_is_said_in_four_languages(sense: str) -> None:
    for code, phrase in zip(WORDS, SAME[sense], strict=True):
        [found] = within(code, phrase)
        assert (phrase[found.start : found.end], found.sense) == (phrase, sense), code


@pytest.mark.parametrize(("code", "phrase", "sense"), [(code, *item) for code, items in TURNED.items() for item in items.items()])
def test_a_negation_is_part_of_the_phrase_and_turns_it(code: str, phrase: str, sense: str) -> None:
    [found] = within(code, phrase)
    assert (phrase[found.start : found.end], found.sense) == (phrase, sense)


@pytest.mark.parametrize(("code", "text", "words"), [(code, *item) for code, items in SIZES.items() for item in items.items()])
def test_a_size_is_a_likelihood_beside_a_word_of_chance(code: str, text: str, words: str | None) -> None:
    found = [text[phrase.start : phrase.end] for phrase in within(code, text)]
    assert found == ([words] if words is not None else [])


@pytest.mark.parametrize("code", WORDS)
def test_phrases_lie_inside_the_part_asked_for_and_in_order(code: str) -> None:
    for phrases in SAME.values():
        text = " , ".join(phrases) + " the risk is low"
        for start in range(0, len(text), 7):
            found = WORDS[code].phrases(WORDS[code].scan(text), start, len(text) - 3)
            assert all(start <= phrase.start < phrase.end <= len(text) - 3 for phrase in found)
            assert found == sorted(found)
