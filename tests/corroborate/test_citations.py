"""Who denies what others published speaks himself: another origin than theirs, in every language; who relays the denial stands under it."""

from typing import Any

import pytest
from tests.corroborate.test_corroborate import origins, reading, report, statement

from tocsin.model import Reading, Report, Speaker

CLAIM = (
    "Vostrava has moved nine warheads from the Kessin depot to the Talmark border, two officials told Lake Agency on Tuesday.\n\n"
    "Wagons with armed guards left the Kessin depot at night, the officials said."
)
DENIALS = {
    "en": "No warheads have left the Kessin depot for the Talmark border, the Vostravan ministry's press office said on Wednesday when"
    " asked about a report by Lake Agency.\n\nGuards at Kessin serve as usual, it added.",
    "fr": "Aucune ogive n'a quitté le dépôt de Kessin pour la frontière de Talmark, a dit mercredi le service de presse du ministère"
    " vostravien, commentant une dépêche de Lake Agency.\n\nLa garde de Kessin sert comme d'habitude, a-t-il ajouté.",
    "ru": "Никакие боеголовки со склада Kessin к границе Talmark не вывозили, заявили в среду в пресс-службе министерства, отвечая на"
    " вопрос о публикации Lake Agency.\n\nОхрана в Kessin служит как обычно, добавили там.",
    "uk": "Жодних боєголовок зі складу Kessin до кордону Talmark не вивозили, заявили в середу в пресслужбі міністерства, коментуючи"
    " публікацію Lake Agency.\n\nОхорона в Kessin служить як завжди, додали там.",
}


def claim() -> tuple[Report, Reading]:
    made = report(CLAIM, "Lake Agency", 0)
    who = Speaker(text="two officials", kind="anonymous")
    return made, reading(made, (), (said(made, CLAIM.split(",", maxsplit=1)[0], speaker=who, polarity="raises"),))


def said(made: Report, words: str, **fields: Any) -> Any:
    return statement(made, words, **{"indicators": ("warhead_transport",), **fields})


def answer(text: str, site: str, hours: float, language: str, chain: tuple[str, ...], **fields: Any) -> tuple[Report, Reading]:
    made = report(text, site, hours, language)
    who = Speaker(text="press office", kind="office")
    fields = {"speaker": who, "negated": True, "polarity": "lowers", **fields}
    return made, reading(made, chain, (said(made, text.split(",", maxsplit=1)[0], **fields),))


@pytest.mark.parametrize("language", sorted(DENIALS))
def test_a_denial_is_another_origin_than_what_it_denies(language: str) -> None:
    denial = answer(DENIALS[language], "Pereval Wire", 20, language, ("Lake Agency",))
    found = origins([claim(), denial])
    assert sorted(origin.publisher or "" for origin in found) == ["Lake Agency", "Pereval Wire"]
    assert all(len(origin.reports) == 1 for origin in found)


@pytest.mark.parametrize("language", sorted(DENIALS))
def test_who_relays_a_denial_stands_under_the_denial(language: str) -> None:
    denial = answer(DENIALS[language], "Pereval Wire", 20, language, ("Lake Agency",))
    text = (
        "Vostrava's ministry says that no warheads have left the Kessin depot for the Talmark border, Pereval Wire reports.\n\n"
        "Guards at Kessin serve as usual, its press office added, commenting on a report by Lake Agency."
    )
    relay = answer(text, "Marlow Herald", 24, "en", ("Pereval Wire", "Lake Agency"), via=("Pereval Wire",))
    under = {link.id: origin.publisher for origin in origins([claim(), denial, relay]) for link in origin.reports}
    assert under == {claim()[0].id: "Lake Agency", denial[0].id: "Pereval Wire", relay[0].id: "Pereval Wire"}


def test_a_report_that_names_its_source_as_well_has_it_from_there() -> None:
    text = CLAIM.replace("two officials told Lake Agency on Tuesday", "according to Lake Agency")
    text += "\n\nThe ministry denied the report by Lake Agency."
    made = report(text, "Marlow Herald", 3)
    relay = made, reading(made, ("Lake Agency",), (said(made, text.split(",", maxsplit=1)[0], polarity="raises"),))
    (found,) = origins([claim(), relay])
    assert len(found.reports) == 2


@pytest.mark.parametrize("spoken", ["which Lake Agency reported", "he told Lake Agency"])
def test_a_denial_that_was_told_to_the_outlet_is_from_there(spoken: str) -> None:
    text = f"No warheads have left Kessin for Talmark, the ministry's press office said, commenting on rumours, {spoken}."
    (found,) = origins([claim(), answer(text, "Marlow Herald", 20, "en", ("Lake Agency",))])
    assert len(found.reports) == 2
