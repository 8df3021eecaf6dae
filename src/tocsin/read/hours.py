"""Times of day and the order inside a day: which of the things told came first, where the text says so."""

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from tocsin.model import Clock, Span
from tocsin.read.grammar import Grammar, finder
from tocsin.read.heard import Draft
from tocsin.read.moments import HAPPENED
from tocsin.read.sentences import Sentence

NOON, DAY = 12, 24
STEP = 1e-3
"""minutes between two happenings of which a text says only that one followed the other"""


class Hour(NamedTuple):
    """A time of day at `start:end` of the text: from one minute of the day to another, both alike for the clock."""

    start: int
    end: int
    first: int
    last: int


class Hours:
    """Times of day in one language."""

    def __init__(self, grammar: Grammar) -> None:
        self._marks = grammar.marks
        self._clocks = grammar.patterns["clock"]
        self._parts = {words: _range(value) for words, value in grammar.lexicon.hours.items()}
        self._finder = finder(tuple(self._parts))

    def find(self, lower: str) -> list[Hour]:
        """Every time of day in `lower`, in order; of two that overlap the longer."""
        found = [
            Hour(*match.span(), minute, minute)
            for clock in self._clocks
            for match in clock.finditer(lower)
            if (minute := _minute(match)) >= 0
        ]
        found += [
            Hour(*match.span(), *self._parts[match.group()]) for match in self._finder.finditer(lower) if match.group() in self._parts
        ]
        found.sort(key=lambda hour: (hour.start, -hour.end))
        kept: list[Hour] = []
        for hour in found:
            if not kept or hour.start >= kept[-1].end:
                kept.append(hour)
        return kept

    def follows(self, lower: str, sentence: Sentence) -> int:
        """1 where a sentence says that what it tells came after what was told before on the same day, -1 before it, else 0."""
        words = lower[sentence.start : sentence.end]
        if self._marks["then_in_day"].search(words) is not None:
            return 1
        return -1 if self._marks["earlier_in_day"].search(words) is not None else 0


def of(hours: Sequence[Hour], draft: Draft, sentence: Sentence, content: Span, act: str) -> Hour | None:
    """The time of day of what a statement tells, or of its being said: in what happened its own, else one outside the words said."""
    near = [hour for hour in hours if sentence.start <= hour.start < sentence.end]
    outside = [hour for hour in near if not content[0] <= hour.start < content[1]]
    if act in HAPPENED:
        return next((hour for hour in near if hour not in outside), outside[0] if outside else None)
    cue = draft.cue or content
    return min(outside, key=lambda hour: (max(cue[0] - hour.end, hour.start - cue[1], 0), hour.start), default=None)


def clock(hour: Hour, text: str, span: Span) -> Clock:
    """The record of a time of day whose words stand at `span` of the report."""
    return Clock(text=text, span=span, start=_said(hour.first), end=_said(hour.last))


def order(told: Sequence[tuple[str | None, Hour | None, int]]) -> list[int | None]:
    """The place of each thing told inside its day, 1 for the first; None where the text does not say.

    `told`: day, time of day, and whether it follows (1) or precedes (-1) what was told before, in the order of the text. Things at
    one time share a place. Of several runs of things that the text does not relate to each other the longest is counted.
    """
    runs: dict[str | None, list[tuple[int, float, int]]] = defaultdict(list)
    last: tuple[str | None, int, float] | None = None
    floating = 0
    for number, (day, hour, follows) in enumerate(told):
        if last is not None and follows and (day is None or day == last[0]):
            day, run, at = last[0], last[1], last[2] + follows * STEP
            if hour is not None:
                run, at = 0, (hour.first + hour.last) / 2
        elif hour is not None:
            run, at = 0, (hour.first + hour.last) / 2
        else:
            floating += 1
            run, at = floating, 0.0
        runs[day].append((run, at, number))
        last = (day, run, at)
    places: list[int | None] = [None] * len(told)
    for members in runs.values():
        sizes: dict[int, int] = defaultdict(int)
        for run, _, _ in members:
            sizes[run] += 1
        best = max(sizes, key=lambda run: (sizes[run], -run))
        chosen = [(at, number) for run, at, number in members if run == best]
        if len(chosen) > 1:
            times = sorted({round(at, 6) for at, _ in chosen})
            for at, number in chosen:
                places[number] = times.index(round(at, 6)) + 1
    return places


def _minute(match: re.Match[str]) -> int:
    """Minutes after midnight that a match of a `clock` pattern says; -1 where it is no time of day."""
    group = match.groupdict()
    hour, minute = int(group["hour"]), int(group.get("minute") or 0)
    half = (group.get("half") or "")[:1]
    if half and not 1 <= hour <= NOON:
        return -1
    if half:
        hour = hour % NOON + (NOON if half == "p" else 0)
    return hour * 60 + minute if hour < DAY and minute < 60 else -1


def _range(value: str) -> tuple[int, int]:
    first, _, last = value.partition("-")
    return _minutes(first), _minutes(last)


def _minutes(value: str) -> int:
    hour, _, minute = value.partition(":")
    return int(hour) * 60 + int(minute)


def _said(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
