"""How sure: an estimate that became another one, and what the source did not vouch for told as a fact."""

import re
from collections.abc import Sequence

from tocsin.corroborate.closed import numbers
from tocsin.corroborate.drift.sides import Sentence, Side
from tocsin.corroborate.drift.telling import inside, told, whole
from tocsin.corroborate.phrases import pattern
from tocsin.library import relating
from tocsin.model import Drift, Statement

APART = 0.08
"""difference of two estimates' midpoints from which they are different estimates, not two words for one"""

HEAD = 3
"""sentences at the head of a report, which its readers take for the news"""

Pairs = Sequence[tuple[Sentence, Sentence]]


def of_estimates(child: Side, source: Side) -> list[Drift]:
    """Estimates that differ from every one that the source gives, set beside the nearest on the same matter."""
    found = []
    for sentence, statement in _estimated(child):
        middle = midpoint(statement)
        about = set(statement.hypotheses) | set(statement.indicators)
        sources = [(other, said, value) for other, said in _estimated(source) if (value := midpoint(said)) is not None]
        same = [item for item in sources if about & (set(item[1].hypotheses) | set(item[1].indicators))]
        if middle is None or statement.estimate is None or not same or any(abs(value - middle) < APART for _, _, value in sources):
            continue
        if any(_near_number(value, source) for _, _, value in numbers(statement.estimate.phrase)):
            continue
        was, said, _ = min(same, key=lambda item: (abs(item[2] - middle), item[1].span))
        if said.estimate is not None:
            words, before = inside(sentence, statement.estimate.span), inside(was, said.estimate.span)
            found.append(told("estimate", child, sentence, words, source, was, before))
    return found


def _near_number(value: float, source: Side) -> bool:
    return value in source.numbers


def _estimated(side: Side) -> list[tuple[Sentence, Statement]]:
    return [
        (sentence, said)
        for sentence in side.sentences
        for said in sentence.statements
        if said.estimate is not None and sentence.start <= said.estimate.span[0] < sentence.end and midpoint(said) is not None
    ]


def midpoint(statement: Statement) -> float | None:
    """Where a statement's estimate stands: the step of what its words say in any language, else the middle of its numbers; or None."""
    estimate = statement.estimate
    if estimate is None:
        return None
    middle = relating.steps().get(estimate.sense) if estimate.sense is not None else None
    if middle is None and estimate.sense is None and estimate.low is not None and estimate.high is not None:
        middle = (estimate.low + estimate.high) / 2
    return 1 - middle if middle is not None and estimate.negated else middle


def hedged(sentence: Sentence, language: str | None) -> bool:
    """Whether a sentence does not vouch for what it says."""
    return pattern("hedge", language).search(sentence.text) is not None or any(said.estimate is not None for said in sentence.statements)


def of_modality(child: Side, source: Side, pairs: Pairs) -> list[Drift]:
    """Sentences at the head told flat that the source hedged in the sentence nearest to them."""
    head = [sentence.start for sentence in child.sentences[:HEAD]]
    found = []
    for sentence, was in pairs:
        match = _hedge(was, source, sentence, child)
        if match is None or sentence.start not in head or hedged(sentence, child.language) or _attributed(sentence) > _attributed(was):
            continue
        if any(midpoint(said) is not None for said in was.statements):
            continue
        found.append(told("modality", child, sentence, whole(sentence), source, was, _clause(was, match.start())))
    return found[:1]


def _hedge(was: Sentence, source: Side, sentence: Sentence, child: Side) -> re.Match[str] | None:
    """The word by which the source does not vouch. A mood of hearsay, or of a condition, is kept by who says it, or by the condition."""
    found = list(pattern("hedge", source.language).finditer(was.text))
    if _attributed(sentence) or pattern("if", child.language).search(sentence.text) is not None:
        mood = pattern("conditional", source.language)
        found = [match for match in found if mood.fullmatch(match.group()) is None]
    return found[0] if found else None


def _attributed(sentence: Sentence) -> bool:
    """Whether somebody else than the report says what a sentence says."""
    return any(said.speaker.text is not None for said in sentence.statements)


def _clause(sentence: Sentence, at: int) -> tuple[int, int]:
    """The part of a sentence, between its commas, that holds the place `at`."""
    start = max(sentence.text.rfind(mark, 0, at) for mark in ",;:") + 1
    ends = [end for mark in ",;" if (end := sentence.text.find(mark, at)) >= 0]
    return start, min(ends, default=whole(sentence)[1])
