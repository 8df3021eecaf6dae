"""How sure: an estimate that became another one, and what the source did not vouch for told as a fact."""

from collections.abc import Sequence

from tocsin.corroborate.drift.sides import Sentence, Side
from tocsin.corroborate.drift.telling import inside, told, whole
from tocsin.corroborate.phrases import pattern
from tocsin.model import Drift, Statement

APART = 0.08
"""difference of two estimates' midpoints from which they are different estimates, not two words for one"""

Pairs = Sequence[tuple[Sentence, Sentence]]


def of_estimates(child: Side, source: Side) -> list[Drift]:
    """Estimates that differ from every one that the source gives, set beside the nearest on the same matter."""
    found = []
    for sentence, statement in _estimated(child):
        middle = midpoint(statement)
        about = set(statement.hypotheses) | set(statement.indicators)
        sources = [(other, said, value) for other, said in _estimated(source) if (value := midpoint(said)) is not None]
        same = [item for item in sources if about & (set(item[1].hypotheses) | set(item[1].indicators))]
        if middle is None or not same or any(abs(value - middle) < APART for _, _, value in sources):
            continue
        was, said, _ = min(same, key=lambda item: (abs(item[2] - middle), item[1].span))
        if statement.estimate is not None and said.estimate is not None:
            words, before = inside(sentence, statement.estimate.span), inside(was, said.estimate.span)
            found.append(told("estimate", child, sentence, words, source, was, before))
    return found


def _estimated(side: Side) -> list[tuple[Sentence, Statement]]:
    return [
        (sentence, said)
        for sentence in side.sentences
        for said in sentence.statements
        if said.estimate is not None and sentence.start <= said.estimate.span[0] < sentence.end and midpoint(said) is not None
    ]


def midpoint(statement: Statement) -> float | None:
    """Middle of the range of a statement's estimate; None where it has none."""
    estimate = statement.estimate
    if estimate is None or estimate.low is None or estimate.high is None:
        return None
    middle = (estimate.low + estimate.high) / 2
    return 1 - middle if estimate.negated else middle


def hedged(sentence: Sentence, language: str | None) -> bool:
    """Whether a sentence does not vouch for what it says."""
    return pattern("hedge", language).search(sentence.text) is not None or any(said.estimate is not None for said in sentence.statements)


def of_modality(child: Side, source: Side, pairs: Pairs) -> list[Drift]:
    """Sentences told flat that the source hedged, or denied to be sure of."""
    found = []
    for sentence, was in pairs:
        match = pattern("hedge", source.language).search(was.text)
        if match is None or hedged(sentence, child.language) or (_attributed(sentence) and not _attributed(was)):
            continue
        found.append(told("modality", child, sentence, whole(sentence), source, was, _clause(was, match.start())))
    return found


def _attributed(sentence: Sentence) -> bool:
    """Whether somebody else than the report says what a sentence says."""
    return any(said.speaker.text is not None for said in sentence.statements)


def _clause(sentence: Sentence, at: int) -> tuple[int, int]:
    """The part of a sentence, between its commas, that holds the place `at`."""
    start = max(sentence.text.rfind(mark, 0, at) for mark in ",;:") + 1
    ends = [end for mark in ",;" if (end := sentence.text.find(mark, at)) >= 0]
    return start, min(ends, default=whole(sentence)[1])
