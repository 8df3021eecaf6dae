"""The curve on which a threshold is picked: simulated worlds of a declared problem, and the workspace's own past."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from tocsin.engine.pipeline import Input
from tocsin.engine.replay import Span
from tocsin.errors import UsageError
from tocsin.judge.board import WINDOW_DAYS
from tocsin.judge.worlds import Worlds
from tocsin.model.declared import Problem, Process, Reliability
from tocsin.model.thresholds import Replayed, Thresholds
from tocsin.model.triggers import Trigger
from tocsin.warn.false_alarms import Floats, Ints, begins, points, ringing

BURN, YEAR_DAYS = 60, 365
"""days that a world runs before its year is counted: the filter has heard nothing when it begins"""
POINTS = 14
YEAR_SETS = 400
"""parameter sets over which the chance of the event in a year is told"""
FEWEST_WORLDS, MOST_WORLDS = 20, 5000
DOWN = 0.6
"""off as a share of on, where no trigger says otherwise: as the shipped triggers have it"""
RANGE_DRAWS = 40
"""the ends of a range need more draws than its mean"""
LIT = 1.0


class Asking(NamedTuple):
    """What is followed: a hypothesis within a horizon, or an indicator of its process; where it goes on and off; which of a range."""

    hypothesis: str
    indicator: str | None = None
    horizon: int = 30
    bound: str = "mean"
    down: float = DOWN
    at: tuple[float, ...] = ()
    lit: tuple[str, ...] = ()
    """indicators of which any stands as lit: reported within the board's days; none: the rule follows a number"""


class Watched(NamedTuple):
    """How the worlds are watched, how many there are, and how each is judged."""

    sources: int = 2
    reliability: Reliability = "B"
    looked: float = 0.5
    worlds: int = 100
    draws: int = 12
    seed: int = 0


def of_trigger(trigger: Trigger, problem: Problem, asked: Asking) -> Asking:
    """The rule of a declared trigger. UsageError for one that follows no probability and no single indicator."""
    if trigger.watch == "probability" and trigger.up:
        subjects = trigger.of or tuple(h.id for h in problem.hypotheses)
        name = asked.hypothesis or subjects[0]
        if name not in subjects:
            raise UsageError(f"trigger {trigger.id} does not watch {name}", todo=f"one of {', '.join(subjects)}")
        down = (trigger.down if trigger.down is not None else trigger.up) / trigger.up
        return Asking(name, None, trigger.horizon, trigger.bound, down, (*asked.at, trigger.up))
    if trigger.watch == "indicator" and trigger.of:
        return asked._replace(lit=trigger.of)
    raise UsageError(
        f"trigger {trigger.id} follows neither a probability nor an indicator",
        todo="only those ring in simulated worlds: name a hypothesis, with --indicator or --at",
    )


def event_of(problem: Problem, asked: Asking) -> str:
    """The event that a rule is held against where none is named: the first of the first process that its indicators bear on."""
    from tocsin.judge.watching import evidence_of

    named = {*asked.lit, *((asked.indicator,) if asked.indicator else ())}
    fitting = [p for p in problem.processes if p.absorbing and (not named or not named.isdisjoint(evidence_of(problem, p)))]
    processes = fitting or [p for p in problem.processes if p.absorbing]
    return processes[0].absorbing[0] if processes else ""


def curve(problem: Problem, asked: Asking, watched: Watched, told: Callable[[str], None] = lambda _: None) -> Thresholds:
    """The curve in simulated worlds. `told`: is told what is being done. UsageError for what no process leads to."""
    from tocsin.judge import watching
    from tocsin.judge.happenings import ladder_of
    from tocsin.judge.parameters import Draws
    from tocsin.judge.worlds import Asked, chance

    process, k = _process(problem, asked)
    lives = tuple(problem.observing.error_life_days or (60.0,))
    if not FEWEST_WORLDS <= watched.worlds <= MOST_WORLDS:
        raise UsageError(f"--worlds {watched.worlds:,} is too few or too many", todo=f"from {FEWEST_WORLDS} to {MOST_WORLDS:,}")
    days = BURN + YEAR_DAYS
    watch = watching.Watch(watched.sources, watched.reliability, watched.looked)
    rule = watching.Rule(None if asked.indicator else k, asked.horizon, asked.indicator, asked.bound)
    fewest = watched.draws if asked.bound == "mean" else max(watched.draws, RANGE_DRAWS)
    draws = Draws(sets=max(1, -(-fewest // len(lives))), lives=lives, seed=watched.seed)
    names = watching.evidence_of(problem, process)
    lit = [names.index(name) for name in asked.lit if name in names]
    if asked.lit and not lit:
        raise UsageError(f"{', '.join(asked.lit)}: no indicator of evidence on {process.id}", todo=f"one of {', '.join(names)}")

    def values(seen: Worlds) -> Floats:
        return standing(seen, lit) if lit else watching.followed(problem, process, watch, seen, [rule], draws)[0]

    told(f"{watched.worlds} quiet years")
    quiet = values(watching.worlds(problem, process, watch, Asked(days), watched.worlds, watched.seed, lives)[0])
    told(f"{watched.worlds} years that end in {asked.hypothesis}")
    ends = watching.worlds(problem, process, watch, Asked(days, k, BURN), watched.worlds, watched.seed, lives)[0]
    ending = values(ends)
    year = chance(ladder_of(process, Draws(sets=YEAR_SETS, lives=(1.0,), seed=watched.seed)), Asked(YEAR_DAYS, k))
    a_year = (float(year.mean()), float(np.quantile(year, 0.05)), float(np.quantile(year, 0.95)))
    given = {"down": asked.down, "first": BURN, "horizon": asked.horizon, "a_year": a_year, "seed": watched.seed}
    grid = [] if lit else thresholds(quiet[BURN:], ending, ends.happened, asked.horizon)
    wanted = [LIT] if lit else sorted(set(asked.at))
    return Thresholds(
        problem=problem.id,
        problem_version=problem.version,
        process=process.id,
        hypothesis=asked.hypothesis,
        indicator=asked.indicator,
        lit=tuple(names[i] for i in lit),
        horizon=asked.horizon,
        bound=asked.bound,
        down=asked.down,
        a_year=a_year,
        worlds=watched.worlds,
        draws=draws.lanes,
        seed=watched.seed,
        sources=watched.sources,
        reliability=watched.reliability,
        looked=watched.looked,
        curve=tuple(points(quiet, ending, ends.happened, grid, **given)),  # type: ignore[arg-type]
        asked=tuple(points(quiet, ending, ends.happened, wanted, **given)),  # type: ignore[arg-type]
    )


def standing(seen: Worlds, which: list[int]) -> Floats:
    """(T, W) 1 on days on which any of these indicators stands as lit: a source reported it within the board's days."""
    reported = seen.report[:, which].any((1, 2))
    total = np.cumsum(np.concatenate([np.zeros((WINDOW_DAYS, reported.shape[1])), reported]), 0)
    recent = total[WINDOW_DAYS:] - total[:-WINDOW_DAYS]
    return np.asarray((recent > 0).astype(float))


def thresholds(quiet: Floats, ending: Floats, happened: Ints, horizon: int) -> list[float]:
    """Where the curve is told: between what nearly always rings and what nearly never does, closest where quiet days are rarest."""
    peaks = np.array([ending[max(0, e - horizon) : e, n].max() for n, e in enumerate(happened)])
    low, high = float(np.quantile(quiet, 0.5)), float(max(np.quantile(peaks, 0.98), np.quantile(quiet, 0.9999)))
    found = np.unique([float(f"{value:.2g}") for value in np.geomspace(max(low, 1e-9), max(high, low * 1.01, 1e-9), POINTS)])
    return [float(value) for value in found]


def _process(problem: Problem, asked: Asking) -> tuple[Process, int]:
    for process in problem.processes:
        if asked.hypothesis in process.absorbing:
            from tocsin.judge.watching import evidence_of

            known = evidence_of(problem, process)
            if asked.indicator is not None and asked.indicator not in known:
                raise UsageError(f"{asked.indicator!r} is no indicator of evidence on {process.id}", todo=f"one of {', '.join(known)}")
            if not known:
                raise UsageError(f"nothing is watched that bears on {process.id}", todo="declare an indicator of evidence for it")
            return process, process.absorbing.index(asked.hypothesis)
    known = [event for process in problem.processes for event in process.absorbing]
    raise UsageError(f"no process of {problem.id} ends in {asked.hypothesis!r}", todo=f"one of {', '.join(known)}")


def replayed(given: Input, over: Span, asked: Asking, at: float, *, draws: int, seed: int, told: Callable[[int, int], None]) -> Replayed:
    """What the rule would have rung over `over`, judged as it could have been known. An indicator: days on which it stood as lit."""
    from tocsin.engine import replay

    found = replay.replay(given, over, horizons=(asked.horizon,), draws=draws, seed=seed, progress=told)
    steps = found.steps[1:]
    if not steps:
        raise UsageError("no step to count alarms over", todo="name a later --to")
    named = asked.lit or ((asked.indicator,) if asked.indicator is not None else ())
    if named:
        alarm = np.array([not set(named).isdisjoint(step.lit) for step in steps])[:, None]
    else:
        own = [step.hypotheses[asked.hypothesis][str(asked.horizon)] for step in steps]
        values = np.array([getattr(one, asked.bound) for one in own])[:, None]
        alarm = ringing(values, at, at * asked.down)
    apart = (steps[-1].as_of - found.steps[0].as_of).total_seconds() / 86400 / len(steps)
    alarms, days = int(begins(alarm, 0).sum()), float(alarm.sum() * apart)
    years = apart * len(steps) / 365.25
    low, high = gamma_ends(alarms + 0.5)
    return Replayed(
        since=steps[0].as_of,
        until=found.until,
        steps=len(steps),
        alarms=alarms,
        days=days,
        a_year=alarms / years,
        low=low / years,
        high=high / years,
        at=at,
        hindsight=tuple(found.hindsight),
    )


def gamma_ends(shape: float) -> tuple[float, float]:
    """5% and 95% of a gamma distribution of scale 1, by Wilson and Hilferty's cube (within 3% from shape .5 on at 95%)."""
    z = 1.6448536269514722
    low, high = (shape * max(0.0, 1 - 1 / (9 * shape) + s * z / (3 * shape**0.5)) ** 3 for s in (-1, 1))
    return low, high
