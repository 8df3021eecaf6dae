"""The day of a report that carries none: the day that fits its weekdays, its counts of days and the dated facts it tells best.

Every dated fact of the problem's chronology is looked for in the text by its cues, its people and places, and the rarer words of its
description, one sentence at a time. Facts that are found propose days; every expression of time in the text votes on each day proposed.
Where nothing weighs enough the day stays unknown: a wrong day misleads a replay, a missing one only delays.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from math import log
from typing import NamedTuple

from tocsin.model.declared import ChronologyEntry, Problem
from tocsin.read.grammar import Grammar
from tocsin.read.sentences import Parsed
from tocsin.read.terms import Terms

STEM = 6
"""letters of a word that count: endings differ (annexe, annexion)"""
SHORTEST = 4
"""letters of the shortest word that counts"""
CUE = 1.2
"""weight of a cue found, before its description's share; see `MENTIONED`"""
SHARE = 0.42
"""share of a fact's description, weighed by rarity, that one sentence with the text's help must hold where no cue is found"""
ELSEWHERE = 0.35
"""worth of a word found elsewhere in the text than in the fact's own sentence"""
SURE = 2.2
"""least score of a day that is given"""
SIGNED = 1.2
"""least score of a year for the day of a dateline"""
ALONE = 2.4
"""least score of a day where no expression of time in the text bears it out"""
AFTER = 12
"""days after a fact within which a report that tells it as news is looked for"""
FADING = 0.06
"""what a day between the fact and the report costs"""
MARGIN = 0.5
"""by how much a day must fit better than one of another season"""
SEASON = 45
"""days between two seasons"""
SPREAD = 0.5
"""what each day costs by which the weekdays named reach back more than `NEAR_DAYS`"""
NEAR_DAYS = 3
"""days that an ordinary report looks back on by their names"""
DATELINE = 40
"""characters of a dateline ahead of its day (`MOSCOW, Oct. 5 (Press) -`)"""
AFTER_DATELINE = re.compile(r"\.?\s*[(–—-]|\.\s|\.?\n")
"""what stands behind the day of a dateline"""
HEADLINE = 2
"""sentences at the beginning that tell the news itself"""


class Timed(NamedTuple):
    """What an expression of time says, and in which sentence."""

    sentence: int
    start: int
    kind: str
    numbers: tuple[int, ...]
    words: str
    value: str | None


class Told(NamedTuple):
    """A dated fact found in the text."""

    entry: ChronologyEntry
    sentence: int
    weight: float
    times: tuple[Timed, ...]


def stems(words: Iterable[str]) -> list[str]:
    """Beginnings of the words long enough to tell something, without accents."""
    return [_bare(word)[:STEM] for word in words if len(word) >= SHORTEST or (word.isdecimal() and len(word) > 1)]


def _bare(word: str) -> str:
    return word if word.isascii() else "".join(letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter))


class Facts:
    """The dated facts of a problem, ready to be found in texts of one language."""

    def __init__(self, problem: Problem, code: str, token: re.Pattern[str]) -> None:
        self._entries = [entry for entry in problem.chronology if not entry.history]
        self._features: list[frozenset[str]] = []
        counts: dict[str, int] = {}
        self._cues = Terms()
        cued: dict[int, list[int]] = {}
        for number, entry in enumerate(self._entries):
            words = token.findall(entry.what.get(code, "").lower().replace("’", "'"))
            features = frozenset([*stems(words), *entry.entities])
            self._features.append(features)
            for feature in sorted(features):
                counts[feature] = counts.get(feature, 0) + 1
            for term in sorted(self._cues.numbers(entry.cues.get(code, ()))):
                cued.setdefault(term, []).append(number)
        self._cued = cued
        size = max(1, len(self._entries))
        self._rarity = {feature: log((size + 1) / count) for feature, count in counts.items()}
        self._whole = [sum(self._rarity[feature] for feature in sorted(features)) or 1.0 for features in self._features]
        self._of: dict[str, list[int]] = {}
        for number, features in enumerate(self._features):
            for feature in sorted(features):
                self._of.setdefault(feature, []).append(number)

    def told(self, parsed: Parsed, names: Sequence[tuple[int, str]], times: Sequence[Timed]) -> list[Told]:
        """Facts found in the text, the best first. `names` are (where, identity)."""
        where: list[dict[str, None]] = [dict.fromkeys(stems(parsed.words[item.first : item.last])) for item in parsed.sentences]
        starts = [item.start for item in parsed.sentences]
        for position, identity in names:
            number = _sentence(starts, position)
            if number >= 0:
                where[number][identity] = None
        everywhere = {feature for held in where for feature in held}
        text_share: dict[int, float] = {}
        for feature in everywhere & self._of.keys():
            for entry in self._of[feature]:
                text_share[entry] = text_share.get(entry, 0.0) + self._rarity[feature]
        shares: dict[int, tuple[float, int]] = {}
        for number, held in enumerate(where):
            here: dict[int, float] = {}
            for feature in held:
                for entry in self._of.get(feature, ()):
                    here[entry] = here.get(entry, 0.0) + self._rarity[feature]
            for entry, weight in here.items():
                if entry not in shares or weight > shares[entry][0]:
                    shares[entry] = (weight, number)
        cues: dict[int, tuple[int, int]] = {}
        for start, term in self._cues.hits(parsed.lower):
            for entry in self._cued.get(term, ()):
                first, count = cues.get(entry, (start, 0))
                cues[entry] = (first, count + 1)
        found: list[Told] = []
        for entry in sorted(shares.keys() | cues.keys()):
            here_weight, sentence = shares.get(entry, (0.0, 0))
            share = (here_weight + ELSEWHERE * (text_share.get(entry, 0.0) - here_weight)) / self._whole[entry]
            if entry in cues:
                sentence = max(0, _sentence(starts, cues[entry][0]))
            elif share < SHARE:
                continue
            weight = (CUE if entry in cues else 0.0) + 2 * share
            found.append(Told(self._entries[entry], sentence, weight, tuple(time for time in times if time.sentence == sentence)))
        found.sort(key=lambda told: (-told.weight, told.entry.date, told.entry.id))
        return found


def _sentence(starts: list[int], position: int) -> int:
    return bisect_right(starts, position) - 1


def resolve(told: Sequence[Told], times: Sequence[Timed], lower: str, grammar: Grammar) -> tuple[date | None, str | None]:
    """The report's day that fits best, and from what; (None, None) where nothing weighs enough."""
    candidates: dict[date, None] = {}
    for item in told:
        last = item.entry.until or item.entry.date
        for days in range((last - item.entry.date).days + AFTER + 1):
            candidates[item.entry.date + timedelta(days=days)] = None
    for time in times:
        if time.value is not None and len(time.value) == 10:
            for days in range(8):
                candidates[date.fromisoformat(time.value) + timedelta(days=days)] = None
    signed = _dateline(times, lower)
    if signed is not None:
        for year in sorted({day.year for day in candidates}):
            if (stamped := _day(year, *signed)) is not None:
                candidates[stamped] = None
        candidates = {day: None for day in candidates if (day.month, day.day) == signed}
    own = _own_weekday(times, lower, grammar) if signed is None else {}
    fits: list[tuple[float, date, str]] = []
    for day in sorted(candidates):
        total, source, borne = _fit(day, told, times, own)
        if source and total >= (SIGNED if signed is not None else SURE if borne else ALONE):
            fits.append((total, day, source))
    if not fits:
        return None, None
    best = max(fits, key=lambda fit: (round(fit[0], 6), -fit[1].toordinal()))
    # Exercises come back every year: where a day of another season fits about as well, the text does not say which.
    if any(best[0] - total < MARGIN and abs((best[1] - day).days) > SEASON for total, day, _ in fits):
        return None, None
    return best[1], best[2]


def _dateline(times: Sequence[Timed], lower: str) -> tuple[int, int] | None:
    """Month and day of a dateline without a year: the report's own day is no other."""
    for time in times:
        if time.start > DATELINE:
            break
        end = time.start + len(time.words.rstrip("."))
        if time.kind == "day-month" and AFTER_DATELINE.match(lower, end) and "\n" not in lower[: time.start]:
            return time.numbers[0], time.numbers[1]
    return None


def _own_weekday(times: Sequence[Timed], lower: str, grammar: Grammar) -> dict[int, float]:
    """How well each weekday named in the text serves as the report's own."""
    own: dict[int, float] = {}
    first = True
    for time in times:
        if time.kind != "weekday" or time.numbers[1] > 0:
            continue
        before = lower[max(0, time.start - 70) : time.start]
        weight = 0.5
        if grammar.marks["this_before"].search(before):
            weight = 3.0
        elif grammar.marks["relayed_before"].search(before):
            weight = 1.2
        if lower[time.start + len(time.words) : time.start + len(time.words) + 1] == "," and (
            time.start == 0 or before.endswith(("\n", ". "))
        ):
            weight -= 0.6  # `Samedi, à la télévision, ...` tells what went before
        if time.numbers[1] < 0:
            weight -= 0.6
        if first:
            weight += 0.8
        if time.sentence < HEADLINE:
            weight += 0.4
        first = False
        weekday = time.numbers[0]
        own[weekday] = max(own.get(weekday, 0.0), weight)
    return own


def _fit(day: date, told: Sequence[Told], times: Sequence[Timed], own: dict[int, float]) -> tuple[float, str, bool]:
    """How well `day` fits, from what, and whether an expression of time bears it out."""
    total, borne = 0.0, False
    words: str | None = None
    anchor: Told | None = None
    anchored = 0.0
    latest = 0
    for item in told:
        worth, by = _worth(day, item, times)
        if worth > 0:
            # Several facts of one day are one piece of evidence and a half.
            total += worth if worth > anchored else worth * 0.5
            borne = borne or by
            gap = (day - item.entry.date).days
            if anchor is None or worth > anchored:
                anchor, latest = (
                    (item, gap) if anchor is None or worth > 1.3 * anchored or item.entry.date > anchor.entry.date else (anchor, latest)
                )
                anchored = worth
            elif worth > 0.7 * anchored and item.entry.date > anchor.entry.date:
                anchor, latest = item, gap  # of facts told alike the last one dates the report
        else:
            total += worth
    for time in times:
        if time.value is not None and len(time.value) == 10 and time.kind == "exact":
            gap = (day - date.fromisoformat(time.value)).days
            if 0 <= gap <= 8:
                total += 2.4 - 0.1 * gap
                borne = True
                anchored = max(anchored, 1.0)
                words = words or time.words
        elif time.kind == "day-month":
            since = _since(day, time.numbers)
            if since is not None and 0 <= since <= 14:
                total += 0.5 - (0.3 if since == 0 else 0.0)
    if own:
        if day.weekday() in own:
            total += own[day.weekday()]
            borne = True
            named = next(
                time.words for time in times if time.kind == "weekday" and time.numbers[0] == day.weekday() and time.numbers[1] <= 0
            )
            words = named
        else:
            total -= 1.0
        total -= SPREAD * max(0, max((day.weekday() - weekday) % 7 for weekday in own) - NEAR_DAYS)
    if anchor is None:
        return (total, words or "", borne) if words and anchored else (0.0, "", False)
    total -= FADING * max(0, latest)
    source = f"chronology {anchor.entry.date.isoformat()}"
    return total, f"{words} + {source}" if words else source, borne


def _since(day: date, numbers: tuple[int, ...]) -> int | None:
    there = _day(day.year, numbers[0], numbers[1])
    return None if there is None else (day - there).days


def _day(year: int, month: int, day: int) -> date | None:
    """That day, or None where the calendar has none (29 February)."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _worth(day: date, item: Told, times: Sequence[Timed]) -> tuple[float, bool]:
    """What a fact found says for `day`: more where a time in its sentence leads from the day to it, less where one leads elsewhere."""
    entry = item.entry
    last = entry.until or entry.date
    gap = (day - entry.date).days
    if gap < 0:
        return (-0.3 * item.weight if gap > -60 else 0.0), False
    if day > last + timedelta(days=AFTER):
        return 0.0, False
    worth, borne = item.weight, False
    weekdays = [time for time in item.times if time.kind == "weekday" and time.numbers[1] <= 0]
    if weekdays:
        hit = any(time.numbers[0] == entry.date.weekday() for time in weekdays)
        near = gap < 7 or (any(time.numbers[1] < 0 for time in weekdays) and gap <= 7)
        if hit and near:
            worth += 1.0
            borne = True
        elif not hit:
            worth *= 0.6 if any(time.numbers[0] == day.weekday() for time in weekdays) else 0.3
    for time in item.times:
        if time.kind in ("day-month", "exact") and time.numbers[:2] == (entry.date.month, entry.date.day):
            worth += 1.6 - (0.6 if gap == 0 else 0.0)
            borne = True
        elif time.kind == "day" and time.numbers[0] <= 0:
            off = abs(gap + time.numbers[0])
            allowed = 0 if time.numbers[0] > -5 else 2
            if off <= allowed:
                worth += 1.2 - 0.2 * off
                borne = True
            elif time.numbers[0] < 0:
                worth -= 0.3
        elif time.kind == "week" and time.numbers[0] <= 0:
            weeks = day.isocalendar().week - entry.date.isocalendar().week
            worth += 0.5 if weeks == -time.numbers[0] else -0.3
        elif time.kind == "month" and time.numbers[0] == 0:
            worth += 0.4 if day.month == entry.date.month else -0.6
    for time in item.times:
        if time.kind == "eve" and time.numbers[0] < 0 and -time.numbers[0] == gap:
            worth += 0.9
            borne = True
    for time in times:
        if time.kind == "eve" and time.numbers[0] > 0 and item.sentence <= time.sentence <= item.sentence + 4 and time.numbers[0] == gap:
            worth += 0.9 if time.sentence == item.sentence else 0.5
            borne = True
    return worth, borne
