"""Item D of a notice to airmen: on which hours, between its beginning and its end, it is in force (ICAO Doc 8126; Annex 15, appendix).

Read: H24, DAILY, HHMM-HHMM (an end before its beginning lies on the next day), days of the week and their ranges, days of the month and
their ranges with or without the month's name, several of these. Sunrise and sunset (SR, SS), and what is not understood, count as the
whole day, for a notice that may be in force is shown rather than dropped.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from datetime import date as Day
from typing import NamedTuple

WEEKDAYS = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")
MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_HOURS = re.compile(r"(?<!\d)([0-2]\d[0-5]\d)\s?-\s?([0-2]\d[0-5]\d)(?!\d)")
_DATES = re.compile(rf"(?:({'|'.join(MONTHS)})\s+)?(?<!\d)(\d\d)(?:\s?-\s?(?:({'|'.join(MONTHS)})\s+)?(\d\d))?(?!\d)")
_WEEK = re.compile(rf"({'|'.join(WEEKDAYS)})(?:\s?-\s?({'|'.join(WEEKDAYS)}))?")
WHOLE = (0, 1440)


class Window(NamedTuple):
    """One time in force."""

    start: datetime
    end: datetime


class _Part(NamedTuple):
    """Hours on some days: every day where both lists are empty."""

    hours: tuple[tuple[int, int], ...]
    """minutes of the day; an end beyond 1440 lies on the next"""
    weekdays: frozenset[int]
    dates: frozenset[Day]


def windows(item_d: str | None, start: datetime, end: datetime) -> Iterator[Window]:
    """The times in force between `start` and `end`, in order of their days; a whole time without an item D."""
    parts = _parts(item_d or "", start, end)
    if not parts:
        yield Window(start, end)
        return
    day = start.date() - timedelta(days=1)
    while day <= end.date():
        for part in parts:
            if (part.weekdays and day.weekday() not in part.weekdays) or (part.dates and day not in part.dates):
                continue
            midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
            for first, last in part.hours:
                begins, ends = midnight + timedelta(minutes=first), midnight + timedelta(minutes=last)
                if begins < end and ends > start:
                    yield Window(max(begins, start), min(ends, end))
        day += timedelta(days=1)


def _parts(text: str, start: datetime, end: datetime) -> list[_Part]:
    """What an item D says; nothing where it says nothing that is understood."""
    text = " ".join(text.upper().replace("H24", " ").split())
    found, at = [], 0
    matches = list(_HOURS.finditer(text))
    if not matches:
        weekdays, dates = _weekdays(text), _dates(text, start, end)
        return [_Part((WHOLE,), weekdays, dates)] if weekdays or dates else []
    hours: list[tuple[int, int]] = []
    before = ""
    for match in matches:
        between = text[at : match.start()]
        if hours and re.search(r"[A-Z0-9]", between.replace("AND", "")):
            found.append(_part(before, hours, start, end))
            before, hours = between, []
        elif not hours:
            before = between
        first, last = _minutes(match.group(1)), _minutes(match.group(2))
        if first is None or last is None:
            return []
        hours.append((first, last if last > first else last + 1440))
        at = match.end()
    found.append(_part(before, hours, start, end))
    return found


def _part(before: str, hours: list[tuple[int, int]], start: datetime, end: datetime) -> _Part:
    if re.search(r"\bS[RS]\b", before):
        hours = [WHOLE]
    return _Part(tuple(hours), _weekdays(before), _dates(before, start, end))


def _minutes(clock: str) -> int | None:
    hour, minute = int(clock[:2]), int(clock[2:])
    return hour * 60 + minute if hour < 24 or (hour, minute) == (24, 0) else None


def _weekdays(text: str) -> frozenset[int]:
    found: set[int] = set()
    for first, last in _WEEK.findall(text):
        at, until = WEEKDAYS.index(first), WEEKDAYS.index(last or first)
        found.update((at + step) % 7 for step in range((until - at) % 7 + 1))
    return frozenset(found)


def _dates(text: str, start: datetime, end: datetime) -> frozenset[Day]:
    """Days named by their number, in the month named last, else in each month between `start` and `end`."""
    found: set[Day] = set()
    month: str | None = None
    for named, first, until_named, last in _DATES.findall(text):
        month = named or month
        until_month = until_named or month
        for year in range(start.year, end.year + 1):
            for one in _months(month, start, end):
                begins = _day(year, one, int(first))
                ends = begins if not last else _day(year, MONTHS.index(until_month) + 1 if until_month else one, int(last))
                if begins is None or ends is None:
                    continue
                if ends < begins:
                    ends = _day(year + 1, ends.month, ends.day) or begins
                found.update(begins + timedelta(days=step) for step in range(min((ends - begins).days, 366) + 1))
    return frozenset(found)


def _months(named: str | None, start: datetime, end: datetime) -> list[int]:
    if named is not None:
        return [MONTHS.index(named) + 1]
    span = (end.year - start.year) * 12 + end.month - start.month
    return sorted({(start.month - 1 + step) % 12 + 1 for step in range(min(span, 11) + 1)})


def _day(year: int, month: int, day: int) -> Day | None:
    try:
        return Day(year, month, day)
    except ValueError:
        return None
