"""What an outlet puts around its articles, learnt as it comes: grams that a third story of one outlet shows again.

Learnt gram by gram, so that furniture which changes a little from report to report is still known by what stays. An outlet that updates
a story repeats it too: reports of one story count as one sighting, and what repeats only inside a story is never furniture.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tocsin.corroborate.copies.arrays import Grams, Mask, Places
from tocsin.corroborate.copies.comparing import LIFTED, Overlap
from tocsin.corroborate.copies.hashing import Text
from tocsin.corroborate.copies.kernels import Kernels

SIGHTINGS = 3
"""stories of one outlet that show a gram before it is the outlet's furniture"""
STORY = 0.5
"""share of both of two reports of one outlet found in the other from which they may be one story"""
UPDATE = 0.75
"""share of either from which they are one story whatever else is known: one that grew, or was cut"""
HEAVY = 5
"""reports between STORY and UPDATE (short ones under much furniture) that show a gram before it is furniture: if nothing else is common"""
BESIDE = 30
"""grams in a row that such reports have and others not: a story told again with words changed here and there has no such passage"""
SPREAD = 4 * BESIDE
"""grams from which a text without such a passage is one story with the other, however many of its words were changed"""
STRAY = 0.1
"""share of these that may stand in an earlier report by chance or by furniture that changes"""
_LOW = np.uint64(0xFFFFFFFF)
_NONE = np.empty(0, dtype=np.uint32)
_NO_DAYS = np.empty(0, dtype=np.int32)


class Known(NamedTuple):
    """An outlet's furniture: grams in order, and the day each was last seen."""

    grams: NDArray[np.uint32]
    days: NDArray[np.int32]


class Furniture:
    """Furniture by outlet, under the number that the index gives the outlet."""

    def __init__(self) -> None:
        self.known: dict[int, Known] = {}

    def seen(self, outlet: int, grams: Grams, loops: Kernels, day: int = -1) -> Mask | None:
        """Which of `grams` are furniture of `outlet`, seen again on `day`; None where none is."""
        known = self.known.get(outlet)
        if known is None:
            return None
        found = loops.known(known.grams, known.days, grams, day)
        return found if found.any() else None

    def left(self, outlet: int, text: Text, loops: Kernels, day: int) -> Places | None:
        """Places of the grams of `text` that are no furniture; None where nothing is."""
        found = self.seen(outlet, text.grams, loops, day)
        return None if found is None else loops.left(found, loops.around(found, text.classes, text.starts))

    def learn(self, outlet: int, grams: Grams, day: int) -> None:
        """`grams` are furniture of `outlet` from now on."""
        known = self.known.get(outlet, Known(_NONE, _NO_DAYS))
        new = np.setdiff1d((grams & _LOW).astype(np.uint32), known.grams)
        merged = np.concatenate([known.grams, new])
        order = np.argsort(merged, kind="stable")
        self.known[outlet] = Known(merged[order], np.concatenate([known.days, np.full(len(new), day, dtype=np.int32)])[order])

    def forget(self, before: int) -> None:
        """Drops what was last seen before the day `before`."""
        for outlet, known in list(self.known.items()):
            fresh = known.days >= before
            if not fresh.any():
                del self.known[outlet]
            elif not fresh.all():
                self.known[outlet] = Known(known.grams[fresh], known.days[fresh])

    @property
    def nbytes(self) -> int:
        """Bytes in use."""
        return sum(known.grams.nbytes + known.days.nbytes for known in self.known.values())


def kinship(found: Overlap) -> float:
    """How far two reports of one outlet are one story. Furniture is much of a short report, little of a long one, never all over it."""
    most, row = max(found.containment, found.covered), found.shown
    if most >= UPDATE or (found.lifted >= LIFTED and len(row) >= SPREAD and _longest(~row) < BESIDE):
        return max(most, UPDATE)
    return min(found.containment, found.covered)


def repeated(shows: NDArray[np.bool_], related: NDArray[np.float64], stories: NDArray[np.int64]) -> Mask:
    """Which grams of a report are its outlet's furniture, going by earlier reports of the outlet.

    `shows` (earlier, grams): which of the report's grams each earlier report has; `related`: its kinship with each; `stories`: to
    which story each earlier one belongs.
    """
    passage = np.array([_longest(~row) >= BESIDE for row in shows], dtype=np.bool_)
    apart = np.flatnonzero(passage & (related <= STORY))
    sightings = np.zeros(shows.shape[1], dtype=np.intp)
    for story in np.unique(stories[apart]).tolist():
        sightings += shows[apart[stories[apart] == story]].any(axis=0)
    found = sightings >= SIGHTINGS - 1
    near = shows[passage & (related > STORY) & (related < UPDATE)]
    if len(near) >= HEAVY - 1:
        often = near.sum(axis=0) >= HEAVY - 1
        own = near[:, ~often]
        if own.shape[1] and own.mean(axis=1).max() <= STRAY:
            found |= often
    return np.asarray(found)


def _longest(row: Mask) -> int:
    """Length of the longest run of true values."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], row, [False]))))
    return int((edges[1::2] - edges[0::2]).max(initial=0))
