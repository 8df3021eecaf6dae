"""Looking back: where each process stood day by day, as the evidence up to a day told, and as all the evidence tells now."""

from dataclasses import replace
from datetime import date as Day
from datetime import timedelta

import numpy as np

from tocsin.judge.basis import Basis
from tocsin.judge.ladders import Floats
from tocsin.judge.parameters import draws_for
from tocsin.judge.processes import life_weights, modelled
from tocsin.judge.smoothing import smooth
from tocsin.model import DayJudgement, Probability, ProcessCourse, StateJudgement
from tocsin.model.declared import Process


def summary(values: Floats, weights: Floats) -> Probability:
    """Weighted mean and 5%-95% quantiles of (D,) values."""
    order = np.argsort(values, kind="stable")
    share = (np.cumsum(weights[order]) - weights[order] / 2) / weights.sum()
    low, high = np.interp([0.05, 0.95], share, values[order])
    mean = float((values * weights).sum() / weights.sum())
    return Probability(mean=mean, low=min(float(low), mean), high=max(float(high), mean))


MOST_DRAWS = 400
"""of a look back: every day of the run is kept, so it takes a few hundred parameter sets rather than thousands"""


def course(base: Basis, first: Day) -> tuple[ProcessCourse, ...]:
    """Each process from day `first` (or from where its run starts, if that is later) to the day of as-of.

    Error lives are weighed by the evidence up to each day for what is filtered, by all of it for what is smoothed. All evidence is taken
    as it is, denials too: the rule that none raises holds for judging ahead.
    """
    sets = min(MOST_DRAWS, base.draws.lanes)
    base = replace(base, draws=draws_for(sets, base.problem.observing, base.draws.seed))
    out = []
    for process, run in base.runs:
        if run.ended is not None:
            continue
        model, data = modelled(
            base.problem, process, *base.observed(run), base.standing, base.profiles, base.grades, base.draws,
            run.start, run.days, base.conditions, run.state,
        )[1:]  # fmt: skip
        found = smooth(model, data, run.days)
        weights = life_weights(found.log_evidence[-1], base.draws)
        days = [
            DayJudgement(
                day=run.start + timedelta(days=t),
                filtered=_states(process, found.filtered[t], life_weights(found.log_evidence[t], base.draws)),
                smoothed=_states(process, found.smoothed[t], weights),
            )
            for t in range(max(0, (first - run.start).days), run.days + 1)
        ]
        out.append(ProcessCourse(id=process.id, draws=base.draws.lanes, days=tuple(days)))
    return tuple(out)


def _states(process: Process, alpha: Floats, weights: Floats) -> tuple[StateJudgement, ...]:
    return tuple(StateJudgement(id=name, probability=summary(one, weights)) for name, one in zip(process.states, alpha, strict=True))
