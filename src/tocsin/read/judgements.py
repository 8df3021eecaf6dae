"""What an estimate is of: the event that is judged and the horizon it is judged for, as spans of the text."""

from typing import NamedTuple

from tocsin.read.grammar import Grammar
from tocsin.read.sentences import Sentence

UNSTATED = "unstated"
WORDS, LETTERS = 2, 9
"""fewer words or characters say no event"""
EDGES = " \n\t,;:.!?«»“”„\"'()—–-"
SOON = 12
"""characters between the likelihood and the word that opens what is judged"""

Part = tuple[int, int]


class Judged(NamedTuple):
    """The parts of a judgement; null where the words leave them open."""

    event: Part | None
    horizon: Part | None


def of(lower: str, content: Part, estimate: Part, sentence: Sentence, grammar: Grammar) -> Judged:
    """Event and horizon of the judgement in `content` whose words of likelihood stand at `estimate`."""
    horizon = _horizon(lower, content, grammar) or _horizon(lower, (sentence.start, sentence.end), grammar)
    return Judged(_event(lower, content, estimate, grammar), horizon)


def _horizon(lower: str, part: Part, grammar: Grammar) -> Part | None:
    """The first expression of a time until when, whole words only."""
    for match in grammar.marks["horizon"].finditer(lower, *part):
        if not lower[max(0, match.start() - 1) : match.start()].isalnum() and not lower[match.end() : match.end() + 1].isalnum():
            return match.span()
    return None


def _event(lower: str, content: Part, estimate: Part, grammar: Grammar) -> Part | None:
    """What is judged: before a copula, behind `that`, on one side of the likelihood where the other is empty, else all of it."""
    start, end = content
    if estimate[0] < start or estimate[1] > end:
        return _told(lower, start, end)
    copula = grammar.marks["judged_before"].search(lower, start, estimate[0])
    before = _told(lower, start, copula.start() if copula is not None else estimate[0])
    opens = grammar.marks["judged_behind"].search(lower, estimate[1], min(end, estimate[1] + SOON))
    after = _told(lower, opens.end() if opens is not None else estimate[1], end)
    if opens is not None and after is not None:
        return after
    if copula is not None:
        return before or after
    if before is None or after is None:
        return before or after
    return _told(lower, start, end)


def _told(lower: str, start: int, end: int) -> Part | None:
    """The part without marks and spaces at its edges; null where too few words are left."""
    while start < end and lower[start] in EDGES:
        start += 1
    while end > start and lower[end - 1] in EDGES:
        end -= 1
    return (start, end) if end - start >= LETTERS and len(lower[start:end].split()) >= WORDS else None
