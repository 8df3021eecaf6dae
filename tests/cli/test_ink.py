"""Lines fit the paper, lose no letter, and are coloured only where it takes colours."""

import io
import re
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.cli import ink
from tocsin.cli.ink import BOLD, TIED, Letter, Paper, columns, letters
from tocsin.cli.output import safe

ESCAPE = re.compile(r"\x1b\[[\d;]*m")
TEXTS = st.text(alphabet=st.one_of(st.sampled_from("abc éя世\u0301 \n\t" + TIED), st.characters(exclude_categories=["Cs"])), max_size=120)


def wide(line: str) -> int:
    return sum(columns(sign) for sign in ESCAPE.sub("", line))


@given(TEXTS, st.integers(10, 60), st.booleans())
def test_no_line_is_wider_than_the_paper_and_no_letter_is_lost(text: str, width: int, coloured: bool) -> None:
    written = [Letter(letter.sign, BOLD if at % 3 else "") for at, letter in enumerate(letters(text))]
    made = list(ink.lines(written, Paper(width, coloured), letters("> "), letters("  ")))
    assert all(wide(line) <= width for line in made)
    kept = "".join(ESCAPE.sub("", "\n".join(made)).split())
    assert kept == ">" + "".join(safe(text).replace(TIED, " ").split())


def test_what_is_tied_stays_on_one_line() -> None:
    made = list(ink.lines(letters(f"aaaa bb{TIED}bb cc"), Paper(8), [], []))
    assert made == ["aaaa", "bb bb cc"]


def test_plain_paper_takes_no_colours() -> None:
    assert list(ink.lines(letters("a b", BOLD), Paper(20), [], [])) == ["a b"]
    assert list(ink.lines(letters("a b", BOLD), Paper(20, True), [], [])) == ["\x1b[1ma b\x1b[0m"]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("terminal", "term", "no_colour", "coloured"),
    [(True, "xterm", "", True), (True, "xterm", "1", False), (True, "dumb", "", False), (False, "xterm", "", False)],
)
def test_colours_are_for_terminals_whose_owner_has_not_said_no(
    terminal: bool, term: str, no_colour: str, coloured: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdout", Terminal() if terminal else io.StringIO())
    monkeypatch.setenv("TERM", term)
    monkeypatch.setenv("NO_COLOR", no_colour)
    monkeypatch.setenv("COLUMNS", "72")
    made = ink.paper()
    assert made.coloured is coloured
    assert made.width == (72 if terminal else 100)
