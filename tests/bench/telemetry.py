"""What it costs to tell an event: where nobody listens, as a JSON line, as counts; beside a line of the standard library's logging."""

import io
import logging
import time
from collections.abc import Callable

from tocsin.engine.telemetry import configuring, emitting, logs

TIMES, ROUNDS = 20_000, 5


def main() -> None:
    """Print the table of docs/benchmarks.md: microseconds of processor, the least of some rounds."""
    with configuring.told({}):
        _row("told to nobody", _told)
        _row("timed, told to nobody", _timed)
        logs.begin("json", "info", io.StringIO())
        _row("a JSON line", _told)
    with configuring.told({}):
        configuring.counted()
        _row("counted", _told)
    log = logging.Logger("peer")
    log.addHandler(logging.StreamHandler(io.StringIO()))
    _row("logging.info (peer)", lambda: log.info("%s %s %s %s", "desk.asked", "/statements/{statement}", 200, 12.3))


def _told() -> None:
    emitting.tell("desk.asked", method="GET", route="/statements/{statement}", status=200, ms=12.3, who="0f1e2d3c", through="session")


def _timed() -> None:
    with emitting.timed("desk.asked", method="GET") as more:
        more["status"] = 200


def _row(name: str, work: Callable[[], None]) -> None:
    least = float("inf")
    for _ in range(ROUNDS):
        began = time.process_time()
        for _ in range(TIMES):
            work()
        least = min(least, time.process_time() - began)
    print(f"{name:<24} {least / TIMES * 1e6:7.2f} µs")
