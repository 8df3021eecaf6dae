"""Estimates: the assessor's yardstick whatever the language of the report, what is no estimate, and what a judgement is of."""

from collections.abc import Callable

import pytest

from tocsin.library import yardsticks
from tocsin.model import Estimate, Reading
from tocsin.read import languages
from tocsin.read.estimates import NOBODY, Assessor, Estimates

OF = {code: Estimates(languages.grammar(code), yardsticks.load()) for code in ("en", "fr", "ru", "uk")}
AMERICAN, BRITISH, FRENCH = (
    Assessor(None, "country:us", "en"),
    Assessor(None, "country:gb", "en"),
    Assessor(None, "country:fr", "fr"),
)
ALLIANCE = Assessor("organisation:nato", None, "en")
Read = Callable[..., Reading]

BANDS = [
    ("en", "unlikely", AMERICAN, "icd203", 0.20, 0.45, False),
    ("fr", "peu probable", AMERICAN, "icd203", 0.20, 0.45, True),
    ("fr", "improbable", AMERICAN, "icd203", 0.20, 0.45, True),
    ("fr", "improbable", FRENCH, "kent-fr", 0.02, 0.12, False),
    ("en", "unlikely", FRENCH, "kent-fr", 0.20, 0.40, True),
    ("ru", "крайне маловероятно", AMERICAN, "icd203", 0.05, 0.20, True),
    ("ru", "маловероятным", BRITISH, "phia", 0.25, 0.35, True),
    ("uk", "реалістична можливість", BRITISH, "phia", 0.40, 0.50, True),
    ("uk", "малоймовірна", ALLIANCE, "nato", 0.10, 0.40, True),
    ("en", "not likely", AMERICAN, "icd203", 0.20, 0.45, False),
    ("en", "may", AMERICAN, "readers", 0.10, 0.70, False),
    ("fr", "très probable", FRENCH, None, None, None, False),
    ("ru", "вероятно", Assessor(None, "country:ru", "ru"), None, None, None, False),
    ("en", "unlikely", Assessor(None, "country:ru", "ru"), None, None, None, True),
]


def built(code: str, phrase: str, assessor: Assessor = NOBODY) -> Estimate:
    """The record of a phrase that stands alone."""
    found = OF[code].find(OF[code].scan(phrase), 0, len(phrase))
    assert found == (0, len(phrase))
    return OF[code].build(phrase, phrase, found, assessor)


@pytest.mark.parametrize(("code", "phrase", "assessor", "yardstick", "low", "high", "translated"), BANDS)
def test_the_yardstick_is_the_assessor_s_in_any_language(
    code: str, phrase: str, assessor: Assessor, yardstick: str | None, low: float | None, high: float | None, translated: bool
) -> None:
    estimate = built(code, phrase, assessor)
    assert (estimate.yardstick, estimate.low, estimate.high, estimate.via_translation) == (yardstick, low, high, translated)


@pytest.mark.parametrize("code", OF)
def test_readers_numbers_stand_beside_every_word_whose_sense_they_were_asked_for(code: str) -> None:
    phrase = {"en": "very unlikely", "fr": "très peu probable", "ru": "весьма маловероятно", "uk": "дуже малоймовірно"}[code]
    estimate = built(code, phrase)
    assert estimate.readers == (0.01, 0.05, 0.05, 0.1, 0.2)
    assert estimate.median == 0.05


def test_german_reads_as_far_as_its_lexicon_carries() -> None:
    german = Estimates(languages.grammar("de"), yardsticks.load())
    phrase = "sehr unwahrscheinlich"
    estimate = german.build(phrase, phrase, (0, len(phrase)), AMERICAN)
    assert (estimate.yardstick, estimate.low, estimate.high, estimate.via_translation) == ("icd203", 0.05, 0.2, True)
    assert german.build("nicht ausgeschlossen", "nicht ausgeschlossen", (0, 20)).sense == "not_excluded"


MENTIONS = {
    "en": ['"plausible" does not mean probable', "the word probable", "likely, he said, should not be confused with certain"],
    "fr": ["« plausible » ne veut pas dire probable", "le mot probable", "possible ne signifie pas probable"],
    "ru": ["«вероятно» не значит «доказано»", "слово «вероятно»"],
    "uk": ["«ймовірно» не означає «доведено»", "слово «ймовірно»", "малоймовірне, додав речник, не слід плутати з неможливим"],
}


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, texts in MENTIONS.items() for text in texts])
def test_a_word_that_is_spoken_of_is_no_estimate(code: str, text: str) -> None:
    assert OF[code].find(OF[code].scan(text), 0, len(text)) is None


@pytest.mark.parametrize(
    ("code", "text", "words"),
    [
        ("en", "a possible attack could come, or is likely", "likely"),
        ("en", "it is unlikely, about 5 per cent by his forecast", "about 5 per cent"),
        ("en", "they did the same in may, with the same men", None),
        ("fr", "il est possible, et même probable", "probable"),
        ("ru", "не может исключить удара", "не может исключить"),
        ("uk", "може бути, але малоймовірно", "малоймовірно"),
    ],
)
def test_the_strongest_words_count_and_numbers_before_all(code: str, text: str, words: str | None) -> None:
    found = OF[code].find(OF[code].scan(text), 0, len(text))
    assert (text[slice(*found)] if found is not None else None) == words


JUDGED = {
    "en": (
        "US intelligence officials said the use of a nuclear weapon in Ukraine remained unlikely within the next few weeks.",
        "the use of a nuclear weapon in Ukraine",
        "within the next few weeks",
    ),
    "fr": (
        "Le ministère français des Armées juge peu probable que la Russie emploie une arme nucléaire d'ici la fin de l'année.",
        "la Russie emploie une arme nucléaire d'ici la fin de l'année",
        "d'ici la fin de l'année",
    ),
    "ru": (
        "Представитель Пентагона заявил, что применение ядерного оружия остаётся маловероятным в ближайшие месяцы.",
        "применение ядерного оружия",
        "в ближайшие месяцы",
    ),
    "uk": (
        "Речник Пентагону заявив, що застосування ядерної зброї залишається малоймовірним до кінця року.",
        "застосування ядерної зброї",
        "до кінця року",
    ),
}


@pytest.mark.parametrize("code", JUDGED)
def test_event_and_horizon_are_the_report_s_own_words(read: Read, code: str) -> None:
    text, event, horizon = JUDGED[code]
    [statement] = [item for item in read(text, language=code).statements if item.estimate is not None]
    assert statement.estimate is not None
    assert (statement.estimate.event, statement.estimate.horizon, statement.estimate.condition) == (event, horizon, "unstated")


def test_what_is_left_open_is_unstated(read: Read) -> None:
    [statement] = read("A Pentagon official said a nuclear strike on Ukraine was unlikely.", language="en").statements
    assert statement.estimate is not None
    assert statement.estimate.horizon == "unstated"


BRIEFED = {
    "en": (
        "U.S. intelligence agencies have seen no nuclear warheads moving, five officials said. "
        "The officials said a nuclear strike was unlikely."
    ),
    "fr": (
        "Les services de renseignement américains n'ont vu bouger aucune ogive nucléaire, ont déclaré cinq responsables. "
        "Ces responsables jugent une frappe nucléaire peu probable."
    ),
}


@pytest.mark.parametrize("code", BRIEFED)
def test_people_brought_in_beside_one_service_judge_on_its_yardstick(read: Read, code: str) -> None:
    found = [one.estimate for one in read(BRIEFED[code], language=code).statements if one.estimate is not None]
    assert [(one.yardstick, one.low, one.high, one.via_translation) for one in found] == [("icd203", 0.2, 0.45, code != "en")]
