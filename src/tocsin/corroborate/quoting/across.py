"""Where in a transcript of another language a quotation comes from, by what crosses languages: names, numbers, days, and kinds of words."""

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection
from typing import NamedTuple

from tocsin.corroborate.closed import days
from tocsin.corroborate.folding import PREFIX, stem
from tocsin.corroborate.quoting.words import Words
from tocsin.corroborate.words import WORD
from tocsin.model import Span
from tocsin.read.grammar import TAGS

IMAGINED = 10
"""sentences that we imagine beside those of the transcript, so that rarity means something in a short one"""
MOST_SENTENCES = 3
"""of a transcript that one quotation may stand for"""
KINDS = ("if", "not", "negator", "we", "i", "future", "harm", "arsenal", "because", "ought", "calm", "alarm")
"""classes of words that the lexicons of all languages name alike"""
KIND_WEIGHT = 0.35
"""what a class of words counts beside a name or number of the same rarity"""
BEARING_WEIGHT = 0.7
"""what the indicator or hypothesis that words bear on counts"""
ALONE = 0.5
"""what a number or day counts that only one side has: it may be the very thing that was changed"""
ENOUGH = 2.2
"""weight in common from which a passage can be the one"""
FOUND = 0.5
"""share of the weight in common (Dice) from which it is"""
AHEAD = 1.1
"""how much better than any passage elsewhere it must be"""
ENOUGH_BARE, FOUND_BARE, AHEAD_BARE = 3.0, 0.65, 1.2
"""the same where no name, number or day is shared, only what the words bear on and their kinds"""


class Passage(NamedTuple):
    """A passage of the transcript, the share of what crosses languages that both have, and what that is."""

    span: Span
    similarity: float
    shared: tuple[str, ...]


def features(words: Words, span: Span) -> Counter[str]:
    """What crosses languages in a span of the view: e: names, n: numbers, d: days, i: what it bears on, k: kinds of words, w: cognates."""
    found: Counter[str] = Counter()
    text = words.view.text[slice(*span)]
    for name in words.names:
        if span[0] <= name.start and name.end <= span[1]:
            found[f"e:{name.id}"] += 1
    for start, end, value in words.numbers:
        if span[0] <= start and end <= span[1]:
            found[f"n:{value:g}"] += 1
    found.update(f"d:{month}-{day}" for month, day in days(text))
    relevance = words.tools.relevance
    bits = relevance.scan(text.lower()).within(0, len(text))
    found.update(f"i:{key}" for key in {**relevance.weigh(bits), **relevance.weigh_hypotheses(bits)})
    parsed = words.parsed
    tags = 0
    for at in range(bisect_left(parsed.starts, span[0]), bisect_left(parsed.starts, span[1])):
        tags |= parsed.tags[at]
    found.update("k:not" if kind == "negator" else f"k:{kind}" for kind in KINDS if tags & TAGS[kind])
    found.update({f"w:{stem(word)}": 1 for word in WORD.findall(text) if len(word) >= PREFIX and len(stem(word)) >= PREFIX})
    return found


def find(quote: Words, span: Span, transcript: Words) -> Passage | None:
    """The passage that a quotation in another language comes from; None where none stands out."""
    sentences = [(item.start, item.end) for item in transcript.parsed.sentences]
    if not sentences:
        return None
    known = [features(transcript, sentence) for sentence in sentences]
    often = Counter(feature for one in known for feature in one)
    mine = features(quote, span)

    def weight(feature: str) -> float:
        rarity = math.log((len(sentences) + IMAGINED) / (1 + often[feature]))
        return rarity * {"k": KIND_WEIGHT, "i": BEARING_WEIGHT}.get(feature[0], 1.0)

    def alone(feature: str, there: Collection[str]) -> float:
        return ALONE if feature[0] in "nd" and feature not in there else 1.0

    def score(other: set[str]) -> tuple[float, float]:
        common = math.fsum(weight(feature) for feature in sorted(other & mine.keys()))
        # A word that is no cognate says nothing, so cognates count only where both have them.
        both = math.fsum(weight(one) * alone(one, other) for one in sorted(mine) if one[0] != "w")
        both += math.fsum(weight(one) * alone(one, mine) for one in sorted(other) if one[0] != "w")
        cognates = math.fsum(weight(feature) for feature in sorted(other & mine.keys()) if feature[0] == "w")
        return 2 * common / max(1e-9, both + 2 * cognates), common

    scored: list[tuple[float, float, int, int]] = []
    for first in range(len(sentences)):
        other: set[str] = set()
        for last in range(first, min(len(sentences), first + MOST_SENTENCES)):
            other |= known[last].keys()
            share, common = score(other)
            scored.append((share, common, first, last))
    share, common, first, last = max(scored, key=lambda item: (item[0], item[1], -item[2], -item[3]))
    rival = max((item[0] for item in scored if item[3] < first or item[2] > last), default=0.0)
    held = set().union(*(known[at].keys() for at in range(first, last + 1)))
    shared = sorted(feature for feature in held & mine.keys() if feature[0] in "end")
    enough, found, ahead = (ENOUGH, FOUND, AHEAD) if shared else (ENOUGH_BARE, FOUND_BARE, AHEAD_BARE)
    # Kinds of words alone are in every speech.
    shared = shared or sorted(feature for feature in held & mine.keys() if feature[0] == "i")
    if not shared or share < found or common < enough or share < ahead * rival:
        return None
    return Passage((sentences[first][0], sentences[last][1]), share, tuple(shared))
