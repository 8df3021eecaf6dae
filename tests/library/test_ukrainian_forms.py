"""Ukrainian forms: rules of declension and conjugation, and the table that corrects them."""

import pytest

from tocsin.errors import ConfigError
from tocsin.library.inflections import uk


def cases(lemma: str) -> dict[str, set[str]]:
    """Case (a capital for the plural) -> forms."""
    made: dict[str, set[str]] = {}
    for form in uk.phrase(lemma):
        made.setdefault(form.case.upper() if form.plural else form.case, set()).add(form.text)
    return made


def kinds(lemma: str) -> dict[str, set[str]]:
    made: dict[str, set[str]] = {}
    for form in uk.verb(lemma):
        made.setdefault(form.kind, set()).add(form.text)
    return made


@pytest.mark.parametrize(
    ("lemma", "case", "form"),
    [
        ("посадовець", "genitive", "посадовця"),
        ("посадовець", "instrumental", "посадовцем"),
        ("посадовець", "NOMINATIVE", "посадовці"),
        ("речник", "dative", "речникові"),
        ("розвідка", "dative", "розвідці"),
        ("розвідка", "GENITIVE", "розвідок"),
        ("джерело", "GENITIVE", "джерел"),
        ("відповідь", "instrumental", "відповіддю"),
        ("стурбованість", "instrumental", "стурбованістю"),
        ("більшість", "genitive", "більшості"),
        ("повідомлення", "GENITIVE", "повідомлень"),
        ("росіянин", "GENITIVE", "росіян"),
        ("суддя", "instrumental", "суддею"),
        ("Київ", "genitive", "Києва"),
        ("Шевченко", "dative", "Шевченкові"),
        ("білий дім", "locative", "білому домі"),
        ("генеральний секретар", "accusative", "генерального секретаря"),
        ("збройні сили", "GENITIVE", "збройних сил"),
        ("посадова особа", "INSTRUMENTAL", "посадовими особами"),
        ("рада безпеки", "dative", "раді безпеки"),
        ("російський", "instrumental", "російською"),
        ("військовий", "DATIVE", "військовим"),
        ("колишній", "genitive", "колишнього"),
    ],
)
def test_nouns_and_phrases_decline(lemma: str, case: str, form: str) -> None:
    assert form in cases(lemma)[case]


def test_words_that_the_table_lacks_decline_as_those_they_end_in() -> None:
    assert "держсекретарем" in cases("держсекретар")["instrumental"]
    assert "пресслужбі" in cases("пресслужба")["dative"]


def test_a_plural_stays_plural_and_foreign_words_stay_as_they_are() -> None:
    assert all(form.plural for form in uk.phrase("дані"))
    assert {form.text for form in uk.phrase("комюніке")} == {"комюніке"}


def test_a_verb_has_both_numbers_genders_the_impersonal_and_gerunds() -> None:
    forms = kinds("заявити")
    assert {"заявив", "заявила", "заявило", "заявить"} <= forms["f"]
    assert {"заявили", "заявлять"} <= forms["F"]
    assert forms["p"] == {"заявлено"}
    assert forms["g"] == {"заявивши"}
    assert "кажучи" in kinds("казати")["g"]
    assert {"застеріг", "застереже"} <= kinds("застерегти")["f"]


def test_reflexives_and_verbs_without_an_entry_are_conjugated() -> None:
    assert {"повідомляється"} <= kinds("повідомлятися")["f"]
    assert {"проінформував", "проінформує"} <= kinds("проінформувати")["f"]
    assert {"відмежувався", "відмежується"} <= kinds("відмежуватися")["f"]


def test_adjectives_stand_for_verbs_and_other_words_are_refused() -> None:
    assert kinds("переконаний") == {"f": {"переконаний", "переконана"}, "F": {"переконані"}}
    with pytest.raises(ConfigError, match="вчора"):
        uk.verb("вчора")
