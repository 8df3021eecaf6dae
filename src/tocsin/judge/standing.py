"""Where a process stands before a question is put to it: its evidence, its draws and their weights, for worth and competing hypotheses."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import numpy as np

from tocsin.judge.evidence import observe
from tocsin.judge.filter import Datum, Model
from tocsin.judge.originators import UNLISTED
from tocsin.judge.parameters import Draws, Floats, draws_for
from tocsin.judge.processes import filtered, heard, life_weights, model_of
from tocsin.judge.timeline import build
from tocsin.model import Coverage, Observation, Origin, Reading
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

    def model(self, more: Sequence[Datum] = ()) -> Model:
        """The process drawn, with the sources of `more` beside those heard of."""
        return model_of(self.problem, self.process, self.indicators, [*self.data, *more], self.grades, self.draws)


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
) -> list[Standing]:
    """One for each process (or those named), from what could have been known by `as_of`. `grades`: of sources that nobody has declared."""
    known = tuple(sorted((c for c in coverage if c.t_known <= as_of), key=lambda c: c.id))
    seen = observe(origins, readings, problem, sources, as_of=as_of).observations
    start = as_of.date() - timedelta(days=problem.start_days)
    standing = {origin.id: origin for origin in origins if origin.first_seen <= as_of}
    profiles = {profile.id: profile for profile in sources}
    held: dict[str, str] = {UNLISTED: "F", **{name: p.reliability for name, p in profiles.items()}}
    held |= {o.source: o.reliability for o in seen if o.reliability is not None} | dict(grades or {})
    out = []
    for process in problem.processes:
        if processes is not None and process.id not in processes:
            continue
        drawn = draws_for(draws, problem.observing, seed)
        indicators = {i.id: i for i in problem.indicators if i.role == "evidence" and process.id in i.prevalence}
        data = build(indicators, seen, known, standing, profiles, problem, drawn, start, problem.start_days)
        one = Standing(
            problem=problem,
            process=process,
            indicators=indicators,
            observations=tuple(o for o in seen if o.indicator in indicators),
            coverage=known,
            origins=standing,
            profiles=profiles,
            grades=held,
            data=tuple(data),
            draws=drawn,
            weights=np.ones(drawn.lanes),
            days=problem.start_days,
        )
        posterior = filtered(one.model(), [heard(data)], one.days, list(indicators))[0]
        out.append(replace(one, weights=life_weights(posterior.log_evidence, drawn)))
    return out
