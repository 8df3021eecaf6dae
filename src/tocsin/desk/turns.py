"""One thing after another in a thread of its own, which a process that ends does not wait for, as it would for a pool's."""

import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any


class Turns:
    """A thread that is there while there is something to do. All methods may be called from any thread.

    What it works out is only looked at, never kept: where the process ends meanwhile, nothing is lost but the time.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._changed = threading.Condition()
        self._waiting: deque[tuple[Future[Any], Callable[[], Any]]] = deque()
        self._at_work = False

    def submit(self, work: Callable[[], Any]) -> Future[Any]:
        """Have `work` done when its turn comes."""
        future: Future[Any] = Future()
        with self._changed:
            self._waiting.append((future, work))
            if not self._at_work:
                self._at_work = True
                threading.Thread(target=self._go_on, name=self._name, daemon=True).start()
        return future

    def close(self) -> None:
        """Forget what waits for its turn; what is being worked on goes on to nowhere."""
        with self._changed:
            waiting = list(self._waiting)
            self._waiting.clear()
        for future, _ in waiting:
            future.cancel()

    def wait(self, seconds: float) -> bool:
        """Whether nothing is left to do, waiting for it."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._at_work, seconds)

    def _go_on(self) -> None:
        while True:
            with self._changed:
                if not self._waiting:
                    self._at_work = False
                    self._changed.notify_all()
                    return
                future, work = self._waiting.popleft()
            if not future.set_running_or_notify_cancel():
                continue
            try:
                future.set_result(work())
            except BaseException as error:  # noqa: BLE001 - told to who asks for it, as a pool does
                future.set_exception(error)
