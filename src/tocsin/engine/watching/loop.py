"""The watch without end: round after round, asleep in between, until somebody asks it to stop."""

import os
import select
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from types import FrameType

from tocsin.engine.watching.log import Round
from tocsin.engine.watching.rounds import Watch, turn

BREATH_S = 60.0
"""at least, between two rounds: addresses that are due within it are asked together"""
NAP_S = 60.0
"""at most asleep without a look at the clock, which may have been put right, or have run on while the machine slept"""


class Stop:
    """Whether, and by which signal, the watch was asked to stop."""

    def __init__(self) -> None:
        self.by: int | None = None
        # A pipe wakes the sleeper: an Event's lock is not safe in a signal handler, which may run while the lock is held.
        self._woken, self._wake = os.pipe()

    def __call__(self) -> bool:
        return self.by is not None

    def wait(self, seconds: float) -> None:
        """Sleep, unless and until asked to stop."""
        select.select([self._woken], [], [], seconds)

    @contextmanager
    def on_signals(self) -> Iterator[None]:
        """While open, SIGINT and SIGTERM ask to stop: what is being written is finished. A second one interrupts at once."""

        def asked(number: int, _: FrameType | None) -> None:
            if self():
                raise KeyboardInterrupt
            self.by = number
            os.write(self._wake, b".")

        before = {number: signal.signal(number, asked) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
            os.close(self._woken)
            os.close(self._wake)


def keep_on(watch: Watch, hand_on: Callable[[Round], None]) -> None:
    """Round after round until `watch.stopping`. `hand_on` is told of each in which something was due."""
    while not watch.stopping():
        watch.beat()
        done = turn(watch)
        if done.asked or done.stopped or done.clock_went_back_s or done.rung or done.delivered or done.undelivered:
            hand_on(done)
        _sleep_until(watch, done.next_at or done.at)


def _sleep_until(watch: Watch, moment: datetime) -> None:
    """Asleep until then, at least BREATH_S; awake at once where the clock is found to have gone back."""
    last = watch.clock()
    left = max(BREATH_S, (moment - last).total_seconds())
    while left > 0 and not watch.stopping():
        watch.beat()
        watch.sleep(min(left, NAP_S))
        now = watch.clock()
        if now < last:
            return
        left = min(left, (moment - now).total_seconds()) if left > NAP_S else 0
        last = now
