"""Days named in a text as dates: with the month, by the day of the week, or from the day of the report."""

import re
from datetime import date, timedelta
from functools import cache, lru_cache

from tocsin.corroborate.closed import closed, named_days
from tocsin.corroborate.phrases import compiled, relative
from tocsin.corroborate.words import MONTHS, plain

WEEK = 7
FAR = 183
"""a day and month without a year lie within half a year of the report"""


def dated(text: str, report: date) -> list[tuple[int, int, date]]:
    """(start, end, day) of every day that `text` names, a weekday being both the last one up to the day of the report and the next."""
    return list(_dated(text, report))


@lru_cache(maxsize=50_000)
def _dated(text: str, report: date) -> tuple[tuple[int, int, date], ...]:
    found = [(match.start(), match.end(), day) for match in named_days(text) if (day := _absolute(match, report)) is not None]
    for start, end, weekday in closed(text).weekdays:
        ago = (report.weekday() - weekday) % WEEK
        found += [(start, end, report - timedelta(days=back)) for back in (ago, ago - WEEK)]
    known = relative()
    for match in _relative().finditer(text):
        offset = known.get(" ".join(plain(match.group()).split()))
        if offset is not None:
            found.append((match.start(), match.end(), report + timedelta(days=offset)))
    return tuple(sorted(found))


@cache
def _relative() -> re.Pattern[str]:
    return compiled(relative())


def _absolute(match: re.Match[str], report: date) -> date | None:
    number, name = (match.group(1), match.group(2)) if match.group(1) else (match.group(4), match.group(3))
    month = MONTHS.get(plain(name))
    if month is None:
        return None
    days = []
    for year in (report.year - 1, report.year, report.year + 1):
        try:
            days.append(date(year, month, int(number)))
        except ValueError:
            continue
    near = [day for day in days if abs((day - report).days) <= FAR]
    return near[0] if near else None
