"""The judge's front door: origins, readings and coverage become an Assessment; the same inputs and seed give the same bytes."""

from collections.abc import Mapping, Sequence
from datetime import date as Day
from datetime import datetime

import numpy as np

from tocsin.errors import UsageError
from tocsin.judge import confidence as sureness
from tocsin.judge.assumptions import register
from tocsin.judge.basis import gather
from tocsin.judge.board import blind_spots, board
from tocsin.judge.conditions import holding
from tocsin.judge.course import course
from tocsin.judge.course import summary as summary
from tocsin.judge.evidence import Evidence
from tocsin.judge.frequency import frequency, words
from tocsin.judge.happenings import over
from tocsin.judge.horizon import flat
from tocsin.judge.influence import Shares
from tocsin.judge.parameters import Draws, positive
from tocsin.judge.processes import Judged, judge
from tocsin.judge.sensitivity import sensitivity
from tocsin.judge.timeline import day_index
from tocsin.judge.views import records
from tocsin.model import (
    TLP_ORDER,
    Assessment,
    Condition,
    Coverage,
    Crossed,
    Happening,
    HypothesisJudgement,
    IndicatorJudgement,
    Influence,
    Observation,
    Origin,
    Outcome,
    ProcessJudgement,
    Reading,
    StateJudgement,
    digest,
    rounded,
)
from tocsin.model.assumed import Sensitivity
from tocsin.model.declared import Hypothesis, Problem, SourceProfile, Yardstick
from tocsin.model.numbers import numbers

METHOD = "judge 1: lasting indicators, exact cells factored per state; Shapley influences"
MAIN_HORIZON = 30


def assess(
    problem: Problem,
    origins: Sequence[Origin],
    readings: Sequence[Reading],
    coverage: Sequence[Coverage],
    sources: Sequence[SourceProfile],
    *,
    as_of: datetime,
    horizons: Sequence[int] = (7, 30, 90),
    draws: int = 4000,
    seed: int = 0,
    since: datetime | None = None,
    observations: Sequence[Observation] = (),
    yardsticks: Sequence[Yardstick] | None = None,
    explain: bool = True,
    conditions: Sequence[Condition | Crossed] = (),
    happenings: Sequence[Happening] = (),
    outcomes: Sequence[Outcome] = (),
    smooth_from: Day | None = None,
) -> Assessment:
    """The judgement of `problem` as of a moment, from what could have been known by then: later records are not looked at.

    `since`: `changes` say how far what became known after it moved each hypothesis. `observations`: those of instruments, beside what
    the origins say. `yardsticks`: whose words are used; by default the shipped ones. `explain`: work the influences out, which takes most
    of the time; `changes` are told where `since` asks for them. `conditions`, `happenings`, `outcomes`: that declared conditions hold and
    that foreseen events have happened, beside what the problem's chronology says. `smooth_from`: each process is looked back on from
    that day. Raises UsageError for no draws, a negative seed, or horizons under a day.
    """
    if yardsticks is None:
        from tocsin.library import yardsticks as shipped

        yardsticks = shipped.load()
    if draws < 1 or seed < 0 or not horizons or min(horizons) < 1:
        given = f"draws {draws}, seed {seed}, horizons {', '.join(map(str, horizons)) or 'none'}"
        raise UsageError(f"cannot judge with {given}", todo="at least one draw, a seed of 0 or more, horizons of one day or more")
    base = gather(
        problem, origins, readings, coverage, sources,
        as_of=as_of, draws=draws, seed=seed,
        observations=observations, conditions=conditions, happenings=happenings, outcomes=outcomes,
    )  # fmt: skip
    as_of, evidence, seen, known, standing, drawn = base.as_of, base.evidence, base.seen, base.known, base.standing, base.draws
    main = MAIN_HORIZON if MAIN_HORIZON in horizons else horizons[0]
    held = () if since is None else holding(problem, base.told, [o for o in seen if o.t_known <= since], base.parties, since)
    judged = [
        judge(
            problem, p, *base.observed(run), standing, base.profiles, base.grades, drawn,
            run.start, run.days, horizons, main, since, explain, (base.conditions, held), run.state,
        )
        for p, run in base.runs
        if run.ended is None
    ]  # fmt: skip
    ended = {p.id: run.ended for p, run in base.runs if run.ended is not None}
    on: dict[str, float] = {}
    for one in judged:
        for name, value in one.on.items():
            on.setdefault(name, value)
    rows = board(problem, Evidence(observations=seen, judgements=(), notes=(), mentions=evidence.mentions), origins, known, on, as_of)
    within = [o for o in seen if day_index(o.t_start or o.t_known, base.start) >= 0]
    used = [standing[o.origin] for o in within if o.origin in standing]
    declared = numbers(problem)
    carried = _sensitivity(problem, judged, drawn, main, {path: number.bounds.at for path, number in declared.items()}) if explain else ()
    entries = register(problem, carried, declared)
    body = Assessment(
        id="",
        tlp=max((o.tlp for o in (*used, *known)), key=TLP_ORDER.index, default="clear"),
        synthetic=any(record.synthetic for record in (*standing.values(), *seen, *known))
        or any(reading.synthetic for reading in readings if reading.t_known <= as_of),
        problem=problem.id,
        problem_version=problem.version,
        as_of=as_of,
        horizons=tuple(horizons),
        draws=draws,
        seed=seed,
        processes=tuple(_process(one) for one in judged),
        happened=base.events,
        conditions=base.conditions,
        course=() if smooth_from is None else course(base, smooth_from),
        hypotheses=tuple(
            over(h, ended[h.process], horizons)
            if h.process in ended
            else _hypothesis(h, problem, judged, drawn, horizons, main, rows, within, yardsticks)
            for h in problem.hypotheses
        ),
        indicators=rows,
        influences=_influences([(one, one.shares) for one in judged], seen, problem, main),
        by_indicator=_influences([(one, one.by_indicator) for one in judged], seen, problem, main),
        since=since,
        changes=_influences([(one, one.changes) for one in judged], seen, problem, main),
        changes_by_indicator=_influences([(one, one.changes_by_indicator) for one in judged], seen, problem, main),
        judgements=evidence.judgements,
        blind=blind_spots(rows, known),
        assumptions=tuple(entry.what["en"] for entry in entries if entry.source is None),
        sensitivity=carried,
        register=entries,
        method=METHOD,
        diagnostics=_diagnostics(judged, drawn, evidence),
    )
    return _named(body)


def _sensitivity(
    problem: Problem, judged: Sequence[Judged], draws: Draws, main: int, places: Mapping[str, str | None]
) -> tuple[Sensitivity, ...]:
    """What makes each hypothesis's range wide, the largest share first."""
    out = [
        row
        for one in judged
        for row in sensitivity(one.process.absorbing, main, one.assessed[main], one.weights, draws, one.streams, places)
    ]
    for hypothesis in problem.hypotheses:
        if hypothesis.rate_per_day is not None:
            path = f"hypotheses.{hypothesis.id}.rate_per_day"
            out.append(
                Sensitivity(
                    hypothesis=hypothesis.id, horizon=main, parameter=path, paths=(path,), at=places.get(path), share=1.0, error=0.0
                )
            )
    return tuple(out)


def _named(body: Assessment) -> Assessment:
    """The assessment under the digest of its rounded content."""
    content = rounded(body)
    return Assessment(**{**{name: getattr(body, name) for name in body.__struct_fields__}, "id": digest("assessment", content)})


def _process(one: Judged) -> ProcessJudgement:
    states = zip(one.process.states, one.alpha, strict=True)
    return ProcessJudgement(id=one.process.id, states=tuple(StateJudgement(id=s, probability=summary(a, one.weights)) for s, a in states))


def _hypothesis(
    hypothesis: Hypothesis,
    problem: Problem,
    judged: Sequence[Judged],
    draws: Draws,
    horizons: Sequence[int],
    main: int,
    rows: Sequence[IndicatorJudgement],
    seen: Sequence[Observation],
    yardsticks: Sequence[Yardstick],
) -> HypothesisJudgement:
    one = next((j for j in judged if j.process.id == hypothesis.process and hypothesis.id in j.process.absorbing), None)
    if one is not None:
        k = one.process.absorbing.index(hypothesis.id)
        even = np.full(len(one.weights), 1 / len(one.weights))
        chance = {str(n): summary(one.assessed[n][k], one.weights) for n in horizons}
        base = {str(n): summary(one.nothing[n][k], even) for n in horizons}
        more, less = (float(one.scaled[factor][k]) for factor in (10.0, 0.1))
        mine = {i.id for i in problem.indicators if i.role == "evidence" and one.process.id in i.prevalence}
        sure = sureness.confidence(chance[str(main)], [row for row in rows if row.id in mine], seen)
    else:
        if hypothesis.rate_per_day is None:
            raise ValueError(f"{hypothesis.id} is neither an absorbing event of a process nor has a rate")
        rate = positive(hypothesis.rate_per_day, draws.normals(f"flat/{hypothesis.id}"))
        even = np.full(len(rate), 1 / len(rate))
        base = chance = {str(n): summary(value, even) for n, value in flat(rate, horizons).items()}
        more, less = (float(flat(rate * factor, [main])[main].mean()) for factor in (10.0, 0.1))
        sure = sureness.flat()
    shown = chance[str(main)]
    return HypothesisJudgement(
        id=hypothesis.id,
        probability=chance,
        base_rate=base,
        words=words(shown.mean, yardsticks),
        frequency=frequency(shown),
        prior_times_10=more,
        prior_over_10=less,
        confidence=sure,
    )


def _influences(
    judged: Sequence[tuple[Judged, Shares | None]], seen: Sequence[Observation], problem: Problem, main: int
) -> tuple[Influence, ...]:
    """Each process's shares, the largest first within each hypothesis."""
    return tuple(
        row for one, shares in judged if shares is not None for row in records(one.process, list(one.on), shares, seen, problem, main)
    )


def _diagnostics(judged: Sequence[Judged], draws: Draws, evidence: Evidence) -> dict[str, float]:
    out = {"lanes": float(draws.lanes), "observations": float(len(evidence.observations))}
    for note in evidence.notes:
        why, _, count = note.rpartition(": ")
        out[f"left out: {why}"] = float(count)
    for one in judged:
        for life, weight in one.lives.items():
            out[f"{one.process.id}: error life {life:g} days"] = weight
    return out
