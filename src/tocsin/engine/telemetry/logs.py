"""Events as lines on standard error: JSON for machines, or text for people; and what libraries log, without what they wrote.

Written by hand on msgspec: an event is a dozen fields of known shape, so that a logging library (structlog, .1 s to import) would bring its
processors and its configuration, and none of what matters here, which is what may not be in a line.
"""

import hashlib
import json
import logging
import os
import sys
import threading
from typing import Literal, TextIO

import msgspec

from tocsin.engine.telemetry import emitting
from tocsin.engine.telemetry.emitting import LISTENING, Happened, tell
from tocsin.engine.telemetry.events import LEVELS, Level

Form = Literal["json", "text", "off"]
FORMS: tuple[Form, ...] = ("json", "text", "off")
RUN = 8
"""letters of a run's id"""


class Lines:
    """Writes events of a level and above, each on one line, from any thread."""

    def __init__(self, form: Form, least: Level = "info", stream: TextIO | None = None, run: str | None = None) -> None:
        """stream: standard error of the moment where none is given. run: what all lines of this process have in common."""
        self._form, self._least, self._stream = form, LEVELS.index(least), stream
        self._run = run if run is not None else hashlib.sha256(f"{emitting.moment()} {os.getpid()}".encode()).hexdigest()[:RUN]
        self._lock = threading.Lock()

    def __call__(self, one: Happened) -> None:
        """Write it."""
        if LEVELS.index(one.what.level) < self._least:
            return
        line = self.line(one)
        stream = self._stream or sys.stderr
        with self._lock:
            try:
                stream.write(line + "\n")
                stream.flush()
            except (OSError, ValueError):
                return  # nobody reads any more: no reason to stop

    def line(self, one: Happened) -> str:
        """The event on one line."""
        at = one.at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
        if self._form == "json":
            told = {"at": at, "level": one.what.level, "event": one.what.name, "run": self._run, **one.fields}
            return msgspec.json.encode(told).decode()
        parts = [
            f"{name}={json.dumps(value, ensure_ascii=False) if name in ('said', 'todo') else value}" for name, value in one.fields.items()
        ]
        return " ".join([at, f"{one.what.level:<7}", one.what.name, *parts])


class Libraries(logging.Handler):
    """What libraries log at warning and above, as events: which, how grave, and what was raised; their words may hold anything."""

    def emit(self, record: logging.LogRecord) -> None:
        """Tell it."""
        error = record.exc_info[1] if record.exc_info else None
        tell("library.warned", logger=record.name, severity=record.levelname.lower(), **(emitting.told(error) if error is not None else {}))


def begin(form: Form, least: Level = "info", stream: TextIO | None = None) -> None:
    """From now on events are written in this form, and no other; what libraries log, and what ends a thread, too."""
    others = tuple(sink for sink in LISTENING.sinks if not isinstance(sink, Lines))
    LISTENING.logged, LISTENING.structured = form != "off", form == "json"
    LISTENING.sinks = others if form == "off" else (*others, Lines(form, least, stream))
    if form == "off":
        return
    root = logging.getLogger()
    root.handlers = [one for one in root.handlers if not isinstance(one, Libraries)]
    root.addHandler(Libraries(logging.WARNING))
    threading.excepthook = _thread_broke


def _thread_broke(given: threading.ExceptHookArgs) -> None:
    error = given.exc_value
    tell(
        "thread.broke",
        thread=given.thread.name if given.thread is not None else None,
        **(emitting.told(error) if error is not None else {}),
    )
