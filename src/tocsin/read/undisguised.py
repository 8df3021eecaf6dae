"""Texts that hide nothing, told in one pass: what lets `view.disguised` be sure of most texts without looking for each disguise.

Every character has a kind in a table; a disguise is a character of the kind that disguises, or a Latin letter beside one of the Greek or
Cyrillic blocks. A text that has neither is what it seems; of one that has, the expressions of `view` decide.
"""

from functools import cache
from typing import TYPE_CHECKING

from tocsin.read import lookalikes

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LATIN, OTHER, HIDING = 1, 2, 4
"""kinds of characters: a Latin letter, a letter of the Greek or Cyrillic block, and what may hide words by itself"""
BESIDE = (bytes([LATIN, OTHER]), bytes([OTHER, LATIN]), bytes([HIDING]))
"""what a text that hides something has in the row of its kinds"""
UNITS = 0x10000
"""units of UTF-16: characters beyond the basic plane are pairs of surrogates, which hide, as halves do"""


def plainly(text: str, hiding: str) -> bool:
    """Nothing in `text` is disguised. False says nothing. `hiding`: an expression of characters that disguise by themselves."""
    import numpy as np

    kinds = _kinds(hiding).take(np.frombuffer(text.encode("utf-16-le", "surrogatepass"), np.dtype("<u2"))).tobytes()
    return not any(hint in kinds for hint in BESIDE)


@cache
def _kinds(hiding: str) -> "NDArray[np.uint8]":
    """The kind of each unit of UTF-16. (65536,) uint8."""
    import re

    import numpy as np

    everything = "".join(map(chr, range(UNITS)))
    table = np.zeros(UNITS, np.uint8)
    for match in lookalikes.LATIN_RUN.finditer(everything):
        table[match.start() : match.end()] = LATIN
    for match in lookalikes.OTHER_ALPHABET.finditer(everything):
        if match.group().isalpha():
            table[match.start()] = OTHER
    for found in (re.compile(hiding), lookalikes.WIDE):
        for match in found.finditer(everything):
            table[match.start() : match.end()] = HIDING
    return table
