"""Where two readings hold different things of one sentence: another speaker, day, likelihood or act, or the opposite polarity."""

import html
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tocsin.corroborate.meaning.facts import Facts
from tocsin.model import Reading, Statement

KINDS = ("speaker", "date", "estimate", "act", "stance")
APART = 0.2
"""difference of two likelihoods' middles from which they are another judgement"""
OPENING = 24
"""letters of a statement by which its sentence is found"""
DAY = len("2024-11-18")


class Claim(NamedTuple):
    """A statement and the sentence that it stands in."""

    place: int
    statement: Statement


def claims(reading: Reading, facts: Facts) -> list[Claim]:
    """Statements by the sentence that holds their words; those whose words no sentence holds are left out."""
    found = []
    for statement in reading.statements:
        words = " ".join(html.unescape(statement.text).split())[:OPENING]
        place = next((place for place, sentence in enumerate(facts.sentences) if words and words in sentence.text), None)
        if place is not None:
            found.append(Claim(place, statement))
    return found


def differences(later: Sequence[Claim], earlier: Sequence[Claim], pairs: Sequence[tuple[int, int]]) -> Iterator[tuple[str, int, str, str]]:
    """(kind, place in the later report, now, was) of what no statement of the paired sentence agrees on."""
    for place, other in pairs:
        ours = [claim.statement for claim in later if claim.place == place]
        theirs = [claim.statement for claim in earlier if claim.place == other]
        if not ours or not theirs:
            continue
        for kind in KINDS:
            values, others = [_value(kind, one) for one in ours], [_value(kind, one) for one in theirs]
            some, more = [value for value in values if value is not None], [value for value in others if value is not None]
            if some and more and not any(_agree(one, two) for one in some for two in more):
                yield kind, place, str(some[0]), str(more[0])


def _value(kind: str, statement: Statement) -> str | float | None:
    """What a statement holds of a kind, or None where it says nothing that could be contradicted."""
    if kind == "speaker":
        return statement.speaker.entity
    if kind == "date":
        return statement.date if statement.date is not None and len(statement.date) == DAY else None
    if kind == "act":
        return "denial" if statement.act == "denial" else "other"
    if kind == "stance":
        return statement.polarity if statement.polarity != "neutral" else None
    estimate = statement.estimate
    if estimate is None or estimate.low is None or estimate.high is None:
        return None
    return (estimate.low + estimate.high) / 2


def _agree(one: str | float, other: str | float) -> bool:
    if isinstance(one, float) and isinstance(other, float):
        return abs(one - other) < APART
    return one == other
