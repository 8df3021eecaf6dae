"""The numbers of a brief: one for each article, a letter behind it for each of its places, a capital for each declared document.

Text, HTML and PDF print the same marks, for they all number here. What rests on our own judgement alone has no mark, and the list says so.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from tocsin.model import Brief, BriefArticle, BriefSentence, Reference
from tocsin.warn.neutral import coarse, safe, shortened
from tocsin.warn.phrases import phrase
from tocsin.warn.words import Lang, number, written

WORDS = 80
"""characters of a place's words; the JSON has them all"""
QUOTED = 20
"""characters of a quotation that tell it from others"""


@dataclass(frozen=True)
class Place:
    """One place of an article: its mark (`3`, `3b`), and in words where it is and what stands there."""

    mark: str
    letter: str
    said: str


@dataclass(frozen=True)
class Entry:
    """One article in the list of references."""

    number: int
    title: str
    where: str
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Numbering:
    """Marks of every sentence, in the brief's order, and what they lead to."""

    marks: tuple[tuple[str, ...], ...]
    entries: tuple[Entry, ...]
    documents: tuple[tuple[str, str], ...]
    """letter and what it stands for; the letter of our own judgement is empty"""


def numbered(brief: Brief) -> Numbering:
    """The numbering of a brief: the same for every rendering of it."""
    lang: Lang = "fr" if brief.language == "fr" else "en"
    places: dict[str, list[Reference]] = {}
    documents: dict[str, str] = {}
    letters = 0
    for reference in (reference for sentence in brief.sentences for reference in sentence.references):
        if reference.declared:
            document = _document(reference)
            if document not in documents:
                ours = _ours(document, brief)
                documents[document] = "" if ours else _letter(letters)
                letters += not ours
        else:
            held = places.setdefault(_article(reference), [])
            if not any(_same(reference, other) for other in held):
                held.append(reference)
    order = {key: n for n, key in enumerate(places, 1)}
    marks = tuple(tuple(_marks(sentence, places, order, documents)) for sentence in brief.sentences)
    articles = {article.report: article for article in brief.articles}
    entries = tuple(_entry(n, places[key], articles.get(key), brief.sentences, lang) for key, n in order.items())
    told = sorted(
        ((letter, _declared(document, letter, lang)) for document, letter in documents.items()), key=lambda pair: (len(pair[0]), pair[0])
    )
    return Numbering(marks, entries, tuple(told))


def _article(reference: Reference) -> str:
    return reference.report or reference.origin or ""


def _same(one: Reference, other: Reference) -> bool:
    return _article(one) == _article(other) and one.span == other.span


def _marks(sentence: BriefSentence, places: dict[str, list[Reference]], order: dict[str, int], documents: dict[str, str]) -> list[str]:
    """`3`, `5b`, then capitals; each once."""
    found: dict[tuple[int, str], str] = {}
    for reference in sentence.references:
        if not reference.declared:
            key = _article(reference)
            letter = _place_letter(reference, places[key])
            found[order[key], letter] = f"{order[key]}{letter}"
    named = sorted({documents[_document(reference)] for reference in sentence.references if reference.declared} - {""})
    return [*(found[key] for key in sorted(found)), *named]


def _place_letter(reference: Reference, held: list[Reference]) -> str:
    """`a` to `z`, `aa`: which place of its article; empty for the article as a whole, and where it is cited at one place only."""
    if reference.span is None or len(held) == 1:
        return ""
    n = [other for other in held if other.span is not None].index(next(other for other in held if _same(reference, other)))
    return chr(ord("a") + n % 26) * (1 + n // 26)


def _entry(n: int, held: list[Reference], article: BriefArticle | None, sentences: Sequence[BriefSentence], lang: Lang) -> Entry:
    first = held[0]
    path = _short((article.path if article else None) or first.path)
    if article is not None:
        dated = f", {written(article.date, lang)}" if article.date else ""
        title = f"{article.outlet}{dated}"
    else:
        title = phrase("report", lang, id=first.report[:12]) if first.report else phrase("origin", lang, id=(first.origin or "")[:12])
    places = []
    for reference in held:
        letter = _place_letter(reference, held)
        said = _said(reference, sentences, lang)
        if said:
            places.append(Place(f"{n}{letter}", letter, said))
    return Entry(n, clean(title), "" if path == title else clean(path), tuple(places))


def _said(reference: Reference, sentences: Sequence[BriefSentence], lang: Lang) -> str:
    """Characters from and to; the words only where no sentence that rests on them quotes them."""
    if reference.span is None:
        return ""
    where = phrase("characters", lang, start=number(reference.span[0], lang), end=number(reference.span[1], lang))
    words = shortened(reference.words or "", WORDS)
    start = words[:QUOTED].rstrip("…")
    if not words or any(reference in sentence.references and start in sentence.text for sentence in sentences):
        return where
    return f"{where} “{words}”" if lang == "en" else f"{where} «\u202f{words}\u202f»"


def _letter(n: int) -> str:
    """`A` to `Z`, then `A1`: more documents than letters are not expected, but nothing may break."""
    return chr(ord("A") + n % 26) + (str(n // 26) if n >= 26 else "")


def _document(reference: Reference) -> str:
    """The document that a declared number stands in; the JSON has the place inside it."""
    return (reference.declared or "").partition(": ")[0]


def _ours(document: str, brief: Brief) -> bool:
    kind, _, id = document.partition(" ")
    return kind == "assessment" and bool(id) and brief.assessment.startswith(id)


def _declared(document: str, letter: str, lang: Lang) -> str:
    kind, _, id = document.partition(" ")
    if kind == "assessment":
        return phrase("reference.before" if letter else "references.unmarked", lang, id=id)
    if kind == "tocsin":
        return f"`{document}`"
    if kind == "dissent" and id:
        return phrase("references.dissent", lang, id=id)
    return document if id else phrase("reference.problem", lang, id=document)


def _short(path: str | None) -> str:
    """The last two parts of a path: what a person needs to find the file; the JSON has it whole."""
    return "/".join((path or "").split("/")[-2:])


def clean(text: str) -> str:
    """`text` on one line, safe and coarse, its narrow spaces kept."""
    return safe(coarse(text)).replace("\n", " ").strip()
