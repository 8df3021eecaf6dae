"""Names found in four languages, in every case, and what only bears such a name: a knife, a tree, a dish, a person, a town of another state."""

# ruff: noqa: E501 - a sentence of a test stands whole on its line

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.library import problems, sources
from tocsin.read import view
from tocsin.read.names import Gazetteer

PROBLEM = problems.load("nuclear-escalation")
GAZETTEER = Gazetteer(PROBLEM, sources.load())


def ids(text: str, language: str | None = None) -> set[str]:
    plain = view.view(text).text
    return {found.id for found in GAZETTEER.find(plain, plain.lower(), language)}


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("en", "The Kremlin denied that Iskander launchers had left Kaliningrad.", "office:kremlin, system:iskander-m, place:kaliningrad"),
        ("fr", "Selon Poutine, la Maison Blanche a livré des ATACMS à Kiev.", "person:vladimir-putin, office:white-house, system:atacms, place:kyiv"),
        ("ru", "По словам Дмитрия Пескова, в Кремле ждут Эмманюэля Макрона.", "person:dmitry-peskov, office:kremlin, person:emmanuel-macron"),
        ("ru", "Минобороны РФ сообщило о пусках «Кинжалов» с аэродрома Энгельс.", "institution:ru-defence-ministry, system:kinzhal, place:engels"),
        ("ru", "Пишет Рейтер со ссылкой на ЦРУ; в Соединенных Штатах промолчали.", "source:reuters, institution:us-cia, country:us"),
        ("uk", "ППО збила «Кинджали» над Києвом, сказав Зеленському Буданов.", "system:kinzhal, place:kyiv, person:volodymyr-zelensky, person:kyrylo-budanov"),
        ("uk", "У Білому домі не відповіли, Ердоганові зателефонували з Берліна.", "office:white-house, person:recep-tayyip-erdogan, place:berlin"),
        ("uk", "Іскандери перекинули до Калінінградської області.", "system:iskander-m, place:kaliningrad"),
    ],
)  # fmt: skip
def test_names_are_found_in_every_language_and_case(language: str, text: str, wanted: str) -> None:
    assert ids(text, language) == set(wanted.split(", "))


@pytest.mark.parametrize(
    ("text", "never"),
    [
        ("Iskander Kebab opens in Leeds; the chef says that the recipe is his grandmother's.", "system:iskander-m"),
        ("Iskander Abdrakhmanov scored twice, the club said.", "system:iskander-m"),
        ("Le restaurant sert un iskender et un Iskander au yaourt.", "system:iskander-m"),
        ("Искандер Тагиров открыл выставку.", "system:iskander-m"),
        ("На выставке показали кинжал, нож и саблю кавказских мастеров.", "system:kinzhal"),
        ("Нападавший ударил прохожего кинжалом.", "system:kinzhal"),
        ("Злодій сховав кинджал і ніж у валізу.", "system:kinzhal"),
        ("В саду вырос орешник, рядом тополя.", "system:oreshnik"),
        ("Посейдон, бог морей, держит трезубец.", "system:poseidon"),
        ("Тополь сбросил листву, градусник показывал минус два.", "system:topol-m"),
        ("Калибр подшипника не подошёл.", "system:kalibr"),
        ("Гераням на балконе нужен свет.", "system:shahed"),
        ("Police in Moscow, Idaho, made an arrest.", "place:moscow"),
        ("Georgia's governor spoke in Atlanta on Monday.", "country:ge"),
        ("Richard Wagner, né à Leipzig, fonda Bayreuth.", "institution:ru-wagner"),
        ("Лиман высох, рыба ушла.", "place:lyman"),
        ("Изюм промыть, муку просеять.", "place:izium"),
        ("Маркс и Энгельс написали «Манифест».", "place:engels"),
    ],
)
def test_what_only_bears_the_name_is_another_thing(text: str, never: str) -> None:
    assert never not in ids(text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Россия применила «Орешник».", "system:oreshnik"),
        ("ВКС подняли в воздух миг-31, носители кинжалов.", "system:kinzhal"),
        ("Два орешника стоят на боевом дежурстве в ракетной бригаде.", "system:oreshnik"),
        ("Iskander Missiles Moved, Officials Say", "system:iskander-m"),
        ("Georgia asked the European Union for talks, its foreign ministry in Tbilisi said.", "country:ge"),
        ("Les troupes ukrainiennes sont entrées dans Lyman.", "place:lyman"),
        ("Дроны ударили по Энгельсу, взрывы слышны в Саратове.", "place:engels"),
        ("Le groupe Wagner a quitté la ville.", "institution:ru-wagner"),
    ],
)
def test_near_its_own_words_or_in_quotation_marks_it_is_meant(text: str, wanted: str) -> None:
    assert wanted in ids(text)


@pytest.mark.parametrize(("language", "wanted"), [("ru", "institution:ru-general-staff"), ("uk", "institution:ua-general-staff")])
def test_one_form_of_two_bodies_is_that_of_the_language(language: str, wanted: str) -> None:
    assert ids("Генштаб", language) == {wanted}


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(["Iskander", "кинжал", " ", "«", "»", "\n", "Кинжалы", "Wagner", ".", "Richard", "missile", "Лиман"]), max_size=30
    )
)
def test_names_lie_in_the_text_apart_from_each_other(parts: list[str]) -> None:
    text = " ".join(parts)
    last = 0
    for found in GAZETTEER.find(text, text.lower()):
        assert last <= found.start < found.end <= len(text)
        last = found.end
