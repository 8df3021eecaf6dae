"""What moved a hypothesis, by how much, down to the words: the answer to `tocsin why`."""

import difflib
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from tocsin.engine import pipeline
from tocsin.engine.pipeline import Case, Input
from tocsin.errors import UsageError
from tocsin.model import Assessment, HypothesisJudgement, Influence, Origin, Reason, Reasons, Reference

HORIZON = 30
"""days; the horizon that yardstick words and influences are given at"""
TIME = "time"
"""the observation that stands for what time passing did to a judgement: indications fade, and so do silences"""


def explain(given: Input, hypothesis: str, since: datetime | None, draws: int = pipeline.DRAWS, seed: int = 0) -> Reasons:
    """Reasons for one hypothesis at 30 days; with `since`, beside those of then. UsageError for a hypothesis the problem does not have."""
    known = [h.id for h in given.declared.problem.hypotheses]
    if hypothesis not in known:
        near = difflib.get_close_matches(hypothesis, known, 1)
        hint = f"did you mean {near[0]}?" if near else f"one of {', '.join(known)}"
        raise UsageError(f"no hypothesis {hypothesis!r} in {given.declared.problem.id}", todo=hint)
    case = pipeline.build(given)
    now = pipeline.assess(case, draws=draws, seed=seed, since=since)
    then = pipeline.assess(pipeline.build(given, since), draws=draws, seed=seed) if since else None
    judged = _judged(now, hypothesis)
    moved = judged.probability[str(HORIZON)].mean - _judged(then, hypothesis).probability[str(HORIZON)].mean if then else None
    return Reasons(
        tlp=now.tlp,
        synthetic=now.synthetic,
        hypothesis=hypothesis,
        horizon=HORIZON,
        as_of=now.as_of,
        since=since,
        probability=judged.probability[str(HORIZON)],
        base_rate=judged.base_rate[str(HORIZON)],
        previous=_judged(then, hypothesis).probability[str(HORIZON)] if then else None,
        reasons=_reasons(
            case,
            _moves(now.influences, hypothesis),
            _moves(then.influences, hypothesis) if then else None,
            _moves(now.changes, hypothesis),
            moved,
        ),
    )


def _judged(assessment: Assessment, hypothesis: str) -> HypothesisJudgement:
    return next(h for h in assessment.hypotheses if h.id == hypothesis)


class _Move(NamedTuple):
    """What the influences of one origin on one indicator add up to."""

    observation: str
    origin: str | None
    indicator: str | None
    delta: float


Key = tuple[str, str | None]
"""what a move rests on: an observation's id may change with new evidence, its origin and indicator do not"""


def _moves(influences: Sequence[Influence], hypothesis: str) -> dict[Key, _Move]:
    moves: dict[Key, _Move] = {}
    for influence in influences:
        if influence.hypothesis == hypothesis and influence.horizon == HORIZON:
            key = (influence.origin or influence.observation, influence.indicator)
            before = moves[key].delta if key in moves else 0.0
            moves[key] = _Move(influence.observation, influence.origin, influence.indicator, before + influence.delta)
    return moves


def _reasons(
    case: Case, now: dict[Key, _Move], then: dict[Key, _Move] | None, changes: dict[Key, _Move], moved: float | None
) -> tuple[Reason, ...]:
    """One reason for each move, now or then; where something is compared, the largest changes first and one for what time passing did."""
    origins = {origin.id: origin for origin in case.origins}
    found = []
    for key in sorted({*now, *(then or {}), *changes}, key=str):
        move = now.get(key) or changes.get(key) or (then or {})[key]
        change = changes[key].delta if key in changes else 0.0
        origin = origins.get(move.origin or "")
        found.append(
            Reason(
                observation=move.observation,
                origin=move.origin,
                publisher=origin.publisher if origin else None,
                indicator=move.indicator,
                delta=now[key].delta if key in now else 0.0,
                before=None if then is None else (then[key].delta if key in then else 0.0),
                change=None if moved is None else change,
                words=_words(case, origin, move.indicator) if origin else (),
            )
        )
    found.sort(key=lambda r: (-abs(r.delta if r.change is None else r.change), -abs(r.delta), r.observation))
    if moved is not None:
        rest = moved - sum(reason.change or 0.0 for reason in found)
        found.append(Reason(observation=TIME, origin=None, publisher=None, indicator=None, delta=0.0, before=0.0, change=rest))
    return tuple(found)


def _words(case: Case, origin: Origin, indicator: str | None) -> tuple[Reference, ...]:
    """The statements of an origin that bear on an indicator, as places in reports."""
    mine = set(origin.statements)
    return tuple(
        Reference(origin=origin.id, report=reading.report, statement=s.id, span=s.span, words=s.text, path=reading.path or reading.site)
        for reading in case.readings
        for s in reading.statements
        if s.id in mine and (indicator is None or indicator in s.indicators)
    )
