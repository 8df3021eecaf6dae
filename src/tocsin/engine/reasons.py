"""What moved a hypothesis, by how much, down to the words: the answer to `tocsin why`."""

import difflib
from datetime import datetime

from tocsin.engine import pipeline
from tocsin.engine.pipeline import Case, Input
from tocsin.errors import UsageError
from tocsin.model import Assessment, HypothesisJudgement, Influence, Origin, Reason, Reasons, Reference

HORIZON = 30
"""days; the horizon that yardstick words and influences are given at"""


def explain(given: Input, hypothesis: str, since: datetime | None, draws: int = pipeline.DRAWS, seed: int = 0) -> Reasons:
    """Reasons for one hypothesis at 30 days; with `since`, beside those of then. UsageError for a hypothesis the problem does not have."""
    known = [h.id for h in given.declared.problem.hypotheses]
    if hypothesis not in known:
        near = difflib.get_close_matches(hypothesis, known, 1)
        hint = f"did you mean {near[0]}?" if near else f"one of {', '.join(known)}"
        raise UsageError(f"no hypothesis {hypothesis!r} in {given.declared.problem.id}", todo=hint)
    case = pipeline.build(given)
    now = pipeline.assess(case, draws=draws, seed=seed)
    then = pipeline.assess(pipeline.build(given, since), draws=draws, seed=seed) if since else None
    judged = _judged(now, hypothesis)
    return Reasons(
        hypothesis=hypothesis,
        horizon=HORIZON,
        as_of=now.as_of,
        since=since,
        probability=judged.probability[str(HORIZON)],
        base_rate=judged.base_rate[str(HORIZON)],
        previous=_judged(then, hypothesis).probability[str(HORIZON)] if then else None,
        reasons=_reasons(case, _moves(now, hypothesis), _moves(then, hypothesis) if then else None),
    )


def _judged(assessment: Assessment, hypothesis: str) -> HypothesisJudgement:
    return next(h for h in assessment.hypotheses if h.id == hypothesis)


def _moves(assessment: Assessment, hypothesis: str) -> dict[tuple[str | None, str | None], Influence]:
    """Influences by what they rest on: an observation's id may change with new evidence, its origin and indicator do not."""
    chosen = (i for i in assessment.influences if i.hypothesis == hypothesis and i.horizon == HORIZON)
    return {(i.origin or i.observation, i.indicator): i for i in chosen}


def _reasons(
    case: Case, now: dict[tuple[str | None, str | None], Influence], then: dict[tuple[str | None, str | None], Influence] | None
) -> tuple[Reason, ...]:
    origins = {origin.id: origin for origin in case.origins}
    found = []
    for key in sorted({*now, *(then or {})}, key=str):
        influence = now.get(key) or (then or {})[key]
        origin = origins.get(influence.origin or "")
        before = None if then is None else (then[key].delta if key in then else 0.0)
        found.append(
            Reason(
                observation=influence.observation,
                origin=influence.origin,
                publisher=origin.publisher if origin else None,
                indicator=influence.indicator,
                delta=now[key].delta if key in now else 0.0,
                before=before,
                words=_words(case, origin, influence.indicator) if origin else (),
            )
        )
    return tuple(sorted(found, key=lambda r: (-abs(r.delta - (r.before or 0.0)), r.observation)))


def _words(case: Case, origin: Origin, indicator: str | None) -> tuple[Reference, ...]:
    """The statements of an origin that bear on an indicator, as places in reports."""
    mine = set(origin.statements)
    return tuple(
        Reference(origin=origin.id, report=reading.report, statement=s.id, span=s.span, words=s.text, path=reading.path or reading.site)
        for reading in case.readings
        for s in reading.statements
        if s.id in mine and (indicator is None or indicator in s.indicators)
    )
