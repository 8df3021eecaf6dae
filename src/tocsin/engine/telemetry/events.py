"""Every event that can be told, as data: its name, how much it matters, and its fields, each of a kind that says what it may hold.

No kind holds what somebody wrote, so that neither a secret nor a report's words nor a forged line can get into a log: what does not fit
its kind is told as `?`. The one exception, `said`, holds our own words about an error, cleaned.
"""

import math
import re
from collections.abc import Mapping
from typing import Literal

from tocsin.engine.telemetry import cleaning
from tocsin.model import Record

Level = Literal["debug", "info", "warning", "error"]
LEVELS: tuple[Level, ...] = ("debug", "info", "warning", "error")
Kind = Literal["id", "word", "route", "count", "ms", "flag", "said"]
Value = str | int | float | bool | None
UNFIT = "?"
"""what is told in place of a value that does not fit its kind"""
SHAPES: dict[Kind, re.Pattern[str]] = {
    "id": re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,79}"),
    "word": re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,59}"),
    "route": re.compile(r"/[A-Za-z0-9/_{}.:-]{0,199}|\(none\)"),
}


class What(Record, frozen=True, kw_only=True):
    """One kind of event."""

    name: str
    level: Level
    means: str
    fields: dict[str, Kind]

    def cleaned(self, given: Mapping[str, Value]) -> dict[str, Value]:
        """The fields as they may be told; None and empty ones are left out. KeyError: one is not declared."""
        return {name: fit(self.fields[name], value) for name, value in given.items() if value is not None and value != ""}


def fit(kind: Kind, value: Value) -> Value:
    """A value as its kind may hold it, else `?`."""
    match kind:
        case "count" | "ms":
            if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
                return UNFIT
            return round(value, 1) if isinstance(value, float) else value
        case "flag":
            return value if isinstance(value, bool) else UNFIT
        case "said":
            return cleaning.said(str(value))
    return value if isinstance(value, str) and SHAPES[kind].fullmatch(value) else UNFIT


_ERROR: dict[str, Kind] = {"error": "word", "where": "id"}
"""of what was raised: its class, and the module and line of ours that it came through"""
EVENTS: dict[str, What] = {
    one.name: one
    for one in (
        What(
            name="command.ended",
            level="info",
            means="a command is over, with this exit status",
            fields={"status": "count", "ms": "ms"},
        ),
        What(
            name="command.failed",
            level="error",
            means="a command ended in an error",
            fields={"status": "count", "said": "said", "todo": "said", **_ERROR},
        ),
        What(
            name="desk.opened",
            level="info",
            means="the desk listens; without accounts, make one with `tocsin people add`",
            fields={"port": "count", "tls": "flag", "accounts": "flag"},
        ),
        What(
            name="desk.asked",
            level="info",
            means="the desk answered; `who` is another word for the same person in every run, and never their name",
            fields={"method": "word", "route": "route", "status": "count", "ms": "ms", "who": "id", "through": "word", **_ERROR},
        ),
        What(
            name="desk.people",
            level="info",
            means="something that the desk keeps about people: a sign-in, a refused one, an account, a token; who, stands in the ledger",
            fields={"act": "id", "through": "word"},
        ),
        What(
            name="picture.taken",
            level="info",
            means="what the ledger holds was loaded and judged, for pages to look at",
            fields={"entries": "count", "ms": "ms", **_ERROR},
        ),
        What(
            name="watch.began",
            level="info",
            means="a watch asks these addresses from now on",
            fields={"addresses": "count", "sources": "count"},
        ),
        What(
            name="watch.round",
            level="info",
            means="one round of the watch",
            fields={
                **dict.fromkeys(
                    ("asked", "new", "unchanged", "refused", "measured", "failed", "said", "rung", "delivered", "undelivered"),
                    "count",
                ),
                "offline": "flag",
                "ms": "ms",
                **_ERROR,
            },
        ),
        What(
            name="source.asked",
            level="info",
            means="an address of a source was asked",
            fields={
                "source": "id",
                "outcome": "word",
                "reason": "word",
                "status": "count",
                "tries": "count",
                "bytes": "count",
                "items": "count",
                "ms": "ms",
                **_ERROR,
            },
        ),
        What(
            name="source.failing",
            level="warning",
            means="an address of a source did not answer as it should",
            fields={"source": "id", "reason": "word", "in_a_row": "count"},
        ),
        What(
            name="reports.read",
            level="info",
            means="reports were read and put into the ledger",
            fields={"new": "count", "known": "count", "statements": "count", "ms": "ms", **_ERROR},
        ),
        What(
            name="input.refused",
            level="warning",
            means="a piece of input went into quarantine, under this id",
            fields={"refusal": "id", "reason": "word"},
        ),
        What(
            name="problem.judged",
            level="info",
            means="the problem was judged",
            fields={"problem": "id", "reports": "count", "origins": "count", "draws": "count", "ms": "ms", **_ERROR},
        ),
        What(
            name="alert.rung",
            level="warning",
            means="a message of an alert was made",
            fields={"event": "id", "message": "word", "severity": "word", "tlp": "word", "synthetic": "flag"},
        ),
        What(
            name="alert.carried",
            level="info",
            means="a delivery was tried, put off, given up or withheld; why, stands in the ledger",
            fields={"delivery": "id", "channel": "id", "progress": "word", "tries": "count"},
        ),
        What(
            name="ledger.busy",
            level="warning",
            means="another command writes to the ledger; it is waited for",
            fields={"waited_s": "count"},
        ),
        What(
            name="backup.made",
            level="info",
            means="the workspace was backed up, and the copy checked; blobs and files: those that were new",
            fields={"entries": "count", "blobs": "count", "files": "count", "ms": "ms", **_ERROR},
        ),
        What(
            name="quarantine.retried",
            level="info",
            means="what was refused was tried again",
            fields={"taken": "count", "still": "count"},
        ),
        What(
            name="library.warned",
            level="warning",
            means="a library warned of something; what it wrote is not repeated",
            fields={"logger": "id", "severity": "word", **_ERROR},
        ),
        What(name="thread.broke", level="error", means="a thread ended in an error", fields={"thread": "id", **_ERROR}),
        What(
            name="telemetry.missing",
            level="warning",
            means="telemetry was asked for that needs an extra which is not installed",
            fields={"extra": "word"},
        ),
        What(name="telemetry.unwritten", level="warning", means="the file of metrics could not be written", fields={**_ERROR}),
    )
}
