"""Which of the reports still held have a fingerprint: a packed table of 8 bytes an entry, in rows that are read whole.

An entry is a fingerprint (32 bits, spread evenly over the rows) and the number of a report (32 bits). Numbers only grow, so an entry is
free as soon as its report is older than the oldest held: nothing is ever deleted. A row stays in the order of nothing; rows together
are in the order of fingerprints, so that a larger table is made by one sort of each row.
"""

import numpy as np
from numpy.typing import NDArray

WIDTH = 32
"""entries in a row"""
FULL = 0.7
"""share of entries in use at which the table grows: at .7 one entry in 600 finds its row full (Poisson) and is not kept"""
GROWTH = 1.4
LEAST = 256
"""rows to begin with"""
LIMIT = 1 << 32

_HALF = np.uint64(32)
_LOW = np.uint64(LIMIT - 1)


class Postings:
    """Fingerprints and the reports that have them. Report numbers begin at 1."""

    def __init__(self, table: NDArray[np.uint64] | None = None) -> None:
        self.table = np.zeros((LEAST, WIDTH), dtype=np.uint64) if table is None else table

    def room(self, live: int, oldest: int) -> bool:
        """Makes the table larger where `live` entries are about to crowd it; whether it did."""
        if live < FULL * self.table.size:
            return False
        rows = int(len(self.table) * GROWTH)
        self.table.sort(axis=1)
        entries = self.table.ravel()
        entries = entries[(entries & _LOW) >= np.uint64(oldest)]
        at = ((entries >> _HALF) * np.uint64(rows)) >> _HALF
        first = np.searchsorted(at, np.arange(rows, dtype=np.uint64))
        slots = np.arange(len(entries)) - first[at.astype(np.intp)]
        kept = slots < WIDTH
        self.table = np.zeros((rows, WIDTH), dtype=np.uint64)
        self.table[at[kept].astype(np.intp), slots[kept]] = entries[kept]
        return True
