"""Two texts side by side, gram by gram: how much of one stands in the other, and what kind of reuse that is."""

from typing import Literal, NamedTuple

import numpy as np

from tocsin.corroborate.copies.arrays import Codes, Grams, Mask
from tocsin.corroborate.copies.kernels import Kernels

COPY, REWORDED, LIFTED = 0.5, 0.1, 12
"""share of the later report's grams found in the earlier one: from COPY on it is a copy; 30% of words changed leave .7^5 = .17;
below, LIFTED grams outside quotation marks are about two sentences"""
WHOLE = 0.9
"""share from which nothing but a slip of the pen was changed"""
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


class Overlap(NamedTuple):
    """What two texts have in common."""

    containment: float
    """share of the later one's grams that the earlier one has"""
    covered: float
    """share of the earlier one's grams that the later one has"""
    grams: int
    lifted: int
    """grams in common that stand outside quotation marks in both"""


def overlap(later: Codes, earlier: Codes, loops: Kernels) -> Overlap:
    """What two texts have in common, their codes in order."""
    own, theirs, same, lifted = loops.common(later, earlier)
    return Overlap(same / max(1, own), same / max(1, theirs), same, lifted)


def kind(later: Codes, earlier: Codes, found: Overlap, loops: Kernels) -> Kind:
    """How the later text reuses the earlier one: from how much, and from whether its pieces follow each other as they did.

    Codes in the order of the texts."""
    places = np.argsort(earlier, kind="stable")
    breaks, backward, replaced = loops.jumps(later, earlier[places] >> np.uint32(1), places)
    if found.containment >= COPY and backward >= 2 and 3 * backward >= breaks - replaced:
        return "reordered"
    if found.containment >= WHOLE:
        return "verbatim" if found.covered >= 1 - 2 * (1 - WHOLE) else "cut"
    if replaced >= 2 and 2 * replaced >= breaks:
        return "reworded" if found.containment >= LIGHT else "heavily reworded"
    return "extended" if max(found.containment, found.covered) >= COPY else "lifted"
