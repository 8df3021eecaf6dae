"""How far a long ingest is: reports so far, how many a second, and about how long the rest will take."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from tocsin.collect import files
from tocsin.collect.records import Collected, RefusedInput
from tocsin.model import Record

T = TypeVar("T", bound="Collected | RefusedInput")
EVERY_S = 0.5
"""between two lines"""
SETTLED_S = 3.0
"""before this no estimate is given"""


class Progress(Record, frozen=True, kw_only=True):
    """One moment of an ingest."""

    done: int
    """pieces taken or refused"""
    seconds: float
    part: float | None
    """of all bytes; null where they cannot be known beforehand"""

    @property
    def per_second(self) -> float:
        return self.done / max(self.seconds, 1e-9)

    @property
    def left_s(self) -> float | None:
        """About how many seconds the rest will take; null before that can be told."""
        if not self.part or self.seconds < SETTLED_S:
            return None
        return self.seconds * (1 - self.part) / self.part


Told = Callable[[Progress], None]


def followed(items: Iterable[T], paths: Sequence[str], told: Told, now: Callable[[], float]) -> Iterator[T]:
    """`items` as they come; `told` of how far they are, twice a second at the most."""
    before, total = _sizes(paths)
    started = last = now()
    current, inside = "", 0
    for done, item in enumerate(items, 1):
        file = _file(item, before, current)
        inside = (inside if file == current else 0) + len(item.blob)
        current = file
        if now() - last >= EVERY_S:
            last = now()
            at, size = before.get(current, (0, 0))
            part = min(1.0, (at + min(inside, size)) / total) if total and current else None
            told(Progress(done=done, seconds=last - started, part=part))
        yield item


def _file(item: "Collected | RefusedInput", files: dict[str, tuple[int, int]], current: str) -> str:
    """The file that a piece stands in: it is named by it, with its place behind (`day.jsonl:12`, `day.zip!inner.txt`)."""
    path = (item.report.path if isinstance(item, Collected) else item.record.where) or ""
    if current and path.startswith(current) and path[len(current) : len(current) + 1] in ("", ":", "#", "!"):
        return current
    named = (path, *(path.rpartition(mark)[0] for mark in ":#"), path.partition("!")[0])
    return next((name for name in named if name in files), "")


def _sizes(paths: Sequence[str]) -> tuple[dict[str, tuple[int, int]], int]:
    """By file (bytes before it, its own), and all bytes; nothing where an address or standard input is among them."""
    found: dict[str, tuple[int, int]] = {}
    total = 0
    for path in files.expand(paths):
        if path == files.STDIN or files.addressed(path):
            return {}, 0
        size = os.stat(path).st_size
        found[files.shown(path)] = (total, size)
        total += size
    return found, total
