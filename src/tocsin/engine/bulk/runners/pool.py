"""Several processes of this machine. One that dies takes nothing with it: its piece is done again by another."""

import multiprocessing
import os
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool

from tocsin.engine.bulk import work as works
from tocsin.engine.bulk.work import Done, Work
from tocsin.errors import CannotFinish

TRIED = 3
"""times that a piece may be under way when a worker dies; then it is named and the run stops"""
LOOKED_S = 0.5
"""how often a worker looks whether its driver is there still"""


class Pool:
    """Processes that are started anew, not forked: nothing of the driver's state is theirs."""

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._pool: ProcessPoolExecutor | None = None

    def run(self, work: Work, numbers: Sequence[int]) -> Iterator[Done]:
        """Each piece of a step as it is finished. CannotFinish where the same one brings down its worker again and again."""
        packed = works.packed(work)
        waiting, tried = list(reversed(numbers)), Counter[int]()
        running: dict[Future[Done], int] = {}
        while waiting or running:
            try:
                # No more than the workers can hold: when one dies, few pieces were under way.
                while waiting and len(running) < self._workers + 1:
                    number = waiting.pop()
                    try:
                        running[self._started().submit(_do, packed, number)] = number
                    except BrokenProcessPool:
                        waiting.append(number)
                        raise
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    done = future.result()
                    del running[future]
                    yield done
            except BrokenProcessPool:
                self.close()
                lost = list(running.values())
                running.clear()
                tried.update(lost)
                if bad := next((number for number in lost if tried[number] >= TRIED), None):
                    todo = "look for what kills workers: too little memory, most often; then go on with --resume"
                    raise CannotFinish(f"a worker died {TRIED} times", where=f"{work.step} {bad}", todo=todo) from None
                waiting += lost

    def close(self) -> None:
        """Let the workers go."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(self._workers, context, _begin, (os.getpid(),))
        return self._pool


def _begin(driver: int) -> None:
    """A worker whose driver was killed is nobody's: it goes too."""

    def look() -> None:
        while os.getppid() == driver:
            time.sleep(LOOKED_S)
        os._exit(1)

    threading.Thread(target=look, daemon=True).start()


def _do(packed: bytes, number: int) -> Done:
    return works.unpacked(packed).do(number)
