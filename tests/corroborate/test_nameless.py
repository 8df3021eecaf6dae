"""Carriers that are described and not named lead to the report they mean, or stand for themselves; nobody is identified by them."""

import pytest
from tests.corroborate.test_corroborate import AGENCY, WIRE, origins, reading, report

from tocsin.corroborate import nameless
from tocsin.model import Origin

TOLD = {
    "fr": "Quatre lanceurs ont quitté lundi soir une garnison de l'ouest sur des wagons plats, rapporte la presse étrangère.",
    "en": "Four launchers left a western garrison on flat wagons on Monday night, foreign media reported.",
    "ru": "Четыре пусковые установки покинули в понедельник вечером гарнизон на западе страны на платформах, пишут зарубежные СМИ.",
    "uk": "Чотири пускові установки залишили в понеділок увечері гарнізон на заході країни на платформах, пишуть закордонні ЗМІ.",
}
WORDS = {"fr": "presse étrangère", "en": "foreign media", "ru": "зарубежные СМИ", "uk": "закордонні ЗМІ"}


def _found(language: str, held: bool) -> tuple[Origin, ...]:
    first, later = report(WIRE[language], AGENCY[language], 0, language), report(TOLD[language], "Relay", 5, language)
    return origins([(made, reading(made)) for made in ([first, later] if held else [later])])


@pytest.mark.parametrize("language", sorted(TOLD))
def test_a_described_carrier_leads_to_the_report_it_means(language: str) -> None:
    (found,) = _found(language, held=True)
    assert found.publisher == AGENCY[language]
    later = found.reports[1]
    assert later.parent == found.reports[0].id
    assert later.through == ()


@pytest.mark.parametrize("language", sorted(TOLD))
def test_where_it_means_none_that_we_hold_it_stands_for_the_origin(language: str) -> None:
    (found,) = _found(language, held=False)
    (link,) = found.reports
    assert (link.link, link.parent) == ("citation", None)
    assert (found.publisher or "").casefold() in WORDS[language].casefold()


def test_two_carriers_in_the_same_words_are_two_hands() -> None:
    one = report("Northern ferries were searched for drifting mines all week at Norheim quay, foreign media reported. Fares stay.", "A", 0)
    two = report("Eleven tunnels were counted beneath Vladovsk since spring by engineers, foreign media reported. None is lit.", "B", 1)
    assert len(origins([(one, reading(one)), (two, reading(two))])) == 2


def test_the_language_that_a_carrier_writes_in_tells_which_report_is_meant() -> None:
    text = TOLD["en"].replace("foreign media", "Ukrainian media")
    pairs = [(made := report(WIRE[code], AGENCY[code], hour, code), reading(made)) for hour, code in enumerate(("ru", "uk"))]
    later = report(text, "Relay", 9)
    found = origins([*pairs, (later, reading(later))])
    parents = {link.parent for origin in found for link in origin.reports if link.id == later.id}
    assert pairs[0][0].id not in parents


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("Un convoi est parti, selon le bulletin norvégien Fjordvakt, réservé à ses abonnés.", "fr", "Fjordvakt"),
        ("A convoy left, the newspaper Gornyak reported on Friday.", "en", "Gornyak"),
        ("Колонна ушла, пишет газета «Горняк плюс».", "ru", "Горняк плюс"),
        ("Колона пішла, пише видання «Верхній край».", "uk", "Верхній край"),
    ],
)
def test_a_noun_of_media_introduces_a_name(text: str, language: str, name: str) -> None:
    made = report(text, "Relay", 0, language)
    assert nameless.called(made, reading(made)) == (name,)
    assert nameless.find(made, reading(made)) == ()


def test_whose_subscribers_speak_is_no_carrier() -> None:
    from tests.corroborate.test_corroborate import statement

    from tocsin.model import Speaker

    made = report("Covered wagons passed at night, subscribers of a local channel reported.", "Relay", 0)
    said = statement(made, "Covered wagons passed at night", speaker=Speaker(text="subscribers of a local channel", kind="anonymous"))
    assert nameless.find(made, reading(made, (), (said,))) == ()
