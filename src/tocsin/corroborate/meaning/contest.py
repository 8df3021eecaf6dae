"""Of reports that are nearly one text, the one that another report renders: only where they differ can tell."""

from collections.abc import Sequence

from tocsin.corroborate.meaning.compare import Encode, around, held
from tocsin.corroborate.meaning.facts import Facts, Sentence, alike

COPIES = 0.5
"""share of the shorter report's sentences that another has letter by letter, from which the two are nearly one text"""
FIGURES, NAMES = 0.1, 0.1
"""what a sentence whose numbers, or names, all stand in the rendering is nearer by, in cosine: of tenths and thirds the same came out"""


def nearly_one(one: Facts, other: Facts) -> bool:
    """Whether two reports share most of their sentences letter by letter."""
    first, second = _texts(one), _texts(other)
    return len(first & second) >= COPIES * min(len(first), len(second))


def nearest(rendering: Facts, one: Facts, other: Facts, encode: Encode) -> int:
    """0 where `rendering` is nearer to `one` in the sentences in which the two differ, 1 where it is nearer to `other`."""
    first, second = _texts(one), _texts(other)
    only = [
        [sentence for sentence in one.sentences if sentence.text not in second],
        [sentence for sentence in other.sentences if sentence.text not in first],
    ]
    if not all(only):
        return 0
    scores = [_fit(rendering, sentences, side.language, encode) for side, sentences in zip((one, other), only, strict=True)]
    return int(scores[1] > scores[0])


def _texts(facts: Facts) -> frozenset[str]:
    return frozenset(sentence.text for sentence in facts.sentences)


def _fit(rendering: Facts, sentences: Sequence[Sentence], language: str, encode: Encode) -> float:
    """How well sentences are rendered, on average: by what they mean, and by the numbers and names that stand in the rendering."""
    vectors = encode([sentence.text for sentence in sentences], language)
    likeness = encode([sentence.text for sentence in rendering.sentences], rendering.language) @ vectors.T
    scores = []
    for place, sentence in enumerate(sentences):
        at = int(likeness[:, place].argmax())
        figures = around(rendering, at)
        words = frozenset(word for near in rendering.sentences[max(0, at - 1) : at + 2] for word in near.words)
        told = _share([held(value, figures) for value in sentence.numbers])
        named = _share([any(alike(name, word) for word in words) for name in sentence.names])
        scores.append(float(likeness[at, place]) + FIGURES * told + NAMES * named)
    return sum(scores) / len(scores)


def _share(met: Sequence[bool]) -> float:
    return sum(met) / len(met) if met else 1.0
