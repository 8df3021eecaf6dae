"""The watch's heartbeat: a small file that says when it last moved on, so that a watch that hangs is told from one that sleeps."""

import contextlib
import os
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from tocsin.engine import notifying
from tocsin.errors import CannotFinish
from tocsin.ledger import durable
from tocsin.model import Record, Time

FILE = "watch.beat"
LATE = timedelta(minutes=20)
"""an assumption: longer than the watch waits for a busy ledger (ten minutes) and a judgement together"""
EVERY_S = 10.0
"""between two writings of the file, however fast answers come"""


class Beat(Record, frozen=True, kw_only=True):
    """When a watch last moved on."""

    at: Time
    pid: int


class Heart:
    """Beats for one running watch: whenever it sleeps, and with every answer."""

    def __init__(self, folder: Path, clock: Callable[[], datetime], ticks: Callable[[], float] = time.monotonic) -> None:
        self._path, self._clock, self._ticks = folder / FILE, clock, ticks
        self._last: float | None = None

    def __call__(self) -> None:
        """Beat, unless that was just done."""
        now = self._ticks()
        if self._last is not None and now - self._last < EVERY_S:
            return
        self._last = now
        with contextlib.suppress(CannotFinish):  # a heart that cannot be written down is seen as one that stands still
            durable.write(self._path, msgspec.json.encode(Beat(at=self._clock(), pid=os.getpid())))
        notifying.notify("WATCHDOG=1")


def last(folder: Path, now: datetime) -> Beat:
    """The last beat of a watch that moves. CannotFinish: it does not, or never did."""
    path = folder / FILE
    try:
        beat = msgspec.json.decode(path.read_bytes(), type=Beat)
    except FileNotFoundError:
        raise CannotFinish("no watch has run here", where=str(path), todo="start tocsin watch") from None
    except msgspec.MsgspecError:
        raise CannotFinish("the heartbeat cannot be read", where=str(path), todo="start tocsin watch again") from None
    # A clock that was put back leaves a beat that lies ahead: as far ahead as late it says nothing either.
    if abs(now - beat.at) > LATE:
        what = f"the watch has not moved since {beat.at:%Y-%m-%d %H:%M:%S} UTC"
        raise CannotFinish(what, where=str(path), todo="start it again, and look into its log")
    return beat
