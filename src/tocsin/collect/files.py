"""Files, folders, globs and standard input become reports. Everything named is either collected or refused with its bytes."""

import glob
import io
import os
import stat
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from tocsin.collect import dispatch
from tocsin.collect.adapters import registry
from tocsin.collect.json_lines import FIELDS
from tocsin.collect.records import Collected, Limits, RefusedInput, refused
from tocsin.errors import UsageError
from tocsin.library import keys

if TYPE_CHECKING:
    from tocsin.collect.fetching.fetcher import Fetcher

__all__ = ["Collected", "Limits", "RefusedInput", "collect", "collect_bytes", "expand"]

STDIN = "-"
DEFAULT_LIMITS = Limits()


def collect(
    paths: Sequence[str],
    *,
    clock: datetime,
    limits: Limits = DEFAULT_LIMITS,
    form: str | None = None,
    columns: Mapping[str, str] | None = None,
    fetcher: "Fetcher | None" = None,
) -> Iterator[Collected | RefusedInput]:
    """What is in `paths`, in the order given (folders: sorted, with their folders); an address on the network is asked by `fetcher`.

    Raises UsageError, before anything is read, where a path does not exist, a glob finds nothing, `form` is unknown, or an address is
    named where nothing may be fetched.
    """
    if form is not None and form not in (known := registry.names()):
        todo = f"choose one of {', '.join(known)}, or leave it to be found out"
        raise UsageError(f"there is no format {form!r}", todo=todo)
    for field in columns or ():
        if field not in FIELDS:
            raise UsageError(f"a report has no field {field!r}", where="--columns", todo=f"name columns for {', '.join(FIELDS)}")
    found = expand(paths)
    if fetcher is None and (asked := next((path for path in found if addressed(path)), None)):
        todo = "take it into a workspace with tocsin ingest, or save the page and name the file"
        raise UsageError("addresses on the network are not fetched here", where=asked, todo=todo)
    return (item for path in found for item in _one(path, clock, limits, form, columns or {}, fetcher))


def addressed(path: str) -> bool:
    """Whether what was named is an address on the network."""
    return "://" in path


def expand(paths: Sequence[str]) -> list[str]:
    """The files behind `paths`, each once. Hidden files inside folders are left out; named ones are taken."""
    found: dict[str, None] = {}
    for path in paths:
        if addressed(path) and (wrong := keys.mistake(path)) is not None:
            raise UsageError(wrong, where=keys.blanked(path))
        if path == STDIN or addressed(path):
            found[path] = None
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


def _one(
    path: str, clock: datetime, limits: Limits, form: str | None, columns: Mapping[str, str], fetcher: "Fetcher | None"
) -> Iterator[Collected | RefusedInput]:
    where = "stdin" if path == STDIN else shown(path)
    if addressed(path) and fetcher is not None:
        from tocsin.collect import addressed as network

        yield from network.collect(path, fetcher, clock=clock, limits=limits, form=form, columns=columns)
        return
    if path == STDIN:
        yield from dispatch.stream(sys.stdin.buffer, where, clock=clock, limits=limits, form=form, columns=columns)
        return
    try:
        mode = os.stat(path).st_mode
        if not (stat.S_ISREG(mode) or stat.S_ISFIFO(mode)):
            todo = "name a file with text in it"
            yield refused("not-a-file", "it is a device or socket, not a file", where=where, todo=todo, blob=b"", clock=clock)
            return
        with open(path, "rb") as stream:
            yield from dispatch.stream(stream, where, clock=clock, limits=limits, form=form, columns=columns)
    except OSError as error:
        what = f"it cannot be read: {error.strerror or error}"
        yield refused("unreadable", what, where=where, todo="check that it is there and that you may read it", blob=b"", clock=clock)


def collect_bytes(
    raw: bytes, where: str, *, clock: datetime, limits: Limits = DEFAULT_LIMITS, form: str | None = None
) -> Iterator[Collected | RefusedInput]:
    """What is in bytes already in hand, e.g. from quarantine."""
    return dispatch.stream(io.BytesIO(raw), where, clock=clock, limits=limits, form=form)
