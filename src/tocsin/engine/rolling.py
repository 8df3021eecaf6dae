"""A problem replayed over its own outcomes: what it would have foretold at each step, from that step's past, scored beside climatology.

Outcomes are entries of the chronology that say which hypothesis they are an occurrence of. An outcome that became known late is not known
before; a window that ends after the last day asked for is not scored, for nobody knows how it ended.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from datetime import date as Day

import numpy as np

from tocsin.engine import hindsight
from tocsin.engine.replay import Span
from tocsin.errors import UsageError
from tocsin.judge import resampling
from tocsin.judge.judgement import summary
from tocsin.judge.parameters import Draws
from tocsin.judge.recurring import Past, Recurring, Standing, climatology
from tocsin.judge.scores import brier, logarithmic, skill
from tocsin.model.declared import ChronologyEntry, Problem, Process
from tocsin.model.rolling import Forecast, Foretold, Rolling, Scored

DRAWS = 1000
HORIZON = 30
RECENT = 730
"""days that the recent rate is counted over"""
LEAST = 1e-6
"""the chance that the logarithmic score is taken at where less was given"""
WAYS = ("learned", "declared", "climatology", "recent")


def outcomes(problem: Problem) -> dict[str, list[ChronologyEntry]]:
    """What has happened, by hypothesis, in order of days."""
    found: dict[str, list[ChronologyEntry]] = {}
    for entry in sorted(problem.chronology, key=lambda e: (e.date, e.id)):
        if entry.happened is not None:
            found.setdefault(entry.happened, []).append(entry)
    return found


def replay(problem: Problem, over: Span, *, horizon: int = HORIZON, draws: int = DRAWS, seed: int = 0) -> Rolling:
    """Forecasts and scores for every hypothesis that the chronology has occurrences of. UsageError where it has none, or no window ends."""
    happened = outcomes(problem)
    if not happened:
        raise UsageError(
            f"the chronology of {problem.id} has no outcome", todo="say `happened: HYPOTHESIS` at its entries, or replay a workspace"
        )
    first = Day(min(entries[0].date for entries in happened.values()).year, 1, 1)
    moments = [
        moment for moment in over.moments() if moment.date() + timedelta(days=horizon) <= over.until.date() and moment.date() >= first
    ]
    if not moments:
        raise UsageError(
            f"no window of {horizon} days ends by {over.until.date()} and begins after {first}", todo="name a later --to, or a later --from"
        )
    found: list[Foretold] = []
    for process in problem.processes:
        if any(event in happened for event in process.absorbing):
            found += _process(problem, process, happened, first, [moment.date() for moment in moments], horizon, draws, seed)
    return Rolling(
        problem=problem.id,
        problem_version=problem.version,
        since=moments[0],
        until=over.until,
        step=over.step,
        horizon=horizon,
        learned_from=first.isoformat(),
        draws=draws,
        seed=seed,
        hindsight=hindsight.reasons(problem, moments[0], {}),
        hypotheses=tuple(found),
    )


def _process(
    problem: Problem,
    process: Process,
    happened: dict[str, list[ChronologyEntry]],
    first: Day,
    days: Sequence[Day],
    horizon: int,
    draws: int,
    seed: int,
) -> list[Foretold]:
    listed = [i for i in problem.indicators if i.listed and i.role == "evidence" and process.id in i.prevalence]
    model = Recurring.of(process, listed, Draws(draws, (float("inf"),), seed))
    mine = [entry for event in process.absorbing for entry in happened.get(event, ())]
    told = [entry for entry in problem.chronology if entry.indicator in {i.id for i in listed}]
    standing: Standing = model.begin(first - timedelta(days=1))
    kept: list[Standing] = [standing]
    forecasts: dict[str, list[Forecast]] = {event: [] for event in process.absorbing if event in happened}
    seen = _known(mine, told, first)
    for day in days:
        now = _known(mine, told, day)
        late = [entry.date for name, entry in now.items() if name not in seen and entry.date <= standing.day]
        if late:
            # What became known late is run again from before its day.
            kept = [one for one in kept if one.day < min(late)]
            standing = kept[-1]
        seen = now
        past = _past(process, now)
        standing = model.run(standing, day, past)
        kept.append(standing)
        chances, weights = model.outlook(standing, horizon), standing.weights()
        even = np.full(len(weights), 1 / len(weights))
        on = tuple(sorted(name for name, spells in past.on.items() if any(a <= day <= b for a, b in spells)))
        for event, made in forecasts.items():
            k = process.absorbing.index(event)
            known = [entry.date for entry in now.values() if entry.happened == event]
            recent = max(first, day - timedelta(days=RECENT - 1))
            made.append(
                Forecast(
                    as_of=datetime.combine(day, time.max, UTC),
                    probability=summary(chances[k], weights),
                    declared=float((chances[k] * even).sum()),
                    climatology=climatology(known, first, day, horizon),
                    recent=climatology(known, recent, day, horizon),
                    on=on,
                    happened=any(day < entry.date <= day + timedelta(days=horizon) for entry in happened[event]),
                )
            )
    return [_foretold(event, happened[event], made, horizon, seed) for event, made in forecasts.items()]


def _known(mine: Sequence[ChronologyEntry], told: Sequence[ChronologyEntry], day: Day) -> dict[str, ChronologyEntry]:
    return {entry.id: entry for entry in (*mine, *told) if entry.known_since <= day and entry.date <= day}


def _past(process: Process, known: dict[str, ChronologyEntry]) -> Past:
    """What is recorded of what is known. A spell of an indicator ends early where what it announced has happened."""
    events: dict[Day, list[int]] = {}
    on: dict[str, list[tuple[Day, Day]]] = {}
    ends = sorted(entry.date for entry in known.values() if entry.happened in process.absorbing)
    for entry in sorted(known.values(), key=lambda e: (e.date, e.id)):
        if entry.happened in process.absorbing:
            events.setdefault(entry.date, []).append(process.absorbing.index(entry.happened))
        if entry.indicator is not None:
            last = min([entry.until or entry.date, *(end for end in ends if end >= entry.date)])
            on.setdefault(entry.indicator, []).append((entry.date, last))
    return Past(events, on)


def _foretold(event: str, entries: Sequence[ChronologyEntry], made: Sequence[Forecast], horizon: int, seed: int) -> Foretold:
    begins, ends = made[0].as_of.date(), made[-1].as_of.date() + timedelta(days=horizon)
    inside = [entry for entry in entries if begins < entry.date <= ends]
    y = np.array([float(one.happened) for one in made])
    ways = {
        "learned": np.array([one.probability.mean for one in made]),
        "declared": np.array([one.declared for one in made]),
        "climatology": np.array([one.climatology for one in made]),
        "recent": np.array([one.recent for one in made]),
    }
    weight = resampling.weights([one.as_of.date().toordinal() for one in made], horizon, seed=seed)
    base, base_log = brier(ways["climatology"], y), logarithmic(np.clip(ways["climatology"], LEAST, 1 - LEAST), y)
    scores = []
    for way in WAYS:
        own, log = brier(ways[way], y), logarithmic(np.clip(ways[way], LEAST, 1 - LEAST), y)
        scores.append(
            Scored(
                by=way,
                brier=float(own.mean()),
                logarithmic=float(log.mean()),
                skill=None if way == "climatology" else skill(own, base),
                skill_range=None if way == "climatology" or weight is None else resampling.of_skill(own, base, weight),
                log_skill=None if way == "climatology" else skill(log, base_log),
            )
        )
    return Foretold(
        hypothesis=event,
        n=len(made),
        happened=int(y.sum()),
        events=tuple(entry.date.isoformat() for entry in inside),
        unchecked=sum(entry.checked is None for entry in inside),
        scores=tuple(scores),
        forecasts=tuple(made),
    )
