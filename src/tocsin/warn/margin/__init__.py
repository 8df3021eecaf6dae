"""Warning time: whether a preparation would be seen, confirmed and acknowledged in time, over declared ways and channels."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

import numpy as np

from tocsin.judge.parameters import Floats
from tocsin.model.judgements import Probability
from tocsin.model.margin import ALL, Blind, DayMargin, FalseConfirmations, Margin, StrategyMargin, Worst
from tocsin.model.pathways import Path, Pathways
from tocsin.warn.margin.confirming import coincidences
from tocsin.warn.margin.plans import Plan, Setting, all_plans, shares
from tocsin.warn.margin.simulated import play

QUANTILES = {"p05": 0.05, "p25": 0.25, "p50": 0.5, "p75": 0.75, "p95": 0.95}
NEEDS = (1.0, 3.0, 6.0, 12.0, 24.0, 48.0, 72.0, 168.0)
"""hours needed for which the chance of being in time is told beside"""
NEEDS_DRAWS, DAY_DRAWS, DAY_INNER = 40, 60, 32
"""draws for the curve over needs; draws and scenarios for each day"""
MINUTE = 1 / 60


def chosen(declared: Pathways, pathway: str | None) -> tuple[Path, ...]:
    """The way of that id, or all. KeyError where there is none of it."""
    if pathway is None:
        return declared.paths
    found = tuple(path for path in declared.paths if path.id == pathway)
    if not found:
        raise KeyError(pathway)
    return found


def spread(values: Floats) -> Probability:
    """Mean and central 90% over draws (D,)."""
    low, high = np.quantile(values, [0.05, 0.95])
    return Probability(mean=float(values.mean()), low=float(low), high=float(high))


def margin(setting: Setting, problem: str, *, pathway: str | None = None, needs: float | None = None, days: int = 0) -> Margin:
    """The warning time over one way or all; with `days`, also where the preparation begins on each of so many days from as-of on."""
    declared = setting.declared
    paths = chosen(declared, pathway)
    needed = declared.own.needs_hours if needs is None else needs
    plans, weight = all_plans(setting, paths), shares(setting.drawn, paths)
    never = np.stack([plan.never().mean(1) for plan in plans])
    late = [plan.not_in_time(needed) for plan in plans]
    missed = np.stack([values.mean(1) for values in late])
    hours, first, by_plan = _counted(plans, weight)
    rows = tuple(
        StrategyMargin(
            strategy=plan.id,
            pathway=plan.path.id,
            name=plan.strategy.name,
            way=plan.path.name,
            share=spread(weight[k]),
            never_seen=spread(never[k]),
            too_late=spread(np.maximum(missed[k] - never[k], 0)),
            in_time=spread(1 - missed[k]),
            hours=by_plan[k],
            takes_hours={q: float(np.quantile(plan.plan.event - plan.plan.starts, QUANTILES[q])) for q in ("p05", "p50", "p95")},
        )
        for k, plan in enumerate(plans)
    )
    within = [weight[k].mean() ** 2 * values.var(axis=1).mean() / values.size for k, values in enumerate(late)]
    mixed_never, mixed_missed = (weight * never).sum(0), (weight * missed).sum(0)
    return Margin(
        problem=problem,
        pathway=pathway or ALL,
        as_of=setting.as_of,
        scenarios=setting.draws * setting.inner * len(plans),
        draws=setting.draws,
        seed=setting.seed,
        needs_hours=needed,
        never_seen=spread(mixed_never),
        too_late=spread(np.maximum(mixed_missed - mixed_never, 0)),
        in_time=spread(1 - mixed_missed),
        error=float(np.sqrt(sum(within))),
        worst=_worst(rows),
        hours=hours,
        first_seen_by=first,
        strategies=rows,
        by_date=tuple(_day(setting, paths, needed, day) for day in range(days)),
        by_needs=_curve(setting, paths),
        blind=blind(setting),
        looks=setting.sky.kind,
        false_confirmations=_false(setting),
    )


def _worst(rows: Sequence[StrategyMargin]) -> Worst:
    worst = min(rows, key=lambda row: (row.in_time.mean, row.strategy))
    found = worst.in_time
    return Worst(strategy=worst.strategy, pathway=worst.pathway, not_in_time=1 - found.mean, low=1 - found.high, high=1 - found.low)


def _counted(plans: Sequence[Plan], weight: Floats) -> tuple[dict[str, float | None], dict[str, float], list[dict[str, float | None]]]:
    """Hours of margin of all together, which channel is first, and the hours of each plan, from one play of every scenario."""
    margins, weights = [], []
    first: dict[str, float] = {}
    for k, plan in enumerate(plans):
        setting = plan.setting
        rng = np.random.Generator(np.random.PCG64(np.random.SeedSequence([setting.seed, k])))
        shape = plan.plan.event.shape
        played = play(plan.seen, plan.is_open, plan.resting, setting.declared.confirmations, plan.decisive, shape, rng)
        margins.append(plan.plan.event - plan.own.acknowledged(played.confirmed))
        weights.append(np.broadcast_to(weight[k][:, None] / shape[1] / shape[0], shape))
        if played.first:
            soonest = np.minimum.reduce(list(played.first.values()))
            for channel, at in played.first.items():
                here = np.isfinite(at) & (at == soonest)
                first[channel] = first.get(channel, 0.0) + float((here * weights[-1]).sum())
    together = _hours(np.concatenate([m.ravel() for m in margins]), np.concatenate([w.ravel() for w in weights]))
    ordered = dict(sorted(first.items(), key=lambda item: (-item[1], item[0])))
    return together, ordered, [_hours(m.ravel(), w.ravel()) for m, w in zip(margins, weights, strict=True)]


def _hours(margins: Floats, weights: Floats) -> dict[str, float | None]:
    """Weighted quantiles of the cases that were ever confirmed."""
    seen = np.isfinite(margins)
    if not seen.any() or weights[seen].sum() <= 0:
        return dict.fromkeys(QUANTILES)
    order = np.argsort(margins[seen], kind="stable")
    values, upto = margins[seen][order], np.cumsum(weights[seen][order])
    at = np.searchsorted(upto, np.array(list(QUANTILES.values())) * upto[-1])
    return {name: float(values[min(k, len(values) - 1)]) for name, k in zip(QUANTILES, at, strict=True)}


def _day(setting: Setting, paths: Sequence[Path], needed: float, day: int) -> DayMargin:
    """With fewer draws, the same for every day, so that days compare."""
    few = replace(setting, draws=min(DAY_DRAWS, setting.draws), inner=min(DAY_INNER, setting.inner), shift=24.0 * day)
    plans, weight = all_plans(few, paths), shares(few.drawn, paths)
    never = np.stack([plan.never().mean(1) for plan in plans])
    missed = np.stack([plan.not_in_time(needed).mean(1) for plan in plans])
    mixed_never, mixed_missed = (weight * never).sum(0), (weight * missed).sum(0)
    return DayMargin(
        date=(setting.as_of + timedelta(days=day)).date(),
        never_seen=spread(mixed_never),
        too_late=spread(np.maximum(mixed_missed - mixed_never, 0)),
        in_time=spread(1 - mixed_missed),
        median=_counted(plans, weight)[0]["p50"],
        worst=plans[int(np.argmax(missed.mean(1)))].id,
    )


def _curve(setting: Setting, paths: Sequence[Path]) -> tuple[tuple[float, float], ...]:
    few = replace(setting, draws=min(NEEDS_DRAWS, setting.draws), inner=min(DAY_INNER, setting.inner))
    plans, weight = all_plans(few, paths), shares(few.drawn, paths)
    return tuple((h, float(1 - sum(weight[k] @ plan.not_in_time(h).mean(1) for k, plan in enumerate(plans)) / few.draws)) for h in NEEDS)


def blind(setting: Setting) -> tuple[Blind, ...]:
    """Channels that see nothing here: no look in the time asked about, or not there yet."""
    there = {channel.id for channel in setting.channels}
    out = []
    for channel in setting.declared.channels:
        looking = all(s.per_look is not None and s.rate_per_day is None and s.once is None for s in channel.sees.values())
        if channel.id not in there:
            why = {"en": f"not there before {channel.known_since}", "fr": f"n'existait pas avant le {channel.known_since}"}
            out.append(Blind(channel=channel.id, why=why))
        elif looking and channel.sees and not setting.sky.seen_by(channel.id):
            why = {
                "en": "no look at any place: no orbital elements of its satellites",
                "fr": "aucun passage : pas d'éléments orbitaux de ses satellites",
            }
            if setting.sky.kind != "none":
                why = {
                    "en": "none of their looks can be used at a place of these ways",
                    "fr": "aucun de leurs passages n'est utilisable au-dessus d'un lieu de ces voies",
                }
            out.append(Blind(channel=channel.id, why=why))
    return tuple(out)


def _false(setting: Setting) -> FalseConfirmations | None:
    declared = setting.declared
    if declared.counts_days is None:
        return None
    days = setting.drawn.value("counts_days", declared.counts_days)
    return FalseConfirmations(per_year=spread(coincidences(setting.channels, setting.drawn, declared.confirmations, days)[:, 0]))


def named(labels: Mapping[str, str], lang: str) -> str:
    """The label in a language, else in English."""
    return labels.get(lang) or labels["en"]
