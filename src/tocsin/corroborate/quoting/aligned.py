"""Where in a transcript of the same language a quotation stands, and what was done to it on the way."""

import difflib
import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from tocsin.corroborate.quoting.words import Words

GAP = re.compile(r"[\[(]?\s*(?:…|\.\.\.)\s*[\])]?")
"""an omission that the report marks"""
COMMON = 8
"""places of three words in a row, beyond which they say nothing about where we are"""
MOST_ANCHORS = 300
FAR = 250.0
"""words between two anchors that weigh as much as one anchor"""
SLACK = 4
LONGEST_QUOTE, LONGEST_WINDOW = 400, 2000
"""words: aligning takes the product of both"""
FOUND = 0.6
"""share of the quotation's words that must stand in the passage in order, for it to be the passage"""
FEWEST = 5
"""words of a quotation that is looked for in other words than its own"""
FEWEST_KEPT = 4


class Edit(NamedTuple):
    """`first:last` of the quotation's words stand for `was_first:was_last` of the transcript's; one of the two may be empty."""

    kind: str
    """cut, added, replaced"""
    first: int
    last: int
    was_first: int
    was_last: int


class Aligned(NamedTuple):
    """The passage `first:last` of the transcript's words, what was done to it, and the share of the quotation that it explains."""

    first: int
    last: int
    edits: tuple[Edit, ...]
    similarity: float


def align(quote: Sequence[str], gaps: Sequence[int], transcript: Words) -> Aligned | None:
    """The passage of `transcript` that the words of a quotation come from; None where there is none.

    gaps: places between the words (the first word after each) where the report itself marks an omission.
    """
    if not quote or not transcript.words:
        return None
    exact = _exact(quote, transcript)
    if exact is not None:
        return Aligned(exact, exact + len(quote), (), 1.0)
    if gaps and (pieced := _pieces(quote, gaps, transcript)) is not None:
        return pieced
    if len(quote) < FEWEST or len(quote) > LONGEST_QUOTE:
        return None
    window = _window(quote, transcript)
    return None if window is None else _edits(quote, transcript, *window)


def _exact(quote: Sequence[str], transcript: Words, after: int = 0) -> int | None:
    """The first word of the transcript, from `after` on, where the quotation stands as it is."""
    text, places = transcript.joined
    if after >= len(places):
        return None
    found = text.find(f" {' '.join(quote)} ", places[after])
    return None if found < 0 else bisect_left(places, found)


def _pieces(quote: Sequence[str], gaps: Sequence[int], transcript: Words) -> Aligned | None:
    """All pieces between marked omissions, as they are and in order."""
    edits: list[Edit] = []
    start, end = -1, 0
    for left, right in pairwise([0, *gaps, len(quote)]):
        found = _exact(quote[left:right], transcript, end)
        if found is None:
            return None
        if start < 0:
            start = found
        elif found > end:
            edits.append(Edit("cut", left, left, end, found))
        end = found + right - left
    return Aligned(start, end, tuple(edits), 1.0) if end - start <= LONGEST_WINDOW else None


def _window(quote: Sequence[str], transcript: Words) -> tuple[int, int] | None:
    """Words `first:last` of the transcript around the best chain of shared triples of words."""
    anchors = [
        (at, place)
        for at in range(len(quote) - 2)
        if len(places := transcript.triples.get(tuple(quote[at : at + 3]), [])) <= COMMON
        for place in places
    ]
    if not anchors:
        return None
    anchors = anchors[:: -(-len(anchors) // MOST_ANCHORS)]
    best = [1.0] * len(anchors)
    before = [-1] * len(anchors)
    for number, (at, place) in enumerate(anchors):
        for other in range(number):
            left, was = anchors[other]
            if left < at and was < place:
                value = best[other] + 1.0 - abs((place - was) - (at - left)) / FAR
                if value > best[number]:
                    best[number], before[number] = value, other
    last = first = max(range(len(anchors)), key=lambda number: (best[number], -number))
    while before[first] >= 0:
        first = before[first]
    start = max(0, anchors[first][1] - anchors[first][0] - SLACK)
    end = min(len(transcript.words), anchors[last][1] + len(quote) - anchors[last][0] + SLACK)
    return (start, end) if end - start <= LONGEST_WINDOW else None


def _edits(quote: Sequence[str], transcript: Words, start: int, end: int) -> Aligned | None:
    window = transcript.words[start:end]
    blocks = [block for block in difflib.SequenceMatcher(None, quote, window, autojunk=False).get_matching_blocks() if block.size]
    kept = sum(block.size for block in blocks)
    if kept < FEWEST_KEPT or kept < FOUND * len(quote):
        return None
    edits: list[Edit] = []
    at, was = 0, blocks[0].b
    # What the quotation has before the first word in common stands for as much of the transcript.
    was = max(0, was - blocks[0].a)
    for block in blocks:
        if block.a > at or block.b > was:
            edits.append(_edit(at, block.a, start + was, start + block.b))
        at, was = block.a + block.size, block.b + block.size
    if at < len(quote):
        behind = min(len(window), was + len(quote) - at)
        edits.append(_edit(at, len(quote), start + was, start + behind))
        was = behind
    first = start + max(0, blocks[0].b - blocks[0].a)
    return Aligned(first, start + was, tuple(edits), kept / len(quote))


def _edit(first: int, last: int, was_first: int, was_last: int) -> Edit:
    kind = "cut" if last == first else "added" if was_last == was_first else "replaced"
    return Edit(kind, first, last, was_first, was_last)
