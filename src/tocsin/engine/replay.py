"""The past judged again, step by step, from what could have been known at each: `tocsin replay`.

A step looks at reports, coverage and rulings known by its moment, and at the library as known on its day. Nothing of a later step, and no
record that became known later, can change a byte of it: a test holds that.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

import msgspec

from tocsin.engine import clock, hindsight, pipeline, step_scores
from tocsin.engine.hindsight import Hindsight
from tocsin.engine.pipeline import Case, Input
from tocsin.errors import UsageError
from tocsin.judge.outcomes import standing
from tocsin.model import TLP_ORDER, Assessment, Influence, Origin
from tocsin.model.replays import Move, Replay, Step

DRAWS = 400
"""draws of the declared ranges for each step: a replay judges many days, and 400 hold a 90% range to about a tenth of its width"""
MOST_STEPS = 4000
"""eleven years of days"""
STEP = re.compile(r"([1-9]\d{0,3})([hdw])")
UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
SILENCE, EARLIER = "silence:", "earlier:"
INSTANT = timedelta(microseconds=1)


class Span(NamedTuple):
    """When a replay starts from, where it ends, and how far its steps are apart."""

    base: datetime
    """the last moment before the first step's days"""
    until: datetime
    step: str

    def moments(self) -> list[datetime]:
        """The base, then each step's moment, the last not after `until`."""
        found = STEP.fullmatch(self.step)
        if found is None:
            raise UsageError(f"--step {self.step!r} is no length of time", todo="write 1d for a day, 12h for hours, 2w for weeks")
        apart = int(found[1]) * UNITS[found[2]]
        if self.until - self.base < apart:
            raise UsageError("no whole step fits between --from and --to", todo="name a later --to, or a shorter --step")
        count = (self.until - self.base) // apart
        if count > MOST_STEPS:
            raise UsageError(f"{count:,} steps are more than {MOST_STEPS:,}", todo="name a longer --step, or fewer days")
        return [self.base + n * apart for n in range(count + 1)]


def span(begins: str, ends: str, step: str) -> Span:
    """What `--from`, `--to` and `--step` mean: a bare date means its start for --from and its end for --to."""
    first, until = clock.moment(begins, "start"), clock.moment(ends, "end")
    if until <= first:
        raise UsageError(f"--to {ends} is not after --from {begins}", todo="name the earlier moment first")
    bare = first.strftime("%Y-%m-%d") == begins
    return Span(first - INSTANT if bare else first, until, step)


def replay(
    given: Input,
    over: Span,
    *,
    horizons: tuple[int, ...] = pipeline.HORIZONS,
    draws: int = DRAWS,
    seed: int = 0,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> Replay:
    """Every step's judgement over `over`, with what moved it most since the step before. `progress`: called with (done, all)."""
    moments = over.moments()
    steps: list[Step] = []
    judgements: list[Assessment] = []
    base = hindsight.as_known(given.declared, moments[0].date())
    for case, then in _cases(given, moments):
        last = judgements[-1] if judgements else None
        judged = pipeline.assess(case, horizons, draws, seed, since=last.as_of if last else None, explain=False)
        steps.append(_step(case, judged, last, steps[-1].reports if steps else len(case.reports), then))
        judgements.append(judged)
        progress(len(steps), len(moments))
    last = judgements[-1]
    rates = {h.id: h.base_rate for h in last.hypotheses}
    return Replay(
        problem=given.declared.problem.id,
        problem_version=given.declared.problem.version,
        since=moments[0],
        until=moments[-1],
        step=over.step,
        horizons=horizons,
        draws=draws,
        seed=seed,
        base_rate=rates,
        hindsight=hindsight.reasons(given.declared.problem, moments[0], base.hidden),
        method=last.method,
        steps=tuple(steps),
        scores=step_scores.scored(steps, rates, given.outcomes, seed),
        tlp=max((judged.tlp for judged in judgements), key=TLP_ORDER.index),
        synthetic=last.synthetic,
    )


def _cases(given: Input, moments: Sequence[datetime]) -> Iterator[tuple[Case, Hindsight]]:
    """The case as of each moment. Reports are related anew only where one more is known, or a ruling, or more of the library."""
    pairs = [
        (report, hindsight.reread(report, reading, given.declared))
        for report, reading in zip(given.reports, given.readings, strict=True)
        if reading.t_known <= moments[-1]
    ]
    whole = msgspec.structs.replace(given, reports=tuple(r for r, _ in pairs), readings=tuple(r for _, r in pairs), refusals=())
    held: Case | None = None
    key: object = None
    known: dict[tuple[tuple[str, int], ...], Hindsight] = {}
    for moment in moments:
        found = hindsight.as_known(given.declared, moment.date())
        then = known.setdefault(tuple(found.hidden.items()), found)
        count = sum(reading.t_known <= moment for reading in whole.readings)
        ruled = sum(ruling.t_known <= moment for ruling in whole.rulings)
        if held is None or key != (count, ruled, tuple(then.hidden.items())):
            held = pipeline.build(msgspec.structs.replace(whole, declared=then.declared), moment)
            key = count, ruled, tuple(then.hidden.items())
        sensed = pipeline.sense(msgspec.structs.replace(whole, declared=then.declared), moment)
        held = msgspec.structs.replace(
            held, as_of=moment, coverage=sensed.coverage, observations=sensed.observations, outcomes=standing(whole.outcomes, moment)
        )
        yield held, then


def _step(case: Case, judged: Assessment, last: Assessment | None, reports: int, then: Hindsight) -> Step:
    """What one judgement came to. `reports`: how many were known at the step before."""
    lit = {row.status: tuple(r.id for r in judged.indicators if r.status == row.status) for row in judged.indicators}
    return Step(
        as_of=case.as_of,
        reports=len(case.reports),
        origins=len(case.origins),
        new_reports=len(case.reports) - reports,
        new_origins=sum(origin.first_seen > last.as_of for origin in case.origins) if last else 0,
        hypotheses={h.id: h.probability for h in judged.hypotheses},
        states={p.id: {s.id: s.probability for s in p.states} for p in judged.processes},
        lit=lit.get("lit", ()),
        contested=lit.get("contested", ()),
        broken=lit.get("broken", ()),
        moves=tuple(_moves(judged, last, case.origins)) if last is not None else (),
        hidden=then.hidden,
    )


def _moves(now: Assessment, before: Assessment, origins: Sequence[Origin]) -> Iterator[Move]:
    """For each hypothesis: its change at the main horizon, and the one influence that did most of it; passing time is one of them."""
    main = str(30 if 30 in now.horizons else now.horizons[0])
    names = {origin.id: origin.publisher for origin in origins}
    was = {h.id: h.probability[main].mean for h in before.hypotheses}
    for hypothesis in now.hypotheses:
        change = hypothesis.probability[main].mean - was[hypothesis.id]
        mine = [found for found in now.changes if found.hypothesis == hypothesis.id]
        largest = max(mine, key=lambda found: (abs(found.delta), found.observation), default=None)
        passing = change - sum(found.delta for found in mine)
        if largest is None or abs(largest.delta) < abs(passing):
            yield Move(hypothesis=hypothesis.id, horizon=int(main), change=change, by="time", delta=passing)
        else:
            yield _moved(hypothesis.id, int(main), change, largest, names)


def _moved(hypothesis: str, horizon: int, change: float, by: Influence, names: dict[str, str | None]) -> Move:
    silent = by.observation.startswith(SILENCE)
    return Move(
        hypothesis=hypothesis,
        horizon=horizon,
        change=change,
        by="silence" if silent else "origin" if by.origin or by.observation.startswith(EARLIER) else "instrument",
        delta=by.delta,
        indicator=by.indicator or (by.observation.removeprefix(SILENCE) if silent else None),
        origin=by.origin,
        publisher=names.get(by.origin or ""),
    )
