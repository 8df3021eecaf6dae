"""Files, folders, globs and standard input become reports. Everything named is either collected or refused with its bytes."""

import glob
import io
import os
import stat
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import BinaryIO

from tocsin.collect import lines, plain_text, sniff
from tocsin.collect.records import Collected, Limits, RefusedInput, refused
from tocsin.errors import Refused, UsageError

__all__ = ["Collected", "Limits", "RefusedInput", "collect", "collect_bytes", "expand"]

STDIN = "-"
DEFAULT_LIMITS = Limits()


def collect(
    paths: Sequence[str], *, clock: datetime, limits: Limits = DEFAULT_LIMITS, form: str | None = None
) -> Iterator[Collected | RefusedInput]:
    """What is in `paths`, in the order given (folders: sorted, with their folders). Raises UsageError, before anything
    is read, where a path does not exist, a glob finds nothing, or `form` is unknown.
    """
    if form is not None and form not in sniff.FORMS:
        todo = f"choose one of {', '.join(sniff.FORMS)}, or leave it to be found out"
        raise UsageError(f"format {form!r} is not read yet" if form in sniff.LATER else f"there is no format {form!r}", todo=todo)
    found = expand(paths)
    return (item for path in found for item in _one(path, clock, limits, form))


def expand(paths: Sequence[str]) -> list[str]:
    """The files behind `paths`, each once. Hidden files inside folders are left out; named ones are taken."""
    found: dict[str, None] = {}
    for path in paths:
        if path == STDIN:
            found[path] = None
        elif "://" in path:
            raise UsageError("addresses on the network are not fetched yet", where=path, todo="save the page's text and name the file")
        elif os.path.isdir(path):
            inside = list(_folder(path))
            if not inside:
                raise UsageError("there is no file in this folder", where=shown(path), todo="name a folder with files in it")
            found.update(dict.fromkeys(inside))
        elif os.path.lexists(path) and os.path.exists(path):
            found[path] = None
        elif glob.has_magic(path):
            matched = sorted(glob.glob(path, recursive=True))
            if not matched:
                raise UsageError("no file matches", where=shown(path), todo="check the pattern")
            for match in matched:
                found.update(dict.fromkeys(_folder(match) if os.path.isdir(match) else [match]))
        else:
            raise UsageError("there is no such file or folder", where=shown(path), todo="check the path")
    return list(found)


def _folder(path: str) -> Iterator[str]:
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (os.path.join(folder, name) for name in sorted(names) if not name.startswith("."))


def shown(path: str) -> str:
    """`path` as text that every store can hold: bytes of a name that are no UTF-8 become U+FFFD."""
    return os.fsencode(path).decode("utf-8", "replace")


def _one(path: str, clock: datetime, limits: Limits, form: str | None) -> Iterator[Collected | RefusedInput]:
    where = "stdin" if path == STDIN else shown(path)
    if path == STDIN:
        yield from _stream(sys.stdin.buffer, where, clock, limits, form)
        return
    try:
        mode = os.stat(path).st_mode
        if not (stat.S_ISREG(mode) or stat.S_ISFIFO(mode)):
            todo = "name a file with text in it"
            yield refused("not-a-file", "it is a device or socket, not a file", where=where, todo=todo, blob=b"", clock=clock)
            return
        with open(path, "rb") as stream:
            yield from _stream(stream, where, clock, limits, form)
    except OSError as error:
        what = f"it cannot be read: {error.strerror or error}"
        yield refused("unreadable", what, where=where, todo="check that it is there and that you may read it", blob=b"", clock=clock)


def collect_bytes(raw: bytes, where: str, *, clock: datetime, limits: Limits = DEFAULT_LIMITS) -> Iterator[Collected | RefusedInput]:
    """What is in bytes already in hand, e.g. from quarantine."""
    return _stream(io.BytesIO(raw), where, clock, limits, None)


def _stream(stream: BinaryIO, where: str, clock: datetime, limits: Limits, form: str | None) -> Iterator[Collected | RefusedInput]:
    head = stream.read(sniff.HEAD)
    seen = sniff.Seen("text" if form == "text" else "jsonl") if form else sniff.sniff(head, where)
    if seen.form == "jsonl" and head.strip():
        yield from lines.read(head, stream, where, clock=clock, limits=limits)
        return
    blob, size = _bounded(head, stream, limits)
    if size == 0 or (not blob.strip() and size <= limits.report):
        yield refused("empty", "there is nothing in it", where=where, todo="give a file with text in it", blob=blob, size=size, clock=clock)
    elif seen.form is None:
        yield _unread(seen, blob, size, where, clock, limits)
    elif size > limits.report:
        what, todo = f"it is larger than {limits.report:,} bytes", "split it into reports, e.g. as JSON Lines"
        yield refused("too-large", what, where=where, todo=todo, blob=blob[: limits.kept], size=size, clock=clock)
    else:
        try:
            yield plain_text.read(blob, where, clock=clock, depth=limits.depth)
        except Refused as error:
            yield refused(error.reason, error.what, where=where, todo=error.todo, blob=blob, clock=clock)


def _unread(seen: sniff.Seen, blob: bytes, size: int, where: str, clock: datetime, limits: Limits) -> RefusedInput:
    if seen.reason == "not-text":
        what, todo = f"it looks like {seen.looks_like}, not text", "give its text, e.g. exported as UTF-8"
    else:
        what, todo = f"it looks like {seen.looks_like}, which is not read yet", "save its text as .txt, or write JSON Lines"
    kept = blob if size <= limits.report else blob[: limits.kept]
    return refused(seen.reason, what, where=where, todo=todo, blob=kept, size=size, clock=clock)


def _bounded(head: bytes, stream: BinaryIO, limits: Limits) -> tuple[bytes, int]:
    """All of a stream up to the limit, and its whole length, counted in memory that does not grow with it."""
    blob = head + stream.read(max(0, limits.report + 1 - len(head)))
    size = len(blob)
    while chunk := stream.read(lines.CHUNK):
        size += len(chunk)
    return blob, size
