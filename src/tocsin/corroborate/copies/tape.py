"""A column that grows at one end and is cut off at the other: what the index remembers of each report, oldest first."""

from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

GROWTH = 1.25
CROWDED = 0.75
"""share of the room in use from which more room is made instead of moving what is held to the front"""
LEAST = 1_024


class Tape:
    """Values at places that keep their number: `first` is the place of the oldest one held, `end` that of the next."""

    def __init__(self, dtype: DTypeLike, first: int = 0, values: NDArray[Any] | None = None) -> None:
        values = np.empty(0, dtype=dtype) if values is None else values
        self._room = np.empty(max(LEAST, len(values)), dtype=dtype)
        self._room[: len(values)] = values
        self._base, self.first, self.end = first, first, first + len(values)

    def add(self, values: NDArray[Any]) -> int:
        """Appends `values`; returns the place of the first of them."""
        place, needed = self.end, self.end - self._base + len(values)
        if needed > len(self._room):
            live = self.values()
            needed = len(live) + len(values)
            room = self._room
            if needed > CROWDED * len(room):
                room = np.empty((max(needed, int(GROWTH * len(live))), *room.shape[1:]), dtype=room.dtype)
            room[: len(live)] = live
            self._room, self._base = room, self.first
        at = self.end - self._base
        self._room[at : at + len(values)] = values
        self.end += len(values)
        return place

    def get(self, start: int, stop: int) -> NDArray[Any]:
        """What stands at places `start` to `stop`, as a view."""
        return self._room[start - self._base : stop - self._base]

    def values(self) -> NDArray[Any]:
        """Everything held, oldest first, as a view."""
        return self.get(self.first, self.end)

    def cut(self, first: int) -> None:
        """Forgets what stands before place `first`."""
        self.first = max(self.first, first)

    @property
    def nbytes(self) -> int:
        """Bytes in use, spare room included."""
        return self._room.nbytes
