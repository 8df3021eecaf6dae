"""Quotations: where they open and close, through marks that are mismatched, missing or doubled."""

import re
from typing import NamedTuple

MARK = re.compile(r"""[«»“”„"‘’](?:(?<![‘’])|(?<!\w‘)(?<!’)(?=\w)|(?<=[\w.,!?…]’)(?!\w))""")
"""the sign itself first: what must stand around it is asked only there"""
FAMILY = {"«": "«", "»": "«", "“": "“", "”": "“", "„": "“", '"': '"', "‘": "‘", "’": "‘"}
OPENERS = frozenset("«„‘")
CLOSERS = frozenset("»”’")
SINGLE_OPEN = re.compile(r"['‘](?<![\w'].)(?=[^\W\d_]|[\"“(\[…])")
SINGLE_CLOSE = re.compile(r"'(?<=[\w.,!?…)%\"”]')(?![\w'])")
LONGEST_UNCLOSED = 600
"""characters: an opening mark that finds no partner reaches no further than this, nor beyond its paragraph"""


def double(text: str) -> str:
    """`text` with single quotation marks made double, one character for one; apostrophes stay.

    A mark that closes after a stop or comma is preferred to one that may be a plural's (`the officials' view`).
    """
    if "'" not in text and "‘" not in text:
        return text
    openings = [match.start() for match in SINGLE_OPEN.finditer(text)]
    letters: list[str] | None = None
    taken = -1
    for number, at in enumerate(openings):
        if at < taken or text.rfind("“", max(0, at - LONGEST_UNCLOSED), at) > text.rfind("”", max(0, at - LONGEST_UNCLOSED), at):
            continue  # inside a quotation: its own marks tell it apart
        line = text.find("\n", at)
        limit = min(len(text) if line < 0 else line, at + LONGEST_UNCLOSED, *openings[number + 1 : number + 2])
        closings = [match.start() for match in SINGLE_CLOSE.finditer(text, at + 2, limit)]
        closing = next((end for end in closings if text[end - 1] in ".,!?…"), None) or next(
            (end for end in closings if text[end - 1] != "s"), None
        )
        closing = closing if closing is not None else closings[0] if closings else None
        if closing is None or closing - at < 3:
            continue
        letters = letters if letters is not None else list(text)
        letters[at], letters[closing], taken = "“", "”", closing
    return text if letters is None else "".join(letters)


class Quote(NamedTuple):
    """One quotation: `start:end` with its marks, `inner_start:inner_end` without."""

    start: int
    end: int
    inner_start: int
    inner_end: int
    flags: tuple[str, ...]


def find(text: str, start: int, end: int) -> list[Quote]:
    """Quotations in one paragraph, `text[start:end]`, outermost only, in order. `flags` say what had to be repaired."""
    quotes: list[Quote] = []
    opened: tuple[int, int, str] | None = None
    nested = 0
    for mark in MARK.finditer(text, start, end):
        sign, at, after = mark.group(), mark.start(), mark.end()
        if opened is None:
            if sign in CLOSERS or (sign in '"“' and _closes(text, at, after, start, end) and not _opens(text, at, after, start, end)):
                if quotes and sign != "’" and not re.search(r"\w", text[quotes[-1].end : at]):
                    quotes[-1] = quotes[-1]._replace(end=after, flags=(*quotes[-1].flags, "quote-closed-twice"))
                continue
            opened, nested = (at, after, FAMILY[sign]), 0
            continue
        family = opened[2]
        if sign == "’" and family != "‘":
            continue
        if FAMILY[sign] != family and (
            sign in OPENERS or (sign in '"“' and _opens(text, at, after, start, end) and not _closes(text, at, after, start, end))
        ):
            nested += 1
            continue
        if FAMILY[sign] == family and sign in OPENERS:
            quotes.append(_cut(text, opened, at))
            opened, nested = (at, after, family), 0
            continue
        if sign == family == "“" and _opens(text, at, after, start, end) and not _closes(text, at, after, start, end):
            quotes.append(_cut(text, opened, at))
            opened, nested = (at, after, family), 0
            continue
        if nested and FAMILY[sign] != family:
            nested -= 1
            continue
        flags = () if FAMILY[sign] == family else ("quote-mismatched",)
        quotes.append(_quote(text, opened[0], after, opened[1], at, flags))
        opened = None
    if opened is not None:
        quotes.append(_cut(text, opened, min(end, opened[1] + LONGEST_UNCLOSED)))
    return [quote for quote in quotes if quote.inner_end > quote.inner_start]


def _opens(text: str, at: int, after: int, start: int, end: int) -> bool:
    """A mark opens where a space or bracket stands before it and a letter follows, perhaps after a space."""
    if text[at] == "“" and at > start and text[at - 1] in ",:" and after < end and text[after].isalnum():
        return True  # the space before it is missing
    return (at == start or not (text[at - 1].isalnum() or text[at - 1] in ".!?,;…")) and after < end and text[after] not in ",.;:!?)»”"


def _closes(text: str, at: int, after: int, start: int, end: int) -> bool:
    """A mark closes where a word or stop stands before it, or a stop or the end follows."""
    return (at > start and (text[at - 1].isalnum() or text[at - 1] in ".!?,;…%)")) or after >= end or text[after] in ",.;:!?)\n"


def _cut(text: str, opened: tuple[int, int, str], limit: int) -> Quote:
    """A quotation that nothing closes: it reaches to the end of its sentence at the least, to `limit` at the most."""
    return _quote(text, opened[0], limit, opened[1], limit, ("quote-unclosed",))


def _quote(text: str, start: int, end: int, inner_start: int, inner_end: int, flags: tuple[str, ...]) -> Quote:
    while inner_start < inner_end and (text[inner_start].isspace() or text[inner_start] == ","):
        inner_start += 1
    while inner_end > inner_start and (text[inner_end - 1].isspace() or text[inner_end - 1] == ","):
        inner_end -= 1
    return Quote(start, end, inner_start, inner_end, flags)
