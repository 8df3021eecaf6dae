"""What a split or a merge would move, before anybody decides it: the same judgement with the ruling and without, nothing appended."""

from datetime import datetime

import msgspec

from tocsin.engine import pipeline
from tocsin.engine.pipeline import Input
from tocsin.model import Origin, Record, Ruling

DRAWS = 400
"""of both judgements: they differ by the ruling alone, for both have the same seed, and nobody reads a third digit here"""
HORIZON = 30


class Moved(Record, frozen=True, kw_only=True):
    """A hypothesis within 30 days as it is, and as it would be."""

    hypothesis: str
    before: float
    after: float


class Foretold(Record, frozen=True, kw_only=True):
    """What would change."""

    origins_before: int
    origins_after: int
    gone: tuple[str, ...]
    """ids of origins that would no longer be there"""
    made: tuple[Origin, ...]
    """those that would be there instead, or with other reports"""
    moved: tuple[Moved, ...]
    """every hypothesis, those that move most first"""


def foretell(given: Input, ruling: Ruling, as_of: datetime, draws: int = DRAWS, seed: int = 0) -> Foretold:
    """The judgement as of a moment with one ruling more, beside the one without it."""
    plain = pipeline.build(given, as_of)
    ruled = pipeline.build(msgspec.structs.replace(given, rulings=(*given.rulings, ruling)), as_of)
    members = {origin.id: {link.id for link in origin.reports} for origin in plain.origins}
    after = {origin.id: {link.id for link in origin.reports} for origin in ruled.origins}
    before, then = (
        {one.id: one.probability[str(HORIZON)].mean for one in pipeline.assess(case, (HORIZON,), draws, seed, explain=False).hypotheses}
        for case in (plain, ruled)
    )
    moved = [Moved(hypothesis=name, before=value, after=then[name]) for name, value in before.items()]
    return Foretold(
        origins_before=len(members),
        origins_after=len(after),
        gone=tuple(name for name in members if name not in after),
        made=tuple(origin for origin in ruled.origins if members.get(origin.id) != after[origin.id]),
        moved=tuple(sorted(moved, key=lambda one: -abs(one.after - one.before))),
    )
