"""One process judged: its parameters drawn, its evidence filtered, its events foreseen, and what moved them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date as Day
from datetime import datetime
from itertools import combinations

import numpy as np

from tocsin.judge import horizon as ahead
from tocsin.judge.addresses import Behind, behind
from tocsin.judge.cells import SourceDraw
from tocsin.judge.filter import Datum, Model, Posterior, variants
from tocsin.judge.influence import Shares, shapley
from tocsin.judge.parameters import TINY, Draws, Floats, Ladder, draw_chain, draw_ladder, draw_rates, rates_for
from tocsin.judge.timeline import build, origin_of
from tocsin.judge.views import by_indicator, of_indicators, players, too_many
from tocsin.model import Coverage, Observation, Origin
from tocsin.model.declared import Indicator, Problem, Process, SourceProfile

BLOCK = 1000
"""lanes filtered at once: a cell and its temporaries stay in a core's cache"""
MOST_TOGETHER = 2
"""sources whose denials may count together; parts of a part are parts, which is what keeps one denial more from raising"""
MOST_PARTS = 150
"""of denials that are run; beyond, each denial alone"""
LOWERING_KINDS = frozenset({"negative", "stance"})


@dataclass(frozen=True)
class Judged:
    """What one process comes to. Arrays end in draws; by horizon, (K, D) for its absorbing events."""

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
    problem: Problem, process: Process, indicators: Mapping[str, Indicator], data: Sequence[Datum], grades: Mapping[str, str], draws: Draws
) -> Model:
    """The process's ladder, its indicators' chains, and every source heard of on each."""
    eps = draws.eps()
    sources: dict[str, dict[str, SourceDraw]] = {name: {} for name in indicators}
    for datum in data:
        if datum.kind != "stance" and datum.source not in sources[datum.indicator]:
            rates = rates_for(grades.get(datum.source), indicators[datum.indicator], problem.observing)
            hit, false = draw_rates(datum.source, rates, draws)
            sources[datum.indicator][datum.source] = SourceDraw(datum.source, hit, false, eps)
    chains = {name: draw_chain(indicator, process, draws) for name, indicator in indicators.items()}
    return Model(draw_ladder(process, draws), chains, sources)


def filtered(model: Model, data: Sequence[Sequence[Datum]], days: int, first: int, indicators: Sequence[str]) -> list[Posterior]:
    """`variants` in blocks of lanes, which changes nothing but the time it takes."""
    lanes = model.ladder.A.shape[-1]
    parts = []
    for at in range(0, lanes, BLOCK):
        block = np.arange(at, min(at + BLOCK, lanes))
        taken: dict[int, Datum] = {}
        for datum in (d for some in data for d in some):
            if id(datum) not in taken:
                taken[id(datum)] = datum.take(block)
        parts.append(variants(model.take(block), [[taken[id(d)] for d in some] for some in data], days, first, indicators))
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


def without_some(data: Sequence[Datum]) -> list[list[Datum]]:
    """The evidence with parts of its denials, by origin and source: each alone, and each two of different sources.

    A source that denies again adds nothing: of its denials the one that lowers most counts. A part of a part is a part, so that one denial
    more, whenever it was said, can only lower; the whole of them is no part, for it would be one of fewer and none of more.
    """
    units = sorted({(origin_of(d.player), d.source) for d in data if d.kind in LOWERING_KINDS})
    parts: list[tuple[tuple[str, str], ...]] = [(unit,) for unit in units]
    for count in range(2, MOST_TOGETHER + 1):
        parts += [some for some in combinations(units, count) if len({source for _, source in some}) == count]
    if len(parts) > MOST_PARTS:
        parts = [(unit,) for unit in units]
    return [[d for d in data if d.kind not in LOWERING_KINDS or (origin_of(d.player), d.source) in part] for part in parts]


def heard(data: Sequence[Datum]) -> list[Datum]:
    """The evidence without denials, and without the silence of collectors that never reported: what error lives are weighed by."""
    reporters = {(d.indicator, d.source) for d in data if d.kind == "report"}
    return [d for d in data if d.kind == "report" or (d.kind == "silent" and (d.indicator, d.source) in reporters)]


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
) -> Judged:
    """The process as of day `days` of a run from `start`; with `since`, what became known after it is weighed apart too.

    Denials and collectors that stayed silent are left out of the run that weighs the error lives: else a silence could lift one life's
    share, and raise by it. An exact filter may read an old denial as making a later report news, and so raise; by declaration no denial
    raises: of the runs in `without_some` and the one without denials the lowest chance counts, draw by draw.
    """
    indicators = {i.id: i for i in problem.indicators if i.role == "evidence" and process.id in i.prevalence}
    draws = replace(draws, drawn={})
    data = build(indicators, observations, coverage, origins, profiles, problem, draws, start, days)
    model = model_of(problem, process, indicators, data, grades, draws)
    reached = ahead.reach(model.ladder, horizons)
    everything, bare, assessed = _weighed(model, data, days, list(indicators), reached)
    weights = life_weights(bare.log_evidence, draws)
    nothing = ahead.outlook(ahead.without_evidence(model.ladder, days), reached)

    def share(some: Sequence[Datum], before: Floats, kept: Sequence[Datum] = ()) -> tuple[Shares, Shares]:
        def play(played: Sequence[Datum]) -> Shares:
            return no_denial_raises(shapley(model, played, days, main, weights, assessed[main], before, draws.seed, kept), played)

        shares = play(players(some))
        return shares, play(of_indicators(some)) if too_many(some) else by_indicator(shares)

    shares, indicated = share(data if explain else [], nothing[main])
    changes = changes_indicated = None
    if since is not None:
        then = [o for o in observations if o.t_known <= since], [c for c in coverage if c.t_known <= since]
        old = {_key(datum) for datum in build(indicators, *then, origins, profiles, problem, draws, start, days)}
        kept, new = ([d for d in data if (_key(d) in old) is known] for known in (True, False))
        before = _weighed(model, kept, days, list(indicators), reached)[2][main] if new else assessed[main]
        changes, changes_indicated = share(new, before, kept)
    lives = weights.reshape(len(draws.lives), -1).sum(1)
    return Judged(
        process=process,
        weights=weights,
        alpha=everything.alpha,
        assessed=assessed,
        nothing=nothing,
        scaled=_scaled(model.ladder, everything.alpha, main, weights),
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
    lowering = np.array([all(d.kind in LOWERING_KINDS for d in data if d.player == player) for player in shares.players], bool)
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
    plain = [datum for datum in data if datum.kind not in LOWERING_KINDS]
    wanted = [list(data), heard(data), plain, *without_some(data)]
    keys = [tuple(map(id, some)) for some in wanted]
    distinct = dict(zip(keys, wanted, strict=True))
    always = set(keys[0]).intersection(*keys)
    first = min((datum.day for datum in data if id(datum) not in always), default=0)
    found = dict(zip(distinct, filtered(model, list(distinct.values()), days, first, names), strict=True))
    everything, weighing, *parts = (found[key] for key in keys)
    outlooks = [ahead.outlook(one.alpha, reached) for one in parts]
    return everything, weighing, {n: np.minimum.reduce([one[n] for one in outlooks]) for n in reached}


def _scaled(ladder: Ladder, alpha: Floats, main: int, weights: Floats) -> dict[float, Floats]:
    """By factor: (K,) mean chance at the main horizon with the hazards into the events scaled from as-of on.

    Not before: conditioned on no event so far, ten times the hazard would empty the very states that the evidence points to.
    """
    out = {}
    for factor in (10.0, 0.1):
        scaled = ladder.scaled(factor)
        out[factor] = np.asarray((ahead.outlook(alpha, ahead.reach(scaled, [main]))[main] * weights).sum(1))
    return out
