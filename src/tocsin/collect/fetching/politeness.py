"""One request at a time to a host, and a pause between two: as long as the site asks for, or as we set it."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

PAUSE_S = 2.0
"""between the end of one request to a host and the start of the next"""


@dataclass
class Gate:
    """Who may ask a host when. `clock` and `sleep` in seconds; `clock` never runs backwards."""

    clock: Callable[[], float]
    sleep: Callable[[float], None]
    pause_s: float = PAUSE_S
    _ready: dict[str, float] = field(default_factory=dict)
    _locks: dict[str, threading.Lock] = field(default_factory=dict)
    _guard: threading.Lock = field(default_factory=threading.Lock)

    @contextmanager
    def turn(self, host: str, delay_s: float = 0.0) -> Iterator[None]:
        """Waits for the host's turn; the next one comes no sooner than the pause after this one's end."""
        with self._guard:
            lock = self._locks.setdefault(host, threading.Lock())
        with lock:
            if (wait := self._ready.get(host, 0.0) - self.clock()) > 0:
                self.sleep(wait)
            try:
                yield
            finally:
                self._ready[host] = max(self._ready.get(host, 0.0), self.clock() + max(self.pause_s, delay_s))

    def hold(self, host: str, seconds: float) -> None:
        """The host asked to be left alone for a while (Retry-After)."""
        self._ready[host] = max(self._ready.get(host, 0.0), self.clock() + seconds)

    def wait_s(self, host: str) -> float:
        """Seconds until the host may be asked again."""
        return max(0.0, self._ready.get(host, 0.0) - self.clock())
