"""Work that goes on behind the pages: what takes seconds is begun, and told of when it is done, so that no page waits."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime
from typing import Literal
from weakref import WeakKeyDictionary

from tocsin.desk import failing
from tocsin.desk.pictures import Pictures
from tocsin.errors import TocsinError
from tocsin.model import Record, Time
from tocsin.warn.phrases import Both

KEPT = 20
"""jobs that are remembered"""
AT_ONCE = 4
"""jobs that may run; more are refused"""


class Job(Record, frozen=True, kw_only=True):
    """One thing that somebody began."""

    id: int
    kind: str
    """which page shows it"""
    what: str
    who: str
    begun: Time
    state: Literal["running", "done", "failed"] = "running"
    said: Both = Both("", "")
    """what came of it"""


class Behind:
    """The background of one desk. All methods may be called from any thread."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._jobs: OrderedDict[int, Job] = OrderedDict()
        self._next = 1
        self._writing: set[int] = set()
        """those that a desk which ends gives time to end by themselves"""
        self._closed = False

    def begin(self, kind: str, what: str, who: str, at: datetime, work: Callable[[], Both], *, writes: bool = True) -> Job | None:
        """Begin `work` in a thread of its own; None where too many run. A TocsinError of it is told, anything else is a bug and said so.

        writes: it writes or sends, so that a desk which ends waits for it a while; what only looks is dropped then.
        """
        with self._changed:
            if self._closed or sum(one.state == "running" for one in self._jobs.values()) >= AT_ONCE:
                return None
            job = Job(id=self._next, kind=kind, what=what, who=who, begun=at)
            self._next += 1
            self._jobs[job.id] = job
            if writes:
                self._writing.add(job.id)
            while len(self._jobs) > KEPT:
                self._jobs.popitem(last=False)
        threading.Thread(target=self._work, args=(job, work), name=f"job-{kind}", daemon=True).start()
        return job

    def jobs(self, kind: str) -> tuple[Job, ...]:
        """Those of one kind, the newest first."""
        with self._changed:
            return tuple(one for one in reversed(self._jobs.values()) if one.kind == kind)

    def wait(self, seconds: float = 60.0) -> bool:
        """Whether nothing runs any more, waiting for it: for tests."""
        with self._changed:
            return self._changed.wait_for(lambda: all(one.state != "running" for one in self._jobs.values()), timeout=seconds)

    def close(self, seconds: float) -> bool:
        """Begin nothing more; whether all that writes or sends has ended within `seconds`."""
        with self._changed:
            self._closed = True
            return self._changed.wait_for(lambda: not self._writing, timeout=seconds)

    def _work(self, job: Job, work: Callable[[], Both]) -> None:
        state: Literal["done", "failed"] = "failed"
        said = Both("it failed: a bug; the server's log says more", "échec : un défaut ; le journal du serveur en dit plus")
        try:
            said, state = work(), "done"
        except TocsinError as error:
            said = Both(failing.whole(error, "en"), failing.whole(error, "fr"))
        finally:
            with self._changed:
                done = Job(id=job.id, kind=job.kind, what=job.what, who=job.who, begun=job.begun, state=state, said=said)
                if job.id in self._jobs:
                    self._jobs[job.id] = done
                self._writing.discard(job.id)
                self._changed.notify_all()


_BEHIND: "WeakKeyDictionary[Pictures, Behind]" = WeakKeyDictionary()
_LOCK = threading.Lock()


def of(pictures: Pictures) -> Behind:
    """The background of the desk that shows these pictures."""
    with _LOCK:
        return _BEHIND.setdefault(pictures, Behind())
