"""Children that parse, each for one document at a time: started when they are first needed, kept, replaced when one dies or is killed.

Which formats go through them: `TOCSIN_APART` in the environment: `usual` (those whose parsers are other people's), `all`, or `none`.
"""

import atexit
import os
import select
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from typing import IO, BinaryIO

import msgspec

from tocsin.collect.adapters import registry
from tocsin.collect.adapters.contract import Taking, whole
from tocsin.collect.apart import frames
from tocsin.collect.apart.frames import Asked, Told
from tocsin.collect.records import Collected, RefusedInput
from tocsin.errors import CannotFinish, Refused, UsageError

VARIABLE = "TOCSIN_APART"
USUAL = frozenset({"docx", "eml", "feed", "html", "parquet", "pdf", "sitemap"})
"""formats whose parsers are libraries of others, in C or long; and every format that another package brings"""
NEVER = frozenset({"json", "warc"})
"""what holds other documents, which are parsed apart one by one"""
SLACK_S = 2.0
"""beyond a document's time, in which a child may say itself that it is too slow, and tell what it had"""
START_S = 60.0
"""in which a child must have loaded its modules"""
DOCUMENTS = 5_000
"""parsed by one child: whatever its libraries leak goes with it"""
PASSED_ON = ("HOME", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "PATH", "PYTHONHASHSEED", "PYTHONHOME", "TMPDIR", "TZ")
"""of the environment: no key, no password, no workspace"""
PIECE = 1 << 18
LONGEST = 1 << 29
"""bytes of one answer: a report of ten million characters with its document"""


def wanted(form: str) -> bool:
    """Whether a format is parsed in a child. UsageError where `TOCSIN_APART` is none of its words."""
    said = os.environ.get(VARIABLE, "usual")
    if said not in ("usual", "all", "none"):
        raise UsageError(f"{VARIABLE} is {said!r}", todo="it is usual, all or none")
    if said == "none" or form in NEVER or form in registry.STREAMED:
        return False
    return said == "all" or form in USUAL or form not in registry.OURS


def pieces(form: str, stream: BinaryIO, taking: Taking) -> Iterator[Collected | RefusedInput]:
    """Every piece of a document, parsed in a child. Refused: what the parser says; `too-slow`, `too-much-memory`, `crashed`."""
    asked = Asked(
        form=form, blob=whole(stream, taking), where=taking.where, clock=taking.clock, limits=taking.limits, columns=dict(taking.columns),
        url=taking.url, charset=taking.charset, extra=dict(taking.extra),
    )  # fmt: skip
    child = _take(taking.limits.memory >> 20)
    sound = False
    try:
        for told in child.answers(asked):
            if told.over:
                sound = not told.spent
                _over(told, taking)
            elif told.report is not None and told.raw is not None:
                yield Collected(told.raw, told.report, told.blob)
            elif told.refusal is not None:
                yield RefusedInput(told.refusal, told.blob)
    finally:
        # Whoever stops asking in the middle, and a child that was killed, leave none to be used again.
        _give_back(child, sound)


def _over(told: Told, taking: Taking) -> None:
    if told.reason == "cannot":
        raise CannotFinish(told.what, where=taking.where, todo=told.todo)
    if told.reason is not None:
        raise Refused(told.reason, told.what, where=taking.where, todo=told.todo)


class Child:
    """One process. CannotFinish where it cannot be started."""

    def __init__(self, megabytes: int) -> None:
        self.owner, self.megabytes, self.parsed = os.getpid(), megabytes, 0
        environment = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
        environment |= {
            "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
            "OPENBLAS_NUM_THREADS": "1",
            "ARROW_DEFAULT_MEMORY_POOL": "system",  # what is bounded is what is asked of the system
        }
        command = [sys.executable, "-P", "-B", "-m", "tocsin.collect.apart.child", str(megabytes)]
        try:
            self._process = subprocess.Popen(  # noqa: S603 - this very interpreter
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment, bufsize=0
            )
            self._told(START_S, lambda: Refused("crashed", "it ended"))
        except (OSError, Refused) as error:
            todo = f"look whether processes and memory are scarce; {VARIABLE}=none parses in this process instead"
            raise CannotFinish(f"no process to parse in can be started: {error}", todo=todo) from None

    def answers(self, asked: Asked) -> Iterator[Told]:
        """What it makes of a document, up to the end. Refused `too-slow`, `crashed`: then it is dead."""
        self.parsed += 1
        seconds = max(0.0, asked.limits.seconds)
        left = seconds + SLACK_S
        self._send(frames.packed(asked), left)
        while True:
            started = time.monotonic()
            told = self._told(left, lambda: _slow(seconds))
            # Only while we wait for it: what is done with what it told is not its time.
            left -= time.monotonic() - started
            yield told
            if told.over:
                return

    def end(self) -> None:
        """Kill it, if it is ours."""
        if self.owner == os.getpid():
            self._process.kill()
            self._process.wait()
            for pipe in (self._process.stdin, self._process.stdout):
                if pipe is not None:
                    pipe.close()

    def _send(self, raw: bytes, seconds: float) -> None:
        until, left = time.monotonic() + seconds, memoryview(raw)
        pipe = _there(self._process.stdin)
        os.set_blocking(pipe.fileno(), False)
        try:
            while left:
                _, ready, _ = select.select([], [pipe], [], max(0.0, until - time.monotonic()))
                if not ready:
                    raise _slow(seconds)
                left = left[os.write(pipe.fileno(), left[:PIECE]) :]
        except OSError:
            raise self._dead() from None

    def _told(self, seconds: float, late: Callable[[], Refused]) -> Told:
        until = time.monotonic() + seconds
        length = int.from_bytes(self._read(frames.LENGTH, until, late), "big")
        if length > LONGEST:
            raise Refused("crashed", "what parses it answers without end", todo="keep the document, and report it")
        body = self._read(length, until, late)
        try:
            return frames.TOLD.decode(body)
        except (msgspec.DecodeError, UnicodeDecodeError):
            raise Refused("crashed", "what parses it answers nonsense", todo="keep the document, and report it") from None

    def _read(self, length: int, until: float, late: Callable[[], Refused]) -> bytes:
        pipe = _there(self._process.stdout)
        held = bytearray()
        while len(held) < length:
            ready, _, _ = select.select([pipe], [], [], max(0.0, until - time.monotonic()))
            if not ready:
                raise late()
            piece = os.read(pipe.fileno(), min(PIECE, length - len(held)))
            if not piece:
                raise self._dead()
            held += piece
        return bytes(held)

    def _dead(self) -> Refused:
        self._process.kill()
        status = self._process.wait()
        what = f"what parses it died of it (status {status})"
        return Refused("crashed", what, todo="save its text as .txt; the document itself is worth a report")


def _slow(seconds: float) -> Refused:
    return Refused("too-slow", f"reading it took longer than {seconds:g} seconds", todo="save its text as .txt, or split it")


def _there(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe is not None  # noqa: S101 - both were asked for
    return pipe


_idle: list[Child] = []
_lock = threading.Lock()


def _take(megabytes: int) -> Child:
    with _lock:
        for number, child in enumerate(_idle):
            if child.owner == os.getpid() and child.megabytes == megabytes:
                return _idle.pop(number)
    return Child(megabytes)


def _give_back(child: Child, sound: bool) -> None:
    if not sound or child.parsed >= DOCUMENTS:
        child.end()
        return
    with _lock:
        _idle.append(child)


@atexit.register
def close() -> None:
    """End all that are idle."""
    with _lock:
        held, _idle[:] = list(_idle), []
    for child in held:
        child.end()
