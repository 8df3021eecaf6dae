"""Two texts side by side, gram by gram: how much of one stands in the other, and what kind of reuse that is."""

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tocsin.corroborate.copies.arrays import Codes, Grams, Mask, Places
from tocsin.corroborate.copies.kernels import Kernels

COPY, REWORDED, LIFTED = 0.5, 0.1, 12
"""share of the later report's grams found in the earlier one: from COPY on it is a copy; 30% of words changed leave .7^5 = .17;
below, LIFTED grams outside quotation marks are about two sentences"""
WHOLE = 0.9
"""share from which nothing but a slip of the pen was changed"""
MOST = 0.7
"""share of both from which the one is the other, some furniture or a headline aside"""
LIGHT = 0.29
"""share that is left where 22 words in 100 are changed: midway between light (15) and heavy rewording (30)"""
Kind = Literal["verbatim", "cut", "extended", "reordered", "reworded", "heavily reworded", "lifted"]
_HASH = np.uint64(0x7FFFFF)
"""grams as they are kept: 23 bits of the hash, then whether any of it is quoted; two of 400 grams are taken for one once in 100 reports"""


def coded(grams: Grams, outside: Mask | None) -> Codes:
    """`grams` as they are kept, in the order of the text."""
    codes = ((grams & _HASH) << np.uint64(1)).astype(np.uint32)
    if outside is not None:
        codes |= ~outside
    return codes


def packed(codes: Codes) -> NDArray[np.uint8]:
    """The three bytes of each code, lowest first: (n, 3)."""
    return codes.astype("<u4", copy=False).view(np.uint8).reshape(-1, 4)[:, :3]


class Side(NamedTuple):
    """A text made ready to compare: its codes in the order of the text, and what `arrays.side` says of them."""

    codes: Codes
    hashes: Codes
    outside: Mask
    where: Places


def side(codes: Codes, loops: Kernels) -> Side:
    """`codes` made ready to compare."""
    ordered = codes.astype(np.uint64)
    ordered <<= np.uint64(32)
    ordered |= np.arange(len(codes), dtype=np.uint64)
    ordered.sort()
    return Side(codes, *loops.side(codes, ordered))


class Overlap(NamedTuple):
    """What two texts have in common."""

    containment: float
    """share of the later one's grams that the earlier one has"""
    covered: float
    """share of the earlier one's grams that the later one has"""
    grams: int
    lifted: int
    """grams in common that stand outside quotation marks in both"""
    kind: Kind
    shown: Mask
    """which grams of the later one are common"""


def overlap(later: Side, packed: NDArray[np.uint8], different: int, loops: Kernels) -> Overlap:
    """What `later` has in common with an earlier text of `different` grams, given its codes, packed, in the order of the text."""
    same, lifted, breaks, backward, replaced, shown = loops.compare(later.hashes, later.outside, later.where, packed)
    containment, covered = same / max(1, len(later.hashes)), same / max(1, different)
    return Overlap(containment, covered, same, lifted, kind(containment, covered, breaks, backward, replaced), shown)


def kind(containment: float, covered: float, breaks: int, backward: int, replaced: int) -> Kind:
    """How the later text reuses the earlier one: from how much, and from whether its pieces follow each other as they did."""
    if containment >= COPY and backward >= 2 and 3 * backward >= breaks - replaced:
        return "reordered"
    if containment < WHOLE and replaced >= 2 and 2 * replaced >= breaks:
        return "reworded" if containment >= LIGHT else "heavily reworded"
    if min(containment, covered) >= MOST:
        return "verbatim"
    if max(containment, covered) < COPY:
        return "lifted"
    return "cut" if containment > covered else "extended"
