"""Live change: what was appended to the ledger, told to every open page as server-sent events, by one watcher for all of them.

Events carry kinds and ids, never content: a page that shows such records asks for itself again, with the rights of who looks at it. The id
of an event is the ledger's row, so that a page that lost its connection goes on where it was (`Last-Event-ID`). A row is told once it is
settled in the head file.
"""

import asyncio
import threading
import time
from collections import deque
from collections.abc import AsyncIterator, Sequence
from itertools import groupby
from pathlib import Path

from tocsin.desk.pictures import Pictures
from tocsin.errors import Busy, CannotFinish, TocsinError, UsageError
from tocsin.model import Record, to_json

EVERY_S = 1.0
"""between two looks at the head file, which is all that a look costs where nothing was written"""
AGED_EVERY_S = 60.0
"""between two looks at how old the picture is"""
HEARTBEAT_S, LIFE_S = 15.0, 900.0
"""a word where nothing happens, so that a proxy keeps the line; and when a stream ends, so that who looks is asked again who they are"""
HELD, TOLD, IDS = 2_000, 1_000, 50
"""events held for who reconnects; entries read at once; ids in one event"""
MOST_CLIENTS = 500
RETRY_MS = 3_000
CURRENT = "assessment"
"""told when a new picture was taken, beside the records of that kind"""


class Event(Record, frozen=True, kw_only=True):
    """What was written, of one kind, up to a row."""

    row: int
    kind: str
    ids: tuple[str, ...]
    more: int = 0
    """ids that are left out"""

    def wire(self) -> bytes:
        """As it is sent (HTML, 9.2)."""
        body = to_json({"ids": self.ids, "more": self.more}).decode()
        return f"id: {self.row}\nevent: {self.kind}\ndata: {body}\n\n".encode()


def grouped(entries: Sequence[tuple[int, str, str, str]]) -> tuple[Event, ...]:
    """Entries (row, kind, id, mark) as events: neighbours of one kind are one, whose id is the last row of them."""
    found = []
    for kind, some in groupby(entries, key=lambda one: one[1]):
        rows = list(some)
        ids = tuple(dict.fromkeys(one[2] for one in rows))
        found.append(Event(row=rows[-1][0], kind=kind, ids=ids[:IDS], more=max(0, len(ids) - IDS)))
    return tuple(found)


class Live:
    """The watcher and those who listen. `start` and `close` may be called from any thread; `events` inside an event loop."""

    def __init__(self, pictures: Pictures) -> None:
        self._pictures = pictures
        self._folder: Path = pictures.workspace
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._row: int | None = None
        self._picture = 0
        self._aged = time.monotonic() + AGED_EVERY_S
        self._events: deque[tuple[int, Event]] = deque(maxlen=HELD)
        self._serial = 0
        """of the latest event: a new picture is told at the row of the one before it, so rows do not tell events apart"""
        self._listeners: dict[asyncio.Event, asyncio.AbstractEventLoop] = {}

    def start(self) -> None:
        """Begin to watch, unless that is so already."""
        with self._lock:
            if self._thread is not None or self._stop.is_set():
                return
            self._thread = threading.Thread(target=self._watch, name="live", daemon=True)
            self._thread.start()

    def close(self) -> None:
        """End the watcher, and every stream."""
        self._stop.set()
        self._wake()

    def look(self) -> int:
        """Look once: how many events are new. What the watcher does every second; tests call it."""
        from tocsin.engine import picturing

        end = picturing.head(self._folder).count
        told = 0
        if self._row is None:
            self._row = end
        if end > self._row:
            told += self._read(end)
            self._pictures.look()
        elif time.monotonic() > self._aged:
            self._aged = time.monotonic() + AGED_EVERY_S
            self._pictures.look()
        count = self._pictures.count()
        if count != self._picture:
            if self._picture:
                told += 1
                self._tell((Event(row=self._row, kind=CURRENT, ids=(str(count),)),))
            self._picture = count
        return told

    def admit(self) -> None:
        """Nothing where one more may listen. Busy where too many do."""
        with self._lock:
            if len(self._listeners) >= MOST_CLIENTS:
                raise Busy("too many pages listen", todo="close some, or reload by hand")

    async def events(self, after: int | None) -> AsyncIterator[bytes]:
        """The stream of one page, from after a row, or from now on; it is asked first whether one more may (`admit`)."""
        woken = asyncio.Event()
        with self._lock:
            self._listeners[woken] = asyncio.get_running_loop()
        ends = time.monotonic() + LIFE_S
        try:
            self.start()
            with self._lock:
                serial = self._serial
            at, missed = await asyncio.to_thread(self._missed, after)
            yield f"retry: {RETRY_MS}\nid: {at}\nevent: hello\ndata: {{}}\n\n".encode()
            for event in missed:
                yield event.wire()
            while not self._stop.is_set() and (left := ends - time.monotonic()) > 0:
                try:
                    await asyncio.wait_for(woken.wait(), min(HEARTBEAT_S, left))
                except TimeoutError:
                    yield b": still here\n\n"
                    continue
                woken.clear()
                with self._lock:
                    fresh = [event for number, event in self._events if number > serial]
                    serial = self._serial
                for event in fresh:
                    if event.row > at or event.kind == CURRENT:  # what was told from the ledger is not told twice
                        yield event.wire()
        finally:
            with self._lock:
                self._listeners.pop(woken, None)

    def _missed(self, after: int | None) -> tuple[int, tuple[Event, ...]]:
        """The row to go on from, and what was written since `after`; `reload` where that is too much to tell one by one."""
        from tocsin.engine import picturing
        from tocsin.ledger import Ledger

        end = picturing.head(self._folder).count
        if after is None or after > end or after < 0:
            return end, ()
        if after == end:
            return end, ()
        with Ledger.open(self._folder) as ledger:
            entries = ledger.since(after, TOLD + 1)
        entries = tuple(one for one in entries if one[0] <= end)
        if len(entries) > TOLD:
            return end, (Event(row=end, kind="reload", ids=()),)
        return end, grouped(entries)

    def _watch(self) -> None:
        while not self._stop.is_set():
            try:
                self.look()
            except (Busy, CannotFinish, UsageError):
                pass  # the disk, a lock, a ledger being moved: the next look may find it well
            except TocsinError:
                return  # a ledger that fails its own check: pages say so, and nothing is told of it
            self._stop.wait(EVERY_S)

    def _read(self, end: int) -> int:
        from tocsin.ledger import Ledger

        assert self._row is not None  # noqa: S101 - set before the first read
        with Ledger.open(self._folder) as ledger:
            entries = tuple(one for one in ledger.since(self._row, TOLD + 1) if one[0] <= end)
        found = grouped(entries) if len(entries) <= TOLD else (Event(row=end, kind="reload", ids=()),)
        self._row = end
        self._tell(found)
        return len(found)

    def _tell(self, found: Sequence[Event]) -> None:
        if not found:
            return
        with self._lock:
            for one in found:
                self._serial += 1
                self._events.append((self._serial, one))
        self._wake()

    def _wake(self) -> None:
        with self._lock:
            listeners = list(self._listeners.items())
        for woken, loop in listeners:
            if not loop.is_closed():
                loop.call_soon_threadsafe(woken.set)
