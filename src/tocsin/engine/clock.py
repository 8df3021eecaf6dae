"""Moments as people type them: a bare date means its start or its end, a date with a time needs a zone."""

import os
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Literal

from tocsin.errors import UsageError

_BARE_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
CLOCK_VARIABLE = "TOCSIN_NOW"
"""Set to a moment, it stands for the system's clock: the same run gives the same bytes another day."""


def moment(text: str, edge: Literal["start", "end"]) -> datetime:
    """The moment that `text` means, in UTC. UsageError where it is no date, or a date with a time but no zone."""
    try:
        if _BARE_DATE.fullmatch(text):
            day = date.fromisoformat(text)
            return datetime.combine(day, time.min if edge == "start" else time.max, UTC)
        when = datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{text!r} is no date", todo="write 2024-11-30 or 2024-11-30T06:00:00+00:00") from None
    if when.tzinfo is None:
        raise UsageError(f"{text!r} has a time but no zone", todo=f"write {text}+00:00, or {text}Z, if it is UTC")
    return when.astimezone(UTC)


def now(environment: Mapping[str, str] = os.environ) -> datetime:
    """The clock of this run: `TOCSIN_NOW` where it is set, else the system's, to the second."""
    fixed = environment.get(CLOCK_VARIABLE)
    return moment(fixed, "end") if fixed else datetime.now(UTC).replace(microsecond=0)


def fixed(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether `TOCSIN_NOW` holds the clock still."""
    return bool(environment.get(CLOCK_VARIABLE))
