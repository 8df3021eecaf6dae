"""Dates in the text, absolute and relative, and the report's own date read from its words and the problem's chronology."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from tocsin.model.declared import ChronologyEntry, Problem
from tocsin.read.day import Facts, Timed, resolve
from tocsin.read.expressions import source
from tocsin.read.grammar import Grammar, finder
from tocsin.read.names import Found
from tocsin.read.seen import Sought
from tocsin.read.sentences import Parsed
from tocsin.read.terms import Terms

DAYS = re.compile(r"(?P<unit>day|week|month|year|eve)(?P<n>[+-]?\d+)")
YEARS = range(1900, 2100)
ISO = re.compile(r"(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)")
COUNTS = (("ago", -1), ("in_future", 1), ("before_after", 0))
"""patterns of counts of days and weeks, and the way they lead"""
REACH = 60
"""characters that no expression of time goes beyond its telling letters"""
LEAD = 12
"""characters before a weekday in which `last` or `next` stands"""
CLAUSE = 70
"""characters before a weekday in which its clause is looked at"""
AROUND = 45
"""days around a chronology entry within which a report that turns on it is looked for"""


class When(NamedTuple):
    """An expression of time at `start:end`. `value` is YYYY, YYYY-MM or YYYY-MM-DD once resolved."""

    start: int
    end: int
    words: str
    kind: str
    """exact, day-month, month, year, weekday, offset, eve"""
    numbers: tuple[int, ...]
    value: str | None
    resolved_from: str


class Dates:
    """Expressions of time of one language."""

    def __init__(self, grammar: Grammar, problem: Problem) -> None:
        lexicon = grammar.lexicon
        self._grammar = grammar
        ordinal, of_month = source(lexicon, "ordinal"), source(lexicon, "of_month")
        self._weekdays = {name: number for number, names in enumerate(lexicon.weekdays) for name in names}
        self._months = {name: number + 1 for number, names in enumerate(lexicon.months) for name in names}
        self._numbers = lexicon.numbers
        months = "|".join(sorted(self._months, key=len, reverse=True))
        exact = re.compile(
            rf"(?<![\d.,])(?P<day>\d{{1,2}})(?:{ordinal})?\.?(?:{of_month})? (?P<month>{months})\b\.?(?:,? (?P<year>\d{{4}}))?"
            rf"|\b(?P<month2>{months})\b\.? (?P<day2>\d{{1,2}})(?:{ordinal})?(?!\d)(?:,? (?P<year2>\d{{4}}))?"
            rf"|\b(?P<month3>{months})\b\.? (?P<year3>\d{{4}})\b"
        )
        year = re.compile(rf"(?:{source(lexicon, 'year_before')})(?P<year>(?:19|20)\d{{2}})\b(?!{source(lexicon, 'no_year')})")
        weekday = re.compile(
            r"\b(?P<day>"
            + "|".join(self._weekdays)
            + r")\b(?: (?P<which>"
            + "|".join(p.pattern for p in (*grammar.patterns["last"], *grammar.patterns["next"]))
            + r"))?"
        )
        which = "|".join(p.pattern for p in (*grammar.patterns["last"], *grammar.patterns["next"]))
        self._lead = re.compile(rf"\b({which or '(?!)'})\s$")
        self._next = grammar.patterns["next"]
        self._last = grammar.patterns["last"]
        self._offsets = lexicon.relative
        month = re.compile(
            rf"(?:{source(lexicon, 'month_before')})"
            rf"(?P<month>{'|'.join(name for name in sorted(self._months, key=len, reverse=True) if len(name) > 2)})\b(?!\.? \d)"
        )
        self._units = [(unit, lexicon.units.get(unit, ())) for unit in ("day", "week", "month", "year")]
        counts = [(name, sign, re.compile(pattern)) for name, sign in COUNTS for pattern in lexicon.patterns.get(name, ())]
        self._counts = [(f"{name} {number}", sign) for number, (name, sign, _) in enumerate(counts)]
        self._sought = Sought(
            {"weekday": weekday, "relative": finder(tuple(lexicon.relative))},
            {"weekday": tuple(self._weekdays), "relative": tuple(lexicon.relative)},
            {"exact": exact, "year": year, "month": month, "same_day": grammar.marks["same_day"]}
            | {f"{name} {number}": pattern for number, (name, _, pattern) in enumerate(counts)},
        )
        self._facts = Facts(problem, grammar.code, grammar.token)
        self._terms = Terms()
        self._entries: dict[int, list[ChronologyEntry]] = {}
        for entry in problem.chronology:
            if not entry.history:
                for number in sorted(self._terms.numbers(entry.cues.get(grammar.code, ()))):
                    self._entries.setdefault(number, []).append(entry)

    def find(self, lower: str) -> list[When]:
        """Expressions of time in `lower`, in order, not yet resolved unless they are whole dates."""
        marks = self._grammar.marks
        found: list[When] = []
        seen = self._sought.scan(lower)
        for match in ISO.finditer(lower):
            found.append(When(*match.span(), match.group(), "exact", (), match.group(), match.group()))
        for match in seen.near("exact", REACH):
            group = match.groupdict()
            month = self._months.get(group["month"] or group["month2"] or group["month3"] or "", 0)
            day = int(group["day"] or group["day2"] or 0)
            year = int(group["year"] or group["year2"] or group["year3"] or 0)
            if month and (day == 0 or 1 <= day <= 31):
                value = _iso(year, month, day) if year else None
                found.append(When(*match.span(), match.group(), "exact" if value else "day-month", (month, day), value, match.group()))
        for match in seen.near("year", REACH):
            found.append(
                When(
                    match.start("year"),
                    match.end("year"),
                    match.group("year"),
                    "year",
                    (int(match.group("year")),),
                    match.group("year"),
                    match.group("year"),
                )
            )
        for match in seen.words("weekday", 0, len(lower)):
            which = match.group("which") or ""
            before = self._lead.search(lower, max(0, match.start() - LEAD), match.start())
            which = which or (before.group(1) if before else "")
            forward = any(pattern.fullmatch(which) for pattern in self._next) if which else False
            backward = any(pattern.fullmatch(which) for pattern in self._last) if which else False
            lead = lower[max(0, match.start() - CLAUSE) : match.start()]
            ahead = marks["ahead_before"].search(lead) is not None
            ahead = ahead or marks["ahead_behind"].match(lower, match.end(), match.end() + CLAUSE) is not None
            forward = forward or (not backward and ahead and marks["said_before"].search(lead) is None)
            direction = 1 if forward else -1 if backward else 2 if marks["that_day_before"].search(lead) else 0
            found.append(
                When(
                    *match.span(),
                    match.group(),
                    "weekday",
                    (self._weekdays[match.group("day")], direction),
                    None,
                    match.group(),
                )
            )
        for match in seen.words("relative", 0, len(lower)):
            offset = DAYS.fullmatch(self._offsets[match.group()])
            if offset is not None:
                found.append(
                    When(
                        *match.span(),
                        match.group(),
                        "eve" if offset["unit"] == "eve" else offset["unit"],
                        (int(offset["n"]),),
                        None,
                        match.group(),
                    )
                )
        for match in seen.near("month", REACH):
            month, start = self._months[match.group("month")], match.start("month")
            ahead = marks["ahead_before"].search(lower[max(0, start - CLAUSE) : start]) is not None
            found.append(When(*match.span("month"), match.group("month"), "month-name", (month, int(ahead)), None, match.group("month")))
        for name, sign in self._counts:
            for match in seen.near(name, REACH):
                number = match.group("n")
                count = int(number) if number.isdecimal() else int(self._numbers.get(number, 0))
                unit = next((unit for unit, names in self._units if match.group("unit").startswith(names)), None)
                if sign == 0 and count and unit in ("day", "week"):
                    days = count * (7 if unit == "week" else 1) * (1 if marks["later"].fullmatch(match.group("sign")) else -1)
                    found.append(When(*match.span(), match.group(), "eve", (days,), None, match.group()))
                elif sign and count and unit and count < 400:
                    found.append(
                        When(
                            *match.span(),
                            match.group(),
                            "day" if unit in ("day", "week") else unit,
                            (sign * count * (7 if unit == "week" else 1),),
                            None,
                            match.group(),
                        )
                    )
        for match in seen.near("same_day", REACH):
            found.append(When(*match.span(), match.group(), "eve", (0,), None, match.group()))
        found.sort(key=lambda when: (when.start, -when.end))
        kept: list[When] = []
        for when in found:
            if kept and kept[-1].kind == "weekday" and when.kind in ("exact", "day-month") and 0 < when.start - kept[-1].end <= 2:
                kept.pop()
            if not kept or when.start >= kept[-1].end:
                kept.append(when)
        return kept

    def cued(self, lower: str) -> list[tuple[ChronologyEntry, int]]:
        """Chronology entries that the words point to, each with where, history left out."""
        return once(self.pointed(lower))

    def pointed(self, lower: str) -> list[tuple[ChronologyEntry, int]]:
        """Every place where words point to an entry of the chronology, in order, history left out."""
        return [(entry, start) for start, number in self._terms.hits(lower) for entry in self._entries.get(number, ())]

    def report_day(
        self, published: datetime | None, whens: list[When], parsed: Parsed, names: Sequence[Found]
    ) -> tuple[date | None, str | None]:
        """The report's own day and from what it was read: `published`, or the day that fits its times and the facts it
        tells; see `read.day`."""
        if published is not None:
            return published.date(), "published"
        starts = [item.start for item in parsed.sentences]
        times = [Timed(bisect_right(starts, when.start) - 1, when.start, when.kind, when.numbers, when.words, when.value) for when in whens]
        told = self._facts.told(parsed, [(name.start, name.id) for name in names], times)
        return resolve(told, times, parsed.lower, self._grammar)

    def resolve(self, whens: list[When], day: date | None, lower: str) -> list[When]:
        """`whens` with their values, counted from the report's day; `the day before` counts from the last day named."""
        resolved: list[When] = []
        last: date | None = None
        named: date | None = None
        for when in whens:
            if when.kind == "eve" and self._grammar.marks["counts_on"].search(when.words):
                # `Tuesday, two days after ...` tells Tuesday again; `two days after the blast` counts from what was dated itself.
                beside = resolved and 0 <= when.start - resolved[-1].end <= 2 and lower[resolved[-1].end : when.start].strip() == ","
                value = resolved[-1].value if beside else self._value(when, day, named or last)
            else:
                value = when.value or self._value(when, day, last)
                apart = bool(resolved) and "\n" in lower[resolved[-1].end : when.start]
                if when.kind == "eve" and when.numbers == (0,) and day is not None and apart:
                    value = day.isoformat()  # `the same day` at the head of a paragraph: the day of the news
            resolved.append(when._replace(value=value))
            if value is not None and len(value) == 10:
                last = date.fromisoformat(value)
                named = named if when.kind == "eve" else last
        return resolved

    def _value(self, when: When, day: date | None, last: date | None) -> str | None:
        if when.kind == "eve":
            anchor = last or day
            return (anchor + timedelta(days=when.numbers[0])).isoformat() if anchor else None
        if day is None:
            return None
        if when.kind == "day-month":
            month, number = when.numbers
            year = day.year - (1 if (month, number) > (day.month, day.day + 31) and month - day.month > 6 else 0)
            return _iso(year, month, number)
        if when.kind == "weekday":
            target, direction = when.numbers
            if direction == 2 and last is not None and last <= day:
                return (last + timedelta(days=(target - last.weekday()) % 7)).isoformat()
            if direction == 1:
                return (day + timedelta(days=(target - day.weekday() - 1) % 7 + 1)).isoformat()
            back = (day.weekday() - target) % 7
            return (day - timedelta(days=7 if back == 0 and direction < 0 else back)).isoformat()
        if when.kind == "day":
            return (day + timedelta(days=when.numbers[0])).isoformat()
        if when.kind == "week":
            return (day + timedelta(days=7 * when.numbers[0])).isoformat()[:7]
        if when.kind == "month-name":
            month, ahead = when.numbers
            year = day.year + (month < day.month) if ahead else day.year - (month > day.month)
            return f"{year:04d}-{month:02d}"
        if when.kind == "month":
            months = day.year * 12 + day.month - 1 + when.numbers[0]
            return f"{months // 12:04d}-{months % 12 + 1:02d}"
        if when.kind == "year":
            return f"{day.year + when.numbers[0]:04d}" if abs(when.numbers[0]) < 300 else f"{when.numbers[0]:04d}"
        return None


def once(pointed: Iterable[tuple[ChronologyEntry, int]]) -> list[tuple[ChronologyEntry, int]]:
    """Each entry where it is first pointed to."""
    found: dict[str, tuple[ChronologyEntry, int]] = {}
    for entry, start in pointed:
        found.setdefault(entry.id, (entry, start))
    return list(found.values())


def _iso(year: int, month: int, day: int) -> str | None:
    if year not in YEARS:
        return None
    if not day:
        return f"{year:04d}-{month:02d}"
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def end_of(value: str) -> datetime:
    """The end of a day, month or year, in UTC: when something so dated was known at the latest."""
    parts = [int(part) for part in value.split("-")]
    year, month, day = (*parts, 0, 0)[:3]
    if day:
        after = date(year, month, day) + timedelta(days=1)
    elif month:
        after = date(year + month // 12, month % 12 + 1, 1)
    else:
        after = date(year + 1, 1, 1)
    return datetime(after.year, after.month, after.day, tzinfo=UTC) - timedelta(seconds=1)
