"""Which declared conditions hold when, as far as it was known: records and chronology become pushes on the rates of a process."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time
from datetime import date as Day

import msgspec

from tocsin.judge import doctrine, held, redlines
from tocsin.judge.exercises import EXERCISE
from tocsin.judge.originators import Parties
from tocsin.judge.parameters import Draws, positive, probability
from tocsin.judge.pushes import Push, Spell
from tocsin.model import Condition, Crossed, Observation, Origin, Reading, digest
from tocsin.model.declared import ChronologyEntry, Covariate, Problem, Process, Range, SourceProfile

CONDITION = "condition:"
"""players of influences: a condition that holds"""
FADES_AFTER = 15
"""half-lives after which a condition is not looked at any more: a ratio of 100 is then 1.0001"""


def holding(
    problem: Problem, given: Sequence[Condition], observations: Sequence[Observation], parties: Parties, as_of: datetime
) -> tuple[Condition, ...]:
    """The records that rule by `as_of`: those given (the registers' too), the chronology's, and what reports of declared indicators begin.

    In a fixed order; under the ids of the problem's conditions alone.
    """
    declared = {covariate.id for covariate in problem.conditions}
    found = [record for record in given if record.condition in declared]
    for covariate in problem.conditions:
        for entry in problem.chronology:
            exercise = covariate.exercises and _exercise(entry, parties)
            if entry.id in covariate.chronology or exercise:
                found.append(_of_entry(covariate, entry, exercise))
        found += _of_registers(covariate, given)
        for one in observations:
            if one.indicator in covariate.indicators and (one.kind == "report" or (one.kind == "look" and one.value > 0)):
                found.append(_of_report(covariate, one))
    ruling: dict[tuple[str, Day, str], Condition] = {}
    for record in sorted((r for r in found if r.t_known <= as_of), key=lambda r: (r.t_known, r.id)):
        ruling[record.condition, record.since, record.on_whose_word] = record
    return tuple(record for _, record in sorted(ruling.items()))


def _exercise(entry: ChronologyEntry, parties: Parties) -> bool:
    return entry.kind == EXERCISE and not entry.history and any(parties.side(name) == "adversary" for name in entry.entities)


def _known(day: Day) -> datetime:
    """A day of the chronology is known from its start, as announced exercises are."""
    return datetime.combine(day, time(), UTC)


def registered(
    problem: Problem,
    origins: Sequence[Origin],
    readings: Sequence[Reading],
    sources: Sequence[SourceProfile],
    as_of: datetime,
    crossed: Sequence[Crossed] = (),
) -> tuple[Condition, ...]:
    """What the registers of red lines, doctrine and decisions say of the conditions that the problem begins by them, told and declared.

    `crossed`: what persons said of crossings, which rules over both.
    """
    wanted = {name for one in problem.conditions for name in (*one.crossings, *one.matters, *one.decisions)}
    if not wanted:
        return ()
    said = redlines.register(problem, readings, origins, sources, as_of=as_of, crossed=crossed)
    texts = doctrine.register(problem, readings, origins, sources, as_of=as_of, red_lines=said)
    return held.conditions(wanted, said, texts, problem.lines.decisions)


def _of_registers(covariate: Covariate, records: Sequence[Condition]) -> list[Condition]:
    """Records under ids of red lines, matters and decisions, as records of this condition: a crossing is of its day, the others last."""
    crossings, lasting = set(covariate.crossings), {*covariate.matters, *covariate.decisions}
    out = []
    for record in records:
        if record.condition in crossings or record.condition in lasting:
            until = record.since if record.condition in crossings and record.until is None else record.until
            name = digest("condition", covariate.id, record.id)
            out.append(msgspec.structs.replace(record, id=name, condition=covariate.id, until=until))
    return out


def _of_entry(covariate: Covariate, entry: ChronologyEntry, exercise: bool) -> Condition:
    return Condition(
        id=digest("condition", covariate.id, entry.id),
        condition=covariate.id,
        since=entry.date,
        until=(entry.until or entry.date) if exercise else entry.until,
        t_known=_known(entry.known_since),
        on_whose_word=entry.source,
    )


def _of_report(covariate: Covariate, one: Observation) -> Condition:
    day = (one.t_start or one.t_known).astimezone(UTC).date()
    believed = covariate.believed or Range(low=1.0, high=1.0)
    return Condition(
        id=digest("condition", covariate.id, one.id),
        tlp=one.tlp,
        synthetic=one.synthetic,
        condition=covariate.id,
        since=day,
        until=day if covariate.half_life_days is not None else None,
        t_known=one.t_known,
        on_whose_word=one.source,
        low=believed.low,
        high=believed.high,
        disputed=believed.low < 1.0,
        statements=one.statements,
    )


def pushes(process: Process, problem: Problem, records: Sequence[Condition], draws: Draws, start: Day) -> tuple[Push, ...]:
    """What the conditions do to the rates of one process, by nights of a run from `start`. One quantile a condition for all its ratios."""
    out = []
    for covariate in problem.conditions:
        mine = [ratio for ratio in covariate.ratios if ratio.process == process.id]
        half = covariate.half_life_days
        longest = 0.0 if half is None else half.high * FADES_AFTER
        told = (_spell(record, draws, start) for record in records if mine and record.condition == covariate.id)
        spells = tuple(s for s in told if (s.last is None and half is None) or (s.first if s.last is None else s.last) >= -longest)
        if not spells:
            continue
        z = draws.normals(f"condition/{covariate.id}/ratio")
        ratios = {(ratio.source_state, ratio.target): positive(ratio.ratio, z) for ratio in mine}
        fading = None if half is None else positive(half, draws.normals(f"condition/{covariate.id}/half life"))
        out.append(Push(CONDITION + covariate.id, ratios, spells, fading))
    return tuple(out)


def _spell(record: Condition, draws: Draws, start: Day) -> Spell:
    """Disputed records of one condition stand or fall together: one uniform number a draw decides them all."""
    holds = None
    if record.low < 1.0:
        chance = probability(Range(low=record.low, high=record.high), draws.normals(f"condition/{record.condition}/chance"))
        holds = draws.uniforms(f"condition/{record.condition}/holds") < chance
    return Spell((record.since - start).days, None if record.until is None else (record.until - start).days, holds)


def told_apart(now: Sequence[Push], then: Sequence[Push]) -> tuple[Push, ...]:
    """`now` with only what became known since `then` as players: the rest stands in every coalition."""
    before: Mapping[str, Push] = {push.player: push for push in then}
    out = []
    for push in now:
        old = before.get(push.player)
        same = old is not None and _spans(old) == _spans(push)
        otherwise = () if same or old is None else old.spells
        out.append(replace(push, player="" if same else push.player, otherwise=otherwise))
    return tuple(out)


def _spans(push: Push) -> list[tuple[int, int | None, float]]:
    """What tells two pushes of one condition apart: its spells, and in what share of draws each holds."""
    return [(s.first, s.last, 1.0 if s.holds is None else float(s.holds.mean())) for s in push.spells]
