"""One reading out of two: what the rules read stands, a model confirms it, fills what is open, and adds what they missed."""

from collections import Counter
from typing import NamedTuple

import msgspec

from tocsin.model import Span, Statement
from tocsin.model.statements import Act
from tocsin.read.llm.verify import Verified

SAME = 0.5
"""intersection over union of two contents from which they are one"""
INSIDE = 0.8
"""share of the shorter content that lies inside the longer one from which they are one, if it is no small part of it"""
PART = 0.3
"""a shorter content below this share of the longer one is a claim of its own"""
OPEN_ACTS: frozenset[Act] = frozenset(["report", "event"])
"""acts that the rules' table ends in when no mark of another act is there: the model may say more"""


class Merged(NamedTuple):
    """Statements in the order of the text; how many both had, how many only the model; why others of the model's did not come in."""

    statements: tuple[Statement, ...]
    agreed: int
    added: int
    dropped: Counter[str]


def merge(rules: tuple[Statement, ...], verified: Verified, *, suspect: bool) -> Merged:
    """The two readings as one (docs/design: the policy and why). suspect: the text addresses a model, which then only confirms."""
    pairs = sorted(
        (
            (-share, number, other)
            for number, mine in enumerate(rules)
            for other, theirs in enumerate(verified.statements)
            if (share := overlap(mine.content_span, theirs.content_span)) > 0
        ),
    )
    partner: dict[int, int] = {}
    taken: set[int] = set()
    touched: set[int] = set()
    for _, number, other in pairs:
        touched.add(other)
        if number not in partner and other not in taken:
            partner[number] = other
            taken.add(other)
    dropped = Counter(verified.dropped)
    merged = [
        _agreed(mine, verified.statements[partner[number]], suspect) if number in partner else mine for number, mine in enumerate(rules)
    ]
    added = 0
    for other, theirs in enumerate(verified.statements):
        if other in taken:
            continue
        if other in touched:
            dropped["part-of-another"] += 1
        elif suspect:
            dropped["suspect-text"] += 1
        else:
            merged.append(theirs)
            added += 1
    unique = {one.id: one for one in reversed(merged)}
    return Merged(tuple(sorted(unique.values(), key=lambda one: (one.span, one.content_span, one.id))), len(taken), added, dropped)


def overlap(one: Span, other: Span) -> float:
    """How far two contents are one: their intersection over their union, 0 where they are two."""
    common = min(one[1], other[1]) - max(one[0], other[0])
    if common <= 0:
        return 0.0
    short, long = sorted((one[1] - one[0], other[1] - other[0]))
    share = common / (short + long - common)
    return share if share >= SAME or (common >= INSIDE * short and short >= PART * long) else 0.0


def _agreed(mine: Statement, theirs: Statement, suspect: bool) -> Statement:
    """The rules' statement, with what they left open filled from the model's."""
    if suspect:
        return msgspec.structs.replace(mine, reader="both")
    unread = mine.speaker.kind == "text" and mine.speaker.text is None and theirs.speaker.text is not None
    speaker = theirs.speaker if unread else mine.speaker
    if not unread and speaker.name is None and theirs.speaker.name is not None and speaker.span == theirs.speaker.span:
        speaker = msgspec.structs.replace(speaker, name=theirs.speaker.name, entity=speaker.entity or theirs.speaker.entity)
    act = theirs.act if mine.act in OPEN_ACTS and theirs.act not in OPEN_ACTS else mine.act
    return msgspec.structs.replace(
        mine,
        speaker=speaker,
        told_by=mine.told_by or theirs.told_by,
        holder=mine.holder or theirs.holder,
        act=act,
        interested=mine.interested or (act == "denial" and theirs.interested),
        # A denial never raises, and an interested one points nowhere: an act taken from the model takes its way along.
        polarity=theirs.polarity if act != mine.act and act == "denial" else mine.polarity,
        estimate=mine.estimate or theirs.estimate,
        indicators=mine.indicators or theirs.indicators,
        hypotheses=mine.hypotheses or theirs.hypotheses,
        reader="both",
    )
