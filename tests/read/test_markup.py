"""Tags are no text, what a browser does not show is not read, and everything else stays where it stood."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.read import markup
from tocsin.read.view import view

SEEN = "Two officials said so"
UNSEEN = "a secret warhead"


def shown(text: str) -> str:
    return re.sub(r"\s+", " ", view(text).text).strip()


@pytest.mark.parametrize(
    "hidden",
    [
        f'<span style="display:none">{UNSEEN}</span>',
        f"<div STYLE='color:red; DISPLAY : none !important'><p>{UNSEEN}</p><br></div>",
        f"<p hidden>{UNSEEN}</p>",
        f"<p hidden>{UNSEEN}<p>",
        f'<i style="font-size:0px">{UNSEEN}</i>',
        f'<i style="opacity:0.0">{UNSEEN}</i>',
        f'<i style="visibility:hidden">{UNSEEN} <b>again</b></i>',
        f'<div style="position:absolute;left:-9999px">{UNSEEN}</div>',
        f'<div style="text-indent: -5000em">{UNSEEN}</div>',
        f'<span aria-hidden="true">{UNSEEN}</span>',
        f'<span class="note sr-only">{UNSEEN}</span>',
        f"<!-- {UNSEEN} -->",
        f"<script>if (a < b) say('<p>{UNSEEN}</p>')</script>",
        f"<style>p:before {{ content: '{UNSEEN}' }}</style>",
        f"<template><p>{UNSEEN}</p></template>",
        f"<noscript><p>{UNSEEN}</p></noscript>",
        f"<head><title>{UNSEEN}</title></head>",
        f"<ul hidden><li>{UNSEEN}<li>{UNSEEN}</ul>",
    ],
)
def test_what_a_browser_does_not_show_is_not_read(hidden: str) -> None:
    assert shown(f"<p>{SEEN}</p>{hidden}<p>on Monday.</p>") == f"{SEEN} on Monday."


@pytest.mark.parametrize(
    "text",
    [
        f'<p style="opacity:0.9;font-size:0.8em">{SEEN}</p>',
        f'<p class="hidden-gem">{SEEN}</p>',
        f'<p data-hidden="no" aria-hidden="false">{SEEN}</p>',
        f'<p style="margin-left:-20px">{SEEN}</p>',
        f"<div hidden></div><p>{SEEN}</p>",
        f"<article><h1></h1>{SEEN}</article>",
        f"</div></p>{SEEN}<br/>",
    ],
)
def test_what_a_browser_shows_is_read(text: str) -> None:
    assert shown(text) == SEEN


def test_blocks_are_paragraphs_and_inline_tags_are_nothing() -> None:
    assert view("<p>One <b>bo</b>ld word.</p><p>Two.</p>").text == "\nOne bold word.\n\nTwo.\n"


@pytest.mark.parametrize("text", ["5 < 6 and 7 > 3", "<Putin> said", "a <- b", "<", "<<b", "<3 and >3"])
def test_what_is_no_tag_stays(text: str) -> None:
    assert markup.find(text) == []


def test_what_nothing_closes_is_hidden_to_the_end_as_in_a_browser() -> None:
    assert shown(f"{SEEN}<!-- {UNSEEN}") == SEEN
    assert shown(f"{SEEN}<div hidden>{UNSEEN}") == SEEN


PIECES = st.lists(
    st.sampled_from(
        "<p>|</p>|<p hidden>|<b>|</b>|<!--|-->|<script>|</script>|<br/>|<li>|word |<|>|<i style='display:none'>|</i>|</div>|&lt;".split("|")
    ),
    max_size=30,
)


@given(PIECES)
def test_cuts_are_in_order_and_inside_the_text(pieces: list[str]) -> None:
    text = "".join(pieces)
    before = 0
    for start, end, instead in markup.find(text):
        assert before <= start < end <= len(text)
        assert instead in ("", "\n")
        before = end


@given(PIECES)
def test_positions_of_what_is_left_hold(pieces: list[str]) -> None:
    text = "".join(pieces)
    made = view(text)
    for match in re.finditer("word", made.text):
        assert text[slice(*made.original(*match.span()))] == "word"
