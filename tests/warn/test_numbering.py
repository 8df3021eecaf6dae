"""Numbers of a brief: each article once, every mark leads to one place, alike in both languages."""

from html import escape

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.warn.laid import material, whole
from tests.warn.made import case
from tocsin.model.briefs import Form
from tocsin.warn import html, render
from tocsin.warn.material import NOTHING
from tocsin.warn.numbering import clean, numbered
from tocsin.warn.words import Lang

FORMS: tuple[Form, ...] = ("daily", "flash", "handover")


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("form", FORMS)
def test_every_mark_resolves_to_one_place_and_each_article_is_there_once(lang: Lang, form: Form) -> None:
    brief = whole(lang, form)
    numbers = numbered(brief)
    assert len(numbers.marks) == len(brief.sentences)
    assert [entry.number for entry in numbers.entries] == list(range(1, len(numbers.entries) + 1))
    cited = {reference.report for sentence in brief.sentences for reference in sentence.references if reference.report}
    assert {article.report for article in brief.articles} == cited
    assert len(numbers.entries) == len(cited)
    known = {str(entry.number) for entry in numbers.entries} | {place.mark for entry in numbers.entries for place in entry.places}
    known |= {letter for letter, _ in numbers.documents}
    for sentence, marks in zip(brief.sentences, numbers.marks, strict=True):
        assert set(marks) <= known
        assert len(set(marks)) == len(marks)
        ours = all((r.declared or "").startswith(f"assessment {brief.assessment[:12]}") for r in sentence.references)
        assert bool(marks) != ours


@pytest.mark.parametrize("form", FORMS)
def test_both_languages_have_the_same_bones_and_numbers(form: Form) -> None:
    english, french = (whole(lang, form) for lang in ("en", "fr"))
    assert [(s.section, s.role, s.references) for s in english.sentences] == [(s.section, s.role, s.references) for s in french.sentences]
    assert numbered(english).marks == numbered(french).marks
    assert [d.id for d in english.drawings] == [d.id for d in french.drawings]


@settings(max_examples=25, deadline=None)
@given(
    st.sampled_from(FORMS),
    st.floats(1e-7, 0.98),
    st.text(max_size=30) | st.sampled_from(["<b>[1]</b>", "[A]", "x\u202ey", "50.12345, 30.54321"]),
    st.booleans(),
)
def test_whatever_the_case_every_mark_resolves_and_the_languages_agree(form: Form, mean: float, name: str, bare: bool) -> None:
    held = case(mean)
    agency = msgspec.structs.replace(held.origins[0], publisher=name or "x")
    made = msgspec.structs.replace(held, origins=(agency, *held.origins[1:]))
    beside = NOTHING if bare else material(made, name or "x")
    english, french = (whole(lang, form, made, beside) for lang in ("en", "fr"))
    assert [(s.section, s.role, s.references) for s in english.sentences] == [(s.section, s.role, s.references) for s in french.sentences]
    texts = {report.id: report.text for report in made.reports}
    for brief in (english, french):
        numbers = numbered(brief)
        known = {str(entry.number) for entry in numbers.entries} | {p.mark for entry in numbers.entries for p in entry.places}
        known |= {letter for letter, _ in numbers.documents}
        assert all(set(marks) <= known for marks in numbers.marks)
        for reference in (reference for sentence in brief.sentences for reference in sentence.references):
            assert (
                reference.span is None
                or reference.words is None
                or texts[reference.report or ""][slice(*reference.span)] == reference.words
            )
        page, printed = html.page(brief), render.text(brief)
        for sentence in brief.sentences:
            assert escape(clean(sentence.text).split("`")[0], quote=True) in page
            assert " ".join(clean(sentence.text).split()) in " ".join(printed.split())
