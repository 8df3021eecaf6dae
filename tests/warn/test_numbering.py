"""Numbers of a brief: each article once, every mark leads to one place, alike in both languages."""

import pytest

from tests.warn.laid import whole
from tocsin.model.briefs import Form
from tocsin.warn.numbering import numbered
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
