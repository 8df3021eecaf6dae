"""Two reports side by side: which sentences say the same, and where what they say differs, as named features with their words."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from tocsin.corroborate.meaning.claims import KINDS, Claim, differences
from tocsin.corroborate.meaning.encoder import Vectors
from tocsin.corroborate.meaning.facts import Facts, Sentence, affirmed, alike, near

ALIGNED = 0.45
"""cosine from which two sentences, each the other's best, are taken for one"""
HEAD = 4
"""sentences at the head of a report, the title one of them: what it is about"""
SAME_NAME = 0.5
"""cosine of two names, or of a name and its translation, from which they are one"""
BACK = 0.25
"""what the other direction counts for: a report that was cut on the way has less than its parent"""
GAIN = 0.01
"""by how much a sentence must come nearer when affirmed, for its negation to be a difference"""
PRIOR = 1.0
"""names, or numbers, shared and not shared that are imagined beside those at hand: two of two say less than ten of ten"""
SMALL = 31
"""numbers up to here stand in every report, and count as the same only in the same place"""

SENTENCES = ("number", "name", "role", "polarity", "date")
"""differences found in sentences; those found in readings are `claims.KINDS`"""
DIFFERENCES = tuple(dict.fromkeys((*SENTENCES, *KINDS)))
FEATURES = ("meaning", "head", "aligned", "names", "numbers", *DIFFERENCES)

Encode = Callable[[Sequence[str], str], Vectors]


class Aligned(NamedTuple):
    """A sentence of the later report and the one of the earlier that says the same, by place, with their cosine."""

    later: int
    earlier: int
    cosine: float


class Finding(NamedTuple):
    """Something that differs: its kind, how much it weighs, and the words on both sides."""

    kind: str
    weight: float
    now: str
    was: str


class Comparison(NamedTuple):
    """What was found: features for the score, and the findings behind them."""

    features: dict[str, float]
    findings: tuple[Finding, ...]
    covered: float = 0.0
    """mean cosine of sentences with the nearest of the other report: how much of the later one stands in the earlier"""
    pairs: int = 0
    """sentences of the one that the other has too"""


def compare(later: Facts, earlier: Facts, encode: Encode, said: Sequence[Claim] = (), before: Sequence[Claim] = ()) -> Comparison:
    """The features of a pair. `said`, `before`: what the readings of the two hold, sentence by sentence."""
    one = encode([sentence.text for sentence in later.sentences], later.language)
    two = encode([sentence.text for sentence in earlier.sentences], earlier.language)
    if not len(one) or not len(two):
        return Comparison(dict.fromkeys(FEATURES, 0.0), ())
    likeness = one @ two.T
    pairs = align(likeness)
    findings = [
        *_numbers(pairs, later, earlier),
        *_names(pairs, later, earlier, encode),
        *_roles(pairs, later, earlier),
        *_polarity(pairs, later, earlier, encode),
        *_days(pairs, later, earlier),
        *_claims(pairs, said, before),
    ]
    features = _nearness(likeness, pairs, later, earlier)
    for kind in DIFFERENCES:
        found = [finding.weight for finding in findings if finding.kind == kind]
        features[kind] = sum(found)
    return Comparison(features, tuple(findings), _covered(likeness), len(pairs))


def _covered(likeness: Vectors) -> float:
    """How much of the later report stands in the earlier, and, for less, the other way round: who has much else besides is no parent."""
    return float(likeness.max(axis=1).mean() + BACK * likeness.max(axis=0).mean()) / (1 + BACK)


def align(likeness: Vectors) -> list[Aligned]:
    """Pairs of sentences, each the other's nearest, in order of the later report."""
    across, down = likeness.argmax(axis=1), likeness.argmax(axis=0)
    return [
        Aligned(place, int(at), float(likeness[place, at]))
        for place, at in enumerate(across)
        if down[at] == place and likeness[place, at] >= ALIGNED
    ]


def _nearness(likeness: Vectors, pairs: list[Aligned], later: Facts, earlier: Facts) -> dict[str, float]:
    rows, columns = likeness.max(axis=1), likeness.max(axis=0)
    shorter = rows if len(rows) <= len(columns) else columns
    names = min(len(later.names), len(earlier.names))
    shared = min(names, sum(any(alike(name, word) for word in earlier.words) for name in later.names))
    figures = min(len(earlier.numbers), len(_matched(later.numbers, earlier.numbers)))
    return {
        "meaning": float(shorter.mean()),
        "head": float(max(likeness[:HEAD, :HEAD].max(axis=1).mean(), likeness[:HEAD, :HEAD].max(axis=0).mean())),
        "aligned": len(pairs) / min(likeness.shape),
        "names": (shared + PRIOR) / (names + 2 * PRIOR),
        "numbers": (figures + PRIOR) / (min(len(later.numbers), len(earlier.numbers)) + 2 * PRIOR),
    }


def _matched(some: frozenset[float], others: frozenset[float]) -> frozenset[float]:
    return frozenset(value for value in some if held(value, others))


def held(value: float, others: frozenset[float]) -> bool:
    """Whether a number stands there, as it is, as an hour of the afternoon, or as a decade without its century."""
    if value in others:
        return True
    if value <= 12 and value + 12 in others:
        return True
    if 13 <= value <= 24 and value - 12 in others:
        return True
    return (value % 10 == 0 and value < 100 and value + 1900 in others) or (1900 <= value < 2000 and value - 1900 in others)


def _weight(pair: Aligned) -> float:
    """What a difference in a pair of sentences counts: twice at the head, less where it is not sure that they say the same."""
    sure = min(1.0, max(0.2, (pair.cosine - ALIGNED) / 0.25))
    return sure * (2.0 if min(pair.later, pair.earlier) < HEAD else 1.0)


def _numbers(pairs: list[Aligned], later: Facts, earlier: Facts) -> list[Finding]:
    """A number on each side of a pair that stands nowhere around the other side."""
    found = []
    for pair in pairs:
        one, two = later.sentences[pair.later], earlier.sentences[pair.earlier]
        here, there = around(later, pair.later), around(earlier, pair.earlier)
        new = [value for value in one.numbers if not held(value, there) and (value <= SMALL or not held(value, earlier.numbers))]
        gone = [value for value in two.numbers if not held(value, here) and (value <= SMALL or not held(value, later.numbers))]
        if new and gone:
            found.append(Finding("number", _weight(pair), f"{new[0]:g}", f"{gone[0]:g}"))
    return found


def around(facts: Facts, place: int) -> frozenset[float]:
    """The numbers of a sentence and of those beside it."""
    return frozenset(value for sentence in facts.sentences[max(0, place - 1) : place + 2] for value in sentence.numbers)


def _names(pairs: list[Aligned], later: Facts, earlier: Facts, encode: Encode) -> list[Finding]:
    """A name on each side of a pair that is no name or word of the other report, nor the other name in another spelling or language."""
    found: dict[tuple[str, str], Finding] = {}
    for pair in pairs:
        one, two = later.sentences[pair.later], earlier.sentences[pair.earlier]
        new = _unmatched(one, earlier.words)
        gone = _unmatched(two, later.words)
        if not new or not gone:
            continue
        new, gone = _apart(new, gone, later.language, earlier.language, encode)
        if new and gone:
            key = (new[0][1], gone[0][1])
            before = found.get(key)
            found[key] = Finding("name", _weight(pair) + (before.weight if before else 0), *key)
    return list(found.values())


def _unmatched(sentence: Sentence, words: frozenset[str]) -> list[tuple[str, str]]:
    named = zip(sentence.names, sentence.written, strict=True)
    return [(name, written) for name, written in named if not any(alike(name, word) for word in words)]


def _apart(
    new: list[tuple[str, str]], gone: list[tuple[str, str]], first: str, second: str, encode: Encode
) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Names of the two lists that none of the other list can be."""
    likeness = encode([written for _, written in new], first) @ encode([written for _, written in gone], second).T
    likely = np.array([[near(one, other) for other, _ in gone] for one, _ in new], dtype=bool) | (likeness >= SAME_NAME)
    met, others = [bool(row.any()) for row in likely], [bool(column.any()) for column in likely.T]
    left = [item for item, same in zip(new, met, strict=True) if not same]
    return left, [item for item, same in zip(gone, others, strict=True) if not same]


def _roles(pairs: list[Aligned], later: Facts, earlier: Facts) -> list[Finding]:
    """Two names of both reports of which one sentence has the one, and the other sentence the other: who does it has changed."""
    found: dict[tuple[str, str], Finding] = {}
    for pair in pairs:
        one, two = later.sentences[pair.later], earlier.sentences[pair.earlier]
        new = [item for item in _unmatched(one, two.words) if later.names[item[0]] > 1 and not _unmatched_in(item, earlier.words)]
        gone = [item for item in _unmatched(two, one.words) if earlier.names[item[0]] > 1 and not _unmatched_in(item, later.words)]
        if new and gone and not any(near(item[0], other[0]) for item in new for other in gone):
            key = (new[0][1], gone[0][1])
            before = found.get(key)
            found[key] = Finding("role", _weight(pair) + (before.weight if before else 0), *key)
    return list(found.values())


def _unmatched_in(item: tuple[str, str], words: frozenset[str]) -> bool:
    return not any(alike(item[0], word) for word in words)


def _polarity(pairs: list[Aligned], later: Facts, earlier: Facts, encode: Encode) -> list[Finding]:
    """Of two sentences that say the same but for a negation, one: it is nearer to the other when its negation is taken away."""
    found = []
    for pair in pairs:
        one, two = later.sentences[pair.later], earlier.sentences[pair.earlier]
        if bool(one.negations) == bool(two.negations):
            continue
        gain = _gain(one, two, later.language, earlier.language, pair.cosine, encode)
        if gain > GAIN:
            found.append(Finding("polarity", gain * 20 * (2.0 if min(pair.later, pair.earlier) < HEAD else 1.0), one.text, two.text))
    return found


def _days(pairs: list[Aligned], later: Facts, earlier: Facts) -> list[Finding]:
    """A day on each side of a pair, of the week or of a month, and no day of both."""
    found = []
    for pair in pairs:
        one, two = later.sentences[pair.later].days, earlier.sentences[pair.earlier].days
        alike = {bool(month) for month, _ in one} & {bool(month) for month, _ in two}
        if alike and not one & two:
            now, was = (min(day for day in days if bool(day[0]) in alike) for days in (one, two))
            found.append(Finding("date", _weight(pair), _day(now), _day(was)))
    return found


def _day(day: tuple[int, int]) -> str:
    return f"{day[0]:02d}-{day[1]:02d}" if day[0] else f"weekday {day[1] + 1}"


def _claims(pairs: list[Aligned], said: Sequence[Claim], before: Sequence[Claim]) -> list[Finding]:
    weights = {pair.later: _weight(pair) for pair in pairs}
    places = [(pair.later, pair.earlier) for pair in pairs]
    return [Finding(kind, weights[place], now, was) for kind, place, now, was in differences(said, before, places)]


def _gain(one: Sentence, two: Sentence, first: str, second: str, before: float, encode: Encode) -> float:
    """How much nearer the two come when the one that negates is affirmed."""
    if one.negations:
        after = encode([affirmed(one.text, first)], first)[0] @ encode([two.text], second)[0]
    else:
        after = encode([one.text], first)[0] @ encode([affirmed(two.text, second)], second)[0]
    return float(after) - before
