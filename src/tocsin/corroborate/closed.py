"""Words for numbers, days of the week and months, found in a text in one pass of one automaton; `words` has the classes themselves.

A number or a weekday is a whole word, letters joined by apostrophes being one; a month is a whole run of letters, as in `12 d'août`.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

import ahocorasick_rs

from tocsin.corroborate.words import DAY, FIGURE, MONTHS, NUMBERS, TEENS, TEN, WEEKDAYS, plain

_LIKE = re.compile("[ıİſ\u212a\u1c80-\u1c88]")
"""letters that stand for others where case is passed over, and whose small letters are others or two"""
_DIGIT = re.compile(r"\d")
BEFORE, BEHIND = 4, 3
"""characters of a day's number and its ending before the space in front of a month; of one behind it, and what must not follow"""

APOSTROPHES = "'’"
UNKNOWN = "ƶ"
"""a letter that is in no word of ours"""

Placed = tuple[int, int, int]
"""start, end, and what the word means"""


class Closed(NamedTuple):
    """What stands in a text, in order. `odd`: letters are in it by which a month may be spelled otherwise."""

    numbers: tuple[Placed, ...]
    weekdays: tuple[Placed, ...]
    months: tuple[tuple[int, int], ...]
    odd: bool


@lru_cache(maxsize=5_000)
def closed(text: str) -> Closed:
    """The words of `text` that are of these classes."""
    odd = not text.isascii() and _LIKE.search(text) is not None
    # One letter for one, so that positions hold: of all capitals only İ has two small letters, which make no word of ours.
    lower = plain(text.replace("İ", UNKNOWN)) if odd else plain(text)
    forms, automaton = _automaton()
    size = len(lower)
    numbers, weekdays, months = [], [], []
    try:
        found = automaton.find_matches_as_indexes(lower, overlapping=False)
    except UnicodeEncodeError:  # halves of characters, which the automaton does not take
        found = automaton.find_matches_as_indexes(lower.encode("utf-8", "replace").decode("utf-8"), overlapping=False)
    for pattern, start, end in found:
        # By the text itself: of three apostrophes one is a letter.
        if (start and _letter(text[start - 1])) or (end < size and _letter(text[end])):
            continue
        form = forms[pattern]
        if form in MONTHS:
            months.append((start, end))
        if start > 1 and text[start - 1] in APOSTROPHES and _letter(text[start - 2]):
            continue
        if end + 1 < size and text[end] in APOSTROPHES and _letter(text[end + 1]):
            continue
        if (number := NUMBERS.get(form)) is not None:
            numbers.append((start, end, number))
        if (weekday := WEEKDAYS.get(form)) is not None:
            weekdays.append((start, end, weekday))
    return Closed(tuple(numbers), tuple(weekdays), tuple(months), odd)


def named_days(text: str) -> Iterator[re.Match[str]]:
    """Matches of `DAY`, in order: it is tried only around months, for it is slow to try everywhere."""
    found = closed(text)
    if found.odd:
        yield from DAY.finditer(text)
    elif found.months and _DIGIT.search(text) is not None:
        for left, right in _windows(text, found.months):
            yield from DAY.finditer(text, left, right)


def numbers(text: str) -> list[tuple[int, int, float]]:
    """(start, end, value) of every number in figures or words, in order."""
    return list(_numbers(text))


@lru_cache(maxsize=50_000)
def _numbers(text: str) -> tuple[tuple[int, int, float], ...]:
    found = []
    for match in FIGURE.finditer(text):
        digits = re.sub(r"[ \u00a0\u202f]", "", match.group())
        digits = re.sub(r"[.,](?=\d{3}(?:\D|$))", "", digits).replace(",", ".")
        try:
            found.append((match.start(), match.end(), float(digits)))
        except ValueError:
            continue
    found += [(start, end, float(value)) for start, end, value in closed(text).numbers]
    return tuple(_compounded(text, sorted(found)))


def _compounded(text: str, found: list[tuple[int, int, float]]) -> list[tuple[int, int, float]]:
    """Numbers of several words as one: `dix-neuf`, `soixante-douze`, `twenty-two`, `двадцать два`."""
    joined: list[tuple[int, int, float]] = []
    for item in found:
        start, end, value = joined[-1] if joined else (0, 0, 0.0)
        between = plain(text[end : item[0]]) if joined else "."
        words = joined and not any(letter.isdigit() for letter in text[start:end] + text[item[0] : item[1]])
        small = (value == TEN and TEENS <= item[2] < TEN) or (value in (60, 80) and item[2] < 20) or (20 <= value < 100 and item[2] < TEN)
        small = small or (value in range(100, 1000, 100) and item[2] < 100)
        times = (value < 100 and item[2] == 100) or (1 < value < 1000 and item[2] == 1000)
        if words and times and value > 1 and between in ("-", " ", "\u00a0"):
            joined[-1] = (start, item[1], value * item[2])
        elif words and small and (value >= 100 or between != " and ") and between in ("-", " ", "\u00a0", " et ", "-et-", " and "):
            joined[-1] = (start, item[1], value + item[2])
        else:
            joined.append(item)
    return joined


def weekdays(text: str) -> set[int]:
    """Days of the week named in `text`, Monday being 0."""
    return {weekday for _, _, weekday in closed(text).weekdays}


def days(text: str) -> set[tuple[int, int]]:
    """(month, day) of every day named with its month."""
    found = set()
    for match in named_days(text):
        day, name = (match.group(1), match.group(2)) if match.group(1) else (match.group(4), match.group(3))
        month = MONTHS.get(plain(name))
        if month is not None and 1 <= int(day) <= 31:
            found.add((month, int(day)))
    return found


def _windows(text: str, months: tuple[tuple[int, int], ...]) -> list[tuple[int, int]]:
    """Stretches that hold every match around the months, apart from each other."""
    made: list[tuple[int, int]] = []
    for start, end in months:
        while start and text[start - 1].isspace():
            start -= 1
        end += text[end : end + 1] == "."
        while end < len(text) and text[end].isspace():
            end += 1
        left, right = max(0, start - BEFORE), min(len(text), end + BEHIND)
        if made and left <= made[-1][1]:
            made[-1] = made[-1][0], max(made[-1][1], right)
        else:
            made.append((left, right))
    return made


def _letter(character: str) -> bool:
    """A letter as `words.WORD` has them: no decimal digit, and no underscore."""
    return character.isalnum() and not character.isdecimal()


@cache
def _automaton() -> tuple[list[str], ahocorasick_rs.AhoCorasick]:
    forms = sorted({*NUMBERS, *WEEKDAYS, *MONTHS})
    table = ahocorasick_rs.Implementation.DFA
    return forms, ahocorasick_rs.AhoCorasick(forms, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest, implementation=table)
