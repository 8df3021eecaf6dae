"""How many different names there were, in bounded memory: exact to a number, then by the smallest hashes (Bar-Yossef et al. 2002)."""

import hashlib
import heapq

KEPT = 4_096
"""hashes kept: exact up to here, beyond within about 1/sqrt(KEPT) = 1.6% (one standard error)"""
SPACE = 1 << 64


class Distinct:
    """Counts different names without keeping any: only hashes, and of these at most KEPT."""

    def __init__(self) -> None:
        self._heap: list[int] = []
        self._held: set[int] = set()

    def add(self, name: str) -> None:
        """Note a name."""
        value = int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), "big")
        if value in self._held or (len(self._heap) == KEPT and value >= -self._heap[0]):
            return
        self._held.add(value)
        if len(self._heap) < KEPT:
            heapq.heappush(self._heap, -value)
        else:
            self._held.discard(-heapq.heapreplace(self._heap, -value))

    def count(self) -> float:
        """How many there were."""
        if len(self._heap) < KEPT:
            return float(len(self._heap))
        return float(round((KEPT - 1) * SPACE / -self._heap[0]))
