"""One outlet under its many names, and none under another's."""

from tocsin.corroborate.outlets import Outlets, anonymous
from tocsin.model.declared import SourceProfile

PEREVAL = SourceProfile(
    id="pereval",
    name="Агентство «Перевал»",
    names={"en": ("Pereval",), "fr": ("l'agence Pereval",)},
    kind="agency",
    sites=("pereval.example",),
    why="x",
)
OFFICE = SourceProfile(id="cell", name="Northern Assessment Cell", names={"fr": ("Cellule nordique d'évaluation",)}, kind="office", why="x")


def test_declared_forms_and_sites_are_one_outlet() -> None:
    outlets = Outlets([PEREVAL], ["Перевал", "pereval.example"])
    for name in ("Pereval", "агентство «Перевал»", "l’agence Pereval", "PEREVAL", "pereval.example", "Перевала"):
        assert outlets.find(name).key == "pereval", name


def test_a_site_is_known_in_another_script_and_another_case() -> None:
    outlets = Outlets([], ["Лиман-Медіа", "Уральский наблюдатель"])
    assert outlets.find("Lyman-Media").key == outlets.find("Лиман-Медіа").key
    assert outlets.find("Уральского наблюдателя").key == outlets.find("Уральский наблюдатель").key
    assert not outlets.known("Lyon Media")


def test_short_names_and_figures_are_told_apart() -> None:
    outlets = Outlets([], ["ActuFlux 24", "RTN", "The Times"])
    assert outlets.find("ActuFlux 25").key != outlets.find("ActuFlux 24").key
    assert outlets.find("RTM").key != outlets.find("RTN").key


def test_an_office_is_found_inside_a_description_in_either_language() -> None:
    outlets = Outlets([OFFICE], [])
    for words in ("an internal note of the Northern Assessment Cell", "une note interne de la Cellule nordique d’évaluation"):
        found = outlets.office(words)
        assert found is not None
        assert found.id == "cell"
    assert outlets.office("a note") is None


def test_people_without_a_name() -> None:
    assert anonymous("anonymous: five officials")
    assert not anonymous("Anon Post")


def test_a_domain_stands_for_the_name_it_spells() -> None:
    outlets = Outlets([], ["www.harrowgate-post.example", "rtn.example", "marlowherald.example", "Marlow Herald"])
    assert outlets.find("the Harrowgate Post").key == outlets.find("www.harrowgate-post.example").key
    assert not outlets.known("RTN")
    assert outlets.find("Marlow Herald").key != outlets.find("marlowherald.example").key


def test_a_shorter_form_means_the_one_outlet_that_begins_so() -> None:
    outlets = Outlets([PEREVAL], ["Fennel Wire", "Lake Post", "Lake Agency Weekly"], ["Crane Bulletin"])
    assert outlets.find("Fennel").name == "Fennel Wire"
    assert outlets.find("Crane").key == outlets.find("Crane Bulletin").key
    assert outlets.find("Lake").key not in (outlets.find("Lake Post").key, outlets.find("Lake Agency Weekly").key)
    assert not outlets.known("Wire")
