"""What lies ahead: looks by what they would move, one for each indicator; dates by their end; what was foretold in its words."""

from dataclasses import replace
from datetime import timedelta

import pytest
from msgspec import structs

from tests.warn.laid import material, whole
from tests.warn.made import AS_OF, case
from tocsin.model.calendars import DueRow
from tocsin.model.registers import Words
from tocsin.warn.material import Material
from tocsin.warn.words import Lang

both = pytest.mark.parametrize("lang", ["en", "fr"])


def told(lang: Lang, beside: Material) -> str:
    return "\n".join(s.text for s in whole(lang, beside=beside).sentences if s.section == "ahead")


def with_due(*rows: DueRow) -> Material:
    held = material()
    assert held.due is not None
    return replace(held, due=structs.replace(held.due, entries=(*held.due.entries, *rows)))


def foretold() -> DueRow:
    held = case()
    wire = held.reports[0]
    said = "Une rupture du barrage de Vaule reste « peu probable »"
    words = Words(
        statement="s", report=wire.id, span=(wire.text.index(said), wire.text.index(said) + 10), text=said, speaker="x", t_known=AS_OF
    )
    return DueRow(
        id="foretold-1234", basis="statement", kind="foretold", date=(AS_OF + timedelta(days=9)).date(), until=None, days=9, state="due",
        what={"ru": said}, on_whose_word="x", words=words, foretold=True,
    )  # fmt: skip


@both
def test_what_was_foretold_is_told_in_its_words_never_by_an_id(lang: Lang) -> None:
    said = told(lang, with_due(foretold()))
    assert "foretold-1234" not in said
    assert ("Said to come by 21 March 2031" if lang == "en" else "Annoncé pour le 21 mars 2031") in said
    assert "Une rupture du barrage" in said
    rests = [s for s in whole(lang, beside=with_due(foretold())).sentences if s.section == "ahead" and "rupture" in s.text]
    assert any(reference.span for reference in rests[0].references)


@both
def test_looks_come_largest_first_in_counts_of_one_unit(lang: Lang) -> None:
    said = told(lang, material()).split("\n")[0]
    assert ("chances out of 100,000" if lang == "en" else "chances sur 100\u202f000") in said
    first, second = ("seepage at the foot", "water levels") if lang == "en" else ("suintement au pied", "niveau de l’eau")
    assert said.index(first) < said.index(second)


def test_what_is_far_off_or_past_is_left_out_and_many_are_counted() -> None:
    held = foretold()
    far = structs.replace(
        held, id="far", days=45, date=(AS_OF + timedelta(days=45)).date(), foretold=False, words=None, what={"en": "far off"}
    )
    past = structs.replace(far, id="past", days=-5, state="past", what={"en": "long past"})
    said = told("en", with_due(far, past))
    assert "far off" not in said
    assert "long past" not in said
    near = [
        structs.replace(far, id=f"n{n}", days=n, date=(AS_OF + timedelta(days=n)).date(), what={"en": f"near {n}"}) for n in (2, 3, 7, 9)
    ]
    many = told("en", with_due(*near))
    assert "near 2" in many
    assert "near 9" not in many
    assert "And 2 more" in many
