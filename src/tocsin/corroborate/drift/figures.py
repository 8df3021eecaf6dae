"""Numbers and days that are other ones than in the sentence they come from."""

import re
from collections import Counter
from datetime import date, timedelta
from functools import lru_cache

from tocsin.corroborate.closed import named_days, numbers
from tocsin.corroborate.days import dated
from tocsin.corroborate.drift import things
from tocsin.corroborate.drift.sides import NEAR_LEAST, NEAR_SAME, Sentence, Side, nearest, pairs
from tocsin.corroborate.drift.telling import told
from tocsin.corroborate.folding import stem
from tocsin.corroborate.phrases import units
from tocsin.model import Drift

_NEXT = re.compile(r"[\s\u00a0]+[^\W\d_]+")
TIME = "time"
COUNTED = 0.3
"""nearness of two sentences in which something not known to be the same is counted"""
BEHIND = 24
"""characters behind a number in which its unit begins"""
_NAME = re.compile(r"\w-$|[№#]\s?$|(?:(?<=\w\s)|(?<=[(«“\"]))[«“\"]?[^\W\d_a-zа-яіїє]\w*\s$|\b(?:pour|per)\s$")
CLOSE = 0.02
"""share of a number within which another is a rounding of it"""


def of_numbers(child: Side, source: Side) -> list[Drift]:
    """Numbers that the source has nowhere, beside one of the same measure that is gone, in the sentence nearest to theirs."""
    kept = Counter(value for sentence in child.sentences for _, _, value in counted(sentence.text))
    there = Counter(value for sentence in source.sentences for _, _, value in counted(sentence.text))
    # Two batteries may be gone where two governments stay: what the source counts more often than the child.
    gone = [
        (sentence, item)
        for sentence in source.sentences
        for item in counted(sentence.text)
        if not _near(item[2], child.numbers) or (item[2] in kept and kept[item[2]] < there[item[2]])
    ]
    # A lead and its body count different things; two reports of one origin the same.
    found = _of_one_thing(child, source) if child.number != source.number else []
    told_already = {drift.span for drift in found}
    same = child.language == source.language
    # What the child still counts elsewhere is gone only from the very sentence that tells it.
    paired = [(mine, was) for mine, was in pairs(child, source) if not _counts(mine) & _counts(was)]
    for sentence in child.sentences:
        for number in counted(sentence.text):
            if _near(number[2], source.numbers) or any(a <= sentence.start + number[0] < b for a, b in told_already):
                continue
            measure = _measure(sentence.text, number, child.language)
            alike = [(was, item) for was, item in gone if _measure(was.text, item, source.language) == measure]
            noun = _noun(sentence.text, number) if same else ""
            named = [(was, item) for was, item in alike if noun and _noun(was.text, item) == noun]
            # Two days are forty-eight hours: only the same unit can be compared.
            alike = named if named or measure == TIME else alike
            least = NEAR_LEAST if named or measure else NEAR_SAME if same else COUNTED
            if not named and not measure and child.case.encode is not None:
                continue
            told_by = nearest(child, sentence, source, list(dict.fromkeys(was for was, _ in alike)), least)
            meant = [item for was, item in alike if was is told_by]
            if told_by is None or (len(meant) > 1 and not named):
                continue
            if not named and _near(meant[0][2], child.numbers) and (sentence, told_by) not in paired:
                continue
            found.append(
                told("number", child, sentence, _with_next(sentence.text, number), source, told_by, _with_next(told_by.text, meant[0]))
            )
            gone = [(was, item) for was, item in gone if not (was is told_by and item == meant[0])]
    return found


def _of_one_thing(child: Side, source: Side) -> list[Drift]:
    """Numbers of one thing in both, by the words behind them, that differ: neither report has the other's number of anything."""
    mine, theirs = ([(sentence, item) for sentence in side.sentences for item in counted(sentence.text)] for side in (child, source))
    measures = [_measure(sentence.text, item, child.language) for sentence, item in mine]
    ours, others = (frozenset(item[2] for _, item in some) for some in (mine, theirs))
    found = []
    for place, at in things.pairs(child, mine, source, theirs, [bool(measure) for measure in measures]):
        (sentence, number), (was, before) = mine[place], theirs[at]
        alike = measures[place] == _measure(was.text, before, source.language)
        if alike and not _near(number[2], others) and not _near(before[2], ours):
            words, old = _with_next(sentence.text, number), _with_next(was.text, before)
            found.append(told("number", child, sentence, words, source, was, old))
    return found


def _counts(sentence: Sentence) -> set[float]:
    return {value for _, _, value in counted(sentence.text)}


def _measure(text: str, item: tuple[int, int, float], language: str | None) -> str:
    """What kind of thing a number is of: a time, a share, money, a distance; empty for what is counted."""
    behind = text[item[1] : item[1] + BEHIND]
    return next((name for name, words in units(language).items() if words.match(behind.lstrip(" \u00a0\u202f-"))), "")


def counted(text: str) -> list[tuple[int, int, float]]:
    """Numbers that count something: above one, and no part of a day."""
    return list(_counted(text))


@lru_cache(maxsize=50_000)
def _counted(text: str) -> tuple[tuple[int, int, float], ...]:
    days = [match.span() for match in named_days(text)]
    kept = [item for item in numbers(text) if item[2] > 1 and not any(start <= item[0] < end for start, end in days)]
    kept = [item for item in kept if not (item[2] in range(1900, 2100) and text[item[0] : item[1]].isdigit())]
    # `Ту-95МС`, `№2`, `France 24`: a figure that belongs to a name counts nothing.
    return tuple(item for item in kept if _NAME.search(text[: item[0]]) is None and not text[item[1] : item[1] + 1].isalpha())


def _near(value: float, known: frozenset[float]) -> bool:
    return any(abs(value - other) <= CLOSE * abs(other) for other in known)


def _with_next(text: str, item: tuple[int, int, float]) -> tuple[int, int]:
    following = _NEXT.match(text, item[1])
    return item[0], following.end() if following else item[1]


def _noun(text: str, item: tuple[int, int, float]) -> str:
    start, end = item[1], _with_next(text, item)[1]
    return stem(text[start:end].strip())


def of_days(child: Side, source: Side) -> list[Drift]:
    """A day that the source names nowhere, beside one that is gone. Days on which people speak, at publication, are not the matter's."""
    spoken = {side.reading.t_known.date() + timedelta(days=shift) for side in (child, source) for shift in (-1, 0)}
    same = child.language == source.language
    all_gone = [(sentence, item) for sentence in source.sentences for item in _days(source, sentence) if not child.days & item[2]]
    # In one language the same words are seen to have changed, in a dateline too.
    gone = [(sentence, item) for sentence, item in all_gone if same or not spoken & item[2]]
    found = []
    for sentence in child.sentences:
        new = [item for item in _days(child, sentence) if not source.days & item[2] and not spoken & item[2]]
        told_by = nearest(child, sentence, source, list(dict.fromkeys(was for was, _ in gone))) if len(new) == 1 else None
        meant = [item for was, item in gone if was is told_by]
        if told_by is not None and len(meant) == 1:
            found.append(told("date", child, sentence, new[0][:2], source, told_by, meant[0][:2]))
    return found


def _days(side: Side, sentence: Sentence) -> list[tuple[int, int, frozenset[date]]]:
    """Days of a sentence, each with all that it may be: a weekday may be the last or the next."""
    return list(_places(sentence.text, side.reading.t_known.date()))


@lru_cache(maxsize=50_000)
def _places(text: str, report: date) -> tuple[tuple[int, int, frozenset[date]], ...]:
    places: dict[tuple[int, int], set[date]] = {}
    for start, end, day in dated(text, report):
        places.setdefault((start, end), set()).add(day)
    return tuple((start, end, frozenset(days)) for (start, end), days in sorted(places.items()))
