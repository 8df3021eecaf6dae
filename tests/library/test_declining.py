"""Case forms of names: the committed files are what the generator gives, the rules agree with a dictionary, and a problem hands them out."""

# ruff: noqa: E501 - a sentence of a test stands whole on its line

import re
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.library import declined, declining, problems, sources
from tocsin.library.inflections import proper, ru
from tocsin.library.paths import root

PROBLEM = problems.load("nuclear-escalation")
BY_ID = {entity.id: entity for entity in PROBLEM.gazetteer}


@pytest.mark.parametrize("folder", declining.folders(), ids=lambda folder: f"{folder.parent.name}/{folder.name}")
def test_the_committed_forms_are_what_the_generator_gives(folder: Path) -> None:
    assert (folder / declined.FILE).read_text(encoding="utf-8") == declining.text(folder)


def test_every_entity_has_a_russian_and_a_ukrainian_name() -> None:
    assert not [entity.id for entity in PROBLEM.gazetteer if not {"ru", "uk"} <= set(entity.name)]


@pytest.mark.parametrize(
    ("identity", "code", "forms"),
    [
        ("person:vladimir-putin", "ru", "Путина, Путину, Путиным, Путине, Владимира Путина, Владимиром Путиным"),
        ("person:dmitry-peskov", "uk", "Пєскова, Пєскову, Пєсковим, Дмитра Пєскова, Дмитром Пєсковим"),
        ("person:alexander-lukashenko", "uk", "Лукашенка, Лукашенку, Лукашенкові, Лукашенком"),
        ("person:maria-zakharova", "ru", "Захаровой, Захарову, Марии Захаровой"),
        ("person:volodymyr-zelensky", "uk", "Зеленського, Зеленському, Зеленським, Володимира Зеленського"),
        ("person:lloyd-austin", "ru", "Остином, Ллойдом Остином"),
        ("person:andrii-sybiha", "uk", "Сибіги, Сибізі, Сибігу"),
        ("office:white-house", "ru", "Белого дома, Белому дому, Белым домом, Белом доме"),
        ("office:white-house", "uk", "Білого дому, Білому дому, Білим домом, Білому домі"),
        ("institution:ru-12th-gumo", "ru", "12-го главного управления, 12-м главном управлении"),
        ("country:us", "ru", "Соединённых Штатов, Соединенных Штатов, Соединённым Штатам"),
        ("country:by", "uk", "Білорусі, Білоруссю"),
        ("place:kyiv", "uk", "Києва, Києву, Києвом, Києві"),
        ("place:zaporizhzhia", "uk", "Запоріжжю, Запоріжжям, Запоріжжі, Запорізької області"),
        ("place:asipovichy", "ru", "Осиповичей, Осиповичами, Осиповичах"),
        ("system:iskander-m", "ru", "искандера, искандеры, искандеров, искандерами"),
        ("system:kinzhal", "uk", "кинджала, кинджали, кинджалів, кинджалами"),
        ("text:article-5", "uk", "статті 5, статтею 5, п'ятої статті"),
    ],
)
def test_names_take_all_cases(identity: str, code: str, forms: str) -> None:
    missing = set(forms.split(", ")) - set(BY_ID[identity].forms[code])
    assert not missing


def test_adjectives_of_countries_take_all_cases_and_genders() -> None:
    assert {"американского", "американские", "американской", "американцы", "американцев"} <= set(BY_ID["country:us"].adjectives["ru"])
    assert {"українського", "українська", "українські", "українців", "українцями"} <= set(BY_ID["country:ua"].adjectives["uk"])


def test_sources_decline_too() -> None:
    names = {source.id: source.names for source in sources.load()}
    assert {"Медузы", "Медузе"} <= set(names["meduza"]["ru"])
    assert "Інтерфаксу" in names["interfax"]["uk"]


def test_the_rules_agree_with_a_dictionary_of_russian() -> None:
    """pymorphy3's dictionary is the oracle, wherever it knows the words; what is left are words that it takes for others."""
    pytest.importorskip("pymorphy3")
    agreed = several = 0
    for entity in PROBLEM.gazetteer:
        if entity.type not in ("place", "country", "institution", "office", "organisation") or re.search(
            r"[А-Я]{2}|\d|-", entity.name["ru"]
        ):
            continue
        made = ru.phrase(entity.name["ru"])
        singular = any(not form.plural for form in made)
        theirs = {form.text.lower().replace("ё", "е") for form in made if form.plural != singular}
        ours = {form.lower().replace("ё", "е") for form in proper.forms(entity.name["ru"], "ru")}
        several += 1
        agreed += ours <= theirs or theirs <= ours
    assert several > 100
    assert agreed / several > 0.95


LETTERS = "абвгдежзиклмнопрстухцчшья"


@given(st.text(LETTERS, min_size=4, max_size=12).map(str.capitalize), st.sampled_from(["ru", "uk"]), st.sampled_from(["m", "f", None]))
def test_any_name_declines_to_forms_that_begin_alike(name: str, code: str, person: str | None) -> None:
    forms = proper.forms(name, code, person=person)
    assert forms[0] == name
    assert len(set(forms)) == len(forms) <= 12
    assert all(form[0] == name[0] and form.strip() == form for form in forms)


@pytest.mark.parametrize("name", ["НАТО", "ATACMS", "9М729", "Storm Shadow", "Ту-95", "G7"])
def test_abbreviations_numbers_and_foreign_letters_stay(name: str) -> None:
    assert proper.forms(name, "ru") == proper.forms(name, "uk") == (name,)


def test_a_problem_of_ones_own_declines_by_the_same_door(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "mine"
    shutil.copytree(root() / "templates" / "problem", folder)
    (folder / "gazetteer").mkdir(exist_ok=True)
    (folder / "gazetteer" / "places.yml").write_text(
        "type: place\nsource: mine\nknown_since: 2022-01-01\nentities:\n"
        "  - {id: 'place:riga', name: {en: Riga, ru: Рига}, forms: {en: Riga}}\n",
        encoding="utf-8",
    )
    before = problems.check(folder)
    declining.main([str(folder)])
    assert before == problems.check(folder) == []
    assert capsys.readouterr().out.strip().endswith(declined.FILE)
    (entity,) = [one for one in problems.load(folder).gazetteer if one.id == "place:riga"]
    assert set(entity.forms["ru"]) == {"Риги", "Риге", "Ригу", "Ригой"}


def test_a_folder_without_forms_has_none(tmp_path: Path) -> None:
    assert declined.load(tmp_path) == {}
