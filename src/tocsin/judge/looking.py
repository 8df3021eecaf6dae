"""Which looks could be taken, what each is worth alone, and which set to take first: one added at a time, valued together."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from tocsin.errors import UsageError
from tocsin.judge.judgement import summary
from tocsin.judge.standing import Standing, standings
from tocsin.judge.worth import Look, Prospect, Worths
from tocsin.model import TLP_ORDER, Condition, Coverage, Crossed, Observation, Origin, Outcome, Reading
from tocsin.model.declared import Problem, Reliability, SourceProfile
from tocsin.model.worth import Offer, SetWorth, Worth

FURTHER = "new:"
"""before the reliability of a source that is not there yet"""
CANDIDATES = 6
"""looks, best alone, that are tried as the next of a set"""
DRAWS = 100
"""parameter sets times error lives; a set of three looks has hundreds of outcomes in each"""


def offers(standing: Standing, reliability: Reliability, only: Sequence[str] = ()) -> list[Offer]:
    """A further source of `reliability` on every indicator of evidence (or those named), and every source with coverage of it."""
    found = []
    for name in standing.indicators:
        if only and name not in only:
            continue
        source = FURTHER + reliability
        found.append(Offer(id=f"{name}@{source}", indicator=name, source=source, reliability=reliability, looked=1.0, published=1.0))
        records: dict[str, list[Coverage]] = {}
        for record in standing.coverage:
            if record.indicator == name:
                records.setdefault(record.source, []).append(record)
        for source, held in sorted(records.items()):
            latest = max(held, key=lambda c: (c.t_end, c.t_known, c.id))
            found.append(
                Offer(
                    id=f"{name}@{source}",
                    indicator=name,
                    source=source,
                    reliability=standing.grades.get(source, "F"),
                    looked=max(c.looked for c in held),
                    published=max(c.published for c in held),
                    status=latest.status,
                )
            )
    return found


def worth(
    problem: Problem,
    origins: Sequence[Origin],
    readings: Sequence[Reading],
    coverage: Sequence[Coverage],
    sources: Sequence[SourceProfile],
    *,
    as_of: datetime,
    hypothesis: str,
    days: int = 7,
    horizon: int = 30,
    most: int = 3,
    loss: str = "change",
    reliability: Reliability = "B",
    indicators: Sequence[str] = (),
    rests_on: Mapping[str, str] | None = None,
    draws: int = DRAWS,
    seed: int = 0,
    conditions: Sequence[Condition | Crossed] = (),
    outcomes: Sequence[Outcome] = (),
    observations: Sequence[Observation] = (),
) -> Worth:
    """What looks over the next `days` would be worth for a hypothesis. `rests_on`: by indicator or offer, what looks at it share.

    UsageError for a hypothesis that no process leads to, or an indicator that does not bear on it.
    """
    process = next((h.process for h in problem.hypotheses if h.id == hypothesis), None)
    if process is None:
        raise UsageError(f"no look can move {hypothesis!r}", todo="name a hypothesis of a process: tocsin problem show " + problem.id)
    grades = {FURTHER + reliability: reliability}
    standing_now = standings(
        problem, origins, readings, coverage, sources,
        as_of=as_of, draws=draws, seed=seed, grades=grades, processes=(process,),
        conditions=conditions, outcomes=outcomes, observations=observations,
    )  # fmt: skip
    if not standing_now:
        raise UsageError(f"{process} has ended: an event that ends it has happened", todo="ask about another hypothesis")
    standing = standing_now[0]
    strange = sorted(set(indicators) - set(standing.indicators))
    if strange:
        raise UsageError(f"{strange[0]!r} is no indicator of evidence on {process}", todo=f"one of {', '.join(standing.indicators)}")
    shared = dict(rests_on or {})
    found = offers(standing, reliability, indicators)
    looks = {o.id: Look(o.id, o.indicator, o.source, o.looked, o.published, shared.get(o.id) or shared.get(o.indicator)) for o in found}
    ahead = Prospect(standing, list(looks.values()), days, hypothesis, horizon, loss)
    alone = {name: _valued(standing, (name,), ahead.worth([look], seed), 0.0, {}) for name, look in looks.items()}
    ranked = sorted(alone.values(), key=lambda row: (-row.worth.mean, row.looks))
    single = {row.looks[0]: row.worth.mean for row in ranked}
    records = (*standing.origins.values(), *standing.coverage)
    return Worth(
        problem=problem.id,
        hypothesis=hypothesis,
        horizon=horizon,
        days=days,
        loss=loss,
        as_of=as_of,
        probability=float((ahead.before * standing.weights).sum() / standing.weights.sum()),
        offers=tuple(found),
        alone=tuple(ranked),
        sets=tuple(_sets(ahead, looks, ranked, single, most, seed)),
        draws=standing.draws.lanes,
        seed=seed,
        tlp=max((record.tlp for record in records), key=TLP_ORDER.index, default="clear"),
        synthetic=any(record.synthetic for record in records),
    )


def _sets(
    ahead: Prospect, looks: Mapping[str, Look], ranked: Sequence[SetWorth], single: Mapping[str, float], most: int, seed: int
) -> list[SetWorth]:
    """The best alone, then what adds most to those taken, each set valued as one."""
    taken = [ranked[0]] if ranked else []
    names = [row.looks[0] for row in ranked]
    while taken and len(taken) < most:
        held = taken[-1]
        sets = [(*held.looks, name) for name in names if name not in held.looks][:CANDIDATES]
        tried = [_valued(ahead.standing, some, ahead.worth([looks[n] for n in some], seed), held.worth.mean, single) for some in sets]
        if not tried:
            break
        taken.append(max(tried, key=lambda row: (row.worth.mean, row.looks)))
    return taken


def _valued(standing: Standing, names: tuple[str, ...], found: Worths, before: float, single: Mapping[str, float]) -> SetWorth:
    value = summary(found.values, standing.weights)
    return SetWorth(
        looks=names,
        worth=value,
        gain=value.mean - before,
        apart=sum(single.get(name, value.mean) for name in names),
        outcomes=found.outcomes,
        error=found.error,
    )
