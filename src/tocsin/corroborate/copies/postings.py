"""Which of the reports still held have a fingerprint: a packed table of 8 bytes an entry, in rows that are read whole.

An entry is a fingerprint (32 bits, spread evenly over the rows) and the number of a report (32 bits). Numbers only grow, so an entry is
free as soon as its report is older than the oldest held: nothing is ever deleted.
"""

import numpy as np
from numpy.typing import NDArray

from tocsin.corroborate.copies.kernels import Kernels

WIDTH = 32
"""entries in a row"""
FULL = 0.7
"""share of entries in use at which the table grows: at .7 one entry in 600 finds its row full (Poisson) and is not kept"""
GROWTH = 1.4
LEAST = 256
"""rows to begin with"""


class Postings:
    """Fingerprints and the reports that have them. Report numbers begin at 1."""

    def __init__(self, table: NDArray[np.uint64] | None = None) -> None:
        self.table = np.zeros((LEAST, WIDTH), dtype=np.uint64) if table is None else table

    def room(self, live: int, oldest: int, loops: Kernels) -> bool:
        """Makes the table larger where `live` entries are about to crowd it; whether it did."""
        if live < FULL * self.table.size:
            return False
        larger = np.zeros((int(len(self.table) * GROWTH), WIDTH), dtype=np.uint64)
        loops.move(self.table, larger, oldest)
        self.table = larger
        return True
