"""Texts without what surrounds them: marked furniture, and what each outlet repeats from report to report."""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from tocsin.corroborate import addresses
from tocsin.corroborate.copies import furniture, kernels
from tocsin.corroborate.copies.comparing import LIFTED
from tocsin.corroborate.copies.hashing import hashed
from tocsin.corroborate.copies.index import Index
from tocsin.model import Report


def bodies(reports: Sequence[Report]) -> list[str]:
    """The text of each report without its furniture, and without what its site repeats, more or less, in story after story.

    What a site repeats is learnt from all of its reports before any is cut, so the first are cut like the last.
    """
    texts = [_unmarked(report) for report in reports]
    again = addresses.lines(reports)
    count = Counter(report.site for number, report in enumerate(reports) if report.site and number not in again)
    index = Index()
    for number, (report, text) in enumerate(zip(reports, texts, strict=True)):
        # What a page still says when it is fetched again is no furniture.
        if report.site and number not in again and count[report.site] >= furniture.SIGHTINGS:
            index.add(text, outlet=report.site)
    return [without(index, text, report.site) if report.site else text for report, text in zip(reports, texts, strict=True)]


def without(index: Index, text: str, outlet: str) -> str:
    """`text` without the furniture that `index` has learnt of `outlet`; unchanged where next to nothing would be left."""
    who = index.outlets.get(outlet)
    if who is None or who not in index.furniture.known:
        return text
    loops = kernels.plain()
    seen = hashed(text, loops)
    known = index.furniture.seen(who, seen.grams, loops)
    if known is None:
        return text
    words = loops.around(known, seen.classes, seen.starts)
    if len(loops.left(known, words)) < LIFTED or not words.any():
        return text
    starts = seen.starts if seen.origin is None else seen.origin[seen.starts]
    edges = np.flatnonzero(np.diff(np.concatenate([[False], words, [False]])))
    pieces, position = [], 0
    for first, last in edges.reshape(-1, 2).tolist():
        begin = _line_begins(text, int(starts[first]))
        following = int(starts[last]) if last < len(starts) else len(text)
        end = text.find("\n", int(starts[last - 1]), following)
        pieces.append(text[position:begin])
        # A line that goes whole takes its end with it; of one that goes in part the end stays.
        position = following if end < 0 else end + (begin == 0 or text[begin - 1] == "\n")
    pieces.append(text[position:])
    return "".join(pieces).strip()


def _line_begins(text: str, at: int) -> int:
    """The beginning of the line where nothing but marks stand between it and `at`; else `at`."""
    begin = text.rfind("\n", 0, at) + 1
    return at if any(character.isalnum() for character in text[begin:at]) else begin


def _unmarked(report: Report) -> str:
    pieces, at = [], 0
    for start, end in report.furniture:
        pieces.append(report.text[at:start])
        at = end
    return "".join((*pieces, report.text[at:]))
