"""Inflection at build time: what is committed is what the generator gives, and forms are those of the grammar."""

from pathlib import Path

import pytest

from tocsin.errors import ConfigError
from tocsin.library import inflecting, lexicons
from tocsin.library.inflections import ru


@pytest.mark.parametrize("code", inflecting.languages())
def test_the_committed_forms_are_what_the_generator_gives(code: str) -> None:
    committed = (lexicons.FOLDER / code / "forms.yml").read_text(encoding="utf-8")
    assert committed == inflecting.forms(code), f"run python -m tocsin.library.inflecting {code}"


def test_adjectives_agree_with_their_noun_and_what_follows_stays() -> None:
    forms = {form.text: (form.case, form.plural) for form in ru.phrase("белый дом")}
    assert forms["белого дома"] == ("genitive", False)
    assert forms["белые дома"] == ("accusative", True)
    assert ("dative", False) in {(form.case, form.plural) for form in ru.phrase("совет безопасности") if form.text == "совету безопасности"}


def test_animate_accusatives_are_genitives() -> None:
    accusative = {form.text for form in ru.phrase("старший офицер") if form.case == "accusative"}
    assert accusative == {"старшего офицера", "старших офицеров"}


def test_a_noun_in_the_plural_stays_plural() -> None:
    assert all(form.plural for form in ru.phrase("власти"))


def test_capitals_are_kept_for_names() -> None:
    assert {"Путин", "Путина", "Путину", "Путиным", "Путине"} <= {form.text for form in ru.phrase("Путин")}


def test_letters_that_print_leaves_out_are_left_out_as_well() -> None:
    assert {"учёный", "ученый"} <= {form.text for form in ru.phrase("учёный")}


def test_a_verb_has_genders_participles_and_a_gerund() -> None:
    kinds: dict[str, set[str]] = {}
    for form in ru.verb("сказать"):
        kinds.setdefault(form.kind, set()).add(form.text)
    assert {"сказал", "сказала", "сказало", "скажет"} <= kinds["f"]
    assert {"сказали", "скажут"} <= kinds["F"]
    assert kinds["p"] == {"сказан", "сказана", "сказано"}
    assert kinds["g"] == {"сказав"}
    assert kinds["i"] == {"сказать"}


def test_short_adjectives_stand_for_verbs() -> None:
    assert {(form.text, form.kind) for form in ru.verb("уверенный")} >= {("уверен", "f"), ("уверена", "f"), ("уверены", "F")}


def test_a_word_that_is_no_verb_is_refused() -> None:
    with pytest.raises(ConfigError, match="вчера"):
        ru.verb("вчера")


def test_lemmas_become_forms_of_their_class_case_and_number(tmp_path: Path) -> None:
    (tmp_path / "lemmas").mkdir()
    (tmp_path / "lemmas" / "a.yml").write_text(
        "words:\n  anonymous: дипломат\n  institution: =МИД, +ВВС\n  stance: вывод\nverbs:\n  say: дать понять, ~сообщаться\n",
        encoding="utf-8",
    )
    (tmp_path / "forms.yml").write_text(inflecting.forms("ru", tmp_path), encoding="utf-8")
    words = lexicons.lists(tmp_path)["words"]
    assert "дипломатами" in words["anonymous"]
    assert set(words["dative"]) == {"дипломату", "дипломатам", "мид", "ввс"}
    assert set(words["plural"]) == {"дипломаты", "дипломатов", "дипломатам", "дипломатами", "дипломатах", "ввс"}
    assert "выводами" in words["stance"]
    assert "выводом" not in words["instrumental"]
    irregular = lexicons.lists(tmp_path)["irregular"]
    assert "f дам даст дал дала дало".split()[0] == irregular["дать"][1].split()[0]
    assert any(item.startswith("p ") and "сообщается" in item for item in irregular["сообщаться"])
    assert lexicons.lists(tmp_path)["verbs"]["say"] == ("дать понять", "сообщаться")
