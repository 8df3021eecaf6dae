"""A brief as one HTML page that asks for nothing outside itself: no script, its style by hash, drawings inside, marked above and below."""

import re
from base64 import b64encode
from collections.abc import Iterator, Sequence
from functools import cache
from hashlib import sha256
from html import escape
from itertools import groupby
from pathlib import Path

from tocsin.model import Brief, BriefDrawing, BriefSentence
from tocsin.warn.numbering import Numbering, clean, numbered
from tocsin.warn.phrases import phrase
from tocsin.warn.render import is_mover
from tocsin.warn.words import Lang

STYLE = Path(__file__).resolve().parent / "brief.css"
COMMAND = re.compile(r"`([^`<>]{1,80})`")
"""a command, as the sentences write it"""
Told = tuple[BriefSentence, tuple[str, ...]]


@cache
def style() -> str:
    """The page's style sheet, screen and print."""
    return STYLE.read_text(encoding="utf-8").strip()


def policy() -> str:
    """Content-Security-Policy of the page: nothing from anywhere but the one style, known by its digest."""
    digest = b64encode(sha256(style().encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def page(brief: Brief) -> str:
    """The whole document, UTF-8. Every word from outside is escaped and harmless; same brief, same bytes."""
    lang: Lang = "fr" if brief.language == "fr" else "en"
    numbers = numbered(brief)
    told = list(zip(brief.sentences, numbers.marks, strict=True))
    sections = [_section(name, list(held), brief, lang) for name, held in groupby(told, key=lambda pair: pair[0].section)]
    mark = f'<p class="marking">{_words(brief.marking)}</p>'
    return "\n".join(
        [
            "<!doctype html>",
            f'<html lang="{lang}">',
            "<head>",
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{escape(policy(), quote=True)}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="referrer" content="no-referrer">',
            '<meta name="robots" content="noindex">',
            f"<title>{escape(clean(f'{brief.title} - {brief.marking}'), quote=True)}</title>",
            f"<style>{style()}</style>",
            "</head>",
            "<body>",
            f'<a class="skip" href="#main">{_words(phrase("page.skip", lang))}</a>',
            f"<header>{mark}</header>",
            '<main id="main">',
            f"<h1>{_words(brief.title)}</h1>",
            f'<p class="headline">{_words(brief.headline)}</p>',
            *sections,
            _references(numbers, lang),
            "</main>",
            f"<footer>{mark}</footer>",
            "</body>",
            "</html>",
            "",
        ]
    )


def _section(name: str, told: Sequence[Told], brief: Brief, lang: Lang) -> str:
    parts = [f'<section aria-labelledby="{name}">', f'<h2 id="{name}">{_words(_titled(phrase(f"section.{name}", lang)))}</h2>']
    kinds = groupby(told, key=lambda pair: "heading" if pair[0].role == "heading" else "moves" if is_mover(pair[0]) else "")
    for kind, held in kinds:
        if kind == "heading":
            parts += [f"<h3>{_words(sentence.text)}{_marks(marks)}</h3>" for sentence, marks in held]
        else:
            items = "".join(_item(sentence, marks) for sentence, marks in held)
            parts.append(f'<ul class="moves">{items}</ul>' if kind else f"<ul>{items}</ul>")
    parts += [_figure(drawing) for drawing in brief.drawings if drawing.section == name]
    return "\n".join([*parts, "</section>"])


def _item(sentence: BriefSentence, marks: Sequence[str]) -> str:
    return f'<li class="{sentence.role}">{_words(sentence.text)}{_marks(marks)}</li>'


def _marks(marks: Sequence[str]) -> str:
    """A link for each mark; those of one sentence in one superscript."""
    links = ", ".join(f'<a href="#ref-{mark}">{mark}</a>' for mark in marks)
    return f" <sup>[{links}]</sup>" if links else ""


def _figure(drawing: BriefDrawing) -> str:
    """The drawing carries its own title, words and marking; it is our own SVG, every text in it escaped where it was drawn."""
    return f'<figure tabindex="0">{drawing.svg}</figure>'


def _references(numbers: Numbering, lang: Lang) -> str:
    rows = "".join(_rows(numbers))
    heading = f'<h2 id="references">{_words(_titled(phrase("references", lang)))}</h2>'
    how = f'<p class="how">{_words(phrase("references.how", lang))}</p>'
    unmarked = "".join(f'<p class="how">{_words(said)}</p>' for letter, said in numbers.documents if not letter)
    return f'<section aria-labelledby="references">\n{heading}\n{how}\n<dl class="references">{rows}</dl>\n{unmarked}\n</section>'


def _rows(numbers: Numbering) -> Iterator[str]:
    for entry in numbers.entries:
        places = "; ".join(
            f'<span id="ref-{place.mark}">{_words(f"{place.letter} {place.said}".strip())}</span>' if place.letter else _words(place.said)
            for place in entry.places
        )
        where = f" ({_words(entry.where)})" if entry.where else ""
        told = f"{_words(entry.title)}{where}" + (f": {places}" if places else "")
        yield f'<dt id="ref-{entry.number}">[{entry.number}]</dt><dd>{told}</dd>'
    for letter, said in numbers.documents:
        if letter:
            yield f'<dt id="ref-{letter}">[{letter}]</dt><dd>{_words(said)}</dd>'


def _titled(heading: str) -> str:
    """A heading in sentence case: capitals are for terminals, which have no bold."""
    return heading[:1] + heading[1:].lower()


def _words(text: str) -> str:
    return COMMAND.sub(r"<code>\1</code>", escape(clean(text), quote=True))
