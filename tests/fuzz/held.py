"""A function in a forked child with limits: what it came to, the processor time it took and the memory it grew by."""

import faulthandler
import os
import pickle
import resource
import select
import signal
import time
from collections.abc import Callable
from typing import Any, NamedTuple

HARD_MB = 6_000
"""of address space: a test's machine must outlive a bomb that goes off"""


class Held(NamedTuple):
    """What came of it: `value`, or `failed`; seconds of processor time, for others work beside."""

    value: Any
    failed: str
    seconds: float
    megabytes: float


def held(work: Callable[[], Any], seconds: float) -> Held:
    """`work()` in a child of its own; it is killed after `seconds`."""
    read, write = os.pipe()
    started = time.monotonic()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            os.close(read)
            faulthandler.disable()
            resource.setrlimit(resource.RLIMIT_AS, (HARD_MB << 20, HARD_MB << 20))
            before, began = _now_mb(), time.process_time()
            try:
                value, failed = work(), ""
            except BaseException as error:  # noqa: BLE001 - whatever it is, the parent tells
                value, failed = None, f"{type(error).__name__}: {error}"[:500]
            told = pickle.dumps(
                (value, failed, time.process_time() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 - before)
            )
            while told:
                told = told[os.write(write, told) :]
            status = 0
        finally:
            os._exit(status)
    os.close(write)
    came = bytearray()
    late = False
    with os.fdopen(read, "rb", 0) as pipe:
        while True:
            ready, _, _ = select.select([pipe], [], [], max(0.0, started + seconds - time.monotonic()))
            if not ready:
                late = True
                os.kill(child, signal.SIGKILL)
                break
            piece = pipe.read(1 << 16)
            if not piece:
                break
            came += piece
    _, status = os.waitpid(child, 0)
    took = time.monotonic() - started
    if late:
        return Held(None, f"it took longer than {seconds:g} seconds", took, 0.0)
    if not came:
        return Held(None, f"it died of {os.waitstatus_to_exitcode(status)}", took, 0.0)
    return Held(*pickle.loads(bytes(came)))  # noqa: S301 - from the child above


def _now_mb() -> float:
    with open("/proc/self/statm") as told:
        return int(told.read().split()[1]) * resource.getpagesize() / (1 << 20)
