"""Where a process stands before a question is put to it: its evidence, its draws and their weights, for worth and competing hypotheses."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np

from tocsin.judge.basis import gather
from tocsin.judge.filter import Datum, Model
from tocsin.judge.parameters import Draws, Floats
from tocsin.judge.processes import filtered, heard, life_weights, model_of, modelled
from tocsin.judge.pushes import Push
from tocsin.model import Condition, Coverage, Crossed, Observation, Origin, Outcome, Reading
from tocsin.model.declared import Indicator, Problem, Process, SourceProfile


@dataclass(frozen=True)
class Standing:
    """One process with the evidence known by as-of. `weights` (lanes,) of the draws: error lives by the likelihood of what was seen."""

    problem: Problem
    process: Process
    indicators: Mapping[str, Indicator]
    observations: tuple[Observation, ...]
    coverage: tuple[Coverage, ...]
    origins: Mapping[str, Origin]
    profiles: Mapping[str, SourceProfile]
    grades: Mapping[str, str]
    data: tuple[Datum, ...]
    draws: Draws
    weights: Floats
    days: int
    """the run's last day, as-of's own"""

    pushed: tuple[Push, ...] = ()
    """conditions that push its rates"""
    state: str | None = None
    """in which it began anew, after an event"""

    def model(self, more: Sequence[Datum] = ()) -> Model:
        """The process drawn, with the sources of `more` beside those heard of."""
        data = [*self.data, *more]
        return model_of(self.problem, self.process, self.indicators, data, self.grades, self.draws, self.pushed, self.state)


def standings(
    problem: Problem,
    origins: Sequence[Origin],
    readings: Sequence[Reading],
    coverage: Sequence[Coverage],
    sources: Sequence[SourceProfile],
    *,
    as_of: datetime,
    draws: int,
    seed: int = 0,
    grades: Mapping[str, str] | None = None,
    processes: Sequence[str] | None = None,
    conditions: Sequence[Condition | Crossed] = (),
    outcomes: Sequence[Outcome] = (),
    observations: Sequence[Observation] = (),
) -> list[Standing]:
    """One for each process (or those named) that has not ended, from what could have been known by `as_of`.

    `grades`: of sources that nobody has declared. `conditions`, `outcomes`, `observations`: as for an assessment.
    """
    base = gather(
        problem, origins, readings, coverage, sources,
        as_of=as_of, draws=draws, seed=seed, observations=observations, conditions=conditions, outcomes=outcomes,
    )  # fmt: skip
    held = base.grades | dict(grades or {})
    out = []
    for process, run in base.runs:
        if run.ended is not None or (processes is not None and process.id not in processes):
            continue
        seen, known = base.observed(run)
        indicators, model, data = modelled(
            problem, process, seen, known, base.standing, base.profiles, held, base.draws, run.start, run.days, base.conditions, run.state
        )
        one = Standing(
            problem=problem,
            process=process,
            indicators=indicators,
            observations=tuple(o for o in seen if o.indicator in indicators),
            coverage=tuple(known),
            origins=base.standing,
            profiles=base.profiles,
            grades=held,
            data=tuple(data),
            draws=base.draws,
            weights=np.ones(base.draws.lanes),
            days=run.days,
            pushed=model.pushes,
            state=run.state,
        )
        bare = filtered(model, [heard(data)], one.days, list(indicators))[0]
        out.append(replace(one, weights=life_weights(bare.log_evidence, base.draws)))
    return out
