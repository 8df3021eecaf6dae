"""The child: `python -m tocsin.collect.apart.child MEGABYTES`. It parses what it is asked to, and holds nothing that is worth stealing.

It gets no key and no address of the environment, may write no file, and dies with its parent, at the latest when a document's time and a
little more is over: the alarm is the system's, and ends C code that never returns as well.
"""

import io
import os
import resource
import signal
import sys
from collections.abc import Iterator

from tocsin.collect import dispatch
from tocsin.collect.adapters import registry
from tocsin.collect.adapters.contract import Nested, Stopwatch, Taking
from tocsin.collect.apart import frames
from tocsin.collect.apart.frames import Asked, Told
from tocsin.collect.records import Collected
from tocsin.errors import CannotFinish, Refused

FILES = 128
"""that may be open: modules are loaded when their format is first met"""
ORPHANED_S = 20
"""beyond a document's time, after which a child that nobody killed ends by itself"""


def main() -> None:
    """Answer until the pipe is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears it, and closes the pipe
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints is no answer
    confine(int(sys.argv[1]))
    out.write(frames.packed(Told(over=True)))
    out.flush()
    while (one := frames.asked(sys.stdin.buffer)) is not None:
        patience = max(1, int(one.limits.seconds) + ORPHANED_S)
        signal.alarm(patience)
        for told in answers(one):
            signal.alarm(0)  # the parent may be busy with what came before
            out.write(frames.packed(told))
            out.flush()
            signal.alarm(patience)
        signal.alarm(0)


def confine(megabytes: int) -> None:
    """Bound what this process may take, where the system knows how."""
    held = _held()
    for limit, most in (
        (resource.RLIMIT_DATA, held + (megabytes << 20)),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, FILES),
    ):
        _, hard = resource.getrlimit(limit)
        resource.setrlimit(limit, (most, most) if hard == resource.RLIM_INFINITY or most <= hard else (hard, hard))


def _held() -> int:
    """Bytes of writable memory that this process has mapped so far; 0 where the system does not say."""
    try:
        with open("/proc/self/status") as told:
            return next((int(line.split()[1]) << 10 for line in told if line.startswith("VmData")), 0)
    except OSError:
        return 0


def answers(one: Asked) -> Iterator[Told]:
    """Each piece of a document, then the end, with what ended it. Nothing raises."""
    taking = Taking(
        one.where, one.clock, one.limits, one.columns, one.url, one.charset, one.extra, late=Stopwatch(one.limits.seconds)
    )  # fmt: skip
    try:
        for piece in registry.get(one.form).read(io.BytesIO(one.blob), taking):
            if isinstance(piece, Nested):
                raise TypeError("only web archives and lists hold documents of other formats")
            item = dispatch.settled(piece, taking, one.form)
            if isinstance(item, Collected):
                yield Told(report=item.report, raw=item.raw, blob=item.blob)
            else:
                yield Told(refusal=item.record, blob=item.blob)
    except Refused as error:
        yield Told(over=True, reason=error.reason, what=error.what, todo=error.todo)
    except CannotFinish as error:
        yield Told(over=True, reason="cannot", what=error.what, todo=error.todo)
    except MemoryError:
        what = f"reading it took more than {one.limits.memory:,} bytes of memory"
        yield Told(over=True, reason="too-much-memory", what=what, todo="split it, or save its text as .txt", spent=True)
    except Exception as error:  # noqa: BLE001 - whatever a parser raises is the end of this document alone
        what = f"it cannot be read as {one.form}: {type(error).__name__} {error}".rstrip()
        yield Told(over=True, reason="broken", what=what[:400], todo="fetch it again, or save its text as .txt")
    else:
        yield Told(over=True)


if __name__ == "__main__":
    main()
