"""Which earlier reports lie nearest in meaning: all of them compared up to 100,000, an approximate index beyond."""

from typing import Any

import numpy as np

from tocsin.corroborate.meaning.encoder import Vectors
from tocsin.errors import CannotFinish

BRUTE = 100_000
"""vectors up to which all are compared: 4 ms a query at 512 dimensions; beyond, an index answers in under 1 ms"""
BLOCK = 4_096
"""rows by which the matrix grows"""


class Near:
    """Vectors of reports by number, in the order in which they came."""

    def __init__(self, brute: int = BRUTE) -> None:
        self._brute = brute
        self._rows: Vectors = np.empty((0, 0), dtype=np.float32)
        self._numbers: list[int] = []
        self._index: Any = None

    def __len__(self) -> int:
        return len(self._numbers)

    def add(self, number: int, vector: Vectors) -> None:
        """Hold the unit vector (d,) float32 of a report."""
        place = len(self._numbers)
        if place >= len(self._rows):
            grown = np.zeros((place + BLOCK, len(vector)), dtype=np.float32)
            if place:
                grown[:place] = self._rows[:place]
            self._rows = grown
        self._rows[place] = vector
        self._numbers.append(number)
        if self._index is not None:
            self._index.add(place, vector)
        elif len(self._numbers) > self._brute:
            self._index = _index(self._rows[: len(self._numbers)])

    def find(self, vector: Vectors, most: int) -> list[tuple[int, float]]:
        """(number, cosine) of the nearest, the nearest first; of two as near, the earlier."""
        count = len(self._numbers)
        if not count:
            return []
        if self._index is not None:
            found = self._index.search(vector, most)
            places = np.asarray(found.keys, dtype=np.int64)
            cosines = self._rows[places] @ vector
        else:
            all_cosines = self._rows[:count] @ vector
            places = np.argpartition(-all_cosines, most - 1)[:most] if count > most else np.arange(count)
            cosines = all_cosines[places]
        ordered = sorted(zip(places.tolist(), cosines.tolist(), strict=True), key=lambda item: (-item[1], item[0]))
        return [(self._numbers[place], cosine) for place, cosine in ordered]


def _index(rows: Vectors) -> Any:
    """An index of `rows` by their place. CannotFinish where the package is absent."""
    try:
        from usearch.index import Index
    except ImportError as error:
        raise CannotFinish(
            f"more than {BRUTE:,} reports need an approximate index, and usearch is not installed", todo="pip install 'tocsin[meaning]'"
        ) from error
    index = Index(ndim=rows.shape[1], metric="cos", dtype="f32")
    index.add(np.arange(len(rows)), rows, threads=1)
    return index
