"""A brief as PDF through typst: titled and tagged, its marking and page number on each page, letters inside, the same bytes twice."""

from itertools import groupby
from pathlib import Path
from typing import Any, Literal

from tocsin.errors import CannotFinish
from tocsin.model import Brief, BriefSentence, to_json, utc
from tocsin.warn.numbering import Numbering, clean, numbered
from tocsin.warn.phrases import phrase
from tocsin.warn.render import is_mover, runs
from tocsin.warn.words import Lang, semicolons

TEMPLATE = Path(__file__).resolve().parent / "brief.typ"
FLOATS = frozenset(["places"])
"""drawings too tall to stand where they are spoken of: they go to the top or foot of a page, so that none is left half empty"""
STANDARD: Literal["ua-1"] = "ua-1"
"""PDF/UA-1 (ISO 14289-1): typst refuses what would not be accessible"""


def document(brief: Brief) -> bytes:
    """The PDF. CannotFinish where typst (extra `pdf`) is missing."""
    try:
        import typst
    except ImportError as error:
        raise CannotFinish("PDF needs typst, which is not installed", todo="pip install 'tocsin[pdf]', or ask for html") from error
    made: bytes = typst.compile(
        TEMPLATE.read_bytes(),
        format="pdf",
        sys_inputs={"brief": to_json(_data(brief)).decode()},
        ignore_system_fonts=True,
        pdf_standards=STANDARD,
    )
    return made


def _data(brief: Brief) -> dict[str, Any]:
    """What the template prints, in order: it adds no word of its own."""
    lang: Lang = "fr" if brief.language == "fr" else "en"
    numbers = numbered(brief)
    told = list(zip(brief.sentences, numbers.marks, strict=True))
    day = utc(brief.as_of)
    return {
        "title": clean(brief.title),
        "headline": clean(brief.headline),
        "marking": clean(brief.marking),
        "lang": lang,
        "year": day.year,
        "month": day.month,
        "day": day.day,
        "page": phrase("page.of", lang, page="{page}", pages="{pages}"),
        "sections": [
            {
                "title": phrase(f"section.{name}", lang),
                "items": [_item(sentence, marks, n) for n, (sentence, marks) in enumerate(held)],
                "drawings": [
                    {"svg": drawing.svg, "said": clean(drawing.said), "floats": drawing.id in FLOATS}
                    for drawing in brief.drawings
                    if drawing.section == name
                ],
            }
            for name, held in groupby(told, key=lambda pair: pair[0].section)
        ],
        "references": _references(numbers, lang),
    }


def _item(sentence: BriefSentence, marks: tuple[str, ...], n: int) -> dict[str, str]:
    first = n == 0 and sentence.role == "likelihood" and sentence.section == "key-judgements"
    kind = "heading" if sentence.role == "heading" else "move" if is_mover(sentence) else "first" if first else "item"
    return {"text": clean(sentence.text), "marks": f"[{','.join(runs(marks))}]" if marks else "", "kind": kind}


def _references(numbers: Numbering, lang: Lang) -> dict[str, Any]:
    entries = []
    for entry in numbers.entries:
        where = f" ({entry.where})" if entry.where else ""
        places = semicolons([f"{place.letter} {place.said}".strip() for place in entry.places], lang)
        entries.append({"mark": f"[{entry.number}]", "said": entry.title + where + (f": {places}" if places else "")})
    entries += [{"mark": f"[{letter}]", "said": clean(said)} for letter, said in numbers.documents if letter]
    unmarked = [clean(said) for letter, said in numbers.documents if not letter]
    return {"title": phrase("references", lang), "how": phrase("references.how", lang), "entries": entries, "unmarked": unmarked}
