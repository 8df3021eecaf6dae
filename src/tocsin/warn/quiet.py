"""Quiet hours: until when a message waits. Local time of day in a named zone, over nights and changes of the clock."""

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tocsin.model.triggers import SEVERITIES, Quiet, Severity

CHAINED = 50
"""windows that follow one another at most: quiet hours without end hold nothing for ever"""


def held_until(moment: datetime, severity: Severity, role: str | None, quiet: Iterable[Quiet]) -> datetime | None:
    """The end of the quiet hours that a message of this severity to this role falls into, in UTC; None where it is sent at once."""
    windows = [
        one
        for one in quiet
        if SEVERITIES.index(severity) < SEVERITIES.index(one.overridden_by) and (not one.roles or role is None or role in one.roles)
    ]
    at = moment
    for _ in range(CHAINED):
        ends = [end for one in windows if (end := _end(at, one)) is not None]
        if not ends:
            break
        at = max(ends)
    return None if at == moment else at


def _end(moment: datetime, quiet: Quiet) -> datetime | None:
    """When the window that holds `moment` ends; None where it holds it not."""
    zone = ZoneInfo(quiet.zone)
    local = moment.astimezone(zone)
    begin, end = time.fromisoformat(quiet.begin), time.fromisoformat(quiet.end)
    now = local.time().replace(tzinfo=None)
    day = local.date()
    if begin < end:
        if not begin <= now < end:
            return None
    elif now >= begin:
        day += timedelta(days=1)
    elif now >= end:
        return None
    # An hour that the clock shows twice ends the second time: a window that ended before it began would hold nothing.
    return datetime.combine(day, end, zone).replace(fold=1).astimezone(UTC)
