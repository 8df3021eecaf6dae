"""Where things happen: `tell` an event, or `timed` something that takes a while. Costs nothing where nobody listens, as shipped."""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import PurePath
from typing import NamedTuple, Protocol

from tocsin.engine import clock
from tocsin.engine.telemetry.events import EVENTS, Value, What


class Happened(NamedTuple):
    """One event."""

    at: datetime
    what: What
    fields: dict[str, Value]


Sink = Callable[[Happened], None]


class Span(Protocol):
    """What a tracer keeps while something goes on."""

    def note(self, fields: dict[str, Value]) -> None:
        """More is known of it."""


Tracer = Callable[[str], AbstractContextManager[Span]]


class Listening:
    """Who listens in this process. `logged`: events are written; `structured`: as JSON, and nothing else stands on standard error."""

    def __init__(self) -> None:
        self.sinks: tuple[Sink, ...] = ()
        self.tracer: Tracer | None = None
        self.logged = self.structured = False


LISTENING = Listening()


def moment() -> datetime:
    """The clock of events: that of the run, to the millisecond where nothing holds it still."""
    return clock.now() if clock.fixed() else datetime.now(UTC)


def tell(name: str, **fields: Value) -> None:
    """Tell an event to who listens."""
    if not LISTENING.sinks:
        return
    what = EVENTS[name]
    happened = Happened(moment(), what, what.cleaned(fields))
    for sink in LISTENING.sinks:
        sink(happened)


@contextmanager
def timed(name: str, **fields: Value) -> Iterator[dict[str, Value]]:
    """Tell an event when what is done inside is over, with how long it took; what is put into the dict is told too.

    Where it raises, the event has the error's class and place, and the error goes on.
    """
    if not LISTENING.sinks and LISTENING.tracer is None:
        yield {}
        return
    more: dict[str, Value] = dict(fields)
    began = time.perf_counter()
    with LISTENING.tracer(name) if LISTENING.tracer is not None else nullcontext() as span:
        try:
            yield more
        except BaseException as error:
            more.update(told(error))
            raise
        finally:
            if span is not None:
                span.note(EVENTS[name].cleaned(more))
            tell(name, **{**more, "ms": (time.perf_counter() - began) * 1_000})


def told(error: BaseException) -> dict[str, Value]:
    """An error's class, and the last place of ours that it came through: `module:line`. Never its words."""
    where, at = "", error.__traceback__
    while at is not None:
        parts = PurePath(at.tb_frame.f_code.co_filename).with_suffix("").parts
        if "tocsin" in parts:
            last = len(parts) - 1 - parts[::-1].index("tocsin")
            where = f"{'.'.join(parts[last:])}:{at.tb_lineno}"
        at = at.tb_next
    return {"error": type(error).__name__, "where": where}
