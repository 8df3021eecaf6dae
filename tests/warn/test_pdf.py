"""The PDF, read back: every sentence, number and reference; the marking on each page; title, tags, letters; the same bytes twice."""

import io
import re
from typing import Any

import pypdf
import pytest

from tests.warn.laid import material, whole
from tests.warn.made import case
from tests.warn.test_render import hostile
from tocsin.errors import CannotFinish
from tocsin.model import Brief
from tocsin.model.briefs import Form
from tocsin.warn import pdf
from tocsin.warn.numbering import clean, numbered
from tocsin.warn.words import Lang

CASES: list[tuple[Lang, Form]] = [("en", "daily"), ("fr", "daily"), ("fr", "flash"), ("en", "handover")]


def read(document: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(document))


def tight(text: str) -> str:
    """Without spaces: a page breaks lines where it will, a word in the middle never."""
    return re.sub(r"\s+", "", text)


def printed(brief: Brief, reader: pypdf.PdfReader) -> str:
    """The body of all pages on end, without what heads and foots each."""
    whole_text = ""
    for page in reader.pages:
        text = page.extract_text()
        assert text.count(brief.marking) >= 2, "the marking heads and foots every page"
        kept = [
            row for row in text.split("\n") if row.strip() != brief.marking and not re.fullmatch(r"page \d+ (?:of|sur) \d+", row.strip())
        ]
        whole_text += "\n".join(kept) + "\n"
    return tight(whole_text)


@pytest.mark.parametrize(("lang", "form"), CASES)
def test_every_sentence_number_and_reference_is_read_back(lang: Lang, form: Form) -> None:
    brief = whole(lang, form)
    reader = read(pdf.document(brief))
    body = printed(brief, reader)
    for sentence in brief.sentences:
        assert tight(clean(sentence.text)) in body, sentence.text
    numbers = numbered(brief)
    for entry in numbers.entries:
        assert tight(f"[{entry.number}]{clean(entry.title)}") in body
    for marks in numbers.marks:
        for mark in marks:
            assert re.search(rf"[\[,-]{mark}[\],-]", body) or mark.isdigit()
    pages = [page.extract_text() for page in reader.pages]
    of = "of" if lang == "en" else "sur"
    assert all(f"page {n} {of} {len(pages)}" in text for n, text in enumerate(pages, 1))
    if form == "flash":
        assert len(pages) == 1


def test_it_is_titled_tagged_and_in_its_language() -> None:
    brief = whole("fr", made=case(synthetic=True))
    reader = read(pdf.document(brief))
    assert reader.metadata is not None
    assert reader.metadata.title == f"{brief.title} - {brief.marking}"
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert str(root["/Lang"]).startswith("fr")
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert all("SYNTHETIC" in page.extract_text() for page in reader.pages)


def test_cyrillic_and_french_spaces_are_letters_of_the_file() -> None:
    words = "«\u202fСлобідська хроніка\u202f» ґ є ї ы : 1\u202f000 – œuvre"
    brief = whole("fr", "handover", beside=material(words=words))
    assert tight("Слобідська хроніка") in printed(brief, read(pdf.document(brief)))
    assert tight("ґ є ї ы") in printed(brief, read(pdf.document(brief)))


def test_words_from_outside_are_no_markup() -> None:
    words = '#eval("1+1") $x$ *bold* _under_ `raw` <label> @ref = head \\ // comment'
    held = hostile()
    brief = whole("en", "flash", held, material(held, words))
    body = printed(brief, read(pdf.document(brief)))
    assert tight('#eval("1+1")$x$*bold*_under_') in body
    assert "50.12345" not in body


def test_the_same_bytes_twice() -> None:
    assert pdf.document(whole("en")) == pdf.document(whole("en"))


def test_a_missing_typesetter_names_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "typst", None)
    with pytest.raises(CannotFinish, match="tocsin\\[pdf\\]"):
        pdf.document(whole("en", "flash"))
