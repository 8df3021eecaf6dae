"""The day on which a worded horizon ends, counted from the day of the judgement; None where the words leave it open."""

import re
from datetime import date, timedelta

from tocsin.errors import ConfigError
from tocsin.judge.wording import finder, plain
from tocsin.library import horizons, lexicons
from tocsin.library.horizons import Unit, Wording
from tocsin.model.lexicon import Lexicon

MIDDLE, EARLY = 15, 7
"""days of a month that its middle and its start end on"""
DAYS: dict[Unit, int] = {"day": 1, "week": 7, "fortnight": 14}
MONTHS: dict[Unit, int] = {"month": 1, "year": 12}
MOST_YEARS = 30
YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
DAY = re.compile(r"(?<!\d)(\d{1,2})(?!\d)")


def until(words: str, language: str | None, day: date) -> date | None:
    """The last day of the horizon that `words` give, counted from `day`. "in the coming weeks" has none, nor has a language unknown."""
    wording = horizons.load().languages.get(language or "")
    if wording is None or language is None:
        return None
    try:
        lexicon = lexicons.load(language)
    except ConfigError:
        return None
    text = plain(words).casefold()
    found = _count(text, wording, lexicon, day) or _named(text, wording, lexicon, day)
    return found if found is not None and day <= found <= _later(day, 12 * MOST_YEARS) else None


def _says(terms: tuple[str, ...], text: str) -> bool:
    return finder(terms).search(text) is not None


def _count(text: str, wording: Wording, lexicon: Lexicon, day: date) -> date | None:
    """A number of units ahead: "within 30 days", "in a month"."""
    if _says(wording.end, text) or _says(wording.before, text):
        return None
    for unit, names in wording.plural.items():
        for gap in ("", r"(?: \w+)"):
            match = re.search(rf"(\w+){gap} {finder(names).pattern}", text)
            number = _number(match.group(1), lexicon) if match is not None else None
            if number is not None:
                return _ahead(day, unit, number)
    for unit, names in wording.singular.items():
        if _says(names, text) and _says(wording.one, text):
            return _ahead(day, unit, 1)
    return None


def _number(word: str, lexicon: Lexicon) -> int | None:
    value = int(word) if word.isdecimal() else lexicon.numbers.get(word)
    return int(value) if value is not None and 0 < value < 1000 and value == int(value) else None


def _ahead(day: date, unit: Unit, number: int) -> date:
    return day + timedelta(days=DAYS[unit] * number) if unit in DAYS else _later(day, MONTHS[unit] * number)


def _later(day: date, months: int) -> date:
    total = day.year * 12 + day.month - 1 + months
    year, month = total // 12, total % 12 + 1
    return date(year, month, min(day.day, _last(year, month).day))


def _last(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _named(text: str, wording: Wording, lexicon: Lexicon, day: date) -> date | None:
    """A named period: a month, a season, the new year, a year, the end of this month or week."""
    told = YEAR.search(text)
    year = int(told.group(1)) if told is not None else None
    for number, names in enumerate(lexicon.months, 1):
        if _says(tuple(name for name in names if len(name) > 2), text):
            return _month(text, wording, number, year, day)
    for season, names in wording.seasons.items():
        if _says(names, text):
            return _season(text, wording, horizons.load().seasons_begin[season], year, day)
    if _says(wording.new_year, text):
        return date(year - 1 if year is not None and not _says(wording.end, text) else year or day.year, 12, 31)
    if year is not None:
        return date(year - 1 if _ahead_of(text, wording) else year, 12, 31)
    if _says(wording.end, text) or _says(wording.this, text):
        if _says((*wording.singular.get("year", ()), *wording.plural.get("year", ())), text):
            return date(day.year, 12, 31)
        if _says((*wording.singular.get("month", ()), *wording.plural.get("month", ())), text):
            return _last(day.year, day.month)
        if _says(wording.singular.get("week", ()), text):
            return day + timedelta(days=6 - day.weekday())
    return None


def _ahead_of(text: str, wording: Wording) -> bool:
    """Whether the horizon ends before the period begins: "before October", not "before the end of October"."""
    return _says(wording.before, text) and not any(_says(part, text) for part in (wording.end, wording.middle, wording.start))


def _month(text: str, wording: Wording, month: int, year: int | None, day: date) -> date | None:
    year = year if year is not None else day.year + (month < day.month)
    exact = DAY.search(YEAR.sub("", text))
    if exact is not None:
        number = int(exact.group(1))
        return date(year, month, number) if 1 <= number <= _last(year, month).day else None
    if _says(wording.middle, text):
        return date(year, month, MIDDLE)
    if _says(wording.start, text):
        return date(year, month, EARLY)
    return date(year, month, 1) - timedelta(days=1) if _ahead_of(text, wording) else _last(year, month)


def _season(text: str, wording: Wording, begins: int, year: int | None, day: date) -> date:
    """The end of the season that is running or comes next, or the day before it begins."""
    year = year if year is not None else day.year
    first = date(year, begins, 1)
    if _ahead_of(text, wording):
        return (first if first > day else date(year + 1, begins, 1)) - timedelta(days=1)
    ends = [_later(date(year + shift, begins, 1), 3) - timedelta(days=1) for shift in (-1, 0, 1)]
    return next((end for end in ends if end >= day), ends[-1])
