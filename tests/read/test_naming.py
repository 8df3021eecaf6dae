"""Persons and bodies that nobody has listed, towns with their place, and namesakes, in four languages."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.library import problems, sources, yardsticks
from tocsin.model import Name, Report
from tocsin.read import Reader, languages, naming, view
from tocsin.read.names import Gazetteer
from tocsin.read.places import Places
from tocsin.read.sentences import parse

PROBLEM = problems.load("nuclear-escalation")
GAZETTEER = Gazetteer(PROBLEM, sources.load())
PLACES = Places(PROBLEM, GAZETTEER.entities)


def names(text: str, language: str) -> tuple[Name, ...]:
    made = view.view(text)
    grammar = languages.grammar(language)
    parsed = parse(made.text, grammar)
    found = naming.complete(parsed, grammar, naming.listed(parsed, GAZETTEER, language)[0], PLACES)
    return found.within((0, len(made.text)), text, made)


def unlisted(text: str, language: str) -> set[tuple[str, str]]:
    return {(name.text, name.type) for name in names(text, language) if name.id.startswith("unknown:")}


@pytest.mark.parametrize(
    ("language", "text", "person"),
    [
        ("en", "Marta Okonjo-Lind said that nothing had moved.", "Marta Okonjo-Lind"),
        ("en", "According to analyst Thorvaldsen, the risk is small.", "Thorvaldsen"),
        ("en", "Deputy Minister Karol Wisniewicz declined to comment.", "Karol Wisniewicz"),
        ("en", "The line was crossed, said J. P. Harrowgate, a retired general.", "J. P. Harrowgate"),
        ("en", "The view of Ilse van Moerdijk is another.", "Ilse van Moerdijk"),
        ("fr", "Selon le général Kerbastard, rien ne bouge.", "Kerbastard"),
        ("fr", "« Rien », répond Élodie Marchepied.", "Élodie Marchepied"),
        ("fr", "L'avis de Jean-Noël de la Brosse est attendu.", "Jean-Noël de la Brosse"),
        ("ru", "Политолог Агния Верховцева отвечает коротко.", "Агния Верховцева"),
        ("ru", "Об этом сообщили Савелию Добужскому.", "Савелию Добужскому"),
        ("ru", "Мнение шведского посредника Торстена Ульвмарка иное.", "Торстена Ульвмарка"),
        ("uk", "Польський віцеміністр Зигмунт Бжостовський не виключає цього.", "Зигмунт Бжостовський"),
        ("uk", "Про це повідомили Ярині Мельгуй.", "Ярині Мельгуй"),
    ],
)
def test_unlisted_persons_are_found(language: str, text: str, person: str) -> None:
    assert (person, "person") in unlisted(text, language)


@pytest.mark.parametrize(
    ("language", "text", "name", "kind"),
    [
        ("en", "A study by the Institute for Cold Waters says so.", "Institute for Cold Waters", "organisation"),
        ("en", "It was the Halcyon Wire that reported it.", "Halcyon Wire", "outlet"),
        ("en", "Inspectors of the OPCW arrived.", "OPCW", "organisation"),
        ("fr", "D'après une note de l'Institut Ponant, tout est calme.", "Institut Ponant", "organisation"),
        ("ru", "Агентство «Полярный обзор» опросило шестерых.", "Полярный обзор", "organisation"),
        ("ru", "Об этом сообщает канал «Ястреб над картой».", "Ястреб над картой", "outlet"),
        ("uk", "Так пише газета «Тиха варта».", "Тиха варта", "outlet"),
    ],
)
def test_unlisted_bodies_are_found(language: str, text: str, name: str, kind: str) -> None:
    assert any(found == name for found, _ in unlisted(text, language))
    assert (name, kind) in unlisted(text, language) or kind == "organisation"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Nobody moved. However, Monday was quiet. Officials said so. In October, Nothing Changed."),
        ("en", "MISSILES MOVED OVERNIGHT, SAYS NOBODY"),
        ("fr", "Rien ne bouge. Pourtant, lundi fut calme. Les responsables le disent."),
        ("ru", "Никто не двигался. Однако понедельник был тихим. Чиновники молчат. Ночью тоже."),
        ("uk", "Ніхто не рухався. Проте понеділок був тихим. Посадовці мовчать. Уночі теж."),
    ],
)
def test_a_capital_that_opens_a_sentence_is_no_name(language: str, text: str) -> None:
    assert unlisted(text, language) == set()


def test_a_surname_alone_is_found_once_its_full_name_stands_in_the_text() -> None:
    text = "Игнат Зимин молчит. Позже Зимина спросили снова, и Зимин ответил."
    assert [name.text for name in names(text, "ru")] == ["Игнат Зимин", "Зимина", "Зимин"]


@pytest.mark.parametrize(
    ("language", "text", "never"),
    [
        ("en", "Carla Johnson, a baker, disagreed.", "person:boris-johnson"),
        ("fr", "Sophie Austin habite Lyon.", "person:lloyd-austin"),
        ("ru", "Игорь Песков, пекарь из Твери, не согласен.", "person:dmitry-peskov"),
        ("uk", "Ганна Лавров мешкає у Львові.", "person:sergey-lavrov"),
    ],
)
def test_another_first_name_makes_another_person(language: str, text: str, never: str) -> None:
    assert never not in {name.id for name in names(text, language)}


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        (
            "en",
            "President Putin spoke to Boris Johnson and Secretary Austin.",
            "person:vladimir-putin, person:boris-johnson, person:lloyd-austin",
        ),
        ("ru", "Владимир Владимирович Путин и Дмитрий Песков молчат.", "person:vladimir-putin, person:dmitry-peskov"),
    ],
)
def test_titles_and_ones_own_first_name_change_nothing(language: str, text: str, wanted: str) -> None:
    assert {name.id for name in names(text, language)} == set(wanted.split(", "))


@pytest.mark.parametrize(
    ("language", "text", "town", "country", "lat", "lon"),
    [
        ("en", "Trains were seen near Chernyakhovsk in Russia.", "Chernyakhovsk", "RU", 54.6, 21.8),
        ("en", "Police in Moscow, Idaho, made an arrest.", "Moscow", "US", 46.7, -117.0),
        ("en", "Officials in Moscow declined.", "Moscow", "RU", 55.8, 37.6),
        ("fr", "Un convoi a été vu près de Mozdok, en Russie.", "Mozdok", "RU", 43.7, 44.7),
        ("fr", "Les ministres se sont réunis à Lisbonne, au Portugal.", "Lisbonne", "PT", 38.7, -9.1),
        ("ru", "Эшелон прошёл под Осиповичами в Белоруссии.", "Осиповичами", "BY", 53.3, 28.6),
        ("ru", "Учения в Черняховске начала Россия.", "Черняховске", "RU", 54.6, 21.8),
        ("ru", "Взрывы в Нижнем Новгороде, сообщает Минобороны России.", "Нижнем Новгороде", "RU", 56.3, 44.0),
        ("uk", "Вибухи у Білій Церкві, кажуть в Україні.", "Білій Церкві", "UA", 49.8, 30.1),
        ("uk", "Колону бачили біля Черняховська в Росії.", "Черняховська", "RU", 54.6, 21.8),
    ],
)
def test_places_have_coordinates_at_a_tenth_of_a_degree(language: str, text: str, town: str, country: str, lat: float, lon: float) -> None:
    (found,) = [name for name in names(text, language) if name.text == town]
    assert (found.type, found.country, found.lat, found.lon) == ("place", country, lat, lon)


def test_the_country_that_a_report_names_decides_between_towns_of_one_name() -> None:
    """Brest is the larger in Belarus."""
    french = {name.text: name.country for name in names("Le sous-marin est rentré dans la ville de Brest, en France.", "fr")}
    other = {name.text: name.country for name in names("Le train est entré dans la ville de Brest, en Biélorussie.", "fr")}
    assert (french["Brest"], other["Brest"]) == ("FR", "BY")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "He spoke to Lincoln about it. She trusts Madison. On Monday nothing moved."),
        ("fr", "Il a confié à Meridian que rien ne bouge."),
        ("ru", "На Красной площади тихо. Со ссылкой на Meridian пишут иначе. В Марте верят."),
        ("uk", "На Красній площі тихо."),
    ],
)
def test_what_only_sounds_like_a_town_has_no_place(language: str, text: str) -> None:
    assert not [name for name in names(text, language) if name.id.startswith("geonames:")]


def test_seas_and_regions_have_no_point_and_nothing_is_finer_than_a_tenth() -> None:
    text = "В Чёрном море, в Киеве, у Севастополя и на авиабазе Энгельс всё спокойно."
    found = {name.id: (name.lat, name.lon) for name in names(text, "ru")}
    assert found["place:black-sea"] == (None, None)
    assert found["place:kyiv"] == (50.5, 30.5)
    for lat, lon in found.values():
        assert lat is None or (round(lat, 1) == lat and lon is not None and round(lon, 1) == lon)


def test_a_reading_holds_them_all_and_a_statement_those_of_its_own_words() -> None:
    text = (
        "Marta Okonjo-Lind, a Polish official, said on Monday that Russian nuclear warheads were still in storage near Vologda, in Russia."
    )
    now = datetime(2024, 12, 1, tzinfo=UTC)
    reading = Reader(PROBLEM, yardsticks.load(), sources.load()).read(Report(id="0" * 64, published_at=now, collected_at=now, text=text))
    assert {"Marta Okonjo-Lind", "Vologda"} <= {name.text for name in reading.names}
    (statement,) = reading.statements
    vologda = next(name for name in statement.names if name.text == "Vologda")
    assert (vologda.country, vologda.listed) == ("RU", False)
    assert text[slice(*vologda.span)] == "Vologda"


PIECES = [
    "Марта",
    "Иванов",
    "«",
    "»",
    ".",
    "в",
    "Киеве",
    "near",
    "Minsk",
    ",",
    "Idaho",
    "J",
    "de",
    "Agence",
    "général",
    "—",
    "\n",
    "NATO",
    "Ан",
    "Лев",
    "на",
    "USA",
    "a",
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25), st.sampled_from(["en", "fr", "ru", "uk"]), st.sampled_from([" ", ""]))
def test_names_of_any_text_lie_in_it_and_apart(pieces: list[str], language: str, joint: str) -> None:
    text = joint.join(pieces)
    last = 0
    for name in names(text, language):
        assert last <= name.span[0] < name.span[1] <= len(text)
        assert text[slice(*name.span)] == name.text
        last = name.span[1]
