"""One process judged: its parameters drawn, its evidence filtered, its events foreseen, and what moved them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date as Day
from datetime import datetime

import numpy as np

from tocsin.judge import arrays, kernel
from tocsin.judge import horizon as ahead
from tocsin.judge.addresses import Behind, behind
from tocsin.judge.cells import SourceDraw
from tocsin.judge.conditions import pushes, told_apart
from tocsin.judge.denials import denies, parts
from tocsin.judge.filter import Datum, Model, Posterior, variants
from tocsin.judge.happenings import ladder_of
from tocsin.judge.influence import Shares, shapley
from tocsin.judge.instruments import link_of
from tocsin.judge.instruments import rates as instrument_rates
from tocsin.judge.parameters import TINY, Draws, Floats, draw_chain, draw_rates, probability, rates_for
from tocsin.judge.pushes import Push
from tocsin.judge.timeline import build
from tocsin.judge.views import by_indicator, of_indicators, players, too_many
from tocsin.model import Condition, Coverage, Observation, Origin
from tocsin.model.declared import Indicator, Problem, Process, SourceProfile

BLOCK = 1000
"""lanes filtered at once: a cell and its temporaries stay in a core's cache"""
LEAST_BLOCK = 50


@dataclass(frozen=True)
class Judged:
    """What one process comes to. Arrays end in draws: alpha (S, D); by horizon, (K, D) for its absorbing events."""

    process: Process
    weights: Floats
    alpha: Floats
    assessed: dict[int, Floats]
    nothing: dict[int, Floats]
    scaled: dict[float, Floats]
    """by factor on the hazards into absorbing events: (K,) mean at the main horizon"""
    on: dict[str, float]
    shares: Shares
    changes: Shares | None
    """of what became known since, beside what was known by then"""
    by_indicator: Shares
    changes_by_indicator: Shares | None
    lives: dict[float, float]
    """weight of each candidate error life"""
    streams: dict[str, Behind]
    """by stream of the draws that entered it: the declared number behind it"""


def model_of(
    problem: Problem,
    process: Process,
    indicators: Mapping[str, Indicator],
    data: Sequence[Datum],
    grades: Mapping[str, str],
    draws: Draws,
    pushed: tuple[Push, ...] = (),
    state: str | None = None,
) -> Model:
    """The process's ladder (begun anew in `state` after an event), its indicators' chains, every source heard of on each, and pushes."""
    eps = draws.eps()
    sources: dict[str, dict[str, SourceDraw]] = {name: {} for name in indicators}
    for datum in data:
        if datum.kind != "stance" and datum.source not in sources[datum.indicator]:
            if (link := link_of(problem, datum.source, datum.indicator)) is not None:
                hit, false = instrument_rates(link, draws)
            else:
                rates = rates_for(grades.get(datum.source), indicators[datum.indicator], problem.observing)
                hit, false = draw_rates(datum.source, rates, draws)
            sources[datum.indicator][datum.source] = SourceDraw(datum.source, hit, false, eps)
    rho = probability(problem.observing.shared_upstream, draws.normals("shared_upstream"))
    for datum in data:
        if datum.relays is not None:
            (lead, share), group = datum.relays, sources[datum.indicator]
            group[datum.source] = replace(group[datum.source], lead=lead, rho=rho * share)
    ladder = ladder_of(process, draws, state)
    chains = {name: draw_chain(indicator, process, draws).on_rows(ladder.rows) for name, indicator in indicators.items()}
    return Model(ladder, chains, sources, pushed)


def filtered(model: Model, data: Sequence[Sequence[Datum]], days: int, indicators: Sequence[str]) -> list[Posterior]:
    """`variants` in blocks of lanes, which changes nothing but the time it takes; or each set on the array library that is chosen."""
    if (library := kernel.elsewhere()) is not None:
        return [arrays.run(library, model, some, days, indicators) for some in data]
    lanes, rows = model.ladder.lanes, len(model.ladder.rows)
    step = max(LEAST_BLOCK, BLOCK * len(model.ladder.states) // rows)
    parts = []
    for at in range(0, lanes, step):
        block = np.arange(at, min(at + step, lanes))
        taken: dict[int, Datum] = {}
        for datum in (d for some in data for d in some):
            if id(datum) not in taken:
                taken[id(datum)] = datum.take(block)
        parts.append(variants(model.take(block), [[taken[id(d)] for d in some] for some in data], days, indicators))
    return [_joined([part[n] for part in parts]) for n in range(len(data))]


def _joined(parts: Sequence[Posterior]) -> Posterior:
    on = {name: np.concatenate([part.on[name] for part in parts]) for name in parts[0].on}
    return Posterior(np.concatenate([p.alpha for p in parts], 1), np.concatenate([p.log_evidence for p in parts]), on)


def life_weights(log_evidence: Floats, draws: Draws) -> Floats:
    """(lanes,) weights: candidate error lives by the likelihood of what was seen, averaged over their draws; sets within a life alike."""
    each = log_evidence.reshape(len(draws.lives), draws.sets)
    top = each.max()
    likelihood = np.exp(each - top).mean(1)
    return np.repeat(likelihood / likelihood.sum() / draws.sets, draws.sets)


def heard(data: Sequence[Datum]) -> list[Datum]:
    """The evidence without denials, and without the silence of collectors that never reported: what error lives are weighed by."""
    reporters = {(d.indicator, d.source) for d in data if d.kind == "report"}
    return [d for d in data if d.kind == "report" or (d.kind == "silent" and (d.indicator, d.source) in reporters)]


def modelled(
    problem: Problem,
    process: Process,
    observations: Sequence[Observation],
    coverage: Sequence[Coverage],
    origins: Mapping[str, Origin],
    profiles: Mapping[str, SourceProfile],
    grades: Mapping[str, str],
    draws: Draws,
    start: Day,
    days: int,
    conditions: Sequence[Condition] = (),
    state: str | None = None,
) -> tuple[dict[str, Indicator], Model, list[Datum]]:
    """The indicators that enter the process's filter, the process drawn, and its evidence by day of a run from `start`."""
    indicators = {i.id: i for i in problem.indicators if i.role == "evidence" and process.id in i.prevalence}
    data = build(indicators, observations, coverage, origins, profiles, problem, draws, start, days)
    pushed = pushes(process, problem, conditions, draws, start)
    return indicators, model_of(problem, process, indicators, data, grades, draws, pushed, state), data


def judge(
    problem: Problem,
    process: Process,
    observations: Sequence[Observation],
    coverage: Sequence[Coverage],
    origins: Mapping[str, Origin],
    profiles: Mapping[str, SourceProfile],
    grades: Mapping[str, str],
    draws: Draws,
    start: Day,
    days: int,
    horizons: Sequence[int],
    main: int,
    since: datetime | None = None,
    explain: bool = True,
    conditions: tuple[Sequence[Condition], Sequence[Condition]] = ((), ()),
    state: str | None = None,
) -> Judged:
    """The process as of day `days` of a run from `start`; with `since`, what became known after it is weighed apart too.

    Denials and collectors that stayed silent are left out of the run that weighs the error lives: else a silence could lift one life's
    share, and raise by it. An exact filter may read an old denial as making a later report news, and so raise; by declaration no denial
    raises: of the runs of `denials.parts` and the one without denials the lowest chance counts, draw by draw.

    `conditions`: those that hold as known now, and as known at `since`. `state`: the run begins anew on its first day, after an event.
    """
    draws = replace(draws, drawn={})
    indicators, model, data = modelled(
        problem, process, observations, coverage, origins, profiles, grades, draws, start, days, conditions[0], state
    )
    pushed, pushed_then = model.pushes, pushes(process, problem, conditions[1], draws, start)
    reached = ahead.reach_from(model, days, horizons)
    everything, bare, assessed = _weighed(model, data, days, list(indicators), reached)
    weights = life_weights(bare.log_evidence, draws)
    bare_reach = ahead.reach(model.ladder, horizons) if pushed else reached
    nothing = ahead.outlook(ahead.without_evidence(model.ladder, days), bare_reach)

    def share(playing: Model, some: Sequence[Datum], before: Floats, kept: Sequence[Datum] = ()) -> tuple[Shares, Shares]:
        def play(played: Sequence[Datum]) -> Shares:
            return no_denial_raises(shapley(playing, played, days, main, weights, assessed[main], before, draws.seed, kept), played)

        shares = play(players(some))
        return shares, play(of_indicators(some)) if too_many(some) else by_indicator(shares)

    shares, indicated = share(model if explain else replace(model, pushes=()), data if explain else [], nothing[main])
    changes = changes_indicated = None
    if since is not None:
        then = [o for o in observations if o.t_known <= since], [c for c in coverage if c.t_known <= since]
        old = {_key(datum) for datum in build(indicators, *then, origins, profiles, problem, draws, start, days)}
        kept, new = ([d for d in data if (_key(d) in old) is known] for known in (True, False))
        apart = replace(model, pushes=told_apart(pushed, pushed_then))
        moved = bool(new) or any(push.player for push in apart.pushes)
        old_model = replace(model, pushes=pushed_then)
        reached_then = ahead.reach_from(old_model, days, horizons) if pushed else reached
        before = _weighed(old_model, kept, days, list(indicators), reached_then)[2][main] if moved else assessed[main]
        changes, changes_indicated = share(apart, new, before, kept)
    lives = weights.reshape(len(draws.lives), -1).sum(1)
    return Judged(
        process=process,
        weights=weights,
        alpha=model.ladder.by_state(everything.alpha),
        assessed=assessed,
        nothing=nothing,
        scaled=_scaled(model, everything.alpha, days, main, weights),
        on={name: float((value * weights).sum()) for name, value in everything.on.items()},
        shares=shares,
        changes=changes,
        by_indicator=indicated,
        changes_by_indicator=changes_indicated,
        lives=dict(zip(draws.lives, lives.tolist(), strict=True)),
        streams=behind(draws.drawn, problem, process, grades, _heard(data)),
    )


def _heard(data: Sequence[Datum]) -> dict[str, frozenset[str]]:
    """The sources heard of on each indicator with evidence."""
    return {
        name: frozenset(d.source for d in data if d.indicator == name and d.kind != "stance")
        for name in sorted({d.indicator for d in data})
    }


def no_denial_raises(shares: Shares, data: Sequence[Datum]) -> Shares:
    """Shares in which no denial raises, as none does in the assessment; they add up as before.

    What the filter gives a denial above nothing is the news that it makes of a report: it goes to the other players, by their size.
    """
    others_too = {datum.player for datum in data if not denies(datum)}
    denying = {datum.player for datum in data} - others_too
    lowering = np.array([player in denying for player in shares.players], bool)
    others = np.abs(shares.delta) * ~lowering[:, None]
    weight = others / np.maximum(others.sum(0), TINY**2)
    excess = np.where(lowering[:, None], np.maximum(shares.delta, 0.0), 0.0) * (others.sum(0) > 0)
    return replace(shares, delta=shares.delta - excess + weight * excess.sum(0))


def _key(datum: Datum) -> tuple[int, str, str, str, str]:
    return datum.day, datum.indicator, datum.source, datum.kind, datum.player


def _weighed(
    model: Model, data: Sequence[Datum], days: int, names: Sequence[str], reached: dict[int, Floats]
) -> tuple[Posterior, Posterior, dict[int, Floats]]:
    """Where all the evidence leads, the run that weighs error lives, and by horizon (K, D) the chances: the lowest over denials' parts."""
    plain = [datum for datum in data if not denies(datum)]
    wanted = [list(data), heard(data), plain, *parts(model, data, days, reached)]
    keys = [tuple(map(id, some)) for some in wanted]
    distinct = dict(zip(keys, wanted, strict=True))
    found = dict(zip(distinct, filtered(model, list(distinct.values()), days, names), strict=True))
    everything, weighing, *some = (found[key] for key in keys)
    outlooks = [ahead.outlook(one.alpha, reached) for one in some]
    return everything, weighing, {n: np.minimum.reduce([one[n] for one in outlooks]) for n in reached}


def _scaled(model: Model, alpha: Floats, days: int, main: int, weights: Floats) -> dict[float, Floats]:
    """By factor: (K,) mean chance at the main horizon with the hazards into the events scaled from as-of on.

    Not before: conditioned on no event so far, ten times the hazard would empty the very states that the evidence points to.
    """
    out = {}
    for factor in (10.0, 0.1):
        scaled = replace(model, ladder=model.ladder.scaled(factor))
        out[factor] = np.asarray((ahead.outlook(alpha, ahead.reach_from(scaled, days, [main]))[main] * weights).sum(1))
    return out
