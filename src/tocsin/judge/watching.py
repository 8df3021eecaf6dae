"""Simulated worlds judged as real days are: the same filter, the same draws of the declared ranges, one number a world and day.

Unlike in `tocsin assess` every source is watched every day, nobody denies, no condition holds, and error lives are weighed by the
likelihood of everything seen.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tocsin.judge.cells import SourceDraw
from tocsin.judge.filter import Course, Datum, Model, quiet
from tocsin.judge.happenings import ladder_of
from tocsin.judge.horizon import outlook, reach
from tocsin.judge.ladders import Floats
from tocsin.judge.parameters import Draws, draw_chain, draw_published, draw_rates, rates_for
from tocsin.judge.timeline import PRESS_MOST
from tocsin.judge.worlds import Asked, Worlds, chance, simulated
from tocsin.model.declared import Indicator, Problem, Process, Reliability

LANES = 3000
"""filtered at once: most of a day is Python's, so more than a judgement takes"""
POOL = 20
"""parameter sets that are drawn for each world that is kept: worlds that end in an event need the sets that make it likely"""
BOUNDS = {"low": 0.05, "high": 0.95}


@dataclass(frozen=True)
class Watch:
    """Who looks: so many sources of a reliability on every indicator, each looking with a chance on a day."""

    sources: int
    reliability: Reliability
    looked: float


@dataclass(frozen=True)
class Rule:
    """Whose number is followed: the chance of event `event` within `horizon` days, or that `indicator` is on; which of a range."""

    event: int | None
    horizon: int
    indicator: str | None = None
    bound: str = "mean"


def drawn(problem: Problem, process: Process, watch: Watch, draws: Draws, names: Sequence[str]) -> tuple[Model, dict[str, Floats]]:
    """The process with `watch` on each of the indicators, and by indicator the chance that a claim of a day reaches us."""
    indicators: Mapping[str, Indicator] = {i.id: i for i in problem.indicators if i.id in names}
    ladder = ladder_of(process, draws)
    chains, sources, looked = {}, {}, {}
    for name, indicator in indicators.items():
        chains[name] = draw_chain(indicator, process, draws).on_rows(ladder.rows)
        rates = rates_for(watch.reliability, indicator, problem.observing)
        own = {}
        for n in range(watch.sources):
            key = f"watch-{n}"
            hit, false = draw_rates(key, rates, draws)
            own[key] = SourceDraw(key, hit, false, draws.eps())
        sources[name] = own
        looked[name] = np.minimum(watch.looked * draw_published(indicator, draws), PRESS_MOST)
    return Model(ladder, chains, sources), looked


def evidence_of(problem: Problem, process: Process) -> list[str]:
    """The indicators that enter the process's filter."""
    return [i.id for i in problem.indicators if i.role == "evidence" and process.id in i.prevalence]


def worlds(
    problem: Problem, process: Process, watch: Watch, asked: Asked, count: int, seed: int, lives: tuple[float, ...]
) -> tuple[Worlds, Floats]:
    """`count` worlds that go as asked, each with parameters of its own; and (pool,) how likely that was for each set of parameters.

    Sets are kept in proportion to that chance (systematic resampling), so that worlds stand for the declared ranges given what happened.
    """
    draws = Draws(sets=-(-POOL * count // len(lives)), lives=lives, seed=seed)
    names = evidence_of(problem, process)
    model, looked = drawn(problem, process, watch, draws, names)
    likely = chance(model.ladder, asked)
    rng = np.random.default_rng([seed, asked.days, 0 if asked.event is None else asked.event + 1])
    order = rng.permutation(len(likely))  # error lives lie in blocks: unmixed, one comb would take them in turn
    edges = likely[order].cumsum() / likely.sum()
    kept = order[np.searchsorted(edges, (np.arange(count) + rng.random()) / count).clip(0, len(order) - 1)]
    return simulated(model.take(kept), asked, {name: c[kept] for name, c in looked.items()}, rng), likely


def followed(problem: Problem, process: Process, watch: Watch, seen: Worlds, rules: Sequence[Rule], draws: Draws) -> list[Floats]:
    """For each rule (T, W): its number on every day, as the filter with these draws has it; after the event, what it was before."""
    names = evidence_of(problem, process)
    model, looked = drawn(problem, process, watch, draws, names)
    horizons = sorted({rule.horizon for rule in rules if rule.event is not None})
    reached = reach(model.ladder, horizons)
    days, _, _, many = seen.report.shape
    out = [np.zeros((days, many)) for _ in rules]
    step = max(1, LANES // draws.lanes)
    for at in range(0, many, step):
        own = slice(at, min(at + step, many))
        some = Worlds(seen.row[:, own], seen.happened[own], seen.report[..., own], seen.watched[..., own])
        _block(model, looked, some, draws, reached, rules, [one[:, own] for one in out])
    return out


def _block(
    model: Model,
    looked: dict[str, Floats],
    some: Worlds,
    draws: Draws,
    reached: dict[int, Floats],
    rules: Sequence[Rule],
    out: list[Floats],
) -> None:
    """A few worlds, each with every draw: lane = world * draws + draw."""
    days, many = some.row.shape
    lanes = np.tile(np.arange(draws.lanes), many)
    whole = model.take(lanes)
    silent = {name: c[lanes] for name, c in looked.items()}
    names = list(model.chains)
    tiled = {n: np.tile(h, (1, 1, many)) for n, h in reached.items()}
    course = Course.begin(whole, quiet(whole, names, 0))
    for t in range(days):
        data = list(_today(some, whole, silent, t, draws.lanes))
        course = course.advance(data, 0) if t == 0 else course.resume(data, t)
        weights = _lives(course.log_evidence.reshape(many, draws.lanes), draws)
        alpha = course.alpha / course.alpha.sum(0)
        for n, rule in enumerate(rules):
            if rule.indicator is not None:
                found = course.posterior().on[rule.indicator]
            elif rule.event is not None:
                found = outlook(alpha, {rule.horizon: tiled[rule.horizon][:, rule.event : rule.event + 1]})[rule.horizon][0]
            value = _bound(found.reshape(many, draws.lanes), weights, rule.bound)
            over = (t >= some.happened) & (t > 0)
            out[n][t] = np.where(over, out[n][t - 1], value)


def _today(some: Worlds, model: Model, silent: dict[str, Floats], t: int, times: int) -> list[Datum]:
    """The day's reports, and the silences of who was watched."""
    data = []
    for i, name in enumerate(model.chains):
        for o, source in enumerate(model.sources[name]):
            report, watched = np.repeat(some.report[t, i, o], times), np.repeat(some.watched[t, i, o], times)
            if report.any():
                data.append(Datum(t, name, source, "report", "p", lanes=report))
            quiet_ones = watched & ~report
            if quiet_ones.any():
                data.append(Datum(t, name, source, "silent", "p", silent[name], quiet_ones))
    return data


def _lives(log_evidence: Floats, draws: Draws) -> Floats:
    """(W, draws) weights: error lives by the likelihood of what was seen in each world, the sets of a life alike."""
    each = log_evidence.reshape(len(log_evidence), len(draws.lives), draws.sets)
    likelihood = np.exp(each - each.max((1, 2), keepdims=True)).mean(2, keepdims=True)
    share = likelihood / likelihood.sum(1, keepdims=True) / draws.sets
    return np.broadcast_to(share, each.shape).reshape(log_evidence.shape)


def _bound(values: Floats, weights: Floats, bound: str) -> npt.NDArray[np.float64]:
    """(W,) mean, or 5% or 95% over the draws."""
    if bound == "mean":
        return np.asarray((values * weights).sum(1))
    order = np.argsort(values, 1)
    ranked, own = np.take_along_axis(values, order, 1), np.take_along_axis(weights, order, 1)
    share = np.cumsum(own, 1) - own / 2
    return np.array([np.interp(BOUNDS[bound], s, v) for s, v in zip(share, ranked)])
