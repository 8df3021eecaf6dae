"""The page: every sentence and mark, nothing from outside, no script, its style by hash, marked above and below, and readable to all."""

import re
from base64 import b64encode
from collections import Counter
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.warn.laid import material, whole
from tests.warn.made import case
from tests.warn.test_render import hostile
from tocsin.model.briefs import Form
from tocsin.warn import html
from tocsin.warn.words import Lang

both = pytest.mark.parametrize("lang", ["en", "fr"])
FORMS: tuple[Form, ...] = ("daily", "flash", "handover")
TAGS = frozenset(
    "html head meta title style body a header main h1 h2 h3 p section ul li sup figure svg desc text path rect circle".split()
    + "dl dt dd span code footer".split()
)
VOID = frozenset(["meta"])


class Page(HTMLParser):
    """Elements, ids, links and words of a page; unclosed elements are an error."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.names: set[str] = set()
        self.words = ""
        self.feed(document)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        if tag not in VOID:
            self.open.append(tag)
        held = dict(attrs)
        self.names |= set(held)
        self.ids += [held["id"] or ""] if "id" in held else []
        self.links += [held["href"] or ""] if "href" in held else []

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.names |= set(dict(attrs))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in ("style", "title") and "svg" not in self.open:
            self.words += data


def flat(text: str) -> str:
    return " ".join(text.replace("`", "").split())


@both
@pytest.mark.parametrize("form", FORMS)
def test_every_sentence_is_there_and_every_mark_leads_to_its_place(lang: Lang, form: Form) -> None:
    brief = whole(lang, form)
    page = Page(html.page(brief))
    words = flat(page.words)
    for sentence in brief.sentences:
        assert flat(sentence.text) in words
    assert len(page.ids) == len(set(page.ids))
    assert all(link.startswith("#") and link[1:] in page.ids for link in page.links)
    assert any(link.startswith("#ref-") for link in page.links)
    assert page.tags["svg"] == len(brief.drawings)
    assert bool(brief.drawings) == (form == "daily")


@both
def test_it_asks_for_nothing_and_its_style_is_known_by_hash(lang: Lang) -> None:
    document = html.page(whole(lang))
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', document)
    assert policy is not None
    style = re.search(r"<style>(.*?)</style>", document, re.DOTALL)
    assert style is not None
    known = "sha256-" + b64encode(sha256(style[1].encode()).digest()).decode()
    assert policy[1].replace("&#x27;", "'") == f"default-src 'none'; style-src '{known}'; base-uri 'none'; form-action 'none'"
    assert "unsafe" not in policy[1]
    page = Page(document)
    assert not page.names & {"src", "srcset", "style", "onclick", "onload", "data", "action"}
    assert set(page.tags) <= TAGS
    assert "url(" not in style[1]
    assert "@import" not in style[1]
    printed = style[1].partition("@media print")[2]
    for rule in (
        "header { display: table-header-group; }",
        "footer { display: table-footer-group; }",
        "header, footer { break-inside: avoid; }",
    ):
        assert rule in printed, "browsers repeat the marking on every page by these"


@both
def test_it_is_laid_out_for_those_who_have_it_read_aloud(lang: Lang) -> None:
    document = html.page(whole(lang))
    page = Page(document)
    assert f'<html lang="{lang}">' in document
    for tag in ("header", "main", "footer", "h1", "title"):
        assert page.tags[tag] == (1 if tag != "title" else 1 + page.tags["svg"])
    levels = [int(level) for level in re.findall(r"<h([1-6])", document)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert document.count('role="img"') == page.tags["svg"] == document.count("<desc ")
    assert all(f'aria-labelledby="{name}"' in document for name in re.findall(r'<h2 id="([^"]+)"', document))


@pytest.mark.parametrize("form", FORMS)
def test_the_marking_opens_and_closes_it_and_synthetic_is_in_every_drawing(form: Form) -> None:
    brief = whole("en", form, case(synthetic=True))
    document = html.page(brief)
    assert document.count(f'<p class="marking">{brief.marking}</p>') == 2
    assert "SYNTHETIC" in re.findall(r"<title>(.*?)</title>", document)[0]
    assert all(drawing.svg.count("SYNTHETIC") >= 2 for drawing in brief.drawings)
    assert "SYNTHETIC" not in html.page(whole("en", form))


ATTACKS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "\u202eelif\u202c",
    "</svg><script>",
    "`<b>`",
    "50.12345, 30.54321",
)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(ATTACKS) | st.text(max_size=12), min_size=1, max_size=4).map(" ".join), st.sampled_from(FORMS))
def test_no_word_from_outside_becomes_markup(words: str, form: Form) -> None:
    held = hostile()
    document = html.page(whole("en", form, held, material(held, words)))
    page = Page(document)
    assert set(page.tags) <= TAGS
    assert not any(name.startswith("on") for name in page.names)
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x08\x1b]", document)
    assert "50.12345" not in document


def test_the_same_bytes_twice() -> None:
    assert html.page(whole("fr")) == html.page(whole("fr"))


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_enough_in_light_dark_and_print() -> None:
    """WCAG 2.2: 4.5 for words, 3 for what drawings draw."""
    from tocsin.warn.drawing import shapes

    themes = re.findall(r":root \{([^}]+)\}", html.style())
    assert len(themes) == 3
    for theme in themes:
        colours = dict(re.findall(r"--(\w+): (#\w{6})", theme))
        for ink in ("ink", "soft", "link", "mark"):
            for paper in ("paper", "wash"):
                assert _contrast(colours[ink], colours[paper]) >= 4.5, (ink, paper)
        for colour in (shapes.BLUE, shapes.VERMILION, shapes.GREEN, shapes.PURPLE):
            assert _contrast(colour, colours["paper"]) >= 3, colour
