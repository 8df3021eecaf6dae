"""What is told of a run, to whom: by environment, and by `--log`. Nothing is imported for what nobody asked for."""

import logging
import os
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tocsin.engine.telemetry import emitting
from tocsin.engine.telemetry.emitting import LISTENING
from tocsin.errors import CannotFinish, UsageError

if TYPE_CHECKING:
    from tocsin.engine.telemetry.metrics import Counted

LOG, LEAST, FILE = "TOCSIN_LOG", "TOCSIN_LOG_LEVEL", "TOCSIN_METRICS_FILE"
METRICS_TOKEN = "TOCSIN_METRICS_TOKEN"  # noqa: S105 - a variable's name
SHORTEST_TOKEN = 16
_OTEL = "OTEL_"


@contextmanager
def told(environment: Mapping[str, str] = os.environ) -> Iterator[None]:
    """While inside, what the environment asks for is told. UsageError: it asks for what there is not."""
    before = (LISTENING.sinks, LISTENING.tracer, LISTENING.logged, LISTENING.structured)
    handlers, hook = list(logging.getLogger().handlers), threading.excepthook
    end: Callable[[], object] = lambda: None  # noqa: E731
    try:
        if environment.get(LOG):
            log(environment[LOG], environment)
        if any(name.startswith(_OTEL) for name in environment):
            end = _traced(environment)
        yield
    finally:
        end()
        LISTENING.sinks, LISTENING.tracer, LISTENING.logged, LISTENING.structured = before
        logging.getLogger().handlers, threading.excepthook = handlers, hook


def log(form: str | None, environment: Mapping[str, str] = os.environ) -> None:
    """Write events from now on, in this form; None: as the environment says, which was done already."""
    if form is None:
        return
    from tocsin.engine.telemetry import events, logs

    least = environment.get(LEAST, "info")
    if form not in logs.FORMS:
        raise UsageError(f"{form[:20]!r} is no form of a log", where=f"${LOG}", todo="write json, text or off")
    if least not in events.LEVELS:
        raise UsageError(f"{least[:20]!r} is no level of a log", where=f"${LEAST}", todo="write debug, info, warning or error")
    logs.begin(form, least)


def _traced(environment: Mapping[str, str]) -> Callable[[], object]:
    """Have spans made; what sends the last of them off."""
    from tocsin.engine.telemetry import traces

    if not traces.wanted(environment):
        return lambda: None
    try:
        provider, LISTENING.tracer = traces.begin(environment)
    except ImportError:
        emitting.tell("telemetry.missing", extra="otel")
        return lambda: None
    return provider.shutdown


def counted(looked_up: Callable[[], dict[str, float]] = dict) -> "Counted":
    """Have events counted from now on. CannotFinish: the extra is not installed."""
    from tocsin.engine.telemetry.metrics import Counted

    made = Counted(looked_up)
    LISTENING.sinks = (*LISTENING.sinks, made)
    return made


def to_file(looked_up: Callable[[], dict[str, float]], environment: Mapping[str, str] = os.environ) -> Callable[[], None]:
    """What writes the counts into the file that the environment names, if it names one."""
    name = environment.get(FILE)
    if not name:
        return lambda: None
    path = Path(name)
    if path.suffix != ".prom":
        raise UsageError(f"{path.name!r} does not end in .prom", where=f"${FILE}", todo="node_exporter reads files that do")
    counts = counted(looked_up)
    counts.write(path)

    def write() -> None:
        try:
            counts.write(path)
        except CannotFinish as error:
            emitting.tell("telemetry.unwritten", **emitting.told(error))

    return write


def token(environment: Mapping[str, str] = os.environ) -> str | None:
    """What opens the desk's metrics to others than this machine. UsageError: it is too short to be a secret."""
    found = environment.get(METRICS_TOKEN) or None
    if found is not None and len(found) < SHORTEST_TOKEN:
        raise UsageError(f"it has less than {SHORTEST_TOKEN} signs", where=f"${METRICS_TOKEN}", todo="openssl rand -hex 32 makes one")
    return found
