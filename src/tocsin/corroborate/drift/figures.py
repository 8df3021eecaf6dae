"""Numbers and days that are other ones than in the sentence they come from."""

import re
from collections.abc import Sequence
from datetime import date

from tocsin.corroborate.days import dated
from tocsin.corroborate.drift.sides import Sentence, Side
from tocsin.corroborate.drift.telling import told
from tocsin.corroborate.folding import stem
from tocsin.corroborate.words import DAY, numbers
from tocsin.model import Drift

_NEXT = re.compile(r"[\s\u00a0]+[^\W\d_]+")
CLOSE = 0.02
"""share of a number within which another is a rounding of it"""

Pairs = Sequence[tuple[Sentence, Sentence]]


def of_numbers(child: Side, source: Side, pairs: Pairs) -> list[Drift]:
    """Numbers that the source has nowhere, where its sentence has one that is gone."""
    found = []
    same = child.language == source.language
    for sentence, was in pairs:
        mine, theirs = _counted(sentence.text), _counted(was.text)
        new = [item for item in mine if not _near(item[2], source.numbers)]
        gone = [item for item in theirs if not _near(item[2], child.numbers)]
        for number in new:
            phrase = _with_next(sentence.text, number)
            noun = _noun(sentence.text, number) if same else ""
            meant = next((other for other in gone if noun and _noun(was.text, other) == noun), None)
            if meant is None and len(new) == len(gone) == 1:
                meant = gone[0]
            if meant is not None:
                found.append(told("number", child, sentence, phrase, source, was, _with_next(was.text, meant)))
                gone = [other for other in gone if other != meant]
    return found


def _counted(text: str) -> list[tuple[int, int, float]]:
    """Numbers that count something: above one, and no part of a day."""
    days = [match.span() for match in DAY.finditer(text)]
    kept = [item for item in numbers(text) if item[2] > 1 and not any(start <= item[0] < end for start, end in days)]
    return [item for item in kept if not (item[2] in range(1900, 2100) and text[item[0] : item[1]].isdigit())]


def _near(value: float, known: frozenset[float]) -> bool:
    return any(abs(value - other) <= CLOSE * abs(other) for other in known)


def _with_next(text: str, item: tuple[int, int, float]) -> tuple[int, int]:
    following = _NEXT.match(text, item[1])
    return item[0], following.end() if following else item[1]


def _noun(text: str, item: tuple[int, int, float]) -> str:
    start, end = item[1], _with_next(text, item)[1]
    return stem(text[start:end].strip())


def of_days(child: Side, source: Side, pairs: Pairs) -> list[Drift]:
    """A day that the source names nowhere, where its sentence names one that is gone."""
    found = []
    published = {source.reading.t_known.date(), child.reading.t_known.date()} if source.number != child.number else set[date]()
    for sentence, was in pairs:
        mine = dated(sentence.text, child.reading.t_known.date())
        theirs = dated(was.text, source.reading.t_known.date())
        new = [item for item in mine if item[2] not in source.days and item[2] not in published]
        gone = [item for item in theirs if item[2] not in child.days]
        if len({item[2] for item in new}) == 1 and len({item[2] for item in gone}) == 1:
            found.append(told("date", child, sentence, new[0][:2], source, was, gone[0][:2]))
    return found
