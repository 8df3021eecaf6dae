"""Pictures that pages look at: the latest is kept and taken again behind their backs when the ledger has moved; frozen ones on demand."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from tocsin.desk.turns import Turns
from tocsin.engine import garbage, picturing
from tocsin.engine.picturing import Picture
from tocsin.errors import TocsinError
from tocsin.ledger.chain import Head
from tocsin.model import Assessment

T = TypeVar("T")
KEPT = 6
"""frozen pictures held at once; each holds all that was known by then"""
AT_ONCE = 2
"""frozen pictures taken side by side"""
STALE = timedelta(hours=1)
"""after which the current picture is taken again though nothing was written: silence is evidence too"""
LARGE = 20_000
"""reports of a picture beyond which a search for cycles would stop every page for the better part of a second, or for many"""
REMEMBERED = 50
"""earlier judgements of the current moment, to tell what an action changed"""


def _set_aside(picture: Picture) -> None:
    """Keep the search for cycles from a large picture, and from what was just made of it: both stay as long as it does."""
    if len(picture.given.reports) > LARGE:
        garbage.set_aside()


class Judging(TocsinError):
    """The picture asked for is being taken: come back in seconds. Status 503 in the API, else a page that looks again by itself."""


class Pictures:
    """The pictures of one workspace. All methods may be called from any thread."""

    def __init__(
        self,
        workspace: Path,
        *,
        as_of: datetime | None = None,
        take: Callable[[Path, datetime | None], Picture] = picturing.take,
        head: Callable[[Path], Head] = picturing.head,
        later: Callable[[Path, Head], int] = picturing.later,
        moment: Callable[[Path], datetime] = picturing.moment,
        patient: bool = False,
    ) -> None:
        """as_of: the moment that counts as now, for a sample; None: the workspace's own.

        patient: `soon` waits, as a test does, and what is slow is not begun.
        """
        self.workspace, self.as_of, self.patient = workspace, as_of, patient
        self._take, self._head, self._later, self._moment = take, head, later, moment
        self._counted: tuple[Head, Head, int] | None = None
        self._lock = threading.Lock()
        self._changed = threading.Condition(self._lock)
        self._current: Picture | None = None
        self._failed: dict[datetime | None, BaseException] = {}
        self._before: OrderedDict[int, Assessment] = OrderedDict()
        self._frozen: OrderedDict[tuple[datetime, str], Picture] = OrderedDict()
        self._taking: set[datetime | None] = set()
        self._made: dict[tuple[str, Any], Any] = {}
        self._read: dict[str, tuple[int, Any]] = {}
        self._under_way: dict[tuple[str, Any], Future[Any]] = {}
        self._workers = Turns("working-out")
        self._slow = Turns("working-out-slowly")
        self._closed = False

    def at(self, as_of: datetime | None) -> Picture:
        """The picture of a moment; None: as it stands, which may lag the ledger by the seconds of judging. Judging: not yet there."""
        with self._lock:
            if as_of is None and self._current is not None:
                return self._current
            if as_of is not None:
                for (moment, _), picture in self._frozen.items():
                    # Taken as late as the current one, or later: entries that no judgement rests on move the ledger, not the picture.
                    if moment == as_of and self._current is not None and picture.head.count >= self._current.head.count:
                        return picture
            if (error := self._failed.pop(as_of, None)) is not None:
                raise error  # told once to who asks, then tried anew: a full disk or a busy ledger may be over
        self.begin(as_of)
        raise Judging("the picture is being taken", todo="look again in a few seconds")

    def begin(self, as_of: datetime | None = None) -> None:
        """Take a picture of a moment in the background, unless that is under way, or too many are: who asks again finds a turn."""
        with self._lock:
            if as_of in self._taking or self._closed:
                return
            # Each holds all that was known by then while it is made: any number of addresses may be asked for at once.
            if as_of is not None and len(self._taking - {None}) >= AT_ONCE:
                return
            self._taking.add(as_of)
        threading.Thread(target=self._work, args=(as_of,), name="judging", daemon=True).start()

    def refresh(self) -> Picture:
        """Take the current picture now, in this thread: for tests, and before the first page is served."""
        picture = self._take(self.workspace, self.as_of)
        self._keep(None, picture)
        return picture

    def synthetic(self) -> bool:
        """Whether the current picture holds anything from a sample or a simulation."""
        with self._lock:
            return self._current is not None and self._current.synthetic

    def behind(self) -> int:
        """How many entries that a judgement may rest on the ledger holds, and the current picture has not seen."""
        end = self._head(self.workspace)
        with self._lock:
            seen = self._current.head if self._current is not None else None
            if seen is None:
                return end.count
            if end == seen:
                return 0
            # Between two entries nobody counts again: every page asks.
            if self._counted is not None and self._counted[:2] == (seen, end):
                return self._counted[2]
        found = self._later(self.workspace, seen)
        with self._lock:
            self._counted = (seen, end, found)
        return found

    def look(self) -> bool:
        """Whether the ledger moved since the current picture, or time did; then a new one is begun."""
        if not self.behind() and not self.stale():
            return False
        self.begin(None)
        return True

    def stale(self) -> bool:
        """Whether the current picture is of a moment that lies too far back. One whose moment is fixed, as a sample's, never is."""
        with self._lock:
            current = self._current
        return self.as_of is None and current is not None and self._moment(self.workspace) - current.as_of > STALE

    def age(self) -> timedelta | None:
        """How far the current picture's moment lies back; None where there is none yet, nothing where its moment is fixed."""
        with self._lock:
            current = self._current
        if current is None:
            return None
        return timedelta(0) if self.as_of is not None else self._moment(self.workspace) - current.as_of

    def count(self) -> int:
        """How many entries the ledger held when the current picture was taken; 0 where there is none yet."""
        with self._lock:
            return self._current.head.count if self._current is not None else 0

    def before(self, count: int) -> Assessment | None:
        """The judgement that was current when the ledger had `count` entries, where it is still remembered."""
        with self._lock:
            held = [end for end in self._before if end <= count]
            return self._before[max(held)] if held else None

    def once(self, picture: Picture, what: str, make: Callable[[Picture], T]) -> T:
        """What `make` gives of a picture, worked out once for it: briefs, warning time, looks."""
        key = (what, id(picture))
        with self._lock:
            if key in self._made:
                made: T = self._made[key][1]
                return made
            running = self._under_way.get(key)
        # What waits for its turn behind the reader's back is taken from there; what is being made there is waited for, not made twice.
        if running is not None and not running.cancel():
            waited: T = running.result()
            return waited
        found = make(picture)
        _set_aside(picture)
        with self._lock:
            self._made[key] = (picture, found)
            self._under_way.pop(key, None)
        return found

    def read(self, what: str, make: Callable[[Path], T]) -> T:
        """What `make` reads from the ledger as it stands, read again only where something was written since: judgements, outcomes."""
        count = self._head(self.workspace).count
        with self._lock:
            held = self._read.get(what)
            if held is not None and held[0] == count:
                found: T = held[1]
                return found
        fresh = make(self.workspace)
        with self._lock:
            self._read[what] = (count, fresh)
        return fresh

    def soon(self, picture: Picture, what: str, make: Callable[[Picture], T], *, slow: bool = False) -> T | None:
        """As `once`, worked out behind the reader's back, one thing after another; None: not yet there, ask again in seconds.

        slow: it takes minutes, and what takes seconds does not wait for it.

        What `make` raised is raised to the first who asks after it, and forgotten: the next begins it anew.
        """
        if self.patient:
            return None if slow else self.once(picture, what, make)
        key = (what, id(picture))
        with self._lock:
            if key in self._made:
                made: T = self._made[key][1]
                return made
            running = self._under_way.get(key)
            if running is None:
                if not self._closed:
                    turns = self._slow if slow else self._workers
                    self._under_way[key] = turns.submit(lambda: self._worked_out(key, picture, make))
                return None
            if not running.done():
                return None
            del self._under_way[key]
        found: T = running.result()
        return found

    def _worked_out(self, key: tuple[str, int], picture: Picture, make: Callable[[Picture], T]) -> T:
        with self._lock:
            if key[1] not in self._held():
                raise Judging("a later picture has taken its place", todo="look again")
        found = make(picture)
        _set_aside(picture)
        with self._changed:
            self._made[key] = (picture, found)
            self._under_way.pop(key, None)
            self._changed.notify_all()
        return found

    def close(self) -> None:
        """Wake who waits; begin nothing more. What is being taken or worked out is waited for by nobody, and its result dropped."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        for turns in (self._workers, self._slow):
            turns.close()

    def _work(self, as_of: datetime | None) -> None:
        try:
            picture = self._take(self.workspace, as_of or self.as_of)
        except BaseException as error:
            with self._changed:
                self._failed[as_of] = error
                self._taking.discard(as_of)
                self._changed.notify_all()
            if not isinstance(error, TocsinError):
                raise
            return
        self._keep(as_of, picture)
        if as_of is None and not self._closed:
            self.look()  # what was written while this one was taken

    def _keep(self, as_of: datetime | None, picture: Picture) -> None:
        _set_aside(picture)
        with self._changed:
            self._taking.discard(as_of)
            self._failed.pop(as_of, None)
            if as_of is None:
                self._current = picture
                self._before[picture.head.count] = picture.judged
                while len(self._before) > REMEMBERED:
                    self._before.popitem(last=False)
            else:
                self._frozen[as_of, picture.head.hash] = picture
                while len(self._frozen) > KEPT:
                    self._frozen.popitem(last=False)
            held = self._held()
            self._made = {key: value for key, value in self._made.items() if key[1] in held}
            self._under_way = {key: value for key, value in self._under_way.items() if key[1] in held}
            self._changed.notify_all()

    def _held(self) -> set[int]:
        """Identities of the pictures that are held; asked with the lock held."""
        return {id(one) for one in (self._current, *self._frozen.values()) if one is not None}
