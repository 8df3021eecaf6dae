"""The drawings of a brief show what its sentences say: every hypothesis, who watched when, places near enough to be told apart."""

import re
from dataclasses import replace
from datetime import date

import msgspec
import pytest

from tests.warn.laid import material, whole
from tests.warn.made import case
from tocsin.model import BriefDrawing
from tocsin.model.declared import Place
from tocsin.warn.material import Material
from tocsin.warn.words import Lang

both = pytest.mark.parametrize("lang", ["en", "fr"])


def drawn(id: str, lang: Lang = "en", beside: Material | None = None) -> BriefDrawing:
    return next(drawing for drawing in whole(lang, beside=beside).drawings if drawing.id == id)


@both
def test_chances_stand_beside_their_base_rates_in_words_too(lang: Lang) -> None:
    found = drawn("chances", lang)
    assert ("a breach of the dam, 1 in 700 against 1 in 1,200" if lang == "en" else "une rupture du barrage, 1 sur 700") in found.said
    assert found.svg.count("<circle") == 2 + 2 * 2  # the key, and a dot and a ring for each hypothesis


@both
def test_who_was_watching_is_drawn_and_who_never_was_is_said(lang: Lang) -> None:
    found = drawn("watch", lang)
    unseen, watched = ("seepage at the foot", "water levels") if lang == "en" else ("suintement au pied", "niveau de l’eau")
    assert unseen in found.said
    assert watched not in found.said
    assert watched in found.svg
    none = drawn("watch", lang, replace(material(), coverage=()))
    assert watched in none.said


def test_a_broken_collector_is_drawn_otherwise_than_one_that_watched() -> None:
    (one,) = material().coverage
    broken = drawn("watch", beside=replace(material(), coverage=(msgspec.structs.replace(one, status="broken"),)))
    whole_ = drawn("watch")
    assert broken.svg.count("stroke-dasharray") == whole_.svg.count("stroke-dasharray") + 1
    assert whole_.svg != broken.svg


def test_places_far_off_are_named_and_not_yet_known_ones_are_not() -> None:
    held = case()

    def place(id: str, lat: float, lon: float, since: int = 2020) -> Place:
        return Place(id=id, name={"en": f"place {id}"}, lat=lat, lon=lon, why="", source="x", known_since=date(since, 1, 1))

    places = (
        place("a", 50.1, 30.2),
        place("b", 51.0, 31.0),
        place("c", 52.0, 33.0),
        place("far", 53.0, 158.0),
        place("later", 50.0, 30.0, 2040),
    )
    made = msgspec.structs.replace(held, problem=msgspec.structs.replace(held.problem, places=places))
    found = next(drawing for drawing in whole("en", made=made).drawings if drawing.id == "places")
    assert "Off the map: place far" in found.svg
    assert "place later" not in found.svg
    assert re.findall(r">(\d) place (\w)<", found.svg) == [("1", "a"), ("2", "b"), ("3", "c")]
    assert not any(drawing.id == "places" for drawing in whole("en").drawings)
