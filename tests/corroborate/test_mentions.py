"""Outlets named in a text, in any case and language; and those merely spoken of."""

from datetime import UTC, datetime

import pytest

from tocsin.collect.furniture import find
from tocsin.corroborate.mentions import Names
from tocsin.corroborate.outlets import Outlets
from tocsin.model import Report

SITES = [
    "Дніпровський листок",
    "Уральский наблюдатель",
    "Meridian Wire",
    "ActuFlux 24",
    "InfoRelais 7",
    "RTN",
    "The Hour",
    "Le Quotidien du Lac",
]
OUTLETS = Outlets([], SITES)


def named(text: str, own: str | None = None) -> list[tuple[str, bool, bool]]:
    report = Report(id="x", collected_at=datetime(2026, 1, 1, tzinfo=UTC), text=text, furniture=find(text))
    found = Names(OUTLETS.names).find(report, OUTLETS.find(own) if own else None)
    for mention in found:
        assert text[mention.start].isupper()
    return [(mention.outlet.name, mention.credit, mention.cites) for mention in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Об этом пишет «Дніпровський листок» со ссылкой на Meridian Wire.", ["Дніпровський листок", "Meridian Wire"]),
        ("В Минобороны на запрос «Уральского наблюдателя» не ответили.", ["Уральский наблюдатель"]),
        ("Lue ici dans la version d'ActuFlux 24 : cinq responsables.", ["ActuFlux 24"]),
        ("RTN reported it on Monday.", ["RTN"]),
        ("Про це пише Le Quotidien du Lac.", ["Le Quotidien du Lac"]),
        ("Selon une dépêche du Quotidien du Lac, rien ne bouge.", ["Le Quotidien du Lac"]),
        ("Les pêcheurs du Lac n'en savent rien.", []),
        ("Rtn is no outlet, and meridian wire is no name.", []),
        ("ActuFlux 25 reported it.", []),
        ("In the hour before dawn nothing moved.", []),
        ("Комментируя публикацию Meridian Wire, в министерстве всё отрицали.", []),
    ],
)
def test_names_in_a_text(text: str, expected: list[str]) -> None:
    assert [name for name, _, _ in named(text)] == expected


def test_credits_come_first_and_are_sure() -> None:
    text = "(InfoRelais 7) Quatorze engins ont quitté la garnison, a affirmé un témoin à Meridian Wire.\n\nAvec ActuFlux 24"
    assert named(text) == [("InfoRelais 7", True, True), ("ActuFlux 24", True, True), ("Meridian Wire", False, False)]


def test_an_outlet_does_not_cite_itself() -> None:
    assert named("OSLO (Meridian Wire) - An official told Meridian Wire so.", own="Meridian Wire") == []
