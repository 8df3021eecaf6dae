"""Which number of one report counts the same thing as which of another, whatever the language: by what the words behind them mean."""

import re
from collections.abc import Sequence

import numpy as np

from tocsin.corroborate.drift.sides import Sentence, Side

SAME_THING = 0.45
"""nearness of the words behind two numbers from which both count one thing (looked at: the same .45 and more, others below .45)"""
SAME_UNIT = 0.75
"""the same where they are units: two days are forty-eight hours, and hours are near to days"""
NOUN = 4
"""letters from which the first word behind a number may be what it counts, and is no preposition"""
_BEHIND = re.compile(r"(?:[ \u00a0\u202f-]+[^\W\d_][\w'’-]*){1,3}")

Number = tuple[int, int, float]
Counted = tuple[Sentence, Number]


def pairs(child: Side, mine: Sequence[Counted], source: Side, theirs: Sequence[Counted], units: Sequence[bool]) -> list[tuple[int, int]]:
    """(place in `mine`, place in `theirs`) of numbers of one thing, each the other's nearest; none where no encoder is at hand.

    `units`: of each of mine, whether it is of a measure.
    """
    encode = child.case.encode
    one, two = ([behind(sentence.text, item) for sentence, item in some] for some in (mine, theirs))
    if encode is None or not any(one) or not any(two):
        return []
    near = np.array(encode([words or "-" for words in one], child.language) @ encode([words or "-" for words in two], source.language).T)
    near[[not words for words in one], :] = -1
    near[:, [not words for words in two]] = -1
    across, down = near.argmax(axis=1), near.argmax(axis=0)
    return [
        (place, int(at))
        for place, at in enumerate(across)
        if down[at] == place and near[place, at] >= (SAME_UNIT if units[place] else SAME_THING)
    ]


def behind(text: str, item: Number) -> str:
    """Up to three words behind a number: what it counts."""
    found = _BEHIND.match(text, item[1])
    words = found.group().strip(" \u00a0\u202f-") if found is not None else ""
    return words if len(words.split()[0] if words else "") >= NOUN else ""
