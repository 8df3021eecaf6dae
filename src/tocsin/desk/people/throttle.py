"""How often may be asked: pauses that grow with wrong sign-ins, and a bucket of requests for each who asks; in bounded memory.

Both take the time as an argument (seconds that only grow), so that nothing here waits or looks at a clock.
"""

import ipaddress
import threading
from collections import OrderedDict
from collections.abc import Hashable

from tocsin.model import Record

MOST = 20_000
"""names or addresses remembered at once; the one that was longest quiet is forgotten first"""


class Steps(Record, frozen=True, kw_only=True):
    """How pauses grow."""

    free: int
    """wrong ones before the first pause"""
    longest_s: float
    forgotten_s: float = 900.0
    """after so long a quiet all is forgiven"""

    def pause(self, wrong: int) -> float:
        """Seconds to wait after so many wrong ones: 1, 2, 4... from the first that is not free."""
        over = wrong - self.free
        return 0.0 if over < 0 else min(2.0 ** min(over, 30), self.longest_s)


BY_NAME = Steps(free=5, longest_s=300.0)
"""no longer, or whoever knows a name could keep its owner out"""
BY_ADDRESS = Steps(free=10, longest_s=900.0)


class Pauses:
    """Counts wrong tries by key."""

    def __init__(self, steps: Steps, most: int = MOST) -> None:
        self._steps, self._most = steps, most
        self._held: OrderedDict[Hashable, tuple[int, float]] = OrderedDict()
        self._lock = threading.Lock()

    def left(self, key: Hashable, now: float) -> float:
        """Seconds until `key` may try again; 0: at once."""
        with self._lock:
            wrong, last = self._held.get(key, (0, now))
        if now - last >= self._steps.forgotten_s:
            return 0.0
        return max(0.0, last + self._steps.pause(wrong) - now) if wrong else 0.0

    def wrong(self, key: Hashable, now: float) -> int:
        """Count a wrong try; how many in a row there are."""
        with self._lock:
            wrong, last = self._held.pop(key, (0, now))
            wrong = 1 if now - last >= self._steps.forgotten_s else wrong + 1
            self._held[key] = (wrong, now)
            while len(self._held) > self._most:
                self._held.popitem(last=False)
        return wrong

    def right(self, key: Hashable) -> None:
        """Forget what was wrong before."""
        with self._lock:
            self._held.pop(key, None)

    def undo(self, key: Hashable) -> None:
        """Take back the last one that was counted: it was right after all."""
        with self._lock:
            if key in self._held:
                wrong, last = self._held[key]
                self._held[key] = (max(0, wrong - 1), last)

    def __len__(self) -> int:
        return len(self._held)


class Rate(Record, frozen=True, kw_only=True):
    """Requests a second, and how many may come at once."""

    each_s: float
    burst: float


class Buckets:
    """A bucket of tokens for each key: each request takes one, and they come back at the rate."""

    def __init__(self, rate: Rate, most: int = MOST) -> None:
        self._rate, self._most = rate, most
        self._held: OrderedDict[Hashable, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, key: Hashable, now: float) -> float:
        """0 where the request may go on; else the seconds until the next one may."""
        with self._lock:
            held, last = self._held.pop(key, (self._rate.burst, now))
            held = min(self._rate.burst, held + (now - last) * self._rate.each_s)
            wait = 0.0 if held >= 1 else (1 - held) / self._rate.each_s
            self._held[key] = (held - 1 if wait == 0 else held, now)
            while len(self._held) > self._most:
                self._held.popitem(last=False)
        return wait

    def __len__(self) -> int:
        return len(self._held)


def neighbourhood(address: str) -> str:
    """What is counted as one address: an IPv4 address, or the /64 of an IPv6 one, of which one customer has all."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address[:64]
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is not None:
            return str(found.ipv4_mapped)
        return str(ipaddress.IPv6Network((found, 64), strict=False))
    return str(found)
