"""What a judgement rests on: all that could have been known by a moment, gathered once for judging ahead and for looking back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from datetime import date as Day

from tocsin.judge.conditions import holding, registered
from tocsin.judge.evidence import Evidence, observe
from tocsin.judge.happenings import Run, happened, run_of
from tocsin.judge.originators import UNLISTED, Parties
from tocsin.judge.parameters import Draws, draws_for
from tocsin.model import Condition, Coverage, Crossed, Happening, Observation, Origin, Outcome, Reading
from tocsin.model.declared import Problem, Process, SourceProfile


@dataclass(frozen=True)
class Basis:
    """All that could have been known by `as_of`. seen: observations, read or of instruments; known: coverage; standing: origins by id."""

    problem: Problem
    as_of: datetime
    evidence: Evidence
    seen: tuple[Observation, ...]
    known: tuple[Coverage, ...]
    standing: dict[str, Origin]
    profiles: dict[str, SourceProfile]
    grades: dict[str, str]
    parties: Parties
    draws: Draws
    start: Day
    told: tuple[Condition, ...]
    """records of conditions, those given and the registers'"""
    conditions: tuple[Condition, ...]
    events: tuple[Happening, ...]
    runs: tuple[tuple[Process, Run], ...]

    def observed(self, run: Run) -> tuple[Sequence[Observation], Sequence[Coverage]]:
        """What may enter a run: nothing yet, where it begins tomorrow."""
        return ((), ()) if run.fresh else (self.seen, self.known)


def gather(
    problem: Problem,
    origins: Sequence[Origin],
    readings: Sequence[Reading],
    coverage: Sequence[Coverage],
    sources: Sequence[SourceProfile],
    *,
    as_of: datetime,
    draws: int,
    seed: int,
    observations: Sequence[Observation] = (),
    conditions: Sequence[Condition | Crossed] = (),
    happenings: Sequence[Happening] = (),
    outcomes: Sequence[Outcome] = (),
) -> Basis:
    """What was known by `as_of`; later records are not looked at. `conditions`: that some hold, and what persons said of crossings."""
    as_of = as_of.astimezone(UTC)
    evidence = observe(origins, readings, problem, sources, as_of=as_of)
    seen = (*evidence.observations, *sorted((o for o in observations if o.t_known <= as_of), key=lambda o: o.id))
    profiles = {profile.id: profile for profile in sources}
    grades: dict[str, str] = {UNLISTED: "F", **{name: p.reliability for name, p in profiles.items()}}
    grades |= {o.source: o.reliability for o in seen if o.reliability is not None}
    parties = Parties.of(problem, sources)
    start = as_of.date() - timedelta(days=problem.start_days)
    events = happened(problem, happenings, outcomes, as_of)
    crossed = [one for one in conditions if isinstance(one, Crossed)]
    told = (
        *(one for one in conditions if isinstance(one, Condition)),
        *registered(problem, origins, readings, sources, as_of, crossed),
    )
    return Basis(
        problem=problem,
        as_of=as_of,
        evidence=evidence,
        seen=seen,
        known=tuple(sorted((c for c in coverage if c.t_known <= as_of), key=lambda c: c.id)),
        standing={origin.id: origin for origin in origins if origin.first_seen <= as_of},
        profiles=profiles,
        grades=grades,
        parties=parties,
        draws=draws_for(draws, problem.observing, seed),
        start=start,
        told=told,
        conditions=holding(problem, told, seen, parties, as_of),
        events=events,
        runs=tuple((process, run_of(process, events, start, as_of.date())) for process in problem.processes),
    )
